//! The sheet on which a collector notes what it sees of one resource.
//!
//! In: answers. Out: a [`Resource`] with its facts and the times of the answers.

use crate::aws::wire::Time;
use crate::aws::{Account, Answer};
use crate::fact::{Observed, Resource, ResourceKind};
use aws_smithy_types::DateTime;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Which resource it is.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) kind: ResourceKind,
    pub(super) region: String,
    pub(super) name: String,
    pub(super) arn: String,
    answered: BTreeMap<String, Timestamp>,
}

impl Sheet {
    pub(super) fn new(kind: ResourceKind, region: &str, name: &str, arn: &str) -> Self {
        Self { kind, region: region.to_owned(), name: name.to_owned(), arn: arn.to_owned(), answered: BTreeMap::new() }
    }

    /// Notes when an answer came and hands on what was seen.
    pub(super) fn seen<T>(&mut self, answer: Answer<T>) -> Observed<T> {
        self.answered(&answer.answered);
        answer.seen
    }

    /// The same of an answer that many sheets look at.
    pub(super) fn saw<'t, T>(&mut self, answer: &'t Answer<T>) -> Observed<&'t T> {
        self.answered(&answer.answered);
        answer.seen.as_ref()
    }

    /// Notes when an answer came.
    pub(super) fn answered(&mut self, answered: &[(&'static str, Timestamp)]) {
        self.answered.extend(answered.iter().map(|(operation, time)| ((*operation).to_owned(), *time)));
    }

    /// The resource with its facts.
    pub(super) fn finish(self, account: &str, facts: &impl Serialize) -> Resource {
        let facts = match serde_json::to_value(facts) {
            Ok(Value::Object(facts)) => facts,
            _ => Map::new(),
        };
        Resource {
            kind: self.kind,
            account: account.to_owned(),
            region: self.region,
            name: self.name,
            arn: self.arn,
            facts,
            answered: self.answered,
        }
    }
}

/// Days from a point in time to the scan's now; 0 for what happened since the scan began.
pub(super) fn days_since(account: &Account, time: &DateTime) -> i64 {
    ((account.now.as_second() - time.secs()) / DAY).max(0)
}

/// Days from a point in time on the light caller's wire to the scan's now; 0 for what happened since the scan began.
pub(super) fn age_days(account: &Account, time: Time) -> i64 {
    ((account.now.as_second() - time.0.as_second()) / DAY).max(0)
}

/// Days from the scan's now to a point in time, begun ones counted whole.
pub(super) fn days_until(account: &Account, time: &DateTime) -> i64 {
    (time.secs() - account.now.as_second() + DAY - 1).max(0) / DAY
}

/// Hours from a point in time to the scan's now; 0 for what happened since the scan began.
#[expect(clippy::cast_precision_loss, reason = "seconds of a few years are exact in a double")]
pub(super) fn hours_since(account: &Account, time: &DateTime) -> f64 {
    (account.now.as_second() - time.secs()).max(0) as f64 / 3600.0
}

/// Whole days from a point in time to now, the scan's; 0 for what happened since the scan began.
pub(super) fn days_ago(now: Timestamp, time: Timestamp) -> i64 {
    ((now.as_second() - time.as_second()) / DAY).max(0)
}

/// Hours from a point in time to now, the scan's; 0 for what happened since the scan began.
#[expect(clippy::cast_precision_loss, reason = "seconds of a few years are exact in a double")]
pub(super) fn hours_ago(now: Timestamp, time: Timestamp) -> f64 {
    (now.as_second() - time.as_second()).max(0) as f64 / 3600.0
}

/// Seconds of a day.
const DAY: i64 = 86_400;
