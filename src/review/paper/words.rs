//! Words of a review that several sections use.

use crate::evaluate::Verdict;
use crate::review::{Proposal, ReviewedClaim, Sign, Tally};
use crate::say;
use crate::text::Lang;
use std::collections::BTreeMap;

/// What a claim says, or its id where no kept report has its words.
pub(in crate::review) fn words(claim: &ReviewedClaim) -> &str {
    claim.words.as_deref().unwrap_or(&claim.id)
}

/// The result of the technical test at the end of the period.
pub(in crate::review) fn result(claim: &ReviewedClaim, lang: Lang) -> String {
    match claim.verdict {
        Some(verdict) => verdict.word(lang).to_owned(),
        None => lang.pick("nicht mehr behauptet", "no longer claimed").to_owned(),
    }
}

/// The results of claims at the end of the period, counted, what needs a human first.
pub(super) fn counts<'c>(claims: impl IntoIterator<Item = &'c ReviewedClaim>, between: &str, lang: Lang) -> String {
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for verdict in claims.into_iter().filter_map(|claim| claim.verdict) {
        *counts.entry(verdict).or_default() += 1;
    }
    let words =
        Verdict::ALL.iter().filter_map(|verdict| Some(format!("{} {}", counts.get(verdict)?, verdict.word(lang))));
    words.collect::<Vec<_>>().join(between)
}

/// How often it held, for a cell of a table.
pub(in crate::review) fn held(tally: &Tally, lang: Lang) -> String {
    let (held, tested, due) = (tally.confirmed + tally.partly_confirmed, tally.tested(), tally.due());
    if tested == 0 {
        return lang.pick("in keiner Nacht geprüft", "tested on no night").to_owned();
    }
    match due - tested {
        0 => say!(lang, "{held} von {tested} Nächten", "{held} of {tested} nights"),
        missing => say!(
            lang,
            "{held} von {tested} geprüften Nächten, {missing} nicht geprüft",
            "{held} of {tested} nights that were tested, {missing} were not"
        ),
    }
}

/// What is proposed, never more.
pub(in crate::review) fn proposal(proposal: Proposal, lang: Lang) -> &'static str {
    match proposal {
        Proposal::Effective => lang.pick("Vorschlag: wirksam", "proposal: effective"),
        Proposal::PartlyEffective => lang.pick("Vorschlag: teilweise wirksam", "proposal: partly effective"),
        Proposal::NotEffective => lang.pick("Vorschlag: nicht wirksam", "proposal: not effective"),
        Proposal::InPlace => lang.pick(
            "umgesetzt; für eine Aussage zur Wirksamkeit zu wenige geprüfte Nächte",
            "in place; too few nights were tested to speak of effectiveness",
        ),
        Proposal::InPart => lang.pick(
            "umgesetzt, soweit technisch prüfbar; das Übrige ist zu beurteilen",
            "in place as far as can be tested; the rest is for people to judge",
        ),
        Proposal::None => lang.pick("kein Vorschlag", "no proposal"),
    }
}

/// A sign of a strip.
pub(in crate::review) fn sign(sign: Sign, lang: Lang) -> &'static str {
    match sign {
        Sign::Confirmed => Verdict::Confirmed.word(lang),
        Sign::PartlyConfirmed => Verdict::PartlyConfirmed.word(lang),
        Sign::Refuted => Verdict::Refuted.word(lang),
        Sign::Unverified => Verdict::Unverified.word(lang),
        Sign::NotApplicable => Verdict::NotApplicable.word(lang),
        Sign::Attested => Verdict::Attested.word(lang),
        Sign::Unattested => Verdict::Unattested.word(lang),
        Sign::NotClaimed => lang.pick("nicht behauptet", "not claimed"),
        Sign::NoReport => lang.pick("Lauf ohne Bericht", "run without a report"),
        Sign::NoRun => lang.pick("kein Lauf", "no run"),
    }
}

/// The hash of a document, or that none is named.
pub(super) fn document_hash(sha256: Option<&str>, lang: Lang) -> String {
    sha256.unwrap_or(lang.pick("kein Dokument angegeben", "no document is named")).to_owned()
}

/// A number of days.
pub(super) fn days(days: f64, lang: Lang) -> String {
    if (days - 1.0).abs() < f64::EPSILON {
        return lang.pick("1 Tag", "1 day").to_owned();
    }
    let number = days.to_string();
    match lang {
        Lang::De => format!("{} Tage", number.replace('.', ",")),
        Lang::En => format!("{number} days"),
    }
}

/// A point in time (RFC 3339) for people.
pub(in crate::review) fn time(time: &str) -> String {
    let parsed = time.parse::<jiff::Timestamp>();
    parsed.map_or_else(|_| time.to_owned(), |time| time.strftime("%Y-%m-%d %H:%M UTC").to_string())
}
