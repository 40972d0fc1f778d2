//! How many calls may be under way at once, so that production keeps its share of the account's API limits.
//!
//! In: a service and a region. Out: a permit. IAM has one global endpoint with unpublished limits, so it gets the fewest.

use super::operations::Operation;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Permits per service and region.
#[derive(Debug, Default)]
pub(super) struct Limits {
    permits: Mutex<HashMap<(&'static str, String), Arc<Semaphore>>>,
}

/// Calls at once to one service in one region.
fn at_once(service: &str) -> usize {
    match service {
        "s3" => 64,
        "kms" => 10,
        "rds" => 6,
        _ => 4,
    }
}

impl Limits {
    /// Waits until one more call to the operation's service may start.
    pub(super) async fn permit(&self, operation: &Operation, region: &str) -> Option<OwnedSemaphorePermit> {
        let service = operation.service();
        let semaphore = {
            let mut permits = self.permits.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(
                permits
                    .entry((service, region.to_owned()))
                    .or_insert_with(|| Arc::new(Semaphore::new(at_once(service)))),
            )
        };
        semaphore.acquire_owned().await.ok()
    }
}
