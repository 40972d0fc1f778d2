//! What can be known about scaling: Auto Scaling groups, and what Application Auto Scaling scales.

use super::Observed;
use super::cloudwatch::Capacity;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An Auto Scaling group of EC2 instances.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "autoscaling:DescribeAutoScalingGroups"))]
pub struct Group {
    /// `MinSize`.
    pub min_size: i64,
    /// `MaxSize`.
    pub max_size: i64,
    /// `DesiredCapacity`.
    pub desired_capacity: i64,
    /// `AvailabilityZones`: where it may start instances.
    pub availability_zones: Vec<String>,
    /// Availability zones of the instances that are in service and healthy, each once.
    pub instance_zones: Observed<Vec<String>>,
    /// `SuspendedProcesses[].ProcessName`.
    pub suspended_processes: Observed<Vec<String>>,
    /// Names of policies that add instances under load and can take effect: switched on, with an alarm or a forecast behind
    /// them.
    #[schemars(extend("x-operation" = "autoscaling:DescribePolicies"))]
    pub scaling_policies: Observed<Vec<String>>,
    /// Whether alarms tell when its instances run out of something. `storage` is absent.
    #[schemars(extend("x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"))]
    pub capacity: Capacity,
    /// What sets its size from outside, by its tags: `kubernetes` or `batch`; absent where nothing is known to.
    pub scaled_by: Observed<String>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A scalable target of Application Auto Scaling: an ECS service, a table, replicas of a cluster, …
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "application-autoscaling:DescribeScalableTargets"))]
pub struct ScalableTarget {
    /// `ServiceNamespace`, such as `ecs`.
    pub service_namespace: String,
    /// `ScalableDimension`, such as `ecs:service:DesiredCount`.
    pub scalable_dimension: String,
    /// `MinCapacity`.
    pub min_capacity: i64,
    /// `MaxCapacity`.
    pub max_capacity: i64,
    /// `SuspendedState.DynamicScalingOutSuspended`: policies add nothing at present.
    pub scale_out_suspended: bool,
    /// Names of policies that add capacity under load.
    #[schemars(extend("x-operation" = "application-autoscaling:DescribeScalingPolicies"))]
    pub scaling_policies: Observed<Vec<String>>,
}
