//! What can be known about container registries.

use super::Observed;
use super::outside::Access;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;

/// A repository of a private registry.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ecr:DescribeRepositories"))]
pub struct Repository {
    /// Encryption at rest (`encryptionConfiguration`); without KMS under a key of ECR's own.
    pub storage: Storage,
    /// Whom its policy lets in from outside the account.
    #[schemars(extend("x-operation" = "ecr:GetRepositoryPolicy"))]
    pub outside: Observed<Access>,
}

/// The registry of one region.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ecr:DescribeRegistry"))]
pub struct Registry {
    /// Regions, other than its own, to which images are replicated (`replicationConfiguration`).
    pub copy_regions: Observed<Vec<String>>,
    /// Accounts, other than its own, to which images are replicated.
    pub copy_accounts: Vec<String>,
}
