//! What is new: against the last run, or against what somebody accepted.
//!
//! In: [`Drift`] and the accepted baseline. Out: what `--fail-on drift` fails on.

use super::{ClaimChange, ClaimTurn, Drift, FindingChange, FindingTurn, Open, Sight, State};
use crate::evaluate::Verdict;
use crate::fact::ResourceKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What somebody accepted of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Deviations.
    pub open: Vec<Open>,
    /// Ids of claims that could not be verified.
    pub unverified: Vec<String>,
}

/// What is new.
#[derive(Clone, Debug, Default)]
pub struct New<'d> {
    /// Deviations.
    pub refuted: Vec<&'d FindingChange>,
    /// Claims that cannot be verified.
    pub unverified: Vec<&'d ClaimChange>,
}

impl Accepted {
    /// Everything that a run leaves open.
    pub fn of(sight: &Sight, state: &State) -> Self {
        let unverified = sight.claims.iter().filter(|claim| claim.verdict == Verdict::Unverified);
        Self { open: state.open.clone(), unverified: unverified.map(|claim| claim.id.clone()).collect() }
    }

    /// Adds what else was accepted.
    pub fn add(&mut self, other: Self) {
        self.open.extend(other.open);
        self.unverified.extend(other.unverified);
    }

    /// Identities of all deviations, to look up in.
    fn deviations(&self) -> BTreeSet<(&str, ResourceKind, &str, &str)> {
        let identity = |open| {
            let Open { rule, resource, region, arn, .. }: &Open = open;
            (rule.as_str(), *resource, region.as_str(), arn.as_str())
        };
        self.open.iter().map(identity).collect()
    }
}

impl Drift {
    /// What is new against an accepted baseline, else against the run before.
    pub fn new_against(&self, accepted: Option<&Accepted>) -> New<'_> {
        match accepted {
            None => New {
                refuted: self.findings_that(FindingTurn::NewlyRefuted).collect(),
                unverified: self.claims_that(ClaimTurn::NewlyUnverified).collect(),
            },
            Some(accepted) => {
                let deviations = accepted.deviations();
                let is_known = |change: &FindingChange| {
                    let FindingChange { rule, resource, region, arn, .. } = change;
                    deviations.contains(&(rule.as_str(), *resource, region.as_str(), arn.as_str()))
                };
                let refuted = self
                    .findings_that(FindingTurn::NewlyRefuted)
                    .chain(self.findings_that(FindingTurn::StillRefuted))
                    .filter(|change| !is_known(change));
                let unverified = self
                    .claims_that(ClaimTurn::NewlyUnverified)
                    .chain(self.claims_that(ClaimTurn::StillUnverified))
                    .filter(|change| !accepted.unverified.contains(&change.claim));
                New { refuted: refuted.collect(), unverified: unverified.collect() }
            }
        }
    }
}
