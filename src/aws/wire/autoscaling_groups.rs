//! Amazon EC2 Auto Scaling: groups.

use super::{Endpoint, Members, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon EC2 Auto Scaling.
pub static AUTOSCALING: Service = Service {
    id: "autoscaling",
    sdk_id: "Auto Scaling",
    signing: "autoscaling",
    protocol: Protocol::Query { version: "2011-01-01" },
    endpoint: Endpoint::Regional("autoscaling"),
};

operations! { AUTOSCALING, id "autoscaling", iam "autoscaling";
    /// Groups.
    DescribeAutoScalingGroups: Region -> Groups, pages "NextToken" by "MaxRecords" = 100,
        |reply| (reply.auto_scaling_groups.member, reply.next_token) => Group;
}

/// `AutoScalingGroupsType`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Groups {
    /// The groups.
    pub auto_scaling_groups: Members<Group>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Group {
    /// Name.
    pub auto_scaling_group_name: String,
    /// ARN.
    #[serde(rename = "AutoScalingGroupARN")]
    pub auto_scaling_group_arn: String,
    /// Instances that should run.
    pub desired_capacity: i64,
    /// Tags.
    #[serde(default)]
    pub tags: Members<Tag>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Name.
    pub key: String,
    /// Value.
    pub value: Option<String>,
}
