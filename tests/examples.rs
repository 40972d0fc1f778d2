//! The claims files of five published TOM documents in `examples/`: complete, alike in both languages, bound to the rules.
//!
//! In: the files; `fixtures/documents/claims.toml`, the facts about each claim; `fixtures/documents/remarks.toml`, what is to
//! be remarked on their words.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that fails may panic")]

use jiff::civil::date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use tomscan::claim::wording::remarks;
use tomscan::claim::{Claims, load};
use tomscan::rule::{Proof, Rule, RuleSet, load_embedded};
use tomscan::text::Lang;

const LANGS: [(Lang, &str); 2] = [(Lang::De, "de"), (Lang::En, "en")];

/// What is known of a claim without its words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    id: String,
    class: Class,
    line: u32,
    rules: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
enum Class {
    /// A read-only API can prove or refute it.
    T,
    /// An AWS fact supports or refutes it.
    P,
    /// Organisational.
    O,
    /// A matter of the application.
    Oa,
    /// Inherited from the data centre.
    Oi,
}

#[derive(Deserialize)]
struct Document {
    claims: Vec<Fact>,
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn documents() -> BTreeMap<String, Document> {
    toml::from_str(&read("fixtures/documents/claims.toml")).expect("the table of facts is TOML")
}

fn rules() -> RuleSet {
    load_embedded().expect("the built-in rules load")
}

fn text(name: &str, lang: &str) -> String {
    read(&format!("examples/{name}.{lang}.toml"))
}

fn loaded(name: &str, lang: &str, rules: &RuleSet) -> Claims {
    load("test.toml", &text(name, lang), rules).unwrap_or_else(|error| panic!("{name}.{lang}.toml: {error}"))
}

/// Every file with the facts of its document.
fn for_each_file(rules: &RuleSet, check: impl Fn(&str, &[Fact], &Claims)) {
    for (name, document) in documents() {
        for (lang, key) in LANGS {
            let claims = loaded(&name, key, rules);
            assert_eq!(claims.document.language, lang);
            check(&format!("{name}.{key}"), &document.claims, &claims);
        }
    }
}

#[test]
fn there_are_290_claims_in_five_documents() {
    let documents = documents();
    let counts: Vec<_> = documents.values().map(|document| document.claims.len()).collect();
    assert_eq!((documents.len(), counts.iter().sum::<usize>()), (5, 290));
}

#[test]
fn each_file_has_the_claims_of_its_document_in_its_order_and_says_where_they_stand() {
    for_each_file(&rules(), |file, facts, claims| {
        let ids: Vec<_> = claims.claims.iter().map(|claim| claim.id.as_str()).collect();
        assert_eq!(ids, facts.iter().map(|fact| fact.id.as_str()).collect::<Vec<_>>(), "{file}");
        for (fact, claim) in facts.iter().zip(&claims.claims) {
            let place = claim.place.as_deref().unwrap_or_default();
            assert!(place.ends_with(&format!(" {}", fact.line)), "{file} {}: {place:?} names another line", fact.id);
        }
    });
}

#[test]
fn german_and_english_differ_in_words_only() {
    let rules = rules();
    for name in documents().keys() {
        let (de, en) = (loaded(name, "de", &rules), loaded(name, "en", &rules));
        assert_eq!((de.document.date, de.document.review_months), (en.document.date, en.document.review_months));
        assert_eq!(de.document.title, en.document.title, "the title is as printed");
        for (de, en) in de.claims.iter().zip(&en.claims) {
            assert_eq!(
                (&de.id, de.family, &de.rules, &de.params),
                (&en.id, en.family, &en.rules, &en.params),
                "{name}"
            );
            assert_ne!(de.words, en.words);
        }
    }
}

#[test]
fn a_claim_is_bound_to_every_rule_that_the_table_names_and_that_exists() {
    let rules = rules();
    for_each_file(&rules, |file, facts, claims| {
        for (fact, claim) in facts.iter().zip(&claims.claims) {
            let expected: BTreeSet<_> = fact.rules.iter().filter(|rule| rules.get(rule).is_some()).cloned().collect();
            let bound = claim.rules.iter().map(|rule| rule.0.clone()).collect();
            assert_eq!(expected, bound, "{file}, claim {}: bind it to the rules that the table names", fact.id);
        }
    });
}

#[test]
fn a_technical_claim_names_a_rule_even_if_the_rule_is_yet_to_come() {
    for (name, document) in documents() {
        let unnamed =
            document.claims.iter().filter(|fact| matches!(fact.class, Class::T | Class::P) && fact.rules.is_empty());
        assert_eq!(unnamed.map(|fact| fact.id.as_str()).collect::<Vec<_>>(), [""; 0], "{name}");
    }
}

/// Passing rules that prove something would turn a claim that AWS can only support into a confirmed one.
#[test]
fn a_claim_that_aws_can_only_support_is_bound_to_a_rule_that_proves_nothing() {
    let rules = rules();
    for (name, document) in documents() {
        let bound =
            document.claims.iter().filter(|fact| fact.class != Class::T && bound_rules(fact, &rules).next().is_some());
        let proven = bound.filter(|fact| bound_rules(fact, &rules).all(|rule| rule.proof == Proof::Full));
        let proven: Vec<_> = proven.map(|fact| fact.id.as_str()).collect();
        // 47: an order to change passwords, and whether they were changed is what the rule proves.
        let allowed = if name == "dealcode" { vec!["47"] } else { vec![] };
        assert_eq!(proven, allowed, "{name}");
    }
}

fn bound_rules<'r>(fact: &Fact, rules: &'r RuleSet) -> impl Iterator<Item = &'r Rule> {
    fact.rules.iter().filter_map(|rule| rules.get(rule))
}

