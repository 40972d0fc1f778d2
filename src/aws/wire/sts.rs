//! AWS STS: who asks.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Security Token Service.
pub static STS: Service = Service {
    id: "sts",
    sdk_id: "STS",
    signing: "sts",
    protocol: Protocol::Query { version: "2011-06-15" },
    endpoint: Endpoint::Regional("sts"),
};

operations! { Xml STS, id "sts", iam "sts";
    /// The identity behind the credentials.
    GetCallerIdentity: Account -> CallerIdentity;
}

/// `GetCallerIdentityResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CallerIdentity {
    /// Account id, 12 digits.
    pub account: String,
    /// ARN of the identity.
    pub arn: String,
}
