//! A claims file brought up to date with a new version of its document: what changes, and that nothing else does.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may end where its own input is wrong"
)]

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use tomscan::claim;
use tomscan::document::{Document, read};
use tomscan::draft::{Draft, Head, NotUpdated, Updated};
use tomscan::recognise::{Recogniser, vocabulary};
use tomscan::rule::{RuleSet, load_embedded};
use tomscan::source::Source;
use tomscan::text::{Lang, Say};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| load_embedded().expect("the built-in rules load"));

fn drafted(name: &str, bytes: &[u8]) -> (Draft, Document) {
    static RECOGNISER: LazyLock<Recogniser<'static>> =
        LazyLock::new(|| Recogniser::new(&RULES, &vocabulary()).expect("every wording of a rule can be read"));
    let document = read(name, bytes).expect("a document that can be read");
    (Draft::of(&document, &RECOGNISER), document)
}

/// A folder with a document, and the claims file in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn with(document: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tom.md"), document).unwrap();
        Self(folder)
    }

    fn head(name: &str, bytes: &[u8]) -> Head {
        Head { file: Some(name.to_owned()), sha256: Some(tomscan::sha256(bytes)) }
    }

    /// The claims file that `tomscan read -o` writes.
    fn draft(&self) -> String {
        let bytes = std::fs::read(self.0.path().join("tom.md")).unwrap();
        drafted("tom.md", &bytes).0.to_toml(&Self::head("tom.md", &bytes))
    }

    /// The file with a new version of the document in place of the earlier one.
    fn update(&self, claims: &str, document: &str) -> Result<Updated, NotUpdated> {
        self.update_by("tom.md", claims, document)
    }

    fn update_by(&self, name: &str, claims: &str, document: &str) -> Result<Updated, NotUpdated> {
        std::fs::write(self.0.path().join(name), document).unwrap();
        let source = Source { name: self.0.path().join("tom.toml").display().to_string(), text: claims.to_owned() };
        let (draft, read) = drafted(name, document.as_bytes());
        draft.update(&source, &read, &Self::head(name, document.as_bytes()), &RULES)
    }

    /// The file after an update; a second one changes nothing.
    fn updated(&self, claims: &str, document: &str) -> Updated {
        let updated = self.update(claims, document).unwrap_or_else(|why| panic!("{}", why.say(Lang::En)));
        let again = self.update(&updated.text, document).unwrap();
        assert_eq!(updated.text, again.text);
        assert_eq!((again.reworded.len(), again.new.len()), (0, 0));
        updated
    }
}

const OLD: &str = "# Maßnahmen der Beispiel GmbH (Version 1.0)\n\n## Zugangskontrolle\n\n\
    - MFA ist für alle Administratoren verpflichtend.\n\
    - Kennwörter haben mindestens 14 Zeichen.\n\n\
    ## Verfügbarkeit\n\n\
    Von allen Datenbanken werden täglich Backups erstellt. Besucher werden stets begleitet.\n\n\
    Die Räume sind alarmgesichert.\n";

const NEW: &str = "# Maßnahmen der Beispiel GmbH (Version 2.0)\n\n## Übersicht\n\n\
    ## Zugangskontrolle\n\n\
    - MFA ist für alle Administratoren verpflichtend.\n\
    - Kennwörter haben mindestens 16 Zeichen.\n\
    - Alle S3-Buckets sind verschlüsselt.\n\n\
    ## Verfügbarkeit\n\n\
    Von allen Datenbanken werden täglich Backups erstellt. Besucher werden im Gebäude stets begleitet.\n";

/// A claims file as people keep it: with comments, tables of all sorts and formats of their own.
const KEPT: &str = r#"#:schema docs/claims.schema.json
# Gepflegt von: Müller & Söhne   

document.title  =  "Maßnahmen"      # Titel
document . party = 'Beispiel GmbH'
document.version = "1.0"
document.language = "de"

[scope]
accounts = [ "111122223333",   # das eine
  ]

# --- Zugang ---

  [[ claim ]] # eingerückt
  words   = 'MFA ist für alle Administratoren verpflichtend.'   # Wortlaut
  id = "Zugang-1"
  place = "Zeile 5, „Zugangskontrolle“" # Stelle
  family = "system-access"
  rules = ["iam-user-mfa"]

