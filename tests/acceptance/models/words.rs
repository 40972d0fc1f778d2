//! The words that collectors and rules compare answers with, against the enums of AWS's published models: a word that AWS
//! never says would silently be "no".
//!
//! Of each word of the source ([`super::source`]) one of these must be true: the member it is compared with has an enum with
//! this value; nothing is known of the member, and some enum of the answers that are read there has the value; or it stands
//! in `free_words.rs` with the reason why no enum has it.

use super::free_words::{FREE, FREE_IN_RULES, OF_OTHERS};
use super::models;
use super::source::{Word, words};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tomscan::aws::operations::ALL;
use tomscan::rule::load_embedded;

/// Members by name (`snake_case`), with the values of their enums; empty for members without one.
type Vocabulary = BTreeMap<String, BTreeSet<String>>;

fn add_members(vocabulary: &mut Vocabulary, name: &str, schema: &Value) {
    let values = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    if schema["type"] == "string" {
        vocabulary.entry(snake(name)).or_default().extend(values.map(str::to_owned));
    }
    // The entries of a list are spoken of by the list's name, the list in XML by the element around it.
    for inner in [&schema["items"], &schema["additionalProperties"]] {
        if inner.is_object() {
            add_members(vocabulary, name, inner);
        }
    }
    for (inner, schema) in schema["properties"].as_object().into_iter().flatten() {
        add_members(vocabulary, if ["item", "member"].contains(&inner.as_str()) { name } else { inner }, schema);
    }
}

/// `KeyState`, `keyState` and `SSEType` as fields are named in Rust.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (n, letter) in letters.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| letters.get(n));
        let after_lower = before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit());
        let ends_word =
            before.is_some_and(|b| b.is_uppercase()) && letters.get(n + 1).is_some_and(|l| l.is_lowercase());
        if letter.is_uppercase() && (after_lower || ends_word) {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn vocabulary<'id>(operations: impl Iterator<Item = &'id str>) -> Vocabulary {
    static BY_OPERATION: OnceLock<BTreeMap<&str, Vocabulary>> = OnceLock::new();
    let all = BY_OPERATION.get_or_init(|| {
        let of = |id: &str| {
            let mut vocabulary = Vocabulary::new();
            add_members(&mut vocabulary, "", &models()[id]["output"]["body"]);
            vocabulary
        };
        ALL.iter().map(|operation| (operation.id, of(operation.id))).collect()
    });
    let mut vocabulary = Vocabulary::new();
    for (name, values) in operations.filter_map(|id| all.get(id)).flatten() {
        vocabulary.entry(name.clone()).or_default().extend(values.iter().cloned());
    }
    vocabulary
}

/// Whether AWS says this word there.
fn is_said(word: &Word, vocabulary: &Vocabulary) -> bool {
    let same = |value: &String| *value == word.text || !word.exact && value.eq_ignore_ascii_case(&word.text);
    match word.subject.as_ref().and_then(|subject| vocabulary.get(subject)) {
        Some(values) => values.iter().any(same),
        None => vocabulary.values().flatten().any(same),
    }
}

/// A table of operations, which sees no answer; `what_is_asked_of_something_named…` holds it against the models.
const TABLE: &str = "frequency.rs";

/// The source files below a folder with their texts, by the collector to which they belong.
fn collectors() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/collect");
    let mut found: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            let name = path.strip_prefix(&root).expect("below").to_string_lossy().into_owned();
            if path.is_dir() {
                open.push(path);
            } else if !name.ends_with("tests.rs") && name != TABLE {
                let collector = name.split(['/', '.']).next().unwrap_or_default().to_owned();
                let text = std::fs::read_to_string(&path).expect("readable");
                found.entry(collector).or_default().push((PathBuf::from(name), text));
            }
        }
    }
    found
}

/// The files of `src/aws/wire` by name.
fn wire_files() -> &'static BTreeMap<String, String> {
    static FILES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    FILES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/aws/wire");
        let read = |path: PathBuf| {
            let module = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (module, std::fs::read_to_string(path).expect("readable"))
        };
        std::fs::read_dir(folder).expect("readable").map(|entry| read(entry.expect("readable").path())).collect()
    })
}

/// The operations whose answers a collector's files can hold: those of the files of `src/aws/wire` that they name, and of the
/// SDK crates.
fn operations_of(files: &[(PathBuf, String)]) -> Vec<&'static str> {
    let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
    let named = || wire_files().iter().filter(|(module, _)| all.contains(&format!("{module}::")));
    let of_file = |operation: &&tomscan::aws::operations::Operation| {
        let ask = format!("\n    {}: ", operation.name());
        let id = format!("id \"{}\"", operation.service());
        operation.wire.is_some() && named().any(|(_, text)| text.contains(&id) && text.contains(&ask))
    };
    let of_crate = |operation: &&tomscan::aws::operations::Operation| {
        operation.wire.is_none() && all.contains(&format!("aws_sdk_{}", operation.service()))
    };
    ALL.iter().copied().filter(|one| of_file(one) || of_crate(one)).map(|operation| operation.id).collect()
}

