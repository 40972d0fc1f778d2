//! A claim night by night.
//!
//! In: the nights of a series. Out: a sign per night, as spans and as counts.

use crate::evaluate::Verdict;
use crate::ledger::Night;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a night says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Everything conformed.
    Confirmed,
    /// Everything conformed, as far as rules can show it, or a waiver stood.
    PartlyConfirmed,
    /// Something deviated.
    Refuted,
    /// Something could not be observed, or the scan was broken off.
    Unverified,
    /// There was nothing that the claim speaks of.
    NotApplicable,
    /// A person's word stood for it.
    Attested,
    /// Nobody's word stood for it.
    Unattested,
    /// The claims file did not have it.
    NotClaimed,
    /// A run came to no report.
    NoReport,
    /// Nothing ran.
    NoRun,
}

impl Sign {
    /// What a night says. Of a scan that was broken off only what it refuted counts.
    pub(super) fn of(night: &Night<'_>, claim: &str) -> Self {
        let Some((_, scan)) = night.scan() else {
            return if night.failed() { Self::NoReport } else { Self::NoRun };
        };
        match night.verdict(claim) {
            Some(Verdict::Refuted) => Self::Refuted,
            None => Self::NotClaimed,
            Some(_) if !scan.complete => Self::Unverified,
            Some(verdict) => verdict.into(),
        }
    }

    /// Whether the night tells nothing about the account.
    pub fn is_blind(self) -> bool {
        matches!(self, Self::Unverified | Self::NoReport | Self::NoRun)
    }
}

impl From<Verdict> for Sign {
    /// What a complete scan says.
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Confirmed => Self::Confirmed,
            Verdict::PartlyConfirmed => Self::PartlyConfirmed,
            Verdict::Refuted => Self::Refuted,
            Verdict::Unverified => Self::Unverified,
            Verdict::NotApplicable => Self::NotApplicable,
            Verdict::Attested => Self::Attested,
            Verdict::Unattested => Self::Unattested,
        }
    }
}

/// Nights with the same sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Span {
    /// The first of them.
    #[schemars(with = "String")]
    pub from: Date,
    /// The last of them.
    #[schemars(with = "String")]
    pub to: Date,
    /// How many.
    pub nights: u64,
    /// What they say.
    pub sign: Sign,
}

/// Equal neighbours as one span.
pub(super) fn spans(signs: &[(Date, Sign)]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (date, sign) in signs {
        match spans.last_mut() {
            Some(span) if span.sign == *sign => {
                span.to = *date;
                span.nights += 1;
            }
            _ => spans.push(Span { from: *date, to: *date, nights: 1, sign: *sign }),
        }
    }
    spans
}

/// How many nights with what outcome; they add up to the nights of the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Tally {
    /// Confirmed.
    pub confirmed: u64,
    /// Partly confirmed.
    pub partly_confirmed: u64,
    /// Refuted.
    pub refuted: u64,
    /// Not verified.
    pub unverified: u64,
    /// Nothing to check.
    pub not_applicable: u64,
    /// Attested.
    pub attested: u64,
    /// Not attested.
    pub unattested: u64,
    /// Not claimed then.
    pub not_claimed: u64,
    /// A run without a report.
    pub no_report: u64,
    /// No run.
    pub no_run: u64,
}

impl Tally {
    pub(super) fn of(spans: &[Span]) -> Self {
        let mut tally = Self::default();
        for span in spans {
            *match span.sign {
                Sign::Confirmed => &mut tally.confirmed,
                Sign::PartlyConfirmed => &mut tally.partly_confirmed,
                Sign::Refuted => &mut tally.refuted,
                Sign::Unverified => &mut tally.unverified,
                Sign::NotApplicable => &mut tally.not_applicable,
                Sign::Attested => &mut tally.attested,
                Sign::Unattested => &mut tally.unattested,
                Sign::NotClaimed => &mut tally.not_claimed,
                Sign::NoReport => &mut tally.no_report,
                Sign::NoRun => &mut tally.no_run,
            } += span.nights;
        }
        tally
    }

    /// Each count with the code of its sign, as programs know it.
    pub fn named(&self) -> [(&'static str, u64); 10] {
        [
            ("confirmed", self.confirmed),
            ("partly-confirmed", self.partly_confirmed),
            ("refuted", self.refuted),
            ("unverified", self.unverified),
            ("not-applicable", self.not_applicable),
            ("attested", self.attested),
            ("unattested", self.unattested),
            ("not-claimed", self.not_claimed),
            ("no-report", self.no_report),
            ("no-run", self.no_run),
        ]
    }

    /// Nights that tell something about the account: confirmed, wholly or in part, or refuted.
    pub fn tested(&self) -> u64 {
        self.confirmed + self.partly_confirmed + self.refuted
    }

    /// Nights on which it was claimed, and the account could have been looked at.
    pub fn due(&self) -> u64 {
        self.tested() + self.unverified + self.no_report + self.no_run
    }
}

#[cfg(test)]
mod tests {
    use super::{Sign, Tally};

    #[test]
    fn counts_have_the_codes_of_their_signs() {
        let tally = Tally { confirmed: 1, no_run: 10, ..Tally::default() };
        let named = tally.named();
        let signs = named.map(|(name, _)| serde_json::from_value::<Sign>(serde_json::json!(name)).unwrap());
        assert!(signs.is_sorted() && signs.first() == Some(&Sign::Confirmed) && signs.last() == Some(&Sign::NoRun));
        assert_eq!((named[0].1, named[9].1), (1, 10));
        assert_eq!(signs.iter().collect::<std::collections::BTreeSet<_>>().len(), named.len());
    }
}
