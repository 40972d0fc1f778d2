//! Encryption at rest, as every kind of data store has it.
//!
//! Three levels, told apart because documents do: a key that only AWS sees (`kms` false), the KMS key that AWS manages for the
//! account (`key.manager` `AWS`), and one that the customer manages (`CUSTOMER`).

use super::Observed;
use super::kms::DataKey;
use schemars::JsonSchema;
use serde::Serialize;

/// Encryption at rest of a data store.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Storage {
    /// Encrypted at all, be it under a key that only AWS sees.
    pub encrypted: Observed<bool>,
    /// Under a KMS key of the account or one shared with it. Aurora's `sse-rds` (since 2026-02-18) and DynamoDB's default are
    /// encrypted, but not with such a key.
    pub kms: Observed<bool>,
    /// The KMS key; absent without one.
    #[schemars(extend("x-operation" = "kms:DescribeKey"))]
    pub key: Observed<DataKey>,
}
