//! The ledger on the command line: what is kept, what a job fails on, and what is refused.

use crate::moto::moto;
use crate::tomscan::{HEAD, Run, Tomscan, ended, text};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;

const ACCOUNT: &str = "980000000001";

/// Two buckets: one refuses clear text, one does not; and two users with a password and no second factor.
fn planted() -> &'static str {
    static PLANTED: std::sync::OnceLock<()> = std::sync::OnceLock::new();
    PLANTED.get_or_init(|| {
        let text = r#"
s3, iam = plant.client("s3"), plant.client("iam")
for name in ("kept-good", "kept-bad"):
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": HOME})
s3.put_bucket_policy(Bucket="kept-good", Policy=document(deny_clear_text("kept-good")))
for name in ("erika.mustermann", "max.mustermann"):
    iam.create_user(UserName=name)
    iam.create_login_profile(UserName=name, Password=PASSWORD)
    iam.attach_user_policy(UserName=name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
"#;
        moto().plant_by(ACCOUNT, text);
    });
    ACCOUNT
}

fn claim(id: &str, rule: &str) -> String {
    format!("\n[[claim]]\nid = \"{id}\"\nwords = \"{rule} holds\"\nfamily = \"encryption\"\nrules = [\"{rule}\"]\n")
}

fn claims() -> String {
    format!("{HEAD}{}", claim("tls", "s3-tls-only"))
}

/// A ledger in a folder of its own.
fn ledger() -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = folder.path().join("ledger").display().to_string();
    Tomscan::alone().args(["ledger", "init", "--ledger", &place]).run().exits(0);
    (folder, place)
}

fn scan(place: &str, faults: &str) -> Tomscan {
    Tomscan::of(planted(), faults).claims(&claims()).args(["--ledger", place, "--lang", "en"])
}

fn history(place: &str) -> Vec<Value> {
    let run = Tomscan::alone().args(["history", "--ledger", place, "--format", "json"]).run().exits(0);
    serde_json::from_str(&run.stdout).expect("JSON")
}

fn last(place: &str) -> Value {
    history(place).pop().expect("a run")["run"].clone()
}

#[track_caller]
fn one_line(run: &Run, words: &[&str]) {
    let said = run.stderr.trim_end();
    assert!(said.starts_with("tomscan: ") && said.lines().count() == 1, "{said}");
    assert!(words.iter().all(|word| said.contains(word)), "{words:?} in {said}");
}

#[test]
fn a_place_without_a_ledger_is_a_failure_and_nobody_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    for place in [folder.path().to_path_buf(), folder.path().join("not-mounted")] {
        let place = place.display().to_string();
        let run = scan(&place, "").run().exits(1);
        one_line(&run, &["is no ledger", "tomscan ledger init"]);
        assert!(run.calls().is_empty() && run.stdout.is_empty());
    }
    let german = Tomscan::alone().args(["history", "--ledger", "weg", "--lang", "de"]).run().exits(1);
    one_line(&german, &["ist kein Prüfbuch"]);
}

#[test]
fn a_broken_chain_is_a_failure_and_nobody_is_asked() {
    let (folder, place) = ledger();
    scan(&place, "").run().exits(10);
    scan(&place, "").run().exits(10);
    let first = folder.path().join("ledger/runs/00000001.json");
    let forged = std::fs::read_to_string(&first).unwrap().replace("\"exit\": 10", "\"exit\": 0");
    std::fs::write(first, forged).unwrap();
    for run in [
        scan(&place, "").run().exits(1),
        Tomscan::alone().args(["ledger", "verify", "--ledger", &place, "--lang", "en"]).run().exits(1),
    ] {
        assert!(run.stderr.contains("runs/00000001.json was changed"), "{}", run.stderr);
        assert!(!run.stderr.contains("00000002"), "{}", run.stderr);
        assert!(run.key.is_empty() || run.calls().is_empty());
    }
}

#[test]
fn a_run_without_a_report_is_kept_with_its_reason() {
    let (_folder, place) = ledger();
    let expired = scan(&place, "XEXPIRED").run().exits(1);
    assert!(expired.stderr.contains("login has expired"), "{}", expired.stderr);
    scan(&place, "").claims("nonsense").run().exits(2);
    let runs = history(&place);
    let kept: Vec<(&str, u64)> =
        runs.iter().map(|run| (text(&run["run"]["kind"]), run["run"]["exit"].as_u64().unwrap())).collect();
    assert_eq!(kept, [("failure", 1), ("failure", 2)]);
    assert!(text(&runs[0]["run"]["message"]).contains("login has expired"));
}

