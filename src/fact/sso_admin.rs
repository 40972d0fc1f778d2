//! What can be known about IAM Identity Center.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// An instance of IAM Identity Center that the account sees. Whether it demands a second factor, no API tells.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "sso-admin:ListInstances"))]
pub struct Instance {
    /// `Status`: `ACTIVE`, `CREATE_IN_PROGRESS`, `CREATE_FAILED` or `DELETE_IN_PROGRESS`.
    pub status: Observed<String>,
    /// Whether it belongs to the account itself (`OwnerAccountId`), and not to its organization.
    pub own: Observed<bool>,
}
