//! How many calls may be under way at once, and how closely they may follow each other, so that production keeps its share of the
//! account's API limits.
//!
//! In: an operation and a region; what AWS throttled. Out: how long to wait, and a permit. Reading order: `allowance.rs` (what
//! tomscan allows itself), `rate.rs` (the bucket that learns), this file (all of them).

mod allowance;
mod rate;

use super::operations::Operation;
pub use allowance::{Allowance, allowance, at_once};
use allowance::{Counted, counted};
use rate::Rate;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Calls at once to all services together: so many connections that answers never wait for the next question, and few enough
/// for the open files that systems allow a process, and for a proxy in between.
pub const AT_ONCE: usize = 128;

/// What the user allows, beside what tomscan allows itself.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Calls at once to all services together (`--concurrency`).
    pub concurrency: usize,
    /// Calls a second to all services together (`--max-rate`); `None`: as many as the services' own limits leave.
    pub max_rate: Option<f64>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { concurrency: AT_ONCE, max_rate: None }
    }
}

/// Leave to make one call; it ends with this value.
pub(super) type Permit = (OwnedSemaphorePermit, OwnedSemaphorePermit);

/// Permits per service and region and in all, and the rate of what AWS counts together in a region.
#[derive(Debug)]
pub(super) struct Limits {
    all: Arc<Semaphore>,
    permits: Mutex<HashMap<(&'static str, String), Arc<Semaphore>>>,
    rates: Mutex<HashMap<(Counted, String), Rate>>,
    in_all: Option<Arc<Mutex<Rate>>>,
}

impl Limits {
    pub(super) fn new(pace: Pace) -> Self {
        // One call may come at once: `--max-rate` is what somebody has to keep, so nothing is saved up for it.
        let in_all =
            |per_second: f64| Arc::new(Mutex::new(Rate::new(Allowance { burst: 1.0, per_second }, Instant::now())));
        Self {
            all: Arc::new(Semaphore::new(pace.concurrency)),
            permits: Mutex::default(),
            rates: Mutex::default(),
            in_all: pace.max_rate.map(in_all),
        }
    }

    /// Those of another account: AWS counts apart, the user's own limits are for all together.
    pub(super) fn of_another_account(&self) -> Self {
        Self {
            all: Arc::clone(&self.all),
            permits: Mutex::default(),
            rates: Mutex::default(),
            in_all: self.in_all.clone(),
        }
    }

    /// Takes a place for one call; how long it has to wait from `now` on.
    pub(super) fn wait(&self, operation: &Operation, region: &str, now: Instant) -> Duration {
        let own = self.with_rate(operation, region, now, |rate| rate.take(now));
        let in_all = self.in_all.as_ref().map(|rate| locked(rate).take(now));
        own.max(in_all.unwrap_or_default())
    }

    /// AWS throttled a call of this operation.
    pub(super) fn throttled(&self, operation: &Operation, region: &str, now: Instant) {
        self.with_rate(operation, region, now, |rate| rate.throttled(now));
    }

    /// Whether AWS has throttled a call of this operation.
    pub(super) fn was_throttled(&self, operation: &Operation, region: &str) -> bool {
        self.with_rate(operation, region, Instant::now(), |rate| rate.was_throttled())
    }

    fn with_rate<T>(&self, operation: &Operation, region: &str, now: Instant, with: impl FnOnce(&mut Rate) -> T) -> T {
        let mut rates = locked(&self.rates);
        let key = (counted(operation), region.to_owned());
        with(rates.entry(key).or_insert_with(|| Rate::new(allowance(operation), now)))
    }

    /// Waits until one more call to the operation's service may start.
    pub(super) async fn permit(&self, operation: &Operation, region: &str) -> Option<Permit> {
        let service = operation.service();
        let semaphore = {
            let mut permits = locked(&self.permits);
            let own = permits.entry((service, region.to_owned()));
            Arc::clone(own.or_insert_with(|| Arc::new(Semaphore::new(at_once(service)))))
        };
        // The service's own first: who waits for that keeps nobody else waiting.
        let own = semaphore.acquire_owned().await.ok()?;
        Some((own, Arc::clone(&self.all).acquire_owned().await.ok()?))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Duration, Instant, Limits, Pace};
    use crate::aws::operations::operation;

    fn waits<const N: usize>(limits: &Limits, id: &str, region: &str, now: Instant) -> [Duration; N] {
        let operation = operation(id).unwrap();
        [(); N].map(|()| limits.wait(operation, region, now))
    }

    #[test]
    fn calls_of_a_limited_operation_follow_at_a_distance_in_each_region() {
        let (limits, now) = (Limits::new(Pace::default()), Instant::now());
        let limited = "dynamodb:DescribeContinuousBackups";
        assert_eq!(waits(&limits, limited, "eu-central-1", now), [0, 125, 250].map(Duration::from_millis));
        assert_eq!(waits(&limits, limited, "eu-west-1", now), [Duration::ZERO]);
        assert_eq!(waits(&limits, "dynamodb:DescribeTable", "eu-west-1", now), [Duration::ZERO; 2]);
    }

    #[test]
    fn load_balancers_share_one_limit_and_others_have_one_per_operation() {
        let (limits, now) = (Limits::new(Pace::default()), Instant::now());
        let free =
            |id: &str| waits::<30>(&limits, id, "eu-central-1", now).iter().filter(|wait| wait.is_zero()).count();
        assert_eq!([free("elbv2:DescribeLoadBalancers"), free("elbv2:DescribeListeners")], [20, 0]);
        assert_eq!([free("ec2:DescribeVolumes"), free("ec2:DescribeSnapshots")], [30, 30]);
    }

    #[test]
    fn the_users_own_rate_counts_all_services_together() {
        let (limits, now) = (Limits::new(Pace { max_rate: Some(4.0), ..Pace::default() }), Instant::now());
        assert_eq!(waits(&limits, "ec2:DescribeVolumes", "eu-central-1", now), [0, 250].map(Duration::from_millis));
        assert_eq!(waits(&limits, "s3:GetBucketPolicy", "eu-west-1", now), [500].map(Duration::from_millis));
    }

    #[test]
    fn a_throttle_slows_what_aws_counts_together_and_nothing_else() {
        let (limits, now) = (Limits::new(Pace::default()), Instant::now());
        let throttled = operation("ec2:DescribeVolumes").unwrap();
        limits.throttled(throttled, "eu-central-1", now);
        assert!(limits.was_throttled(throttled, "eu-central-1"));
        assert!(!limits.was_throttled(throttled, "eu-west-1"));
        assert_eq!(waits(&limits, "ec2:DescribeVolumes", "eu-central-1", now), [200].map(Duration::from_millis));
        assert_eq!(waits(&limits, "ec2:DescribeSnapshots", "eu-central-1", now), [Duration::ZERO]);
    }
}
