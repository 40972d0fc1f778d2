//! AWS IAM Identity Center, as its administrators see it.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS IAM Identity Center.
pub static SSO_ADMIN: Service = Service {
    id: "sso-admin",
    sdk_id: "SSO Admin",
    signing: "sso",
    protocol: Protocol::Json { target: "SWBExternalService", version: "1.1" },
    endpoint: Endpoint::Regional("sso"),
};

operations! { Json SSO_ADMIN, id "sso-admin", iam "sso";
    /// Instances of Identity Center that the account sees in the region.
    ListInstances: Region -> Instances, pages "NextToken" by "MaxResults" = 100,
        |reply| (reply.instances, reply.next_token) => Instance;
}

/// `ListInstancesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Instances {
    /// The instances.
    pub instances: Vec<Instance>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `InstanceMetadata`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Instance {
    /// ARN.
    pub instance_arn: String,
    /// Name.
    pub name: Option<String>,
    /// The account that owns it.
    pub owner_account_id: Option<String>,
    /// `ACTIVE`, `CREATE_IN_PROGRESS`, `CREATE_FAILED` or `DELETE_IN_PROGRESS`.
    pub status: Option<String>,
}
