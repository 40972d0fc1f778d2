//! Application, Network and Gateway Load Balancers, their listeners and target groups.
//!
//! Calls per region: `DescribeLoadBalancers`, `DescribeTargetGroups`, `DescribeTags` for 20 resources at a time,
//! `DescribeSSLPolicies` per distinct policy, log deliveries where there are load balancers; per load balancer
//! `DescribeListeners` and `DescribeLoadBalancerAttributes`; `DescribeRules` per listener of protocol `HTTP`.

mod listener;
mod load_balancer;
mod outage;
mod target_group;

use super::certificates::Certificates;
use super::survey::{Site, Survey, not_collected};
use super::{Found, in_turn};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::elbv2::{
    DescribeListeners, DescribeLoadBalancers, DescribeTags, DescribeTargetGroups, Listener, LoadBalancer, Rule, Tag,
    TagDescription, TargetGroup,
};
use crate::fact::{Observed, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeMap;

const LOAD_BALANCER: ResourceKind = ResourceKind::Elbv2LoadBalancer;
const LISTENER: ResourceKind = ResourceKind::Elbv2Listener;
const TARGET_GROUP: ResourceKind = ResourceKind::Elbv2TargetGroup;

/// What `DescribeTags` takes at once.
const TAGGED_AT_ONCE: usize = 20;

/// A load balancer with its listeners.
struct Front {
    load_balancer: LoadBalancer,
    listeners: Answer<Vec<Listener>>,
}

/// The load balancers of a region, with listeners and tags as far as rules read them.
struct Fronts {
    listed: Answer<Vec<LoadBalancer>>,
    fronts: Vec<Front>,
    groups: Answer<Vec<TargetGroup>>,
    tags: Tags,
}

/// Whether a listener with these rules answers clear text or passes it on, instead of sending it on to HTTPS or refusing it.
pub(super) fn serves_clear_text(rules: &[Rule]) -> Observed<bool> {
    listener::clear_text_actions(rules).map(|serving| !serving.is_empty())
}

/// Collects load balancers.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let kinds = [LOAD_BALANCER, LISTENER, TARGET_GROUP];
    survey.in_regions(&kinds, async |site| in_region(site, site.certificates).await).await
}

async fn in_region(site: &Site<'_>, certificates: &Certificates<'_>) -> Found {
    let fronts = fronts(site).await;
    let (mut found, listeners, groups) = tokio::join!(
        load_balancer::collect(site, &fronts),
        listener::collect(site, &fronts, certificates),
        target_group::collect(site, &fronts),
    );
    found.add(listeners);
    found.add(groups);
    found
}

async fn fronts(site: &Site<'_>) -> Fronts {
    let wanted = |kind, operation| site.wants(kind) && site.needs(kind, operation);
    let kinds = [LOAD_BALANCER, LISTENER, TARGET_GROUP];
    let listed = if kinds.into_iter().any(|kind| wanted(kind, DescribeLoadBalancers::OPERATION)) {
        site.list::<DescribeLoadBalancers>(json!({})).await
    } else {
        not_collected()
    };
    let groups = if site.wants(TARGET_GROUP) || wanted(LOAD_BALANCER, DescribeTargetGroups::OPERATION) {
        site.list::<DescribeTargetGroups>(json!({})).await
    } else {
        not_collected()
    };
    let with_listeners = kinds.into_iter().any(|kind| wanted(kind, DescribeListeners::OPERATION));
    let load_balancers = listed.seen.value().cloned().unwrap_or_default();
    let arns: Vec<String> =
        load_balancers.iter().map(|load_balancer| load_balancer.load_balancer_arn.clone()).collect();
    let tagged = [LOAD_BALANCER, LISTENER].into_iter().any(|kind| wanted(kind, DescribeTags::OPERATION));
    let fronts = in_turn(load_balancers.into_iter().map(|load_balancer| async {
        let asked = json!({ "LoadBalancerArn": load_balancer.load_balancer_arn });
        let listeners = if with_listeners { site.list::<DescribeListeners>(asked).await } else { not_collected() };
        Front { load_balancer, listeners }
    }));
    let (fronts, tags) = tokio::join!(fronts, Tags::of(site, tagged, &arns));
    Fronts { listed, fronts, groups, tags }
}

/// Tags of several resources.
struct Tags(Vec<(Vec<String>, Answer<Vec<TagDescription>>)>);

impl Tags {
    /// Asks for the tags of resources; nothing where no rule reads them.
    async fn of(site: &Site<'_>, needed: bool, arns: &[String]) -> Self {
        let chunks = if needed { arns.chunks(TAGGED_AT_ONCE) } else { [].chunks(TAGGED_AT_ONCE) };
        let asked = chunks.map(|arns| async move {
            let answer = site.get::<DescribeTags>(json!({ "ResourceArns": arns })).await;
            (arns.to_vec(), answer.map(|reply| reply.tag_descriptions.member))
        });
        Self(in_turn(asked).await)
    }

    /// The tags of one resource.
    fn get(&self, arn: &str) -> Answer<BTreeMap<String, String>> {
        let Some((_, answer)) = self.0.iter().find(|(arns, _)| arns.iter().any(|own| own == arn)) else {
            return not_collected();
        };
        let action = DescribeTags::OPERATION.action;
        let seen = answer.seen.as_ref().and_then(|descriptions| {
            let own = descriptions.iter().find(|description| description.resource_arn == arn);
            Observed::required(own, action)
        });
        let tag = |tag: &Tag| (tag.key.clone(), tag.value.clone().unwrap_or_default());
        let tags = seen.map(|own| own.tags.member.iter().map(tag).collect());
        Answer { seen: tags, answered: answer.answered.clone() }
    }
}

impl Fronts {
    /// All listeners of the region, or why some of them were not seen.
    fn listeners(&self) -> Result<Vec<(&LoadBalancer, &Listener)>, Unknown> {
        if let Observed::Unknown(why) = &self.listed.seen {
            return Err(why.clone());
        }
        let mut all = Vec::new();
        for front in &self.fronts {
            match &front.listeners.seen {
                Observed::Unknown(why) => return Err(why.clone()),
                seen => all.extend(seen.value().into_iter().flatten().map(|listener| (&front.load_balancer, listener))),
            }
        }
        Ok(all)
    }
}
