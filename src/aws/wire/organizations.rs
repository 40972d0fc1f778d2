//! AWS Organizations: the account's place in the organisation, and the policies that bind it there.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Organizations.
pub static ORGANIZATIONS: Service = Service {
    id: "organizations",
    sdk_id: "Organizations",
    signing: "organizations",
    protocol: Protocol::Json { target: "AWSOrganizationsV20161128", version: "1.1" },
    endpoint: Endpoint::MainRegion("organizations"),
};

operations! { Json ORGANIZATIONS, id "organizations", iam "organizations";
    /// The organisation of the account. Every account of it may ask.
    DescribeOrganization: Account -> OrganizationReply, absent "AWSOrganizationsNotInUseException";
    /// What an account or organisational unit lies in. This and the rest only the management account and delegated
    /// administrators may ask.
    ListParents: Account -> Parents, pages "NextToken" by "MaxResults" = 20,
        |reply| (reply.parents, reply.next_token) => Parent;
    /// Policies of one type that are attached right there.
    ListPoliciesForTarget: Account -> Policies, pages "NextToken" by "MaxResults" = 20,
        |reply| (reply.policies, reply.next_token) => PolicySummary;
    /// The text of a policy.
    DescribePolicy: Account -> PolicyReply;
}

/// `DescribeOrganizationResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct OrganizationReply {
    /// The organisation.
    pub organization: Organization,
}

/// An organisation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Organization {
    /// `ALL`, or `CONSOLIDATED_BILLING`, which knows no policies.
    pub feature_set: String,
    /// Id of the management account.
    pub master_account_id: String,
}

/// `ListParentsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Parents {
    /// At most one.
    pub parents: Vec<Parent>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// What something lies in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Parent {
    /// `r-…` or `ou-…`.
    pub id: String,
    /// `ROOT` or `ORGANIZATIONAL_UNIT`.
    pub r#type: String,
}

/// `ListPoliciesForTargetResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policies {
    /// The policies.
    pub policies: Vec<PolicySummary>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A policy without its text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PolicySummary {
    /// `p-…`.
    pub id: String,
}

/// `DescribePolicyResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyReply {
    /// The policy.
    pub policy: Policy,
}

/// A policy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policy {
    /// Its JSON text.
    pub content: String,
}