#[cfg(unix)]
#[test]
fn a_scan_that_is_interrupted_is_kept_as_incomplete_and_is_no_reference() {
    const MANY: &str = "500000000005";
    moto().plant(MANY, "many");
    let (_folder, place) = ledger();
    let run = Tomscan::of(MANY, "").args(["--format", "json", "--lang", "en", "--ledger", &place]);
    let child = run.process().stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
    while moto().calls(run.key()).len() < 50 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let killed = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    let run = ended(run, output);
    assert!(run.stderr.contains("the scan was broken off"), "{}", run.stderr);
    let kept = last(&place);
    assert_eq!((&kept["complete"], &kept["kind"]), (&Value::Bool(false), &Value::from("scan")));
    assert!(kept["data"]["state"].is_null() && !kept["data"]["report"].is_null(), "{kept}");
    let next = Tomscan::of(MANY, "").by_itself().args(["--ledger", &place]).json();
    assert_eq!(next.report().0["drift"]["reference"], Value::Null, "there was no complete run before");
}

#[test]
fn only_what_fail_on_names_makes_the_job_fail() {
    let unverified = "XDENYXs3_GetBucketPolicy";
    // Faults, --fail-on, exit code in a first run, exit code in a second run of the same.
    let cases: [(&str, &[&str], i32, i32); 10] = [
        ("", &[], 10, 10),
        ("", &["refuted"], 10, 10),
        ("", &["drift"], 10, 0),
        ("", &["unverified"], 0, 0),
        ("", &["unverified,drift"], 10, 0),
        (unverified, &[], 11, 11),
        (unverified, &["refuted"], 0, 0),
        (unverified, &["drift"], 11, 0),
        (unverified, &["unverified"], 11, 11),
        (unverified, &["refuted", "unverified"], 11, 11),
    ];
    for (faults, fail_on, first, second) in cases {
        let (_folder, place) = ledger();
        let options: Vec<&str> = fail_on.iter().flat_map(|what| ["--fail-on", what]).collect();
        for code in [first, second] {
            let run = scan(&place, faults).args(options.clone()).run().exits(code);
            let reason = run.stderr.lines().last().unwrap_or_default();
            assert!(reason.starts_with(&format!("tomscan: exit {code}: ")), "{reason}");
        }
    }
}

#[test]
fn what_was_accepted_fails_again_when_it_ends() {
    let (_folder, place) = ledger();
    let night = |day: &str| {
        let run = scan(&place, "").args(["--fail-on", "drift"]).env("TOMSCAN_TEST_NOW", &format!("{day}T03:00:00Z"));
        run.run()
    };
    night("2027-01-01").exits(10);
    let accept = |day: &str, arguments: &[&str]| {
        let run = Tomscan::alone().env("TOMSCAN_TEST_NOW", &format!("{day}T04:00:00Z"));
        run.args(["accept", "--ledger", &place, "--lang", "en"]).args(arguments.to_vec()).run()
    };
    accept("2027-01-01", &["--reason", "r", "--owner", " ", "--until", "2027-02-01"]).exits(2);
    accept("2027-01-01", &["--reason", "r", "--owner", "o", "--until", "2026-12-31"]).exits(2);
    accept("2027-01-01", &["99", "--reason", "r", "--owner", "o", "--until", "2027-02-01"]).exits(1);
    let run =
        accept("2027-01-01", &["--reason", "the scanner goes", "--owner", "Ops", "--until", "2027-02-15"]).exits(0);
    assert!(run.stdout.contains("deviations 1"), "{}", run.stdout);
    let quiet = night("2027-01-02").exits(0);
    assert!(!quiet.stderr.contains("accepted only until"), "{}", quiet.stderr);
    let announced = night("2027-01-20").exits(0);
    assert!(
        announced.stderr.contains("accepted only until 2027-02-15 (Ops: the scanner goes)"),
        "{}",
        announced.stderr
    );
    night("2027-02-15").exits(0);
    let over = night("2027-02-16").exits(10);
    assert!(over.stderr.contains("(accepted until 2027-02-15, Ops: the scanner goes)"), "{}", over.stderr);
}

