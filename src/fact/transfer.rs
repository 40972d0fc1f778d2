//! What can be known about servers of the AWS Transfer Family.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A file transfer server.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "transfer:ListServers"))]
pub struct Server {
    /// `State`: `ONLINE`, `OFFLINE`, …
    pub state: Option<String>,
    /// `EndpointType`: `PUBLIC`, `VPC` or `VPC_ENDPOINT`.
    pub endpoint_type: Option<String>,
    /// `Protocols`: `SFTP`, `FTPS`, `FTP`, `AS2`.
    #[schemars(extend("x-operation" = "transfer:DescribeServer"))]
    pub protocols: Observed<Vec<String>>,
    /// `SecurityPolicyName`: the algorithms that it offers.
    #[schemars(extend("x-operation" = "transfer:DescribeServer"))]
    pub security_policy: Observed<String>,
    /// Tags (`Tags`).
    #[schemars(extend("x-operation" = "transfer:DescribeServer"))]
    pub tags: Observed<BTreeMap<String, String>>,
}
