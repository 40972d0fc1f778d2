//! OCSF compliance findings.

use crate::given::{TEXTS, conforming, judged, named, review, scan, several, written, wrong};
use crate::hostile::NAMES;
use crate::planted::{Names, PLAIN};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tomscan::drift::{ClaimChange, ClaimTurn, Drift, FindingChange, FindingTurn, Reference};
use tomscan::evaluate::Verdict;
use tomscan::fact::ResourceKind;
use tomscan::report::json::ReportV1;
use tomscan::report::ocsf;
use tomscan::review::{self, Review};
use tomscan::text::Lang;

fn schema() -> Validator {
    let schema: Value =
        serde_json::from_str(include_str!("../formats/ocsf-compliance-finding-1.6.0.json")).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

fn of_scan(report: &ReportV1) -> Vec<Value> {
    serde_json::from_str(&written(|out| ocsf::write(report, out))).expect("JSON")
}

fn of_review(review: &Review, lang: Lang) -> Vec<Value> {
    serde_json::from_str(&written(|out| review::ocsf::write(review, lang, out))).expect("JSON")
}

fn of<'e>(events: &'e [Value], code: &str) -> Vec<&'e Value> {
    events.iter().filter(|event| event["metadata"]["event_code"] == code).collect()
}

fn status(event: &Value) -> (u64, &str) {
    let compliance = &event["compliance"];
    (compliance["status_id"].as_u64().expect("a number"), compliance["status"].as_str().expect("a text"))
}

fn valid(validator: &Validator, events: &[Value]) {
    let mut ids = BTreeSet::new();
    for event in events {
        let wrong = wrong(validator, event);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(ids.insert(event["metadata"]["uid"].to_string()), "each event its own");
        assert_eq!(event["type_uid"].as_u64(), event["activity_id"].as_u64().map(|activity| 200_300 + activity));
        assert_eq!(event["time"].as_i64().map(|time| time / 1000), seconds(&event["time_dt"]));
    }
}

fn seconds(time: &Value) -> Option<i64> {
    Some(time.as_str()?.parse::<jiff::Timestamp>().ok()?.as_second())
}

#[test]
fn events_fit_the_official_schema() {
    let schema = schema();
    for lang in [Lang::De, Lang::En] {
        valid(&schema, &of_scan(&scan(lang)));
        for plan in ["ccp rruu!rcc-i nnrc", "c", "n", "u", "r", "crcrcr"] {
            valid(&schema, &of_review(&review(plan, PLAIN), lang));
        }
    }
    valid(&schema, &of_review(&several(), Lang::En));
    let mut nothing = conforming();
    nothing.claims.clear();
    assert!(of_scan(&nothing).is_empty());
    assert!(!schema.is_valid(&json!({ "class_uid": 2003 })), "the schema refuses something");
}

#[test]
fn whatever_things_are_called_events_stay_valid_and_names_what_they_are() {
    let (schema, long) = (schema(), "n".repeat(10_000));
    for text in TEXTS.iter().copied().chain([long.as_str()]) {
        let file = written(|out| ocsf::write(&named(text), out));
        for raw in ["\u{202e}", "\u{1b}", "\u{9b}", "\u{feff}", "\u{2028}"] {
            assert!(!file.contains(raw), "{raw:?} of {text:?}");
        }
        let events: Vec<Value> = serde_json::from_str(&file).expect("JSON");
        assert_eq!(file.lines().count(), events.len() + 2, "an event to a line");
        valid(&schema, &events);
        let resources = of(&events, "resource");
        assert!(resources.iter().all(|event| event["resources"][0]["uid"] == text), "{text:?}");
        let names = Names { bucket: text, words: text };
        valid(&schema, &of_review(&review("cr", names), Lang::De));
    }
}

#[test]
fn pass_is_what_is_confirmed_and_nothing_else() {
    let expected = |verdict: Verdict| match verdict {
        Verdict::Confirmed => (1, "Pass"),
        Verdict::Refuted => (3, "Fail"),
        Verdict::Unverified => (2, "Warning"),
        Verdict::PartlyConfirmed => (99, "partly confirmed"),
        Verdict::NotApplicable => (99, "not applicable"),
        Verdict::Attested => (99, "attested"),
        Verdict::Unattested => (99, "not attested"),
    };
    for verdict in Verdict::ALL {
        let events = of_scan(&judged(*verdict));
        let claim = of(&events, "claim")[0];
        assert_eq!(status(claim), expected(*verdict));
        assert_eq!(claim["compliance"]["status_code"], verdict.key());
        assert_eq!(claim["compliance"]["checks"][0]["status_id"], expected(*verdict).0, "{verdict:?}");
        assert_eq!(claim["status"] == "Resolved", *verdict == Verdict::Confirmed, "{verdict:?}");
    }
    let events = of_scan(&conforming());
    assert_eq!((events.len(), status(&events[0])), (1, (1, "Pass")), "what conforms is counted, not told one by one");
    assert_eq!(events[0]["unmapped"]["counts"]["conforming"], 1);
}

