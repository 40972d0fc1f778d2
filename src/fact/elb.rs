//! What can be known about Classic Load Balancers.

use super::Observed;
use super::acm::ServerCertificate;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A Classic Load Balancer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elb:DescribeLoadBalancers"))]
pub struct LoadBalancer {
    /// `Scheme`: `internet-facing` or `internal`; null outside a VPC.
    pub scheme: Option<String>,
    /// `AvailabilityZones`, each once.
    pub availability_zones: Observed<Vec<String>>,
    /// `AccessLog.S3BucketName`; absent where `AccessLog.Enabled` is false.
    #[schemars(extend("x-operation" = "elb:DescribeLoadBalancerAttributes"))]
    pub access_log_bucket: Observed<String>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "elb:DescribeTags"))]
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A listener of a Classic Load Balancer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "elb:DescribeLoadBalancers"))]
pub struct Listener {
    /// `Scheme` of the load balancer: `internet-facing` or `internal`; null outside a VPC.
    pub scheme: Option<String>,
    /// `Protocol` towards clients: `HTTP`, `HTTPS`, `TCP` or `SSL`.
    pub protocol: String,
    /// `LoadBalancerPort`.
    pub port: i64,
    /// `InstanceProtocol` towards instances. AWS leaves it out where it is that of the front.
    pub instance_protocol: String,
    /// The lowest protocol that its SSL negotiation policy switches on: `0 (SSLv3)`, `1.0` to `1.3`. Absent where the listener
    /// ends no TLS.
    #[schemars(extend("x-operation" = "elb:DescribeLoadBalancerPolicies"))]
    pub min_tls: Observed<String>,
    /// The certificate, where it lies in IAM; absent for one in ACM, which is a resource of its own, and for none.
    #[schemars(extend("x-operation" = "iam:ListServerCertificates"))]
    pub iam_certificate: Observed<ServerCertificate>,
    /// Tags of the load balancer.
    #[schemars(extend("x-operation" = "elb:DescribeTags"))]
    pub tags: Observed<BTreeMap<String, String>>,
}
