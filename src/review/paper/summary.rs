//! The summary: counts, deviations first.

use super::{Block, heading, text, words};
use crate::evaluate::Verdict;
use crate::review::{Proposal, Reviewed, ReviewedClaim};
use crate::say;
use crate::text::Lang;
use std::collections::BTreeMap;

/// The summary of one document.
pub(super) fn summary(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![heading(3, lang.pick("Zusammenfassung", "Summary"))];
    let mut proposals: BTreeMap<Proposal, usize> = BTreeMap::new();
    for claim in &document.claims {
        *proposals.entry(claim.proposal).or_default() += 1;
    }
    let counts = words::counts(&document.claims, " · ", lang);
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
    let heading = lang.pick("Widerlegt am Ende des Zeitraums:", "Refuted at the end of the period:");
    blocks.extend(refuted(document, heading));
    blocks.extend(changes(document, lang));
    blocks
}

/// What is refuted at the end, under a heading: it comes first.
pub(super) fn refuted(document: &Reviewed, heading: &str) -> Vec<Block> {
    let refuted = numbered(document).filter(|(_, claim)| claim.verdict == Some(Verdict::Refuted));
    let lines: Vec<String> = refuted.map(|(number, claim)| format!("{number}. {}", words::words(claim))).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![text(heading), Block::List(lines)]
}

/// What is otherwise than before the period.
fn changes(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let Some(before) = &document.before else {
        return vec![text(lang.pick(
            "Vor diesem Zeitraum enthält das Prüfbuch keinen vollständigen Lauf: ein Vergleich ist nicht möglich.",
            "The ledger holds no complete run from before this period: there is nothing to compare with.",
        ))];
    };
    let (run, time) = (before.run, words::time(&before.time.to_string()));
    let changed = numbered(document).filter(|(_, claim)| claim.before != claim.verdict);
    let lines: Vec<String> = changed
        .map(|(number, claim)| {
            let earlier =
                claim.before.map_or(lang.pick("nicht behauptet", "not claimed"), |verdict| verdict.word(lang));
            let now = words::result(claim, lang);
            say!(
                lang,
                "{number}. {}: vorher {earlier}, jetzt {now}",
                "{number}. {}: {earlier} before, {now} now",
                words::words(claim)
            )
        })
        .collect();
    if lines.is_empty() {
        let same = say!(
            lang,
            "Gegenüber dem Stand davor (Lauf {run} vom {time}) ist jedes Ergebnis gleich.",
            "Every result is the same as before the period (run {run} of {time})."
        );
        return vec![Block::Text(same)];
    }
    let heading = say!(
        lang,
        "Anders als vor dem Zeitraum (Lauf {run} vom {time}):",
        "Otherwise than before the period (run {run} of {time}):"
    );
    vec![Block::Text(heading), Block::List(lines)]
}

fn numbered(document: &Reviewed) -> impl Iterator<Item = (usize, &ReviewedClaim)> {
    (1..).zip(&document.claims)
}
