//! What can be known about MemoryDB.

use super::Observed;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;

/// A MemoryDB cluster.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "memorydb:DescribeClusters"))]
pub struct Cluster {
    /// Encryption at rest: always, without `KmsKeyId` under a key that AWS owns ("At-Rest Encryption in MemoryDB", MemoryDB
    /// Developer Guide).
    pub storage: Storage,
    /// `TLSEnabled`.
    pub tls: Observed<bool>,
    /// `AvailabilityMode` is `multiaz`.
    pub multi_az: Observed<bool>,
    /// Regions, other than its own, of the Multi-Region cluster to which it belongs; empty for one of its own.
    #[schemars(extend("x-operation" = "memorydb:DescribeMultiRegionClusters"))]
    pub copy_regions: Observed<Vec<String>>,
}
