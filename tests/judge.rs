//! Resources pass the judge one by one: in whatever order, the same is said of them. The account is made of all fixtures of all
//! rules, so that every rule has something to say, in every outcome.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may end where its own input is wrong")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tomscan::claim::{Claims, load};
use tomscan::drift::Sight;
use tomscan::evaluate::{Evaluation, Judge, evaluate};
use tomscan::fact::{Caller, Coverage, GLOBAL, Inventory, Place, Resource, ResourceKind};
use tomscan::pseudonym::Pseudonyms;
use tomscan::report::json::ReportV1;
use tomscan::report::{Report, json, ocsf, oscal};
use tomscan::rule::{RuleSet, load_embedded};

const ACCOUNT: &str = "111122223333";
const REGIONS: [&str; 2] = ["eu-central-1", "eu-west-1"];

fn now() -> jiff::Timestamp {
    "2026-06-15T12:00:00Z".parse().expect("a time")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
    let mut entries: Vec<PathBuf> = entries.collect();
    entries.sort();
    entries
}

/// Every fixture as a resource of its own.
fn resources(rules: &RuleSet) -> Vec<Resource> {
    let folders = entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules"));
    let folders = folders.iter().filter_map(|folder| Some((folder, rules.get(folder.file_name()?.to_str()?)?)));
    let files = folders.flat_map(|(folder, rule)| entries(folder).into_iter().map(move |file| (file, rule)));
    let resource = |(number, (file, rule)): (usize, (PathBuf, &tomscan::rule::Rule))| {
        let fixture: Value = serde_json::from_slice(&std::fs::read(&file).expect("readable")).expect("JSON");
        let text = |key: &str| fixture.get(key).and_then(Value::as_str);
        let kind = ResourceKind::parse(text("resource").expect("a kind")).expect("a known kind");
        let home = if kind.is_global() { GLOBAL } else { REGIONS[number % 2] };
        // Some of what deviates bears the name that waivers mean.
        let deviates = file.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with("deviates"));
        let name = match text("name") {
            _ if deviates && number % 2 == 0 => "accepted".to_owned(),
            name => format!("{}-{number}", name.unwrap_or("alice")),
        };
        let time = |place: usize| {
            now() + jiff::SignedDuration::from_secs(i64::try_from((number + place) % 11).expect("few seconds"))
        };
        let answered =
            rule.operations().into_iter().enumerate().map(|(place, operation)| (operation.to_owned(), time(place)));
        Resource {
            kind,
            account: ACCOUNT.to_owned(),
            region: text("region").unwrap_or(home).to_owned(),
            arn: format!("arn:aws:iam::{ACCOUNT}:user/team-{number}/{name}"),
            name,
            facts: fixture["facts"].as_object().expect("facts").clone(),
            answered: answered.collect(),
        }
    };
    files.enumerate().map(resource).collect()
}

/// Everything was listed.
fn whole() -> Inventory {
    let listed = |kind: &ResourceKind| {
        let places: &[&str] = if kind.place() == Place::Regions { &REGIONS } else { &[GLOBAL] };
        let kind = *kind;
        places.iter().map(move |region| Coverage { kind, region: (*region).to_owned(), listed: Ok(1) })
    };
    Inventory {
        caller: Caller { account: ACCOUNT.to_owned(), arn: format!("arn:aws:sts::{ACCOUNT}:assumed-role/Admin/alice") },
        now: now(),
        regions: Ok(REGIONS.map(str::to_owned).to_vec()),
        coverage: ResourceKind::ALL.iter().flat_map(listed).collect(),
        resources: Vec::new(),
        calls: BTreeMap::new(),
        throttled: BTreeMap::new(),
        retried: BTreeMap::new(),
        complete: true,
    }
}

