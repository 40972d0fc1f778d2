//! Reports and reviews to be exported.

use crate::hostile::{NAMES, Scan, bucket, inventory, text};
use crate::planted::{Names, START, ledger, review_of};
use jiff::ToSpan;
use serde_json::json;
use tomscan::evaluate::Verdict;
use tomscan::report::json::{ReportV1, WaiverV1};
use tomscan::review::{Review, Reviewed};
use tomscan::text::Lang;

/// What nobody should name anything, and what the patterns of the schemas refuse as it is.
pub(crate) const TEXTS: &[&str] = &[
    "",
    " ",
    "\n\r\n",
    "\u{a0}\u{2028}\u{85}",
    "\u{feff}\u{200b}",
    "\u{202e}gnp.exe",
    "\u{1b}[31mred\u{9b}0m\u{0}",
    "\u{ffff}\u{fffe}\u{10ffff}",
    "=cmd|' /C calc'!A0",
    "{{ insert: param, x }}",
    "<script>alert(1)</script> </b> &amp; <!-- ]]>",
    "---",
    "# h\n## h",
    "```\n~~~",
    "1. a\n- b",
    "[x](javascript:alert(1)) ![x](https://evil.example) :key: @octocat $x$",
    "\"\\\"\\u0000",
    "Müller & Söhne „ß“ 🔑",
];

/// The account whose names attack, judged by the document whose words do.
pub(crate) fn scan(lang: Lang) -> ReportV1 {
    let buckets = NAMES.iter().map(|name| bucket(name)).collect();
    ReportV1::of(&Scan::of("Maßnahmen #1.toml", &text(lang), inventory(buckets)).report())
}

/// An account in which the bucket is as claimed.
pub(crate) fn conforming() -> ReportV1 {
    let mut good = bucket("good");
    good.facts["policy"]["refuses_plaintext"] = json!(true);
    let mut all = inventory(vec![good]);
    all.resources.retain(|resource| resource.name == "good");
    let text = text(Lang::En);
    let claims: String = text.split("[[claim]]").take(2).collect::<Vec<_>>().join("[[claim]]");
    ReportV1::of(&Scan::of("tom.toml", &claims, all).report())
}

/// A report in which every free text is this one.
pub(crate) fn named(text: &str) -> ReportV1 {
    let mut report = scan(Lang::En);
    let owned = || text.to_owned();
    report.caller.arn = owned();
    let document = &mut report.document;
    (document.title, document.party, document.version) = (owned(), owned(), owned());
    (document.claims_file, document.file, document.file_sha256) = (Some(owned()), Some(owned()), Some("0".repeat(64)));
    for (index, claim) in report.claims.iter_mut().enumerate() {
        claim.id = format!("{text}{index}");
        (claim.words, claim.place) = (owned(), Some(owned()));
        if let Some(attestation) = &mut claim.attestation {
            (attestation.by, attestation.until, attestation.evidence) = (owned(), owned(), owned());
        }
    }
    for result in &mut report.results {
        (result.title, result.limits, result.fix) = (owned(), Some(owned()), owned());
        for finding in &mut result.findings {
            (finding.name, finding.arn, finding.region) = (owned(), owned(), owned());
            finding.observed = finding.observed.as_ref().map(|_| owned());
            if let Some(waiver) = &mut finding.waiver {
                (waiver.reason, waiver.owner, waiver.until) = (owned(), owned(), owned());
            }
            for evidence in &mut finding.evidence {
                evidence.observed = json!(text);
            }
        }
    }
    report
}

/// A report with a claim of this verdict.
pub(crate) fn judged(verdict: Verdict) -> ReportV1 {
    let mut report = conforming();
    report.claims[0].verdict = verdict;
    report.results[0].verdict = verdict;
    report
}

/// A review of nights, a letter each.
pub(crate) fn review(plan: &str, names: Names<'_>) -> Review {
    let (_folder, ledger) = ledger(plan, names);
    review_of(&ledger, START, START + i64::try_from(plan.chars().count() - 1).unwrap().days())
}

/// A review of several documents in several accounts, in the first of which a waiver stands at the end.
pub(crate) fn several() -> Review {
    let mut review = review("ccr", Names { bucket: "invoices", words: "Only TLS." });
    let one = review.documents[0].clone();
    let other_account = Reviewed { account: "999999999999".to_owned(), ..one.clone() };
    let other_title = Reviewed { title: "TOM 2".to_owned(), report: None, ..one };
    review.documents.extend([other_account, other_title]);
    let report = review.documents[0].report.as_mut().unwrap();
    report.results[0].findings[0].waiver = Some(WaiverV1 {
        rule: "s3-tls-only".to_owned(),
        resource: "invoices".to_owned(),
        reason: "until the move".to_owned(),
        owner: "ops".to_owned(),
        until: "2026-12-31".to_owned(),
    });
    review
}

pub(crate) fn written(write: impl Fn(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("UTF-8")
}

/// Errors of a schema, each with its place.
pub(crate) fn wrong(validator: &jsonschema::Validator, value: &serde_json::Value) -> Vec<String> {
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {}", error.instance_path(), error.to_string().chars().take(300).collect::<String>()))
        .collect()
}
