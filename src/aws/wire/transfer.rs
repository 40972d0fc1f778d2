//! AWS Transfer Family: file transfer servers.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Transfer Family.
pub static TRANSFER: Service = Service {
    id: "transfer",
    sdk_id: "Transfer",
    signing: "transfer",
    protocol: Protocol::Json { target: "TransferService", version: "1.1" },
    endpoint: Endpoint::Regional("transfer"),
};

operations! { Json TRANSFER, id "transfer", iam "transfer";
    /// Servers of the region.
    ListServers: Region -> Servers, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.servers, reply.next_token) => ListedServer;
    /// A server with its protocols.
    DescribeServer: Region -> ServerReply;
}

/// `ListServersResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Servers {
    /// The servers.
    pub servers: Vec<ListedServer>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A server in the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ListedServer {
    /// ARN.
    pub arn: String,
    /// Id.
    pub server_id: Option<String>,
    /// `ONLINE`, `OFFLINE`, …
    pub state: Option<String>,
    /// `PUBLIC`, `VPC` or `VPC_ENDPOINT`.
    pub endpoint_type: Option<String>,
}

/// `DescribeServerResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ServerReply {
    /// The server.
    pub server: Server,
}

/// A server.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Server {
    /// `SFTP`, `FTPS`, `FTP`, `AS2`.
    pub protocols: Option<Vec<String>>,
    /// Name of the security policy.
    pub security_policy_name: Option<String>,
    /// Tags. NOTE: left out where there are none (`DescribedServer`, Transfer Family API reference).
    #[serde(default)]
    pub tags: Vec<Tag>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Key.
    pub key: String,
    /// Value.
    pub value: String,
}
