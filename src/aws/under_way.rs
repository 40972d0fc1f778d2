//! Which call is under way: what the connector below the SDK must know of the call above it.
//!
//! In: an operation and its region, set by [`super::call`]. Out: the same for the tape, and the time of the answer back.

use super::operations::Operation;
use jiff::Timestamp;
use std::cell::Cell;

/// The call that is under way in this task.
pub(super) struct UnderWay {
    pub(super) operation: &'static Operation,
    pub(super) region: String,
    /// When its last answer came.
    pub(super) answered: Cell<Option<Timestamp>>,
}

tokio::task_local! {
    pub(super) static UNDER_WAY: UnderWay;
}