# bleibt: Größe abgestimmt mit Frau Öztürk
[[claim]]
id = "Kennwort"
words = """
Kennwörter haben
mindestens 14 Zeichen."""
place = "Ziffer 3.1"
family = "system-access"
rules = ["iam-password-policy"]
[claim.params]
# das steht im Dokument
iam-password-policy.min_length = 14


[[claim]]
id = "7"
family = "availability"
rules = [
  "backup-plan-frequency", # täglich
]
words = "Von allen Datenbanken werden täglich Backups erstellt."
params = { max_interval_h = 24 }
[[claim]]
id = "8"
words = "Besucher werden stets begleitet."
family = "physical-access"

[[attestation]]
claim = "8"
by = "Jane Doe"
on = 2026-02-10
until = 2027-02-09
evidence = "Besucherbuch"

[[claim]]
id = "9"
words = "Die Räume sind alarmgesichert."
family = "physical-access"
# [[attestation]]
# claim = "9"

[[waiver]]
rule = "rds-backup-retention"
resource = "reporting-db"
reason = "jede Nacht neu"
owner = "Leitung Daten"
until = 2026-12-31   # Ende"#;

/// What an update makes of [`KEPT`]: no byte is another but for these.
fn expected(lines: &str) -> String {
    let hash = tomscan::sha256(NEW.as_bytes());
    lines
        .replace(
            "document.language = \"de\"\n",
            &format!("document.language = \"de\"\ndocument.file = \"tom.md\"\ndocument.sha256 = \"{hash}\"\n"),
        )
        .replace("\"Zeile 5, „Zugangskontrolle“\"", "\"Zeile 7, „Zugangskontrolle“\"")
        .replace(
            "[[claim]]\nid = \"Kennwort\"\n",
            "# tomscan: neuer Wortlaut, bisher: \"Kennwörter haben mindestens 14 Zeichen.\"\n\
             # tomscan: bitte bestätigen, dass Regeln und Werte noch passen; dann diese Zeilen löschen\n\
             # tomscan: Vorschlag zum neuen Wortlaut: rules = [\"iam-password-policy\"]\n\
             # tomscan: Vorschlag zum neuen Wortlaut: params = { min_length = 16 }\n\
             [[claim]]\nid = \"Kennwort\"\n",
        )
        .replace("\"\"\"\nKennwörter haben\nmindestens 14 Zeichen.\"\"\"", "\"Kennwörter haben mindestens 16 Zeichen.\"")
        .replace(
            "iam-password-policy.min_length = 14\n",
            "iam-password-policy.min_length = 14\n\n\
             # tomscan: neu im Dokument; bitte damit vergleichen, dann diese Zeile löschen\n\
             [[claim]]\nid = \"Kennwort-2\"\nwords = \"Alle S3-Buckets sind verschlüsselt.\"\n\
             place = \"Zeile 9, „Zugangskontrolle“\"\nfamily = \"system-access\"\nrules = [\"s3-encryption-at-rest\"]\n",
        )
        .replace(
            "[[claim]]\nid = \"8\"\nwords = \"Besucher werden stets begleitet.\"",
            "# tomscan: neuer Wortlaut, bisher: \"Besucher werden stets begleitet.\"\n\
             # tomscan: bitte bestätigen, dass der Nachweis noch passt; dann diese Zeilen löschen\n\
             [[claim]]\nid = \"8\"\nwords = \"Besucher werden im Gebäude stets begleitet.\"",
        )
        .replace(
            "[[claim]]\nid = \"9\"",
            "# tomscan: nicht mehr im Dokument; die Aussage löschen oder anpassen\n[[claim]]\nid = \"9\"",
        )
}

#[test]
fn what_changed_in_the_document_changes_in_the_file_and_not_a_byte_else() {
    let folder = Folder::with(OLD);
    let updated = folder.updated(KEPT, NEW);
    assert_eq!(updated.text, expected(KEPT));
    assert_eq!(updated.unchanged, 2);
    assert_eq!(updated.reworded, ["Kennwort", "8"]);
    assert_eq!(updated.new, ["Kennwort-2"]);
    assert_eq!(updated.gone, ["9"]);
    let [difference] = updated.differences.as_slice() else { panic!("one difference: {:?}", updated.differences) };
    assert!(difference.de.starts_with("das Dokument nennt sich „Version 2.0“, die Aussagendatei nennt „1.0“"));
}

