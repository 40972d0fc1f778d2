//! Amazon DynamoDB.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon DynamoDB.
pub static DYNAMODB: Service = Service {
    id: "dynamodb",
    sdk_id: "DynamoDB",
    signing: "dynamodb",
    protocol: Protocol::Json { target: "DynamoDB_20120810", version: "1.0" },
    endpoint: Endpoint::Regional("dynamodb"),
};

operations! { Json DYNAMODB, id "dynamodb", iam "dynamodb";
    /// Names of the region's tables.
    ListTables: Region -> Tables, pages "ExclusiveStartTableName" by "Limit" = 100,
        |reply| (reply.table_names, reply.last_evaluated_table_name) => String;
    /// A table.
    DescribeTable: Region -> Described;
    /// Point-in-time recovery of a table.
    DescribeContinuousBackups: Region -> ContinuousBackups;
    /// On-demand backups of the region's tables.
    ListBackups: Region -> Backups, pages "ExclusiveStartBackupArn" by "Limit" = 100,
        |reply| (reply.backup_summaries, reply.last_evaluated_backup_arn) => Backup;
    /// Tags of a table.
    ListTagsOfResource: Region -> Tags, pages "NextToken", |reply| (reply.tags, reply.next_token) => Tag;
}

/// `ListTablesOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tables {
    /// The names.
    pub table_names: Vec<String>,
    /// The last name of this page, unless it is the last page.
    pub last_evaluated_table_name: Option<String>,
}

/// `DescribeTableOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Described {
    /// The table.
    pub table: Table,
}

/// A table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Table {
    /// State.
    pub table_status: Option<String>,
    /// When it was made.
    pub creation_date_time: Option<Time>,
    /// Its encryption; none: under a key that AWS owns.
    #[serde(rename = "SSEDescription")]
    pub sse_description: Option<Sse>,
    /// Its replicas in other regions.
    // NOTE: "TableDescription" (DynamoDB API reference): absent or empty without replicas.
    #[serde(default)]
    pub replicas: Vec<Replica>,
    /// The witness of a global table that is strongly consistent.
    // NOTE: "TableDescription" (DynamoDB API reference): only such tables have one.
    #[serde(default)]
    pub global_table_witnesses: Vec<Witness>,
    /// Whether it is protected against deletion.
    pub deletion_protection_enabled: Option<bool>,
}

/// Encryption of a table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Sse {
    /// `ENABLED`, `UPDATING`, …
    pub status: Option<String>,
    /// `KMS`, …
    #[serde(rename = "SSEType")]
    pub sse_type: Option<String>,
    /// The key.
    #[serde(rename = "KMSMasterKeyArn")]
    pub kms_master_key_arn: Option<String>,
    /// Since when DynamoDB cannot use the key.
    pub inaccessible_encryption_date_time: Option<Time>,
}

/// A replica.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Replica {
    /// Region code.
    pub region_name: String,
}

/// A witness.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Witness {
    /// Region code.
    pub region_name: String,
}

/// `DescribeContinuousBackupsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ContinuousBackups {
    /// What is kept.
    pub continuous_backups_description: Continuous,
}

/// `ContinuousBackupsDescription`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Continuous {
    /// Point-in-time recovery.
    pub point_in_time_recovery_description: PointInTime,
}

/// `PointInTimeRecoveryDescription`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PointInTime {
    /// `ENABLED` or `DISABLED`.
    pub point_in_time_recovery_status: String,
    /// How far back it is kept.
    pub recovery_period_in_days: Option<i64>,
    /// How far back it reaches.
    pub earliest_restorable_date_time: Option<Time>,
    /// The latest point to go back to.
    pub latest_restorable_date_time: Option<Time>,
}

/// `ListTagsOfResourceOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tags {
    /// The tags.
    // NOTE: "ListTagsOfResource" (DynamoDB API reference): not required.
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// Token of the next page.
    pub next_token: Option<String>,
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

/// `ListBackupsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Backups {
    /// The backups.
    pub backup_summaries: Vec<Backup>,
    /// The last ARN of this page, unless it is the last page.
    pub last_evaluated_backup_arn: Option<String>,
}

/// `BackupSummary`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Backup {
    /// ARN.
    pub backup_arn: String,
    /// The table.
    pub table_arn: Option<String>,
    /// `CREATING`, `AVAILABLE`, `DELETED`.
    pub backup_status: Option<String>,
    /// When it was made.
    pub backup_creation_date_time: Option<Time>,
}