/// A document that names each rule that is wanted, with a waiver for one of its resources.
fn claims(rules: &RuleSet, wanted: impl Fn(usize) -> bool) -> Claims {
    let claim = |(number, rule): (usize, &tomscan::rule::Rule)| {
        let rule = &rule.id;
        format!(
            "[[claim]]\nid = \"{number}\"\nwords = \"words {number}\"\nfamily = \"transfer\"\nrules = [\"{rule}\"]\n\
             [[waiver]]\nrule = \"{rule}\"\nresource = \"accepted\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2026-07-01\n"
        )
    };
    let named = rules.all().enumerate().filter(|(number, _)| wanted(*number)).map(claim);
    let text = "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\n".to_owned() + &named.collect::<String>();
    load("tom.toml", &text, rules).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn written(claims: &Claims, rules: &RuleSet, inventory: &Inventory, evaluation: &Evaluation) -> String {
    let mut out = Vec::new();
    json::write(&report(claims, rules, inventory, evaluation), &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("UTF-8")
}

fn report<'r>(
    claims: &'r Claims,
    rules: &'r RuleSet,
    inventory: &'r Inventory,
    evaluation: &'r Evaluation,
) -> Report<'r> {
    Report { claims, rules, inventory, evaluation, drift: None, lang: claims.document.language }
}

#[test]
fn a_report_is_the_same_whether_its_findings_are_held_or_made_one_by_one() {
    let rules = load_embedded().expect("the embedded rules have no mistakes");
    let claims = claims(&rules, |_| true);
    let mut inventory = whole();
    inventory.resources = resources(&rules).into_iter().step_by(4).collect();
    let evaluation = evaluate(&claims, &rules, &inventory);
    let report = report(&claims, &rules, &inventory, &evaluation);
    let (held, told) = (ReportV1::of(&report), ReportV1::told(&report));
    let bytes = |write: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        let mut out = Vec::new();
        write(&mut out).expect("a vector takes everything");
        out
    };
    let json = bytes(&|out| held.write(out));
    assert!(json == bytes(&|out| json::write(&report, out)));
    assert!(bytes(&|out| oscal::write(&held, out)) == bytes(&|out| oscal::write(&told, out)));
    assert!(bytes(&|out| ocsf::write(&held, out)) == bytes(&|out| ocsf::write(&told, out)));
    let read: Sight = serde_json::from_slice(&json).expect("a report");
    let passed = json::sight(&report).expect("a report");
    assert!(format!("{read:?}") == format!("{passed:?}"), "drift compares the same");
}

/// Numbers that look like chance, and are the same in every run.
fn shuffled(mut resources: Vec<Resource>, seed: u64) -> Vec<Resource> {
    let mut state = seed;
    for last in (1..resources.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chosen = usize::try_from(state >> 33).expect("31 bits") % (last + 1);
        resources.swap(last, chosen);
    }
    resources
}

#[test]
fn the_order_in_which_resources_pass_changes_nothing() {
    let rules = load_embedded().expect("the embedded rules have no mistakes");
    let claims = claims(&rules, |number| number % 3 != 0);
    let mut inventory = whole();
    inventory.resources = resources(&rules);
    let at_once = evaluate(&claims, &rules, &inventory);
    assert!(at_once.assessments.iter().any(|assessment| assessment.counts.waived > 0));
    assert!(
        at_once.assessments.iter().all(|assessment| assessment.counts.unknown > 0 || assessment.counts.evaluated > 0)
    );
    let expected = written(&claims, &rules, &inventory, &at_once);
    for seed in 1..=2 {
        let mut judge = Judge::new(&claims, &rules, now());
        // Each resource is gone when the next one comes.
        for resource in shuffled(inventory.resources.clone(), seed) {
            judge.see(&resource);
        }
        let one_by_one = judge.conclude(&whole());
        assert_eq!(one_by_one.resources, at_once.resources);
        assert_eq!(one_by_one.resources.len(), inventory.resources.len());
        assert!(written(&claims, &rules, &whole(), &one_by_one) == expected, "seed {seed}");
    }
}

