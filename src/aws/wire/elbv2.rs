//! Elastic Load Balancing, version 2: Application, Network and Gateway Load Balancers.

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

operations! { Xml ELBV2, id "elbv2", iam "elasticloadbalancing";
    /// Load balancers of the region.
    DescribeLoadBalancers: Region -> LoadBalancers, pages "Marker" by "PageSize" = 400,
        |reply| (reply.load_balancers.member, reply.next_marker) => LoadBalancer;
    /// Listeners of a load balancer.
    DescribeListeners: Region -> Listeners, pages "Marker" by "PageSize" = 400,
        |reply| (reply.listeners.member, reply.next_marker) => Listener;
    /// Rules of a listener, the default one included.
    DescribeRules: Region -> Rules, pages "Marker" by "PageSize" = 400,
        |reply| (reply.rules.member, reply.next_marker) => Rule;
    /// Target groups of the region.
    DescribeTargetGroups: Region -> TargetGroups, pages "Marker" by "PageSize" = 400,
        |reply| (reply.target_groups.member, reply.next_marker) => TargetGroup;
    /// Settings of a load balancer.
    DescribeLoadBalancerAttributes: Region -> LoadBalancerAttributes;
    /// Protocols and ciphers of a security policy.
    DescribeSSLPolicies: Region -> SslPolicies, pages "Marker" by "PageSize" = 400,
        |reply| (reply.ssl_policies.member, reply.next_marker) => SslPolicy;
    /// Tags of up to 20 resources.
    DescribeTags: Region -> Tags;
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
    /// `internet-facing` or `internal`.
    pub scheme: Option<String>,
    /// `application`, `network` or `gateway`.
    pub r#type: String,
    /// Where it stands.
    pub availability_zones: Option<Members<AvailabilityZone>>,
}

/// A zone of a load balancer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AvailabilityZone {
    /// Name.
    pub zone_name: Option<String>,
}

/// `DescribeListenersOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Listeners {
    /// The listeners.
    pub listeners: Members<Listener>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A listener.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Listener {
    /// ARN.
    pub listener_arn: String,
    /// Port; none for Gateway Load Balancers.
    pub port: Option<i64>,
    /// Protocol; none for Gateway Load Balancers.
    pub protocol: Option<String>,
    /// Name of the security policy, where it ends TLS.
    pub ssl_policy: Option<String>,
    /// The default certificate, where it ends TLS.
    pub certificates: Option<Members<Certificate>>,
    /// What it does where no other rule fits.
    pub default_actions: Members<Action>,
}

/// A certificate of a listener.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Certificate {
    /// ARN in ACM or IAM.
    pub certificate_arn: Option<String>,
}

/// `DescribeRulesOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Rules {
    /// The rules.
    pub rules: Members<Rule>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A rule of a listener.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Rule {
    /// Its place in the order, or `default`.
    pub priority: String,
    /// What it does.
    pub actions: Members<Action>,
}

/// What a rule does with a request.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Action {
    /// `forward`, `redirect`, `fixed-response`, `authenticate-oidc`, `authenticate-cognito`, `jwt-validation`.
    pub r#type: String,
    /// The only target group.
    pub target_group_arn: Option<String>,
    /// Where it sends the client to.
    pub redirect_config: Option<RedirectConfig>,
    /// What it answers.
    pub fixed_response_config: Option<FixedResponseConfig>,
    /// The target groups among which it divides requests.
    pub forward_config: Option<ForwardConfig>,
}

/// `RedirectActionConfig`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct RedirectConfig {
    /// `HTTP`, `HTTPS` or `#{protocol}`; without it the protocol stays.
    pub protocol: Option<String>,
}

/// `FixedResponseActionConfig`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FixedResponseConfig {
    /// HTTP status: 2xx, 4xx or 5xx.
    pub status_code: String,
}

/// `ForwardActionConfig`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ForwardConfig {
    /// The target groups.
    pub target_groups: Option<Members<TargetGroupTuple>>,
}

/// A target group with its share.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TargetGroupTuple {
    /// ARN.
    pub target_group_arn: Option<String>,
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
    /// Name.
    pub target_group_name: String,
    /// Protocol towards targets; none for Lambda functions.
    pub protocol: Option<String>,
    /// `instance`, `ip`, `lambda` or `alb`.
    pub target_type: String,
    /// Load balancers that use it.
    pub load_balancer_arns: Option<Members<String>>,
}

/// `DescribeLoadBalancerAttributesOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LoadBalancerAttributes {
    /// The settings.
    pub attributes: Members<LoadBalancerAttribute>,
}

/// One setting of a load balancer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LoadBalancerAttribute {
    /// Name, such as `access_logs.s3.enabled`.
    pub key: String,
    /// Value, `true` and `false` as text.
    pub value: Option<String>,
}

/// `DescribeSSLPoliciesOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SslPolicies {
    /// The policies.
    pub ssl_policies: Members<SslPolicy>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A security policy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SslPolicy {
    /// Protocols that it switches on, such as `TLSv1.2`.
    pub ssl_protocols: Members<String>,
}

/// `DescribeTagsOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tags {
    /// Tags by resource.
    pub tag_descriptions: Members<TagDescription>,
}

/// Tags of one resource.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TagDescription {
    /// ARN of the resource.
    pub resource_arn: String,
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
