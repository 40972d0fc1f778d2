//! What time it is: the only place that asks the machine.
//!
//! Everything else takes its time from the scan ([`crate::fact::Inventory::now`]), so that a replay sees the recorded one.

use jiff::Timestamp;

/// Now, to the second: finer is of no use to a reader.
pub fn now() -> Timestamp {
    let now = set_by_a_test().unwrap_or_else(Timestamp::now);
    Timestamp::from_second(now.as_second()).unwrap_or_default()
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
