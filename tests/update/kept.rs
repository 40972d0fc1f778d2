//! To the byte: what changed in the document changes in the file, and nothing else does.

use crate::folder::Folder;

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
