//! OSCAL assessment results.

use crate::given::{TEXTS, conforming, judged, named, review, scan, several, written, wrong};
use crate::planted::{Names, PLAIN};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tomscan::evaluate::Verdict;
use tomscan::report::json::ReportV1;
use tomscan::report::oscal;
use tomscan::review::{self, Proposal, Review};
use tomscan::text::Lang;

fn schema() -> Validator {
    let schema: Value =
        serde_json::from_str(include_str!("../formats/oscal-assessment-results-1.2.3.json")).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

fn of_scan(report: &ReportV1) -> Value {
    serde_json::from_str(&written(|out| oscal::write(report, out))).expect("JSON")
}

fn of_review(review: &Review, lang: Lang) -> Value {
    serde_json::from_str(&written(|out| review::oscal::write(review, lang, out))).expect("JSON")
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn result(file: &Value) -> &Value {
    &file["assessment-results"]["results"][0]
}

fn prop<'v>(value: &'v Value, name: &str) -> &'v str {
    let found = list(value, "props").iter().find(|prop| prop["name"] == name);
    found.and_then(|prop| prop["value"].as_str()).unwrap_or_default()
}

/// State and reason of the only finding; `None` where there is none.
fn status(file: &Value) -> Option<(String, String)> {
    let findings = list(result(file), "findings");
    assert!(findings.len() <= 1);
    let status = &findings.first()?["target"]["status"];
    Some((status["state"].as_str()?.to_owned(), status["reason"].as_str()?.to_owned()))
}

/// Every value of a key, wherever it stands.
fn values<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| values(item, key, found)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            if name == key {
                match value {
                    Value::Array(items) => found.extend(items),
                    value => found.push(value),
                }
            }
            values(value, key, found);
        }),
        _ => {}
    }
}

fn texts<'v>(file: &'v Value, key: &str) -> Vec<&'v str> {
    let mut found = Vec::new();
    values(file, key, &mut found);
    found.into_iter().filter_map(Value::as_str).collect()
}

/// Identifiers are unique, and whatever is referred to is there.
fn resolves(file: &Value) {
    let ids = texts(file, "uuid");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "each its own");
    for key in
        ["subject-uuid", "actor-uuid", "observation-uuid", "risk-uuid", "component-uuid", "party-uuids", "party-uuid"]
    {
        for id in texts(file, key) {
            assert!(known.contains(id), "{key} {id}");
        }
    }
    for fragment in texts(file, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(known.contains(fragment), "#{fragment}");
    }
    let definitions = &file["assessment-results"]["local-definitions"];
    let parts: BTreeSet<&str> = texts(definitions, "id").into_iter().collect();
    let controls: Vec<&str> = texts(definitions, "control-id");
    assert_eq!(controls.iter().collect::<BTreeSet<_>>().len(), controls.len(), "each claim once");
    for result in list(&file["assessment-results"], "results") {
        assert!(texts(result, "target-id").into_iter().all(|id| parts.contains(id)));
        assert!(texts(result, "control-id").into_iter().all(|id| controls.contains(&id)));
    }
}

fn valid(validator: &Validator, file: &Value) {
    let wrong = wrong(validator, file);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    resolves(file);
}

#[test]
fn it_fits_the_official_schema_and_its_references_resolve() {
    let schema = schema();
    for lang in [Lang::De, Lang::En] {
        valid(&schema, &of_scan(&scan(lang)));
        for plan in ["ccp rruu!rcc-i nnrc", "c", "n", "u", "r", "crcrcr", "  c  "] {
            valid(&schema, &of_review(&review(plan, PLAIN), lang));
        }
    }
    let mut broken_off = conforming();
    (broken_off.complete, broken_off.claims) = (false, Vec::new());
    valid(&schema, &of_scan(&broken_off));
    assert!(!schema.is_valid(&json!({ "assessment-results": {} })), "the schema refuses something");
}

#[test]
fn whatever_things_are_called_it_stays_valid() {
    let (schema, long) = (schema(), "n".repeat(10_000));
    for text in TEXTS.iter().copied().chain([long.as_str()]) {
        let file = written(|out| oscal::write(&named(text), out));
        for raw in ["\u{202e}", "\u{1b}", "\u{9b}", "\u{feff}"] {
            assert!(!file.contains(raw), "{raw:?} of {text:?}");
        }
        let file = serde_json::from_str(&file).expect("JSON");
        valid(&schema, &file);
        for markup in ["title", "description", "statement", "prose", "remarks", "text"].map(|key| texts(&file, key)) {
            for markup in markup {
                let markup = markup.replace("\\]", "");
                assert!(!["<script", "{{ insert", "](", "```"].iter().any(|raw| markup.contains(raw)), "{markup}");
            }
        }
        let names = Names { bucket: text, words: text };
        valid(&schema, &of_review(&review("cr", names), Lang::De));
    }
}

