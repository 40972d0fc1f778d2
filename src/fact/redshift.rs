//! What can be known about Redshift.

use super::Observed;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A provisioned Redshift cluster.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "redshift:DescribeClusters"))]
pub struct Cluster {
    /// Encryption at rest (`Encrypted`, `KmsKeyId`).
    pub storage: Storage,
    /// `VpcId`.
    pub vpc: Observed<String>,
    /// `PubliclyAccessible`.
    pub publicly_accessible: Observed<bool>,
    /// Regions, other than its own, to which its snapshots are copied (`ClusterSnapshotCopyStatus`).
    pub copy_regions: Observed<Vec<String>>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}
