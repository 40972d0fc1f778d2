//! What became of a claim, and of a resource under a rule, since an earlier run: looked up, for formats that tell it beside each.
//!
//! In: a report. Out: changes by claim, rule and resource. Without a ledger there are none.

use super::Report;
use crate::claim::Claim;
use crate::drift::{ClaimChange, FindingChange};
use crate::evaluate::Finding;
use crate::fact::ResourceKind;
use crate::rule::RuleId;
use std::collections::{BTreeMap, BTreeSet};

/// Kind, region and ARN of a resource.
type Place<'d> = (ResourceKind, &'d str, &'d str);

fn place(finding: &Finding) -> Place<'_> {
    (finding.resource.kind(), finding.resource.region(), finding.resource.arn())
}

/// The changes of a report.
#[derive(Debug, Default)]
pub(super) struct Since<'d> {
    /// Whether there was an earlier run.
    pub(super) compared: bool,
    claims: BTreeMap<&'d str, &'d ClaimChange>,
    findings: BTreeMap<(&'d str, &'d str, Place<'d>), &'d FindingChange>,
    values: BTreeSet<Place<'d>>,
}

impl<'d> Since<'d> {
    pub(super) fn of(report: &Report<'d>) -> Self {
        let Some(drift) = report.drift else { return Self::default() };
        let findings = drift.findings.iter().flat_map(|change| {
            let place = (change.resource, change.region.as_str(), change.arn.as_str());
            change.claims.iter().map(move |claim| ((claim.as_str(), change.rule.as_str(), place), change))
        });
        Self {
            compared: drift.reference.is_some(),
            claims: drift.claims.iter().map(|change| (change.claim.as_str(), change)).collect(),
            findings: findings.collect(),
            values: drift.values.iter().map(|change| (change.resource, &*change.region, &*change.arn)).collect(),
        }
    }

    /// What became of a claim, where it was or is refuted, not verified or otherwise than before.
    pub(super) fn claim(&self, claim: &Claim) -> Option<&'d ClaimChange> {
        self.claims.get(claim.id.as_str()).copied()
    }

    /// What became of a resource under a rule, where it deviates or is otherwise than before.
    pub(super) fn finding(&self, claim: &Claim, rule: &RuleId, finding: &Finding) -> Option<&'d FindingChange> {
        let key = (claim.id.as_str(), rule.0.as_str(), place(finding));
        self.findings.get(&key).copied()
    }

    /// Whether something else was observed of a resource.
    pub(super) fn is_otherwise(&self, finding: &Finding) -> bool {
        self.values.contains(&place(finding))
    }
}
