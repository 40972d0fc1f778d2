//! Reviews and reports on paper: what qpdf, pyHanko, pypdf and openpyxl make of them, who may sign, and what is told when it fails.

use crate::browser::browsed;
use crate::moto::{moto, python};
use crate::tomscan::{HEAD, Run, Tomscan};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

const ACCOUNT: &str = "980000000021";

/// A ledger with three nights: TLS is refuted on the second.
struct Nights {
    _folder: TempDir,
    place: String,
}

fn nights() -> &'static Nights {
    static NIGHTS: OnceLock<Nights> = OnceLock::new();
    NIGHTS.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = folder.path().join("ledger").display().to_string();
        Tomscan::alone().args(["ledger", "init", "--ledger", &place]).run().exits(0);
        let good = r#"
s3 = plant.client("s3")
if "on-paper" not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
    s3.create_bucket(Bucket="on-paper", CreateBucketConfiguration={"LocationConstraint": HOME})
s3.put_bucket_policy(Bucket="on-paper", Policy=document(deny_clear_text("on-paper")))
"#;
        let bad = "plant.client(\"s3\").delete_bucket_policy(Bucket=\"on-paper\")\n";
        for (day, planted) in [("2026-03-01", good), ("2026-03-02", bad), ("2026-03-03", good)] {
            moto().plant_by(ACCOUNT, planted);
            let claims = format!(
                "{HEAD}\n[[claim]]\nid = \"tls\"\nwords = \"Übertragungen sind ausschließlich über TLS 1.2 möglich.\"\n\
                 family = \"encryption\"\nrules = [\"s3-tls-only\"]\n"
            );
            let run = Tomscan::of(ACCOUNT, "").claims(&claims).env("TOMSCAN_TEST_NOW", &format!("{day}T03:00:00Z"));
            let run = run.args(["--ledger", &place, "--lang", "de"]).run();
            assert!(matches!(run.code, 0 | 10 | 11), "{}", run.stderr);
        }
        Nights { _folder: folder, place }
    })
}

/// A review of these nights, in the account's name.
fn review(arguments: &[&str]) -> Tomscan {
    review_with("", arguments)
}

fn review_with(faults: &str, arguments: &[&str]) -> Tomscan {
    let period = ["review", "--ledger", &nights().place, "--from", "2026-03-01", "--to", "2026-03-03"];
    let run = Tomscan::of(ACCOUNT, faults).env("TOMSCAN_TEST_NOW", "2026-03-04T09:00:00Z");
    run.args(period).args(arguments.iter().copied())
}

/// What other programs say of files.
fn read_by_others(files: &[&Path]) -> Vec<Value> {
    let output = python().arg("papers.py").args(files).stdin(Stdio::null()).output().expect("python runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "papers.py failed: {said}");
    let mut all: BTreeMap<String, Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    files.iter().map(|file| all.remove(&file.display().to_string()).expect("an answer for each file")).collect()
}

fn verified(file: &Path, arguments: &[&str]) -> Run {
    let run = Tomscan::alone().args(["review", "verify", "--lang", "en"]).args([file.as_os_str()]);
    run.args(arguments.iter().copied()).run()
}

/// A key of `cryptography`'s making, with its public half and a chain of certificates, as files.
struct Keys {
    folder: TempDir,
}

fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let output = python().arg("keys.py").arg(folder.path()).stdin(Stdio::null()).output().expect("python runs");
        assert!(output.status.success(), "keys.py failed: {}", String::from_utf8_lossy(&output.stderr));
        Keys { folder }
    })
}

impl Keys {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }
}

/// A timestamp authority, which ends when this value does.
struct Authority {
    process: Child,
    url: String,
}

impl Authority {
    fn start(mode: &str) -> Self {
        let mut process =
            python().args(["tsa.py", mode]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python runs");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("piped")).read_line(&mut line).expect("a first line");
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("tsa.py did not start: {line}"));
        Self { process, url: format!("http://127.0.0.1:{}/tsa", said["port"]) }
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _it_has_ended = self.process.wait();
    }
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text")).collect()
}

