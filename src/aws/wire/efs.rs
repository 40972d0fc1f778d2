//! Amazon Elastic File System.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Elastic File System.
pub static EFS: Service = Service {
    id: "efs",
    sdk_id: "EFS",
    signing: "elasticfilesystem",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("elasticfilesystem"),
};

operations! { Json EFS, id "efs", iam "elasticfilesystem";
    /// File systems of the region.
    DescribeFileSystems: Region "GET" "/2015-02-01/file-systems" -> FileSystems,
        pages "Marker" by "MaxItems" = 100, |reply| (reply.file_systems, reply.next_marker) => FileSystem;
    /// The policy of a file system.
    DescribeFileSystemPolicy: Region "GET" "/2015-02-01/file-systems/{FileSystemId}/policy" -> Policy,
        absent "PolicyNotFound";
    /// Where file systems are replicated to and from.
    DescribeReplicationConfigurations: Region "GET" "/2015-02-01/file-systems/replication-configurations" -> Replications,
        absent "ReplicationNotFound",
        pages "NextToken" by "MaxResults" = 100, |reply| (reply.replications, reply.next_token) => Replication;
}

/// `DescribeFileSystemsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FileSystems {
    /// The file systems.
    pub file_systems: Vec<FileSystem>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A file system.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FileSystem {
    /// Id.
    pub file_system_id: String,
    /// ARN.
    pub file_system_arn: Option<String>,
    /// When it was made.
    pub creation_time: Time,
    /// Whether it is encrypted.
    pub encrypted: Option<bool>,
    /// The key.
    pub kms_key_id: Option<String>,
    /// Its zone, if it lies in one only.
    pub availability_zone_name: Option<String>,
    /// Tags.
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

/// `FileSystemPolicyDescription`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policy {
    /// The policy as JSON text.
    pub policy: String,
}

/// `DescribeReplicationConfigurationsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Replications {
    /// The replications.
    pub replications: Vec<Replication>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A replication of one file system.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Replication {
    /// The file system that is copied.
    pub source_file_system_id: String,
    /// Where the copies are.
    pub destinations: Vec<Destination>,
}

/// Where a copy is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Destination {
    /// Region code.
    pub region: String,
}
