//! What can be known about backups: AWS Backup, and what its services keep by themselves.

use super::Observed;
use super::outside::Access;
use super::rds::Storage;
use schemars::JsonSchema;
use serde::Serialize;

/// A backup vault. Its key protects only backups that AWS Backup manages in full; others keep the key of their source
/// ("Encryption for backups", AWS Backup Developer Guide).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "backup:ListBackupVaults"))]
pub struct Vault {
    /// `VaultType`: `BACKUP_VAULT`, `LOGICALLY_AIR_GAPPED_BACKUP_VAULT`, `RESTORE_ACCESS_BACKUP_VAULT`.
    pub vault_type: Observed<String>,
    /// `NumberOfRecoveryPoints`, which AWS calls an approximation.
    pub recovery_points: Observed<i64>,
    /// Its key (`EncryptionKeyArn`, `EncryptionKeyType`). AWS always fills one in, so that a vault is encrypted says nothing.
    pub storage: Storage,
    /// `Locked`: recovery points cannot be deleted or changed before their time.
    pub locked: Observed<bool>,
    /// Whether nobody can take the lock off again: `LockDate` is over. False without a lock.
    pub lock_final: Observed<bool>,
    /// `MinRetentionDays` of the lock; null without a lower limit.
    pub min_retention_days: Option<i64>,
    /// `MaxRetentionDays` of the lock; null without an upper limit.
    pub max_retention_days: Option<i64>,
    /// Whether it has an access policy of its own.
    #[schemars(extend("x-operation" = "backup:GetBackupVaultAccessPolicy"))]
    pub has_access_policy: Observed<bool>,
    /// Whom its policy lets in from outside the account.
    #[schemars(extend("x-operation" = "backup:GetBackupVaultAccessPolicy"))]
    pub outside: Observed<Access>,
}

/// A recovery point: one backup of one resource, in one vault.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "backup:ListBackupVaults backup:ListRecoveryPointsByBackupVault"))]
pub struct RecoveryPoint {
    /// `BackupVaultName`.
    pub vault: String,
    /// `Status`: `COMPLETED`, `AVAILABLE`, `CREATING`, `PARTIAL`, `EXPIRED`, `DELETING`, `STOPPED`.
    pub status: Observed<String>,
    /// `ResourceArn`: what was backed up.
    pub resource: Observed<String>,
    /// `ResourceType`, such as `EBS`.
    pub resource_type: Observed<String>,
    /// Hours since `CreationDate`. A copy has the date of its source ("Backup and tag copy", AWS Backup Developer Guide).
    pub age_hours: Observed<f64>,
    /// `Lifecycle.DeleteAfterDays`; null means that it is kept for ever.
    pub delete_after_days: Option<i64>,
    /// Encryption at rest (`IsEncrypted`, `EncryptionKeyArn`, `EncryptionKeyType`).
    pub storage: Storage,
}

/// A resource of which AWS keeps backups: recovery points in vaults, or automated backups of RDS.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "backup:ListBackupVaults backup:ListRecoveryPointsByBackupVault"))]
pub struct ProtectedResource {
    /// `ResourceType`, such as `EBS`.
    pub resource_type: String,
    /// Whether a complete backup of it lies in several availability zones of its own region: AWS keeps snapshots of EBS, EC2,
    /// RDS, Aurora and FSx in Amazon S3. Of other services no page says so.
    pub in_several_zones: Observed<bool>,
    /// Complete backups outside its own region.
    #[schemars(extend("x-operation" = "rds:DescribeDBInstanceAutomatedBackups backup:ListCopyJobs"))]
    pub other_regions: Copies,
    /// Complete copies in other accounts. What became of them there cannot be seen from here.
    #[schemars(extend("x-operation" = "backup:ListCopyJobs"))]
    pub other_accounts: Copies,
}

/// Copies of the backups of one resource at other sites.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Copies {
    /// Where complete ones were seen: region codes or account ids.
    pub places: Vec<String>,
    /// Days since the youngest of them was made, or since its source was; null when none was seen.
    pub age_days: Option<f64>,
    /// True; unknown where some place was not seen, so that there may be more.
    pub all_seen: Observed<bool>,
}

/// A backup plan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "backup:ListBackupPlans"))]
pub struct Plan {
    /// What its rules say.
    #[schemars(extend("x-operation" = "backup:GetBackupPlan"))]
    pub rules: Observed<PlanRules>,
    /// Number of selections (`BackupSelectionsList`). A plan without any backs up nothing.
    #[schemars(extend("x-operation" = "backup:ListBackupSelections"))]
    pub selections: Observed<i64>,
    /// Hours since `LastExecutionDate`; absent when it never ran.
    pub last_run_age_hours: Observed<f64>,
}

