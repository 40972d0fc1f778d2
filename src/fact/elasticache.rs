//! What can be known about ElastiCache.

use super::Observed;
use super::rds::Storage;
use schemars::JsonSchema;
use serde::Serialize;

/// A replication group (Valkey or Redis OSS).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elasticache:DescribeReplicationGroups"))]
pub struct ReplicationGroup {
    /// `Engine`: `valkey` or `redis`.
    pub engine: Option<String>,
    /// Encryption at rest. `StorageEncryptionType` decides where AWS names it: `AtRestEncryptionEnabled` may be false although
    /// the data are encrypted. `sse-elasticache` is encrypted, but not with KMS.
    pub storage: Storage,
    /// `none`; `preferred` (`TransitEncryptionMode`: clear text is accepted as well); `required`.
    pub transit_encryption: Observed<String>,
    /// `MultiAZ` is `enabled`.
    pub multi_az: Observed<bool>,
    /// `AutomaticFailover` is `enabled`.
    pub automatic_failover: Observed<bool>,
    /// Availability zones of its nodes (`NodeGroupMembers[].PreferredAvailabilityZone`), each once.
    pub availability_zones: Observed<Vec<String>>,
    /// Regions, other than its own, of the global datastore to which it belongs; empty for one of its own.
    #[schemars(extend("x-operation" = "elasticache:DescribeGlobalReplicationGroups"))]
    pub copy_regions: Observed<Vec<String>>,
    /// `SnapshotRetentionLimit` in days; 0 means that there are no automatic snapshots.
    pub snapshot_retention_days: i64,
}

/// A cluster outside replication groups: Memcached, or a single node of Valkey or Redis OSS.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elasticache:DescribeCacheClusters"))]
pub struct Cluster {
    /// `Engine`: `memcached`, `valkey` or `redis`.
    pub engine: Option<String>,
    /// Encryption at rest (`AtRestEncryptionEnabled`); AWS names no key here.
    pub storage: Storage,
    /// `none`; `preferred` (`TransitEncryptionMode`: clear text is accepted as well); `required`.
    pub transit_encryption: Observed<String>,
    /// `PreferredAvailabilityZone`, or those of the nodes where that says `Multiple`.
    pub availability_zones: Observed<Vec<String>>,
    /// `SnapshotRetentionLimit` in days; 0 means that there are no automatic snapshots.
    pub snapshot_retention_days: i64,
}

/// A serverless cache. It is always spread over availability zones, encrypted at rest and reached by TLS only.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elasticache:DescribeServerlessCaches"))]
pub struct ServerlessCache {
    /// `Engine`: `valkey`, `redis` or `memcached`.
    pub engine: Option<String>,
    /// Encryption at rest (`StorageEncryptionType`, `KmsKeyId`).
    pub storage: Storage,
    /// `SnapshotRetentionLimit` in days; 0 means that there are no automatic snapshots.
    pub snapshot_retention_days: i64,
}