#[test]
fn lines_of_windows_and_a_byte_order_mark_stay() {
    let folder = Folder::with(OLD);
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(folder.updated(&windows(KEPT), NEW).text, windows(&expected(KEPT)));
}

#[test]
fn a_draft_of_the_same_document_is_up_to_date_to_the_byte() {
    let documents = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/open")).unwrap();
    let paths = documents.map(|entry| entry.unwrap().path());
    for path in paths.filter(|path| path.extension().is_some_and(|ending| ending != "toml")) {
        let (name, bytes) = (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap());
        let folder = Folder::with("");
        std::fs::write(folder.0.path().join(&name), &bytes).unwrap();
        let (draft, document) = drafted(&name, &bytes);
        let head = Folder::head(&name, &bytes);
        let text = draft.to_toml(&head);
        let source = Source { name: folder.0.path().join("tom.toml").display().to_string(), text: text.clone() };
        let updated = draft.update(&source, &document, &head, &RULES).unwrap();
        assert_eq!(updated.text, text, "{name}");
        // Also where the file does not say which document it was taken from, but for saying it now.
        let without = Source { text: draft.to_toml(&Head::default()), ..source };
        assert_eq!(draft.update(&without, &document, &head, &RULES).unwrap().text, text, "{name}");
    }
}

/// Sentences as documents make them: measures, plans, placeholders, purposes; some alike, some twice.
const SENTENCES: [&str; 12] = [
    "Alle Datenbanken sind verschlüsselt.",
    "Alle Datenbanken und Dateisysteme sind verschlüsselt.",
    "Backups werden täglich erstellt und 30 Tage aufbewahrt.",
    "Backups werden stündlich erstellt und 60 Tage aufbewahrt.",
    "Besucher werden begleitet.",
    "Besucher werden begleitet und eingetragen.",
    "Es ist geplant, alle Backups zu verschlüsseln.",
    "Protokolle werden [Anzahl] Tage aufbewahrt.",
    "Maßnahmen, die verhindern, dass Unbefugte auf Systeme zugreifen",
    "Das Kennwort „admin“ ist \"verboten\" \\ gesperrt.",
    "Administratoren nutzen MFA, soweit möglich.",
    "Die Backups werden nicht verschlüsselt.",
];

fn document(sentences: &[(usize, bool)]) -> String {
    let mut text = String::from("# Maßnahmen\n\n");
    for (index, heading) in sentences {
        if *heading {
            text.push_str(&format!("## Abschnitt {}\n\n", index % 3));
        }
        text.push_str(&format!("- {}\n\n", SENTENCES[*index]));
    }
    text
}

