//! One deviation in the words of its rule.
//!
//! In: a finding that deviates. Out: what was observed, what was expected and who accepts it, not yet escaped.

use super::Report;
use super::sentence::sentence;
use crate::evaluate::{Assessment, Finding};
use crate::rule::Rule;
use crate::say;

/// A deviation as readers are told of it.
pub(super) struct Told {
    pub(super) observed: String,
    pub(super) expected: String,
    /// Until when, by whom and why it is accepted.
    pub(super) waived: Option<String>,
}

/// Puts a deviation into words.
pub(super) fn told(report: &Report<'_>, assessment: &Assessment, rule: &Rule, finding: &Finding) -> Told {
    let (lang, check) = (report.lang, &rule.checks[finding.check]);
    let waived = report.waiver(finding).map(|waiver| {
        let (reason, owner, until) = (&waiver.reason, &waiver.owner, waiver.until);
        say!(lang, "Ausnahme bis {until} ({owner}): {reason}", "waived until {until} ({owner}): {reason}")
    });
    Told {
        observed: sentence(&check.otherwise, lang, finding, assessment),
        expected: sentence(&check.expected, lang, finding, assessment),
        waived,
    }
}
