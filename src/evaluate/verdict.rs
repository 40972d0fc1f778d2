//! The verdicts, and how they follow from findings.
//!
//! In: counts, gaps, the rule's proof. Out: a [`Verdict`]. Whatever was not seen keeps a claim from being confirmed.

use crate::text::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a scan says of a claim. Ordered from the one that decides last to the one that decides first: a claim's verdict is
/// the greatest of its rules'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything was observed, and there is nothing the claim speaks of. Never a pass.
    NotApplicable,
    /// A person's word stands for it.
    Attested,
    /// Every resource in scope conforms, and everything was observed.
    Confirmed,
    /// As confirmed, but a rule of partial proof is among them, or a waiver stands.
    PartlyConfirmed,
    /// Nobody's word stands for it, or it has ended.
    Unattested,
    /// Nothing deviates, but something could not be observed.
    Unverified,
    /// At least one resource deviates.
    Refuted,
}

impl Verdict {
    /// All verdicts, in the order of summaries: what needs a human first.
    pub const ALL: &[Self] = &[
        Self::Refuted,
        Self::Unverified,
        Self::Unattested,
        Self::PartlyConfirmed,
        Self::Confirmed,
        Self::Attested,
        Self::NotApplicable,
    ];

    /// The code in reports for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::PartlyConfirmed => "partly-confirmed",
            Self::Refuted => "refuted",
            Self::Unverified => "unverified",
            Self::NotApplicable => "not-applicable",
            Self::Attested => "attested",
            Self::Unattested => "unattested",
        }
    }

    /// The field's word for it.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Confirmed => lang.pick("bestätigt", "confirmed"),
            Self::PartlyConfirmed => lang.pick("teilweise bestätigt", "partly confirmed"),
            Self::Refuted => lang.pick("widerlegt", "refuted"),
            Self::Unverified => lang.pick("nicht geprüft", "not verified"),
            Self::NotApplicable => lang.pick("nicht anwendbar", "not applicable"),
            Self::Attested => lang.pick("nachgewiesen", "attested"),
            Self::Unattested => lang.pick("ohne Nachweis", "not attested"),
        }
    }
}

/// How many resources a rule looked at, and with what outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Resources of the rule's kinds in scope.
    pub listed: u64,
    /// Those among them that the rule speaks of (per check).
    pub evaluated: u64,
    /// As documented.
    pub conforming: u64,
    /// Not as documented, waived ones included.
    pub deviating: u64,
    /// Deviations that a waiver covers.
    pub waived: u64,
    /// Could not be said.
    pub unknown: u64,
}

impl Counts {
    /// The counts of several rules together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            listed: self.listed + other.listed,
            evaluated: self.evaluated + other.evaluated,
            conforming: self.conforming + other.conforming,
            deviating: self.deviating + other.deviating,
            waived: self.waived + other.waived,
            unknown: self.unknown + other.unknown,
        }
    }

    /// The verdict of one rule. `gaps`: something could not be listed; `partial`: a pass does not prove the claim.
    pub fn verdict(self, gaps: bool, partial: bool) -> Verdict {
        if self.deviating > self.waived {
            Verdict::Refuted
        } else if self.unknown > 0 || gaps {
            Verdict::Unverified
        } else if self.evaluated == 0 {
            Verdict::NotApplicable
        } else if partial || self.waived > 0 {
            Verdict::PartlyConfirmed
        } else {
            Verdict::Confirmed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict;

    #[test]
    fn the_code_of_a_verdict_is_the_same_in_every_format() {
        for verdict in Verdict::ALL {
            assert_eq!(serde_json::json!(verdict), verdict.key());
        }
    }
}
