//! Load balancers: zones, access logs, protection against deletion.

use super::{Front, Fronts, LOAD_BALANCER, outage};
use crate::aws::wire::Ask;
use crate::aws::wire::elbv2::{
    DescribeListeners, DescribeLoadBalancerAttributes, DescribeLoadBalancers, LoadBalancerAttribute,
};
use crate::aws::wire::log_delivery::DescribeDeliverySources;
use crate::collect::log_delivery::Delivered;
use crate::collect::survey::Site;
use crate::collect::{Found, in_turn};
use crate::fact::elbv2::{Listeners, LoadBalancer};
use crate::fact::{Observed, Resource, Unknown};
use serde_json::json;

/// Collects load balancers.
pub(super) async fn collect(site: &Site<'_>, fronts: &Fronts) -> Found {
    let mut found = Found::default();
    if !site.wants(LOAD_BALANCER) {
        return found;
    }
    found.note(LOAD_BALANCER, &site.region, &fronts.listed.seen);
    let logs = site.needs(LOAD_BALANCER, DescribeDeliverySources::OPERATION) && !fronts.fronts.is_empty();
    let delivered = if logs { Some(Delivered::in_region(site).await) } else { None };
    let asked = fronts.fronts.iter().map(|front| one(site, fronts, front, delivered.as_ref()));
    found.resources = in_turn(asked).await;
    found
}

async fn one(site: &Site<'_>, fronts: &Fronts, front: &Front, delivered: Option<&Delivered>) -> Resource {
    let item = &front.load_balancer;
    let arn = &item.load_balancer_arn;
    let mut sheet = site.sheet(LOAD_BALANCER, &item.load_balancer_name, arn, &fronts.listed);
    let asked = json!({ "LoadBalancerArn": arn });
    let attributes = site.get_for::<DescribeLoadBalancerAttributes>(LOAD_BALANCER, asked).await;
    let attributes = sheet.seen(attributes).map(|reply| reply.attributes.member);
    let log_type = if item.r#type == "network" { "NLB_ACCESS_LOGS" } else { "ALB_ACCESS_LOGS" };
    let deliveries = delivered.map(|delivered| sheet.seen(delivered.of(arn, log_type)));
    let listeners =
        site.needs(LOAD_BALANCER, DescribeListeners::OPERATION).then(|| sheet.seen(front.listeners.clone()));
    let not_collected = || Unknown::undecidable("not-collected");
    let zones = item.availability_zones.as_ref().and_then(|zones| {
        let names: Option<Vec<String>> = zones.member.iter().map(|zone| zone.zone_name.clone()).collect();
        names.map(each_once)
    });
    let facts = LoadBalancer {
        load_balancer_type: item.r#type.clone(),
        scheme: item.scheme.clone(),
        availability_zones: Observed::required(zones, DescribeLoadBalancers::OPERATION.action),
        access_log_bucket: attributes.clone().and_then(|attributes| log_bucket(&attributes)),
        access_log_deliveries: deliveries.unwrap_or_else(|| Observed::Unknown(not_collected())),
        listeners: listeners.unwrap_or_else(|| Observed::Unknown(not_collected())).map(|listeners| {
            let tls = listeners.iter().filter(|listener| listener.protocol.as_deref() == Some("TLS")).count();
            Listeners { tls: count(tls), other: count(listeners.len() - tls) }
        }),
        availability: outage::availability(site, fronts, item, &mut sheet).await,
        deletion_protection: attributes.and_then(|attributes| switch(&attributes, "deletion_protection.enabled")),
        tags: sheet.seen(fronts.tags.get(arn)),
    };
    sheet.finish(&site.account.id, &facts)
}

fn each_once(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn value<'a>(attributes: &'a [LoadBalancerAttribute], key: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| attribute.key == key)?.value.as_deref()
}

/// A setting that AWS answers with `true` or `false`.
fn switch(attributes: &[LoadBalancerAttribute], key: &str) -> Observed<bool> {
    let state = value(attributes, key).and_then(|value| value.parse().ok());
    Observed::required(state, DescribeLoadBalancerAttributes::OPERATION.action)
}

/// Gateway Load Balancers have no access logs, and no setting for them.
fn log_bucket(attributes: &[LoadBalancerAttribute]) -> Observed<String> {
    let bucket = value(attributes, "access_logs.s3.bucket").filter(|bucket| !bucket.is_empty());
    switch(attributes, "access_logs.s3.enabled").and_then(|enabled| {
        if enabled {
            Observed::required(bucket.map(str::to_owned), DescribeLoadBalancerAttributes::OPERATION.action)
        } else {
            Observed::Absent
        }
    })
}
