//! MemoryDB clusters.
//!
//! Calls per region: `DescribeClusters`; `DescribeMultiRegionClusters` where a cluster belongs to one and a rule reads it.

use super::Found;
use super::survey::{Site, Survey, not_collected};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::memorydb::{
    Cluster as Listed, DescribeClusters, DescribeMultiRegionClusters, MultiRegionCluster,
};
use crate::fact::memorydb::Cluster;
use crate::fact::storage::Storage;
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::MemorydbCluster;
const ACTION: &str = "memorydb:DescribeClusters";

/// Collects clusters.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each_of::<DescribeClusters>(KIND, json!({}), async |item, listed| cluster(site, item, listed).await)
                .await
        })
        .await
}

async fn cluster(site: &Site<'_>, item: &Listed, listed: &Answer<Vec<Listed>>) -> Resource {
    let mut sheet = site.sheet(KIND, &item.name, &item.arn, listed);
    let key = sheet.seen(site.keys.of_store(KIND, &site.region, item.kms_key_id.as_deref()).await);
    let facts = Cluster {
        storage: Storage { encrypted: Observed::Value(true), kms: Observed::Value(item.kms_key_id.is_some()), key },
        tls: Observed::required(item.tls_enabled, ACTION),
        multi_az: Observed::required(item.availability_mode.as_deref().map(|mode| mode == "multiaz"), ACTION),
        copy_regions: sheet.seen(copy_regions(site, item).await),
    };
    sheet.finish(&site.account.id, &facts)
}

async fn copy_regions(site: &Site<'_>, item: &Listed) -> Answer<Vec<String>> {
    let Some(name) = &item.multi_region_cluster_name else { return Answer::known(Observed::Value(Vec::new())) };
    if !site.needs(KIND, DescribeMultiRegionClusters::OPERATION) {
        return not_collected();
    }
    let asked = json!({ "MultiRegionClusterName": name, "ShowClusterDetails": true });
    let others = |found: Vec<MultiRegionCluster>| {
        let members = found.into_iter().flat_map(|cluster| cluster.clusters).map(|member| member.region);
        members.filter(|region| *region != site.region).collect()
    };
    site.list::<DescribeMultiRegionClusters>(asked).await.map(others)
}
