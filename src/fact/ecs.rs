//! What can be known about Amazon ECS.

use super::Observed;
use super::cloudwatch::Capacity;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An ECS service.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ecs:ListClusters ecs:ListServices ecs:DescribeServices"))]
pub struct Service {
    /// Name of the cluster, from `ClusterArn`.
    pub cluster: String,
    /// `DesiredCount`: 0 for a service that is switched off; of one with a task on every node (`DAEMON`), what AWS counts.
    pub desired_count: i64,
    /// Whether alarms tell when it runs out of something. `storage` is absent.
    #[schemars(extend(
        "x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub capacity: Capacity,
    /// Tags (`tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}
