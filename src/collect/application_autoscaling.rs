//! Scalable targets of Application Auto Scaling.
//!
//! Calls per region: `DescribeScalableTargets` per kind of service, `DescribeScalingPolicies` for those that have targets.

use super::survey::{Site, Survey, not_collected};
use super::{Found, in_turn};
use crate::aws::Answer;
use crate::aws::wire::application_autoscaling::{
    DescribeScalableTargets, DescribeScalingPolicies, ScalableTarget as Listed, ScalingPolicy,
};
use crate::fact::autoscaling::ScalableTarget;
use crate::fact::{Resource, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::ApplicationAutoscalingTarget;

/// Kinds of services that carry load of an application. Their names go with every request, so each is a call of its own.
const NAMESPACES: &[&str] = &["ecs", "ec2", "dynamodb", "rds", "elasticache", "lambda"];

/// Collects scalable targets.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    let mut found = Found::default();
    let parts = in_turn(NAMESPACES.iter().map(|namespace| async move {
        let asked = json!({ "ServiceNamespace": namespace });
        let targets = site.list::<DescribeScalableTargets>(asked.clone()).await;
        let some = targets.seen.value().is_some_and(|targets| !targets.is_empty());
        let policies = if some { site.list_for::<DescribeScalingPolicies>(KIND, asked).await } else { not_collected() };
        (targets, policies)
    }))
    .await;
    found.note_parts(KIND, &site.region, parts.iter().map(|(targets, _)| &targets.seen));
    for (targets, policies) in &parts {
        let items = targets.seen.value().into_iter().flatten();
        found.resources.extend(items.map(|item| target(site, item, targets, policies.clone())));
    }
    found
}

fn target(
    site: &Site<'_>,
    item: &Listed,
    listed: &Answer<Vec<Listed>>,
    policies: Answer<Vec<ScalingPolicy>>,
) -> Resource {
    // One resource may be scaled along several dimensions: reads and writes of a table.
    let dimension = item.scalable_dimension.rsplit(':').next().unwrap_or_default();
    let name = format!("{} {dimension}", item.resource_id);
    let arn = item.scalable_target_arn.clone();
    let arn = arn.unwrap_or_else(|| site.arn("application-autoscaling", &format!("scalable-target/{name}")));
    let mut sheet = site.sheet(KIND, &name, &arn, listed);
    let suspended = item.suspended_state.as_ref().and_then(|state| state.dynamic_scaling_out_suspended);
    let facts = ScalableTarget {
        service_namespace: item.service_namespace.clone(),
        scalable_dimension: item.scalable_dimension.clone(),
        min_capacity: item.min_capacity,
        max_capacity: item.max_capacity,
        scale_out_suspended: suspended.unwrap_or(false),
        scaling_policies: sheet.seen(policies).map(|policies| scaling_out(item, &policies)),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Names of the target's policies that add capacity under load and can take effect.
fn scaling_out(target: &Listed, policies: &[ScalingPolicy]) -> Vec<String> {
    let own = policies.iter().filter(|policy| {
        policy.resource_id == target.resource_id && policy.scalable_dimension == target.scalable_dimension
    });
    own.filter(|policy| adds(target, policy)).map(|policy| policy.policy_name.clone()).collect()
}

/// Whether a policy adds capacity under load. Target tracking makes its alarms itself; a step policy that no alarm sets off
/// never runs.
fn adds(target: &Listed, policy: &ScalingPolicy) -> bool {
    let alarmed = policy.alarms.as_ref().is_some_and(|alarms| !alarms.is_empty());
    match policy.policy_type.as_str() {
        "TargetTrackingScaling" => true,
        "StepScaling" => policy.step_scaling_policy_configuration.as_ref().is_some_and(|steps| {
            let exact = steps.adjustment_type.as_deref() == Some("ExactCapacity");
            let floor = if exact { target.min_capacity } else { 0 };
            let mut changes = steps.step_adjustments.iter().flatten().map(|step| step.scaling_adjustment);
            alarmed && changes.any(|change| change > floor)
        }),
        "PredictiveScaling" => {
            let prediction = policy.predictive_scaling_policy_configuration.as_ref();
            prediction.and_then(|prediction| prediction.mode.as_deref()) == Some("ForecastAndScale")
        }
        _ => false,
    }
}
