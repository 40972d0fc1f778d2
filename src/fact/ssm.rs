//! What can be known about servers: EC2 instances that run, and servers elsewhere that Systems Manager manages.

use super::Observed;
use super::cloudwatch::Availability;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A running EC2 instance.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ec2:DescribeInstances"))]
pub struct Server {
    /// Tag `aws:autoscaling:groupName`: the group replaces it when it fails.
    pub autoscaling_group: Option<String>,
    /// `Operator.Principal`: the AWS service that runs it and keeps it up to date.
    pub operated_by: Option<String>,
    /// The last patch operation; absent where Systems Manager reports none.
    #[schemars(extend("x-operation" = "ssm:DescribeInstancePatchStates"))]
    pub patches: Observed<Patches>,
    /// Whether alarms tell of its failure.
    #[schemars(extend(
        "x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub availability: Availability,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A server outside EC2 that Systems Manager manages (`ResourceType` `ManagedInstance`).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ssm:DescribeInstanceInformation"))]
pub struct HybridNode {
    /// `PingStatus` is `Online`; unknown where the connection is lost: it may be switched off or be no more.
    pub online: Observed<bool>,
    /// `PlatformName` and `PlatformVersion`.
    pub platform: Option<String>,
    /// The last patch operation; absent where Systems Manager reports none.
    #[schemars(extend("x-operation" = "ssm:DescribeInstancePatchStates"))]
    pub patches: Observed<Patches>,
}

/// What the last patch operation (`InstancePatchState`) found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Patches {
    /// `Operation`: `Scan` or `Install`.
    pub operation: String,
    /// Days since `OperationEndTime`.
    pub age_days: i64,
    /// `CriticalNonCompliantCount`: patches marked critical by the baseline that are missing, failed, or wait for a restart.
    pub critical: Observed<i64>,
    /// `SecurityNonCompliantCount`: likewise for patches that a security advisory names.
    pub security: Observed<i64>,
    /// `MissingCount`: all patches of the baseline that are missing.
    pub missing: Observed<i64>,
    /// `FailedCount`: patches whose installation failed.
    pub failed: Observed<i64>,
}
