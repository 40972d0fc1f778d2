//! The sheet of claims: a row for each, with what the nights say, and room for people's assessment.

use super::column::{Answer, Column};
use super::row::{Row, Value};
use crate::evaluate::Verdict;
use crate::review::paper::words;
use crate::review::{Review, Reviewed, ReviewedClaim};
use crate::text::Lang;

/// The sheet's name.
pub(super) fn name(lang: Lang) -> &'static str {
    lang.pick("Aussagen", "Claims")
}

pub(super) fn columns(lang: Lang) -> Vec<Column> {
    let told = |de: &'static str, en: &'static str, width| Column::told(lang.pick(de, en), width);
    let asked = |de: &'static str, en: &'static str, width, answer| Column::asked(lang.pick(de, en), width, answer);
    let assessments = vec![
        lang.pick("wirksam", "effective"),
        lang.pick("teilweise wirksam", "partly effective"),
        lang.pick("nicht wirksam", "not effective"),
    ];
    vec![
        told("Nr.", "No.", 6.0),
        told("Konto", "Account", 14.0),
        told("Kennung der Aussage", "Id of the claim", 18.0),
        told("Dokument", "Document", 18.0),
        told("Fundstelle", "Place", 12.0),
        told("Kontrollbereich", "Family", 18.0),
        told("Soll (Aussage)", "Claimed", 44.0),
        told("Ist am Ende", "Found at the end", 14.0),
        told("Vor dem Zeitraum", "Before the period", 14.0),
        told("Nächte bestätigt", "Nights confirmed", 11.0),
        told("von geprüften Nächten", "of nights tested", 11.0),
        told("Nächte nicht geprüft", "Nights not tested", 11.0),
        told("Abweichungen", "Deviations", 14.0),
        told("längste (Tage)", "Longest (days)", 10.0),
        told("behoben im Mittel nach (Tage)", "Mended on average after (days)", 13.0),
        told("Vorschlag von tomscan, keine Beurteilung", "Proposed by tomscan, no assessment", 28.0),
        asked("Beurteilung", "Assessment", 18.0, Answer::OneOf(assessments)),
        asked("Begründung", "Reason", 30.0, Answer::Words),
        asked("Beurteilt von", "Assessed by", 18.0, Answer::Words),
        asked("Beurteilt am", "Assessed on", 14.0, Answer::Date),
    ]
}

/// All claims, numbered in each document as in the paper.
pub(super) fn rows(review: &Review, lang: Lang) -> impl Iterator<Item = Row> {
    review.documents.iter().flat_map(move |document| {
        (1..).zip(&document.claims).map(move |(number, claim)| row(document, number, claim, lang))
    })
}

fn row(document: &Reviewed, number: u64, claim: &ReviewedClaim, lang: Lang) -> Row {
    let name = |text: &str| Value::Name(text.to_owned());
    let sentence = |text: &str| Value::Sentence(text.to_owned());
    let (tally, spells) = (&claim.tally, &claim.spells);
    // What no scan can test has no nights that were.
    let nights = |count| if tally.due() == 0 { Value::Nothing } else { Value::count(count) };
    let values = vec![
        Value::count(number),
        name(&document.account),
        name(&claim.id),
        name(&document.title),
        claim.place.as_deref().map_or(Value::Nothing, sentence),
        claim.family.map_or(Value::Nothing, |family| sentence(family.name(lang))),
        sentence(words::words(claim)),
        sentence(&words::result(claim, lang)),
        sentence(before(document, claim, lang)),
        nights(tally.confirmed + tally.partly_confirmed),
        nights(tally.tested()),
        nights(tally.due() - tally.tested()),
        nights(spells.spells.len() as u64),
        spells.longest_days.map_or(Value::Nothing, |days| Value::Number(f64::from(days))),
        spells.mean_days_to_mend.map_or(Value::Nothing, Value::Number),
        sentence(words::proposal(claim.proposal, lang)),
    ];
    Row { values, ended: claim.verdict.is_none() }
}

fn before(document: &Reviewed, claim: &ReviewedClaim, lang: Lang) -> &'static str {
    match (&document.before, claim.before) {
        (None, _) => lang.pick("kein vollständiger Lauf", "no complete run"),
        (Some(_), before) => {
            before.map_or(lang.pick("nicht behauptet", "not claimed"), |verdict: Verdict| verdict.word(lang))
        }
    }
}
