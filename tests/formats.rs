//! Reports in other formats, over an account whose names attack them: what a reader of each format would take from it.
//!
//! No AWS and no SDK. What needs Python (the schema of JUnit, GitHub's own Markdown) is in `tests/acceptance/formats.rs`.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may end where its own input is wrong")]

#[path = "formats/hostile.rs"]
mod hostile;

use hostile::{NAMES, Scan, bucket, inventory, text};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tomscan::drift::{
    Cause, Drift, FindingChange, FindingTurn, Origin, OriginUnknown, Reference, Yardstick, YardstickChange,
};
use tomscan::fact::{ResourceKind, Unknown};
use tomscan::report::{csv, junit, markdown, plain, sarif};
use tomscan::text::Lang;

const BOTH: [Lang; 2] = [Lang::De, Lang::En];

/// The whole account, judged by the whole document.
fn hostile(lang: Lang) -> Scan {
    Scan::of("Maßnahmen #1.toml", &text(lang), inventory(NAMES.iter().map(|name| bucket(name)).collect()))
}

// --- CSV ---------------------------------------------------------------------------------

fn rows(scan: &Scan) -> Vec<BTreeMap<String, String>> {
    let written = scan.written(csv::write);
    let mut reader = ::csv::Reader::from_reader(written.as_bytes());
    reader.deserialize().map(|row| row.expect("a row with all columns")).collect()
}

#[test]
fn csv_has_a_row_for_each_claim_and_resource() {
    let rows = rows(&hostile(Lang::En));
    let of = |claim: &str| rows.iter().filter(|row| row["claim_id"] == claim).collect::<Vec<_>>();
    assert_eq!(of("1").len(), NAMES.len() + 1);
    let outcomes = |claim: &str| of(claim).iter().map(|row| row["outcome"].clone()).collect::<BTreeSet<_>>();
    assert_eq!(outcomes("1"), ["deviates", "unknown"].map(str::to_owned).into());
    assert_eq!(of("2")[0]["outcome"], "not-listed");
    assert_eq!(of("2")[0]["missing_actions"], "kms:ListKeys");
    assert_eq!(of("3")[0]["waived_by"], "'@ops");
    assert_eq!((of("4")[0]["verdict"].as_str(), of("4")[0]["attested_by"].as_str()), ("attested", "'=DPO|"));
    assert_eq!((of("5")[0]["verdict"].as_str(), of("5")[0]["outcome"].as_str()), ("unattested", ""));
    assert_eq!((of("6").len(), of("6")[0]["verdict"].as_str()), (1, "not-applicable"));
}

/// However a spreadsheet splits the lines, and whatever it strips, no cell begins as OWASP says that a formula does.
#[test]
fn no_cell_of_csv_is_a_formula_whatever_the_separator() {
    for lang in BOTH {
        let written = hostile(lang).written(csv::write);
        let lines = written.strip_prefix('\u{feff}').expect("Excel needs the mark for umlauts");
        for line in lines.split_terminator("\r\n") {
            assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
            for separator in [",", ";", "|", "\",\"", "\";\""] {
                for cell in line.split(separator) {
                    let shown = cell.trim_start_matches(|c: char| c.is_whitespace() || "\"\u{fffd}".contains(c));
                    assert!(!shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?} in {line:?}");
                }
            }
        }
    }
}

#[test]
fn names_in_csv_are_those_of_the_account_but_for_the_apostrophes() {
    let rows = rows(&hostile(Lang::En));
    for name in NAMES {
        let expected = plain::plain(name).replace('\'', "");
        let found = rows.iter().any(|row| row["resource"].replace('\'', "").trim() == expected.trim());
        assert!(found, "{name:?}");
    }
}

// --- JUnit -------------------------------------------------------------------------------

