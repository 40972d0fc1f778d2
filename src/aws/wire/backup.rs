//! AWS Backup: vaults and what lies in them, plans, copies, restores.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Backup.
pub static BACKUP: Service = Service {
    id: "backup",
    sdk_id: "Backup",
    signing: "backup",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("backup"),
};

operations! { Json BACKUP, id "backup", iam "backup";
    /// The vaults of the region.
    ListBackupVaults: Region "GET" "/backup-vaults/" -> Vaults, pages "nextToken" by "maxResults" = 1000,
        |reply| (reply.backup_vault_list, reply.next_token) => Vault;
    /// The access policy of a vault.
    GetBackupVaultAccessPolicy: Region "GET" "/backup-vaults/{backupVaultName}/access-policy" -> VaultAccessPolicy,
        absent "ResourceNotFoundException";
    /// What lies in a vault.
    ListRecoveryPointsByBackupVault: Region "GET" "/backup-vaults/{backupVaultName}/recovery-points/" -> RecoveryPoints,
        pages "nextToken" by "maxResults" = 1000, |reply| (reply.recovery_points, reply.next_token) => RecoveryPoint;
    /// The plans of the region.
    ListBackupPlans: Region "GET" "/backup/plans/" -> Plans, pages "nextToken" by "maxResults" = 1000,
        |reply| (reply.backup_plans_list, reply.next_token) => Plan;
    /// The rules of a plan.
    GetBackupPlan: Region "GET" "/backup/plans/{backupPlanId}/" -> PlanDetails;
    /// The selections of a plan.
    ListBackupSelections: Region "GET" "/backup/plans/{backupPlanId}/selections/" -> Selections,
        pages "nextToken" by "maxResults" = 1000, |reply| (reply.backup_selections_list, reply.next_token) => Selection;
    /// Copies that were made, or are being made, of recovery points of the region.
    ListCopyJobs: Region "GET" "/copy-jobs/" -> CopyJobs, pages "nextToken" by "maxResults" = 1000,
        |reply| (reply.copy_jobs, reply.next_token) => CopyJob;
    /// Restores in the region.
    ListRestoreJobs: Region "GET" "/restore-jobs/" -> RestoreJobs, pages "nextToken" by "maxResults" = 1000,
        |reply| (reply.restore_jobs, reply.next_token) => RestoreJob;
    /// Plans by which restores are tested.
    ListRestoreTestingPlans: Region "GET" "/restore-testing/plans" -> RestoreTestingPlans,
        pages "NextToken" by "MaxResults" = 1000, |reply| (reply.restore_testing_plans, reply.next_token) => RestoreTestingPlan;
}

/// `ListBackupVaultsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Vaults {
    /// The vaults.
    pub backup_vault_list: Vec<Vault>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `BackupVaultListMember`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Vault {
    /// Name.
    pub backup_vault_name: String,
    /// ARN.
    pub backup_vault_arn: String,
    /// `BACKUP_VAULT`, `LOGICALLY_AIR_GAPPED_BACKUP_VAULT`, `RESTORE_ACCESS_BACKUP_VAULT`.
    pub vault_type: Option<String>,
    /// How many recovery points it holds, roughly.
    pub number_of_recovery_points: Option<i64>,
    /// Its key.
    pub encryption_key_arn: Option<String>,
    /// `AWS_OWNED_KMS_KEY` or `CUSTOMER_MANAGED_KMS_KEY`.
    pub encryption_key_type: Option<String>,
    /// Whether it is locked.
    pub locked: Option<bool>,
    /// When the lock becomes final.
    pub lock_date: Option<Time>,
    /// Lower limit of the lock.
    pub min_retention_days: Option<i64>,
    /// Upper limit of the lock.
    pub max_retention_days: Option<i64>,
}

/// `GetBackupVaultAccessPolicyOutput`. That there is one is all that is read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct VaultAccessPolicy {
    /// The policy.
    pub policy: String,
}

/// `ListRecoveryPointsByBackupVaultOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RecoveryPoints {
    /// The recovery points.
    pub recovery_points: Vec<RecoveryPoint>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `RecoveryPointByBackupVault`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RecoveryPoint {
    /// ARN.
    pub recovery_point_arn: String,
    /// The vault from which it was copied.
    pub source_backup_vault_arn: Option<String>,
    /// What was backed up.
    pub resource_arn: Option<String>,
    /// `EBS`, `RDS`, …
    pub resource_type: Option<String>,
    /// The plan and rule behind it.
    pub created_by: Option<CreatedBy>,
    /// `COMPLETED`, `AVAILABLE`, `CREATING`, `PARTIAL`, `EXPIRED`, `DELETING`, `STOPPED`.
    pub status: Option<String>,
    /// When it, or the source of a copy, was made.
    pub creation_date: Option<Time>,
    /// How long it is kept.
    pub lifecycle: Option<Lifecycle>,
    /// Its key.
    pub encryption_key_arn: Option<String>,
    /// `AWS_OWNED_KMS_KEY` or `CUSTOMER_MANAGED_KMS_KEY`.
    pub encryption_key_type: Option<String>,
    /// Whether it is encrypted.
    pub is_encrypted: Option<bool>,
}

