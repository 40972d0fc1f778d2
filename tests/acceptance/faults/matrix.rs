//! The matrix: each fault, in each service.

use super::{counts_what_happened, groups, says_nothing_wrong, scan};
use crate::cloud::{Behaviour, Fault, Faulty};
use std::time::Duration;

/// As [`Fault`], on every service of a group; `sts` is spared, without which there is no scan at all.
fn on(fault: Fault, group: &[&str]) -> Vec<Faulty> {
    group.iter().filter(|service| **service != "sts").map(|service| fault.on(service)).collect()
}

#[track_caller]
fn holds(fault: Fault) {
    for group in groups() {
        let behaviour = Behaviour { faults: on(fault, &group), ..Behaviour::default() };
        let what = format!("{fault:?} in {group:?}");
        let scanned = scan(behaviour, &[]);
        says_nothing_wrong(&what, &scanned);
        counts_what_happened(&what, &scanned);
    }
}

#[test]
fn throttling() {
    holds(Fault::Throttle);
}

#[test]
fn internal_errors() {
    holds(Fault::Internal);
}

#[test]
fn services_that_are_unavailable() {
    holds(Fault::Unavailable);
}

#[test]
fn denials() {
    holds(Fault::Denied);
}

#[test]
fn sessions_that_ended() {
    holds(Fault::Expired);
}

#[test]
fn clocks_that_differ() {
    holds(Fault::Skewed);
}

#[test]
fn connections_that_are_reset() {
    holds(Fault::Reset);
}

#[test]
fn bodies_cut_short() {
    holds(Fault::Truncated);
    holds(Fault::TruncatedChunks);
}

#[test]
fn garbage_and_nothing() {
    holds(Fault::Garbage);
    holds(Fault::Empty);
}

#[test]
fn slow_bodies_change_nothing() {
    holds(Fault::SlowBody(Duration::from_micros(20)));
}

#[test]
fn lists_that_repeat() {
    holds(Fault::RepeatingList);
}
