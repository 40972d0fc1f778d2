//! Application Auto Scaling: ECS services, tables, replicas and more.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Application Auto Scaling.
pub static APPLICATION_AUTOSCALING: Service = Service {
    id: "application-autoscaling",
    sdk_id: "Application Auto Scaling",
    signing: "application-autoscaling",
    protocol: Protocol::Json { target: "AnyScaleFrontendService", version: "1.1" },
    endpoint: Endpoint::Regional("application-autoscaling"),
};

operations! { Json APPLICATION_AUTOSCALING, id "application-autoscaling", iam "application-autoscaling";
    /// What is registered for scaling, of one kind of service.
    DescribeScalableTargets: Region -> ScalableTargets, pages "NextToken" by "MaxResults" = 50,
        |reply| (reply.scalable_targets, reply.next_token) => ScalableTarget;
    /// Scaling policies of one kind of service.
    DescribeScalingPolicies: Region -> ScalingPolicies, pages "NextToken" by "MaxResults" = 50,
        |reply| (reply.scaling_policies, reply.next_token) => ScalingPolicy;
}

/// `DescribeScalableTargetsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ScalableTargets {
    /// The targets.
    pub scalable_targets: Vec<ScalableTarget>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A scalable target.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ScalableTarget {
    /// Kind of service, such as `ecs`.
    pub service_namespace: String,
    /// What is scaled, such as `service/shop/web`.
    pub resource_id: String,
    /// Which of its sizes.
    pub scalable_dimension: String,
    /// Smallest size.
    pub min_capacity: i64,
    /// Largest size.
    pub max_capacity: i64,
    /// What somebody stopped.
    pub suspended_state: Option<SuspendedState>,
    /// ARN.
    #[serde(rename = "ScalableTargetARN")]
    pub scalable_target_arn: Option<String>,
}

/// What somebody stopped.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SuspendedState {
    /// Policies add nothing.
    pub dynamic_scaling_out_suspended: Option<bool>,
}

/// `DescribeScalingPoliciesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ScalingPolicies {
    /// The policies.
    pub scaling_policies: Vec<ScalingPolicy>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A scaling policy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ScalingPolicy {
    /// Name.
    pub policy_name: String,
    /// What it scales.
    pub resource_id: String,
    /// Which of its sizes.
    pub scalable_dimension: String,
    /// `TargetTrackingScaling`, `StepScaling` or `PredictiveScaling`.
    pub policy_type: String,
    /// What step scaling does.
    pub step_scaling_policy_configuration: Option<StepScaling>,
    /// What predictive scaling does.
    pub predictive_scaling_policy_configuration: Option<Prediction>,
    /// The alarms that set it off.
    pub alarms: Option<Vec<Alarm>>,
}

/// What step scaling does.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct StepScaling {
    /// `ChangeInCapacity`, `PercentChangeInCapacity` or `ExactCapacity`.
    pub adjustment_type: Option<String>,
    /// Its steps.
    pub step_adjustments: Option<Vec<StepAdjustment>>,
}

/// One step of step scaling.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct StepAdjustment {
    /// What it adds or takes away.
    pub scaling_adjustment: i64,
}

/// What predictive scaling does.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Prediction {
    /// `ForecastAndScale` or `ForecastOnly`, which is the default.
    pub mode: Option<String>,
}

/// An alarm.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Alarm {
    /// Name.
    pub alarm_name: String,
}
