//! What a large review costs: `cargo bench --no-default-features --features pdf --bench review [NIGHTS ACCOUNTS FINDINGS]`.
//!
//! It makes a ledger (400 nights of 5 accounts, 20,000 findings in all, of which one in fifty changes each night), which takes a
//! quarter of an hour, reviews it in every format, verifies the PDF, and prints time, peak memory and size of each.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a benchmark is for developers")]

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::time::Instant;
use tomscan::drift::{Before, Listed, Now, Reference, compare};
use tomscan::evaluate::Verdict;
use tomscan::fact::ResourceKind;
use tomscan::ledger::{Act, ClaimVerdict, Directory, Ledger, Part, Scan};
use tomscan::review::paper::paper;
use tomscan::review::pdf::{Content, pdf};
use tomscan::review::{Asked, Period, Review, html, markdown, ocsf, oscal, xlsx};
use tomscan::seal::{self, Yardstick};
use tomscan::text::Lang;

const START: Date = date(2026, 1, 1);
const CLAIMS: usize = 60;

fn at(night: usize) -> Timestamp {
    let day = START + i64::try_from(night).unwrap().days();
    day.at(3, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
}

/// Whether a resource deviates on a night: two in three do, and some change each night.
fn deviates(resource: usize, night: usize) -> bool {
    !(resource + (night + resource) / 50).is_multiple_of(3)
}

fn report(account: &str, night: usize, resources: usize) -> Value {
    let finding = |resource: usize| {
        let bad = deviates(resource, night);
        let name = format!("bucket-{resource:06}-of-{account}");
        json!({
            "check": 0, "resource": "s3.bucket", "region": "eu-central-1", "name": name, "arn": format!("arn:aws:s3:::{name}"),
            "outcome": if bad { "deviates" } else { "conforms" },
            "observed": if bad { json!("takes clear text") } else { Value::Null },
            "expected": if bad { json!("refuses clear text") } else { Value::Null },
            "unknown": [], "waiver": null,
            "evidence": [{
                "path": "policy.refuses_plaintext", "observed": !bad, "operations": ["s3:GetBucketPolicy"],
                "time": at(night).to_string()
            }]
        })
    };
    let counts = json!({
        "listed": resources, "evaluated": resources, "conforming": 0, "deviating": resources, "waived": 0, "unknown": 0
    });
    let claim = |index: usize| {
        json!({
            "id": format!("c{index}"), "words": format!("Measure {index} is in place for all data, without exception."),
            "place": format!("p. {index}"), "family": "encryption", "line": index, "verdict": "refuted", "verdict_word": "refuted",
            "counts": counts, "results": [0], "attestation": null
        })
    };
    json!({
        "report_version": 1, "tomscan": "0.1.0", "rules_sha256": "r1", "time": at(night).to_string(), "language": "en",
        "complete": true, "caller": { "account": account, "arn": format!("arn:aws:sts::{account}:assumed-role/tomscan/nightly") },
        "regions": { "enabled": ["eu-central-1"], "unknown": null },
        "document": {
            "title": "TOM", "party": "Example GmbH", "version": "7", "file": null, "file_sha256": null, "claims_file": "tom.toml",
            "claims_sha256": "c1", "accounts": [], "regions": [], "select": null
        },
        "summary": {}, "claims": (0..CLAIMS).map(claim).collect::<Vec<_>>(),
        "results": [{
            "rule": "s3-tls-only", "title": "Buckets take TLS only", "severity": "high", "proof": "full", "limits": null,
            "conditions": [{ "resource": "s3.bucket", "population": null, "that": "resource.policy.refuses_plaintext" }],
            "params": {}, "verdict": "refuted", "counts": counts, "regions": ["eu-central-1"], "gaps": [], "missing_actions": [],
            "fix": "aws s3api put-bucket-policy --bucket {name}", "verify": "aws s3api get-bucket-policy --bucket {name}",
            "findings": (0..resources).map(finding).collect::<Vec<_>>()
        }],
        "coverage": [{ "resource": "s3.bucket", "region": "global", "listed": resources, "unknown": null }],
        "calls": { "s3:ListBuckets": 1 }, "waivers": { "expired": [], "ending": [], "unmatched": [] },
        "attestations": { "ended": [], "ending": [] }, "undocumented": [], "remarks": [], "drift": null
    })
}

fn keep(ledger: &mut Ledger, account: &str, night: usize, resources: usize, before: Option<&Before>) -> Before {
    let mut report = report(account, night, resources);
    let listed = (0..resources).map(|resource| {
        let name = format!("bucket-{resource:06}-of-{account}");
        let arn = format!("arn:aws:s3:::{name}");
        Listed { resource: ResourceKind::S3Bucket, region: "eu-central-1".to_owned(), arn, name }
    });
    let now = Now { sight: serde_json::from_value(report.clone()).unwrap(), listed: Some(listed.collect()) };
    let compared = compare(before, &now);
    report["drift"] = serde_json::to_value(&compared.drift).unwrap();
    let (content, state) = (report.to_string(), serde_json::to_string(&compared.state).unwrap());
    let parts = [
        Part { what: "report", file: "report.json", content: content.as_bytes() },
        Part { what: "claims", file: "claims.toml", content: b"[document]\n" },
        Part { what: "state", file: "state.json", content: state.as_bytes() },
    ];
    let claims = (0..CLAIMS).map(|index| ClaimVerdict { id: format!("c{index}"), verdict: Verdict::Refuted });
    let kept = ledger.keep(at(night), &parts, |data| {
        Act::Scan(Box::new(Scan {
            time: at(night),
            account: account.to_owned(),
            caller: format!("arn:aws:sts::{account}:assumed-role/tomscan/nightly"),
            complete: true,
            exit: 10,
            party: "Example GmbH".to_owned(),
            title: "TOM".to_owned(),
            version: "7".to_owned(),
            claims_sha256: "c1".to_owned(),
            document_sha256: None,
            rules_sha256: "r1".to_owned(),
            reference: None,
            pseudonym_key: None,
            claims: claims.collect(),
            data,
        }))
    });
    let reference = Reference { run: Some(kept.unwrap().run), file: None, time: at(night).to_string() };
    Before { reference, sight: now.sight, state: Some(compared.state) }
}

/// Peak memory of this process so far, in MB (`VmHWM`, proc(5)).
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
}

