//! What can be known about DynamoDB tables.

use super::Observed;
use super::backup::LastBackup;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A DynamoDB table. The replicas of a global table are tables of their own, each in its region.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "dynamodb:ListTables"))]
pub struct Table {
    /// `TableStatus`: `ACTIVE`, `ARCHIVED`, `INACCESSIBLE_ENCRYPTION_CREDENTIALS`, …
    #[schemars(extend("x-operation" = "dynamodb:DescribeTable"))]
    pub status: Observed<String>,
    /// Hours since `CreationDateTime`.
    #[schemars(extend("x-operation" = "dynamodb:DescribeTable"))]
    pub age_hours: Observed<f64>,
    /// Encryption at rest (`SSEDescription`). Without it the table lies under a key that AWS owns and nobody else sees.
    #[schemars(extend("x-operation" = "dynamodb:DescribeTable"))]
    pub storage: Observed<Storage>,
    /// Hours since `InaccessibleEncryptionDateTime`, when DynamoDB could no longer use the table's key; absent while it can.
    #[schemars(extend("x-operation" = "dynamodb:DescribeTable"))]
    pub key_inaccessible_hours: Observed<f64>,
    /// Regions, other than its own, that hold its replicas or the witness of a strongly consistent global table (`Replicas`,
    /// `GlobalTableWitnesses`).
    #[schemars(extend("x-operation" = "dynamodb:DescribeTable"))]
    pub copy_regions: Observed<Vec<String>>,
    /// `DeletionProtectionEnabled`.
    #[schemars(extend("x-operation" = "dynamodb:DescribeTable"))]
    pub deletion_protection: Observed<bool>,
    /// Point-in-time recovery.
    #[schemars(extend("x-operation" = "dynamodb:DescribeContinuousBackups"))]
    pub recovery: Observed<Recovery>,
    /// The youngest complete backup, wherever AWS keeps one.
    #[schemars(extend("x-operation" = "dynamodb:ListBackups dynamodb:DescribeContinuousBackups backup:ListBackupVaults backup:ListRecoveryPointsByBackupVault"))]
    pub last_backup: Observed<LastBackup>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "dynamodb:ListTagsOfResource"))]
    pub tags: Observed<BTreeMap<String, String>>,
}

/// `PointInTimeRecoveryDescription`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Recovery {
    /// `PointInTimeRecoveryStatus` is `ENABLED`.
    pub enabled: bool,
    /// `RecoveryPeriodInDays`, 1 to 35: how far back DynamoDB keeps the table. Absent when recovery is off.
    pub period_days: Observed<i64>,
    /// Hours since `EarliestRestorableDateTime`: how far back it reaches today. Absent when recovery is off.
    pub earliest_restorable_age_hours: Observed<f64>,
    /// Hours since `LatestRestorableDateTime`, usually five minutes. Absent when recovery is off.
    pub latest_restorable_age_hours: Observed<f64>,
}
