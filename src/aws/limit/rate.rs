//! One token bucket that learns: a throttle halves its rate, quiet lets it creep up again.
//!
//! In: the time of each call, and of each throttle. Out: how long the call has to wait. Somebody else in the account uses the same
//! limit, so the rate that AWS gladly answers is only known by asking.

use super::allowance::Allowance;
use std::time::{Duration, Instant};

/// The lowest share of the allowance to which throttles can bring a rate.
const LEAST_SHARE: f64 = 1.0 / 32.0;

/// So long after a throttle others count as the same: they answer calls that were under way by then.
const ONE_THROTTLE: Duration = Duration::from_secs(1);

/// From half of its allowance a rate is back after this long without a throttle.
const RECOVERY: Duration = Duration::from_secs(30);

/// A token bucket for the calls that one limit of AWS counts together.
#[derive(Debug)]
pub(super) struct Rate {
    allowance: Allowance,
    /// Calls a second now.
    per_second: f64,
    /// Calls that may start at once; below zero: calls that wait.
    tokens: f64,
    at: Instant,
    throttled: Option<Instant>,
}

impl Rate {
    pub(super) fn new(allowance: Allowance, now: Instant) -> Self {
        Self { allowance, per_second: allowance.per_second, tokens: allowance.burst, at: now, throttled: None }
    }

    /// Takes a place for one call; how long it has to wait from `now` on.
    pub(super) fn take(&mut self, now: Instant) -> Duration {
        self.refill(now);
        self.tokens -= 1.0;
        Duration::try_from_secs_f64((-self.tokens).max(0.0) / self.per_second).unwrap_or(Duration::MAX)
    }

    /// AWS throttled a call: half as many from now on, and none that was saved up.
    pub(super) fn throttled(&mut self, now: Instant) {
        self.refill(now);
        self.tokens = self.tokens.min(0.0);
        let same = self.throttled.is_some_and(|last| now.saturating_duration_since(last) < ONE_THROTTLE);
        if !same {
            self.per_second = (self.per_second / 2.0).max(self.allowance.per_second * LEAST_SHARE);
            self.throttled = Some(now);
        }
    }

    /// Whether AWS has throttled a call of these.
    pub(super) fn was_throttled(&self) -> bool {
        self.throttled.is_some()
    }

    fn refill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = self.at.max(now);
        self.tokens = (self.tokens + passed * self.per_second).min(self.allowance.burst);
        let creep = self.allowance.per_second / 2.0 / RECOVERY.as_secs_f64();
        self.per_second = (self.per_second + passed * creep).min(self.allowance.per_second);
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Duration, Instant, Rate};

    const TEN: Allowance = Allowance { burst: 3.0, per_second: 10.0 };

    fn seconds(count: f64) -> Duration {
        Duration::from_secs_f64(count)
    }

    #[track_caller]
    fn nearly(wait: Duration, expected: f64) {
        assert!((wait.as_secs_f64() - expected).abs() < 1e-6, "{wait:?} instead of {expected} s");
    }

    #[test]
    fn after_the_burst_calls_follow_at_the_rate() {
        let now = Instant::now();
        let mut rate = Rate::new(TEN, now);
        let waits: Vec<Duration> = (0..5).map(|_| rate.take(now)).collect();
        for (wait, expected) in waits.into_iter().zip([0.0, 0.0, 0.0, 0.1, 0.2]) {
            nearly(wait, expected);
        }
        // A pause fills the bucket, but no further than to its brim.
        let later = now + seconds(60.0);
        assert_eq!((0..4).map(|_| rate.take(later)).filter(Duration::is_zero).count(), 3);
    }

    #[test]
    fn a_throttle_halves_the_rate_once_and_takes_what_was_saved_up() {
        let now = Instant::now();
        let mut rate = Rate::new(TEN, now);
        // Three answers to calls that were under way at once are one throttle.
        (0..3).for_each(|_| rate.throttled(now));
        nearly(rate.take(now), 1.0 / 5.0);
        rate.throttled(now + seconds(1.0));
        assert!(rate.per_second < 2.7, "halved again, from five and a little: {}", rate.per_second);
        assert!(rate.was_throttled());
    }

    #[test]
    fn a_rate_never_falls_to_nothing_and_creeps_up_again() {
        let now = Instant::now();
        let mut rate = Rate::new(TEN, now);
        (0..20).for_each(|second| rate.throttled(now + seconds(f64::from(second))));
        assert!(rate.per_second >= 10.0 / 32.0);
        rate.take(now + seconds(120.0));
        nearly(seconds(rate.per_second), 10.0);
    }
}
