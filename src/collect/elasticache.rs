//! ElastiCache: replication groups, clusters outside of them, serverless caches.
//!
//! Calls: one list per kind and region.

use super::Found;
use super::sheet::Sheet;
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::elasticache as wire;
use crate::aws::wire::elasticache::{DescribeCacheClusters, DescribeReplicationGroups, DescribeServerlessCaches};
use crate::fact::elasticache::{Cluster, ReplicationGroup, ServerlessCache};
use crate::fact::rds::Storage;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeSet;

const GROUP: ResourceKind = ResourceKind::ElasticacheReplicationGroup;
const CLUSTER: ResourceKind = ResourceKind::ElasticacheCluster;
const SERVERLESS: ResourceKind = ResourceKind::ElasticacheServerlessCache;

/// Collects caches.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[GROUP, CLUSTER, SERVERLESS], async |site| {
            let alone = json!({ "ShowCacheClustersNotInReplicationGroups": true, "ShowCacheNodeInfo": true });
            let (mut found, clusters, serverless) = tokio::join!(
                site.each_of::<DescribeReplicationGroups>(GROUP, json!({}), async |item, listed| {
                    let arn = arn(site, item.arn.as_ref(), "replicationgroup", &item.replication_group_id);
                    group(site, item, site.sheet(GROUP, &item.replication_group_id, &arn, listed)).await
                }),
                site.each_of::<DescribeCacheClusters>(CLUSTER, alone, async |item, listed| {
                    let arn = arn(site, item.arn.as_ref(), "cluster", &item.cache_cluster_id);
                    cluster(site, item, site.sheet(CLUSTER, &item.cache_cluster_id, &arn, listed))
                }),
                site.each_of::<DescribeServerlessCaches>(SERVERLESS, json!({}), async |item, listed| {
                    let arn = arn(site, item.arn.as_ref(), "serverlesscache", &item.serverless_cache_name);
                    serverless(site, item, site.sheet(SERVERLESS, &item.serverless_cache_name, &arn, listed)).await
                }),
            );
            found.add(clusters);
            found.add(serverless);
            found
        })
        .await
}

fn arn(site: &Site<'_>, named: Option<&String>, kind: &str, id: &str) -> String {
    named.cloned().unwrap_or_else(|| site.arn("elasticache", &format!("{kind}:{id}")))
}