#[test]
fn waivers_and_attestations_are_announced_and_count_when_they_are_over() {
    let more = r#"
[[claim]]
id = "people"
words = "Staff are trained."
family = "organisation"

[[attestation]]
claim = "people"
by = "DPO"
on = 2026-12-01
until = 2027-02-15
evidence = "list"

[[waiver]]
rule = "s3-tls-only"
resource = "kept-bad"
reason = "the scanner cannot do TLS"
owner = "Ops"
until = 2027-02-15

[[waiver]]
rule = "s3-tls-only"
resource = "long-gone"
reason = "x"
owner = "y"
until = 2027-12-31
"#;
    let night = |day: &str| {
        let run =
            Tomscan::of(planted(), "").claims(&(claims() + more)).env("TOMSCAN_TEST_NOW", &format!("{day}T03:00:00Z"));
        run.json()
    };
    let lists = |run: &Run| {
        let report = run.report().0;
        let count = |of: &str, what: &str| report[of][what].as_array().unwrap().len();
        (
            (count("waivers", "ending"), count("waivers", "expired"), count("waivers", "unmatched")),
            (count("attestations", "ending"), count("attestations", "ended")),
        )
    };
    assert_eq!(lists(&night("2027-01-15").exits(0)), ((0, 0, 1), (0, 0)));
    assert_eq!(lists(&night("2027-01-16").exits(0)), ((1, 0, 1), (1, 0)), "30 days ahead");
    assert_eq!(lists(&night("2027-02-15").exits(0)), ((1, 0, 1), (1, 0)), "the last day counts");
    assert_eq!(lists(&night("2027-02-16").exits(10)), ((0, 1, 1), (0, 1)));
    let people =
        format!("{HEAD}\n[[claim]]{}", more.split("[[claim]]").nth(1).unwrap().split("[[waiver]]").next().unwrap());
    let ended = Tomscan::of(planted(), "").claims(&people).env("TOMSCAN_TEST_NOW", "2027-02-16T03:00:00Z");
    ended.args(["--fail-on", "refuted", "--lang", "en"]).run().exits(11);
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    let (_folder, place) = ledger();
    Tomscan::alone().args(["--demo", "--ledger", &place]).run().exits(2);
    Tomscan::alone().args(["--replay", "x.jsonl", "--ledger", &place]).run().exits(2);
    Tomscan::alone().args(["--ledger-profile", "x"]).run().exits(2);
    Tomscan::alone().args(["--keep-recording"]).run().exits(2);
    let run = Tomscan::alone().args(["--demo", "--fail-on", "drift", "--lang", "en"]).run().exits(2);
    one_line(&run, &["--fail-on drift needs --ledger"]);
    Tomscan::alone().args(["history"]).run().exits(2);
    Tomscan::alone().args(["ledger", "prune", "--keep", "soon", "--ledger", &place]).run().exits(2);
    let run =
        Tomscan::alone().args(["ledger", "init", "--ledger", "x", "--retain", "1y", "--lang", "en"]).run().exits(1);
    one_line(&run, &["Object Lock"]);
    let run = Tomscan::alone().args(["ledger", "init", "--ledger", &place, "--lang", "en"]).run().exits(1);
    one_line(&run, &["is a ledger already"]);
    let run = Tomscan::alone().args(["diff", "none.json", "--lang", "en"]).run().exits(2);
    one_line(&run, &["nothing was compared"]);
    let run = Tomscan::alone().args(["diff", "7", "--ledger", &place, "--lang", "en"]).run().exits(1);
    one_line(&run, &["there is no run"]);
}

#[test]
fn verify_finds_by_a_hash_outside_that_the_whole_ledger_was_replaced() {
    let (_folder, place) = ledger();
    let run = scan(&place, "").run().exits(10);
    let kept = run.stderr.split("(1:").nth(1).and_then(|rest| rest.get(..64)).expect("the hash is printed").to_owned();
    let verify = |place: &str, head: &str| {
        Tomscan::alone().args(["ledger", "verify", "--ledger", place, "--head", head, "--lang", "en"]).run()
    };
    verify(&place, &format!("1:{kept}")).exits(0);
    let (_other, forged) = ledger();
    scan(&forged, "").run().exits(10);
    one_line(&verify(&forged, &format!("1:{kept}")).exits(1), &["was replaced or cut"]);
    verify(&place, "what").exits(2);
}

