//! Amazon CloudFront: distributions, and VPC origins behind them.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon CloudFront.
pub static CLOUDFRONT: Service = Service {
    id: "cloudfront",
    sdk_id: "CloudFront",
    signing: "cloudfront",
    protocol: Protocol::RestXml,
    endpoint: Endpoint::Partition("cloudfront"),
};

operations! { Xml CLOUDFRONT, id "cloudfront", iam "cloudfront";
    /// Distributions of the account, with nearly all of their settings.
    ListDistributions: Account "GET" "/2020-05-31/distribution" -> Distributions, pages "Marker" by "MaxItems" = 100,
        |reply| (reply.items.map(|items| items.distribution_summary).unwrap_or_default(), reply.next_marker) => Distribution;
    /// The settings of a distribution that the list leaves out: logging.
    GetDistributionConfig: Account "GET" "/2020-05-31/distribution/{Id}/config" -> DistributionConfig;
    /// An origin inside a VPC.
    GetVpcOrigin: Account "GET" "/2020-05-31/vpc-origin/{Id}" -> VpcOrigin;
}

/// `DistributionList`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Distributions {
    /// How many there are. It tells an empty list from an answer that is none.
    pub quantity: i64,
    /// The distributions. NOTE: left out where `Quantity` is 0 (`DistributionList`, CloudFront API reference).
    pub items: Option<DistributionItems>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// The entries of a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DistributionItems {
    /// The distributions.
    pub distribution_summary: Vec<Distribution>,
}

/// `DistributionSummary`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Distribution {
    /// Id, such as `E1EXAMPLE`.
    pub id: String,
    /// ARN.
    #[serde(rename = "ARN")]
    pub arn: String,
    /// Names of its own.
    pub aliases: Aliases,
    /// Where it fetches from.
    pub origins: Origins,
    /// How requests are treated that no other behaviour fits.
    pub default_cache_behavior: Behavior,
    /// How requests to single paths are treated.
    pub cache_behaviors: Behaviors,
    /// Whether it answers.
    pub enabled: bool,
    /// Certificate and security policy.
    pub viewer_certificate: ViewerCertificate,
    /// `direct`, or `tenant-only` where others serve their names through it.
    pub connection_mode: Option<String>,
    /// Web ACL in front of it; empty without one.
    #[serde(rename = "WebACLId")]
    pub web_acl_id: String,
}

/// `Aliases`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Aliases {
    /// The names; left out where there are none.
    pub items: Option<AliasItems>,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct AliasItems {
    /// The names.
    #[serde(rename = "CNAME")]
    pub cname: Vec<String>,
}

/// `Origins`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Origins {
    /// The origins: at least one.
    pub items: OriginItems,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct OriginItems {
    /// The origins.
    pub origin: Vec<Origin>,
}

/// Where a distribution fetches from.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Origin {
    /// Its name in the distribution.
    pub id: String,
    /// A bucket.
    pub s3_origin_config: Option<S3Origin>,
    /// A web server.
    pub custom_origin_config: Option<CustomOrigin>,
    /// A load balancer or instance inside a VPC.
    pub vpc_origin_config: Option<VpcOriginRef>,
}

/// A bucket as origin; what is read of it is that it is one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct S3Origin {}

/// `CustomOriginConfig`, and the same members of `VpcOriginEndpointConfig`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CustomOrigin {
    /// `http-only`, `match-viewer` or `https-only`.
    pub origin_protocol_policy: String,
    /// Protocols of HTTPS connections to it.
    pub origin_ssl_protocols: Option<SslProtocols>,
}

/// `OriginSslProtocols`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SslProtocols {
    /// The protocols.
    pub items: SslProtocolItems,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SslProtocolItems {
    /// `SSLv3`, `TLSv1`, `TLSv1.1`, `TLSv1.2`.
    pub ssl_protocol: Vec<String>,
}

/// `VpcOriginConfig`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct VpcOriginRef {
    /// Id of the VPC origin.
    pub vpc_origin_id: String,
}

/// `CacheBehaviors`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Behaviors {
    /// The behaviours; left out where there are none.
    pub items: Option<BehaviorItems>,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct BehaviorItems {
    /// The behaviours.
    pub cache_behavior: Vec<PathBehavior>,
}

/// How requests are treated that no other behaviour fits.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Behavior {
    /// The origin that it fetches from.
    pub target_origin_id: String,
    /// `allow-all`, `https-only` or `redirect-to-https`.
    pub viewer_protocol_policy: String,
    /// Lambda@Edge functions.
    pub lambda_function_associations: Option<LambdaFunctions>,
    /// CloudFront Functions.
    pub function_associations: Option<Functions>,
    /// Real-time logs.
    pub realtime_log_config_arn: Option<String>,
}

/// How requests to one path are treated.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PathBehavior {
    /// The path, with `*` and `?`.
    pub path_pattern: String,
    /// The origin that it fetches from.
    pub target_origin_id: String,
    /// `allow-all`, `https-only` or `redirect-to-https`.
    pub viewer_protocol_policy: String,
    /// Lambda@Edge functions.
    pub lambda_function_associations: Option<LambdaFunctions>,
    /// CloudFront Functions.
    pub function_associations: Option<Functions>,
    /// Real-time logs.
    pub realtime_log_config_arn: Option<String>,
}

/// `LambdaFunctionAssociations`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LambdaFunctions {
    /// The functions; left out where there are none.
    pub items: Option<LambdaFunctionItems>,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LambdaFunctionItems {
    /// The functions.
    pub lambda_function_association: Vec<LambdaFunction>,
}

/// A Lambda@Edge function.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct LambdaFunction {
    /// ARN.
    #[serde(rename = "LambdaFunctionARN")]
    pub arn: String,
}

/// `FunctionAssociations`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Functions {
    /// The functions; left out where there are none.
    pub items: Option<FunctionItems>,
}

/// The entries of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FunctionItems {
    /// The functions.
    pub function_association: Vec<Function>,
}

/// A CloudFront Function.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Function {
    /// ARN.
    #[serde(rename = "FunctionARN")]
    pub arn: String,
}

/// Certificate and security policy towards viewers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ViewerCertificate {
    /// Whether it is served under `*.cloudfront.net`.
    pub cloud_front_default_certificate: Option<bool>,
    /// Id of a certificate in IAM.
    #[serde(rename = "IAMCertificateId")]
    pub iam_certificate_id: Option<String>,
    /// ARN of a certificate in ACM.
    #[serde(rename = "ACMCertificateArn")]
    pub acm_certificate_arn: Option<String>,
    /// Name of the security policy.
    pub minimum_protocol_version: Option<String>,
}

/// `DistributionConfig`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DistributionConfig {
    /// Standard logs.
    pub logging: Option<Logging>,
}

/// `LoggingConfig`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Logging {
    /// Whether they are written.
    pub enabled: Option<bool>,
    /// Where to.
    pub bucket: Option<String>,
}

/// `VpcOrigin`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct VpcOrigin {
    /// How it is reached.
    pub vpc_origin_endpoint_config: CustomOrigin,
}
