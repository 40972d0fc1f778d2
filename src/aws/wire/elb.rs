//! Elastic Load Balancing, first version: Classic Load Balancers.

use super::{Endpoint, Members, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Elastic Load Balancing.
pub static ELB: Service = Service {
    id: "elb",
    sdk_id: "Elastic Load Balancing",
    signing: "elasticloadbalancing",
    protocol: Protocol::Query { version: "2012-06-01" },
    endpoint: Endpoint::Regional("elasticloadbalancing"),
};

operations! { Xml ELB, id "elb", iam "elasticloadbalancing";
    /// Load balancers of the region with their listeners.
    DescribeLoadBalancers: Region -> LoadBalancers, pages "Marker" by "PageSize" = 400,
        |reply| (reply.load_balancer_descriptions.member, reply.next_marker) => LoadBalancer;
    /// Settings of a load balancer.
    DescribeLoadBalancerAttributes: Region -> AttributesReply;
    /// Policies of a load balancer, those of TLS among them.
    DescribeLoadBalancerPolicies: Region -> Policies;
    /// Tags of up to 20 load balancers.
    DescribeTags: Region -> Tags;
}

/// `DescribeAccessPointsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LoadBalancers {
    /// The load balancers.
    pub load_balancer_descriptions: Members<LoadBalancer>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A load balancer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LoadBalancer {
    /// Name.
    pub load_balancer_name: String,
    /// `internet-facing` or `internal`; none outside a VPC.
    pub scheme: Option<String>,
    /// Where it stands.
    pub availability_zones: Option<Members<String>>,
    /// Its listeners.
    pub listener_descriptions: Members<ListenerDescription>,
}

/// A listener with the names of its policies.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ListenerDescription {
    /// The listener.
    pub listener: Listener,
    /// Names of its policies.
    pub policy_names: Option<Members<String>>,
}

/// A listener.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Listener {
    /// Protocol towards clients: `HTTP`, `HTTPS`, `TCP` or `SSL`.
    pub protocol: String,
    /// Port towards clients.
    pub load_balancer_port: i64,
    /// Protocol towards instances; that of the front without it.
    pub instance_protocol: Option<String>,
    /// ARN of the certificate in ACM or IAM.
    #[serde(rename = "SSLCertificateId")]
    pub ssl_certificate_id: Option<String>,
}

/// `DescribeLoadBalancerAttributesOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AttributesReply {
    /// The settings.
    pub load_balancer_attributes: Attributes,
}

/// Settings of a load balancer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Attributes {
    /// Access logs.
    pub access_log: AccessLog,
}

/// Access logs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AccessLog {
    /// Whether they are written.
    pub enabled: bool,
    /// Where to.
    pub s3_bucket_name: Option<String>,
}

/// `DescribeLoadBalancerPoliciesOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policies {
    /// The policies.
    pub policy_descriptions: Members<Policy>,
}

/// A policy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policy {
    /// Name.
    pub policy_name: String,
    /// Type, such as `SSLNegotiationPolicyType`.
    pub policy_type_name: String,
    /// What it sets.
    pub policy_attribute_descriptions: Members<PolicyAttribute>,
}

/// One setting of a policy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyAttribute {
    /// Name, such as `Protocol-TLSv1`.
    pub attribute_name: String,
    /// Value, `true` and `false` as text.
    pub attribute_value: Option<String>,
}

/// `DescribeTagsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tags {
    /// Tags by load balancer.
    pub tag_descriptions: Members<TagDescription>,
}

/// Tags of one load balancer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TagDescription {
    /// Name of the load balancer.
    pub load_balancer_name: String,
    /// Its tags.
    pub tags: Members<Tag>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Key.
    pub key: String,
    /// Value.
    pub value: Option<String>,
}
