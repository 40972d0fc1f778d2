//! What can be known about EFS file systems.

use super::Observed;
use super::backup::LastBackup;
use super::outside::Access;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An EFS file system.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "efs:DescribeFileSystems"))]
pub struct FileSystem {
    /// Hours since `CreationTime`.
    pub age_hours: Observed<f64>,
    /// `AvailabilityZoneName` of a One Zone file system; null for one that spans the region's zones.
    pub availability_zone: Option<String>,
    /// Encryption at rest.
    pub storage: Storage,
    /// What the file system policy refuses, worked out by policy reasoning.
    #[schemars(extend("x-operation" = "efs:DescribeFileSystemPolicy"))]
    pub policy: Observed<FileSystemPolicy>,
    /// Regions, other than its own, to which it is replicated (`Destinations[].Region`).
    #[schemars(extend("x-operation" = "efs:DescribeReplicationConfigurations"))]
    pub copy_regions: Observed<Vec<String>>,
    /// The youngest complete backup, wherever AWS keeps one.
    #[schemars(extend("x-operation" = "backup:ListBackupVaults backup:ListRecoveryPointsByBackupVault"))]
    pub last_backup: Observed<LastBackup>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
    /// Whom its policy names from outside the account. Where it is open to everybody, the network decides, as without a policy.
    #[schemars(extend("x-operation" = "efs:DescribeFileSystemPolicy"))]
    pub outside: Observed<Access>,
}

/// What a file system policy refuses. Without one, EFS lets in every client that reaches a mount target, in clear text too
/// ("Default EFS file system policy", EFS User Guide).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FileSystemPolicy {
    /// Whether there is a policy at all.
    pub exists: bool,
    /// Whether every client that connects without TLS is refused.
    pub refuses_plaintext: Observed<bool>,
    /// A connection in clear text that is not refused, if there is one.
    pub counterexample: Option<String>,
}
