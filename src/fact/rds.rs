//! What can be known about RDS, and about Neptune and DocumentDB as far as the RDS API lists them.

use super::Observed;
use super::cloudwatch::Capacity;
use super::kms::DataKey;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A DB instance.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "rds:DescribeDBInstances"))]
pub struct Instance {
    /// `Engine`.
    pub engine: String,
    /// `EngineVersion`.
    pub engine_version: String,
    /// `DBInstanceStatus`: `available`, `stopped`, …
    pub status: Observed<String>,
    /// `DBClusterIdentifier`: what the cluster decides is judged at the cluster.
    pub cluster: Option<String>,
    /// Encryption at rest.
    pub storage: Storage,
    /// Whether it enforces TLS. Absent for members of a cluster.
    #[schemars(extend("x-operation" = "rds:DescribeDBParameters"))]
    pub tls: Observed<Tls>,
    /// `PubliclyAccessible`: it has a public DNS name and address. Whether the network lets anyone in is another matter.
    pub publicly_accessible: Observed<bool>,
    /// Availability zones in which it runs: `AvailabilityZone` and `SecondaryAvailabilityZone`; unknown where it is Multi-AZ
    /// and AWS does not name the standby's zone.
    pub availability_zones: Observed<Vec<String>>,
    /// `MultiAZ`.
    pub multi_az: Observed<bool>,
    /// Automated backups. Absent for members of a cluster.
    pub backup: Observed<Backup>,
    /// `ReadReplicaSourceDBInstanceIdentifier` or `ReadReplicaSourceDBClusterIdentifier`.
    pub replica_of: Option<String>,
    /// Regions, other than its own, of read replicas and of replicated automated backups.
    pub copy_regions: Vec<String>,
    /// `DeletionProtection`.
    pub deletion_protection: Observed<bool>,
    /// `AutoMinorVersionUpgrade`.
    pub auto_minor_version_upgrade: Observed<bool>,
    /// `EnabledCloudwatchLogsExports`.
    pub log_exports: Vec<String>,
    /// What AWS says of the engine version.
    #[schemars(extend("x-operation" = "rds:DescribeDBEngineVersions"))]
    pub version: Observed<EngineVersion>,
    /// Whether alarms tell when it runs out of something.
    #[schemars(extend(
        "x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub capacity: Capacity,
    /// Tags (`TagList`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A DB cluster.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "rds:DescribeDBClusters"))]
pub struct Cluster {
    /// `Engine`.
    pub engine: String,
    /// `EngineVersion`.
    pub engine_version: String,
    /// `Status`: `available`, `stopped`, …
    pub status: Observed<String>,
    /// Encryption at rest.
    pub storage: Storage,
    /// Whether it enforces TLS.
    #[schemars(extend("x-operation" = "rds:DescribeDBClusterParameters"))]
    pub tls: Observed<Tls>,
    /// `PubliclyAccessible`, which only Multi-AZ DB clusters have; Aurora's instances carry it themselves.
    pub publicly_accessible: Option<bool>,
    /// Availability zones of its member instances, each once.
    #[schemars(extend("x-operation" = "rds:DescribeDBInstances"))]
    pub availability_zones: Observed<Vec<String>>,
    /// Automated backups.
    pub backup: Observed<Backup>,
    /// Regions, other than its own, of read replicas (`ReadReplicaIdentifiers`).
    pub copy_regions: Vec<String>,
    /// Regions, other than its own, of the members of its global database.
    #[schemars(extend("x-operation" = "rds:DescribeGlobalClusters"))]
    pub global_regions: Observed<Vec<String>>,
    /// `DeletionProtection`.
    pub deletion_protection: Observed<bool>,
    /// `EnabledCloudwatchLogsExports`.
    pub log_exports: Vec<String>,
    /// What AWS says of the engine version.
    #[schemars(extend("x-operation" = "rds:DescribeDBEngineVersions"))]
    pub version: Observed<EngineVersion>,
    /// Whether alarms tell when it runs out of something.
    #[schemars(extend(
        "x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub capacity: Capacity,
    /// Tags (`TagList`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// Encryption at rest of a database or snapshot.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Storage {
    /// Encrypted at all, be it under a key that only AWS sees.
    pub encrypted: Observed<bool>,
    /// Under a KMS key. Aurora's `sse-rds` (since 2026-02-18) is encrypted, but not with KMS.
    pub kms: Observed<bool>,
    /// The KMS key; absent without one.
    #[schemars(extend("x-operation" = "kms:DescribeKey"))]
    pub key: Observed<DataKey>,
}

/// Whether connections must use TLS.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tls {
    /// The parameter enforces TLS, and the running engine has it.
    pub enforced: bool,
    /// Name of the parameter, such as `rds.force_ssl`.
    pub parameter: String,
    /// Its value as configured.
    pub value: String,
    /// `ParameterApplyStatus` or `DBClusterParameterGroupStatus`: anything but `in-sync` means that the running engine
    /// may still use another value.
    pub apply_status: String,
}

/// Automated backups.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Backup {
    /// `BackupRetentionPeriod` in days; 0 means that there are none.
    pub retention_days: i64,
    /// Hours since `LatestRestorableTime`; null when there is nothing to restore.
    pub latest_restorable_age_hours: Option<f64>,
}

/// `DBEngineVersion`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EngineVersion {
    /// `Status`: `available` or `deprecated`.
    pub status: String,
}

/// A snapshot of a DB instance.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "rds:DescribeDBSnapshots"))]
pub struct Snapshot {
    /// `SnapshotType`: `manual`, `automated`, `awsbackup`.
    pub snapshot_type: String,
    /// Encryption at rest.
    pub storage: Storage,
    /// Tags (`TagList`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A snapshot of a DB cluster.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "rds:DescribeDBClusterSnapshots"))]
pub struct ClusterSnapshot {
    /// `SnapshotType`: `manual`, `automated`, `awsbackup`.
    pub snapshot_type: String,
    /// Encryption at rest.
    pub storage: Storage,
    /// Tags (`TagList`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// Automated backups of one DB instance, as kept in one region.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "rds:DescribeDBInstanceAutomatedBackups"))]
pub struct AutomatedBackup {
    /// `Region` of the DB instance they come from.
    pub source_region: String,
    /// Regions, other than this one, to which they are replicated.
    pub copy_regions: Vec<String>,
}

/// An RDS Proxy: a second way to the same data.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "rds:DescribeDBProxies"))]
pub struct Proxy {
    /// `RequireTLS`.
    pub require_tls: Observed<bool>,
}
