//! What can be known about domains of OpenSearch Service, Elasticsearch included.

use super::Observed;
use super::outside::Access;
use super::rds::Storage;
use schemars::JsonSchema;
use serde::Serialize;

/// A domain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "opensearch:ListDomainNames opensearch:DescribeDomains"))]
pub struct Domain {
    /// `EngineVersion`, such as `OpenSearch_2.19`.
    pub engine_version: Option<String>,
    /// Encryption at rest (`EncryptionAtRestOptions`), always with a KMS key.
    pub storage: Storage,
    /// `VPCOptions.VPCId`; absent for a domain with a public endpoint.
    pub vpc: Observed<String>,
    /// `NodeToNodeEncryptionOptions.Enabled`.
    pub node_to_node_encryption: Observed<bool>,
    /// Whether the domain is one node, so that nothing goes from node to node.
    pub single_node: Observed<bool>,
    /// `DomainEndpointOptions.EnforceHTTPS`.
    pub enforce_https: Observed<bool>,
    /// `DomainEndpointOptions.TLSSecurityPolicy`.
    pub tls_policy: Option<String>,
    /// The lowest TLS version of that policy: `1.0` to `1.3`.
    pub min_tls: Observed<String>,
    /// Number of availability zones over which its data nodes are spread: `AvailabilityZoneCount` with zone awareness, else 1.
    pub availability_zone_count: Observed<i64>,
    /// `MultiAZWithStandbyEnabled`.
    pub multi_az_with_standby: Observed<bool>,
    /// Whom its policy lets in from outside the account; unknown where a network or its own users decide as well.
    #[schemars(extend("x-operation" = "opensearch:DescribeDomains"))]
    pub outside: Observed<Access>,
}