#[test]
fn the_five_files_use_every_rule() {
    let rules = rules();
    let mut unused: BTreeSet<_> = rules.ids().cloned().collect();
    for name in documents().keys() {
        for claim in loaded(name, "en", &rules).claims {
            unused.retain(|rule| !claim.rules.contains(rule));
        }
    }
    assert_eq!(unused, BTreeSet::new(), "rules that no document needs");
}

/// A file as a user leaves it who filled in every attestation and the scope.
fn filled_in(text: &str) -> String {
    let keys = [
        "[[attestation]]",
        "claim =",
        "by =",
        "on =",
        "until =",
        "evidence =",
        "[scope]",
        "accounts =",
        "regions =",
        "select =",
    ];
    let filled = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) if keys.iter().any(|key| rest.starts_with(key)) => rest,
        _ => line,
    });
    let filled = filled.collect::<Vec<_>>().join("\n");
    ["JJJJ-MM-TT", "YYYY-MM-DD"].iter().fold(filled, |text, empty| {
        text.replace(&format!("on = {empty}"), "on = 2026-02-01")
            .replace(&format!("until = {empty}"), "until = 2027-01-31")
    })
}

#[test]
fn below_each_organisational_claim_stands_an_attestation_to_fill_in() {
    let rules = rules();
    for (name, document) in documents() {
        for (_, key) in LANGS {
            let text = text(&name, key);
            let filled =
                load("test.toml", &filled_in(&text), &rules).unwrap_or_else(|error| panic!("{name}.{key}: {error}"));
            let organisational =
                filled.claims.iter().filter(|claim| claim.rules.is_empty()).map(|claim| claim.id.as_str());
            let attested = filled.attestations.iter().map(|attestation| attestation.claim.as_str());
            assert_eq!(attested.collect::<Vec<_>>(), organisational.collect::<Vec<_>>(), "{name}.{key}");
            for attestation in &filled.attestations {
                let id = &attestation.claim;
                let claim = text.find(&format!("\nid = \"{id}\"\n")).expect("the claim");
                let block = text.find(&format!("\n# claim = \"{id}\"\n")).expect("its block");
                assert!(
                    claim < block && !text[claim..block].contains("\n[[claim]]"),
                    "{name}.{key} {id} stands elsewhere"
                );
                assert!(attestation.evidence.len() > 20 && attestation.by.contains(", "), "{name}.{key} {id}");
            }
            assert_eq!(filled.attestations.len() + bound(&document, &rules), document.claims.len());
            assert!(loaded(&name, key, &rules).attestations.is_empty(), "{name}.{key}: nobody has attested anything");
            assert!(!filled.scope.accounts.is_empty(), "{name}.{key} shows how to name the account");
        }
    }
}

fn bound(document: &Document, rules: &RuleSet) -> usize {
    document.claims.iter().filter(|fact| fact.rules.iter().any(|rule| rules.get(rule).is_some())).count()
}

/// The remarks of a file: kind and claims, `document` if none.
fn remarked(claims: &Claims, rules: &RuleSet) -> Vec<String> {
    let found = remarks(claims, rules, date(2026, 11, 22));
    let lines = found.iter().map(|remark| {
        let kind = serde_json::to_value(remark.kind).expect("a word");
        let ids: Vec<_> = remark.claims.iter().map(|index| claims.claims[*index].id.as_str()).collect();
        let ids = if ids.is_empty() { "document".to_owned() } else { ids.join(" ") };
        format!("{ids}: {}", kind.as_str().expect("a word"))
    });
    lines.collect()
}

#[test]
fn the_words_are_remarked_on_as_recorded_and_alike_in_both_languages() {
    let rules = rules();
    let expected: BTreeMap<String, Vec<String>> =
        toml::from_str(&read("fixtures/documents/remarks.toml")).expect("the table of remarks is TOML");
    for name in documents().keys() {
        for (_, key) in LANGS {
            let found = remarked(&loaded(name, key, &rules), &rules);
            assert_eq!(found, expected[name], "{name}.{key}");
        }
    }
}
