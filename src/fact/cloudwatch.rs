//! What can be known about alarms: what they watch, and whether somebody hears of them.
//!
//! An alarm *reaches somebody* when its actions are on and one of them is an SNS topic with a confirmed subscriber that is a
//! person's address or another service's endpoint, whose policy and key let the sender publish; or when a composite alarm
//! that goes off with it does so.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// An alarm on a metric, on logs, or on other alarms.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "cloudwatch:DescribeAlarms"))]
pub struct Alarm {
    /// `Namespace` and `MetricName`, such as `AWS/EC2 StatusCheckFailed`; null for other alarms.
    pub metric: Option<String>,
    /// The metric tells whether something can be reached or is healthy.
    pub availability: bool,
    /// `ActionsEnabled`.
    pub actions_enabled: bool,
    /// One of its actions, or of a composite alarm above it, is there to tell somebody, not to restart or scale something.
    pub names_recipient: bool,
    /// `StateValue`.
    pub state: String,
    /// Its going off reaches somebody.
    #[schemars(extend("x-operation" = "sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"))]
    pub reaches_somebody: Observed<bool>,
}

/// Whether alarms tell that a system cannot be reached or is not healthy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Availability {
    /// There is an alarm that goes off then.
    pub watched: Observed<bool>,
    /// There is one whose going off reaches somebody.
    pub notified: Observed<bool>,
}

/// Whether alarms tell, and somebody hears, that a system runs out of something.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Capacity {
    /// Of computing time (`CPUUtilization`).
    pub cpu: Observed<bool>,
    /// Of memory (`FreeableMemory`, `MemoryUtilization`, `mem_used_percent`).
    pub memory: Observed<bool>,
    /// Of storage (`FreeStorageSpace`); absent where storage grows by itself (Aurora, Neptune, DocumentDB).
    pub storage: Observed<bool>,
    /// Alarms that watch one of these and reach nobody.
    pub silent_alarms: Observed<Vec<String>>,
}

/// The account: of which changes somebody hears.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Account {
    /// Changes of IAM policies and of their attachments.
    #[schemars(extend(
        "x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors logs:DescribeMetricFilters cloudwatch:DescribeAlarms events:ListRules events:ListTargetsByRule sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub permission_changes: Changes,
    /// Disabling and scheduled deletion of KMS keys.
    #[schemars(extend(
        "x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors logs:DescribeMetricFilters cloudwatch:DescribeAlarms events:ListRules events:ListTargetsByRule sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub key_changes: Changes,
    /// Sign-in and calls of the root user.
    #[schemars(extend(
        "x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors logs:DescribeMetricFilters cloudwatch:DescribeAlarms events:ListRules events:ListTargetsByRule sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub root_use: Changes,
}

/// Of which of these events somebody hears.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Changes {
    /// Of every one, wherever in the regions in question it happens: a metric filter on the log group of a trail that
    /// delivers, or an EventBridge rule, matches it and reaches somebody.
    pub notified: Observed<bool>,
    /// Those of which surely nobody hears, such as `DisableKey (eu-west-1)`.
    pub unnoticed: Vec<String>,
    /// Metric filters and rules that match one of these events for sure.
    pub noticed_by: Vec<String>,
}
