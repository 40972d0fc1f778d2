//! What can be known about Amazon Data Lifecycle Manager, which makes EBS snapshots and machine images on a schedule.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A lifecycle policy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "dlm:GetLifecyclePolicies"))]
pub struct Policy {
    /// `State`: `ENABLED`, `DISABLED`, `ERROR`.
    pub state: Observed<String>,
    /// `PolicyType`: `EBS_SNAPSHOT_MANAGEMENT`, `IMAGE_MANAGEMENT`, `EVENT_BASED_POLICY`.
    pub policy_type: Observed<String>,
    /// What it does.
    #[schemars(extend("x-operation" = "dlm:GetLifecyclePolicy"))]
    pub details: Observed<Details>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// `PolicyDetails`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Details {
    /// The longest time in hours between two runs of the schedule that runs most often (`CreateRule`, `CreateInterval`).
    /// Absent for policies that copy what others made (`EVENT_BASED_POLICY`).
    pub interval_hours: Observed<f64>,
    /// Regions, other than its own, to which it copies (`CrossRegionCopyRules`, `CrossRegionCopyTargets`, `Actions`).
    pub copy_regions: Vec<String>,
}
