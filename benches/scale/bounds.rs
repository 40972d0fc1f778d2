//! The shortest time in which a scan could be made.
//!
//! In: the plan, what was asked, the latency. Out: two bounds. No scan is faster than its longest chain of calls that need each other's
//! answers; and none is faster than its calls let through a number of connections that production is not harmed by.

use crate::cloud::{Plan, Tally};
use std::time::Duration;

/// Calls at once, as `src/aws/limit.rs` has them: in all, and for a service in one region.
const IN_ALL: usize = 128;

fn at_once(service: &str) -> usize {
    match service {
        "s3" => 64,
        "kms" => 10,
        "rds" => 6,
        _ => 4,
    }
}

/// The bounds of a scan.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    /// The fewest calls of the operations that were asked. What was asked less often was not needed everywhere.
    pub(crate) fewest: usize,
    /// Calls that need each other's answers, in the longest chain.
    pub(crate) chain: usize,
    pub(crate) chain_time: Duration,
    /// The fewest calls through as many connections as are allowed: in all, or of the service that takes longest.
    pub(crate) width_time: Duration,
    /// What decides the latter.
    pub(crate) narrow: &'static str,
}

impl Bounds {
    /// Bounds of what was asked.
    pub(crate) fn of(plan: &Plan, tally: &Tally, latency: Duration) -> Self {
        let fewest: usize = tally.calls.keys().map(|operation| of_operation(plan, tally, operation)).sum();
        let services = tally.at_once_in.keys().map(|service| (in_busiest_region(plan, tally, service), *service));
        let rounds = services.map(|(calls, service)| (calls.div_ceil(at_once(service)), service));
        let all = (fewest.div_ceil(IN_ALL), "all");
        let (rounds, narrow) = rounds.chain([all]).max().unwrap_or(all);
        let chain = chain(plan, tally);
        let times = |rounds: usize| latency * u32::try_from(rounds).unwrap_or(u32::MAX);
        Self { fewest, chain, chain_time: times(chain), width_time: times(rounds), narrow }
    }

    /// The higher of both.
    pub(crate) fn time(&self) -> Duration {
        self.chain_time.max(self.width_time)
    }
}

fn of_operation(plan: &Plan, tally: &Tally, operation: &str) -> usize {
    let made = tally.calls.get(operation).copied().and_then(|made| usize::try_from(made).ok());
    plan.fewest(operation).min(made.unwrap_or_default())
}

/// The fewest calls to a service in the busier of the two regions in which there is something.
fn in_busiest_region(plan: &Plan, tally: &Tally, service: &str) -> usize {
    let own = |operation: &&&str| operation.split_once(':').is_some_and(|(own, _)| own == service);
    let calls: usize = tally.calls.keys().filter(own).map(|operation| of_operation(plan, tally, operation)).sum();
    let global = ["iam", "organizations", "sts", "account"].contains(&service);
    if global { calls } else { calls.div_ceil(2) }
}

/// The longest chain: who asks, the regions, then a list page by page, something of each entry, and what that names.
fn chain(plan: &Plan, tally: &Tally) -> usize {
    let asked = |operation: &str| tally.calls.contains_key(operation);
    let chains = [
        ("s3:ListBuckets", plan.buckets.div_ceil(1000), 1 + usize::from(asked("kms:DescribeKey"))),
        ("kms:ListKeys", plan.keys.div_ceil(2).div_ceil(1000), 2),
        ("ec2:DescribeSnapshots", plan.snapshots.div_ceil(2).div_ceil(1000), 0),
        ("rds:DescribeDBSnapshots", plan.db_snapshots.div_ceil(2).div_ceil(100), 1),
        ("lambda:ListFunctions", plan.functions.div_ceil(2).div_ceil(50), 0),
        ("iam:GetAccountAuthorizationDetails", plan.fewest("iam:GetAccountAuthorizationDetails"), 0),
    ];
    let lengths = chains.iter().filter(|(list, ..)| asked(list)).map(|(_, pages, after)| pages.max(&1) + after);
    2 + lengths.max().unwrap_or_default()
}
