//! The annex: by what was measured, what was looked at, and how anybody can check that nothing was changed.

use super::{Block, heading, row, table, text};
use crate::fact::ResourceKind;
use crate::report::json::ReportV1;
use crate::review::{Review, Reviewed};
use crate::say;
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};

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
    if let Some(report) = &document.report {
        blocks.extend(population(report, lang));
        blocks.extend(facts(report, lang));
    }
    blocks
}

/// What was listed, where, and with which permissions.
fn population(report: &ReportV1, lang: Lang) -> Vec<Block> {
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
    let none = || lang.pick("keine", "none").to_owned();
    let regions: BTreeSet<&str> = report.coverage.iter().map(|coverage| coverage.region.as_str()).collect();
    let regions = joined(&regions).unwrap_or_else(none);
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (service, operation) in report.calls.keys().filter_map(|call| call.split_once(':')) {
        used.entry(service).or_default().insert(operation);
    }
    let used = used.iter().filter_map(|(service, operations)| Some(format!("{service}: {}", joined(operations)?)));
    let missing: BTreeSet<&str> =
        report.results.iter().flat_map(|result| &result.missing_actions).map(String::as_str).collect();
    let missing = joined(&missing).unwrap_or_else(none);
    vec![
        table(columns, rows),
        Block::Text(say!(lang, "Abgefragte Regionen: {regions}", "Regions asked: {regions}")),
        text(lang.pick("Benutzte Abfragen von AWS, je Dienst:", "Operations of AWS that were used, by service:")),
        Block::List(used.collect()),
        Block::Text(say!(lang, "Fehlende Berechtigungen: {missing}", "Missing permissions: {missing}")),
    ]
}

/// By which facts each rule judged, and how anybody can see them without tomscan. The conditions themselves are for programs, and
/// stand in the JSON.
fn facts(report: &ReportV1, lang: Lang) -> Vec<Block> {
    let columns = [
        (lang.pick("Regel", "Rule"), 20),
        (lang.pick("Fakten und Parameter", "Facts and parameters"), 40),
        (lang.pick("Nachprüfen ohne tomscan", "To verify without tomscan"), 40),
    ];
    let rows = report.results.iter().map(|result| {
        let mut read: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for finding in &result.findings {
            let paths = finding.evidence.iter().map(|evidence| evidence.path.as_str());
            read.entry(finding.resource.as_str()).or_default().extend(paths);
        }
        let facts = read.iter().filter_map(|(kind, paths)| Some(format!("{kind}: {}", joined(paths)?)));
        let parameters = result.params.iter().map(|(name, param)| {
            let (value, assumed) = (&param.value, param.source == "assumed");
            let source =
                if assumed { lang.pick("angenommen", "assumed") } else { lang.pick("dokumentiert", "documented") };
            format!("{name} = {value} ({source})")
        });
        let judged: Vec<String> = facts.chain(parameters).collect();
        row([&result.rule, &judged.join("; "), &result.verify])
    });
    vec![heading(4, lang.pick("Regeln und Fakten", "Rules and facts")), table(columns, rows)]
}

fn joined(words: &BTreeSet<&str>) -> Option<String> {
    (!words.is_empty()).then(|| words.iter().copied().collect::<Vec<_>>().join(", "))
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
        text(lang.pick(
            "Als PDF trägt diese Prüfung ihre Nachweise in sich: die Läufe, den letzten Bericht, die Aussagen und ein Manifest mit ihren \
             Hashes. Wer nur die Datei hat, prüft damit:",
            "As a PDF this review carries its evidence inside: the runs, the last report, the claims, and a manifest of their hashes. \
             Whoever has the file alone checks it with:",
        )),
        Block::Command("tomscan review verify review.pdf".to_owned()),
    ]
}
