//! What can be known about sending mail with Amazon SES.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A configuration set: rules for the mails that are sent with it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "sesv2:ListConfigurationSets"))]
pub struct ConfigurationSet {
    /// `DeliveryOptions.TlsPolicy`: `REQUIRE`, or `OPTIONAL` (clear text where the recipient has no TLS), which is the default.
    #[schemars(extend("x-operation" = "sesv2:GetConfigurationSet"))]
    pub tls_policy: Observed<String>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "sesv2:GetConfigurationSet"))]
    pub tags: Observed<BTreeMap<String, String>>,
}

/// An address or domain that mail is sent from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "sesv2:ListEmailIdentities"))]
pub struct Identity {
    /// `SendingEnabled`: mail can be sent from it.
    pub sending_enabled: Observed<bool>,
    /// `ConfigurationSetName`: the set that applies where a mail names none; absent without one.
    #[schemars(extend("x-operation" = "sesv2:GetEmailIdentity"))]
    pub configuration_set: Observed<String>,
    /// TLS policy of that set; `OPTIONAL` without one.
    #[schemars(extend("x-operation" = "sesv2:GetEmailIdentity sesv2:GetConfigurationSet"))]
    pub tls_policy: Observed<String>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "sesv2:GetEmailIdentity"))]
    pub tags: Observed<BTreeMap<String, String>>,
}
