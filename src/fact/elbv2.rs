//! What can be known about Application, Network and Gateway Load Balancers.

use super::Observed;
use super::acm::ServerCertificate;
use super::cloudwatch::Availability;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An Application, Network or Gateway Load Balancer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elbv2:DescribeLoadBalancers"))]
pub struct LoadBalancer {
    /// `Type`: `application`, `network` or `gateway`.
    pub load_balancer_type: String,
    /// `Scheme`: `internet-facing` or `internal`; null where AWS names none (Gateway Load Balancers).
    pub scheme: Option<String>,
    /// `AvailabilityZones[].ZoneName`, each once.
    pub availability_zones: Observed<Vec<String>>,
    /// `access_logs.s3.bucket`; absent where `access_logs.s3.enabled` is not `true`.
    #[schemars(extend("x-operation" = "elbv2:DescribeLoadBalancerAttributes"))]
    pub access_log_bucket: Observed<String>,
    /// Where CloudWatch Logs delivers its access logs to (`deliveryDestinationArn`), beside the bucket above.
    #[schemars(extend("x-operation" = "logs:DescribeDeliverySources logs:DescribeDeliveries"))]
    pub access_log_deliveries: Observed<Vec<String>>,
    /// Number of its listeners by what access logs see of them.
    #[schemars(extend("x-operation" = "elbv2:DescribeListeners"))]
    pub listeners: Observed<Listeners>,
    /// Whether alarms tell that it, or what stands behind it, does not answer: its own errors, or the health of every one of
    /// its target groups.
    #[schemars(extend("x-operation" = "elbv2:DescribeTargetGroups cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"))]
    pub availability: Availability,
    /// `deletion_protection.enabled`.
    #[schemars(extend("x-operation" = "elbv2:DescribeLoadBalancerAttributes"))]
    pub deletion_protection: Observed<bool>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "elbv2:DescribeTags"))]
    pub tags: Observed<BTreeMap<String, String>>,
}

/// Listeners of a load balancer, counted. NOTE: the access logs of a Network Load Balancer hold TLS requests only ("Access
/// logs for your Network Load Balancer", Elastic Load Balancing).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Listeners {
    /// Of protocol `TLS`.
    pub tls: i64,
    /// Of every other protocol.
    pub other: i64,
}

/// A listener of such a load balancer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elbv2:DescribeLoadBalancers elbv2:DescribeListeners"))]
pub struct Listener {
    /// `Type` of the load balancer: `application`, `network` or `gateway`.
    pub load_balancer_type: String,
    /// `Scheme` of the load balancer: `internet-facing` or `internal`; null where AWS names none (Gateway Load Balancers).
    pub scheme: Option<String>,
    /// `Protocol`: `HTTP`, `HTTPS`, `TCP`, `TLS`, `UDP`, `TCP_UDP`, `QUIC`, `TCP_QUIC`; null for Gateway Load Balancers.
    pub protocol: Option<String>,
    /// `Port`.
    pub port: Option<i64>,
    /// What it does with clear-text requests other than sending them on to HTTPS or refusing them with an error of its own:
    /// actions with the priority of their rule, such as `forward (default)`. Absent where `Protocol` is not `HTTP`.
    #[schemars(extend("x-operation" = "elbv2:DescribeRules"))]
    pub clear_text_actions: Observed<Vec<String>>,
    /// `SslPolicy`.
    pub ssl_policy: Option<String>,
    /// The lowest of the policy's `SslProtocols`: `1.0` to `1.3`. Absent where the listener ends no TLS.
    #[schemars(extend("x-operation" = "elbv2:DescribeSSLPolicies"))]
    pub min_tls: Observed<String>,
    /// The default certificate, where it lies in IAM; absent for one in ACM, which is a resource of its own, and for none.
    #[schemars(extend("x-operation" = "iam:ListServerCertificates"))]
    pub iam_certificate: Observed<ServerCertificate>,
    /// Tags of the load balancer.
    #[schemars(extend("x-operation" = "elbv2:DescribeTags"))]
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A target group: what stands behind listeners.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elbv2:DescribeTargetGroups"))]
pub struct TargetGroup {
    /// `TargetType`: `instance`, `ip`, `lambda` or `alb`.
    pub target_type: String,
    /// `Protocol` in which targets are reached; null for Lambda functions, which are called through the AWS API.
    pub protocol: Option<String>,
    /// `LoadBalancerArns`; empty where nothing is sent to it.
    pub load_balancers: Observed<Vec<String>>,
    /// Whether a `TLS` listener of a Network Load Balancer sends to this group, so that a group of protocol `TCP` carries on in
    /// clear text. Absent for groups of other load balancers.
    #[schemars(extend("x-operation" = "elbv2:DescribeLoadBalancers elbv2:DescribeListeners"))]
    pub behind_tls: Observed<bool>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "elbv2:DescribeTags"))]
    pub tags: Observed<BTreeMap<String, String>>,
}