async fn group(site: &Site<'_>, item: &wire::ReplicationGroup, mut sheet: Sheet) -> Resource {
    let action = DescribeReplicationGroups::OPERATION.action;
    let asked_for = Observed::required(item.at_rest_encryption_enabled, action);
    let storage_type = item.storage_encryption_type.as_deref();
    let storage = storage(site, &mut sheet, storage_type, item.kms_key_id.as_deref(), asked_for).await;
    let enabled = |word: &Option<String>| Observed::required(word.as_deref().map(|word| word == "enabled"), action);
    let nodes = item.node_groups.as_ref().map(|shards| {
        let nodes = shards.node_group.iter().filter_map(|shard| shard.node_group_members.as_ref());
        zones(nodes.flat_map(|nodes| &nodes.node_group_member).map(|node| node.preferred_availability_zone.as_deref()))
    });
    let facts = ReplicationGroup {
        engine: item.engine.clone(),
        copy_regions: sheet.seen(copy_regions(site, item).await),
        storage,
        transit_encryption: transit(item.transit_encryption_enabled, item.transit_encryption_mode.as_deref(), action),
        multi_az: enabled(&item.multi_az),
        automatic_failover: enabled(&item.automatic_failover),
        availability_zones: Observed::required(nodes.flatten(), action),
        snapshot_retention_days: item.snapshot_retention_limit.unwrap_or(0),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Where else the global datastore lies to which a group belongs.
async fn copy_regions(site: &Site<'_>, item: &wire::ReplicationGroup) -> Answer<Vec<String>> {
    let global = item.global_replication_group_info.as_ref().and_then(|info| info.global_replication_group_id.as_ref());
    let Some(id) = global else { return Answer::known(Observed::Value(Vec::new())) };
    let asked = json!({ "GlobalReplicationGroupId": id, "ShowMemberInfo": true });
    let found = site.list_for::<wire::DescribeGlobalReplicationGroups>(GROUP, asked).await;
    found.map(|groups| {
        let members = groups.into_iter().flat_map(|group| group.members.global_replication_group_member);
        members.map(|member| member.replication_group_region).filter(|region| *region != site.region).collect()
    })
}

fn cluster(site: &Site<'_>, item: &wire::CacheCluster, sheet: Sheet) -> Resource {
    let action = DescribeCacheClusters::OPERATION.action;
    let encrypted = Observed::required(item.at_rest_encryption_enabled, action);
    let unnamed = || Observed::Unknown(Unknown::undecidable("cache-key-not-named"));
    let storage = match &encrypted {
        Observed::Value(true) => {
            Storage { encrypted, kms: unnamed(), key: Observed::Unknown(Unknown::undecidable("cache-key-not-named")) }
        }
        _ => Storage { kms: encrypted.clone(), encrypted, key: Observed::Absent },
    };
    let named = item.preferred_availability_zone.as_deref();
    let nodes = item
        .cache_nodes
        .as_ref()
        .and_then(|nodes| zones(nodes.cache_node.iter().map(|node| node.customer_availability_zone.as_deref())));
    let zones = if named == Some("Multiple") { nodes } else { named.map(|zone| vec![zone.to_owned()]) };
    let facts = Cluster {
        engine: item.engine.clone(),
        storage,
        transit_encryption: transit(item.transit_encryption_enabled, item.transit_encryption_mode.as_deref(), action),
        availability_zones: Observed::required(zones, action),
        snapshot_retention_days: item.snapshot_retention_limit.unwrap_or(0),
    };
    sheet.finish(&site.account.id, &facts)
}

async fn serverless(site: &Site<'_>, item: &wire::ServerlessCache, mut sheet: Sheet) -> Resource {
    // NOTE: serverless caches are always encrypted at rest (`ServerlessCache`, ElastiCache API reference).
    let storage_type = item.storage_encryption_type.as_deref();
    let key_id = item.kms_key_id.as_deref();
    let storage = storage(site, &mut sheet, storage_type, key_id, Observed::Value(true)).await;
    let facts = ServerlessCache {
        engine: item.engine.clone(),
        storage,
        snapshot_retention_days: item.snapshot_retention_limit.unwrap_or(0),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Encryption at rest. The type decides; before AWS named it, the switch did, and a named key meant KMS.
async fn storage(
    site: &Site<'_>,
    sheet: &mut Sheet,
    storage_type: Option<&str>,
    key_id: Option<&str>,
    asked_for: Observed<bool>,
) -> Storage {
    let kind = sheet.kind;
    let (encrypted, kms) = match storage_type {
        Some("none") => (Observed::Value(false), Observed::Value(false)),
        Some("sse-elasticache") => (Observed::Value(true), Observed::Value(false)),
        Some("sse-kms") => (Observed::Value(true), Observed::Value(true)),
        Some(_) => {
            let unknown = || Observed::Unknown(Unknown::undecidable("unknown-storage-encryption"));
            (unknown(), unknown())
        }
        None => (asked_for.clone(), asked_for.map(|asked| asked && key_id.is_some())),
    };
    let key = match &kms {
        Observed::Value(true) => sheet.seen(site.keys.of_store(kind, &site.region, key_id).await),
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
        _ => Observed::Absent,
    };
    Storage { encrypted, kms, key }
}

/// `none`, `preferred` or `required`. NOTE: where TLS is on and no mode is named, nothing else is accepted: `preferred` is
/// the mode of a migration, and is named ("Enabling in-transit encryption", ElastiCache User Guide).
fn transit(enabled: Option<bool>, mode: Option<&str>, action: &str) -> Observed<String> {
    Observed::required(enabled, action).and_then(|enabled| match (enabled, mode) {
        (false, _) => Observed::Value("none".to_owned()),
        (true, None) => Observed::Value("required".to_owned()),
        (true, Some(mode @ ("preferred" | "required"))) => Observed::Value(mode.to_owned()),
        (true, Some(_)) => Observed::Unknown(Unknown::undecidable("unknown-transit-encryption-mode")),
    })
}

/// Zones, each once; `None` where one is not named.
fn zones<'a>(named: impl Iterator<Item = Option<&'a str>>) -> Option<Vec<String>> {
    let zones: Option<BTreeSet<&str>> = named.collect();
    zones.map(|zones| zones.into_iter().map(str::to_owned).collect())
}
