//! What can be known of Amazon CloudWatch Logs.

use super::Observed;
use super::kms::DataKey;
use schemars::JsonSchema;
use serde::Serialize;

/// A log group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "logs:DescribeLogGroups"))]
pub struct LogGroup {
    /// `retentionInDays`, be it of the group or of an account-level policy; absent: nothing is ever deleted. Undecidable for
    /// the class `DELIVERY`, which only passes logs on.
    pub retention_days: Observed<i64>,
    /// `logGroupClass`: `STANDARD`, `INFREQUENT_ACCESS`, `DELIVERY`, …
    pub class: Observed<String>,
    /// `storedBytes`.
    pub stored_bytes: Observed<i64>,
    /// `kmsKeyId`; null: CloudWatch Logs encrypts under a key of its own.
    pub kms_key_id: Option<String>,
    /// That key; absent without one.
    #[schemars(extend("x-operation" = "kms:DescribeKey"))]
    pub key: Observed<DataKey>,
    /// `dataProtectionStatus` of the group's own policy: `ACTIVATED`, `DELETED`, `ARCHIVED`, `DISABLED`; absent where it never
    /// had one.
    pub data_protection_status: Observed<String>,
    /// The sorts of data that are masked when somebody looks at a log entry, such as `EmailAddress`: data identifiers under
    /// `Deidentify` in the group's own policy and in the account's, where the group inherits it. Empty: nothing is masked.
    #[schemars(extend("x-operation" = "logs:DescribeAccountPolicies logs:GetDataProtectionPolicy"))]
    pub masked_data: Observed<Vec<String>>,
}
