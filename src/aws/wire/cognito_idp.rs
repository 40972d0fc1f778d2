//! Amazon Cognito user pools.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Cognito user pools.
pub static COGNITO_IDP: Service = Service {
    id: "cognito-idp",
    sdk_id: "Cognito Identity Provider",
    signing: "cognito-idp",
    protocol: Protocol::Json { target: "AWSCognitoIdentityProviderService", version: "1.1" },
    endpoint: Endpoint::Regional("cognito-idp"),
};

operations! { Json COGNITO_IDP, id "cognito-idp", iam "cognito-idp";
    /// The region's user pools.
    ListUserPools: Region -> UserPools, pages "NextToken" by "MaxResults" = 60,
        |reply| (reply.user_pools, reply.next_token) => ListedPool;
    /// A user pool.
    DescribeUserPool: Region -> DescribedPool;
}

/// `ListUserPoolsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct UserPools {
    /// The pools.
    pub user_pools: Vec<ListedPool>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A pool of the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ListedPool {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Regions that hold replicas.
    // NOTE: "UserPoolDescriptionType" (Cognito user pools API reference): only pools with replicas have it.
    #[serde(default)]
    pub replica_regions: Vec<String>,
}

/// `DescribeUserPoolResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DescribedPool {
    /// The pool.
    pub user_pool: Pool,
}

/// A pool.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Pool {
    /// Rules on passwords.
    pub policies: Option<Policies>,
    /// `OFF`, `OPTIONAL` or `ON`.
    pub mfa_configuration: Option<String>,
    /// Threat protection.
    pub user_pool_add_ons: Option<AddOns>,
}

/// Rules of a pool.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policies {
    /// On passwords.
    pub password_policy: Option<PasswordPolicy>,
}

/// Rules on passwords.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PasswordPolicy {
    /// Characters.
    pub minimum_length: i64,
    /// An upper-case letter is required.
    pub require_uppercase: bool,
    /// A lower-case letter is required.
    pub require_lowercase: bool,
    /// A digit is required.
    pub require_numbers: bool,
    /// A special character is required.
    pub require_symbols: bool,
}

/// Threat protection of a pool.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AddOns {
    /// `OFF`, `AUDIT` or `ENFORCED`.
    pub advanced_security_mode: String,
}
