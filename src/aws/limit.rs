//! How many calls may be under way at once, and how closely they may follow each other, so that production keeps its share of the
//! account's API limits.
//!
//! In: an operation and a region. Out: a permit, and how long to wait. IAM has one global endpoint with unpublished limits, so it
//! gets the fewest.

use super::operations::Operation;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Calls at once to all services together: so many connections that answers never wait for the next question, and few enough
/// for the open files that systems allow a process, and for a proxy in between.
const AT_ONCE_IN_ALL: usize = 128;

/// Leave to make one call; it ends with this value.
pub(super) type Permit = (OwnedSemaphorePermit, OwnedSemaphorePermit);

/// Permits per service and region and in all, and when an operation with a rate of its own may start again.
#[derive(Debug)]
pub(super) struct Limits {
    all: Arc<Semaphore>,
    permits: Mutex<HashMap<(&'static str, String), Arc<Semaphore>>>,
    starts: Mutex<HashMap<(&'static str, String), Instant>>,
}

/// Calls at once to one service in one region.
fn at_once(service: &str) -> usize {
    match service {
        "s3" => 64,
        "kms" => 10,
        "rds" => 6,
        _ => 4,
    }
}

/// Time between two calls of an operation whose rate AWS limits and documents: ten a second ("DescribeContinuousBackups",
/// "ListTagsOfResource", DynamoDB API reference), of which tomscan takes eight; two a second per account and region
/// ("LookupEvents", CloudTrail API reference), which somebody at the console needs too, so that tomscan takes five in three seconds.
fn apart(operation: &Operation) -> Option<Duration> {
    match operation.id {
        "dynamodb:DescribeContinuousBackups" | "dynamodb:ListTagsOfResource" => Some(Duration::from_millis(125)),
        "cloudtrail:LookupEvents" => Some(Duration::from_millis(600)),
        _ => None,
    }
}

impl Default for Limits {
    fn default() -> Self {
        let all = Arc::new(Semaphore::new(AT_ONCE_IN_ALL));
        Self { all, permits: Mutex::default(), starts: Mutex::default() }
    }
}

impl Limits {
    /// How long a call has to wait from `now` on until its operation's rate lets it start; its place is taken then.
    pub(super) fn wait(&self, operation: &Operation, region: &str, now: Instant) -> Duration {
        let Some(apart) = apart(operation) else { return Duration::ZERO };
        let mut starts = self.starts.lock().unwrap_or_else(PoisonError::into_inner);
        let next = starts.entry((operation.id, region.to_owned())).or_insert(now);
        let start = (*next).max(now);
        *next = start + apart;
        start - now
    }

    /// Waits until one more call to the operation's service may start.
    pub(super) async fn permit(&self, operation: &Operation, region: &str) -> Option<Permit> {
        let service = operation.service();
        let semaphore = {
            let mut permits = self.permits.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(
                permits
                    .entry((service, region.to_owned()))
                    .or_insert_with(|| Arc::new(Semaphore::new(at_once(service)))),
            )
        };
        // The service's own first: who waits for that keeps nobody else waiting.
        let own = semaphore.acquire_owned().await.ok()?;
        Some((own, Arc::clone(&self.all).acquire_owned().await.ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Instant, Limits};
    use crate::aws::operations::operation;

    #[test]
    fn calls_of_a_limited_operation_follow_at_a_distance_in_each_region() {
        let (limits, now) = (Limits::default(), Instant::now());
        let wait = |id: &str, region: &str| operation(id).map(|operation| limits.wait(operation, region, now));
        let after = |millis: u64| Some(Duration::from_millis(millis));
        let limited = "dynamodb:DescribeContinuousBackups";
        assert_eq!(wait(limited, "eu-central-1"), after(0));
        assert_eq!(wait(limited, "eu-central-1"), after(125));
        assert_eq!(wait(limited, "eu-central-1"), after(250));
        assert_eq!(wait(limited, "eu-west-1"), after(0));
        assert_eq!(
            [wait("dynamodb:DescribeTable", "eu-west-1"), wait("dynamodb:DescribeTable", "eu-west-1")],
            [after(0); 2]
        );
    }
}
