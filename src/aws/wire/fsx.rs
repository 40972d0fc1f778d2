//! Amazon FSx.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon FSx.
pub static FSX: Service = Service {
    id: "fsx",
    sdk_id: "FSx",
    signing: "fsx",
    protocol: Protocol::Json { target: "AWSSimbaAPIService_v20180301", version: "1.1" },
    endpoint: Endpoint::Regional("fsx"),
};

operations! { Json FSX, id "fsx", iam "fsx";
    /// File systems of the region.
    DescribeFileSystems: Region -> FileSystems,
        pages "NextToken", |reply| (reply.file_systems, reply.next_token) => FileSystem;
    /// Backups in the region.
    DescribeBackups: Region -> Backups, pages "NextToken", |reply| (reply.backups, reply.next_token) => Backup;
}

/// `DescribeFileSystemsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FileSystems {
    /// The file systems.
    pub file_systems: Vec<FileSystem>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A file system.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FileSystem {
    /// Id.
    pub file_system_id: String,
    /// `WINDOWS`, `LUSTRE`, `ONTAP`, `OPENZFS`.
    pub file_system_type: Option<String>,
    /// When it was made.
    pub creation_time: Option<Time>,
    /// The network in which it lies.
    pub vpc_id: Option<String>,
    /// The key; FSx names none for Lustre scratch file systems.
    pub kms_key_id: Option<String>,
    /// ARN.
    #[serde(rename = "ResourceARN")]
    pub resource_arn: Option<String>,
    /// Tags.
    // NOTE: "FileSystem" (FSx API reference): not required.
    #[serde(default)]
    pub tags: Vec<Tag>,
}

/// A tag.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// `DescribeBackupsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Backups {
    /// The backups.
    pub backups: Vec<Backup>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A backup.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Backup {
    /// Id.
    pub backup_id: String,
    /// State.
    pub lifecycle: String,
    /// `AUTOMATIC`, `USER_INITIATED`, `AWS_BACKUP`.
    pub r#type: String,
    /// When it was made.
    pub creation_time: Time,
    /// The key.
    pub kms_key_id: Option<String>,
    /// ARN.
    #[serde(rename = "ResourceARN")]
    pub resource_arn: Option<String>,
    /// Region from which it was copied.
    pub source_backup_region: Option<String>,
    /// What was backed up.
    pub file_system: BackedUp,
    /// Tags.
    // NOTE: "Backup" (FSx API reference): not required.
    #[serde(default)]
    pub tags: Vec<Tag>,
}

/// The file system of a backup.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct BackedUp {
    /// Id.
    pub file_system_id: Option<String>,
    /// `WINDOWS`, `LUSTRE`, `ONTAP`, `OPENZFS`.
    pub file_system_type: Option<String>,
}
