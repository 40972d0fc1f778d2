//! How many calls a scan will make, before anything is asked.
//!
//! In: the plan, and what an earlier report counted. Out: per operation how often it is asked and about how many calls that makes. It is
//! an estimate: pages beyond the first, parameter groups and keys that many resources share are not known beforehand.

use super::Plan;
use super::frequency::{Per, frequency};
use crate::aws::operations::{Operation, operation};
use crate::fact::ResourceKind;
use std::collections::BTreeMap;

/// What an earlier report counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// Regions enabled for the account.
    pub regions: Option<u64>,
    /// Resources of a kind, over all regions.
    pub resources: BTreeMap<ResourceKind, u64>,
}

/// One operation of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// The operation.
    pub operation: &'static Operation,
    /// For each of what.
    pub per: Per,
    /// About how many calls; `None`: nobody counted what it is asked for.
    pub calls: Option<u64>,
}

/// The operations that a plan asks, in the order of their names. Each stands once, whichever kinds need it.
pub fn estimate(plan: &Plan, counted: &Counted) -> Vec<Expected> {
    let operations = plan.operations().into_iter().filter_map(operation);
    operations
        .map(|operation| {
            let per = frequency(operation);
            Expected { operation, per, calls: calls(plan, per, operation, counted) }
        })
        .collect()
}

fn calls(plan: &Plan, per: Per, operation: &Operation, counted: &Counted) -> Option<u64> {
    let regions = counted.regions.map(|enabled| plan.regions_of(operation, enabled));
    match per {
        Per::Account => Some(1),
        Per::Region => regions,
        Per::Each(kind, lot) => counted.resources.get(&kind).map(|count| count.div_ceil(lot)),
    }
}
