//! TOM documents to drafts of claims files: what becomes of statements, and that drafts are claims files.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may end where its own input is wrong"
)]

use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;
use tomscan::claim;
use tomscan::document::read;
use tomscan::draft::{Draft, Entry, Head, Standing};
use tomscan::recognise::{Recogniser, vocabulary};
use tomscan::rule::{RuleSet, load_embedded};
use tomscan::text::Lang;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| load_embedded().expect("the built-in rules load"));
static RECOGNISER: LazyLock<Recogniser<'static>> =
    LazyLock::new(|| Recogniser::new(&RULES, &vocabulary()).expect("every wording of a rule can be read"));

/// The draft of a document, whose wordings are those of the built-in rules.
fn draft(name: &str, bytes: &[u8]) -> Draft {
    Draft::of(&read(name, bytes).expect("a document that can be read"), &RECOGNISER)
}

fn bound(entry: &Entry) -> Vec<&str> {
    entry.recognised.bindings.iter().map(|binding| binding.rule.0.as_str()).collect()
}

/// The parameter that a statement states for a rule.
fn param<'e>(entry: &'e Entry, rule: &str, name: &str) -> Option<&'e Value> {
    entry.recognised.bindings.iter().find(|binding| binding.rule.0 == rule)?.params.get(name)
}

const MARKDOWN: &str = "# Maßnahmen der Beispiel GmbH\n\n## Zugangskontrolle\n\n\
    - MFA ist für alle Administratoren verpflichtend.\n\
    - Kennwörter haben mindestens 14 Zeichen, darunter ein Sonderzeichen.\n\
    - Die Einführung eines Security-Schlüssels mit MFA für alle ist geplant.\n\n\
    ## Verfügbarkeit\n\n\
    Von allen Datenbanken werden täglich Backups erstellt. Die Notebooks der Beschäftigten sind verschlüsselt. \
    Protokolle werden «Frist» Tage aufbewahrt.\n";

const HTML: &str = "<!doctype html><html lang=de><body><nav><a href=/>Start</a></nav><main><h1>Maßnahmen der Beispiel GmbH</h1>\
    <h2>Zugangskontrolle</h2><ul><li>MFA ist für alle Administratoren verpflichtend.</li>\
    <li>Kennwörter haben mindestens 14 Zeichen, darunter ein Sonderzeichen.</li>\
    <li>Die Einführung eines Security-Schlüssels mit MFA für alle ist geplant.</li></ul><h2>Verfügbarkeit</h2>\
    <p>Von allen Datenbanken werden täglich Backups erstellt. Die Notebooks der Beschäftigten sind verschlüsselt. \
    Protokolle werden «Frist» Tage aufbewahrt.</p></main><footer>Impressum</footer></body></html>";

const PLAIN: &str = "Maßnahmen der Beispiel GmbH\n\nZugangskontrolle\n\n\
    • MFA ist für alle Administratoren verpflichtend.\n\
    • Kennwörter haben mindestens 14 Zeichen, darunter ein Sonderzeichen.\n\
    • Die Einführung eines Security-Schlüssels mit MFA für alle ist geplant.\n\n\
    Verfügbarkeit\n\n\
    Von allen Datenbanken werden täglich Backups erstellt. Die Notebooks der Beschäftigten sind verschlüsselt. \
    Protokolle werden «Frist» Tage aufbewahrt.\n";

