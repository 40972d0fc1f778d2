//! How many requests went out, and how AWS received them.
//!
//! In: each request, with its number among those for the same call; each throttle. Out: [`Traffic`], per operation.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Requests of a scan per API operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// All of them, retries included.
    pub requests: BTreeMap<String, u64>,
    /// Those that AWS throttled.
    pub throttled: BTreeMap<String, u64>,
    /// Those that asked once more what had failed.
    pub retried: BTreeMap<String, u64>,
}

/// Counts requests; copies count together.
#[derive(Clone, Debug, Default)]
pub(super) struct Counter(Arc<Mutex<Traffic>>);

impl Counter {
    /// A request goes out; `attempt` is 1 for the first of its call.
    pub(super) fn request(&self, operation: &str, attempt: u32) {
        let mut traffic = self.locked();
        add(&mut traffic.requests, operation);
        if attempt > 1 {
            add(&mut traffic.retried, operation);
        }
    }

    /// AWS throttled a request.
    pub(super) fn throttled(&self, operation: &str) {
        add(&mut self.locked().throttled, operation);
    }

    /// What was counted so far.
    pub(super) fn so_far(&self) -> Traffic {
        self.locked().clone()
    }

    fn locked(&self) -> MutexGuard<'_, Traffic> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn add(counts: &mut BTreeMap<String, u64>, operation: &str) {
    match counts.get_mut(operation) {
        Some(count) => *count += 1,
        None => {
            counts.insert(operation.to_owned(), 1);
        }
    }
}