#[test]
fn two_reports_are_compared_without_a_ledger() {
    let run = Tomscan::of(planted(), "").claims(&claims()).args(["--output", "report.json"]).run().exits(10);
    let report = std::fs::read_to_string(run.path("report.json")).unwrap();
    let mended = report
        .replace("\"outcome\": \"deviates\"", "\"outcome\": \"conforms\"")
        .replace("\"refuted\"", "\"confirmed\"");
    let diff = |a: &str, b: &str| {
        let run =
            Tomscan::alone().file("a.json", a).file("b.json", b).args(["diff", "a.json", "b.json", "--lang", "en"]);
        run.run()
    };
    let same = diff(&report, &report).exits(0);
    assert!(same.stdout.contains("no changes"), "{}", same.stdout);
    let better = diff(&report, &mended).exits(0);
    assert!(better.stdout.contains("Mended"), "{}", better.stdout);
    let worse = diff(&mended, &report).exits(10);
    assert!(worse.stdout.contains("Newly refuted"), "{}", worse.stdout);
}

#[test]
fn runs_are_named_by_number_by_date_and_as_the_last() {
    let (_folder, place) = ledger();
    let night = |day: &str, faults: &str| {
        scan(&place, faults).env("TOMSCAN_TEST_NOW", &format!("{day}T03:00:00Z")).run();
    };
    night("2027-01-01", "XDENYXs3_GetBucketPolicy");
    night("2027-01-02", "");
    night("2027-01-03", "");
    let diff = |arguments: &[&str]| {
        let run = Tomscan::alone()
            .args(["diff"])
            .args(arguments.to_vec())
            .args(["--ledger", &place, "--format", "json"])
            .run();
        let drift: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
        (run.code, drift["reference"]["run"].clone(), drift["claims"][0]["turn"].clone())
    };
    let new = || (10, Value::from(1), Value::from("newly-refuted"));
    assert_eq!(diff(&["1", "2"]), new());
    assert_eq!(diff(&["2027-01-01", "2027-01-02"]), new());
    assert_eq!(diff(&["2027-01-01"]), new(), "against the last");
    assert_eq!(diff(&["1", "last"]), new());
    assert_eq!(diff(&[]), (0, Value::from(2), Value::from("still-refuted")), "the last against the one before");
    let none = Tomscan::alone().args(["diff", "2026-12-31", "--ledger", &place, "--lang", "en"]).run().exits(1);
    one_line(&none, &["there is no run 2026-12-31"]);
}

#[test]
fn an_account_that_did_not_change_is_quiet_under_every_rule_the_day_after() {
    const STATES: &str = "200000000001";
    let truth = moto().plant(STATES, "states");
    let (_folder, place) = ledger();
    let claims = crate::tomscan::claim_for_every_rule(&truth["params"]);
    let night = |hour: &str| {
        let run = Tomscan::of(STATES, "").by_itself().claims(&claims).env("TOMSCAN_TEST_NOW", hour);
        run.args(["--ledger", &place]).json().report().0["drift"].clone()
    };
    let now = jiff::Timestamp::now();
    let at = |hours: i64| (now + jiff::SignedDuration::from_hours(hours)).to_string();
    night(&at(0));
    let drift = night(&at(24));
    for what in ["yardstick", "resources", "values"] {
        assert_eq!(drift[what], serde_json::json!([]), "{what}");
    }
    let by_the_clock = |change: &&Value| {
        let causes = change["causes"].as_array().expect("causes");
        !causes.is_empty() && causes.iter().all(|cause| ["time", "undecided"].contains(&text(cause)))
    };
    for what in ["claims", "findings"] {
        let changes = drift[what].as_array().expect("changes").iter();
        let changes = changes.filter(|change| !text(&change["turn"]).starts_with("still-"));
        let wrong: Vec<&Value> = changes.filter(|change| !by_the_clock(change)).collect();
        assert!(wrong.is_empty(), "{what}: {wrong:#?}");
    }
}

