//! Redshift clusters.
//!
//! Calls per region: `DescribeClusters`.

use super::Found;
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::redshift::{Cluster as Listed, DescribeClusters};
use crate::fact::redshift::Cluster;
use crate::fact::storage::Storage;
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::RedshiftCluster;
const ACTION: &str = "redshift:DescribeClusters";

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
    let arn = site.arn("redshift", &format!("cluster:{}", item.cluster_identifier));
    let mut sheet = site.sheet(KIND, &item.cluster_identifier, &arn, listed);
    let key_id = item.kms_key_id.as_deref().filter(|_| item.encrypted == Some(true));
    let key = sheet.seen(site.keys.of_store(KIND, &site.region, key_id).await);
    let copied = item.cluster_snapshot_copy_status.as_ref().and_then(|status| status.destination_region.clone());
    let facts = Cluster {
        storage: Storage {
            encrypted: Observed::required(item.encrypted, ACTION),
            // Encrypted without a KMS key means a hardware module of the customer's (`HsmStatus`).
            kms: Observed::required(item.encrypted, ACTION).map(|encrypted| encrypted && item.kms_key_id.is_some()),
            key,
        },
        vpc: Observed::required(item.vpc_id.clone(), ACTION),
        publicly_accessible: Observed::required(item.publicly_accessible, ACTION),
        copy_regions: Observed::Value(copied.into_iter().filter(|region| *region != site.region).collect()),
        tags: Observed::Value(
            item.tags.tag.iter().map(|tag| (tag.key.clone(), tag.value.clone().unwrap_or_default())).collect(),
        ),
    };
    sheet.finish(&site.account.id, &facts)
}
