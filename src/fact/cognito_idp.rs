//! What can be known about Cognito user pools.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// A Cognito user pool: the accounts of an application's users.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "cognito-idp:ListUserPools"))]
pub struct UserPool {
    /// What it demands of passwords (`Policies.PasswordPolicy`).
    #[schemars(extend("x-operation" = "cognito-idp:DescribeUserPool"))]
    pub password_policy: Observed<PasswordPolicy>,
    /// `MfaConfiguration`: `OFF`, `OPTIONAL` or `ON`.
    #[schemars(extend("x-operation" = "cognito-idp:DescribeUserPool"))]
    pub mfa: Observed<String>,
    /// `UserPoolAddOns.AdvancedSecurityMode`: `OFF`, `AUDIT` or `ENFORCED`; `OFF` where AWS leaves it out.
    #[schemars(extend("x-operation" = "cognito-idp:DescribeUserPool"))]
    pub threat_protection: Observed<String>,
    /// Failed attempts after which Cognito locks an account for ever longer: five, the same for every pool ("Lockout behavior
    /// for failed sign-in attempts", Cognito Developer Guide).
    pub locks_after_attempts: i64,
    /// Regions, other than its own, that hold replicas (`ReplicaRegions`).
    pub copy_regions: Observed<Vec<String>>,
}

/// `PasswordPolicy`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PasswordPolicy {
    /// `MinimumLength`.
    pub min_length: i64,
    /// `RequireUppercase`.
    pub uppercase: bool,
    /// `RequireLowercase`.
    pub lowercase: bool,
    /// `RequireNumbers`.
    pub digit: bool,
    /// `RequireSymbols`.
    pub symbol: bool,
}
