//! Account Management: the regions of the account.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Account Management.
pub static ACCOUNT: Service = Service {
    id: "account",
    sdk_id: "Account",
    signing: "account",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::MainRegion("account"),
};

operations! { Json ACCOUNT, id "account", iam "account";
    /// Every region with its status.
    ListRegions: Account "POST" "/listRegions" -> Regions, pages "NextToken" by "MaxResults" = 50,
        |reply| (reply.regions, reply.next_token) => Region;
    /// A contact beside the account's main one.
    GetAlternateContact: Account "POST" "/getAlternateContact" -> AlternateContactReply, absent "ResourceNotFoundException";
}

/// `ListRegionsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Regions {
    /// The regions.
    pub regions: Vec<Region>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// One region.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Region {
    /// Region code.
    pub region_name: String,
    /// `ENABLED`, `ENABLED_BY_DEFAULT`, `ENABLING`, `DISABLING` or `DISABLED`.
    pub region_opt_status: String,
}

/// `GetAlternateContactResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AlternateContactReply {
    /// The contact.
    pub alternate_contact: AlternateContact,
}

/// A contact. Name and title are not read: that there is one is all that a claim speaks of.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AlternateContact {
    /// Where AWS writes to.
    pub email_address: Option<String>,
    /// Where AWS calls.
    pub phone_number: Option<String>,
}
