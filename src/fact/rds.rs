//! What can be known about RDS, and about Neptune and DocumentDB as far as the RDS API lists them.

use super::Observed;
use super::cloudwatch::Capacity;
use super::ec2_network::{INTERNET, Internet};
use super::ec2_vpc::Labels;
pub use super::storage::Storage;
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
    /// `DBSubnetGroup.VpcId`.
    pub vpc: Option<String>,
    /// `DBSubnetGroup.DBSubnetGroupName`.
    pub subnet_group: Option<String>,
    /// What reaches it from the internet on its port, worked out from its security groups and the subnets it may lie in.
    #[schemars(extend("x-operation" = INTERNET))]
    pub internet: Observed<Internet>,
    /// Whose data it holds, by tags: those of itself, of its cluster, of the database it is a replica or clone of.
    #[schemars(extend("x-operation" = "rds:DescribeDBClusters"))]
    pub lineage: Observed<Labels>,
    /// The tags of all databases in its VPC, itself included.
    pub vpc_neighbours: Observed<Labels>,
    /// The tags of all databases in its subnet group, itself included.
    pub subnet_neighbours: Observed<Labels>,
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
    #[schemars(extend("x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"))]
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
    /// What reaches a Multi-AZ DB cluster from the internet on its port; absent for others, whose instances carry the address.
    #[schemars(extend("x-operation" = INTERNET))]
    pub internet: Observed<Internet>,
    /// Whose data it holds, by tags: those of itself, of its instances, of the database it is a replica or clone of.
    #[schemars(extend("x-operation" = "rds:DescribeDBInstances"))]
    pub lineage: Observed<Labels>,
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
    #[schemars(extend("x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"))]
    pub capacity: Capacity,
    /// Tags (`TagList`).
    pub tags: Observed<BTreeMap<String, String>>,
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
    /// Whether every AWS account can restore it (`restore` contains `all`). Only manual snapshots can be shared.
    #[schemars(extend("x-operation" = "rds:DescribeDBSnapshotAttributes"))]
    pub public: Observed<bool>,
    /// Other accounts that may restore it (the other values of `restore`).
    #[schemars(extend("x-operation" = "rds:DescribeDBSnapshotAttributes"))]
    pub shared_with: Observed<Vec<String>>,
    /// `DBInstanceIdentifier`: the DB instance it was taken of, which may be gone.
    pub database: Option<String>,
    /// `SourceDBSnapshotIdentifier`: the snapshot it was copied from, in another region or account.
    pub copied_from: Option<String>,
    /// Whose data it holds, by tags: those of itself, of the database it was taken of, of the snapshot it was copied from.
    #[schemars(extend("x-operation" = "rds:DescribeDBInstances rds:DescribeDBClusters"))]
    pub lineage: Observed<Labels>,
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
    /// Whether every AWS account can restore it (`restore` contains `all`). Only manual snapshots can be shared.
    #[schemars(extend("x-operation" = "rds:DescribeDBClusterSnapshotAttributes"))]
    pub public: Observed<bool>,
    /// Other accounts that may restore it (the other values of `restore`).
    #[schemars(extend("x-operation" = "rds:DescribeDBClusterSnapshotAttributes"))]
    pub shared_with: Observed<Vec<String>>,
    /// `DBClusterIdentifier`: the DB cluster it was taken of, which may be gone.
    pub database: Option<String>,
    /// `SourceDBClusterSnapshotArn`: the snapshot it was copied from, in another region or account.
    pub copied_from: Option<String>,
    /// Whose data it holds, by tags: those of itself, of the database it was taken of, of the snapshot it was copied from.
    #[schemars(extend("x-operation" = "rds:DescribeDBInstances rds:DescribeDBClusters"))]
    pub lineage: Observed<Labels>,
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
    /// Hours since `RestoreWindow.LatestTime`; null while there is nothing to restore.
    pub latest_restorable_age_hours: Option<f64>,
    /// Whether they lie in the region as a whole (`BackupTarget` `region`), not in a local zone or on an Outpost.
    pub in_region: Observed<bool>,
}

/// An RDS Proxy: a second way to the same data.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "rds:DescribeDBProxies"))]
pub struct Proxy {
    /// `RequireTLS`.
    pub require_tls: Observed<bool>,
}
