//! Amazon Data Lifecycle Manager: policies that make EBS snapshots and machine images on a schedule.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Amazon Data Lifecycle Manager.
pub static DLM: Service = Service {
    id: "dlm",
    sdk_id: "DLM",
    signing: "dlm",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("dlm"),
};

operations! { Json DLM, id "dlm", iam "dlm";
    /// The policies of the region, all at once; default policies too, if all are asked for.
    GetLifecyclePolicies: Region "GET" "/policies" -> Policies;
    /// What a policy does.
    GetLifecyclePolicy: Region "GET" "/policies/{policyId}" -> PolicyReply;
}

/// `GetLifecyclePoliciesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policies {
    /// The policies.
    pub policies: Vec<PolicySummary>,
}

/// `LifecyclePolicySummary`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PolicySummary {
    /// Id.
    pub policy_id: String,
    /// `ENABLED`, `DISABLED`, `ERROR`.
    pub state: Option<String>,
    /// `EBS_SNAPSHOT_MANAGEMENT`, `IMAGE_MANAGEMENT`, `EVENT_BASED_POLICY`.
    pub policy_type: Option<String>,
    /// Tags.
    pub tags: Option<BTreeMap<String, String>>,
}

/// `GetLifecyclePolicyResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyReply {
    /// The policy.
    pub policy: Policy,
}

/// `LifecyclePolicy`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policy {
    /// What it does.
    pub policy_details: PolicyDetails,
}

/// `PolicyDetails`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyDetails {
    /// Schedules of a custom policy.
    pub schedules: Option<Vec<Schedule>>,
    /// Days between two runs of a default policy.
    pub create_interval: Option<i64>,
    /// `SIMPLIFIED` for a default policy, `STANDARD` for a custom one.
    pub policy_language: Option<String>,
    /// Copies of a default policy.
    pub cross_region_copy_targets: Option<Vec<CopyTarget>>,
    /// What a policy does about snapshots that others made.
    pub actions: Option<Vec<Action>>,
}

/// `Schedule`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Schedule {
    /// Its name, which stands in a tag of its snapshots.
    pub name: Option<String>,
    /// When it runs.
    pub create_rule: Option<CreateRule>,
    /// Copies.
    pub cross_region_copy_rules: Option<Vec<CopyRule>>,
}

/// `CreateRule`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CreateRule {
    /// Interval in units.
    pub interval: Option<i64>,
    /// `HOURS`.
    pub interval_unit: Option<String>,
    /// A cron expression instead.
    pub cron_expression: Option<String>,
}

/// `CrossRegionCopyRule`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CopyRule {
    /// Region, or ARN of an Outpost.
    pub target: Option<String>,
    /// Region, of older and of image policies.
    pub target_region: Option<String>,
}

/// `CrossRegionCopyTarget`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CopyTarget {
    /// Region.
    pub target_region: Option<String>,
}

/// `Action`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Action {
    /// Copies.
    pub cross_region_copy: Vec<ActionCopy>,
}

/// `CrossRegionCopyAction`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ActionCopy {
    /// Region, or ARN of an Outpost.
    pub target: String,
}