#[test]
fn measures_that_no_claim_names_are_told_only_where_all_of_them_hold() {
    let rules = load_embedded().expect("the embedded rules have no mistakes");
    let claims = claims(&rules, |number| number == 0);
    let conforms: Vec<Resource> = resources(&rules)
        .into_iter()
        .filter(|resource| resource.kind == ResourceKind::S3Bucket)
        .filter(|resource| resource.facts.get("policy").is_some_and(|policy| policy["refuses_plaintext"] == true))
        .collect();
    let undocumented = |resources: &[Resource], inventory: &Inventory| -> Vec<String> {
        let mut judge = Judge::new(&claims, &rules, now());
        for resource in resources {
            judge.see(resource);
        }
        let evaluation = judge.conclude(inventory);
        evaluation.undocumented.iter().map(|index| evaluation.assessments[*index].rule.to_string()).collect()
    };
    let tls = "s3-tls-only".to_owned();
    let mut deviating = conforms.clone();
    deviating[0].facts.insert("policy".to_owned(), serde_json::json!({ "exists": true, "refuses_plaintext": false }));
    assert!(undocumented(&conforms[..1], &whole()).contains(&tls));
    assert!(!undocumented(&deviating, &whole()).contains(&tls), "one deviates, and it came first");
    deviating.reverse();
    assert!(!undocumented(&deviating, &whole()).contains(&tls), "one deviates, and it came last");
    let broken_off = Inventory { complete: false, ..whole() };
    assert!(undocumented(&conforms[..1], &broken_off).is_empty(), "nobody knows what would have come");
    let mut unlisted = whole();
    unlisted.coverage.retain(|coverage| coverage.kind != ResourceKind::S3Bucket);
    assert!(!undocumented(&conforms[..1], &unlisted).contains(&tls), "buckets were not asked for");
}

#[test]
fn findings_share_what_they_have_in_common() {
    let rules = load_embedded().expect("the embedded rules have no mistakes");
    let claims = claims(&rules, |_| true);
    let one = resources(&rules).into_iter().find(|resource| resource.kind == ResourceKind::S3Bucket).expect("a bucket");
    let mut judge = Judge::new(&claims, &rules, now());
    for number in 0..50 {
        judge.see(&Resource { name: format!("b-{number}"), arn: format!("arn:aws:s3:::b-{number}"), ..one.clone() });
    }
    let evaluation = judge.conclude(&whole());
    // What a rule says of a name is another thing for each name.
    let by_name = |rule: &tomscan::rule::Rule| rule.checks.iter().any(|check| check.reads().any(|path| path == "name"));
    let alike = |rule: &tomscan::rule::RuleId| rules.get(&rule.0).is_some_and(|rule| !by_name(rule));
    let assessments = evaluation.assessments.iter().filter(|assessment| assessment.findings.len() == 50);
    let assessments = assessments.filter(|assessment| alike(&assessment.rule));
    assert!(assessments.clone().count() > 5);
    for assessment in assessments {
        let first = &assessment.findings[0].ruling;
        let rule = &assessment.rule;
        assert!(assessment.findings.iter().all(|finding| std::sync::Arc::ptr_eq(&finding.ruling, first)), "{rule}");
    }
}

#[test]
fn pseudonyms_of_what_findings_share_reach_every_finding() {
    let rules = load_embedded().expect("the embedded rules have no mistakes");
    let mut claims = claims(&rules, |_| true);
    let mut inventory = whole();
    inventory.resources = resources(&rules);
    let mut evaluation = evaluate(&claims, &rules, &inventory);
    inventory.resources.clear();
    let found = evaluation.assessments.iter().flat_map(|assessment| &assessment.findings);
    let users = found.filter(|finding| finding.resource.kind() == ResourceKind::IamUser);
    let mut users: BTreeSet<String> = users.map(|user| user.resource.name().to_owned()).collect();
    // Others bear this name too, and keep it.
    users.remove("accepted");
    assert!(users.len() > 20, "{users:?}");
    let key = Pseudonyms::with_key(b"0123456789abcdef").expect("long enough");
    key.apply(&mut claims, &mut inventory, &mut evaluation);
    let hidden = written(&claims, &rules, &inventory, &evaluation);
    for user in &users {
        assert!(!hidden.contains(&format!("\"{user}\"")) && hidden.contains(&key.of(user)), "{user}");
    }
    assert!(evaluation.resources.iter().all(|resource| !users.iter().any(|user| user == resource.name())));
}