#[test]
fn a_review_is_read_by_others_as_it_was_meant() {
    for (lang, title, heading) in [
        ("de", "Wirksamkeitskontrolle der technischen", "Aussagen und Ergebnisse"),
        ("en", "Effectiveness review of the technical", "Claims and results"),
    ] {
        let files = ["--output", "r.pdf", "--output", "r.json", "--output", "r.xlsx"];
        let run = review(&["--lang", lang, "--occasion", "turnusmäßig"]).args(files).run().exits(0);
        let [pdf, book] = read_by_others(&[&run.path("r.pdf"), &run.path("r.xlsx")]).try_into().expect("two");
        assert_eq!((&pdf["wrong"], &book["wrong"]), (&json!([]), &json!([])));
        assert_eq!((&pdf["language"], &pdf["signatures"]), (&json!(lang), &json!([])));
        let tags = texts(&pdf["tags"]);
        for tag in ["H1", "H2", "H3", "H4", "P", "Table", "THead", "TH", "TD", "L", "LI", "Figure", "TOC", "Link"] {
            assert!(tags.contains(&tag), "no {tag}");
        }
        assert!(texts(&pdf["bookmarks"]).contains(&heading), "{}", pdf["bookmarks"]);
        let told = texts(&pdf["pages"]).join("\n").split_whitespace().collect::<Vec<_>>().join(" ");
        let order = [title, "turnusmäßig", ACCOUNT, heading, "Übertragungen sind", "on-paper", "ledger verify"];
        let places: Vec<usize> =
            order.iter().map(|words| told.find(words).unwrap_or_else(|| panic!("no {words} in {told}"))).collect();
        assert!(places.is_sorted(), "{order:?}: {places:?}");
        assert!(!told.contains('\u{ad}'), "a hyphen that is written is no soft one");
        let carried = pdf["files"].as_object().expect("an object");
        assert_eq!(carried["review.json"], json!(std::fs::read_to_string(run.path("r.json")).unwrap()));
        assert_eq!(carried.len(), 5, "{:?}", carried.keys());
        let verified = verified(&run.path("r.pdf"), &[]).exits(0);
        for words in ["consistent in itself", "runs 1 to 3, unbroken", "signature: none", "timestamp: none"] {
            assert!(verified.stdout.contains(words), "{words}: {}", verified.stdout);
        }
        let sheets = book["sheets"].as_object().expect("an object");
        assert_eq!(sheets.len(), 3, "{:?}", sheets.keys());
    }
}

#[test]
fn a_scan_is_a_paper_too() {
    for lang in ["de", "en"] {
        let files = ["-o", "r.pdf", "-o", "r.json", "-o", "r.html"];
        let run = Tomscan::alone().args(["--demo", "--lang", lang]).args(files).run().exits(10);
        let [pdf] = read_by_others(&[&run.path("r.pdf")]).try_into().expect("one");
        assert_eq!((&pdf["wrong"], &pdf["language"]), (&json!([]), &json!(lang)));
        assert_eq!(pdf["files"]["report.json"], json!(std::fs::read_to_string(run.path("r.json")).unwrap()));
        let told = texts(&pdf["pages"]).join("\n");
        assert!(!told.contains('\u{ad}'), "a hyphen that is written is no soft one");
        let verified = verified(&run.path("r.pdf"), &[]).exits(0);
        assert!(verified.stdout.contains("and 2 files, all as listed"), "{}", verified.stdout);
        let page = std::fs::read_to_string(run.path("r.html")).unwrap();
        let report: Value = serde_json::from_str(&std::fs::read_to_string(run.path("r.json")).unwrap()).unwrap();
        for claim in report["claims"].as_array().expect("claims") {
            let words = claim["words"].as_str().expect("words").replace('"', "&quot;").replace('\'', "&#39;");
            assert!(page.contains(&words), "{words}");
        }
    }
}

#[test]
fn a_key_in_a_file_signs_and_others_agree() {
    for name in ["p256", "p384", "rsa"] {
        let (key, public) = (keys().name(&format!("{name}.key")), keys().name(&format!("{name}.pub")));
        let run = review(&["--output", "r.pdf", "--sign", &key]).run().exits(0);
        let [pdf] = read_by_others(&[&run.path("r.pdf")]).try_into().expect("one");
        assert_eq!(pdf["wrong"], json!([]), "{name}");
        let signature = &pdf["signatures"][0];
        assert_eq!((&signature["intact"], &signature["whole"]), (&json!(true), &json!("ENTIRE_FILE")), "{name}");
        let said = verified(&run.path("r.pdf"), &["--key", &public]).exits(0).stdout;
        assert!(said.contains("signature: valid, by CN=tomscan "), "{said}");
        assert!(said.contains("r.pdf: unchanged since it was signed with the key that was asked for"), "{said}");
        let other = verified(&run.path("r.pdf"), &["--key", &keys().name("other.pub")]).exits(1).stdout;
        assert!(
            other.contains("NOT in order") && other.contains("not signed with the key that was asked for"),
            "{other}"
        );
    }
}

