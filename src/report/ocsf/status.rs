//! The numbers of OCSF, and what they are taken for.
//!
//! In: verdicts, outcomes, severities. Out: numbers with the captions that belong to them.

use super::model::Coded;
use crate::drift::FindingTurn;
use crate::evaluate::Verdict;
use crate::report::determination::Determination;
use crate::rule::Severity;
use crate::text::Lang;

/// `activity_id`.
pub(crate) const CREATE: Coded = (1, "Create");
/// `activity_id`.
pub(crate) const UPDATE: Coded = (2, "Update");
/// `activity_id`.
pub(crate) const CLOSE: Coded = (3, "Close");

/// `status_id`. *In Progress* is never said: tomscan does not know whether somebody works on it.
pub(crate) const NEW: Coded = (1, "New");
/// `status_id`: a waiver stands.
pub(crate) const SUPPRESSED: Coded = (3, "Suppressed");
/// `status_id`: it was seen that nothing is left of it.
pub(crate) const RESOLVED: Coded = (4, "Resolved");
/// `status_id`: it is not looked at any more, or there is nothing to act on.
pub(crate) const ARCHIVED: Coded = (5, "Archived");

/// `compliance.status_id`. For nothing but what is confirmed.
pub(crate) const PASS: Coded = (1, "Pass");
/// `compliance.status_id`: "did not yield a result due to missing information".
pub(crate) const WARNING: Coded = (2, "Warning");
/// `compliance.status_id`.
pub(crate) const FAIL: Coded = (3, "Fail");

/// `compliance.status_id` for what OCSF has no number for. The word is English in every report, so that it can be counted.
pub(crate) fn other(word: &'static str) -> Coded {
    (99, word)
}

/// `severity_id` where nothing deviates.
pub(crate) const INFORMATIONAL: Coded = (1, "Informational");
/// `severity_id` where it is not known whether something deviates.
pub(crate) const UNKNOWN: Coded = (0, "Unknown");

/// `severity_id` of a deviation.
pub(crate) fn severity(severity: Severity) -> Coded {
    match severity {
        Severity::Low => (2, "Low"),
        Severity::Medium => (3, "Medium"),
        Severity::High => (4, "High"),
        Severity::Critical => (5, "Critical"),
    }
}

/// `compliance.status_id` of a claim or a rule.
pub(crate) fn compliance(verdict: Verdict) -> Coded {
    match Determination::of(verdict) {
        Determination::Holds => PASS,
        Determination::Deviates => FAIL,
        Determination::Open => WARNING,
        Determination::InPart | Determination::NotTested => other(verdict.word(Lang::En)),
    }
}

/// Whether somebody has to act on a claim.
pub(crate) fn is_open(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Refuted | Verdict::Unverified | Verdict::Unattested)
}

/// `status_id` of a claim.
pub(crate) fn of_claim(verdict: Verdict) -> Coded {
    match verdict {
        verdict if is_open(verdict) => NEW,
        Verdict::Confirmed => RESOLVED,
        _ => ARCHIVED,
    }
}

/// What became of a deviation that is none any more: `status_id`, `compliance.status_id` and its code. That it is no deviation is not
/// said to be a pass: the rule may not speak of the resource any more.
pub(crate) fn ended(turn: Option<FindingTurn>) -> (Coded, Coded, &'static str) {
    match turn {
        Some(FindingTurn::Mended) => (RESOLVED, other("mended"), "mended"),
        Some(FindingTurn::VerifiedAgain) => (RESOLVED, other("verified again"), "verified-again"),
        Some(FindingTurn::Waived) => (SUPPRESSED, FAIL, "waived"),
        Some(FindingTurn::Gone) => (ARCHIVED, other("gone"), "gone"),
        Some(FindingTurn::NoLongerClaimed) => (ARCHIVED, other("no longer claimed"), "no-longer-claimed"),
        _ => (ARCHIVED, other("ended"), "ended"),
    }
}
