//! The calls of a scan, each in its number.

use crate::tomscan::Run;
use std::collections::BTreeMap;

/// Regions that the gate's accounts have enabled.
pub(crate) const REGIONS: u64 = 17;

/// The report is made once per account, so whether it was there already decides on one or two calls.
pub(crate) fn without_report_calls(mut counts: BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let calls = counts.remove("iam:GenerateCredentialReport").unwrap_or_default();
    let right = if counts.contains_key("iam:GetCredentialReport") { 1..=2 } else { 0..=0 };
    assert!(right.contains(&calls), "{calls} calls of iam:GenerateCredentialReport");
    counts
}

/// Asserts what a scan asked beside who it is: in which number, and not one other call; and that tomscan counted the same.
#[track_caller]
pub(crate) fn made_only(run: &Run, what: &str, expected: &[(&str, u64)]) {
    let wanted = [("sts:GetCallerIdentity", 1)].into_iter().chain(expected.iter().copied());
    let wanted: BTreeMap<String, u64> = wanted.map(|(name, count)| (name.to_owned(), count)).collect();
    assert_eq!(without_report_calls(run.counts()), wanted, "{what}");
    assert_eq!(run.report().calls(), run.counts(), "{what}: tomscan's own count");
}
