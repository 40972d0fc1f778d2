//! Amazon EC2 Auto Scaling.

use super::{Endpoint, Members, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon EC2 Auto Scaling.
pub static AUTOSCALING: Service = Service {
    id: "autoscaling",
    sdk_id: "Auto Scaling",
    signing: "autoscaling",
    protocol: Protocol::Query { version: "2011-01-01" },
    endpoint: Endpoint::Regional("autoscaling"),
};

operations! { Xml AUTOSCALING, id "autoscaling", iam "autoscaling";
    /// Groups of the region with their instances.
    DescribeAutoScalingGroups: Region -> Groups, pages "NextToken" by "MaxRecords" = 100,
        |reply| (reply.auto_scaling_groups.member, reply.next_token) => Group;
    /// Scaling policies of the region.
    DescribePolicies: Region -> Policies, pages "NextToken" by "MaxRecords" = 100,
        |reply| (reply.scaling_policies.member, reply.next_token) => Policy;
}

/// `AutoScalingGroupsType`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Groups {
    /// The groups.
    pub auto_scaling_groups: Members<Group>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Group {
    /// Name.
    pub auto_scaling_group_name: String,
    /// ARN.
    #[serde(rename = "AutoScalingGroupARN")]
    pub auto_scaling_group_arn: Option<String>,
    /// Smallest size.
    pub min_size: i64,
    /// Largest size.
    pub max_size: i64,
    /// Size that it keeps.
    pub desired_capacity: i64,
    /// Where it may start instances.
    pub availability_zones: Members<String>,
    /// Its instances.
    pub instances: Option<Members<Instance>>,
    /// Processes that somebody stopped.
    pub suspended_processes: Option<Members<SuspendedProcess>>,
    /// Tags.
    pub tags: Option<Members<Tag>>,
}

/// An instance of a group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Instance {
    /// Zone.
    pub availability_zone: String,
    /// `InService`, `Pending`, `Standby`, …
    pub lifecycle_state: String,
    /// `Healthy` or `Unhealthy`.
    pub health_status: String,
}

/// A stopped process.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SuspendedProcess {
    /// Name, such as `Launch`.
    pub process_name: Option<String>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Key.
    pub key: Option<String>,
    /// Value.
    pub value: Option<String>,
}

/// `PoliciesType`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policies {
    /// The policies.
    pub scaling_policies: Members<Policy>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A scaling policy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policy {
    /// Name of the group.
    pub auto_scaling_group_name: String,
    /// Name.
    pub policy_name: String,
    /// `TargetTrackingScaling`, `StepScaling`, `SimpleScaling` or `PredictiveScaling`.
    pub policy_type: String,
    /// `ChangeInCapacity`, `PercentChangeInCapacity` or `ExactCapacity`.
    pub adjustment_type: Option<String>,
    /// What simple scaling adds or takes away.
    pub scaling_adjustment: Option<i64>,
    /// What step scaling adds or takes away.
    pub step_adjustments: Option<Members<StepAdjustment>>,
    /// The alarms that set it off.
    pub alarms: Option<Members<Alarm>>,
    /// Whether it is switched on. NOTE: true without it (`ScalingPolicy`, EC2 Auto Scaling API reference).
    pub enabled: Option<bool>,
    /// What predictive scaling does.
    pub predictive_scaling_configuration: Option<Prediction>,
}

/// One step of step scaling.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct StepAdjustment {
    /// What it adds or takes away.
    pub scaling_adjustment: i64,
}

/// An alarm.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Alarm {
    /// Name.
    pub alarm_name: Option<String>,
}

/// What predictive scaling does.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Prediction {
    /// `ForecastAndScale` or `ForecastOnly`, which is the default.
    pub mode: Option<String>,
}
