//! Amazon EC2: VPN, for persons and between networks.

use super::ec2::EC2;
use super::{Items, operations};
use schemars::JsonSchema;
use serde::Deserialize;

operations! { Xml EC2, id "ec2", iam "ec2";
    /// Client VPN endpoints.
    DescribeClientVpnEndpoints: Region -> ClientVpnEndpoints, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.client_vpn_endpoint.item, reply.next_token) => ClientVpnEndpoint;
    /// VPN connections between networks, without pages.
    DescribeVpnConnections: Region -> VpnConnections;
}

/// `DescribeClientVpnEndpointsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientVpnEndpoints {
    /// The endpoints.
    pub client_vpn_endpoint: Items<ClientVpnEndpoint>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A Client VPN endpoint.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientVpnEndpoint {
    /// Whether it takes connections.
    pub status: ClientVpnStatus,
    /// How clients show who they are.
    pub authentication_options: Items<ClientVpnAuthentication>,
    /// Whether connections are logged.
    pub connection_log_options: Option<ConnectionLog>,
}

/// Status of an endpoint.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientVpnStatus {
    /// `available`, `pending-associate`, `deleting`, …
    pub code: String,
}

/// How clients show who they are.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientVpnAuthentication {
    /// `certificate-authentication`, `directory-service-authentication`, `federated-authentication`.
    pub r#type: String,
}

/// Whether connections are logged.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ConnectionLog {
    /// It is on.
    #[serde(rename = "Enabled")]
    pub enabled: bool,
}

/// `DescribeVpnConnectionsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VpnConnections {
    /// The connections.
    pub vpn_connection_set: Items<VpnConnection>,
}

/// A VPN connection between networks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VpnConnection {
    /// `pending`, `available`, `deleting` or `deleted`.
    pub state: String,
    /// Its tunnels.
    #[serde(default)]
    pub vgw_telemetry: Items<Tunnel>,
}

/// A tunnel.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tunnel {
    /// `UP` or `DOWN`.
    pub status: String,
}