#[test]
fn satisfied_is_what_is_confirmed_and_nothing_else() {
    let expected = |verdict: Verdict| match verdict {
        Verdict::Confirmed => Some(("satisfied", "pass")),
        Verdict::Refuted => Some(("not-satisfied", "fail")),
        Verdict::PartlyConfirmed | Verdict::Unverified => Some(("not-satisfied", "other")),
        Verdict::NotApplicable | Verdict::Attested | Verdict::Unattested => None,
    };
    for verdict in Verdict::ALL {
        let file = of_scan(&judged(*verdict));
        let expected = expected(*verdict).map(|(state, reason)| (state.to_owned(), reason.to_owned()));
        assert_eq!(status(&file), expected, "{verdict:?}");
        let selection = &result(&file)["reviewed-controls"]["control-selections"][0];
        assert_eq!(list(selection, "include-controls").len(), 1);
        assert_eq!(list(selection, "exclude-controls").len(), usize::from(expected.is_none()), "{verdict:?}");
        let told = [list(result(&file), "findings"), list(result(&file), "observations")].concat();
        assert!(told.iter().any(|one| prop(one, "verdict") == verdict.key()), "the exact verdict is always there");
    }
    assert_eq!(status(&of_scan(&conforming())), Some(("satisfied".to_owned(), "pass".to_owned())));
}

#[test]
fn a_scan_s_observations_are_its_resources_and_what_was_not_listed() {
    let report = scan(Lang::En);
    let file = of_scan(&report);
    let observations = list(result(&file), "observations");
    let of = |outcome: &str| observations.iter().filter(|one| prop(one, "outcome") == outcome).count() as u64;
    let counts = |count: fn(&tomscan::evaluate::Counts) -> u64| -> u64 {
        let used: BTreeSet<usize> = report.claims.iter().flat_map(|claim| claim.results.clone()).collect();
        used.into_iter().map(|index| count(&report.results[index].counts)).sum()
    };
    assert_eq!(of("deviates"), counts(|counts| counts.deviating));
    assert_eq!(of("unknown"), counts(|counts| counts.unknown));
    assert_eq!(of("conforms"), counts(|counts| counts.conforming));
    assert_eq!(of("not-listed"), 1);
    let attested = observations.iter().find(|one| prop(one, "verdict") == "attested").expect("an attestation");
    assert_eq!((&attested["methods"], &attested["expires"]), (&json!(["EXAMINE"]), &json!("2026-06-30T23:59:59Z")));
    let risks = list(result(&file), "risks");
    assert_eq!((risks.len(), &risks[0]["status"]), (1, &json!("deviation-approved")));
    assert_eq!((prop(&risks[0], "waiver-owner"), &risks[0]["deadline"]), ("@ops", &json!("2099-12-31T23:59:59Z")));
    let waived = list(result(&file), "findings").iter().find(|one| prop(one, "claim") == "3").expect("claim 3");
    assert_eq!(waived["related-risks"][0]["risk-uuid"], risks[0]["uuid"]);
}

#[test]
fn the_same_report_gives_the_same_bytes_and_findings_stay_the_same_from_scan_to_scan() {
    let report = scan(Lang::De);
    let read: ReportV1 = serde_json::from_value(serde_json::to_value(&report).expect("JSON")).expect("a report");
    assert_eq!(written(|out| oscal::write(&report, out)), written(|out| oscal::write(&read, out)));
    let ids = |file: &Value, name: &str| -> BTreeSet<String> {
        list(result(file), name).iter().map(|one| one["uuid"].to_string()).collect()
    };
    let mut later = scan(Lang::En);
    "2026-06-16T12:00:00Z".clone_into(&mut later.time);
    let (before, after) = (of_scan(&report), of_scan(&later));
    assert_eq!(ids(&before, "findings"), ids(&after, "findings"));
    assert_eq!(ids(&before, "risks"), ids(&after, "risks"));
    assert!(ids(&before, "observations").is_disjoint(&ids(&after, "observations")), "each scan has its own");
    "yesterday".clone_into(&mut later.time);
    assert!(oscal::write(&later, &mut Vec::new()).is_err());
}

