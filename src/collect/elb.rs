//! Classic Load Balancers and their listeners.
//!
//! Calls per region: `DescribeLoadBalancers`, `DescribeTags` for 20 at a time; per load balancer
//! `DescribeLoadBalancerAttributes`, and `DescribeLoadBalancerPolicies` where it ends TLS.

use super::certificates::Certificates;
use super::sheet::Sheet;
use super::survey::{Site, Survey, not_collected};
use super::{Found, in_turn, tls};
use crate::aws::wire::Ask;
use crate::aws::wire::elb::{
    AccessLog, DescribeLoadBalancerAttributes, DescribeLoadBalancerPolicies, DescribeLoadBalancers, DescribeTags,
    ListenerDescription, LoadBalancer as Listed, Policy, TagDescription,
};
use crate::aws::{Answer, operations};
use crate::fact::acm::ServerCertificate;
use crate::fact::elb::{Listener, LoadBalancer};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeMap;

const LOAD_BALANCER: ResourceKind = ResourceKind::ElbLoadBalancer;
const LISTENER: ResourceKind = ResourceKind::ElbListener;

/// What `DescribeTags` takes at once.
const TAGGED_AT_ONCE: usize = 20;

type Tags = Answer<BTreeMap<String, String>>;

/// Collects Classic Load Balancers.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[LOAD_BALANCER, LISTENER], async |site| in_region(site, site.certificates).await).await
}

async fn in_region(site: &Site<'_>, certificates: &Certificates<'_>) -> Found {
    let mut found = Found::default();
    let listed = site.list::<DescribeLoadBalancers>(json!({})).await;
    let items = listed.seen.value().cloned().unwrap_or_default();
    let tags = tags(site, &items).await;
    if site.wants(LOAD_BALANCER) {
        found.note(LOAD_BALANCER, &site.region, &listed.seen);
        let asked = items.iter().zip(&tags).map(|(item, tags)| load_balancer(site, item, &listed, tags.clone()));
        found.resources = in_turn(asked).await;
    }
    if site.wants(LISTENER) {
        let listeners: Observed<Vec<&ListenerDescription>> =
            listed.seen.clone().map(|_| items.iter().flat_map(|item| &item.listener_descriptions.member).collect());
        found.note(LISTENER, &site.region, &listeners);
        let asked = items.iter().zip(&tags).map(|(item, tags)| listeners_of(site, item, &listed, tags, certificates));
        found.resources.extend(in_turn(asked).await.into_iter().flatten());
    }
    found
}

/// The tags of each load balancer, in the order given.
async fn tags(site: &Site<'_>, items: &[Listed]) -> Vec<Tags> {
    let needed = [LOAD_BALANCER, LISTENER].into_iter().any(|kind| site.needs(kind, DescribeTags::OPERATION));
    let asked = items.chunks(TAGGED_AT_ONCE).map(|items| async move {
        let names: Vec<&str> = items.iter().map(|item| item.load_balancer_name.as_str()).collect();
        let answer = if needed {
            site.get::<DescribeTags>(json!({ "LoadBalancerNames": names })).await
        } else {
            not_collected()
        };
        let answer = answer.map(|reply| reply.tag_descriptions.member);
        let own: Vec<Tags> = names.iter().map(|name| tags_of(name, answer.clone())).collect();
        own
    });
    in_turn(asked).await.into_iter().flatten().collect()
}

fn tags_of(name: &str, answer: Answer<Vec<TagDescription>>) -> Tags {
    answer.and_then(|descriptions| {
        let own = descriptions.into_iter().find(|description| description.load_balancer_name == name);
        Observed::required(own, DescribeTags::OPERATION.action)
            .map(|own| own.tags.member.into_iter().map(|tag| (tag.key, tag.value.unwrap_or_default())).collect())
    })
}

fn sheet(site: &Site<'_>, kind: ResourceKind, name: &str, item: &Listed, listed: &Answer<Vec<Listed>>) -> Sheet {
    let arn = site.arn("elasticloadbalancing", &format!("loadbalancer/{}", item.load_balancer_name));
    site.sheet(kind, name, &arn, listed)
}