/// Test cases by name: what is inside each, as tag and message.
fn cases(xml: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let mut reader = Reader::from_str(xml);
    let mut cases = BTreeMap::<String, Vec<_>>::new();
    let mut name = String::new();
    loop {
        let event = reader.read_event().expect("well-formed");
        let tag = match &event {
            Event::Eof => return cases,
            Event::Start(tag) | Event::Empty(tag) => tag,
            _ => continue,
        };
        let value = |wanted: &str| {
            let attribute = tag.try_get_attribute(wanted).expect("attributes").map(|attribute| {
                attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned()
            });
            attribute.unwrap_or_default()
        };
        let local = tag.name().as_ref().to_owned();
        match local.as_str() {
            "testcase" => {
                value("name").split(' ').next().unwrap_or_default().clone_into(&mut name);
                cases.insert(name.clone(), Vec::new());
            }
            "failure" | "error" | "skipped" | "system-out" => {
                cases.entry(name.clone()).or_default().push((local, value("message")));
            }
            _ => {}
        }
    }
}

#[test]
fn junit_shows_nothing_as_passed_that_was_not_seen() {
    let cases = cases(&hostile(Lang::En).written(junit::write));
    let tags = |claim: &str| cases[claim].iter().map(|(tag, _)| tag.as_str()).collect::<Vec<_>>();
    assert_eq!(tags("1"), ["failure", "system-out"], "the deviations, and what was not seen besides");
    assert_eq!(tags("2"), ["error"]);
    assert!(cases["2"][0].1.contains("kms:ListKeys"), "{:?}", cases["2"]);
    assert_eq!(tags("3"), ["system-out"], "a waiver stands");
    assert_eq!(tags("4"), ["system-out"], "somebody vouches for it");
    assert_eq!((tags("5"), tags("6")), (vec!["skipped"], vec!["skipped"]));
}

#[test]
fn junit_holds_only_characters_of_xml() {
    for lang in BOTH {
        let xml = hostile(lang).written(junit::write);
        let allowed = |c: char| matches!(c, '\n' | ' '..='\u{fffd}' | '\u{10000}'..) && !c.is_control() || c == '\n';
        assert!(xml.chars().all(allowed), "{:?}", xml.chars().find(|c| !allowed(*c)));
        assert!(!xml.contains('\u{202e}') && !xml.contains("]]>"), "{xml}");
        assert_eq!(cases(&xml).len(), 6);
    }
}

// --- SARIF -------------------------------------------------------------------------------

fn run(scan: &Scan) -> Value {
    let log: Value = serde_json::from_str(&scan.written(sarif::write)).expect("JSON");
    log["runs"][0].clone()
}

fn results(run: &Value) -> &[Value] {
    run["results"].as_array().expect("a list")
}

