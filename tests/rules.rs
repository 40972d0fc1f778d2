//! Every rule against its fixtures: one test per file under `fixtures/rules/`, no Rust line per rule.
//!
//! A fixture is one resource as facts; the first word of its file name is the outcome that the rule must give. Beside the
//! outcome each fixture is put through *erasure*: whatever fact is taken away, the outcome stays or becomes unknown.

#![allow(
    clippy::expect_used,
    clippy::result_large_err,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may end where its own input is wrong"
)]

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tomscan::evaluate::check_resource;
use tomscan::fact::catalogue::catalogue;
use tomscan::fact::{Resource, ResourceKind, Unknown};
use tomscan::rule::{Rule, RuleSet, Subject, load_dir};

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = match load_dir(&root.join("rules")) {
        Ok(rules) => Arc::new(rules),
        Err(mistakes) => {
            let trial = Trial::test("rules_load", move || Err(Failed::from(mistakes.to_string())));
            libtest_mimic::run(&arguments, vec![trial]).exit();
        }
    };
    let fixtures = fixtures(&root.join("fixtures/rules"));
    let mut trials = Vec::new();
    for path in &fixtures {
        let (rules, path) = (Arc::clone(&rules), path.clone());
        let name = format!("{}/{}", folder(&path), stem(&path));
        trials.push(Trial::test(name, move || fixture(&rules, &path)));
    }
    for rule in rules.all() {
        let id = rule.id.0.clone();
        let files: Vec<_> = fixtures.iter().filter(|path| folder(path) == id).cloned().collect();
        let rules = Arc::clone(&rules);
        trials.push(Trial::test(format!("{id}/has_all_outcomes"), move || {
            all_outcomes(rules.get(&id).ok_or("gone")?, &files)
        }));
    }
    let ids: Vec<String> = rules.ids().map(|id| id.0.clone()).collect();
    trials.push(Trial::test("every_fixture_folder_is_a_rule", move || {
        let strays: Vec<_> = fixtures.iter().filter(|path| !ids.contains(&folder(path))).collect();
        if strays.is_empty() { Ok(()) } else { Err(format!("no rule for {strays:?}").into()) }
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

fn fixtures(root: &Path) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(root).expect("fixtures/rules exists").map(|entry| entry.expect("readable").path());
    let mut files: Vec<_> = folders
        .filter(|path| path.is_dir())
        .flat_map(|dir| std::fs::read_dir(dir).expect("readable"))
        .map(|entry| entry.expect("readable").path())
        .collect();
    files.sort();
    files
}

fn folder(path: &Path) -> String {
    path.parent().and_then(Path::file_name).expect("a folder").to_string_lossy().into_owned()
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// The outcome that the file name asks for.
fn expected(path: &Path) -> String {
    stem(path).split('-').next().expect("a word").to_owned()
}

struct Fixture {
    resource: Resource,
    params: BTreeMap<String, Value>,
}

fn read(rule: &Rule, path: &Path) -> Result<Fixture, Failed> {
    let value: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let text = |key: &str, default: &str| value.get(key).and_then(Value::as_str).unwrap_or(default).to_owned();
    let kind = ResourceKind::parse(&text("resource", "")).ok_or("unknown kind of resource")?;
    let facts = value.get("facts").and_then(Value::as_object).cloned().ok_or("no facts")?;
    fits_schema(kind, &facts)?;
    let mut params: BTreeMap<String, Value> =
        rule.params.iter().map(|(name, param)| (name.clone(), param.default.clone())).collect();
    for (name, value) in value.get("params").and_then(Value::as_object).into_iter().flatten() {
        if params.insert(name.clone(), value.clone()).is_none() {
            return Err(format!("the rule has no parameter {name}").into());
        }
    }
    let name = text("name", "example");
    let resource = Resource {
        kind,
        account: text("account", "111122223333"),
        region: text("region", if kind.is_global() { "global" } else { "eu-central-1" }),
        arn: format!("arn:aws:{}:::{name}", kind.as_str()),
        name,
        facts,
        answered: BTreeMap::new(),
    };
    Ok(Fixture { resource, params })
}

/// The facts have the shape that collectors give them; groups that the rule does not read may be left out.
fn fits_schema(kind: ResourceKind, facts: &Map<String, Value>) -> Result<(), Failed> {
    let mut schema = catalogue(kind).schema.clone();
    let object = schema.as_object_mut().ok_or("a schema is an object")?;
    object.remove("required");
    object.insert("additionalProperties".to_owned(), json!(false));
    let validator = jsonschema::validator_for(&schema)?;
    let errors: Vec<_> = validator
        .iter_errors(&Value::Object(facts.clone()))
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join("\n").into()) }
}

/// The worst outcome of the rule's checks on a resource; `outside` when it is in no population.
fn outcome(rule: &Rule, fixture: &Fixture) -> &'static str {
    let subject = Subject::new(&fixture.resource);
    let checks = rule.checks.iter().enumerate().filter(|(_, check)| check.kind == fixture.resource.kind);
    let findings: Vec<_> =
        checks.filter_map(|(index, check)| check_resource(index, check, &subject, &fixture.params)).collect();
    let outcomes: Vec<_> = findings.iter().map(|finding| finding.outcome.as_str()).collect();
    ["deviates", "unknown", "conforms"].into_iter().find(|word| outcomes.contains(word)).unwrap_or("outside")
}

