//! What was asked, and how much at once.
//!
//! In: the beginning and the end of each call. Out: a [`Tally`], which its reader may take at any time and begin anew.

use super::call::Call;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What was asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Calls by operation, those refused among them.
    pub(crate) calls: BTreeMap<&'static str, u64>,
    /// Calls by account.
    pub(crate) accounts: BTreeMap<String, u64>,
    /// Answers "too many calls" by operation.
    pub(crate) throttled: BTreeMap<&'static str, u64>,
    /// Answers of status 400 and above by operation and status, those among them.
    pub(crate) refused: BTreeMap<(&'static str, u16), u64>,
    /// Most calls under way at once.
    pub(crate) at_once: usize,
    /// The same by service.
    pub(crate) at_once_in: BTreeMap<&'static str, usize>,
    /// Connections opened.
    pub(crate) connections: u64,
    first: Option<Instant>,
    last: Option<Instant>,
    /// When the last answer to each operation went out.
    ends: BTreeMap<&'static str, Instant>,
}

impl Tally {
    /// All calls.
    pub(crate) fn total(&self) -> u64 {
        self.calls.values().sum()
    }

    /// All throttled calls.
    pub(crate) fn throttles(&self) -> u64 {
        self.throttled.values().sum()
    }

    /// From the first request's arrival to the last answer's end.
    pub(crate) fn wall(&self) -> Duration {
        self.first.zip(self.last).map(|(first, last)| last - first).unwrap_or_default()
    }

    /// From the first request's arrival to the last answer of each operation; the latest first.
    pub(crate) fn ends(&self) -> Vec<(&'static str, Duration)> {
        let since = |end: &Instant| self.first.map(|first| *end - first).unwrap_or_default();
        let mut ends: Vec<_> = self.ends.iter().map(|(operation, end)| (*operation, since(end))).collect();
        ends.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
        ends
    }
}

/// A tally that is being kept.
#[derive(Debug, Default)]
pub(crate) struct Book(Mutex<Page>);

#[derive(Debug, Default)]
struct Page {
    tally: Tally,
    under_way: BTreeMap<&'static str, usize>,
}

impl Book {
    /// A call came.
    pub(crate) fn begin(&self, call: &Call) {
        let now = Instant::now();
        self.with(|page| {
            page.tally.first.get_or_insert(now);
            *page.tally.calls.entry(call.operation).or_default() += 1;
            match page.tally.accounts.get_mut(&call.account) {
                Some(count) => *count += 1,
                None => {
                    page.tally.accounts.insert(call.account.clone(), 1);
                }
            }
            let own = page.under_way.entry(call.service).or_default();
            *own += 1;
            let most = page.tally.at_once_in.entry(call.service).or_default();
            *most = (*most).max(*own);
            page.tally.at_once = page.tally.at_once.max(page.under_way.values().sum());
        });
    }

    /// Its answer is about to go out: whoever has read it finds it counted.
    pub(crate) fn answer(&self, call: &Call, status: u16, throttled: bool) {
        let now = Instant::now();
        self.with(|page| {
            page.tally.last = Some(now);
            if throttled {
                *page.tally.throttled.entry(call.operation).or_default() += 1;
            }
            if status >= 400 {
                *page.tally.refused.entry((call.operation, status)).or_default() += 1;
            }
        });
    }

    /// Its answer went out, or its connection ended.
    pub(crate) fn end(&self, call: &Call) {
        let now = Instant::now();
        self.with(|page| {
            page.tally.last = Some(now);
            page.tally.ends.insert(call.operation, now);
            if let Some(own) = page.under_way.get_mut(call.service) {
                *own = own.saturating_sub(1);
            }
        });
    }

    /// A connection was opened.
    pub(crate) fn connected(&self) {
        self.with(|page| page.tally.connections += 1);
    }

    /// What was asked so far.
    pub(crate) fn read(&self) -> Tally {
        self.with(|page| page.tally.clone())
    }

    /// Begins anew, and returns what was.
    pub(crate) fn reset(&self) -> Tally {
        self.with(|page| std::mem::take(&mut page.tally))
    }

    fn with<T>(&self, change: impl FnOnce(&mut Page) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
