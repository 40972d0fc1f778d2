//! Auto Scaling groups.
//!
//! Calls per region: `DescribeAutoScalingGroups`, `DescribePolicies` for all groups at once.

use super::Found;
use super::alarms::Shortages;
use super::sheet::Sheet;
use super::survey::{Site, Survey, not_collected};
use crate::alarm::{Need, Target};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::autoscaling::{DescribeAutoScalingGroups, DescribePolicies, Group as Listed, Policy};
use crate::fact::autoscaling::Group;
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const KIND: ResourceKind = ResourceKind::AutoscalingGroup;

/// Tags by which the size of a group is known to be set from outside. NOTE: "Auto-Discovery Setup" (Cluster Autoscaler on
/// AWS), "Customizing managed nodes" (EKS User Guide), "Compute environments" (AWS Batch User Guide).
const SET_FROM_OUTSIDE: &[(&str, &str)] = &[
    ("k8s.io/cluster-autoscaler/", "kubernetes"),
    ("kubernetes.io/cluster/", "kubernetes"),
    ("eks:", "kubernetes"),
    ("AWSBatchServiceTag", "batch"),
];

/// Collects groups.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    let listed = site.list::<DescribeAutoScalingGroups>(json!({})).await;
    let some = listed.seen.value().is_some_and(|groups| !groups.is_empty());
    let policies = if some { site.list_for::<DescribePolicies>(KIND, json!({})).await } else { not_collected() };
    site.each(KIND, async { listed }, async |item, listed| {
        let name = &item.auto_scaling_group_name;
        let arn = item.auto_scaling_group_arn.clone();
        let arn =
            arn.unwrap_or_else(|| site.arn("autoscaling", &format!("autoScalingGroup:*:autoScalingGroupName/{name}")));
        group(site, item, site.sheet(KIND, name, &arn, listed), policies.clone()).await
    })
    .await
}

/// What must be watched so that shortages of a group's instances are noticed.
fn shortages(name: &str) -> Shortages {
    Shortages { cpu: Need::one(Target::group_cpu(name)), memory: Need::one(Target::group_memory(name)), storage: None }
}

async fn group(site: &Site<'_>, item: &Listed, mut sheet: Sheet, policies: Answer<Vec<Policy>>) -> Resource {
    let action = DescribeAutoScalingGroups::OPERATION.action;
    let tags: Observed<BTreeMap<String, String>> = Observed::required(item.tags.clone(), action).map(|tags| {
        let pairs = tags.member.into_iter().filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default())));
        pairs.collect()
    });
    let suspended = Observed::required(item.suspended_processes.clone(), action);
    let needs = shortages(&item.auto_scaling_group_name);
    let facts = Group {
        capacity: site.alarms.capacity(KIND, &mut sheet, &site.region, &needs).await,
        min_size: item.min_size,
        max_size: item.max_size,
        desired_capacity: item.desired_capacity,
        availability_zones: item.availability_zones.member.clone(),
        instance_zones: Observed::required(zones_in_service(item), action),
        suspended_processes: suspended
            .map(|processes| processes.member.into_iter().filter_map(|process| process.process_name).collect()),
        scaling_policies: sheet.seen(policies).map(|policies| scaling_out(item, &policies)),
        scaled_by: tags.clone().and_then(|tags| Observed::of(scaled_by(&tags))),
        tags,
    };
    sheet.finish(&site.account.id, &facts)
}

/// The zones of instances that work.
fn zones_in_service(group: &Listed) -> Option<Vec<String>> {
    let instances = group.instances.as_ref()?.member.iter();
    // NOTE: AWS writes `Healthy`, and `HEALTHY` in some answers (`Instance`, EC2 Auto Scaling API reference).
    let working = instances.filter(|instance| {
        instance.lifecycle_state == "InService" && instance.health_status.eq_ignore_ascii_case("healthy")
    });
    let zones: BTreeSet<&str> = working.map(|instance| instance.availability_zone.as_str()).collect();
    Some(zones.into_iter().map(str::to_owned).collect())
}

fn scaled_by(tags: &BTreeMap<String, String>) -> Option<String> {
    let known = SET_FROM_OUTSIDE.iter().find(|(prefix, _)| tags.keys().any(|key| key.starts_with(prefix)));
    known.map(|(_, who)| (*who).to_owned())
}

/// Names of the group's policies that add instances under load and can take effect.
fn scaling_out(group: &Listed, policies: &[Policy]) -> Vec<String> {
    let own = policies.iter().filter(|policy| policy.auto_scaling_group_name == group.auto_scaling_group_name);
    own.filter(|policy| adds(group, policy)).map(|policy| policy.policy_name.clone()).collect()
}

/// Whether a policy adds instances under load. Target tracking makes its alarms itself; a step or simple policy that no alarm
/// sets off never runs.
fn adds(group: &Listed, policy: &Policy) -> bool {
    let alarmed = policy.alarms.as_ref().is_some_and(|alarms| !alarms.member.is_empty());
    let steps = policy.step_adjustments.iter().flat_map(|steps| &steps.member).map(|step| step.scaling_adjustment);
    let mut changes = steps.chain(policy.scaling_adjustment);
    let effective = match policy.policy_type.as_str() {
        "TargetTrackingScaling" => true,
        "StepScaling" | "SimpleScaling" if policy.adjustment_type.as_deref() == Some("ExactCapacity") => {
            alarmed && changes.any(|size| size > group.min_size)
        }
        "StepScaling" | "SimpleScaling" => alarmed && changes.any(|change| change > 0),
        "PredictiveScaling" => {
            let prediction = policy.predictive_scaling_configuration.as_ref();
            prediction.and_then(|prediction| prediction.mode.as_deref()) == Some("ForecastAndScale")
        }
        _ => false,
    };
    effective && policy.enabled != Some(false)
}