fn sentences() -> impl Strategy<Value = Vec<(usize, bool)>> {
    prop::collection::vec((0..SENTENCES.len(), prop::bool::weighted(0.3)), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_draft_is_up_to_date_and_any_update_is_one_that_a_second_leaves_alone(
        old in sentences(), new in sentences(), windows: bool, left_out in 0..4096_u16, bare in 0..4096_u16
    ) {
        let folder = Folder::with(&document(&old));
        let draft = folder.draft();
        prop_assume!(draft.contains("[[claim]]"));
        let draft = if windows { draft.replace('\n', "\r\n") } else { draft };
        let same = folder.update(&draft, &document(&old)).unwrap();
        prop_assert_eq!(&same.text, &draft);
        match folder.update(&draft, &document(&new)) {
            Ok(updated) => {
                let again = folder.update(&updated.text, &document(&new)).unwrap();
                prop_assert_eq!(&again.text, &updated.text);
                prop_assert_eq!(again.gone, updated.gone);
                prop_assert_eq!(updated.text.contains("\r\n"), windows);
                let is_unix = |line: &str| line.ends_with('\n') && !line.ends_with("\r\n");
                prop_assert!(!windows || !updated.text.split_inclusive('\n').any(is_unix));
                // Back to the former document every claim is one of it, or marked.
                if let Ok(back) = folder.update(&updated.text, &document(&old)) {
                    prop_assert_eq!(back.unchanged + back.reworded.len() + back.gone.len(), count(&updated.text));
                }
            }
            Err(why) => prop_assert!(matches!(why, NotUpdated::Another { .. }), "{:?}", why),
        }
        // The same where a person took claims and places out.
        let (head, claims) = draft.split_once("[[claim]]").unwrap();
        let mut own = head.to_owned();
        for (index, claim) in claims.split("[[claim]]").enumerate().filter(|(index, _)| left_out >> index & 1 == 0) {
            let is_kept = |line: &&str| !line.starts_with("place") || bare >> index & 1 == 0;
            own.push_str(&format!("[[claim]]{}", claim.split_inclusive('\n').filter(is_kept).collect::<String>()));
        }
        prop_assume!(own.contains("[[claim]]"));
        prop_assert_eq!(&folder.update(&own, &document(&old)).unwrap().text, &own);
        if let Ok(updated) = folder.update(&own, &document(&new)) {
            prop_assert_eq!(&folder.update(&updated.text, &document(&new)).unwrap().text, &updated.text);
        }
    }
}

fn count(claims: &str) -> usize {
    claims.matches("[[claim]]").count()
}

/// A document of these list items.
fn items(items: &[&str]) -> String {
    format!("# Measures\n\n{}", items.iter().map(|item| format!("- {item}\n")).collect::<String>())
}

const MFA: &str = "All administrators sign in with a second factor.";
const KEPT_30: &str = "Backups are taken every day and kept for 30 days.";
const KEPT_60: &str = "Backups are taken every day and kept for 60 days.";
const KEPT_90: &str = "Backups are taken every day and kept for 90 days.";
const VISITORS: &str = "Visitors are accompanied.";
const TRAINED: &str = "All staff are trained in data protection.";

#[test]
fn marks_stay_until_a_person_saw_to_them_and_go_where_they_are_stale() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS]));
    let draft = folder.draft();
    let first = folder.updated(&draft, &items(&[MFA, KEPT_60, TRAINED]));
    assert_eq!(
        (first.reworded, first.new, first.gone),
        (vec!["2".to_owned()], vec!["2a".to_owned()], vec!["3".to_owned()])
    );
    let before = format!("# tomscan: reworded, before: \"{KEPT_30}\"\n");
    let gone = "# tomscan: no longer in the document; delete the claim or adapt it\n";
    let new = "# tomscan: new in the document; please compare it there, then delete this line\n";
    for mark in
        [&before, gone, new, "# tomscan: please confirm that rules and values still fit; then delete these lines\n"]
    {
        assert_eq!(first.text.matches(mark).count(), 1, "{mark}\n{}", first.text);
    }
    // Another version: what was confirmed last is said, and what is in the document again is not said to be gone.
    let second = folder.updated(&first.text, &items(&[MFA, KEPT_90, TRAINED, VISITORS]));
    assert_eq!(second.text.matches(&before).count(), 1, "{}", second.text);
    assert!(second.text.contains(KEPT_90) && !second.text.contains(KEPT_60), "{}", second.text);
    assert!(!second.text.contains(gone) && second.text.contains(new), "{}", second.text);
    // A claim that is gone keeps what nobody confirmed.
    let third = folder.updated(&second.text, &items(&[MFA, VISITORS]));
    assert!(
        third.text.contains(&format!("{gone}{before}")) && third.text.contains(&format!("{gone}{new}")),
        "{}",
        third.text
    );
    // What a person confirmed once needs no confirmation where it is back.
    let back = folder.updated(&second.text, &items(&[MFA, KEPT_30, VISITORS]));
    assert!(!back.text.contains("reworded") && back.text.contains(KEPT_30), "{}", back.text);
    // A person deletes the lines, and comments of their own stay.
    let seen: String = second.text.split_inclusive('\n').filter(|line| !line.starts_with("# tomscan: ")).collect();
    let seen = seen.replace("[[claim]]\nid = \"2\"", "#tomscan: mine\n# tomscan is right here\n[[claim]]\nid = \"2\"");
    assert_eq!(folder.updated(&seen, &items(&[MFA, KEPT_90, TRAINED, VISITORS])).text, seen);
}

