//! Which call is under way: what the connector below the SDK must know of the call above it.
//!
//! In: an operation and its region, set by [`super::call`]. Out: the same for the tape, and the time of the answer back; throttles
//! go to the limits, which slow down what follows.

use super::limit::Limits;
use super::operations::Operation;
use jiff::Timestamp;
use std::cell::Cell;
use std::sync::Arc;

/// The call that is under way in this task.
pub(super) struct UnderWay {
    pub(super) operation: &'static Operation,
    pub(super) region: String,
    /// When its last answer came.
    pub(super) answered: Cell<Option<Timestamp>>,
    /// Requests sent for it so far.
    pub(super) attempts: Cell<u32>,
    pub(super) limits: Arc<Limits>,
}

tokio::task_local! {
    pub(super) static UNDER_WAY: UnderWay;
}
