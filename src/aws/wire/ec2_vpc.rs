//! Amazon EC2: VPCs, what joins them, and what is logged of them.

use super::ec2::EC2;
use super::ec2_network::Tag;
use super::{Items, operations};
use schemars::JsonSchema;
use serde::Deserialize;

operations! { Xml EC2, id "ec2", iam "ec2";
    /// VPCs, shared ones included.
    DescribeVpcs: Region -> Vpcs, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.vpc_set.item, reply.next_token) => Vpc;
    /// Peering connections of the account's VPCs.
    DescribeVpcPeeringConnections: Region -> PeeringConnections, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.vpc_peering_connection_set.item, reply.next_token) => PeeringConnection;
    /// What is attached to transit gateways, as far as the account owns gateway or attachment.
    DescribeTransitGatewayAttachments: Region -> TransitGatewayAttachments, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.transit_gateway_attachments.item, reply.next_token) => TransitGatewayAttachment;
    /// Routes of a transit gateway's route table.
    SearchTransitGatewayRoutes: Region -> TransitGatewayRoutes, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.route_set.item, reply.next_token) => TransitGatewayRoute;
    /// Flow logs.
    DescribeFlowLogs: Region -> FlowLogs, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.flow_log_set.item, reply.next_token) => FlowLog;
}

/// `DescribeVpcsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Vpcs {
    /// The VPCs.
    pub vpc_set: Items<Vpc>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A VPC.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Vpc {
    /// Id.
    pub vpc_id: String,
    /// Account that owns it.
    pub owner_id: String,
    /// Whether AWS made it.
    pub is_default: bool,
    /// `default`, `dedicated` or `host`.
    pub instance_tenancy: String,
    /// Its IPv4 ranges.
    pub cidr_block_association_set: Items<Ipv4Block>,
    /// Its IPv6 ranges.
    #[serde(default)]
    pub ipv6_cidr_block_association_set: Items<Ipv6Block>,
    /// Tags.
    #[serde(default)]
    pub tag_set: Items<Tag>,
}

/// An IPv4 range of a VPC.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ipv4Block {
    /// The range.
    pub cidr_block: String,
}

/// An IPv6 range of a VPC.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ipv6Block {
    /// The range.
    pub ipv6_cidr_block: String,
}

/// `DescribeVpcPeeringConnectionsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeeringConnections {
    /// The connections.
    pub vpc_peering_connection_set: Items<PeeringConnection>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A peering connection.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeeringConnection {
    /// Id.
    pub vpc_peering_connection_id: String,
    /// Whether it carries traffic.
    pub status: PeeringStatus,
    /// One side.
    pub requester_vpc_info: PeeringVpc,
    /// The other side.
    pub accepter_vpc_info: PeeringVpc,
}

/// Status of a peering connection.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeeringStatus {
    /// `active`, `pending-acceptance`, `deleted`, …
    pub code: String,
}

/// One side of a peering connection. Ranges and region stand only in active ones.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeeringVpc {
    /// Account.
    pub owner_id: String,
    /// VPC.
    pub vpc_id: String,
    /// Region.
    pub region: Option<String>,
    /// IPv4 ranges.
    #[serde(default)]
    pub cidr_block_set: Items<Ipv4Block>,
    /// IPv6 ranges.
    #[serde(default)]
    pub ipv6_cidr_block_set: Items<Ipv6Block>,
}

/// `DescribeTransitGatewayAttachmentsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransitGatewayAttachments {
    /// The attachments.
    pub transit_gateway_attachments: Items<TransitGatewayAttachment>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// Something attached to a transit gateway.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransitGatewayAttachment {
    /// Id.
    pub transit_gateway_attachment_id: String,
    /// The gateway.
    pub transit_gateway_id: String,
    /// Account that owns the gateway: it alone sees routes.
    pub transit_gateway_owner_id: String,
    /// Account that owns what is attached.
    pub resource_owner_id: String,
    /// `vpc`, `vpn`, `peering`, …
    pub resource_type: String,
    /// Id of what is attached.
    pub resource_id: Option<String>,
    /// `available`, …
    pub state: String,
    /// The route table by which traffic from it is routed.
    pub association: Option<TransitGatewayAssociation>,
}

/// The route table of an attachment.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransitGatewayAssociation {
    /// Id.
    pub transit_gateway_route_table_id: Option<String>,
}

/// `SearchTransitGatewayRoutesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransitGatewayRoutes {
    /// The routes.
    pub route_set: Items<TransitGatewayRoute>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A route of a transit gateway.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransitGatewayRoute {
    /// Range.
    pub destination_cidr_block: Option<String>,
    /// Prefix list.
    pub prefix_list_id: Option<String>,
    /// Where it leads to; several share the traffic.
    #[serde(default)]
    pub transit_gateway_attachments: Items<RouteAttachment>,
    /// `static` or `propagated`.
    pub r#type: String,
    /// `active` or `blackhole`.
    pub state: String,
}

/// Where a route leads to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RouteAttachment {
    /// The attachment.
    pub transit_gateway_attachment_id: String,
}

/// `DescribeFlowLogsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FlowLogs {
    /// The flow logs.
    pub flow_log_set: Items<FlowLog>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A flow log.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FlowLog {
    /// Id.
    pub flow_log_id: String,
    /// `ACTIVE`.
    pub flow_log_status: String,
    /// `SUCCESS` or `FAILED`.
    pub deliver_logs_status: Option<String>,
    /// Why delivery fails.
    pub deliver_logs_error_message: Option<String>,
    /// The VPC, subnet, interface or transit gateway.
    pub resource_id: String,
    /// `ACCEPT`, `REJECT` or `ALL`; none for transit gateways.
    pub traffic_type: Option<String>,
}
