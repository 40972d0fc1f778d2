//! What a program may take a verdict for: the one place that decides it for formats whose own words are fewer than ours.
//!
//! In: a verdict. Out: a [`Determination`]. Programs count what they collect, so two mistakes must not be possible: that something
//! counts as held which was not shown, and that what was not seen falls out of the count.

use crate::evaluate::Verdict;

/// What was determined of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Determination {
    /// It holds, wholly, and everything was observed.
    Holds,
    /// Something deviates.
    Deviates,
    /// Nothing that is not accepted deviates, but it was not shown wholly.
    InPart,
    /// It was to be tested, and something could not be observed.
    Open,
    /// There was no test of it: nothing to test, or nothing that a machine can test.
    NotTested,
}

impl Determination {
    /// What a verdict determines.
    pub(crate) fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Confirmed => Self::Holds,
            Verdict::Refuted => Self::Deviates,
            Verdict::PartlyConfirmed => Self::InPart,
            Verdict::Unverified => Self::Open,
            Verdict::NotApplicable | Verdict::Attested | Verdict::Unattested => Self::NotTested,
        }
    }

    /// Whether there was a test, or should have been one.
    pub(crate) fn is_due(self) -> bool {
        self != Self::NotTested
    }
}
