//! Nights of one claim on one bucket, planted in a ledger as scans would have kept them.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use tempfile::TempDir;
use tomscan::drift::{Before, Listed, Now, Reference, State, compare};
use tomscan::evaluate::Verdict;
use tomscan::fact::ResourceKind;
use tomscan::ledger::{Act, ClaimVerdict, Directory, Failure, Ledger, Part, Scan};
use tomscan::review::{Asked, Period, Review, Sign};

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const START: Date = date(2026, 1, 1);

pub(crate) fn at(day: Date) -> Timestamp {
    day.at(3, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
}

/// Nights of one claim, a letter each: `c`onfirmed, `p`artly confirmed, `r`efuted, `u`nverified, `n`ot applicable, `-` not
/// claimed, `i`nterrupted, `!` no report, a space for no run.
pub(crate) fn verdict(letter: char) -> Option<Verdict> {
    match letter {
        'c' => Some(Verdict::Confirmed),
        'p' => Some(Verdict::PartlyConfirmed),
        'r' => Some(Verdict::Refuted),
        'u' | 'i' => Some(Verdict::Unverified),
        'n' => Some(Verdict::NotApplicable),
        _ => None,
    }
}

pub(crate) fn sign(letter: char) -> Sign {
    match letter {
        'c' => Sign::Confirmed,
        'p' => Sign::PartlyConfirmed,
        'r' => Sign::Refuted,
        'u' | 'i' => Sign::Unverified,
        'n' => Sign::NotApplicable,
        '-' => Sign::NotClaimed,
        '!' => Sign::NoReport,
        _ => Sign::NoRun,
    }
}

/// The name of the bucket that deviates, and of the claim.
#[derive(Clone, Copy)]
pub(crate) struct Names<'n> {
    pub(crate) bucket: &'n str,
    pub(crate) words: &'n str,
}

pub(crate) const PLAIN: Names<'static> = Names { bucket: "invoices", words: "Only TLS." };

/// A whole report of a night.
fn report(day: Date, letter: char, names: Names<'_>) -> Value {
    let outcome = match letter {
        'r' => "deviates",
        'u' | 'i' => "unknown",
        _ => "conforms",
    };
    let unknown = if outcome == "unknown" {
        json!([{ "why": "access-denied", "action": "s3:GetBucketPolicy" }])
    } else {
        json!([])
    };
    let observed = if outcome == "deviates" { json!("takes clear text") } else { Value::Null };
    let name = names.bucket;
    let finding = json!({
        "check": 0, "resource": "s3.bucket", "region": "eu-central-1", "name": name, "arn": format!("arn:aws:s3:::{name}"),
        "outcome": outcome, "observed": observed, "expected": null, "unknown": unknown, "waiver": null,
        "evidence": [{
            "path": "policy.refuses_plaintext", "observed": outcome == "conforms", "operations": ["s3:GetBucketPolicy"],
            "time": null
        }]
    });
    let counts = json!({ "listed": 1, "evaluated": 1, "conforming": 0, "deviating": 0, "waived": 0, "unknown": 0 });
    let claimed = letter != '-';
    let verdict = verdict(letter);
    json!({
        "report_version": 1, "tomscan": "0.1.0", "rules_sha256": "r1", "time": at(day).to_string(), "language": "en",
        "complete": letter != 'i',
        "caller": { "account": ACCOUNT, "arn": "arn:aws:sts::123456789012:assumed-role/tomscan/nightly" },
        "regions": { "enabled": ["eu-central-1"], "unknown": null },
        "document": {
            "title": "TOM", "party": "Example GmbH", "version": "7", "file": null, "file_sha256": null, "claims_file": "tom.toml",
            "claims_sha256": "c1", "accounts": [], "regions": [], "select": null
        },
        "summary": {},
        "claims": if claimed { json!([{
            "id": "tls", "words": names.words, "place": "p. 3", "family": "encryption", "line": 7, "verdict": verdict,
            "verdict_word": "", "counts": counts, "results": [0], "attestation": null
        }]) } else { json!([]) },
        "results": if claimed { json!([{
            "rule": "s3-tls-only", "title": "Buckets take TLS only", "severity": "high", "proof": "full", "limits": null,
            "conditions": [{ "resource": "s3.bucket", "population": null, "that": "resource.policy.refuses_plaintext" }],
            "params": {}, "verdict": verdict, "counts": counts, "regions": ["eu-central-1"], "gaps": [], "missing_actions": [],
            "fix": "aws s3api put-bucket-policy --bucket {name}", "verify": "aws s3api get-bucket-policy --bucket {name}",
            "findings": [finding]
        }]) } else { json!([]) },
        "coverage": [{ "resource": "s3.bucket", "region": "global", "listed": 1, "unknown": null }],
        "calls": { "s3:ListBuckets": 1 },
        "waivers": { "expired": [], "ending": [], "unmatched": [] },
        "attestations": { "ended": [], "ending": [] },
        "undocumented": [], "remarks": [], "drift": null
    })
}

