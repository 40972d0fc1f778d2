//! AWS Organizations: the accounts of the organisation and their tags.

use super::operations;
use super::organizations::ORGANIZATIONS;
use schemars::JsonSchema;
use serde::Deserialize;

operations! { Json ORGANIZATIONS, id "organizations", iam "organizations";
    /// The accounts. Only the management account and delegated administrators may ask.
    ListAccounts: Account -> Accounts, absent "AWSOrganizationsNotInUseException",
        pages "NextToken" by "MaxResults" = 20, |reply| (reply.accounts, reply.next_token) => Account;
    /// Tags of one of them.
    ListTagsForResource: Account -> Tags, pages "NextToken", |reply| (reply.tags, reply.next_token) => Tag;
}

/// `ListAccountsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Accounts {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// An account.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Account {
    /// Account id, 12 digits.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// `ACTIVE`, `SUSPENDED`, `CLOSED`, … (`Status`, which it replaces, was retired in September 2026).
    pub state: Option<String>,
}

/// `ListTagsForResourceResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tags {
    /// The tags.
    pub tags: Vec<Tag>,
    /// Token of the next page.
    pub next_token: Option<String>,
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
