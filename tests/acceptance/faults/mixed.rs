//! Everything at once, by chance: the same seed gives the same faults.

use super::{counts_what_happened, says_nothing_wrong, scan};
use crate::cloud::{Behaviour, Fault};

/// Faults that end by themselves.
const FAULTS: [Fault; 10] = [
    Fault::Throttle,
    Fault::Internal,
    Fault::Unavailable,
    Fault::Denied,
    Fault::Reset,
    Fault::Truncated,
    Fault::TruncatedChunks,
    Fault::Garbage,
    Fault::Empty,
    Fault::RepeatingList,
];

/// Seeds of one run; more with `TOMSCAN_FAULT_SEEDS`.
const SEEDS: u64 = 12;

fn seeds() -> u64 {
    std::env::var("TOMSCAN_FAULT_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(SEEDS)
}

/// Each fault with a chance: rare ones leave most verdicts alone, frequent ones hardly any.
fn mood(seed: u64) -> Behaviour {
    let chances = [0.002, 0.01, 0.05];
    let chance = chances[usize::try_from(seed).unwrap() % chances.len()];
    let spared = |fault: Fault| {
        let everywhere = fault.everywhere().chance(chance);
        // Without knowing who it is there is no scan, and so nothing to judge.
        everywhere.but("sts")
    };
    Behaviour { faults: FAULTS.into_iter().map(spared).collect(), seed, ..Behaviour::default() }
}

#[test]
fn a_random_mix_of_faults_says_nothing_wrong() {
    for seed in 0..seeds() {
        let scanned = scan(mood(seed), &[]);
        let what = format!("seed {seed}");
        says_nothing_wrong(&what, &scanned);
        counts_what_happened(&what, &scanned);
    }
}
