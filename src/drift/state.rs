//! What outlives a run: since when something has been so, also over nights in which it could not be seen.
//!
//! In: comparisons. Out: [`State`], kept with each complete run. A deviation stays open while it is unknown whether it still is
//! there: an outage of one night neither mends it nor makes it new in the next.

use crate::evaluate::Verdict;
use crate::fact::{Identity, ResourceKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What later runs need to know of this one and those before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Claims by id.
    pub claims: BTreeMap<String, ClaimState>,
    /// Deviations that were not seen mended, by rule, kind, region and ARN.
    pub open: Vec<Open>,
    /// Everything that was listed, by kind, region and ARN.
    pub resources: Vec<Listed>,
}

/// A claim over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimState {
    /// The verdict of the last complete run.
    pub verdict: Verdict,
    /// The time of the first run of those that gave it without a break (UTC, RFC 3339).
    pub since: String,
    /// The last verdict that was not *not verified*, and since when.
    pub known: Option<(Verdict, String)>,
}

/// A deviation that was not seen mended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Open {
    /// The rule.
    pub rule: String,
    /// Kind of the resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// The time of the first run that saw it (UTC, RFC 3339).
    pub since: String,
}

/// A resource that was there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Listed {
    /// Its kind.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
}

impl Listed {
    /// Everything that a scan listed.
    pub fn all_of(resources: &[Arc<Identity>]) -> Vec<Self> {
        let listed = |resource: &Arc<Identity>| Self {
            resource: resource.kind(),
            region: resource.region().to_owned(),
            arn: resource.arn().to_owned(),
            name: resource.name().to_owned(),
        };
        let mut all: Vec<Self> = resources.iter().map(listed).collect();
        all.sort();
        all.dedup();
        all
    }
}