#[test]
fn a_scan_s_events_are_its_deviations_and_what_was_not_seen() {
    let events = of_scan(&scan(Lang::En));
    assert_eq!(of(&events, "claim").len(), 6);
    let fails: Vec<&Value> = of(&events, "resource").into_iter().filter(|event| status(event).0 == 3).collect();
    assert_eq!(fails.len(), NAMES.len() + 1);
    assert!(fails.iter().all(|event| event["severity_id"].as_u64() > Some(1)));
    let waived: Vec<_> = fails.iter().filter(|event| event["status"] == "Suppressed").collect();
    assert_eq!((waived.len(), &waived[0]["unmapped"]["waiver"]["owner"]), (1, &json!("@ops")));
    assert!(waived[0]["comment"].as_str().is_some_and(|comment| comment.contains("2099-12-31")));
    let first = fails[0];
    assert_eq!((&first["compliance"]["control"], &first["unmapped"]["claims"]), (&json!("s3-tls-only"), &json!(["1"])));
    assert!(first["compliance"]["requirements"][0].as_str().is_some_and(|words| words.starts_with("1 =Buckets")));
    assert_eq!(first["evidences"][0]["data"]["policy.refuses_plaintext"], json!(false));
    assert!(first["remediation"]["desc"].as_str().is_some_and(|desc| desc.contains("aws s3api")));
    let unseen: Vec<&Value> = of(&events, "resource").into_iter().filter(|event| status(event).0 == 2).collect();
    assert_eq!((unseen.len(), &unseen[0]["severity"]), (1, &json!("Unknown")));
    let gaps = of(&events, "not-listed");
    assert_eq!((gaps.len(), status(gaps[0])), (1, (2, "Warning")));
    assert!(gaps[0]["status_detail"].as_str().is_some_and(|text| text.contains("kms:ListKeys")));
    assert!(events.iter().all(|event| status(event).0 != 1), "nothing of it is confirmed");
}

fn change(name: &str, turn: FindingTurn) -> FindingChange {
    FindingChange {
        claims: vec!["1".to_owned()],
        rule: "s3-tls-only".to_owned(),
        resource: ResourceKind::S3Bucket,
        region: "eu-central-1".to_owned(),
        name: name.to_owned(),
        arn: format!("arn:aws:s3.bucket:eu-central-1:111122223333:{name}"),
        turn,
        since: Some("2026-01-01T00:00:00Z".to_owned()),
        causes: Vec::new(),
        observed: None,
        unknown: Vec::new(),
        after: None,
        origin: None,
    }
}

#[test]
fn what_is_over_is_closed_as_the_finding_that_it_was() {
    let before = of_scan(&scan(Lang::En));
    let mut report = scan(Lang::En);
    let claim = |claim: &str, turn, from, to| ClaimChange {
        claim: claim.to_owned(),
        words: "words".to_owned(),
        turn,
        from,
        to,
        since: None,
        causes: Vec::new(),
    };
    report.drift = Some(Drift {
        reference: Some(Reference { run: Some(7), file: None, time: "2026-06-14T12:00:00Z".to_owned() }),
        findings: vec![
            change("a|b", FindingTurn::Mended),
            change("+1", FindingTurn::NewlyRefuted),
            change("-1+1", FindingTurn::Gone),
        ],
        claims: vec![
            claim("3", ClaimTurn::Mended, Some(Verdict::Refuted), Some(Verdict::PartlyConfirmed)),
            claim("9", ClaimTurn::Removed, Some(Verdict::Refuted), None),
        ],
        ..Drift::default()
    });
    let gone = |name: &str| name == "a|b" || name == "-1+1";
    report.results.iter_mut().for_each(|result| result.findings.retain(|finding| !gone(&finding.name)));
    let events = of_scan(&report);
    valid(&schema(), &events);
    let named = |events: &'_ [Value], name: &str| -> Value {
        events.iter().find(|event| event["resources"][0]["name"] == name).cloned().expect("an event")
    };
    for (name, status, word) in [("a|b", "Resolved", "mended"), ("-1+1", "Archived", "gone")] {
        let event = named(&events, name);
        assert_eq!(event["finding_info"]["uid"], named(&before, name)["finding_info"]["uid"]);
        assert_eq!((&event["activity_name"], &event["status"]), (&json!("Close"), &json!(status)));
        assert_eq!(event["compliance"]["status"], word, "the end of a deviation is no pass");
    }
    assert_eq!(named(&events, "+1")["activity_name"], "Create");
    assert_eq!(named(&events, "+1")["finding_info"]["first_seen_time_dt"], "2026-01-01T00:00:00Z");
    assert_eq!(named(&events, "@octocat")["activity_name"], "Update");
    assert_eq!(named(&before, "@octocat")["activity_name"], "Create", "without a ledger there is no before");
    let of_claim = |id: &str| events.iter().find(|event| event["unmapped"]["claim"] == id).expect("a claim");
    assert_eq!((&of_claim("3")["activity_name"], &of_claim("3")["status"]), (&json!("Close"), &json!("Archived")));
    assert_eq!(of_claim("9")["activity_name"], "Close");
}

