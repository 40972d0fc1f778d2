//! Amazon OpenSearch Service, Elasticsearch domains included.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon OpenSearch Service.
pub static OPENSEARCH: Service = Service {
    id: "opensearch",
    sdk_id: "OpenSearch",
    signing: "es",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("es"),
};

operations! { Json OPENSEARCH, id "opensearch", iam "es";
    /// Names of the domains of the region.
    ListDomainNames: Region "GET" "/2021-01-01/domain" -> DomainNames;
    /// Settings of several domains.
    DescribeDomains: Region "POST" "/2021-01-01/opensearch/domain-info" -> Domains;
}

/// `ListDomainNamesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DomainNames {
    /// The names.
    pub domain_names: Vec<DomainInfo>,
}

/// A domain in the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DomainInfo {
    /// Name.
    pub domain_name: String,
}

/// `DescribeDomainsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Domains {
    /// The domains.
    pub domain_status_list: Vec<Domain>,
}

/// A domain.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Domain {
    /// Name.
    pub domain_name: String,
    /// ARN.
    #[serde(rename = "ARN")]
    pub arn: String,
    /// Engine and version.
    pub engine_version: Option<String>,
    /// Number and kind of its nodes.
    pub cluster_config: ClusterConfig,
    /// Encryption at rest.
    pub encryption_at_rest_options: Option<EncryptionAtRest>,
    /// Encryption between nodes.
    pub node_to_node_encryption_options: Option<Switch>,
    /// Who may ask it, as JSON text.
    pub access_policies: Option<String>,
    /// The VPC in which it lies, if it does.
    #[serde(rename = "VPCOptions")]
    pub vpc_options: Option<Network>,
    /// Whether it knows users of its own (fine-grained access control).
    pub advanced_security_options: Option<Switch>,
    /// How it is reached.
    pub domain_endpoint_options: Option<EndpointOptions>,
}

/// A network.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Network {
    /// The VPC.
    #[serde(rename = "VPCId")]
    pub vpc_id: Option<String>,
}

/// Number and kind of nodes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ClusterConfig {
    /// Number of data nodes.
    pub instance_count: Option<i64>,
    /// Whether there are master nodes beside.
    pub dedicated_master_enabled: Option<bool>,
    /// Whether there are warm nodes beside.
    pub warm_enabled: Option<bool>,
    /// Whether data nodes are spread over zones.
    pub zone_awareness_enabled: Option<bool>,
    /// Over how many.
    pub zone_awareness_config: Option<ZoneAwareness>,
    /// Whether one zone stands by.
    #[serde(rename = "MultiAZWithStandbyEnabled")]
    pub multi_az_with_standby_enabled: Option<bool>,
}

/// Over how many zones data nodes are spread.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ZoneAwareness {
    /// Number of zones: 2 or 3.
    pub availability_zone_count: Option<i64>,
}

/// Encryption at rest.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EncryptionAtRest {
    /// Whether it is on.
    pub enabled: Option<bool>,
    /// The KMS key.
    pub kms_key_id: Option<String>,
}

/// Something that is on or off.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Switch {
    /// Whether it is on.
    pub enabled: Option<bool>,
}

/// How a domain is reached.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EndpointOptions {
    /// Whether clear text is refused.
    #[serde(rename = "EnforceHTTPS")]
    pub enforce_https: Option<bool>,
    /// Name of the TLS policy.
    #[serde(rename = "TLSSecurityPolicy")]
    pub tls_security_policy: Option<String>,
}
