//! S3 Control: settings of S3 that belong to the account.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon S3 Control.
pub static S3CONTROL: Service = Service {
    id: "s3control",
    sdk_id: "S3 Control",
    signing: "s3",
    protocol: Protocol::RestXml,
    endpoint: Endpoint::OfAccount("s3-control"),
};

operations! { S3CONTROL, id "s3control", iam "s3";
    /// The public access block of the account.
    GetPublicAccessBlock: Account "GET" "/v20180820/configuration/publicAccessBlock" -> PublicAccessBlock,
        action "s3:GetAccountPublicAccessBlock", absent "NoSuchPublicAccessBlockConfiguration";
}

/// `PublicAccessBlockConfiguration`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PublicAccessBlock {
    /// New public lists are refused.
    pub block_public_acls: bool,
    /// Public lists do not count.
    pub ignore_public_acls: bool,
    /// New public policies are refused.
    pub block_public_policy: bool,
    /// Public policies let in only the account itself and services.
    pub restrict_public_buckets: bool,
}