/// `BackupPlan.Rules`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlanRules {
    /// The longest time in hours between two runs of the rule that runs most often (`ScheduleExpression`).
    pub interval_hours: Observed<f64>,
    /// The shortest time for which a rule keeps backups, in days (`Lifecycle.DeleteAfterDays`); null: all are kept for ever.
    pub retention_days: Option<i64>,
    /// Whether a rule makes continuous backups (`EnableContinuousBackup`): one recovery point that goes on.
    pub continuous: bool,
    /// Regions, other than its own, to which rules copy (`CopyActions`). Whether copies arrive is another matter.
    pub copy_regions: Vec<String>,
    /// Accounts, other than its own, to which rules copy.
    pub copy_accounts: Vec<String>,
}

/// A restore testing plan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "backup:ListRestoreTestingPlans"))]
pub struct RestoreTestingPlan {
    /// The longest time in hours between two runs (`ScheduleExpression`).
    pub interval_hours: Observed<f64>,
    /// Days since `LastExecutionTime`; absent when it never ran.
    pub last_run_age_days: Observed<f64>,
    /// Days since `CreationTime`.
    pub age_days: f64,
}

/// A restore job: somebody, or a restore testing plan, had a backup restored.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "backup:ListRestoreJobs"))]
pub struct RestoreJob {
    /// `Status`: `PENDING`, `RUNNING`, `COMPLETED`, `ABORTED`, `FAILED`.
    pub status: Observed<String>,
    /// `ResourceType`, such as `RDS`.
    pub resource_type: Observed<String>,
    /// Whether a restore testing plan started it (`CreatedBy.RestoreTestingPlanArn`).
    pub by_test: bool,
    /// `ValidationStatus`: `SUCCESSFUL`, `FAILED`, `TIMED_OUT`, `VALIDATING`; absent where nobody was to validate.
    pub validation: Observed<String>,
    /// Days since `CreationDate`.
    pub age_days: Observed<f64>,
    /// Hours from `CreationDate` to `CompletionDate`; absent while it runs.
    pub duration_hours: Observed<f64>,
    /// Whether it is the latest completed restore of its resource (`SourceResourceArn`), as far as AWS still lists jobs.
    pub latest: Observed<bool>,
}

/// The backups of the account as a whole: one, put together from all regions asked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Account {
    /// Plans of AWS Backup and policies of Data Lifecycle Manager that are in force: with a schedule, and for AWS Backup with
    /// a selection.
    #[schemars(extend("x-operation" = "backup:ListBackupPlans backup:GetBackupPlan backup:ListBackupSelections backup:ListRecoveryPointsByBackupVault dlm:GetLifecyclePolicies dlm:GetLifecyclePolicy ec2:DescribeSnapshots"))]
    pub schedules: Observed<Schedules>,
    /// Restore jobs.
    #[schemars(extend("x-operation" = "backup:ListRestoreJobs"))]
    pub restores: Observed<Restores>,
    /// Restore testing plans.
    #[schemars(extend("x-operation" = "backup:ListRestoreTestingPlans"))]
    pub restore_testing: Observed<RestoreTesting>,
}

/// Schedules of an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Schedules {
    /// The shortest interval in hours that a schedule in force also keeps: it made a complete backup no longer ago than
    /// its interval, its start window and two hours. Null when none does.
    pub kept_hours: Option<f64>,
    /// The schedule that keeps it, as `plan/…` or `policy/…` with its region.
    pub kept_by: Option<String>,
    /// The shortest interval in hours of all schedules in force; null when there is none.
    pub set_hours: Option<f64>,
    /// The schedule that sets it.
    pub set_by: Option<String>,
    /// True; unknown where a plan, a policy or a region was not seen, or a schedule could not be read, so that there may be a
    /// shorter one.
    pub all_seen: Observed<bool>,
}

/// Restore jobs of an account, as far as AWS still lists them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Restores {
    /// Number of jobs that are `COMPLETED`, and of whose result no validation said `FAILED`.
    pub completed: i64,
    /// Number of jobs that `FAILED`, or whose result a validation found wrong.
    pub failed: i64,
    /// Days since the latest completed one; null when there is none.
    pub last_age_days: Option<f64>,
    /// Days since the latest whose result was validated (`ValidationStatus` `SUCCESSFUL`); null when there is none.
    pub last_validated_age_days: Option<f64>,
    /// What the latest restored, such as `RDS (eu-central-1)`.
    pub last: Option<String>,
    /// True; unknown where a region was not seen, so that there may be more.
    pub all_seen: Observed<bool>,
}

/// Restore testing plans of an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RestoreTesting {
    /// Their number.
    pub plans: i64,
    /// Days since one of them ran, or since the youngest was made where none ran yet; null without a plan.
    pub idle_days: Option<f64>,
    /// True; unknown where a region was not seen.
    pub all_seen: Observed<bool>,
}

/// The youngest complete backup of a resource, wherever AWS keeps one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LastBackup {
    /// Its age in hours; null when none was seen.
    pub age_hours: Option<f64>,
    /// What it is: the ARN or id of a recovery point, snapshot or backup, or `point-in-time recovery`.
    pub source: Option<String>,
    /// True; unknown where a place was not seen in which a younger one may lie.
    pub all_seen: Observed<bool>,
}
