//! Of any document: its draft is up to date, and what an update makes a second one leaves alone.

use crate::count;
use crate::folder::{Folder, RULES, drafted};
use proptest::prelude::*;
use std::path::Path;
use tomscan::draft::{Head, NotUpdated};
use tomscan::source::Source;

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
    let piece = |(index, heading): &(usize, bool)| {
        let heading = if *heading { format!("## Abschnitt {}\n\n", index % 3) } else { String::new() };
        format!("{heading}- {}\n\n", SENTENCES[*index])
    };
    let pieces: Vec<String> = sentences.iter().map(piece).collect();
    format!("# Maßnahmen\n\n{}", pieces.concat())
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
            own += "[[claim]]";
            own.extend(claim.split_inclusive('\n').filter(is_kept));
        }
        prop_assume!(own.contains("[[claim]]"));
        prop_assert_eq!(&folder.update(&own, &document(&old)).unwrap().text, &own);
        if let Ok(updated) = folder.update(&own, &document(&new)) {
            prop_assert_eq!(&folder.update(&updated.text, &document(&new)).unwrap().text, &updated.text);
        }
    }
}
