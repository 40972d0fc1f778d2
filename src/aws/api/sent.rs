//! Operations ready to be sent, made once: where they go, how they are signed and retried does not change during a scan.
//!
//! In: an operation and its region. Out: what the SDK's runtime needs to send it.

use super::read::{ApiError, Body};
use aws_smithy_runtime::client::orchestrator::operation::Operation as SdkOperation;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An operation that takes the members of a request.
pub(super) type Sendable = SdkOperation<Map<String, Value>, Body, ApiError>;

/// Those of one account.
#[derive(Debug, Default)]
pub(in crate::aws) struct Sent(Mutex<HashMap<(&'static str, String), Arc<Sendable>>>);

impl Sent {
    pub(super) fn get(&self, operation: &'static str, region: &str, make: impl FnOnce() -> Sendable) -> Arc<Sendable> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry((operation, region.to_owned())).or_insert_with(|| Arc::new(make())))
    }
}
