//! Who changed what is newly refuted, and when, as far as CloudTrail's event history tells.
//!
//! In: a resource, and when it was last seen conforming. Out: the changes of it since then, or why they are not known. An event is
//! never more than a candidate: that it is the only one on the resource is said, that it is the cause is not.

use super::{Event, FindingChange};
use crate::fact::{ResourceKind, Unknown};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A resource that is newly refuted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Concerned {
    /// Its type.
    pub kind: ResourceKind,
    /// Region code, or `global`.
    pub region: String,
    /// The name in reports.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// The point in time of the last run in which it conformed, or was not there yet; none where no run tells.
    #[schemars(with = "Option<String>")]
    pub after: Option<Timestamp>,
}

impl Concerned {
    /// The resource of a finding that changed, last seen conforming at this time.
    pub fn of(change: &FindingChange, after: Option<Timestamp>) -> Self {
        let FindingChange { resource, region, name, arn, .. } = change;
        Self { kind: *resource, region: region.clone(), name: name.clone(), arn: arn.clone(), after }
    }
}

/// What is known of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "origin", rename_all = "kebab-case")]
pub enum Origin {
    /// There were changes of the resource.
    Named {
        /// The newest of them, newest first; at least one.
        events: Vec<Event>,
        /// The point in time from which on they were looked for.
        #[schemars(with = "String")]
        since: Timestamp,
        /// Whether these are all since then, so that a single one is the only one. Otherwise there may be others.
        all: bool,
    },
    /// It is not known.
    Unknown {
        /// The reason.
        reason: OriginUnknown,
    },
}

impl Origin {
    /// Not known for this reason.
    pub fn unknown(reason: OriginUnknown) -> Self {
        Self::Unknown { reason }
    }

    /// Whether several changes come into question, or may do so.
    pub fn is_ambiguous(&self) -> bool {
        matches!(self, Self::Named { events, all, .. } if !all || events.len() > 1)
    }

    /// The events, newest first; none where nothing is known.
    pub fn events(&self) -> &[Event] {
        match self {
            Self::Named { events, .. } => events,
            Self::Unknown { .. } => &[],
        }
    }
}

/// Why it is not known who changed a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum OriginUnknown {
    /// The event history was not seen: denied, throttled, failed, not in the recording.
    NotSeen {
        /// What stood in the way, with the IAM action.
        unknown: Unknown,
    },
    /// The history shows no change of the resource, at least not yet.
    NoEvent {
        /// The point in time from which on it was looked for.
        #[schemars(with = "String")]
        since: Timestamp,
    },
    /// The history shows no change, but it does not reach back to when the resource was last seen conforming.
    BeforeHistory {
        /// When that was.
        #[schemars(with = "String")]
        after: Timestamp,
    },
    /// So many events of the resource are no changes that the older ones were not read.
    TooManyEvents {
        /// How many were read.
        read: usize,
        /// The time of the oldest of them.
        #[schemars(with = "Option<String>")]
        back_to: Option<Timestamp>,
    },
    /// More resources are newly refuted than are asked about in one run.
    TooManyResources {
        /// How many were asked about.
        most: usize,
    },
    /// The finding is about a setting of an account or a region, or something put together, which no event names.
    NotNamed,
}
