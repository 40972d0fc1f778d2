//! What can be known about secrets, beside what they hold.

use super::Observed;
use super::outside::Access;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A secret in AWS Secrets Manager. Those marked for deletion are not listed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "secretsmanager:ListSecrets"))]
pub struct Secret {
    /// Encryption at rest; without a key of its own under the AWS managed key `aws/secretsmanager`.
    pub storage: Storage,
    /// `RotationEnabled`; false where it never was.
    pub rotation_enabled: bool,
    /// Days since `LastRotatedDate`; absent where it was never rotated.
    pub last_rotated_age_days: Observed<i64>,
    /// Days since `CreatedDate`.
    pub age_days: Observed<i64>,
    /// `OwningService`: an AWS service that manages the secret and its rotation.
    pub owning_service: Option<String>,
    /// `PrimaryRegion` of a replica in another region; absent for an original.
    pub replica_of_region: Observed<String>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
    /// Whom its policy lets in from outside the account.
    #[schemars(extend("x-operation" = "secretsmanager:GetResourcePolicy"))]
    pub outside: Observed<Access>,
}
