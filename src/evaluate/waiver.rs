//! Waivers: deviations that somebody accepts for a time.
//!
//! In: the waivers of a claims file, findings, the date of the scan. Out: findings that know their waiver, and the waivers
//! that fit nothing.

use super::finding::{Finding, Outcome};
use crate::claim::Waiver;
use crate::rule::RuleId;
use jiff::civil::Date;

/// Marks the deviations of a rule that a waiver covers today; returns their number.
pub(super) fn apply(waivers: &[Waiver], today: Date, rule: &RuleId, findings: &mut [Finding]) -> u64 {
    let mut waived = 0;
    for finding in findings.iter_mut().filter(|finding| finding.outcome == Outcome::Deviates) {
        finding.waiver = waivers.iter().position(|waiver| today <= waiver.until && covers(waiver, rule, finding));
        waived += u64::from(finding.waiver.is_some());
    }
    waived
}

/// Whether a waiver speaks of a deviation, whatever its date.
pub(super) fn covers(waiver: &Waiver, rule: &RuleId, finding: &Finding) -> bool {
    waiver.rule == *rule
        && finding.outcome == Outcome::Deviates
        && [&finding.name, &finding.arn].contains(&&waiver.resource)
}
