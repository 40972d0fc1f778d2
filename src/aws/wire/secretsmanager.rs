//! AWS Secrets Manager. Values of secrets are never asked for.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Secrets Manager.
pub static SECRETSMANAGER: Service = Service {
    id: "secretsmanager",
    sdk_id: "Secrets Manager",
    signing: "secretsmanager",
    protocol: Protocol::Json { target: "secretsmanager", version: "1.1" },
    endpoint: Endpoint::Regional("secretsmanager"),
};

operations! { Json SECRETSMANAGER, id "secretsmanager", iam "secretsmanager";
    /// The region's secrets, replicas included, without those marked for deletion.
    ListSecrets: Region -> Secrets, pages "NextToken" by "MaxResults" = 100,
        |reply| (reply.secret_list, reply.next_token) => Secret;
    /// The policy of a secret.
    GetResourcePolicy: Region -> ResourcePolicy;
}

/// `GetResourcePolicyResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ResourcePolicy {
    /// The secret.
    #[serde(rename = "ARN")]
    pub arn: String,
    /// The policy as JSON text; none where there is none.
    pub resource_policy: Option<String>,
}

/// `ListSecretsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Secrets {
    /// The secrets.
    pub secret_list: Vec<Secret>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `SecretListEntry`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Secret {
    /// ARN.
    #[serde(rename = "ARN")]
    pub arn: String,
    /// Name.
    pub name: String,
    /// Key as configured; none: `aws/secretsmanager`.
    pub kms_key_id: Option<String>,
    /// Whether it is rotated automatically; none where it never was.
    pub rotation_enabled: Option<bool>,
    /// When it was last rotated.
    pub last_rotated_date: Option<Time>,
    /// When it was last changed in any way.
    pub last_changed_date: Option<Time>,
    /// When it was made.
    pub created_date: Option<Time>,
    /// The service that manages it.
    pub owning_service: Option<String>,
    /// The region of the original, of a secret that is or has a replica.
    pub primary_region: Option<String>,
    /// Tags.
    // NOTE: "SecretListEntry" (Secrets Manager API reference): absent without tags.
    #[serde(default)]
    pub tags: Vec<Tag>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Name.
    pub key: String,
    /// Value.
    pub value: String,
}