#[test]
fn raw_data_go_by_age_and_the_chain_stays() {
    let (_folder, place) = ledger();
    for day in ["2023-01-01", "2024-01-01", "2027-01-01"] {
        scan(&place, "").env("TOMSCAN_TEST_NOW", &format!("{day}T03:00:00Z")).run().exits(10);
    }
    let prune = |keep: &str| {
        let run = Tomscan::alone().env("TOMSCAN_TEST_NOW", "2027-06-01T00:00:00Z");
        run.args(["ledger", "prune", "--keep", keep, "--ledger", &place, "--lang", "en"]).run().exits(0)
    };
    assert!(prune("4y").stdout.contains("data of 1 runs"));
    assert!(prune("1d").stdout.contains("data of 1 runs"), "the last one is needed by the next scan");
    Tomscan::alone().args(["ledger", "verify", "--ledger", &place]).run().exits(0);
    let gone = Tomscan::alone().args(["diff", "1", "3", "--ledger", &place, "--lang", "en"]).run().exits(1);
    one_line(&gone, &["were removed by `tomscan ledger prune`"]);
    assert_eq!(history(&place).len(), 5);
    let run = scan(&place, "").env("TOMSCAN_TEST_NOW", "2027-06-02T03:00:00Z").json();
    assert_eq!(run.report().0["drift"]["reference"]["run"], 3);
}

#[test]
fn a_recording_that_was_kept_replays_to_the_report_that_was_kept() {
    let (folder, place) = ledger();
    scan(&place, "").args(["--keep-recording"]).run().exits(10);
    let read = |file: &str| {
        unpacked(&files(&folder.path().join("ledger/data")).into_iter().find(|path| path.ends_with(file)).unwrap())
    };
    let replayed = Tomscan::alone()
        .claims(&claims())
        .file("r.jsonl", &read("recording.jsonl.gz"))
        .args(["--replay", "r.jsonl", "--lang", "en"]);
    let replayed = replayed.json().exits(10).report().0;
    let mut kept: Value = serde_json::from_str(&read("report.json.gz")).unwrap();
    kept["drift"] = Value::Null;
    assert_eq!(kept, replayed);
    assert_eq!(read("claims.toml.gz"), claims());
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn unpacked(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let mut text = String::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    text
}

#[test]
fn no_name_of_a_user_stays_anywhere_with_pseudonyms() {
    const FORMATS: [&str; 6] = ["r.json", "r.txt", "r.md", "r.xml", "r.sarif", "r.csv"];
    let waiver = "\n[[waiver]]\nrule = \"iam-user-mfa\"\nresource = \"max.mustermann\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2099-01-01\n";
    let claims = format!("{HEAD}{}{}{waiver}", claim("mfa", "iam-user-mfa"), claim("admins", "iam-no-admin-wildcard"));
    let (folder, place) = ledger();
    let night = || {
        let run = Tomscan::of(planted(), "").claims(&claims).file("key", "0123456789abcdef0123456789abcdef");
        let run = FORMATS.iter().fold(run, |run, file| run.args(["--output", file]));
        run.args(["--pseudonymise", "key", "--ledger", &place, "--fail-on", "drift", "--lang", "en"]).run()
    };
    let first = night().exits(10);
    let mut everything: Vec<(String, String)> =
        vec![("stdout".to_owned(), first.stdout.clone()), ("stderr".to_owned(), first.stderr.clone())];
    everything
        .extend(FORMATS.iter().map(|file| ((*file).to_owned(), std::fs::read_to_string(first.path(file)).unwrap())));
    everything.extend(files(folder.path()).iter().map(|path| (path.display().to_string(), unpacked(path))));
    for (place, content) in &everything {
        assert!(!content.contains("mustermann"), "a name is left in {place}");
    }
    let report: Value = serde_json::from_str(&std::fs::read_to_string(first.path("r.json")).unwrap()).unwrap();
    let mfa = report["results"].as_array().unwrap().iter().find(|result| result["rule"] == "iam-user-mfa").unwrap();
    let waived = mfa["findings"].as_array().unwrap().iter().filter(|finding| !finding["waiver"].is_null()).count();
    assert_eq!(waived, 1, "a waiver by name still fits");
    assert!(first.stdout.contains("user-"), "{}", first.stdout);
    let second = night().exits(0);
    assert!(second.stdout.contains("no changes"), "the same key, the same pseudonyms: {}", second.stdout);
    let other = Tomscan::of(planted(), "").claims(&claims).file("key", "another key of the same length");
    let other = other.args(["--pseudonymise", "key", "--ledger", &place]).json();
    let measures = other.report().0["drift"]["yardstick"].clone();
    assert!(measures.as_array().unwrap().iter().any(|change| change["what"] == "pseudonyms"), "{measures}");
    let short =
        Tomscan::of(planted(), "").file("key", "short").args(["--pseudonymise", "key", "--lang", "en"]).run().exits(2);
    one_line(&short, &["openssl rand -hex 32"]);
    assert!(short.calls().is_empty());
}
