//! What rules must not do: each lint refuses its mistake, with file, line and the nearest right word.
#![allow(clippy::expect_used, reason = "a test may end where its own input is wrong")]

use tomscan::rule::load_dir;
use tomscan::text::{Lang, Say};

const RULE: &str = r#"title.de = "t"
title.en = "t"
severity = "high"
proof = "full"

[params.days]
default = 7
about.de = "a"
about.en = "a"

[[check]]
resource = "rds.instance"
that = "resource.backup.retention_days >= params.days"
expected.de = "{params.days}"
expected.en = "{params.days}"
otherwise.de = "{resource.backup.retention_days}"
otherwise.en = "{resource.backup.retention_days}"

[fix]
aws = "aws …"
verify = "aws …"
"#;

const THAT: &str = "resource.backup.retention_days >= params.days";

/// The messages for the model rule with one text replaced by another.
fn messages(from: &str, to: &str) -> String {
    assert!(RULE.contains(from), "the model rule has {from}");
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("backup");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("rule.toml"), RULE.replace(from, to)).expect("a file");
    match load_dir(root.path()) {
        Ok(_) => String::new(),
        Err(mistakes) => {
            assert!(!mistakes.say(Lang::De).is_empty());
            mistakes.say(Lang::En)
        }
    }
}

fn refused(from: &str, to: &str, message: &str) {
    let said = messages(from, to);
    assert!(said.contains(message), "expected {message:?} in:\n{said}");
}

#[test]
fn the_model_rule_has_no_mistake() {
    assert_eq!(messages(THAT, THAT), "");
}

#[test]
fn an_unknown_fact_is_refused_with_the_nearest_one_and_its_place() {
    refused(
        "resource.backup.retention_days >=",
        "resource.backup.retention_dais >=",
        "unknown fact \"resource.backup.retention_dais\"; did you mean \"backup.retention_days\"?",
    );
    refused("resource.backup.retention_days >=", "resource.backup.retention_dais >=", "rule.toml:13:8: ");
}

#[test]
fn an_unknown_kind_of_resource_is_refused() {
    refused(
        "\"rds.instance\"",
        "\"rds.instanze\"",
        "unknown kind of resource \"rds.instanze\"; did you mean \"rds.instance\"?",
    );
}

#[test]
fn a_value_of_another_type_is_refused() {
    refused(THAT, "resource.backup.retention_days == 'seven' && params.days > 0", "int is compared with string");
    refused(THAT, "params.days == 'seven' && resource.multi_az", "int is compared with string");
    refused(THAT, "resource.engine in [1, 2] && params.days > 0", "string is compared with int");
    refused(
        THAT,
        "resource.engine in resource.engine_version && params.days > 0",
        "right of \"in\" stands string, not a list",
    );
}

#[test]
fn has_is_refused() {
    refused(
        THAT,
        "has(resource.backup.retention_days) && params.days > 0",
        "has() turns what was not seen into what is not there",
    );
}

#[test]
fn a_test_for_a_key_is_refused() {
    let message = "\"in\" must not look for keys of facts";
    refused(THAT, "'backup' in resource && params.days > 0", message);
    refused(THAT, "'retention_days' in resource.backup && params.days > 0", message);
    refused(THAT, "'Environment' in resource.tags && params.days > 0", message);
}

#[test]
fn the_size_of_a_group_is_refused() {
    refused(THAT, "size(resource.backup) > 0 && params.days > 0", "is a group of facts");
    refused(THAT, "resource.backup.all(k, k != '') && params.days > 0", "is a group of facts");
}

#[test]
fn a_placeholder_of_a_call_that_nobody_makes_is_refused() {
    refused(
        "otherwise.en = \"{resource.backup.retention_days}\"",
        "otherwise.en = \"{resource.tls.value}\"",
        "needs rds:DescribeDBParameters, which the condition does not read",
    );
    refused(
        "expected.en = \"{params.days}\"",
        "expected.en = \"{params.dais}\"",
        "unknown parameter \"params.dais\"; did you mean \"days\"?",
    );
    refused("expected.en = \"{params.days}\"", "expected.en = \"{days}\"", "does not begin with");
}

#[test]
fn an_unused_or_unknown_parameter_is_refused() {
    refused(THAT, "resource.backup.retention_days >= 7", "no condition reads the parameter \"days\"");
    refused(THAT, "resource.backup.retention_days >= params.day", "unknown parameter \"params.day\"");
}

#[test]
fn missing_texts_are_refused_in_both_languages() {
    refused("title.de = \"t\"\n", "", "\"de\" is missing here");
    refused("otherwise.en = \"{resource.backup.retention_days}\"\n", "", "\"en\" is missing here");
    refused("about.de = \"a\"", "about.de = \"\"", "\"de\" is empty");
    refused("verify = \"aws …\"", "", "\"verify\" is missing here");
}

#[test]
fn partial_proof_without_limits_is_refused() {
    refused("proof = \"full\"", "proof = \"partial\"", "needs \"limits\"");
}

#[test]
fn unknown_keys_and_words_are_refused() {
    refused("severity = \"high\"", "severety = \"high\"", "unknown key \"severety\"; did you mean \"severity\"?");
    refused("severity = \"high\"", "severity = \"hi\"", "must be one of low, medium, high, critical");
}

#[test]
fn names_and_functions_beyond_the_language_are_refused() {
    refused(THAT, "account.id == '1' && params.days > 0", "unknown name \"account\"");
    refused(THAT, "resource.engine.matches('x') && params.days > 0", "unknown function \"matches\"");
    refused(THAT, "resource.backup. >= params.days", "not a CEL expression");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let said = messages("severity = \"high\"\nproof = \"full\"", "severity = \"hi\"\nproof = \"half\"\nextra = 1");
    assert_eq!(said.lines().count(), 3, "{said}");
}

/// A reader never meets the bare code of a reason: each has its words in both languages.
#[test]
fn every_reason_why_something_cannot_be_decided_has_words() {
    let words: toml::Table = include_str!("../src/report/reasons.toml").parse().expect("TOML");
    let source = |path: &std::path::Path| std::fs::read_to_string(path).expect("readable");
    let mut without = Vec::new();
    for path in rust_files(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let text = source(&path);
        for (_, rest) in text.match_indices("undecidable(\"").map(|(at, found)| text.split_at(at + found.len())) {
            let code = rest.split('"').next().unwrap_or_default();
            if !words.contains_key(code) {
                without.push(format!("{}: {code}", path.display()));
            }
        }
    }
    assert!(without.is_empty(), "{}", without.join("\n"));
    for (code, texts) in &words {
        let said = |lang: &str| texts.get(lang).and_then(toml::Value::as_str).is_some_and(|text| !text.is_empty());
        assert!(said("de") && said("en"), "{code}");
    }
}

fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}
