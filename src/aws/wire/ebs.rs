//! Amazon EC2's block storage: volumes, snapshots, images, and a region's settings for them.

use super::ec2::EC2;
use super::{Items, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

operations! { Xml EC2, id "ec2", iam "ec2";
    /// Volumes of the region.
    DescribeVolumes: Region -> Volumes, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.volume_set.item, reply.next_token) => Volume;
    /// Snapshots that the account owns or may restore.
    DescribeSnapshots: Region -> Snapshots, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.snapshot_set.item, reply.next_token) => Snapshot;
    /// Who may restore a snapshot.
    DescribeSnapshotAttribute: Region -> SnapshotAttribute;
    /// Machine images that the account owns or may launch.
    DescribeImages: Region -> Images, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.images_set.item, reply.next_token) => Image;
    /// Who may launch an image.
    DescribeImageAttribute: Region -> ImageAttribute;
    /// Whether the region encrypts new volumes by itself.
    GetEbsEncryptionByDefault: Region -> EncryptionByDefault;
    /// The key for volumes that name none.
    GetEbsDefaultKmsKeyId: Region -> DefaultKey;
    /// The region's public access block for snapshots.
    GetSnapshotBlockPublicAccessState: Region -> SnapshotBlock;
    /// The region's public access block for images.
    GetImageBlockPublicAccessState: Region -> ImageBlock;
}

/// `DescribeVolumesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Volumes {
    /// The volumes.
    pub volume_set: Items<Volume>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A volume.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Volume {
    /// Id.
    pub volume_id: String,
    /// State.
    pub status: Option<String>,
    /// When it was made.
    pub create_time: Option<Time>,
    /// Where it is attached.
    // NOTE: "DescribeVolumes" (EC2 API reference): empty for a volume that is attached nowhere.
    #[serde(default)]
    pub attachment_set: Items<Attachment>,
    /// Whether it is encrypted.
    pub encrypted: Option<bool>,
    /// Kind of encryption; reserved for future use.
    pub sse_type: Option<String>,
    /// ARN of the key.
    pub kms_key_id: Option<String>,
    /// Tags.
    // NOTE: "DescribeVolumes" (EC2 API reference), example: left out where there are none.
    #[serde(default)]
    pub tag_set: Items<Tag>,
}

/// Where a volume is attached.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The instance; left out where a service of AWS holds the volume.
    pub instance_id: Option<String>,
}

/// A tag.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Tag {
    /// Its key.
    pub key: String,
    /// Its value.
    #[serde(default)]
    pub value: String,
}

/// `DescribeSnapshotsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Snapshots {
    /// The snapshots.
    pub snapshot_set: Items<Snapshot>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A snapshot.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// Id.
    pub snapshot_id: String,
    /// The volume it was made of.
    pub volume_id: Option<String>,
    /// State.
    pub status: Option<String>,
    /// When it was begun.
    pub start_time: Option<Time>,
    /// Whether it is encrypted.
    pub encrypted: Option<bool>,
    /// Kind of encryption; reserved for future use.
    pub sse_type: Option<String>,
    /// ARN of the key.
    pub kms_key_id: Option<String>,
    /// Tags.
    // NOTE: "DescribeSnapshots" (EC2 API reference), example: left out where there are none.
    #[serde(default)]
    pub tag_set: Items<Tag>,
}

/// `DescribeSnapshotAttributeResult`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotAttribute {
    /// Who may restore it, beside the owner.
    pub create_volume_permission: Items<Permission>,
}

/// Who may use a snapshot or an image.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Permission {
    /// An account.
    pub user_id: Option<String>,
    /// `all`: every account.
    pub group: Option<String>,
}

/// `DescribeImagesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Images {
    /// The images.
    pub images_set: Items<Image>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A machine image.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// Id.
    pub image_id: String,
    /// State.
    pub image_state: Option<String>,
    /// When it was made, as a text.
    pub creation_date: Option<String>,
    /// Whether every account may launch it.
    pub is_public: Option<bool>,
    /// Its disks.
    // NOTE: "DescribeImages" (EC2 API reference): any entries; an image on instance store has none.
    #[serde(default)]
    pub block_device_mapping: Items<BlockDevice>,
    /// Tags.
    // NOTE: "DescribeImages" (EC2 API reference), example: left out where there are none.
    #[serde(default)]
    pub tag_set: Items<Tag>,
}

/// A disk of an image.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct BlockDevice {
    /// The EBS volume that is made for it; null for instance store.
    pub ebs: Option<BlockDeviceVolume>,
}

/// The EBS volume of an image's disk.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BlockDeviceVolume {
    /// The snapshot it is made of.
    pub snapshot_id: Option<String>,
}

/// `ImageAttribute`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImageAttribute {
    /// Who may launch it, beside the owner.
    pub launch_permission: Items<LaunchPermission>,
}

/// Who may launch an image.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LaunchPermission {
    /// An account.
    pub user_id: Option<String>,
    /// An organisation.
    pub organization_arn: Option<String>,
    /// An organisational unit.
    pub organizational_unit_arn: Option<String>,
}

/// `GetEbsEncryptionByDefaultResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EncryptionByDefault {
    /// Whether new volumes are encrypted without being asked.
    pub ebs_encryption_by_default: bool,
}

/// `GetEbsDefaultKmsKeyIdResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DefaultKey {
    /// The key.
    pub kms_key_id: String,
}

/// `GetSnapshotBlockPublicAccessStateResult`.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SnapshotBlock {
    /// `block-all-sharing`, `block-new-sharing` or `unblocked`.
    pub state: String,
}

/// `GetImageBlockPublicAccessStateResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImageBlock {
    /// `block-new-sharing` or `unblocked`.
    pub image_block_public_access_state: String,
}