#[test]
fn a_claim_that_became_a_plan_or_doubtful_says_so() {
    let folder = Folder::with(&items(&[MFA, "All backups are encrypted.", VISITORS]));
    let draft = folder.draft();
    let plan = folder.updated(&draft, &items(&[MFA, "It is planned that all backups are encrypted.", VISITORS]));
    assert!(
        plan.text.contains("# tomscan: now reads as a plan or a placeholder, not as a measure in place\n"),
        "{}",
        plan.text
    );
    let doubtful = folder.updated(&draft, &items(&[MFA, "All backups are not encrypted.", VISITORS]));
    assert!(
        doubtful.text.contains("# tomscan: please look: backup-encryption fits the words, but: denied\n"),
        "{}",
        doubtful.text
    );
    assert!(doubtful.text.contains("# tomscan: proposed for the new words: no rules\n"), "{}", doubtful.text);
}

#[test]
fn statements_in_another_order_are_the_same_claims() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS, TRAINED]));
    let draft = folder.draft();
    let updated = folder.updated(&draft, &items(&[TRAINED, VISITORS, KEPT_30, MFA]));
    assert_eq!((updated.unchanged, count(&updated.text)), (4, 4));
    let claims = claim::load(
        "tom.toml",
        &updated
            .text
            .replace("file = \"tom.md\"\n", "")
            .lines()
            .filter(|line| !line.starts_with("sha256"))
            .collect::<Vec<_>>()
            .join("\n"),
        &RULES,
    )
    .unwrap();
    let places: Vec<_> =
        claims.claims.iter().map(|claim| (claim.id.as_str(), claim.place.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        places,
        [
            ("1", "line 6, \"Measures\""),
            ("2", "line 5, \"Measures\""),
            ("3", "line 4, \"Measures\""),
            ("4", "line 3, \"Measures\"")
        ]
    );
}

#[test]
fn sentences_that_stand_twice_are_told_apart_by_their_headings() {
    let below = |heads: [&str; 2]| heads.map(|head| format!("## {head}\n\nAll data are encrypted.\n\n")).concat();
    let folder = Folder::with(&below(["Backups", "Archive"]));
    let draft =
        folder.draft().replace("id = \"1\"", "id = \"of backups\"").replace("id = \"2\"", "id = \"of the archive\"");
    let updated = folder.updated(&draft, &below(["Archive", "Backups"]));
    assert!(
        updated
            .text
            .contains("id = \"of backups\"\nwords = \"All data are encrypted.\"\nplace = \"line 7, \\\"Backups\\\"\"")
            || updated
                .text
                .contains("id = \"of backups\"\nwords = \"All data are encrypted.\"\nplace = 'line 7, \"Backups\"'"),
        "{}",
        updated.text
    );
    // A third one is new; where one goes, the words of both claims are in the document all the same.
    let third = folder.updated(&draft, &(below(["Archive", "Backups"]) + "## Logs\n\nAll data are encrypted.\n"));
    assert_eq!((third.unchanged, third.new), (2, vec!["of backups-2".to_owned()]));
    let one = folder.updated(&draft, "## Backups\n\nAll data are encrypted.\n");
    assert_eq!((one.unchanged, one.gone.len()), (2, 0));
}

#[test]
fn claims_that_people_joined_or_parted_are_in_the_document_and_nothing_of_it_is_new() {
    let text = "Backups are taken daily. They are encrypted with a key of our own. Staff are trained every year, visitors are accompanied at all times.\n";
    let claim =
        |id: &str, words: &str| format!("\n[[claim]]\nid = \"{id}\"\nwords = \"{words}\"\nfamily = \"availability\"\n");
    let claims = format!(
        "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"en\"\n{}{}{}",
        claim("1", "Backups are taken daily. They are encrypted with a key of our own."),
        claim("2", "Staff are trained every year"),
        claim("3", "visitors are accompanied at all times"),
    );
    let updated = Folder::with(text).updated(&claims, text);
    assert_eq!((updated.unchanged, updated.new.len(), updated.gone.len()), (3, 0, 0), "{}", updated.text);
    // A part of another sentence is not enough.
    let other = text.replace(
        "Staff are trained every year, visitors",
        "No longer can we say that staff are trained every year, nor that visitors",
    );
    let updated = Folder::with("").updated(&claims, &other);
    assert_eq!((updated.unchanged, updated.reworded.len(), updated.gone.len()), (1, 1, 1), "{}", updated.text);
}