/// Keeps the nights of a plan in a ledger, each compared with the complete one before, as a scan does.
pub(crate) fn ledger(plan: &str, names: Names<'_>) -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    Ledger::init(&mut Directory::new(folder.path()), at(START), None).unwrap();
    let mut ledger = Ledger::open(Box::new(Directory::new(folder.path()))).unwrap();
    let mut before: Option<Before> = None;
    for (index, letter) in plan.chars().enumerate() {
        let day = START + i64::try_from(index).unwrap().days();
        match letter {
            ' ' => {}
            '!' => {
                let failure = Failure { time: at(day), exit: 1, message: "no login".to_owned() };
                ledger.keep(at(day), &[], |_| Act::Failure(failure)).unwrap();
            }
            letter => before = night(&mut ledger, day, letter, names, before),
        }
    }
    (folder, ledger)
}

fn night(ledger: &mut Ledger, day: Date, letter: char, names: Names<'_>, before: Option<Before>) -> Option<Before> {
    let mut report = report(day, letter, names);
    let arn = format!("arn:aws:s3:::{}", names.bucket);
    let listed = Listed {
        resource: ResourceKind::S3Bucket,
        region: "eu-central-1".to_owned(),
        arn,
        name: names.bucket.to_owned(),
    };
    let now = Now { sight: serde_json::from_value(report.clone()).unwrap(), listed: Some(vec![listed]) };
    let compared = compare(before.as_ref(), &now);
    report["drift"] = serde_json::to_value(&compared.drift).unwrap();
    let (content, state) = (report.to_string(), serde_json::to_string(&compared.state).unwrap());
    let parts = [
        Part { what: "report", file: "report.json", content: content.as_bytes() },
        Part { what: "state", file: "state.json", content: state.as_bytes() },
    ];
    let claims = verdict(letter).map(|verdict| ClaimVerdict { id: "tls".to_owned(), verdict });
    let complete = letter != 'i';
    let kept = ledger.keep(at(day), &parts, |data| {
        Act::Scan(Box::new(Scan {
            time: at(day),
            account: ACCOUNT.to_owned(),
            caller: "arn:aws:sts::123456789012:assumed-role/tomscan/nightly".to_owned(),
            complete,
            exit: 0,
            party: "Example GmbH".to_owned(),
            title: "TOM".to_owned(),
            version: "7".to_owned(),
            claims_sha256: "c1".to_owned(),
            document_sha256: None,
            rules_sha256: "r1".to_owned(),
            reference: None,
            pseudonym_key: None,
            claims: claims.into_iter().collect(),
            data,
        }))
    });
    let reference = Reference { run: Some(kept.unwrap().run), file: None, time: at(day).to_string() };
    if !complete {
        return before;
    }
    let state: State = compared.state;
    Some(Before { reference, sight: now.sight, state: Some(state) })
}

pub(crate) fn review_of(ledger: &Ledger, from: Date, to: Date) -> Review {
    let asked = Asked { period: Period { from, to }, accounts: Vec::new(), occasion: None, now: at(date(2027, 1, 1)) };
    Review::of(ledger, &asked).unwrap()
}
