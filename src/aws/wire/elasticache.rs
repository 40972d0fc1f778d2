//! Amazon ElastiCache.

use super::{Endpoint, Members, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon ElastiCache.
pub static ELASTICACHE: Service = Service {
    id: "elasticache",
    sdk_id: "ElastiCache",
    signing: "elasticache",
    protocol: Protocol::Query { version: "2015-02-02" },
    endpoint: Endpoint::Regional("elasticache"),
};

operations! { Xml ELASTICACHE, id "elasticache", iam "elasticache";
    /// Replication groups of the region.
    DescribeReplicationGroups: Region -> ReplicationGroups, pages "Marker" by "MaxRecords" = 100,
        |reply| (reply.replication_groups.replication_group, reply.marker) => ReplicationGroup;
    /// Global datastores, and where their members lie.
    DescribeGlobalReplicationGroups: Region -> GlobalReplicationGroups, pages "Marker" by "MaxRecords" = 100,
        |reply| (reply.global_replication_groups.global_replication_group, reply.marker) => GlobalReplicationGroup;
    /// Clusters of the region.
    DescribeCacheClusters: Region -> CacheClusters, pages "Marker" by "MaxRecords" = 100,
        |reply| (reply.cache_clusters.cache_cluster, reply.marker) => CacheCluster;
    /// Serverless caches of the region.
    DescribeServerlessCaches: Region -> ServerlessCaches, pages "NextToken",
        |reply| (reply.serverless_caches.member, reply.next_token) => ServerlessCache;
}

/// `ReplicationGroupMessage`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicationGroups {
    /// The groups.
    pub replication_groups: ReplicationGroupItems,
    /// Token of the next page.
    pub marker: Option<String>,
}

/// The entries of a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicationGroupItems {
    /// The groups. NOTE: an empty list is an empty element in the XML of the Query protocol.
    #[serde(default)]
    pub replication_group: Vec<ReplicationGroup>,
}

/// A replication group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicationGroup {
    /// Id.
    pub replication_group_id: String,
    /// ARN.
    #[serde(rename = "ARN")]
    pub arn: Option<String>,
    /// Engine.
    pub engine: Option<String>,
    /// The global datastore to which it belongs.
    pub global_replication_group_info: Option<GlobalInfo>,
    /// Its shards.
    pub node_groups: Option<NodeGroupItems>,
    /// `enabled`, `disabled`, `enabling`, `disabling`.
    pub automatic_failover: Option<String>,
    /// `enabled` or `disabled`.
    #[serde(rename = "MultiAZ")]
    pub multi_az: Option<String>,
    /// Days that snapshots are kept.
    pub snapshot_retention_limit: Option<i64>,
    /// Whether TLS is spoken.
    pub transit_encryption_enabled: Option<bool>,
    /// `preferred` or `required`.
    pub transit_encryption_mode: Option<String>,
    /// Whether encryption at rest was asked for.
    pub at_rest_encryption_enabled: Option<bool>,
    /// `none`, `sse-elasticache` or `sse-kms`.
    pub storage_encryption_type: Option<String>,
    /// The KMS key.
    pub kms_key_id: Option<String>,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct NodeGroupItems {
    /// The shards. NOTE: an empty list is an empty element in the XML of the Query protocol.
    #[serde(default)]
    pub node_group: Vec<NodeGroup>,
}

/// A shard.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct NodeGroup {
    /// Its nodes.
    pub node_group_members: Option<NodeGroupMemberItems>,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct NodeGroupMemberItems {
    /// The nodes. NOTE: an empty list is an empty element in the XML of the Query protocol.
    #[serde(default)]
    pub node_group_member: Vec<NodeGroupMember>,
}

/// A node.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct NodeGroupMember {
    /// Zone.
    pub preferred_availability_zone: Option<String>,
}

/// `CacheClusterMessage`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CacheClusters {
    /// The clusters.
    pub cache_clusters: CacheClusterItems,
    /// Token of the next page.
    pub marker: Option<String>,
}

/// The entries of a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CacheClusterItems {
    /// The clusters. NOTE: an empty list is an empty element in the XML of the Query protocol.
    #[serde(default)]
    pub cache_cluster: Vec<CacheCluster>,
}

/// A cluster.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CacheCluster {
    /// Id.
    pub cache_cluster_id: String,
    /// ARN.
    #[serde(rename = "ARN")]
    pub arn: Option<String>,
    /// Engine.
    pub engine: Option<String>,
    /// Zone, or `Multiple`.
    pub preferred_availability_zone: Option<String>,
    /// Its nodes, where they were asked for.
    pub cache_nodes: Option<CacheNodeItems>,
    /// The replication group that it belongs to.
    pub replication_group_id: Option<String>,
    /// Days that snapshots are kept.
    pub snapshot_retention_limit: Option<i64>,
    /// Whether TLS is spoken.
    pub transit_encryption_enabled: Option<bool>,
    /// `preferred` or `required`.
    pub transit_encryption_mode: Option<String>,
    /// Whether it is encrypted at rest.
    pub at_rest_encryption_enabled: Option<bool>,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CacheNodeItems {
    /// The nodes. NOTE: an empty list is an empty element in the XML of the Query protocol.
    #[serde(default)]
    pub cache_node: Vec<CacheNode>,
}

/// A node.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CacheNode {
    /// Zone.
    pub customer_availability_zone: Option<String>,
}

/// `DescribeServerlessCachesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ServerlessCaches {
    /// The caches.
    pub serverless_caches: Members<ServerlessCache>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A serverless cache.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ServerlessCache {
    /// Name.
    pub serverless_cache_name: String,
    /// ARN.
    #[serde(rename = "ARN")]
    pub arn: Option<String>,
    /// Engine.
    pub engine: Option<String>,
    /// `sse-elasticache` or `sse-kms`.
    pub storage_encryption_type: Option<String>,
    /// The KMS key.
    pub kms_key_id: Option<String>,
    /// Days that snapshots are kept.
    pub snapshot_retention_limit: Option<i64>,
}

/// Membership of a global datastore.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalInfo {
    /// Id of the global datastore.
    pub global_replication_group_id: Option<String>,
}

/// `DescribeGlobalReplicationGroupsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalReplicationGroups {
    /// Token of the next page.
    pub marker: Option<String>,
    /// The global datastores.
    pub global_replication_groups: GlobalReplicationGroupItems,
}

/// The global datastores of a page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalReplicationGroupItems {
    /// The entries.
    // NOTE: an empty XML list has no entries.
    #[serde(default)]
    pub global_replication_group: Vec<GlobalReplicationGroup>,
}

/// A global datastore.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalReplicationGroup {
    /// Its members, if they were asked for.
    pub members: GlobalMembers,
}

/// The members of a global datastore.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalMembers {
    /// The entries.
    pub global_replication_group_member: Vec<GlobalMember>,
}

/// A member of a global datastore.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalMember {
    /// Region code.
    pub replication_group_region: String,
}
