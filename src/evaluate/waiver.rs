//! Waivers: deviations that somebody accepts for a time.
//!
//! In: a waiver of a rule, a resource that deviates from it. Out: whether the one speaks of the other.

use crate::claim::Waiver;
use crate::fact::Identity;

/// Whether a waiver means this resource, whatever its date.
pub(super) fn speaks_of(waiver: &Waiver, resource: &Identity) -> bool {
    [resource.name(), resource.arn()].contains(&waiver.resource.as_str())
}