#[test]
fn a_certificate_that_was_issued_is_carried_along() {
    let (key, chain) = (keys().name("p256.key"), keys().name("p256.chain"));
    let run = review(&["--output", "r.pdf", "--sign", &key, "--certificate", &chain]).run().exits(0);
    let [pdf] = read_by_others(&[&run.path("r.pdf")]).try_into().expect("one");
    assert_eq!(pdf["signatures"][0]["by"], json!("Common Name: Evidence of Example GmbH"));
    let said = verified(&run.path("r.pdf"), &["--key", &chain]).exits(0).stdout;
    assert!(said.contains("by CN=Evidence of Example GmbH"), "{said}");
    let wrong =
        review(&["--lang", "en", "--output", "r.pdf", "--sign", &keys().name("rsa.key"), "--certificate", &chain]);
    let wrong = wrong.run().exits(2);
    assert!(wrong.stderr.contains("does not belong to the key"), "{}", wrong.stderr);
    assert!(!wrong.path("r.pdf").exists());
}

#[test]
fn a_key_of_kms_signs_by_arn_and_by_alias() {
    let text = r#"
kms = plant.client("kms")
for spec in ("ECC_NIST_P256", "RSA_2048"):
    key = kms.create_key(KeySpec=spec, KeyUsage="SIGN_VERIFY")["KeyMetadata"]
    kms.create_alias(AliasName="alias/" + spec.lower(), TargetKeyId=key["KeyId"])
"#;
    moto().plant_by(ACCOUNT, text);
    for alias in ["alias/ecc_nist_p256", "alias/rsa_2048"] {
        let run = review(&["--output", "r.pdf", "--sign", alias]).run().exits(0);
        let [pdf] = read_by_others(&[&run.path("r.pdf")]).try_into().expect("one");
        assert_eq!(pdf["signatures"][0]["intact"], json!(true), "{alias}");
        verified(&run.path("r.pdf"), &[]).exits(0);
        // The certificate that the key issues for itself, and the signature.
        let asked: Vec<String> = run.calls().into_iter().map(|call| call.operation).collect();
        assert_eq!(asked, ["kms:GetPublicKey", "kms:Sign", "kms:Sign"], "{alias}");
    }
    let denied = ["--lang", "en", "--output", "r.pdf", "--sign", "alias/rsa_2048"];
    let run = review_with("XDENYXkms_Sign", &denied).run().exits(1);
    assert!(run.stderr.contains("nothing was written: not signed: kms:Sign"), "{}", run.stderr);
    assert!(!run.path("r.pdf").exists());
    let run = review(&["--lang", "en", "--output", "r.pdf", "--sign", "alias/none"]).run().exits(1);
    assert!(run.stderr.contains("nothing was written: not signed: kms:GetPublicKey"), "{}", run.stderr);
    assert!(!run.path("r.pdf").exists());
}

#[test]
fn an_authority_vouches_for_the_time_and_is_checked() {
    let authority = Authority::start("");
    let signed = ["--output", "r.pdf", "--sign", &keys().name("p256.key"), "--tsa", &authority.url];
    for arguments in [&signed[..], &["--output", "r.pdf", "--tsa", &authority.url]] {
        let run = review(arguments).run().exits(0);
        let [pdf] = read_by_others(&[&run.path("r.pdf")]).try_into().expect("one");
        assert_eq!(pdf["wrong"], json!([]));
        let signatures = pdf["signatures"].as_array().expect("a list");
        assert_eq!(signatures.len(), arguments.len() / 2 - 1);
        assert!(signatures.iter().all(|one| one["intact"] == json!(true)), "{signatures:?}");
        let stamp = signatures.last().expect("one");
        assert_eq!((&stamp["kind"], &stamp["whole"]), (&json!("/DocTimeStamp"), &json!("ENTIRE_FILE")));
        let said = verified(&run.path("r.pdf"), &[]).exits(0).stdout;
        assert!(
            said.contains("timestamp: valid, ") && said.contains("by CN=Stamp 1 (issued by CN=Test Root"),
            "{said}"
        );
    }
}

#[test]
fn an_authority_that_does_not_vouch_leaves_no_file() {
    let (refuses, other) = (Authority::start("refuse"), Authority::start("other"));
    let cases = [
        (refuses.url.as_str(), "Rejection"),
        (other.url.as_str(), "another request"),
        ("http://127.0.0.1:9/tsa", "refused"),
        ("not a url", "no timestamp"),
    ];
    for (url, words) in cases {
        let run = review(&["--lang", "en", "--output", "r.pdf", "--output", "r.md", "--tsa", url]).run().exits(1);
        assert!(run.stderr.contains("nothing was written: no timestamp: "), "{}", run.stderr);
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
        assert!(!run.path("r.pdf").exists() && !run.path("r.md").exists(), "{url}");
    }
}