#[test]
fn every_word_that_collectors_compare_with_is_one_that_aws_says() {
    let all_free = || FREE.iter().flat_map(|(of, texts, _)| texts.iter().map(|text| (*of, *text)));
    let mut unused: BTreeSet<(&str, &str)> = all_free().collect();
    let mut wrong = BTreeSet::new();
    let mut said = 0;
    for (collector, files) in collectors() {
        let others = OF_OTHERS.iter().filter(|(of, _)| *of == collector).flat_map(|(_, operations)| operations.iter());
        let vocabulary = vocabulary(operations_of(&files).into_iter().chain(others.copied()));
        for (file, text) in &files {
            for word in words(text) {
                if is_said(&word, &vocabulary) {
                    said += 1;
                } else if let Some(free) = all_free().find(|free| *free == (collector.as_str(), word.text.as_str())) {
                    unused.remove(&free);
                } else {
                    let subject = word.subject.as_deref().unwrap_or("-");
                    let enums = word.subject.as_ref().and_then(|subject| vocabulary.get(subject));
                    wrong.insert(format!("{}: {subject}: {:?}: {enums:?}", file.display(), word.text));
                }
            }
        }
    }
    let wrong: Vec<_> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{} words that AWS does not say:\n{}", wrong.len(), wrong.join("\n"));
    assert!(unused.is_empty(), "not needed: {unused:?}");
    assert!(said > 100, "{said} words were compared");
}

#[test]
fn every_word_in_a_condition_is_one_that_aws_says_or_a_parameter() {
    let mut unused: BTreeSet<&str> = FREE_IN_RULES.iter().flat_map(|(texts, _)| texts.iter().copied()).collect();
    let mut wrong = BTreeSet::new();
    for rule in load_embedded().expect("the rules load").all() {
        let operations = rule.operations();
        let vocabulary = vocabulary(operations.into_iter());
        let mut own: Vec<&Value> = Vec::new();
        for param in rule.params.values() {
            own.extend(param.values.iter().chain([&param.default]));
        }
        let is_own = |text: &str| {
            own.iter()
                .any(|value| **value == text || value.as_array().is_some_and(|all| all.iter().any(|one| one == text)))
        };
        for condition in rule.checks.iter().flat_map(|check| check.population.iter().chain([&check.that])) {
            for text in condition.source.split('"').skip(1).step_by(2) {
                let word = Word { text: text.to_owned(), subject: None, exact: true };
                if is_said(&word, &vocabulary) || is_own(text) {
                    continue;
                }
                unused.remove(text);
                if !FREE_IN_RULES.iter().any(|(free, _)| free.contains(&text)) {
                    wrong.insert(format!("{}: {text:?}", rule.id));
                }
            }
        }
    }
    let wrong: Vec<_> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{} words that AWS does not say:\n{}", wrong.len(), wrong.join("\n"));
    assert!(unused.is_empty(), "not needed: {unused:?}");
}

#[test]
fn a_word_that_no_enum_has_is_seen() {
    let mut known = Vocabulary::new();
    let schema = serde_json::json!({ "properties": {
        "KeyState": { "type": "string", "enum": ["Enabled", "Disabled"] },
        "Origins": { "properties": { "member": { "items": { "type": "string", "enum": ["AWS_KMS"] } } } },
        "Name": { "type": "string" },
    } });
    add_members(&mut known, "", &schema);
    let said = |subject: Option<&str>, text: &str, exact| {
        is_said(&Word { text: text.to_owned(), subject: subject.map(str::to_owned), exact }, &known)
    };
    assert!(said(Some("key_state"), "Enabled", true) && said(Some("origins"), "AWS_KMS", true));
    assert!(said(Some("local"), "Enabled", true) && said(None, "AWS_KMS", true) && said(None, "aws_kms", false));
    assert!(!said(Some("key_state"), "ENABLED", true), "a wrong value");
    assert!(!said(Some("key_state"), "AWS_KMS", true), "the value of another member");
    assert!(!said(Some("name"), "Enabled", true), "a member without an enum");
    assert!(!said(None, "Enabledd", true));
    assert_eq!(
        ["SSEType", "KeyState", "vpcId", "ipv6CidrBlock"].map(snake),
        ["sse_type", "key_state", "vpc_id", "ipv6_cidr_block"]
    );
}
