//! All claims in the document's order, and each of them night by night.

use super::{Block, Cell, heading, table, words};
use crate::claim::Family;
use crate::evaluate::Verdict;
use crate::report::json::{Claim, ReportV1};
use crate::review::{Period, Reviewed, ReviewedClaim, Sign, Spell};
use crate::say;
use crate::text::Lang;

/// So many deviations of a claim are told one by one, the last first.
const SPELLS: usize = 8;

/// The table of all claims.
pub(super) fn all(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let columns = [
        (lang.pick("Nr.", "No."), 4),
        (lang.pick("Kontrollbereich", "Family"), 15),
        (lang.pick("Soll (Aussage)", "Claimed"), 24),
        (lang.pick("Ist am Ende", "Found at the end"), 13),
        (lang.pick("Über den Zeitraum", "Over the period"), 14),
        (lang.pick("Nachweis", "Evidence"), 17),
        (lang.pick("Beurteilung", "Assessment"), 13),
    ];
    let rows = document.claims.iter().enumerate().map(|(index, claim)| {
        let place = claim.place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
        let result = Cell { text: words::result(claim, lang), mark: claim.verdict.map(Into::into) };
        [
            (index + 1).to_string().into(),
            claim.family.map_or("", |family: Family| family.name(lang)).into(),
            format!("{}{place}", words::words(claim)).into(),
            result,
            over_the_period(claim, lang).into(),
            evidence(document, claim, lang).into(),
            words::proposal(claim.proposal, lang).into(),
        ]
    });
    vec![heading(3, lang.pick("Aussagen und Ergebnisse", "Claims and results")), table(columns, rows)]
}

fn over_the_period(claim: &ReviewedClaim, lang: Lang) -> String {
    match claim.verdict {
        Some(Verdict::Attested | Verdict::Unattested) => {
            let (attested, all) = (claim.tally.attested, claim.tally.attested + claim.tally.unattested);
            say!(lang, "nachgewiesen in {attested} von {all} Nächten", "attested on {attested} of {all} nights")
        }
        _ => words::held(&claim.tally, lang),
    }
}

/// Where the evidence stands: the run, and what its word rests on.
fn evidence(document: &Reviewed, claim: &ReviewedClaim, lang: Lang) -> String {
    let (Some(report), Some(last)) = (&document.report, &document.last_run) else { return String::new() };
    let Some(told) = report.claims.iter().find(|own| own.id == claim.id) else { return String::new() };
    let proof = proof(report, told, lang);
    if told.attestation.is_some() || proof.is_empty() {
        return proof;
    }
    let run = last.run;
    say!(lang, "Lauf {run}: {proof}", "run {run}: {proof}")
}

/// What a report's word on a claim rests on: a person's, or rules that looked at so many resources.
pub(super) fn proof(report: &ReportV1, claim: &Claim, lang: Lang) -> String {
    if let Some(attestation) = &claim.attestation {
        let (by, on, until) = (&attestation.by, &attestation.on, &attestation.until);
        return say!(lang, "{by}, {on}, gilt bis {until}", "{by}, {on}, until {until}");
    }
    let results = claim.results.iter().filter_map(|index| report.results.get(*index));
    let rules: Vec<&str> = results.map(|result| result.rule.as_str()).collect();
    if rules.is_empty() {
        return String::new();
    }
    let (rules, resources) = (rules.join(", "), claim.counts.evaluated);
    say!(lang, "{rules}; Ressourcen: {resources}", "{rules}; resources: {resources}")
}

/// Each claim that a scan can test, night by night.
pub(super) fn nights(document: &Reviewed, period: Period, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![heading(3, lang.pick("Die Nächte je Aussage", "The nights of each claim")), legend(lang)];
    for (index, claim) in document.claims.iter().enumerate() {
        // What only people can say stands among the attestations.
        if claim.tally.tested() + claim.tally.unverified == 0 {
            continue;
        }
        blocks.push(Block::Heading(4, format!("{}. {}", index + 1, words::words(claim))));
        blocks.push(Block::Strip(claim.strip.clone(), period));
        blocks.push(Block::List(lines(claim, lang)));
    }
    blocks
}

/// The signs that a strip can show, those that strike the eye alike together.
fn legend(lang: Lang) -> Block {
    let signs = [
        vec![Sign::Confirmed],
        vec![Sign::PartlyConfirmed],
        vec![Sign::Refuted],
        vec![Sign::Unverified, Sign::NoReport],
        vec![Sign::NotApplicable, Sign::NotClaimed, Sign::NoRun],
    ];
    let cell = |signs: Vec<Sign>| {
        let words: Vec<&str> = signs.iter().map(|one| words::sign(*one, lang)).collect();
        Cell { text: words.join(", "), mark: signs.first().map(|one| (*one).into()) }
    };
    Block::Legend(signs.into_iter().map(cell).collect())
}

fn lines(claim: &ReviewedClaim, lang: Lang) -> Vec<String> {
    let mut lines = vec![say!(lang, "bestätigt: {}", "confirmed: {}", words::held(&claim.tally, lang))];
    let spells = &claim.spells;
    if spells.spells.is_empty() {
        lines.push(lang.pick("keine Abweichung gesehen", "no deviation was seen").to_owned());
        return lines;
    }
    let count = spells.spells.len();
    let longest = words::days(f64::from(spells.longest_days.unwrap_or(0)), lang);
    let mend = spells.mean_days_to_mend.map(|mean| words::days(mean, lang));
    let mend = mend.map_or_else(String::new, |mean| {
        say!(lang, ", im Mittel nach {mean} behoben", ", mended after {mean} on average")
    });
    lines.push(say!(
        lang,
        "Abweichungen: {count}, die längste {longest}{mend}",
        "deviations: {count}, the longest {longest}{mend}"
    ));
    let shown = spells.spells.iter().rev().take(SPELLS);
    lines.extend(shown.map(|spell| spelled(spell, lang)));
    if let Some(earlier) = count.checked_sub(SPELLS).filter(|earlier| *earlier > 0) {
        lines.push(say!(
            lang,
            "und {earlier} frühere (im JSON der Prüfung)",
            "and {earlier} earlier ones (in the JSON of the review)"
        ));
    }
    lines
}

/// From when to when a claim deviated.
pub(in crate::review) fn spelled(spell: &Spell, lang: Lang) -> String {
    let (from, nights) = (spell.from, spell.nights);
    let older = if spell.may_be_older {
        lang.pick(" (oder früher: davor wurde nicht geprüft)", " (or earlier: before it was not tested)")
    } else {
        ""
    };
    let nights = if nights == 1 {
        lang.pick("1 Nacht", "1 night").to_owned()
    } else {
        say!(lang, "{nights} Nächte", "{nights} nights")
    };
    match (spell.ended, spell.no_longer_claimed) {
        (None, _) => {
            say!(lang, "seit {from}{older}, besteht fort ({nights})", "since {from}{older}, and lasts ({nights})")
        }
        (Some(ended), true) => say!(
            lang,
            "seit {from}{older}, ab {ended} nicht mehr behauptet ({nights})",
            "since {from}{older}, no longer claimed from {ended} on ({nights})"
        ),
        (Some(ended), false) => say!(
            lang,
            "seit {from}{older}, am {ended} behoben gesehen ({nights})",
            "since {from}{older}, seen mended on {ended} ({nights})"
        ),
    }
}