#[test]
fn what_cannot_be_signed_is_told_before_anything_is_read() {
    let cases: [(&[&str], &str); 4] = [
        (&["--output", "r.md", "--sign", "alias/none"], "--output FILE.pdf is missing"),
        (&["--output", "r.html", "--tsa", "http://127.0.0.1:9"], "--output FILE.pdf is missing"),
        (&["--output", "r.pdf", "--sign", "missing.key"], "missing.key cannot be read"),
        (&["--output", "r.pdf", "--certificate", "chain.pem"], "--sign"),
    ];
    for (arguments, words) in cases {
        let run =
            Tomscan::alone().args(["review", "--lang", "en", "--ledger", "nowhere"]).args(arguments.iter().copied());
        let run = run.run().exits(2);
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
}

#[test]
fn a_file_that_was_touched_is_told() {
    let run = review(&["--output", "r.pdf", "--sign", &keys().name("p256.key")]).run().exits(0);
    let pdf = std::fs::read(run.path("r.pdf")).unwrap();
    let touched = |name: &str, bytes: &[u8]| {
        std::fs::write(run.path(name), bytes).unwrap();
        verified(&run.path(name), &[]).exits(1)
    };
    let mut changed = pdf.clone();
    changed[pdf.len() / 2] ^= 1;
    let said = touched("changed.pdf", &changed).stdout;
    assert!(said.contains("NOT in order") && said.contains("were changed"), "{said}");
    let said = touched("added.pdf", &[pdf.as_slice(), b"%more\n"].concat()).stdout;
    assert!(said.contains("6 bytes were added behind it"), "{said}");
    let said = touched("other.pdf", b"%PDF-1.7\nnone of ours\n").stderr;
    assert!(said.contains("nothing was verified: ") && said.contains("not a PDF that tomscan made"), "{said}");
    let said = verified(&run.path("missing.pdf"), &[]).exits(1).stderr;
    assert!(said.contains("missing.pdf"), "{said}");
}

#[test]
fn collectors_get_their_formats_by_the_ending() {
    let run = review(&["--lang", "en", "-o", "r.oscal.json", "-o", "r.ocsf.json"]).run().exits(0);
    let read = |name: &str| -> Value { serde_json::from_slice(&std::fs::read(run.path(name)).unwrap()).expect("JSON") };
    assert!(read("r.oscal.json")["assessment-results"]["results"].is_array());
    assert!(read("r.ocsf.json").as_array().expect("a list").iter().all(|event| event["class_uid"] == json!(2003)));
    for (format, file) in [("oscal", "s.oscal.json"), ("ocsf", "s.ocsf.json"), ("html", "s.html")] {
        let run = Tomscan::alone().args(["--demo", "--lang", "en", "--format", format, "-o", file]).run().exits(10);
        assert_eq!(std::fs::read_to_string(run.path(file)).unwrap(), run.stdout, "{format}");
    }
}

#[test]
fn a_browser_shows_the_page_by_keyboard_and_asks_no_network() {
    let run = review(&["--lang", "en", "--output", "r.html"]).run().exits(0);
    let told = browsed(&run.path("r.html"), "");
    let nights = ["2026-03-03", "2026-03-02", "2026-03-01", "2026-03-03", "2026-03-03"];
    let signs = texts(&told["strip"]);
    assert!(nights.iter().zip(&signs).all(|(night, sign)| sign.starts_with(night)), "{signs:?}");
    assert!(signs[1].ends_with("refuted") && !signs[2].ends_with("refuted"), "{signs:?}");
    let reached = texts(&told["tab"]);
    assert!(reached.contains(&"svg") && reached.contains(&"summary") && reached.contains(&"a"), "{reached:?}");
    let run = Tomscan::alone().args(["--demo", "--lang", "de", "-o", "r.html"]).run().exits(10);
    let told = browsed(&run.path("r.html"), " WIDERLEGT ");
    let left = texts(&told["filter"]["after"]);
    assert!(!left.is_empty() && left.len() < 16, "{left:?}");
    assert!(left.iter().all(|row| row.contains("widerlegt")), "{left:?}");
    assert_eq!(told["filter"]["told"], json!(format!("{} von {}", left.len(), told["filter"]["before"])));
}
