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

operations! { Xml S3CONTROL, id "s3control", iam "s3";
    /// The public access block of the account.
    GetPublicAccessBlock: Account "GET" "/v20180820/configuration/publicAccessBlock" -> PublicAccessBlock,
        action "s3:GetAccountPublicAccessBlock", absent "NoSuchPublicAccessBlockConfiguration";
    /// Multi-Region Access Points, which answer in one region for all ("Managing Multi-Region Access Points", S3 User Guide).
    ListMultiRegionAccessPoints: Account "GET" "/v20180820/mrap/instances" -> MultiRegionAccessPoints,
        pages "nextToken" by "maxResults" = 100,
        |reply| (reply.access_points.access_point, reply.next_token) => MultiRegionAccessPoint;
}

/// The region in which Multi-Region Access Points are managed.
pub const MULTI_REGION_HOME: &str = "us-west-2";

/// `ListMultiRegionAccessPointsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MultiRegionAccessPoints {
    /// The access points.
    pub access_points: AccessPoints,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// The access points of a page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AccessPoints {
    /// The access points.
    // NOTE: an empty XML list has no entries.
    #[serde(default)]
    pub access_point: Vec<MultiRegionAccessPoint>,
}

/// A Multi-Region Access Point.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MultiRegionAccessPoint {
    /// Name.
    pub name: String,
    /// Alias, the last part of its ARN.
    pub alias: Option<String>,
    /// Where its buckets lie.
    pub regions: MultiRegionBuckets,
}

/// The buckets behind a Multi-Region Access Point.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MultiRegionBuckets {
    /// The buckets.
    // NOTE: an empty XML list has no entries.
    #[serde(default)]
    pub region: Vec<MultiRegionBucket>,
}

/// A bucket behind a Multi-Region Access Point.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MultiRegionBucket {
    /// Region code.
    pub region: Option<String>,
    /// The account that owns the bucket.
    pub bucket_account_id: Option<String>,
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
