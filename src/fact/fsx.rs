//! What can be known about FSx: file systems for Windows, Lustre, ONTAP and OpenZFS, and their backups.

use super::Observed;
use super::backup::LastBackup;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An FSx file system. FSx encrypts all of them at rest and offers no way round it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "fsx:DescribeFileSystems"))]
pub struct FileSystem {
    /// `FileSystemType`: `WINDOWS`, `LUSTRE`, `ONTAP`, `OPENZFS`.
    pub file_system_type: Observed<String>,
    /// Hours since `CreationTime`.
    pub age_hours: Observed<f64>,
    /// `VpcId`.
    pub vpc: Observed<String>,
    /// Encryption at rest. Of Lustre scratch file systems FSx does not name the key.
    pub storage: Storage,
    /// The youngest complete backup, wherever AWS keeps one.
    #[schemars(extend("x-operation" = "fsx:DescribeBackups backup:ListBackupVaults backup:ListRecoveryPointsByBackupVault"))]
    pub last_backup: Observed<LastBackup>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A backup of an FSx file system or volume, as kept in one region.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "fsx:DescribeBackups"))]
pub struct Backup {
    /// `Type`: `AUTOMATIC`, `USER_INITIATED`, `AWS_BACKUP`.
    pub backup_type: Observed<String>,
    /// `Lifecycle`: `AVAILABLE`, `CREATING`, `FAILED`, …
    pub state: Observed<String>,
    /// `FileSystem.FileSystemId`.
    pub file_system: Observed<String>,
    /// `SourceBackupRegion` of a copy; null for a backup made here.
    pub source_region: Option<String>,
    /// Hours since `CreationTime`.
    pub age_hours: Observed<f64>,
    /// Encryption at rest.
    pub storage: Storage,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}
