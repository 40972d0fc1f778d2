//! The shortest time in which a scan could be made.
//!
//! In: the plan, what was asked, the latency. Out: two bounds. No scan is faster than its longest chain of calls that need each other's
//! answers; and none is faster than its calls let through a number of connections that production is not harmed by, behind the first two,
//! beside which nothing can run.

use crate::cloud::{Plan, Tally};
use std::time::Duration;
use tomscan::aws::operations::operation;
use tomscan::aws::{AT_ONCE, allowance, at_once};

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
    /// The fewest calls at the rates that tomscan allows itself below AWS's limits, of the operation that takes longest.
    pub(crate) rate_time: Duration,
    /// What decides that.
    pub(crate) slowest: &'static str,
}

/// Calls at the beginning that all others need, so that nothing runs beside them: who asks, and the regions.
const ALONE: usize = 2;

impl Bounds {
    /// Bounds of what was asked.
    pub(crate) fn of(plan: &Plan, tally: &Tally, latency: Duration) -> Self {
        let fewest: usize = tally.calls.keys().map(|operation| of_operation(plan, tally, operation)).sum();
        let services = tally.at_once_in.keys().map(|service| (in_busiest_region(plan, tally, service), *service));
        let rounds = services.map(|(calls, service)| (calls.div_ceil(at_once(service)), service));
        let all = (fewest.div_ceil(AT_ONCE), "all");
        let (rounds, narrow) = rounds.chain([all]).max().unwrap_or(all);
        let chain = chain(plan, tally);
        let times = |rounds: usize| latency * u32::try_from(rounds).unwrap_or(u32::MAX);
        let (rate_time, slowest) = slowest(plan, tally);
        let width_time = times(ALONE + rounds);
        Self {
            fewest,
            chain,
            chain_time: times(chain),
            width_time,
            narrow,
            rate_time: times(ALONE) + rate_time,
            slowest,
        }
    }

    /// The highest of all.
    pub(crate) fn time(&self) -> Duration {
        self.chain_time.max(self.width_time).max(self.rate_time)
    }
}

/// The operation that its rate holds up longest, in the busier of the two regions.
#[expect(clippy::cast_precision_loss, reason = "numbers of calls are exact in a double")]
fn slowest(plan: &Plan, tally: &Tally) -> (Duration, &'static str) {
    let times = tally.calls.keys().filter_map(|id| {
        let calls = of_operation(plan, tally, id);
        let here = if is_global(id.split_once(':')?.0) { calls } else { calls.div_ceil(2) };
        Some((Duration::from_secs_f64(allowance(operation(id)?).seconds_for(here as f64)), *id))
    });
    times.max().unwrap_or_default()
}

fn is_global(service: &str) -> bool {
    ["iam", "organizations", "sts", "account"].contains(&service)
}

fn of_operation(plan: &Plan, tally: &Tally, operation: &str) -> usize {
    let made = tally.calls.get(operation).copied().and_then(|made| usize::try_from(made).ok());
    plan.fewest(operation).min(made.unwrap_or_default())
}

/// The fewest calls to a service in the busier of the two regions in which there is something.
fn in_busiest_region(plan: &Plan, tally: &Tally, service: &str) -> usize {
    let own = |operation: &&&str| operation.split_once(':').is_some_and(|(own, _)| own == service);
    let calls: usize = tally.calls.keys().filter(own).map(|operation| of_operation(plan, tally, operation)).sum();
    if is_global(service) { calls } else { calls.div_ceil(2) }
}

/// The longest chain: who asks, the regions, then a list page by page, something of each entry, and what that names.
fn chain(plan: &Plan, tally: &Tally) -> usize {
    let asked = |operation: &str| tally.calls.contains_key(operation);
    let chains = [
        ("s3:ListBuckets", plan.buckets.div_ceil(10_000), 1 + usize::from(asked("kms:DescribeKey"))),
        ("kms:ListKeys", plan.keys.div_ceil(2).div_ceil(1000), 2),
        ("ec2:DescribeSnapshots", plan.snapshots.div_ceil(2).div_ceil(1000), 0),
        ("rds:DescribeDBSnapshots", plan.db_snapshots.div_ceil(2).div_ceil(100), 1),
        ("lambda:ListFunctions", plan.functions.div_ceil(2).div_ceil(50), 0),
        ("iam:GetAccountAuthorizationDetails", plan.fewest("iam:GetAccountAuthorizationDetails"), 0),
    ];
    let lengths = chains.iter().filter(|(list, ..)| asked(list)).map(|(_, pages, after)| pages.max(&1) + after);
    ALONE + lengths.max().unwrap_or_default()
}
