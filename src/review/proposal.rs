//! What may be proposed to whoever assesses a measure: never an assessment.
//!
//! In: the nights of a claim. Out: a proposal. A configuration shows that a measure is in place; only a series of nights shows that
//! it worked, and only a person can judge whether that is enough for the risk.

use super::spells::Spells;
use super::strip::{Span, Tally};
use crate::evaluate::Verdict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// So many nights must have been tested before a series is called one. Auditors of controls that run every day draw 20 to 30 days
/// of the period (habit of ISAE 3000 and BSI C5 type 2 audits).
pub const ENOUGH_NIGHTS: u64 = 30;
/// This share of the nights that were due must have been tested, in percent.
pub const ENOUGH_SHARE: u64 = 90;

/// A proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Proposal {
    /// *Wirksam*: in place on every night that was tested, and nearly every night was.
    Effective,
    /// *Teilweise wirksam*: it was in place at the end, but not on every night.
    PartlyEffective,
    /// *Nicht wirksam*: it was not in place at the end.
    NotEffective,
    /// In place, but the nights are too few, or too many are missing, to say that it worked.
    InPlace,
    /// In place as far as rules can show it: what they leave open only people can judge.
    InPart,
    /// Nothing to propose: it was not tested, there was nothing to test, or only people can say.
    None,
}

impl Proposal {
    /// The code in reviews for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Effective => "effective",
            Self::PartlyEffective => "partly-effective",
            Self::NotEffective => "not-effective",
            Self::InPlace => "in-place",
            Self::InPart => "in-part",
            Self::None => "none",
        }
    }
}

/// What the nights support.
pub(super) fn proposal(verdict: Option<Verdict>, strip: &[Span], tally: &Tally, spells: &Spells) -> Proposal {
    let lasts = spells.spells.last().is_some_and(|spell| spell.ended.is_none());
    let blind_at_the_end = strip.last().is_some_and(|span| span.sign.is_blind());
    let enough = tally.tested() >= ENOUGH_NIGHTS && tally.tested() * 100 >= tally.due() * ENOUGH_SHARE;
    match verdict {
        Some(Verdict::Refuted) => Proposal::NotEffective,
        _ if lasts => Proposal::NotEffective,
        Some(Verdict::Confirmed | Verdict::PartlyConfirmed) if tally.refuted > 0 => Proposal::PartlyEffective,
        Some(Verdict::PartlyConfirmed) => Proposal::InPart,
        Some(Verdict::Confirmed) if tally.partly_confirmed > 0 => Proposal::InPart,
        Some(Verdict::Confirmed) if enough && !blind_at_the_end => Proposal::Effective,
        Some(Verdict::Confirmed) => Proposal::InPlace,
        Some(Verdict::Unverified | Verdict::NotApplicable | Verdict::Attested | Verdict::Unattested) | None => {
            Proposal::None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Proposal;

    #[test]
    fn the_code_of_a_proposal_is_the_same_in_every_format() {
        let all = [
            Proposal::Effective,
            Proposal::PartlyEffective,
            Proposal::NotEffective,
            Proposal::InPlace,
            Proposal::InPart,
            Proposal::None,
        ];
        for proposal in all {
            assert_eq!(serde_json::json!(proposal), proposal.key());
        }
    }
}