#[test]
fn a_review_is_satisfied_only_by_a_series_of_nights() {
    let month = "c".repeat(30);
    let cases = [
        (month.clone(), Some(("satisfied", "pass"))),
        ("c".to_owned(), Some(("not-satisfied", "other"))),
        (format!("{month}{}c", " ".repeat(10)), Some(("not-satisfied", "other"))),
        (format!("{month}u"), Some(("not-satisfied", "other"))),
        ("p".repeat(30), Some(("not-satisfied", "other"))),
        ("u".repeat(3), Some(("not-satisfied", "other"))),
        (format!("{month}rc"), Some(("not-satisfied", "fail"))),
        (format!("{month}r"), Some(("not-satisfied", "fail"))),
        (format!("{month}ru"), Some(("not-satisfied", "fail"))),
        (format!("r{month}n"), Some(("not-satisfied", "fail"))),
        ("nnn".to_owned(), None),
    ];
    for (plan, expected) in cases {
        let review = review(&plan, PLAIN);
        let satisfied = expected.is_some_and(|(state, _)| state == "satisfied");
        assert_eq!(satisfied, review.documents[0].claims[0].proposal == Proposal::Effective, "{plan}");
        let expected = expected.map(|(state, reason)| (state.to_owned(), reason.to_owned()));
        assert_eq!(status(&of_review(&review, Lang::En)), expected, "{plan}");
    }
}

#[test]
fn the_counts_of_a_review_are_those_of_the_review() {
    let review = review("ccp rruu!rcc-i nnrc", PLAIN);
    let document = &review.documents[0];
    let file = of_review(&review, Lang::En);
    let result = result(&file);
    assert_eq!((&result["start"], &result["end"]), (&json!("2026-01-01T00:00:00Z"), &json!("2026-01-19T23:59:59Z")));
    assert_eq!(prop(result, "nights"), document.nights.all.to_string());
    assert_eq!(prop(result, "nights-complete"), document.nights.complete.to_string());
    let observations = list(result, "observations");
    let nights = observations.iter().find(|one| prop(one, "claim") == "tls").expect("the nights of the claim");
    for (sign, count) in document.claims[0].tally.named() {
        let shown = prop(nights, &format!("nights-{sign}"));
        assert_eq!(shown, if count > 0 { count.to_string() } else { String::new() }, "{sign}");
    }
    let deviations: Vec<&Value> = observations.iter().filter(|one| prop(one, "outcome") == "deviates").collect();
    assert_eq!(deviations.len(), document.deviations.len());
    for (shown, deviation) in deviations.iter().zip(&document.deviations) {
        assert_eq!(prop(shown, "since"), deviation.since);
        assert_eq!(prop(shown, "ended"), deviation.ended.as_ref().map_or("", |ended| ended.time.as_str()));
    }
    let related = list(&list(result, "findings")[0], "related-observations").len();
    assert_eq!(related, 1 + document.deviations.len());
    assert_eq!(
        written(|out| review::oscal::write(&review, Lang::De, out)),
        written(|out| { review::oscal::write(&review.clone(), Lang::De, out) })
    );
}

#[test]
fn a_review_of_several_documents_has_a_result_for_each_and_tells_its_waivers() {
    let review = several();
    let file = of_review(&review, Lang::De);
    valid(&schema(), &file);
    let results = list(&file["assessment-results"], "results");
    let accounts: Vec<&str> = results.iter().map(|result| prop(result, "account")).collect();
    assert_eq!(accounts, ["123456789012", "999999999999", "123456789012"]);
    let risks: Vec<usize> = results.iter().map(|result| list(result, "risks").len()).collect();
    assert_eq!(risks, [1, 0, 0]);
    let related = &list(&results[0], "findings")[0]["related-risks"][0]["risk-uuid"];
    assert_eq!(related, &list(&results[0], "risks")[0]["uuid"]);
    let objectives = list(&file["assessment-results"]["local-definitions"], "objectives-and-methods");
    assert_eq!(objectives.len(), 2, "a claim of one document in two accounts is one control");
}

#[test]
fn a_review_without_documents_is_no_file_of_oscal() {
    let mut review = review("c", PLAIN);
    review.documents.clear();
    assert!(review::oscal::write(&review, Lang::En, &mut Vec::new()).is_err());
}
