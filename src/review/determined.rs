//! What programs may take a claim of a review for.
//!
//! In: a claim over a period. Out: a [`Determination`] for the whole of it, not for its last night. It follows what the review
//! proposes, so that a series of nights is asked for here too; it is no assessment.

use super::paper::result;
use super::{Period, Proposal, ReviewedClaim};
use crate::evaluate::Verdict;
use crate::report::determination::Determination;
use crate::report::told::exactly;
use crate::say;
use crate::text::Lang;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What was determined of a claim over the period.
pub(super) fn determined(claim: &ReviewedClaim) -> Determination {
    if claim.tally.due() == 0 {
        return Determination::NotTested;
    }
    match claim.proposal {
        Proposal::Effective => Determination::Holds,
        Proposal::NotEffective | Proposal::PartlyEffective => Determination::Deviates,
        _ if claim.tally.refuted > 0 => Determination::Deviates,
        _ if claim.tally.tested() == 0 || claim.verdict == Some(Verdict::Unverified) => Determination::Open,
        Proposal::InPlace | Proposal::InPart | Proposal::None => Determination::InPart,
    }
}

/// The verdict at the end of the period, for programs.
pub(super) fn verdict_key(claim: &ReviewedClaim) -> &'static str {
    claim.verdict.map_or("not-claimed", Verdict::key)
}

/// The beginning and the end of a period; the end is not after the review was made.
pub(super) fn bounds(period: Period, made: Timestamp) -> (Timestamp, Timestamp) {
    let last = |date: Date| date.at(23, 59, 59, 0).to_zoned(TimeZone::UTC).map_or(made, |zoned| zoned.timestamp());
    let first = period.from.to_zoned(TimeZone::UTC).map_or(made, |zoned| zoned.timestamp());
    (first, last(period.to).min(made).max(first))
}

/// The whole period, and its last night, in words.
pub(super) fn in_words(claim: &ReviewedClaim, lang: Lang) -> String {
    let last = claim.verdict.map_or_else(|| result(claim, lang), |verdict| exactly(verdict, lang));
    let whole = match determined(claim) {
        Determination::Deviates => lang.pick("in mindestens einer Nacht widerlegt", "refuted on at least one night"),
        Determination::Holds => {
            lang.pick("in jeder geprüften Nacht bestätigt", "confirmed on every night that was tested")
        }
        Determination::InPart => {
            lang.pick("im Zeitraum nicht ganz festgestellt", "not wholly determined in the period")
        }
        Determination::Open => lang.pick("im Zeitraum nicht festgestellt", "not determined in the period"),
        Determination::NotTested => lang.pick("im Zeitraum nicht zu prüfen", "not to be tested in the period"),
    };
    say!(lang, "{whole}; am Ende: {last}", "{whole}; at the end: {last}")
}
