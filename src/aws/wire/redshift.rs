//! Amazon Redshift.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Redshift.
pub static REDSHIFT: Service = Service {
    id: "redshift",
    sdk_id: "Redshift",
    signing: "redshift",
    protocol: Protocol::Query { version: "2012-12-01" },
    endpoint: Endpoint::Regional("redshift"),
};

operations! { Xml REDSHIFT, id "redshift", iam "redshift";
    /// The region's provisioned clusters.
    DescribeClusters: Region -> ClustersMessage, pages "Marker" by "MaxRecords" = 100,
        |reply| (reply.clusters.cluster, reply.marker) => Cluster;
}

/// `ClustersMessage`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ClustersMessage {
    /// The clusters.
    pub clusters: Clusters,
    /// Token of the next page.
    pub marker: Option<String>,
}

/// The clusters of a page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Clusters {
    /// The clusters.
    // NOTE: an empty XML list has no entries.
    #[serde(default)]
    pub cluster: Vec<Cluster>,
}

/// A cluster.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Cluster {
    /// Name.
    pub cluster_identifier: String,
    /// Whether it is encrypted.
    pub encrypted: Option<bool>,
    /// Key as configured.
    pub kms_key_id: Option<String>,
    /// The network in which it lies.
    pub vpc_id: Option<String>,
    /// Whether it has a public address.
    pub publicly_accessible: Option<bool>,
    /// Where its snapshots are copied.
    pub cluster_snapshot_copy_status: Option<SnapshotCopy>,
    /// Tags.
    // NOTE: an empty XML list may be left out.
    #[serde(default)]
    pub tags: Tags,
}

/// Copies of snapshots to another region.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SnapshotCopy {
    /// Region code.
    pub destination_region: Option<String>,
}

/// Tags of a cluster.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tags {
    /// The tags.
    #[serde(default)]
    pub tag: Vec<Tag>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Name.
    pub key: String,
    /// Value.
    pub value: Option<String>,
}
