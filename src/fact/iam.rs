//! What can be known about IAM: the account's settings, users, roles.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The IAM settings of the account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Account {
    /// Root's credentials, live.
    #[schemars(extend("x-operation" = "iam:GetAccountSummary"))]
    pub root: Observed<Root>,
    /// Root's last use.
    #[schemars(extend("x-operation" = "iam:GenerateCredentialReport iam:GetCredentialReport"))]
    pub root_use: Observed<RootUse>,
    /// The password policy; without one, AWS's default.
    #[schemars(extend("x-operation" = "iam:GetAccountPasswordPolicy"))]
    pub password_policy: Observed<PasswordPolicy>,
    /// How many people log in with a password of IAM.
    #[schemars(extend("x-operation" = "iam:GenerateCredentialReport iam:GetCredentialReport"))]
    pub console_users: Observed<i64>,
    /// Names of SAML identity providers (`SAMLProviderList`). Identity Center makes one, `AWSSSO_…`, in each account to which it
    /// gives access. Those past their `ValidUntil` are left out.
    #[schemars(extend("x-operation" = "iam:ListSAMLProviders"))]
    pub saml_providers: Observed<Vec<String>>,
    /// Users and roles that are administrators in effect, worked out by policy reasoning.
    #[schemars(extend("x-operation" = "iam:GetAccountAuthorizationDetails"))]
    pub administrators: Observed<Administrators>,
}

/// `SummaryMap`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Root {
    /// `AccountMFAEnabled`.
    pub mfa: bool,
    /// `AccountPasswordPresent`; false under centralised root access.
    pub password: Observed<bool>,
    /// `AccountAccessKeysPresent`.
    pub access_keys: bool,
}

/// The row `<root_account>` of the credential report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RootUse {
    /// Days since `password_last_used` or a key's `last_used_date`, the later one; null when never used.
    pub last_used_days: Option<i64>,
}

/// `PasswordPolicy`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PasswordPolicy {
    /// False: AWS's default (8 characters, three of four classes) is in force.
    pub configured: bool,
    /// `MinimumPasswordLength`.
    pub min_length: i64,
    /// `RequireUppercaseCharacters`.
    pub uppercase: bool,
    /// `RequireLowercaseCharacters`.
    pub lowercase: bool,
    /// `RequireNumbers`.
    pub digit: bool,
    /// `RequireSymbols`.
    pub symbol: bool,
    /// `MaxPasswordAge` in days; null when passwords do not expire.
    pub max_age_days: Option<i64>,
}

/// Who is an administrator.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Administrators {
    /// Names of users and roles that certainly are, as `user/…` and `role/…`, with the reason.
    pub names: Vec<String>,
    /// Their number.
    pub at_least: i64,
    /// The exact number; unknown when a policy cannot be decided.
    pub count: Observed<i64>,
}

/// An IAM user.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct User {
    /// The user's row in the credential report.
    #[schemars(extend("x-operation" = "iam:GenerateCredentialReport iam:GetCredentialReport"))]
    pub credentials: Observed<Credentials>,
    /// What is attached to the user directly.
    #[schemars(extend("x-operation" = "iam:GetAccountAuthorizationDetails"))]
    pub permissions: Observed<Permissions>,
    /// Whether the user can have backups restored, worked out by policy reasoning.
    #[schemars(extend("x-operation" = "iam:GetAccountAuthorizationDetails"))]
    pub restore: Observed<Restore>,
    /// Words of the user name in lower case: `Team-Dev` is `["team", "dev"]`.
    pub name_words: Vec<String>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "iam:GetAccountAuthorizationDetails"))]
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A row of the credential report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Credentials {
    /// `password_enabled`: the user can log in to the console.
    pub password: bool,
    /// `mfa_active`; read live (`iam:ListMFADevices`) for console users when the report is older than an hour.
    #[schemars(extend("x-operation" = "iam:ListMFADevices"))]
    pub mfa: Observed<bool>,
    /// Days since `password_last_changed`; null without a password.
    pub password_age_days: Option<i64>,
    /// Number of active access keys.
    pub active_access_keys: i64,
    /// Days since the oldest active access key was made or rotated; null without one.
    pub oldest_access_key_days: Option<i64>,
    /// The longest time that an active password or access key has lain unused, in days (never used: since it was made);
    /// null without one.
    pub idle_days: Option<i64>,
    /// The report's age in hours (`GeneratedTime`): IAM makes a new one only every four hours.
    pub report_age_hours: i64,
}

/// `UserDetail`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Permissions {
    /// Names of `UserPolicyList`.
    pub inline_policies: Vec<String>,
    /// Names of `AttachedManagedPolicies`.
    pub attached_policies: Vec<String>,
    /// `GroupList`.
    pub groups: Vec<String>,
}

/// An IAM role.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "iam:GetAccountAuthorizationDetails"))]
pub struct Role {
    /// Whether AWS made it for a service (path `/aws-service-role/`).
    pub service_linked: bool,
    /// Whether Identity Center made it for a permission set (path `/aws-reserved/sso.amazonaws.com/`).
    pub identity_center: bool,
    /// Whether only AWS services may assume it (`AssumeRolePolicyDocument`).
    pub for_services_only: Observed<bool>,
    /// Whether the role can have backups restored, worked out by policy reasoning.
    pub restore: Observed<Restore>,
    /// `MaxSessionDuration` in hours. The authorization details leave it out, so it is read with `iam:ListRoles`.
    #[schemars(extend("x-operation" = "iam:ListRoles"))]
    pub max_session_hours: Observed<f64>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// Who can have backups restored, by his identity policies and his permissions boundary. Policies of the organisation and of
/// vaults are not considered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Restore {
    /// Whether he can start a restore of some backup, or give himself the right to.
    pub allowed: Observed<bool>,
    /// By which policies and actions, if so.
    pub how: Option<String>,
}