#[test]
fn what_a_person_left_out_stays_out_as_far_as_the_former_document_is_known() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS]));
    let draft = folder.draft();
    let (left_out, _) = draft.split_once("\n[[claim]]\nid = \"3\"").unwrap();
    assert_eq!(folder.updated(left_out, &items(&[MFA, KEPT_30, VISITORS])).text, left_out);
    // The new version lies beside the former one: its name is that of the document from now on.
    let new = items(&[MFA, KEPT_30, VISITORS, TRAINED]);
    let updated = folder.update_by("tom-2.md", left_out, &new).unwrap();
    assert_eq!((updated.new, count(&updated.text)), (vec!["2a".to_owned()], 3));
    assert_eq!(updated.renamed, Some(("tom.md".to_owned(), "tom-2.md".to_owned())));
    assert!(updated.text.contains(&format!("file = \"tom-2.md\"\nsha256 = \"{}\"\n", tomscan::sha256(new.as_bytes()))));
    // The former one may be gone: its claims can be read all the same.
    std::fs::remove_file(folder.0.path().join("tom.md")).unwrap();
    let updated = folder.update_by("tom-2.md", left_out, &new).unwrap();
    assert_eq!(updated.new, ["2a", "2b"]);
}

#[test]
fn the_end_of_a_file_and_an_inline_head_are_no_special_places() {
    let claims = "document = { title = 't', party = 'p', version = '1', language = 'en' } # head\n[[claim]]\nid = '1'\n\
                  words = 'All administrators sign in with a second factor.'\nfamily = 'system-access'";
    let text = items(&[MFA, TRAINED]);
    let updated = Folder::with("").updated(claims, &text);
    let hash = tomscan::sha256(text.as_bytes());
    let head = format!("language = 'en', file = \"tom.md\", sha256 = \"{hash}\" }} # head\n");
    assert!(updated.text.contains(&head), "{}", updated.text);
    assert!(updated.text.contains("family = 'system-access'\n\n# tomscan: new in the document"), "{}", updated.text);
    assert_eq!(updated.new, ["1a"]);
    // A statement before all others goes before the first claim, below the comments that stand apart.
    let apart = claims.replace("[[claim]]", "\n# Access\n\n# mine\n[[claim]]");
    let updated = Folder::with("").updated(&apart, &items(&[TRAINED, MFA]));
    assert!(updated.text.contains("# Access\n\n# tomscan: new in"), "{}", updated.text);
    assert!(updated.text.contains("family = \"organisation\"\n\n# mine\n[[claim]]\nid = '1'"), "{}", updated.text);
}

fn refused(claims: &str, document: &str) -> NotUpdated {
    let error = Folder::with("").update(claims, document).unwrap_err();
    assert!(!error.say(Lang::De).is_empty() && error.to_string() == error.say(Lang::En));
    error
}

#[test]
fn what_cannot_be_updated_is_said() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS]));
    let draft = folder.draft();
    let other = "# Other\n\nThe server room has two doors. Keys are handed out by the caretaker. Fire extinguishers hang on each floor.\n";
    assert_eq!(refused(&draft, other), NotUpdated::Another { same: 0, reworded: 0, all: 3 });
    let NotUpdated::Mistakes(mistakes) = refused(&draft.replace("words = ", "wrods = "), &items(&[MFA])) else {
        panic!("mistakes")
    };
    assert!(mistakes.say(Lang::En).contains("unknown key \"wrods\"; did you mean \"words\"?"));
    assert!(matches!(refused("[[claim", &items(&[MFA])), NotUpdated::Mistakes(_)));
    assert!(matches!(refused("", &items(&[MFA])), NotUpdated::Mistakes(_)));
    let inline =
        "claim = [{ id = '1', words = 'w', family = 'input' }]\n[document]\ntitle = 't'\nparty = 'p'\nversion = '1'\n";
    assert_eq!(refused(inline, &items(&[MFA])), NotUpdated::Inline);
    let many: Vec<String> = (0..1000).map(|number| format!("Room {number} is locked by key {number}.")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).chain([MFA, KEPT_30]).collect();
    assert_eq!(refused(&draft, &items(&many)), NotUpdated::TooMany);
}