#[test]
fn sarif_fits_the_official_schema() {
    // NOTE: the schema's pattern for languages closes a bracket that it never opened, which the validator rightly refuses.
    let schema = include_str!("formats/sarif-schema-2.1.0.json").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let mut broken_off = inventory(vec![bucket("b")]);
    broken_off.complete = false;
    broken_off.regions = Err(tomscan::fact::Unknown::undecidable("x"));
    let scans =
        [hostile(Lang::De), hostile(Lang::En), compared(), Scan::of("/a b/tom.toml", &text(Lang::En), broken_off)];
    for scan in scans {
        let log: Value = serde_json::from_str(&scan.written(sarif::write)).expect("JSON");
        let wrong: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    assert!(!validator.is_valid(&json!({ "version": "2.1.0", "runs": [{}] })), "the schema refuses something");
}

#[test]
fn sarif_shows_deviations_at_the_claim_s_line() {
    let scan = hostile(Lang::En);
    let run = run(&scan);
    let line = 1 + text(Lang::En).lines().position(|line| line == "[[claim]]").expect("a claim");
    let of = |kind: &str| results(&run).iter().filter(|result| result["kind"] == kind).collect::<Vec<_>>();
    let fails = of("fail");
    assert_eq!(fails.len(), NAMES.len() + 1);
    let place = &fails[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "Ma%C3%9Fnahmen%20%231.toml");
    assert_eq!((&place["region"]["startLine"], &fails[0]["level"]), (&json!(line), &json!("error")));
    let waived: Vec<_> = fails.iter().filter(|result| result.get("suppressions").is_some()).collect();
    assert_eq!((waived.len(), &waived[0]["ruleId"]), (1, &json!("rds-multi-az")));
    let justification = waived[0]["suppressions"][0]["justification"].as_str().expect("a text");
    assert!(justification.contains("=accepted") && justification.contains("@ops"), "{justification}");
    assert!(of("open").iter().all(|result| result["level"] == "none"));
    let open: BTreeSet<_> = of("open").iter().filter_map(|result| result["ruleId"].as_str()).collect();
    assert_eq!(open, BTreeSet::from(["kms-rotation", "s3-tls-only"]));
    assert_eq!(of("review").len(), 1, "nobody vouches for claim 5");
    for result in results(&run) {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_names_the_resource_where_the_claims_have_no_file() {
    let rules = tomscan::rule::load_embedded().expect("the embedded rules have no mistakes");
    let claims = tomscan::claim::general(Lang::En, &rules).expect("the general set has no mistakes");
    let mut scan = hostile(Lang::En);
    scan.evaluation = tomscan::evaluate::evaluate(&claims, &rules, &scan.inventory);
    scan.claims = claims;
    let run = run(&scan);
    assert!(!results(&run).is_empty() && run.get("artifacts").is_none());
    for result in results(&run) {
        assert!(result["locations"][0].get("physicalLocation").is_none(), "{result}");
        assert!(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].is_string(), "{result}");
    }
}

fn fingerprints(scan: &Scan) -> Vec<String> {
    let run = run(scan);
    let print = |result: &Value| result["partialFingerprints"]["primaryLocationLineHash"].to_string();
    let mut all: Vec<String> = results(&run).iter().map(print).collect();
    all.sort();
    all
}

/// Nor does it change them that the claims file got longer above, or speaks another language.
#[test]
fn fingerprints_are_those_of_the_last_scan_and_tell_resources_apart() {
    let first = hostile(Lang::En);
    let before = fingerprints(&first);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len(), "each its own");
    let mut later = inventory(NAMES.iter().map(|name| bucket(name)).collect());
    later.now = "2026-06-20T00:00:00Z".parse().expect("a time");
    for resource in &mut later.resources {
        if let Some(policy) = resource.facts.get_mut("policy") {
            policy["counterexample"] = json!("another one");
        }
    }
    assert_eq!(fingerprints(&Scan::of("tom.toml", &format!("\n\n{}", text(Lang::De)), later)), before);
    let other = Scan::of("tom.toml", &text(Lang::En), inventory(vec![bucket("other")]));
    assert!(fingerprints(&other).iter().any(|print| !before.contains(print)));
}

#[test]
fn sarif_says_how_much_did_not_fit() {
    let written = hostile(Lang::En).written(|report, out| sarif::write_within(report, NAMES.len() - 10, out));
    let run = serde_json::from_str::<Value>(&written).expect("JSON")["runs"][0].take();
    assert_eq!(results(&run).len(), NAMES.len() - 10);
    assert!(results(&run).iter().all(|result| result["kind"] == "fail"), "deviations stay, the rest goes");
    let told = run["invocations"][0]["toolExecutionNotifications"].to_string();
    // Beside ten deviations: what was not seen of a bucket and of all keys, a waived one, and a claim without attestation.
    assert!(told.contains("14 more results are left out"), "{told}");
}

// --- Markdown ----------------------------------------------------------------------------

#[test]
fn markdown_fits_into_its_room_and_says_what_does_not() {
    let scan = hostile(Lang::En);
    let whole = scan.written(markdown::write);
    assert!(!whole.contains("left out here"), "{whole}");
    assert!(whole.contains(&format!("… and {} more", NAMES.len() - 10)), "{whole}");
    for room in [1_100, whole.len() / 3, whole.len() / 2] {
        let short = scan.written(|report, out| markdown::write_within(report, room, out));
        assert!(short.len() <= room && short.contains("sections are left out"), "{room}: {short}");
    }
}

#[test]
fn markdown_keeps_the_table_of_claims_before_other_sections() {
    let claim = |number: usize| {
        format!("[[claim]]\nid = \"c{number}\"\nwords = \"{}\"\nfamily = \"organisation\"\n", "words ".repeat(100))
    };
    let many: String = (0..60).map(claim).collect();
    let head = "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"en\"\n";
    let written = Scan::of("tom.toml", &format!("{head}{many}"), inventory(Vec::new()))
        .written(|report, out| markdown::write_within(report, 20_000, out));
    assert!(written.len() <= 20_000, "{}", written.len());
    let rows = written.lines().filter(|line| line.starts_with("| c")).count();
    assert!(written.contains(&format!("… and {} more claims", 60 - rows)), "{rows} rows");
}

#[test]
fn commands_in_markdown_name_the_resource_as_it_is_quoted_for_a_shell() {
    let scan = Scan::of("tom.toml", &text(Lang::En), inventory(vec![bucket("a  ``` b'$(id)'")]));
    let written = scan.written(markdown::write);
    assert!(written.contains(r"--bucket 'a  ``` b'\''$(id)'\'''"), "{written}");
}

// --- Changes since the last run ------------------------------------------------------------

/// A night after which one bucket is new among those that deviate, and another one deviates since long.
fn compared() -> Scan {
    let mut scan = hostile(Lang::En);
    let change = |name: &str, turn: FindingTurn, since: &str| FindingChange {
        claims: vec!["1".to_owned()],
        rule: "s3-tls-only".to_owned(),
        resource: ResourceKind::S3Bucket,
        region: "eu-central-1".to_owned(),
        name: name.to_owned(),
        arn: format!("arn:aws:s3.bucket:eu-central-1:111122223333:{name}"),
        turn,
        since: Some(since.to_owned()),
        causes: vec![Cause::Account],
        observed: Some("# <b>| @octocat".to_owned()),
        unknown: Vec::new(),
        after: None,
        origin: Some(Origin::unknown(OriginUnknown::NotSeen {
            unknown: Unknown::AccessDenied { action: "cloudtrail:LookupEvents".to_owned() },
        })),
    };
    scan.drift = Some(Drift {
        reference: Some(Reference { run: Some(7), file: None, time: "2026-06-14T12:00:00Z".to_owned() }),
        yardstick: vec![YardstickChange {
            what: Yardstick::Parameter,
            of: "s3-tls-only.min_tls".to_owned(),
            from: Some("1.2".to_owned()),
            to: Some("1.3".to_owned()),
        }],
        findings: vec![
            change("a|b", FindingTurn::NewlyRefuted, "2026-06-15T12:00:00Z"),
            change("+1", FindingTurn::StillRefuted, "2026-01-01T00:00:00Z"),
            change("- mended", FindingTurn::Mended, "2026-01-01T00:00:00Z"),
        ],
        ..Drift::default()
    });
    scan
}

#[test]
fn markdown_tells_changes_before_deviations_and_those_of_the_yardstick_apart() {
    let written = compared().written(markdown::write);
    let at = |text: &str| written.find(text).unwrap_or_else(|| panic!("no {text:?} in {written}"));
    let order =
        ["## Changes since run 7", "### Newly refuted", "### Changed, but not in the account", "### Still refuted"];
    assert!(order.map(at).is_sorted() && at(order[3]) < at("## Deviations"), "{written}");
    assert!(written.contains("\n- \\- mended"), "a name at the beginning of an item is no list: {written}");
    assert!(written.contains(r"  - \# &lt;b&gt;\| <span>@</span>octocat"), "{written}");
}

#[test]
fn sarif_csv_and_junit_tell_since_when_and_who() {
    let run = run(&compared());
    assert!(results(&run).iter().all(|result| result["baselineState"].is_string()), "all of them or none");
    let of = |name: &str| {
        let named = |result: &&Value| result["locations"][0]["logicalLocations"][0]["name"] == name;
        results(&run).iter().find(named).cloned().unwrap_or_else(|| panic!("no result for {name}"))
    };
    assert_eq!((&of("a|b")["baselineState"], &of("+1")["baselineState"]), (&json!("new"), &json!("unchanged")));
    assert_eq!(of("+1")["provenance"]["firstDetectionTimeUtc"], "2026-01-01T00:00:00Z");
    let rows = rows(&compared());
    let row = rows.iter().find(|row| row["resource"] == "'+1").expect("a row");
    assert_eq!((row["change"].as_str(), row["since"].as_str()), ("still-refuted", "2026-01-01T00:00:00Z"));
    let who = "cloudtrail:LookupEvents";
    assert!(row["origin"].contains(who) && of("a|b")["properties"]["origin"].to_string().contains(who));
    let xml = compared().written(junit::write);
    assert!(xml.contains("new: a|b · eu-central-1") && xml.contains(who), "{xml}");
    assert!(results(&crate::run(&hostile(Lang::En))).iter().all(|result| result.get("baselineState").is_none()));
}
