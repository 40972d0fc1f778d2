//! What can be known about KMS keys.

use super::Observed;
use super::outside::Access;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A KMS key of the account, AWS managed ones included.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "kms:ListKeys"))]
pub struct Key {
    /// What kind of key it is.
    #[schemars(extend("x-operation" = "kms:DescribeKey"))]
    pub metadata: Observed<KeyMetadata>,
    /// Automatic rotation. Undecidable (`kms-cannot-rotate-this-key`) where KMS cannot rotate by itself: asymmetric and HMAC
    /// keys, imported material, custom key stores; AWS rotates its own keys every year.
    #[schemars(extend("x-operation" = "kms:DescribeKey kms:GetKeyRotationStatus"))]
    pub rotation: Observed<Rotation>,
    /// Rotations that took place.
    #[schemars(extend("x-operation" = "kms:DescribeKey kms:ListKeyRotations"))]
    pub rotations: Observed<Rotations>,
    /// The data stores of this account that are encrypted with it, as far as they were seen: buckets, databases, tables, caches,
    /// search domains, volumes, file systems, container repositories, queues, topics, secrets, log groups, trails, event data
    /// stores and backup vaults. Snapshots and other backups are not among them.
    #[schemars(extend("x-operation" = "s3:ListBuckets s3:GetBucketEncryption s3:GetBucketTagging rds:DescribeDBInstances rds:DescribeDBClusters kms:DescribeKey dynamodb:ListTables dynamodb:DescribeTable redshift:DescribeClusters memorydb:DescribeClusters elasticache:DescribeReplicationGroups elasticache:DescribeCacheClusters elasticache:DescribeServerlessCaches opensearch:ListDomainNames opensearch:DescribeDomains ec2:DescribeVolumes efs:DescribeFileSystems fsx:DescribeFileSystems ecr:DescribeRepositories sqs:ListQueues sqs:GetQueueAttributes sns:ListTopics sns:GetTopicAttributes secretsmanager:ListSecrets logs:DescribeLogGroups cloudtrail:DescribeTrails cloudtrail:ListEventDataStores cloudtrail:GetEventDataStore backup:ListBackupVaults ec2:DescribeInstances resourcegroupstaggingapi:GetResources"))]
    pub used_by: Observed<UsedBy>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "kms:ListResourceTags"))]
    pub tags: Observed<BTreeMap<String, String>>,
    /// Whom its policy lets in from outside the account; not asked for keys that AWS manages.
    #[schemars(extend("x-operation" = "kms:GetKeyPolicy"))]
    pub outside: Observed<Access>,
}

/// `KeyMetadata`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KeyMetadata {
    /// `KeyManager`: `CUSTOMER` or `AWS`.
    pub manager: String,
    /// `KeyState`: `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable`, …
    pub state: String,
    /// `KeySpec`, such as `SYMMETRIC_DEFAULT`.
    pub spec: String,
    /// Key length in bits of a symmetric key: `SYMMETRIC_DEFAULT` is AES-256-GCM, in China SM4 with 128 bits ("Key spec
    /// reference", KMS Developer Guide); null for all others.
    pub symmetric_bits: Option<i64>,
    /// `KeyUsage`: `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, `GENERATE_VERIFY_MAC`, `KEY_AGREEMENT`.
    pub usage: String,
    /// `Origin`: `AWS_KMS`, `EXTERNAL`, `AWS_CLOUDHSM`, `EXTERNAL_KEY_STORE`.
    pub origin: String,
    /// Days since `CreationDate`.
    pub age_days: i64,
    /// Days until `DeletionDate`; null when no deletion is planned.
    pub deletion_in_days: Option<i64>,
    /// Days since the key was disabled. KMS does not keep this date, so it is known only where the key is not disabled (null).
    pub disabled_days: Observed<i64>,
    /// `MultiRegion`.
    pub multi_region: bool,
    /// Regions of `MultiRegionConfiguration` (primary and replicas) other than the key's own.
    pub other_regions: Vec<String>,
}

/// `GetKeyRotationStatus`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rotation {
    /// `KeyRotationEnabled`.
    pub enabled: bool,
    /// `RotationPeriodInDays`: 90 to 2560; 365 where AWS leaves it out; null when rotation is off.
    pub period_days: Option<i64>,
}

/// `ListKeyRotations`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rotations {
    /// Days since the last completed rotation; null when there was none.
    pub last_age_days: Option<i64>,
}

/// Data stores under one key.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UsedBy {
    /// True; unknown when some kind of store was not listed or the key of a store not seen in the key's region, or the tags of
    /// one of several stores under it, so that there may be more than what stands here.
    pub all_seen: Observed<bool>,
    /// Data stores that name this key, by ARN.
    pub resources: Vec<String>,
    /// The VPCs of those that lie in one.
    pub vpcs: Vec<String>,
    /// True; unknown when the VPC of some of them was not seen or is not looked up: of caches, MemoryDB and EFS.
    pub vpcs_seen: Observed<bool>,
    /// Databases among them: DB instances and clusters, an Aurora instance counted with its cluster; clusters of Redshift and
    /// MemoryDB; the DynamoDB tables of a region as one.
    pub databases: Vec<String>,
    /// The values of each tag over these data stores, such as `Environment` → `["prod", "test"]`; a store without the tag
    /// counts with the empty text.
    pub tag_values: BTreeMap<String, Vec<String>>,
}

/// The key that protects a data store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DataKey {
    /// ARN, or the key id as configured.
    pub arn: String,
    /// `KeyManager`: `CUSTOMER` or `AWS`.
    pub manager: String,
    /// `KeyState`.
    pub state: String,
    /// `Origin`.
    pub origin: String,
    /// Account that owns the key.
    pub account: String,
}

impl DataKey {
    /// Whether AWS manages it for one of its services (`KeyManager`, `KeyMetadata`, KMS API reference).
    pub fn is_of_aws(&self) -> bool {
        self.manager == "AWS"
    }

    /// Whether the customer manages it.
    pub fn is_of_customer(&self) -> bool {
        self.manager == "CUSTOMER"
    }
}
