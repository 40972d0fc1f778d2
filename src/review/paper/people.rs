//! What was not tested and why, what only people can say, and remarks on the document's words.

use super::{Block, Cell, heading, marked, row, table, text};
use crate::evaluate::Verdict;
use crate::report::json::{Attestation, RuleResult, WaiverV1};
use crate::report::unknown_in_words;
use crate::review::Reviewed;
use crate::say;
use crate::text::Lang;
use std::collections::BTreeSet;

/// What could not be tested at the end of the period, with the reason.
pub(super) fn not_tested(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![heading(3, lang.pick("Nicht geprüft", "Not tested"))];
    let Some(report) = &document.report else {
        blocks.push(text(no_report(lang)));
        return blocks;
    };
    let unverified = report.claims.iter().filter(|claim| claim.verdict == Verdict::Unverified);
    let lines: Vec<String> = unverified
        .map(|claim| {
            let results = claim.results.iter().filter_map(|index| report.results.get(*index));
            format!("{}: {}", claim.words, why_unverified(results, lang))
        })
        .collect();
    if lines.is_empty() {
        blocks.push(text(lang.pick(
            "Am Ende des Zeitraums blieb keine technisch prüfbare Aussage ungeprüft.",
            "At the end of the period no claim that can be tested was left untested.",
        )));
    } else {
        blocks.push(Block::List(lines));
    }
    let organisational = report.claims.iter().filter(|claim| claim.results.is_empty()).count();
    if organisational > 0 {
        blocks.push(Block::Text(say!(
            lang,
            "Technisch nicht prüfbare Aussagen: {organisational}; für sie zählt, was im nächsten Abschnitt steht.",
            "Claims that cannot be tested technically: {organisational}; what counts for them stands in the next section."
        )));
    }
    blocks
}

/// Said where the data of the last run were pruned.
pub(in crate::review) fn no_report(lang: Lang) -> &'static str {
    lang.pick("Zum letzten Lauf gibt es keinen Bericht mehr.", "There is no report of the last run any more.")
}

/// Every reason why these rules could not be tested, once.
pub(in crate::review) fn why_unverified<'r>(results: impl Iterator<Item = &'r RuleResult>, lang: Lang) -> String {
    let why: BTreeSet<String> = results.flat_map(|result| reasons(result, lang)).collect();
    why.into_iter().collect::<Vec<_>>().join("; ")
}

fn reasons(result: &RuleResult, lang: Lang) -> Vec<String> {
    let findings = result.findings.iter().flat_map(|finding| &finding.unknown);
    findings.chain(result.gaps.iter().map(|gap| &gap.unknown)).map(|why| unknown_in_words(why, lang)).collect()
}

/// Waivers and attestations.
pub(super) fn words_of_people(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let Some(report) = &document.report else { return Vec::new() };
    let mut blocks = vec![heading(3, lang.pick("Ausnahmen und Nachweise von Menschen", "Waivers and attestations"))];
    let standing =
        report.results.iter().flat_map(|result| &result.findings).filter_map(|finding| finding.waiver.as_ref());
    let state = |de: &'static str, en: &'static str| lang.pick(de, en);
    let mut rows: BTreeSet<Vec<String>> = standing.map(|one| waiver(one, state("gilt", "in force"))).collect();
    rows.extend(report.waivers.expired.iter().map(|one| waiver(one, state("abgelaufen", "expired"))));
    rows.extend(report.waivers.unmatched.iter().map(|one| waiver(one, state("trifft nichts", "matches nothing"))));
    let columns = [
        (lang.pick("Regel", "Rule"), 18),
        (lang.pick("Ressource", "Resource"), 20),
        (lang.pick("Grund", "Reason"), 24),
        (lang.pick("Verantwortlich", "Owner"), 14),
        (lang.pick("Bis", "Until"), 12),
        (lang.pick("Stand", "State"), 12),
    ];
    if !rows.is_empty() {
        blocks.push(table(columns, rows));
    }
    let given = report.claims.iter().filter(|claim| claim.results.is_empty());
    let rows: Vec<[Cell; 6]> =
        given.map(|claim| attested(&claim.words, claim.attestation.as_ref(), claim.verdict, lang)).collect();
    let columns = [
        (lang.pick("Aussage", "Claim"), 30),
        (lang.pick("Nachgewiesen von", "Attested by"), 14),
        (lang.pick("Am", "On"), 11),
        (lang.pick("Gilt bis", "Until"), 11),
        (lang.pick("Nachweis", "Evidence"), 20),
        (lang.pick("Stand", "State"), 14),
    ];
    if !rows.is_empty() {
        blocks.push(table(columns, rows));
    }
    if blocks.len() == 1 {
        blocks.push(text(lang.pick("Keine.", "None.")));
    }
    blocks
}

fn waiver(waiver: &WaiverV1, state: &str) -> Vec<String> {
    row([&waiver.rule, &waiver.resource, &waiver.reason, &waiver.owner, &waiver.until, state])
}

fn attested(words: &str, attestation: Option<&Attestation>, verdict: Verdict, lang: Lang) -> [Cell; 6] {
    let of = |member: fn(&Attestation) -> &String| attestation.map_or("", |attestation| member(attestation).as_str());
    let state = marked(verdict.word(lang), verdict);
    let [words, by, on, until, evidence] =
        [words, of(|a| &a.by), of(|a| &a.on), of(|a| &a.until), of(|a| &a.evidence)].map(Cell::from);
    [words, by, on, until, evidence, state]
}

/// Measures that nobody claims, and remarks on the words.
pub(super) fn remarks(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let Some(report) = &document.report else { return Vec::new() };
    let mut blocks = Vec::new();
    let undocumented = report.undocumented.iter().filter_map(|index| report.results.get(*index));
    let undocumented: Vec<String> = undocumented.map(|result| result.title.clone()).collect();
    if !undocumented.is_empty() {
        blocks.push(heading(3, lang.pick("Vorhanden, aber nicht dokumentiert", "In place, but not documented")));
        blocks.push(Block::List(undocumented));
    }
    if !report.remarks.is_empty() {
        blocks.push(heading(3, lang.pick("Bemerkungen zum Wortlaut", "Remarks on the wording")));
        let line = |claims: &[String], text: &str| {
            if claims.is_empty() { text.to_owned() } else { format!("{}: {text}", claims.join(", ")) }
        };
        blocks.push(Block::List(report.remarks.iter().map(|one| line(&one.claims, &one.text)).collect()));
    }
    blocks
}
