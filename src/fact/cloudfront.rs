//! What can be known about CloudFront distributions.

use super::Observed;
use super::acm::EndpointCertificate;
use schemars::JsonSchema;
use serde::Serialize;

/// A distribution.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "cloudfront:ListDistributions"))]
pub struct Distribution {
    /// `Enabled`.
    pub enabled: bool,
    /// `Aliases`: names of its own beside `*.cloudfront.net`.
    pub aliases: Vec<String>,
    /// Path patterns of cache behaviours that serve clear text (`ViewerProtocolPolicy` is `allow-all`); `*` is the default one.
    pub clear_text_paths: Observed<Vec<String>>,
    /// `CloudFrontDefaultCertificate`: it is served under `*.cloudfront.net` only.
    pub default_certificate: bool,
    /// `MinimumProtocolVersion`, which is the name of a security policy.
    pub security_policy: Option<String>,
    /// The lowest protocol that this policy lets in: `0 (SSLv3)`, `1.0` to `1.3`. With the default certificate it is always
    /// `1.0`: CloudFront then sets `TLSv1`, whatever was asked for.
    pub min_tls: Observed<String>,
    /// The certificate of its own, from ACM in the partition's main region or from IAM; absent with the default one.
    #[schemars(extend("x-operation" = "acm:ListCertificates iam:ListServerCertificates"))]
    pub certificate: Observed<EndpointCertificate>,
    /// Origins that may be reached in clear text: `http-only`, or with the viewer's protocol where viewers may use HTTP. S3
    /// origins are reached with the viewer's protocol.
    #[schemars(extend("x-operation" = "cloudfront:GetVpcOrigin"))]
    pub clear_text_origins: Observed<Vec<String>>,
    /// The lowest protocol in which an origin of its own choice may be reached (`OriginSslProtocols`): `0 (SSLv3)`, `1.0` to
    /// `1.2`. Absent where there are S3 origins only.
    #[schemars(extend("x-operation" = "cloudfront:GetVpcOrigin"))]
    pub origin_min_tls: Observed<String>,
    /// `Logging.Bucket`: standard logs; absent where `Logging.Enabled` is false.
    #[schemars(extend("x-operation" = "cloudfront:GetDistributionConfig"))]
    pub access_log_bucket: Observed<String>,
    /// Where CloudWatch Logs delivers its access logs to (`deliveryDestinationArn`): standard logs, version 2.
    #[schemars(extend("x-operation" = "logs:DescribeDeliverySources logs:DescribeDeliveries"))]
    pub access_log_deliveries: Observed<Vec<String>>,
    /// Whether a cache behaviour has real-time logs (`RealtimeLogConfigArn`); how many of the requests they sample is set
    /// elsewhere.
    pub realtime_logs: bool,
    /// Code that runs in edge locations all over the world: ARNs of Lambda@Edge functions and CloudFront Functions.
    pub edge_functions: Observed<Vec<String>>,
    /// `WebACLId`; null without one.
    pub web_acl: Option<String>,
}