fn fixture(rules: &RuleSet, path: &Path) -> Result<(), Failed> {
    let rule = rules.get(&folder(path)).ok_or("no such rule")?;
    let whole = read(rule, path)?;
    let given = outcome(rule, &whole);
    if given != expected(path) {
        return Err(format!("outcome is {given}").into());
    }
    let checks = rule.checks.iter().filter(|check| check.kind == whole.resource.kind);
    let paths: std::collections::BTreeSet<&String> = checks.flat_map(tomscan::rule::Check::reads).collect();
    if paths.is_empty() {
        return Err("the rule says nothing of this kind of resource".into());
    }
    for erased in paths.iter().filter(|path| !tomscan::fact::catalogue::IDENTITY.contains(&path.as_str())) {
        let mut fixture = Fixture { resource: whole.resource.clone(), params: whole.params.clone() };
        erase(&mut fixture.resource.facts, erased);
        let after = outcome(rule, &fixture);
        if after != given && after != "unknown" {
            return Err(format!("without {erased} the outcome turns from {given} to {after}").into());
        }
    }
    Ok(())
}

/// Marks the fact at a path as unseen, with the whole group above it where there is no such fact.
fn erase(facts: &mut Map<String, Value>, path: &str) {
    let mut target = facts;
    let mut names: Vec<&str> = path.split('.').collect();
    let last = names.pop().expect("a path has a name");
    for name in names {
        match target.get(name) {
            Some(Value::Object(_)) if Unknown::from_json(&target[name]).is_none() => {
                target = target.get_mut(name).and_then(Value::as_object_mut).expect("an object");
            }
            _ => return,
        }
    }
    target.insert(last.to_owned(), Unknown::undecidable("erased").to_json());
}

fn all_outcomes(rule: &Rule, files: &[PathBuf]) -> Result<(), Failed> {
    for kind in rule.checks.iter().map(|check| check.kind) {
        let words: Vec<String> = files
            .iter()
            .filter(|path| read(rule, path).is_ok_and(|fixture| fixture.resource.kind == kind))
            .map(|path| expected(path))
            .collect();
        // Where a condition reads only what the listing itself tells, nothing can stay unseen.
        let can_be_unknown = rule
            .checks
            .iter()
            .filter(|check| check.kind == kind)
            .any(|check| check.reads().any(|path| !tomscan::fact::catalogue::IDENTITY.contains(&path.as_str())));
        for outcome in ["conforms", "deviates", "unknown"] {
            if !words.iter().any(|word| word == outcome) && (outcome != "unknown" || can_be_unknown) {
                return Err(format!("no fixture shows that {kind} {outcome}").into());
            }
        }
    }
    Ok(())
}
