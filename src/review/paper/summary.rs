//! The summary: counts, deviations first.

use super::{Block, heading, words};
use crate::evaluate::Verdict;
use crate::review::{Proposal, Reviewed};
use crate::say;
use crate::text::Lang;
use std::collections::BTreeMap;

/// The summary of one document.
pub(super) fn summary(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![heading(3, lang.pick("Zusammenfassung", "Summary"))];
    let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
    let mut proposals: BTreeMap<Proposal, usize> = BTreeMap::new();
    for claim in &document.claims {
        if let Some(verdict) = claim.verdict {
            *verdicts.entry(verdict).or_default() += 1;
        }
        *proposals.entry(claim.proposal).or_default() += 1;
    }
    let counts =
        Verdict::ALL.iter().filter_map(|verdict| Some(format!("{} {}", verdicts.get(verdict)?, verdict.word(lang))));
    let counts = counts.collect::<Vec<_>>().join(" · ");
    let claims = document.claims.iter().filter(|claim| claim.verdict.is_some()).count();
    let mut lines = vec![say!(
        lang,
        "Aussagen am Ende des Zeitraums: {claims}, davon {counts}",
        "claims at the end of the period: {claims}, of them {counts}"
    )];
    let nights = document.nights;
    let (all, complete) = (nights.all, nights.complete);
    let others = [
        (nights.incomplete, lang.pick("mit abgebrochenem Lauf", "with a run that was broken off")),
        (nights.failed, lang.pick("mit Lauf ohne Bericht", "with a run without a report")),
        (nights.none, lang.pick("ohne Lauf", "without a run")),
    ];
    let others: Vec<String> =
        others.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}")).collect();
    let others = others.concat();
    lines.push(say!(
        lang,
        "vollständig abgefragte Nächte: {complete} von {all}{others}",
        "nights with a complete scan: {complete} of {all}{others}"
    ));
    let (seen, open) =
        (document.deviations.len(), document.deviations.iter().filter(|one| one.ended.is_none()).count());
    lines.push(say!(
        lang,
        "Abweichungen an Ressourcen im Zeitraum: {seen}, am Ende offen: {open}",
        "deviations of resources in the period: {seen}, open at the end: {open}"
    ));
    lines.extend(proposals.iter().map(|(proposal, count)| format!("{} ({count})", words::proposal(*proposal, lang))));
    if !document.pruned.is_empty() {
        let pruned = document.pruned.len();
        lines.push(say!(
            lang,
            "Läufe, deren Rohdaten entfernt sind: {pruned}; ihre Ergebnisse je Aussage stehen in der Kette, ihre Ressourcen nicht",
            "runs whose raw data were removed: {pruned}; the chain holds their results by claim, but not their resources"
        ));
    }
    blocks.push(Block::List(lines));
    blocks
}