#[test]
fn the_same_report_gives_the_same_bytes_and_findings_stay_the_same_from_scan_to_scan() {
    let report = scan(Lang::De);
    assert_eq!(written(|out| ocsf::write(&report, out)), written(|out| ocsf::write(&report.clone(), out)));
    let ids = |events: &[Value]| -> Vec<String> {
        events.iter().map(|event| event["finding_info"]["uid"].to_string()).collect()
    };
    let mut later = scan(Lang::En);
    "2026-06-16T12:00:00Z".clone_into(&mut later.time);
    let (before, after) = (of_scan(&report), of_scan(&later));
    assert_eq!(ids(&before), ids(&after));
    assert_eq!(ids(&before).iter().collect::<BTreeSet<_>>().len(), before.len(), "each finding its own");
    assert!(before.iter().zip(&after).all(|(one, other)| one["metadata"]["uid"] != other["metadata"]["uid"]));
    "yesterday".clone_into(&mut later.time);
    assert!(ocsf::write(&later, &mut Vec::new()).is_err());
}

#[test]
fn a_review_passes_only_by_a_series_of_nights() {
    let month = "c".repeat(30);
    let cases = [
        (month.clone(), (1, "Pass")),
        ("c".to_owned(), (99, "in place, too few nights were tested")),
        ("p".repeat(30), (99, "in place as far as can be tested")),
        (format!("{month}u"), (2, "Warning")),
        ("u".to_owned(), (2, "Warning")),
        (format!("{month}rc"), (3, "Fail")),
        (format!("{month}ru"), (3, "Fail")),
        ("nnn".to_owned(), (99, "not applicable")),
    ];
    for (plan, expected) in cases {
        let events = of_review(&review(&plan, PLAIN), Lang::En);
        assert_eq!(status(of(&events, "claim-in-period")[0]), expected, "{plan}");
    }
}

#[test]
fn the_counts_of_a_review_are_those_of_the_review() {
    let review = review("ccp rruu!rcc-i nnrc r", PLAIN);
    let document = &review.documents[0];
    let events = of_review(&review, Lang::En);
    let claims = of(&events, "claim-in-period");
    assert_eq!(claims.len(), document.claims.len());
    for (sign, count) in document.claims[0].tally.named() {
        assert_eq!(claims[0]["unmapped"]["nights"][sign].as_u64().unwrap_or(0), count, "{sign}");
    }
    assert_eq!(claims[0]["start_time_dt"], "2026-01-01T00:00:00Z");
    let deviations = of(&events, "resource");
    assert_eq!(deviations.len(), document.deviations.len());
    for (event, deviation) in deviations.iter().zip(&document.deviations) {
        assert_eq!(event["finding_info"]["first_seen_time_dt"], deviation.since.as_str());
        if let Some(ended) = &deviation.ended {
            assert_eq!((&event["activity_name"], &event["end_time_dt"]), (&json!("Close"), &json!(ended.time)));
            assert_eq!((&event["status"], status(event)), (&json!("Resolved"), (99, "mended")));
        } else {
            assert_eq!((&event["status"], status(event)), (&json!("New"), (3, "Fail")));
            assert_eq!(event["finding_info"]["last_seen_time_dt"], "2026-01-21T03:00:00Z");
        }
    }
    assert!(document.deviations.iter().any(|deviation| deviation.ended.is_none()));
    let last = document.report.as_ref().expect("the last report");
    let of_scan = of_scan(last);
    let scanned = of(&of_scan, "resource")[0];
    let open = deviations.last().expect("a deviation");
    assert_eq!(open["finding_info"]["uid"], scanned["finding_info"]["uid"], "in scans and reviews it is one finding");
}
