//! Amazon MemoryDB.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon MemoryDB.
pub static MEMORYDB: Service = Service {
    id: "memorydb",
    sdk_id: "MemoryDB",
    signing: "memorydb",
    protocol: Protocol::Json { target: "AmazonMemoryDB", version: "1.1" },
    endpoint: Endpoint::Regional("memory-db"),
};

operations! { Json MEMORYDB, id "memorydb", iam "memorydb";
    /// The region's clusters.
    DescribeClusters: Region -> Clusters, pages "NextToken" by "MaxResults" = 100,
        |reply| (reply.clusters, reply.next_token) => Cluster;
    /// Multi-Region clusters, and where their members lie.
    DescribeMultiRegionClusters: Region -> MultiRegionClusters, pages "NextToken" by "MaxResults" = 100,
        |reply| (reply.multi_region_clusters, reply.next_token) => MultiRegionCluster;
}

/// `DescribeMultiRegionClustersResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MultiRegionClusters {
    /// The clusters.
    pub multi_region_clusters: Vec<MultiRegionCluster>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A Multi-Region cluster.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MultiRegionCluster {
    /// Name.
    pub multi_region_cluster_name: String,
    /// Its members, if they were asked for.
    pub clusters: Vec<RegionalCluster>,
}

/// A member of a Multi-Region cluster.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RegionalCluster {
    /// Region code.
    pub region: String,
}

/// `DescribeClustersResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Clusters {
    /// The clusters.
    pub clusters: Vec<Cluster>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A cluster.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Cluster {
    /// Name.
    pub name: String,
    /// ARN.
    #[serde(rename = "ARN")]
    pub arn: String,
    /// Whether clients must use TLS.
    #[serde(rename = "TLSEnabled")]
    pub tls_enabled: Option<bool>,
    /// Key as configured; none: a key that AWS owns.
    pub kms_key_id: Option<String>,
    /// `singleaz` or `multiaz`.
    pub availability_mode: Option<String>,
    /// The Multi-Region cluster to which it belongs.
    pub multi_region_cluster_name: Option<String>,
}
