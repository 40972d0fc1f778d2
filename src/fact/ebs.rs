//! What can be known about EBS: volumes, snapshots, machine images, and what a region does with new ones.

use super::Observed;
use super::backup::LastBackup;
use super::kms::DataKey;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An EBS volume.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ec2:DescribeVolumes"))]
pub struct Volume {
    /// `State`: `in-use`, `available`, `creating`, `deleting`, …
    pub state: Observed<String>,
    /// Instances to which it is attached (`Attachments[].InstanceId`).
    pub attached_to: Vec<String>,
    /// Hours since `CreateTime`.
    pub age_hours: Observed<f64>,
    /// Encryption at rest.
    pub storage: Storage,
    /// The youngest complete backup, wherever AWS keeps one.
    #[schemars(extend("x-operation" = "ec2:DescribeSnapshots backup:ListBackupVaults backup:ListRecoveryPointsByBackupVault"))]
    pub last_backup: Observed<LastBackup>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// An EBS snapshot that the account owns.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ec2:DescribeSnapshots"))]
pub struct Snapshot {
    /// `VolumeId`. Of a copied snapshot AWS names an arbitrary one.
    pub volume: Observed<String>,
    /// `State`: `completed`, `pending`, `error`, `recoverable`, `recovering`.
    pub state: Observed<String>,
    /// Hours since `StartTime`.
    pub age_hours: Observed<f64>,
    /// Encryption at rest.
    pub storage: Storage,
    /// Whether every AWS account can restore it: its permissions name the group `all`, and the region's public access block
    /// does not withhold it (`block-all-sharing`).
    #[schemars(extend("x-operation" = "ec2:GetSnapshotBlockPublicAccessState"))]
    pub public: Observed<bool>,
    /// Other accounts that may restore it (`CreateVolumePermissions[].UserId`).
    #[schemars(extend("x-operation" = "ec2:DescribeSnapshotAttribute"))]
    pub shared_with: Observed<Vec<String>>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A machine image (AMI) that the account owns. Its data lie in its snapshots.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ec2:DescribeImages"))]
pub struct Image {
    /// `State`: `available`, `disabled`, `pending`, …
    pub state: Observed<String>,
    /// Hours since `CreationDate`.
    pub age_hours: Observed<f64>,
    /// Snapshots behind it (`BlockDeviceMappings[].Ebs.SnapshotId`).
    pub snapshots: Vec<String>,
    /// `Public`: every AWS account can launch it. A region's public access block refuses only new public sharing.
    pub public: Observed<bool>,
    /// Others that may launch it: account ids, and ARNs of organisations and organisational units (`LaunchPermissions`).
    #[schemars(extend("x-operation" = "ec2:DescribeImageAttribute"))]
    pub shared_with: Observed<Vec<String>>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// What a region does with new volumes, snapshots and images: exactly one per region.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EbsSettings {
    /// `EbsEncryptionByDefault`: new volumes and snapshot copies are encrypted whether or not anyone asks for it.
    #[schemars(extend("x-operation" = "ec2:GetEbsEncryptionByDefault"))]
    pub encryption_by_default: Observed<bool>,
    /// `KmsKeyId`, the key for volumes that name none: an ARN, or `alias/aws/ebs` for the AWS managed one.
    #[schemars(extend("x-operation" = "ec2:GetEbsDefaultKmsKeyId"))]
    pub default_key_id: Observed<String>,
    /// That key; absent where it is the AWS managed one.
    #[schemars(extend("x-operation" = "ec2:GetEbsDefaultKmsKeyId kms:DescribeKey"))]
    pub default_key: Observed<DataKey>,
    /// Public access block for snapshots (`State`): `block-all-sharing`, `block-new-sharing`, `unblocked`.
    #[schemars(extend("x-operation" = "ec2:GetSnapshotBlockPublicAccessState"))]
    pub snapshot_public_access: Observed<String>,
    /// Public access block for images (`ImageBlockPublicAccessState`): `block-new-sharing`, `unblocked`.
    #[schemars(extend("x-operation" = "ec2:GetImageBlockPublicAccessState"))]
    pub image_public_access: Observed<String>,
}
