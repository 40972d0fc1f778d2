//! What time it is: the only place that asks the machine.
//!
//! Everything else takes its time from the scan ([`crate::fact::Inventory::now`]), so that a replay sees the recorded one.

use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicI64, Ordering};

/// Seconds by which AWS's clock is ahead of the machine's, where that matters.
static AHEAD: AtomicI64 = AtomicI64::new(0);

/// From now on the time is AWS's, which is so many seconds ahead of the machine's. Ages of keys and backups are reckoned from
/// now, and would be wrong by as much.
pub fn set_ahead(seconds: i64) {
    AHEAD.store(seconds, Ordering::Relaxed);
}

/// Seconds by which AWS's clock is ahead of the machine's, as far as they were set.
pub fn ahead() -> i64 {
    AHEAD.load(Ordering::Relaxed)
}

/// Now by the machine's own clock, which may be wrong.
pub fn by_the_machine() -> Timestamp {
    Timestamp::now()
}

/// Now by AWS's clock, whatever a test says: by it sessions end, and requests are signed.
pub fn by_aws() -> Timestamp {
    let machine = by_the_machine();
    machine.checked_add(SignedDuration::from_secs(ahead())).unwrap_or(machine)
}

/// Now, to the second: finer is of no use to a reader.
pub fn now() -> Timestamp {
    let now = set_by_a_test().unwrap_or_else(by_the_machine);
    Timestamp::from_second(now.as_second().saturating_add(ahead())).unwrap_or_default()
}

/// Tests play nights one after the other; a build that is released knows no clock but the machine's.
#[cfg(debug_assertions)]
fn set_by_a_test() -> Option<Timestamp> {
    std::env::var("TOMSCAN_TEST_NOW").ok()?.parse().ok()
}

#[cfg(not(debug_assertions))]
fn set_by_a_test() -> Option<Timestamp> {
    None
}
