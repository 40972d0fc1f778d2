//! Pruning: raw data go after their time, the chain stays whole.
//!
//! In: a point in time. Out: what was removed. That data were removed is itself a link of the chain, written first: who verifies
//! later knows that they were pruned and did not just vanish.

use super::entry::{Act, Pruning};
use super::store::Removal;
use super::{Ledger, LedgerError, Link};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// What a pruning did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Runs whose data are gone now.
    pub runs: u64,
    /// Files removed.
    pub removed: u64,
    /// Files that a retention of S3 still protects.
    pub retained: u64,
}

impl Ledger {
    /// Removes the data of runs before a point in time. The last complete scan of each account and document keeps its own, because
    /// the next one is compared with it, and so do acceptances that still count.
    pub fn prune(&mut self, before: Timestamp, now: Timestamp) -> Result<Pruned, LedgerError> {
        let done = self.pruned_runs();
        let needed = self.needed(now);
        let old = |link: &&Link| link.entry.time() < before && link.entry.data().next().is_some();
        let runs: Vec<u64> = self
            .links
            .iter()
            .filter(old)
            .map(|link| link.entry.run)
            .filter(|run| !done.contains(run) && !needed.contains(run))
            .collect();
        if !runs.is_empty() {
            let runs = runs.clone();
            self.keep(now, &[], move |_| Act::Pruning(Pruning { time: now, before, runs }))?;
        }
        self.store.sweep();
        // Also what an earlier pruning did not come to, or what was retained then.
        let mut pruned = Pruned { runs: runs.len() as u64, ..Pruned::default() };
        let present: BTreeSet<String> = self.store.list(super::entry::DATA)?.into_iter().collect();
        for run in done.into_iter().chain(runs) {
            for stored in self.run(run)?.entry.data().filter(|stored| present.contains(&stored.name)) {
                match self.store.remove(&stored.name)? {
                    Removal::Removed => pruned.removed += 1,
                    Removal::Retained => pruned.retained += 1,
                }
            }
        }
        Ok(pruned)
    }

    /// Runs whose data later runs still need.
    fn needed(&self, now: Timestamp) -> BTreeSet<u64> {
        let mut last: BTreeMap<(&str, &str, &str), u64> = BTreeMap::new();
        for (link, scan) in self.scans().filter(|(_, scan)| scan.complete) {
            last.insert((&scan.account, &scan.party, &scan.title), link.entry.run);
        }
        let today = now.to_zoned(TimeZone::UTC).date();
        let counting = self.links.iter().filter(|link| match &link.entry.act {
            Act::Acceptance(acceptance) => today <= acceptance.until,
            _ => false,
        });
        counting.map(|link| link.entry.run).chain(last.values().copied()).collect()
    }
}
