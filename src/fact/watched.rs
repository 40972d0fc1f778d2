//! What alarms tell of load balancers and Auto Scaling groups.

use super::Observed;
use super::cloudwatch::{Availability, Capacity};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An Application, Network or Gateway Load Balancer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elbv2:DescribeLoadBalancers"))]
pub struct LoadBalancer {
    /// `Type`: `application`, `network` or `gateway`.
    pub load_balancer_type: String,
    /// Whether alarms tell that it, or what stands behind it, does not answer: its own errors, or the health of every one of
    /// its target groups.
    #[schemars(extend(
        "x-operation" = "elbv2:DescribeTargetGroups cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub availability: Availability,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "elbv2:DescribeTags"))]
    pub tags: Observed<BTreeMap<String, String>>,
}

/// An Auto Scaling group of EC2 instances.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "autoscaling:DescribeAutoScalingGroups"))]
pub struct Group {
    /// `DesiredCapacity`.
    pub desired_capacity: i64,
    /// Whether alarms tell when its instances run out of something. `storage` is absent.
    #[schemars(extend(
        "x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub capacity: Capacity,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}
