//! Load balancers and Auto Scaling groups, and whether alarms tell of their failure and shortages.
//!
//! Calls per region: `DescribeLoadBalancers`, `DescribeTargetGroups`, `DescribeTags` in lots of 20;
//! `DescribeAutoScalingGroups`; and the alarms.

use super::Found;
use super::alarms::Shortages;
use super::survey::{Site, Survey, not_collected};
use crate::alarm::{Need, Target};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::autoscaling_groups::{DescribeAutoScalingGroups, Group as DescribedGroup};
use crate::aws::wire::elbv2_watched::{
    DescribeLoadBalancers, DescribeTags, DescribeTargetGroups, LoadBalancer as DescribedBalancer, TargetGroup,
};
use crate::fact::cloudwatch::Availability;
use crate::fact::watched::{Group, LoadBalancer};
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;
use std::collections::BTreeMap;

const BALANCER: ResourceKind = ResourceKind::Elbv2LoadBalancer;
const GROUP: ResourceKind = ResourceKind::AutoscalingGroup;

/// Collects load balancers and groups.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[BALANCER, GROUP], async |site| {
            let (mut found, groups) = tokio::join!(balancers(survey, site), groups(survey, site));
            found.add(groups);
            found
        })
        .await
}

async fn groups(survey: &Survey<'_>, site: &Site<'_>) -> Found {
    let list = site.list::<DescribeAutoScalingGroups>(json!({}));
    site.each(GROUP, list, async |item, listed| group(survey, site, item, listed).await).await
}

async fn group(
    survey: &Survey<'_>,
    site: &Site<'_>,
    group: &DescribedGroup,
    listed: &Answer<Vec<DescribedGroup>>,
) -> Resource {
    let name = &group.auto_scaling_group_name;
    let mut sheet = site.sheet(GROUP, name, &group.auto_scaling_group_arn, listed);
    let needs = Shortages {
        cpu: Need::one(Target::group_cpu(name)),
        memory: Need::one(Target::group_memory(name)),
        storage: None,
    };
    let tag =
        |tag: &crate::aws::wire::autoscaling_groups::Tag| (tag.key.clone(), tag.value.clone().unwrap_or_default());
    let facts = Group {
        desired_capacity: group.desired_capacity,
        capacity: survey.alarms.capacity(GROUP, &mut sheet, &site.region, &needs).await,
        tags: Observed::Value(group.tags.member.iter().map(tag).collect()),
    };
    sheet.finish(&site.account.id, &facts)
}

async fn balancers(survey: &Survey<'_>, site: &Site<'_>) -> Found {
    let mut found = Found::default();
    if !site.wants(BALANCER) {
        return found;
    }
    let (listed, target_groups) = tokio::join!(
        site.list::<DescribeLoadBalancers>(json!({})),
        site.list_for::<DescribeTargetGroups>(BALANCER, json!({})),
    );
    found.note(BALANCER, &site.region, &listed.seen);
    let balancers: &[DescribedBalancer] = listed.seen.value().map_or(&[], Vec::as_slice);
    let tags = tags(site, balancers).await;
    for balancer in balancers {
        let arn = &balancer.load_balancer_arn;
        let mut sheet = site.sheet(BALANCER, &balancer.load_balancer_name, arn, &listed);
        let availability = match sheet.seen(target_groups.clone()) {
            Observed::Unknown(why) => {
                Availability { watched: Observed::Unknown(why.clone()), notified: Observed::Unknown(why) }
            }
            groups => {
                let need = need(balancer, groups.value().map_or(&[], Vec::as_slice));
                survey.alarms.availability(BALANCER, &mut sheet, &site.region, &need).await
            }
        };
        let facts = LoadBalancer {
            load_balancer_type: balancer.load_balancer_type.clone(),
            availability,
            tags: tags
                .get(arn)
                .cloned()
                .map_or_else(|| Observed::required(None, DescribeTags::OPERATION.action), |tags| sheet.seen(tags)),
        };
        found.resources.push(sheet.finish(&site.account.id, &facts));
    }
    found
}

/// Its own errors, or the health of every one of its target groups.
fn need(balancer: &DescribedBalancer, groups: &[TargetGroup]) -> Need {
    let (ty, arn) = (balancer.load_balancer_type.as_str(), &balancer.load_balancer_arn);
    // NOTE: "CloudWatch metrics for your Application Load Balancer": the dimensions are the last parts of the ARNs,
    // app/name/id and targetgroup/name/id.
    let name = arn.split_once(":loadbalancer/").map_or("", |(_, name)| name);
    let own = groups.iter().filter(|group| group.load_balancer_arns.member.contains(arn));
    let hosts = own.map(|group| {
        let group = group.target_group_arn.rsplit(':').next().unwrap_or_default();
        Target::hosts(ty, name, group)
    });
    let need = if ty == "application" { Need::one(Target::balancer_errors(name)) } else { Need::default() };
    need.or_all(hosts.collect::<Option<Vec<_>>>().unwrap_or_default())
}

type Tags = BTreeMap<String, Answer<BTreeMap<String, String>>>;

async fn tags(site: &Site<'_>, balancers: &[DescribedBalancer]) -> Tags {
    let mut all = Tags::new();
    // NOTE: at most 20 resources at once (DescribeTags, Elastic Load Balancing API Reference).
    for lot in balancers.chunks(20) {
        let arns: Vec<&str> = lot.iter().map(|balancer| balancer.load_balancer_arn.as_str()).collect();
        let answer = if site.needs(BALANCER, DescribeTags::OPERATION) {
            site.get::<DescribeTags>(json!({ "ResourceArns": arns })).await
        } else {
            not_collected()
        };
        for arn in arns {
            let own = answer.seen.clone().and_then(|reply| {
                let own = reply.tag_descriptions.member.into_iter().find(|one| one.resource_arn == arn);
                let tags = own.map(|own| own.tags.member.into_iter().map(|tag| (tag.key, tag.value)).collect());
                Observed::required(tags, DescribeTags::OPERATION.action)
            });
            all.insert(arn.to_owned(), Answer { seen: own, answered: answer.answered.clone() });
        }
    }
    all
}
