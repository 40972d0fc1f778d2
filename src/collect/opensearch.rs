//! Domains of OpenSearch Service.
//!
//! Calls per region: `ListDomainNames`, `DescribeDomains` for five domains at a time.

use super::outside::access;
use super::survey::{Site, Survey};
use super::{Found, in_turn, tls};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::opensearch::{ClusterConfig, DescribeDomains, Domain as Described, ListDomainNames};
use crate::fact::opensearch::Domain;
use crate::fact::outside::Access;
use crate::fact::rds::Storage;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::OpensearchDomain;

/// NOTE: `DomainEndpointOptions` (OpenSearch Service API reference) says which versions each policy supports.
const POLICIES: &[(&str, &str)] = &[
    ("Policy-Min-TLS-1-0-2019-07", "1.0"),
    ("Policy-Min-TLS-1-2-2019-07", "1.2"),
    ("Policy-Min-TLS-1-2-PFS-2023-10", "1.2"),
    ("Policy-Min-TLS-1-2-FIPS-PQ-2026-10", "1.2"),
    ("Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08", "1.3"),
];

/// NOTE: more names at once are refused (`DescribeElasticsearchDomains`, the operation's older form: up to five).
const AT_A_TIME: usize = 5;

/// Collects domains.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    let mut found = Found::default();
    let listed = site.get::<ListDomainNames>(json!({})).await.map(|reply| reply.domain_names);
    let names: Vec<&str> =
        listed.seen.value().into_iter().flatten().map(|domain| domain.domain_name.as_str()).collect();
    let described = in_turn(names.chunks(AT_A_TIME).map(|names| describe(site, names))).await;
    match &listed.seen {
        Observed::Value(_) => {
            found.note_parts(KIND, &site.region, described.iter().map(|answer| &answer.seen));
        }
        seen => found.note(KIND, &site.region, seen),
    }
    for answer in &described {
        for item in answer.seen.value().into_iter().flatten() {
            let mut sheet = site.sheet(KIND, &item.domain_name, &item.arn, answer);
            sheet.answered(&listed.answered);
            found.resources.push(domain(site, item, sheet).await);
        }
    }
    found
}

/// Some domains by name. An answer that leaves one of them out is half an answer.
async fn describe(site: &Site<'_>, names: &[&str]) -> Answer<Vec<Described>> {
    let answer = site.get::<DescribeDomains>(json!({ "DomainNames": names })).await;
    answer.and_then(|reply| {
        let all = names.iter().all(|name| reply.domain_status_list.iter().any(|domain| domain.domain_name == *name));
        Observed::required(all.then_some(reply.domain_status_list), DescribeDomains::OPERATION.action)
    })
}

async fn domain(site: &Site<'_>, item: &Described, mut sheet: super::sheet::Sheet) -> Resource {
    let action = DescribeDomains::OPERATION.action;
    let at_rest = item.encryption_at_rest_options.as_ref();
    let encrypted = Observed::required(at_rest.and_then(|options| options.enabled), action);
    let key_id =
        at_rest.filter(|options| options.enabled == Some(true)).and_then(|options| options.kms_key_id.as_deref());
    let key = sheet.seen(site.keys.of_store(KIND, &site.region, key_id).await);
    let endpoint = item.domain_endpoint_options.as_ref();
    let policy = endpoint.and_then(|options| options.tls_security_policy.clone());
    let cluster = &item.cluster_config;
    let facts = Domain {
        engine_version: item.engine_version.clone(),
        storage: Storage { kms: encrypted.clone(), encrypted, key },
        vpc: Observed::of(item.vpc_options.as_ref().and_then(|network| network.vpc_id.clone())),
        node_to_node_encryption: Observed::required(
            item.node_to_node_encryption_options.as_ref().and_then(|options| options.enabled),
            action,
        ),
        single_node: Observed::required(single_node(cluster), action),
        enforce_https: Observed::required(endpoint.and_then(|options| options.enforce_https), action),
        min_tls: Observed::required(policy.clone(), action).and_then(|policy| tls::by_policy(POLICIES, &policy)),
        tls_policy: policy,
        availability_zone_count: Observed::required(zones(cluster), action),
        multi_az_with_standby: Observed::required(cluster.multi_az_with_standby_enabled, action),
        outside: outside(item, &site.account.id),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Whom the access policy lets in. NOTE: "Access policies on VPC domains" and "Fine-grained access control" (OpenSearch Service
/// Developer Guide): there an open policy is usual, and security groups or the domain's own users decide.
fn outside(item: &Described, account: &str) -> Observed<Access> {
    let within = item.vpc_options.as_ref().is_some_and(|network| network.vpc_id.is_some());
    let users = item.advanced_security_options.as_ref().and_then(|options| options.enabled) == Some(true);
    match access(item.access_policies.as_deref(), &item.arn, account) {
        Observed::Value(seen) if (within || users) && !(seen.shown.is_empty() && seen.possible.is_empty()) => {
            Observed::Unknown(Unknown::undecidable("network-or-users-decide"))
        }
        seen => seen,
    }
}

/// Whether one data node is all there is. NOTE: warm nodes are left out of the answer where there are none (`ClusterConfig`,
/// OpenSearch Service API reference).
fn single_node(cluster: &ClusterConfig) -> Option<bool> {
    let others = cluster.dedicated_master_enabled? || cluster.warm_enabled.unwrap_or(false);
    Some(cluster.instance_count? == 1 && !others)
}

/// NOTE: zone awareness without a number means two zones (`ZoneAwarenessConfig`, OpenSearch Service API reference).
fn zones(cluster: &ClusterConfig) -> Option<i64> {
    let named = cluster.zone_awareness_config.as_ref().and_then(|config| config.availability_zone_count);
    Some(if cluster.zone_awareness_enabled? { named.unwrap_or(2) } else { 1 })
}
