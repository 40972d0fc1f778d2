//! Amazon EC2: the service, and the list of regions. Further operations stand in files by topic.

use super::{Endpoint, Items, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Elastic Compute Cloud.
pub static EC2: Service = Service {
    id: "ec2",
    sdk_id: "EC2",
    signing: "ec2",
    protocol: Protocol::Ec2 { version: "2016-11-15" },
    endpoint: Endpoint::Regional("ec2"),
};

operations! { Xml EC2, id "ec2", iam "ec2";
    /// The regions that are enabled for the account (without `AllRegions`).
    DescribeRegions: Account -> Regions;
}

/// `DescribeRegionsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Regions {
    /// The regions.
    pub region_info: Items<Region>,
}

/// One region.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// Region code.
    pub region_name: String,
}