async fn load_balancer(site: &Site<'_>, item: &Listed, listed: &Answer<Vec<Listed>>, tags: Tags) -> Resource {
    let mut sheet = sheet(site, LOAD_BALANCER, &item.load_balancer_name, item, listed);
    let asked = json!({ "LoadBalancerName": item.load_balancer_name });
    let attributes = sheet.seen(site.get_for::<DescribeLoadBalancerAttributes>(LOAD_BALANCER, asked).await);
    let zones = item.availability_zones.clone().map(|zones| {
        let mut zones = zones.member;
        zones.sort();
        zones.dedup();
        zones
    });
    let facts = LoadBalancer {
        scheme: item.scheme.clone(),
        availability_zones: Observed::required(zones, DescribeLoadBalancers::OPERATION.action),
        access_log_bucket: attributes.and_then(|reply| log_bucket(reply.load_balancer_attributes.access_log)),
        tags: sheet.seen(tags),
    };
    sheet.finish(&site.account.id, &facts)
}

fn log_bucket(log: AccessLog) -> Observed<String> {
    if log.enabled {
        Observed::required(log.s3_bucket_name, DescribeLoadBalancerAttributes::OPERATION.action)
    } else {
        Observed::Absent
    }
}

async fn listeners_of(
    site: &Site<'_>,
    item: &Listed,
    listed: &Answer<Vec<Listed>>,
    tags: &Tags,
    certificates: &Certificates<'_>,
) -> Vec<Resource> {
    let listeners = &item.listener_descriptions.member;
    let policies = if listeners.iter().any(ends_tls) {
        let asked = json!({ "LoadBalancerName": item.load_balancer_name });
        site.get_for::<DescribeLoadBalancerPolicies>(LISTENER, asked).await
    } else {
        not_collected()
    };
    let policies = policies.map(|reply| reply.policy_descriptions.member);
    let asked = listeners.iter().map(|listener| {
        let name = format!("{}:{}", item.load_balancer_name, listener.listener.load_balancer_port);
        let mut sheet = sheet(site, LISTENER, &name, item, listed);
        let tags = sheet.seen(tags.clone());
        let policies = policies.clone();
        async move {
            let min_tls = if ends_tls(listener) {
                sheet.seen(policies).and_then(|policies| lowest(listener, &policies))
            } else {
                Observed::Absent
            };
            let facts = Listener {
                scheme: item.scheme.clone(),
                protocol: listener.listener.protocol.clone(),
                port: listener.listener.load_balancer_port,
                instance_protocol: instance_protocol(listener),
                min_tls,
                iam_certificate: sheet.seen(iam_certificate(site, listener, certificates).await),
                tags,
            };
            sheet.finish(&site.account.id, &facts)
        }
    });
    in_turn(asked).await
}

fn ends_tls(listener: &ListenerDescription) -> bool {
    ["HTTPS", "SSL"].contains(&listener.listener.protocol.as_str())
}

/// NOTE: without one of its own it is that of the front (`Listener`, Elastic Load Balancing API 2012-06-01).
fn instance_protocol(listener: &ListenerDescription) -> String {
    listener.listener.instance_protocol.clone().unwrap_or_else(|| listener.listener.protocol.clone())
}

/// The lowest protocol that the listener's SSL policy switches on.
fn lowest(listener: &ListenerDescription, policies: &[Policy]) -> Observed<String> {
    let names = listener.policy_names.as_ref().map(|names| names.member.as_slice()).unwrap_or_default();
    let own = policies
        .iter()
        .find(|policy| policy.policy_type_name == "SSLNegotiationPolicyType" && names.contains(&policy.policy_name));
    let Some(own) = own else { return Observed::Unknown(Unknown::undecidable("no-tls-version-named")) };
    let on = own.policy_attribute_descriptions.member.iter().filter(|attribute| {
        attribute.attribute_value.as_deref().is_some_and(|value| value.eq_ignore_ascii_case("true"))
    });
    tls::lowest(on.filter_map(|attribute| attribute.attribute_name.strip_prefix("Protocol-")))
}

/// The certificate, if it lies in IAM.
async fn iam_certificate(
    site: &Site<'_>,
    listener: &ListenerDescription,
    certificates: &Certificates<'_>,
) -> Answer<ServerCertificate> {
    match listener.listener.ssl_certificate_id.as_deref() {
        Some(arn) if arn.split(':').nth(2) == Some("iam") => {
            if site.needs(LISTENER, &operations::LIST_SERVER_CERTIFICATES) {
                certificates.in_iam(arn).await
            } else {
                not_collected()
            }
        }
        None if ends_tls(listener) => Answer::known(Observed::required(None, DescribeLoadBalancers::OPERATION.action)),
        _ => Answer::known(Observed::Absent),
    }
}
