//! Amazon SES, version 2: configuration sets and identities.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon SES, version 2.
pub static SESV2: Service = Service {
    id: "sesv2",
    sdk_id: "SESv2",
    signing: "ses",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("email"),
};

operations! { Json SESV2, id "sesv2", iam "ses";
    /// Names of the configuration sets of the region.
    ListConfigurationSets: Region "POST" "/v2/email/list-configuration-sets" -> ConfigurationSets,
        pages "NextToken", |reply| (reply.configuration_sets, reply.next_token) => String;
    /// A configuration set.
    GetConfigurationSet: Region "GET" "/v2/email/configuration-sets/{ConfigurationSetName}" -> ConfigurationSet;
    /// Addresses and domains of the region.
    ListEmailIdentities: Region "POST" "/v2/email/list-identities" -> Identities,
        pages "NextToken" by "PageSize" = 1000, |reply| (reply.email_identities, reply.next_token) => ListedIdentity;
    /// An address or domain.
    GetEmailIdentity: Region "GET" "/v2/email/identities/{EmailIdentity}" -> Identity;
}

/// `ListConfigurationSetsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ConfigurationSets {
    /// The names.
    pub configuration_sets: Vec<String>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `GetConfigurationSetResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ConfigurationSet {
    /// Its name: an answer without it is none.
    pub configuration_set_name: String,
    /// How mails are handed over.
    pub delivery_options: Option<DeliveryOptions>,
    /// Tags. NOTE: left out where there are none (`GetConfigurationSet`, SES API v2 reference).
    #[serde(default)]
    pub tags: Vec<Tag>,
}

/// How mails are handed over.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DeliveryOptions {
    /// `REQUIRE` or `OPTIONAL`.
    pub tls_policy: Option<String>,
}

/// `ListEmailIdentitiesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Identities {
    /// The identities.
    pub email_identities: Vec<ListedIdentity>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// An identity in the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ListedIdentity {
    /// Address or domain.
    pub identity_name: String,
    /// Whether mail can be sent from it.
    pub sending_enabled: Option<bool>,
}

/// `GetEmailIdentityResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Identity {
    /// `EMAIL_ADDRESS` or `DOMAIN`: an answer without it is none.
    pub identity_type: String,
    /// The configuration set of mails that name none.
    pub configuration_set_name: Option<String>,
    /// Tags. NOTE: left out where there are none (`GetEmailIdentity`, SES API v2 reference).
    #[serde(default)]
    pub tags: Vec<Tag>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Key.
    pub key: String,
    /// Value.
    pub value: String,
}
