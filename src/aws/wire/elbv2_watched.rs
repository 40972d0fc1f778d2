//! Elastic Load Balancing: load balancers and their target groups, as alarms name them.

use super::{Endpoint, Members, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Elastic Load Balancing v2.
pub static ELBV2: Service = Service {
    id: "elbv2",
    sdk_id: "Elastic Load Balancing v2",
    signing: "elasticloadbalancing",
    protocol: Protocol::Query { version: "2015-12-01" },
    endpoint: Endpoint::Regional("elasticloadbalancing"),
};

operations! { ELBV2, id "elbv2", iam "elasticloadbalancing";
    /// Load balancers.
    DescribeLoadBalancers: Region -> LoadBalancers, pages "Marker" by "PageSize" = 400,
        |reply| (reply.load_balancers.member, reply.next_marker) => LoadBalancer;
    /// Target groups.
    DescribeTargetGroups: Region -> TargetGroups, pages "Marker" by "PageSize" = 400,
        |reply| (reply.target_groups.member, reply.next_marker) => TargetGroup;
    /// Tags of up to 20 of them.
    DescribeTags: Region -> TagDescriptions;
}

/// `DescribeLoadBalancersOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LoadBalancers {
    /// The load balancers.
    pub load_balancers: Members<LoadBalancer>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A load balancer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LoadBalancer {
    /// ARN.
    pub load_balancer_arn: String,
    /// Name.
    pub load_balancer_name: String,
    /// `application`, `network` or `gateway`.
    #[serde(rename = "Type")]
    pub load_balancer_type: String,
}

/// `DescribeTargetGroupsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TargetGroups {
    /// The target groups.
    pub target_groups: Members<TargetGroup>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A target group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TargetGroup {
    /// ARN.
    pub target_group_arn: String,
    /// ARNs of the load balancers before it.
    #[serde(default)]
    pub load_balancer_arns: Members<String>,
}

/// `DescribeTagsOutput`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TagDescriptions {
    /// By resource.
    pub tag_descriptions: Members<TagDescription>,
}

/// Tags of one resource.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TagDescription {
    /// ARN of the resource.
    pub resource_arn: String,
    /// Its tags.
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
    #[serde(default)]
    pub value: String,
}
