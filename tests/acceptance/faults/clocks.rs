//! A machine whose clock is wrong: AWS's time counts, everything is asked all the same, and the user is told.

use super::{Scanned, baseline, scan};
use crate::cloud::Behaviour;
use crate::tomscan::text;
use jiff::{SignedDuration, Timestamp};

fn apart(clock: i64) -> Scanned {
    scan(Behaviour { clock, ..Behaviour::default() }, &[])
}

fn time_of(scanned: &Scanned) -> Timestamp {
    text(&scanned.report.0["time"]).parse().expect("a point in time")
}

#[test]
fn twenty_minutes_change_no_verdict_and_cost_one_call() {
    for (clock, said) in [(1200, "20 minutes behind AWS's"), (-1200, "20 minutes ahead of AWS's")] {
        let scanned = apart(clock);
        assert_eq!(scanned.report.verdicts(), baseline().report.verdicts(), "{clock}");
        assert!(scanned.said.contains(said), "{}", scanned.said);
        let mut calls = scanned.report.calls();
        *calls.get_mut("sts:GetCallerIdentity").expect("asked who is asking") -= 1;
        assert_eq!(calls, baseline().report.calls(), "{clock}");
    }
}

#[test]
fn ages_are_reckoned_from_the_time_of_aws() {
    let days = 40;
    let scanned = apart(days * 86_400);
    let later = time_of(&scanned).duration_since(time_of(baseline()));
    assert!((later - SignedDuration::from_hours(24 * days)).abs() <= SignedDuration::from_secs(5), "{later}");
    assert!(scanned.said.contains("40 days behind AWS's"), "{}", scanned.said);
    // What is young enough by this machine's clock is too old by AWS's.
    assert_ne!(scanned.report.verdicts(), baseline().report.verdicts());
}

#[test]
fn a_clock_that_is_right_is_not_spoken_of() {
    assert!(!baseline().said.contains("clock"), "{}", baseline().said);
}
