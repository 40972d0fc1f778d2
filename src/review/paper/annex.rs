//! The annex: by what was measured, what was looked at, and how anybody can check that nothing was changed.

use super::{Block, heading, row, table, text};
use crate::fact::ResourceKind;
use crate::review::{Review, Reviewed};
use crate::say;
use crate::text::Lang;
use std::collections::BTreeMap;

/// Versions, populations and permissions of one document.
pub(super) fn evidence(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let columns = [
        (lang.pick("Ab", "From"), 10),
        (lang.pick("Fassung", "Version"), 12),
        (lang.pick("Aussagendatei (SHA-256)", "Claims file (SHA-256)"), 21),
        (lang.pick("Regelstand (SHA-256)", "Rules (SHA-256)"), 21),
        ("tomscan", 9),
        (lang.pick("Abgefragt als", "Asked as"), 27),
    ];
    let rows = document.versions.iter().map(|one| {
        row([&one.from.to_string(), &one.document, &one.claims_sha256, &one.rules_sha256, &one.tomscan, &one.caller])
    });
    let mut blocks = vec![
        heading(3, lang.pick("Anhang: Maßstab und Grundgesamtheit", "Annex: yardstick and population")),
        table(columns, rows),
    ];
    let Some(report) = &document.report else { return blocks };
    let mut kinds: BTreeMap<ResourceKind, (u64, u64, u64)> = BTreeMap::new();
    for coverage in &report.coverage {
        let (resources, asked, unseen) = kinds.entry(coverage.resource).or_default();
        *asked += 1;
        match coverage.listed {
            Some(listed) => *resources += listed,
            None => *unseen += 1,
        }
    }
    let columns = [
        (lang.pick("Art", "Kind"), 40),
        (lang.pick("Ressourcen", "Resources"), 20),
        (lang.pick("Listen gefragt", "Lists asked for"), 20),
        (lang.pick("davon ohne Antwort", "of them without an answer"), 20),
    ];
    let rows = kinds.iter().map(|(kind, (resources, asked, unseen))| {
        row([kind.plural(lang), &resources.to_string(), &asked.to_string(), &unseen.to_string()])
    });
    blocks.push(table(columns, rows));
    let mut missing: Vec<&str> =
        report.results.iter().flat_map(|result| &result.missing_actions).map(String::as_str).collect();
    missing.sort_unstable();
    missing.dedup();
    let missing = if missing.is_empty() { lang.pick("keine", "none").to_owned() } else { missing.join(", ") };
    blocks.push(Block::Text(say!(lang, "Fehlende Berechtigungen: {missing}", "Missing permissions: {missing}")));
    blocks
}

/// How to check the whole.
pub(super) fn ledger(review: &Review, lang: Lang) -> Vec<Block> {
    let source = &review.ledger;
    let name = |de: &str, en: &str| lang.pick(de, en).to_owned();
    vec![
        heading(2, lang.pick("Unversehrtheit", "Integrity")),
        Block::Facts(vec![
            (name("Prüfbuch", "Ledger"), source.place.clone()),
            (name("Kennung", "Id"), source.id.clone()),
            (name("Letzter Lauf", "Last run"), source.run.to_string()),
            (name("Hash des letzten Laufs", "Hash of the last run"), source.sha256.clone()),
        ]),
        text(lang.pick(
            "Jeder Lauf nennt den Hash des Laufs davor. Wer das Prüfbuch hat, prüft mit einem Befehl, dass bis zu diesem Lauf \
             keiner geändert, entfernt oder eingefügt wurde:",
            "Each run names the hash of the one before. Whoever has the ledger checks with one command that up to this run none \
             was changed, removed or inserted:",
        )),
        Block::Command(format!(
            "tomscan ledger verify --ledger {} --head {}:{}",
            crate::report::sentence::quoted(&source.place),
            source.run,
            source.sha256
        )),
    ]
}
