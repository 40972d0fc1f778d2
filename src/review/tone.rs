//! What a glance should tell: the same in every format, by colour and by shape, for colours alone do not reach everybody.

use super::Sign;
use crate::evaluate::Verdict;

/// How a sign strikes the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It held.
    Good,
    /// It held in part.
    Part,
    /// It did not hold.
    Bad,
    /// Nobody knows.
    Blind,
    /// There was nothing to hold.
    None,
}

impl Tone {
    /// A character for it.
    pub fn mark(self) -> char {
        match self {
            Self::Good => '✓',
            Self::Part => '◐',
            Self::Bad => '✗',
            Self::Blind => '?',
            Self::None => '–',
        }
    }

    /// Its name in style sheets.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Part => "part",
            Self::Bad => "bad",
            Self::Blind => "blind",
            Self::None => "none",
        }
    }

    /// Height of a night in a strip, as a share of the whole: what needs people stands out.
    pub(super) fn height(self) -> f64 {
        match self {
            Self::Bad => 1.0,
            Self::Good => 0.5,
            Self::Part => 0.375,
            Self::Blind => 0.2,
            Self::None => 0.08,
        }
    }
}

impl From<Sign> for Tone {
    fn from(sign: Sign) -> Self {
        match sign {
            Sign::Confirmed | Sign::Attested => Self::Good,
            Sign::PartlyConfirmed => Self::Part,
            Sign::Refuted | Sign::Unattested => Self::Bad,
            Sign::Unverified | Sign::NoReport => Self::Blind,
            Sign::NotApplicable | Sign::NotClaimed | Sign::NoRun => Self::None,
        }
    }
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        Sign::from(verdict).into()
    }
}