#[test]
fn each_statement_comes_to_what_it_is() {
    let draft = draft("tom.md", MARKDOWN.as_bytes());
    let standings: Vec<Standing> = draft.entries.iter().map(|entry| entry.standing).collect();
    assert_eq!(
        standings,
        [
            Standing::Tested,
            Standing::Tested,
            Standing::Finding,
            Standing::Tested,
            Standing::Organisational,
            Standing::Finding
        ]
    );
    assert_eq!(draft.language, Lang::De);
    assert_eq!(draft.about.title.as_deref(), Some("Maßnahmen der Beispiel GmbH"));
    assert_eq!(draft.about.party.as_deref(), Some("Beispiel GmbH"));
    let [mfa, password, _, backups, notebooks, _] = draft.entries.as_slice() else { panic!("six statements") };
    assert!(bound(mfa).contains(&"iam-user-mfa"));
    assert_eq!(param(password, "iam-password-policy", "min_length"), Some(&json!(14)));
    assert_eq!(param(password, "iam-password-policy", "symbol"), Some(&json!(true)));
    assert_eq!(param(backups, "backup-plan-frequency", "max_interval_h"), Some(&json!(24)));
    // Laptops are not what an account shows; that they are encrypted is for people to vouch for.
    assert!(bound(notebooks).is_empty());
    let place = mfa.statement.place;
    assert_eq!((place.page, place.number), (None, 5));
}

#[test]
fn what_is_denied_is_for_a_person_to_look_at() {
    let draft = draft("tom.txt", "Die Backups werden nicht verschlüsselt.".as_bytes());
    let [entry] = draft.entries.as_slice() else { panic!("one statement") };
    assert_eq!(entry.standing, Standing::Doubtful);
    assert!(draft.to_toml(&Head::default()).contains("# bitte ansehen: backup-encryption"), "{entry:?}");
}

#[test]
fn the_same_text_gives_the_same_claims_in_each_format() {
    let claims = |name: &str, text: &str| {
        let draft = draft(name, text.as_bytes());
        let of = |entry: &Entry| (entry.statement.text.clone(), entry.standing, entry.recognised.clone());
        draft.entries.iter().map(of).collect::<Vec<_>>()
    };
    let markdown = claims("tom.md", MARKDOWN);
    assert_eq!(markdown, claims("tom.html", HTML));
    assert_eq!(markdown, claims("tom.txt", PLAIN));
}

#[test]
fn every_draft_is_a_claims_file_as_it_is() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read");
    let folders = ["open", "varied", "sentences"].map(|folder| std::fs::read_dir(own.join(folder)).unwrap());
    let paths = folders.into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut read = 0;
    for path in paths.filter(|path| path.extension().is_some_and(|ending| ending != "toml")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let draft = draft(&name, &std::fs::read(&path).unwrap());
        let text = draft.to_toml(&Head::default());
        let claims =
            claim::load("tom.toml", &text, &RULES).unwrap_or_else(|mistakes| panic!("{name}: {mistakes:?}\n{text}"));
        let made =
            [Standing::Tested, Standing::Organisational, Standing::Doubtful].map(|standing| draft.count(standing));
        assert_eq!(claims.claims.len(), made.iter().sum::<usize>(), "{name}");
        assert_eq!(claims.claims.iter().filter(|claim| !claim.rules.is_empty()).count(), made[0], "{name}");
        read += 1;
    }
    assert_eq!(read, 114);
}

#[test]
fn plans_placeholders_and_purposes_are_bound_to_nothing() {
    for text in [
        "Es ist geplant, alle Datenbanken zu verschlüsseln.",
        "Alle Backups sollen künftig verschlüsselt werden.",
        "We plan to encrypt all databases.",
        "Protokolle werden [Anzahl] Tage aufbewahrt.",
        "Maßnahmen, die verhindern, dass Unbefugte auf Datenbanken zugreifen, die aus dem Internet erreichbar sind",
        "☐ Alle Datenbanken sind verschlüsselt",
    ] {
        let draft = draft("tom.txt", text.as_bytes());
        assert!(draft.entries.iter().all(|entry| entry.recognised.bindings.is_empty()), "{text}");
    }
}

#[test]
fn every_rule_is_recognised_by_some_words() {
    let silent: Vec<_> = RULES.all().filter(|rule| rule.recognise.wordings.is_empty()).map(|rule| &rule.id).collect();
    assert!(silent.is_empty(), "{silent:?}");
    assert!(!vocabulary().is_empty());
}
