//! Runs by night.
//!
//! In: links of the chain. Out: per account, or whatever else tells series apart, the dates (UTC) on which something ran, and what
//! a night says of a claim.

use super::{Act, Entry, Link, Scan};
use crate::evaluate::Verdict;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// What ran on one date.
#[derive(Clone, Debug, Default)]
pub struct Night<'l> {
    scans: Vec<(&'l Link, &'l Scan)>,
    failed: bool,
}

impl<'l> Night<'l> {
    /// The scan that counts: the last complete one, else the last that was broken off.
    pub fn scan(&self) -> Option<(&'l Link, &'l Scan)> {
        let complete = self.scans.iter().rfind(|(_, scan)| scan.complete);
        complete.or(self.scans.last()).copied()
    }

    /// Whether something ran, and came to no report.
    pub fn failed(&self) -> bool {
        self.failed && self.scans.is_empty()
    }

    /// The verdict on a claim: refuted where any scan of the night refuted it, whatever a later one said; else that of the scan
    /// that counts. `None`: it was not claimed, or nothing was scanned.
    pub fn verdict(&self, claim: &str) -> Option<Verdict> {
        if self.scans.iter().any(|(_, scan)| scan.verdict(claim) == Some(Verdict::Refuted)) {
            return Some(Verdict::Refuted);
        }
        self.scan()?.1.verdict(claim)
    }
}

/// The date (UTC) of a run.
pub fn date_of(entry: &Entry) -> Date {
    entry.time().to_zoned(TimeZone::UTC).date()
}

/// Runs by series and date. A run that failed came to no account: it stands in every series.
pub fn by_night<'l, K: Ord>(
    links: impl IntoIterator<Item = &'l Link>,
    series: impl Fn(&'l Scan) -> K,
) -> BTreeMap<K, BTreeMap<Date, Night<'l>>> {
    let mut all: BTreeMap<K, BTreeMap<Date, Night<'_>>> = BTreeMap::new();
    let mut failures = Vec::new();
    for link in links {
        let date = date_of(&link.entry);
        match &link.entry.act {
            Act::Scan(scan) => {
                let nights = all.entry(series(scan)).or_default();
                nights.entry(date).or_default().scans.push((link, scan));
            }
            Act::Failure(_) => failures.push(date),
            Act::Acceptance(_) | Act::Pruning(_) => {}
        }
    }
    for nights in all.values_mut() {
        for date in &failures {
            nights.entry(*date).or_default().failed = true;
        }
    }
    all
}