/// `RecoveryPointCreator`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CreatedBy {
    /// Id of the plan.
    pub backup_plan_id: Option<String>,
    /// Id of the plan's rule.
    pub backup_rule_id: Option<String>,
}

/// `Lifecycle`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Lifecycle {
    /// Days until deletion; absent or -1: never.
    pub delete_after_days: Option<i64>,
}

/// `ListBackupPlansOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Plans {
    /// The plans.
    pub backup_plans_list: Vec<Plan>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `BackupPlansListMember`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Plan {
    /// ARN.
    pub backup_plan_arn: String,
    /// Id.
    pub backup_plan_id: String,
    /// Name.
    pub backup_plan_name: Option<String>,
    /// When it ran last; absent when it never did.
    pub last_execution_date: Option<Time>,
}

/// `GetBackupPlanOutput`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PlanDetails {
    /// The plan.
    pub backup_plan: PlanBody,
}

/// `BackupPlan`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PlanBody {
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// `BackupRule`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Rule {
    /// Id.
    pub rule_id: Option<String>,
    /// Where its backups go.
    pub target_backup_vault_name: String,
    /// A second place for them.
    pub target_logically_air_gapped_backup_vault_arn: Option<String>,
    /// When it runs.
    pub schedule_expression: Option<String>,
    /// How long it may take to start.
    pub start_window_minutes: Option<i64>,
    /// How long backups are kept.
    pub lifecycle: Option<Lifecycle>,
    /// Copies it asks for.
    pub copy_actions: Option<Vec<CopyAction>>,
    /// Whether its backups go on without end.
    pub enable_continuous_backup: Option<bool>,
}

/// `CopyAction`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CopyAction {
    /// Where the copy goes.
    pub destination_backup_vault_arn: String,
}

/// `ListBackupSelectionsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Selections {
    /// The selections.
    pub backup_selections_list: Vec<Selection>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `BackupSelectionsListMember`. How many there are is all that is read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Selection {
    /// Id.
    pub selection_id: String,
}

/// `ListCopyJobsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CopyJobs {
    /// The jobs.
    pub copy_jobs: Vec<CopyJob>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `CopyJob`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CopyJob {
    /// What was backed up.
    pub resource_arn: Option<String>,
    /// Where the copy went.
    pub destination_backup_vault_arn: Option<String>,
    /// How long it is kept there.
    pub destination_recovery_point_lifecycle: Option<Lifecycle>,
    /// `CREATED`, `RUNNING`, `COMPLETED`, `FAILED`, `PARTIAL`.
    pub state: Option<String>,
    /// When it ended.
    pub completion_date: Option<Time>,
}

/// `ListRestoreJobsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RestoreJobs {
    /// The jobs.
    pub restore_jobs: Vec<RestoreJob>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `RestoreJobsListMember`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RestoreJob {
    /// Id.
    pub restore_job_id: String,
    /// What the backup was made of.
    pub source_resource_arn: Option<String>,
    /// `EBS`, `RDS`, …
    pub resource_type: Option<String>,
    /// When it was asked for.
    pub creation_date: Option<Time>,
    /// When it ended.
    pub completion_date: Option<Time>,
    /// `PENDING`, `RUNNING`, `COMPLETED`, `ABORTED`, `FAILED`.
    pub status: Option<String>,
    /// `FAILED`, `SUCCESSFUL`, `TIMED_OUT`, `VALIDATING`.
    pub validation_status: Option<String>,
    /// The restore testing plan behind it.
    pub created_by: Option<RestoredBy>,
}

/// `RestoreJobCreator`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RestoredBy {
    /// ARN of the restore testing plan.
    pub restore_testing_plan_arn: Option<String>,
}

/// `ListRestoreTestingPlansOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RestoreTestingPlans {
    /// The plans.
    pub restore_testing_plans: Vec<RestoreTestingPlan>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `RestoreTestingPlanForList`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RestoreTestingPlan {
    /// ARN.
    pub restore_testing_plan_arn: String,
    /// Name.
    pub restore_testing_plan_name: String,
    /// When it runs.
    pub schedule_expression: String,
    /// When it was made.
    pub creation_time: Time,
    /// When it ran last; absent when it never did.
    pub last_execution_time: Option<Time>,
}