/// Counts bytes and forgets them.
#[derive(Default)]
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn told(what: &str, since: Instant, bytes: u64) {
    println!("{what:<16} {:>8.2} s  {:>6} MB peak  {:>10} bytes", since.elapsed().as_secs_f64(), peak(), bytes);
}

fn written(format: &str, write: impl FnOnce(&mut Counted) -> io::Result<()>) {
    let (since, mut out) = (Instant::now(), Counted::default());
    write(&mut out).unwrap();
    told(format, since, out.0);
}

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let [nights, accounts, findings] = numbers.try_into().unwrap_or([400, 5, 20_000]);
    println!("{nights} nights, {accounts} accounts, {findings} findings");
    // The ledger is made by a process of its own, so that the peak is that of reviewing.
    let folder = if let Some(folder) = std::env::var_os("REVIEW_LEDGER") {
        std::path::PathBuf::from(folder)
    } else {
        let folder = tempfile::tempdir().unwrap().keep();
        make(&folder, nights, accounts, findings);
        println!(
            "made in {}; run again with REVIEW_LEDGER set to it for the figures of reviewing alone",
            folder.display()
        );
        folder
    };
    measure(&folder, nights);
}

fn make(folder: &std::path::Path, nights: usize, accounts: usize, findings: usize) {
    Ledger::init(&mut Directory::new(folder), at(0), None).unwrap();
    let mut ledger = Ledger::open(Box::new(Directory::new(folder))).unwrap();
    let names: Vec<String> = (1..=accounts).map(|account| format!("{account:012}")).collect();
    let mut before: Vec<Option<Before>> = names.iter().map(|_| None).collect();
    for night in 0..nights {
        for (account, before) in names.iter().zip(&mut before) {
            *before = Some(keep(&mut ledger, account, night, findings / accounts, before.as_ref()));
        }
    }
}

fn measure(folder: &std::path::Path, nights: usize) {
    let since = Instant::now();
    let ledger = Ledger::open(Box::new(Directory::new(folder))).unwrap();
    told("open", since, 0);
    let last = START + i64::try_from(nights - 1).unwrap().days();
    let period = Period { from: START, to: last };
    let since = Instant::now();
    let asked = Asked { period, accounts: Vec::new(), occasion: None, now: at(nights) };
    let review = Review::of(&ledger, &asked).unwrap();
    told("read", since, 0);
    let deviations: usize = review.documents.iter().map(|document| document.deviations.len()).sum();
    println!("{deviations} deviations");
    let blocks = paper(&review, Lang::De);
    written("json", |out| serde_json::to_writer_pretty(out, &review).map_err(io::Error::from));
    written("markdown", |out| markdown::write(&blocks, Lang::De, out));
    written("html", |out| html::write(&blocks, Lang::De, out));
    written("oscal", |out| oscal::write(&review, Lang::De, out));
    written("ocsf", |out| ocsf::write(&review, Lang::De, out));
    written("xlsx", |out| xlsx::write(&review, Lang::De, out));
    let since = Instant::now();
    let files = review.evidence(&ledger, Lang::De).unwrap();
    told("evidence", since, files.iter().map(|file| file.bytes.len() as u64).sum());
    let since = Instant::now();
    let content =
        Content { blocks: &blocks, lang: Lang::De, made: review.made, about: "bench", foot: "tomscan", files: &files };
    let pages = pdf(content).unwrap();
    let sealed = seal::seal(&pages, &files, Yardstick::default(), review.made).unwrap();
    told("pdf", since, sealed.len() as u64);
    let since = Instant::now();
    let found = seal::verify(&sealed).unwrap();
    tomscan::review::evidence::check(&found.files).unwrap();
    assert_eq!(found.flaws, []);
    told("verify", since, 0);
}
