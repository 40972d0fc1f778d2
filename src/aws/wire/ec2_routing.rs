//! Amazon EC2: what stands between a network interface and the rest: subnets, routes, network ACLs, gateways, prefix lists.

use super::ec2::EC2;
use super::ec2_network::Tag;
use super::{Items, operations};
use schemars::JsonSchema;
use serde::Deserialize;

operations! { Xml EC2, id "ec2", iam "ec2";
    /// Subnets, shared ones included.
    DescribeSubnets: Region -> Subnets, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.subnet_set.item, reply.next_token) => Subnet;
    /// Route tables with what they are associated with.
    DescribeRouteTables: Region -> RouteTables, pages "NextToken" by "MaxResults" = 100,
        |reply| (reply.route_table_set.item, reply.next_token) => RouteTable;
    /// Network ACLs with the subnets that they guard.
    DescribeNetworkAcls: Region -> NetworkAcls, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.network_acl_set.item, reply.next_token) => NetworkAcl;
    /// Internet gateways with the VPCs that they are attached to.
    DescribeInternetGateways: Region -> InternetGateways, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.internet_gateway_set.item, reply.next_token) => InternetGateway;
    /// Prefix lists, those of AWS included.
    DescribeManagedPrefixLists: Region -> PrefixLists, pages "NextToken" by "MaxResults" = 100,
        |reply| (reply.prefix_list_set.item, reply.next_token) => PrefixList;
    /// Ranges of a prefix list.
    GetManagedPrefixListEntries: Region -> PrefixListEntries, pages "NextToken" by "MaxResults" = 100,
        |reply| (reply.entry_set.item, reply.next_token) => PrefixListEntry;
    /// VPCs and subnets that VPC Block Public Access leaves out.
    DescribeVpcBlockPublicAccessExclusions: Region -> Exclusions, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.vpc_block_public_access_exclusion_set.item, reply.next_token) => Exclusion;
}

/// `DescribeSubnetsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subnets {
    /// The subnets.
    pub subnet_set: Items<Subnet>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A subnet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subnet {
    /// Id.
    pub subnet_id: String,
    /// Its VPC.
    pub vpc_id: String,
    /// Account that owns it: another one where it is shared.
    pub owner_id: String,
    /// Its availability zone.
    pub availability_zone: String,
    /// Its IPv6 ranges.
    #[serde(default)]
    pub ipv6_cidr_block_association_set: Items<Ipv6Block>,
    /// VPC Block Public Access, where the region has it.
    pub block_public_access_states: Option<BlockPublicAccess>,
    /// Tags.
    #[serde(default)]
    pub tag_set: Items<Tag>,
}

/// An IPv6 range of a subnet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ipv6Block {
    /// The range.
    pub ipv6_cidr_block: String,
    /// `public`, or `private`: never advertised on the internet.
    pub ipv6_address_attribute: Option<String>,
}

/// VPC Block Public Access of a subnet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BlockPublicAccess {
    /// `off`, `block-ingress` or `block-bidirectional`.
    pub internet_gateway_block_mode: String,
}

/// `DescribeRouteTablesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RouteTables {
    /// The route tables.
    pub route_table_set: Items<RouteTable>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A route table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RouteTable {
    /// Its VPC.
    pub vpc_id: String,
    /// Its routes.
    pub route_set: Items<Route>,
    /// What it is associated with.
    pub association_set: Items<RouteTableAssociation>,
}

/// What a route table is associated with.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RouteTableAssociation {
    /// For every subnet of the VPC that has no table of its own.
    pub main: bool,
    /// A subnet.
    pub subnet_id: Option<String>,
    /// An internet gateway or virtual private gateway: then the routes are for what comes in through it.
    pub gateway_id: Option<String>,
}

/// A route.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// IPv4 range.
    pub destination_cidr_block: Option<String>,
    /// IPv6 range.
    pub destination_ipv6_cidr_block: Option<String>,
    /// Prefix list.
    pub destination_prefix_list_id: Option<String>,
    /// `local`, an internet gateway, a virtual private gateway, a VPC endpoint.
    pub gateway_id: Option<String>,
    /// An instance.
    pub instance_id: Option<String>,
    /// A network interface.
    pub network_interface_id: Option<String>,
    /// A transit gateway.
    pub transit_gateway_id: Option<String>,
    /// A peering connection.
    pub vpc_peering_connection_id: Option<String>,
    /// A core network (Cloud WAN).
    pub core_network_arn: Option<String>,
    /// `active`, `blackhole` or `filtered`.
    pub state: String,
    /// `CreateRouteTable`, `CreateRoute`, `EnableVgwRoutePropagation`, `Advertisement`.
    pub origin: Option<String>,
}

/// `DescribeNetworkAclsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NetworkAcls {
    /// The ACLs.
    pub network_acl_set: Items<NetworkAcl>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A network ACL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NetworkAcl {
    /// Its entries, the last one that denies everything included.
    pub entry_set: Items<AclEntry>,
    /// The subnets that it guards.
    pub association_set: Items<AclAssociation>,
}

/// A subnet that an ACL guards.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AclAssociation {
    /// The subnet.
    pub subnet_id: String,
}

/// An entry of a network ACL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AclEntry {
    /// Its place in the order.
    pub rule_number: u32,
    /// Number of the protocol, or `-1`.
    pub protocol: String,
    /// `allow` or `deny`.
    pub rule_action: String,
    /// For traffic that leaves.
    pub egress: bool,
    /// IPv4 range.
    pub cidr_block: Option<String>,
    /// IPv6 range.
    pub ipv6_cidr_block: Option<String>,
    /// Ports of TCP and UDP.
    pub port_range: Option<PortRange>,
    /// Type and code of ICMP.
    pub icmp_type_code: Option<IcmpTypeCode>,
}

/// A range of ports.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PortRange {
    /// First port.
    pub from: i64,
    /// Last port.
    pub to: i64,
}

/// Type and code of ICMP; -1 means all.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IcmpTypeCode {
    /// Type.
    pub r#type: Option<i64>,
}

/// `DescribeInternetGatewaysResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InternetGateways {
    /// The gateways.
    pub internet_gateway_set: Items<InternetGateway>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// An internet gateway.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InternetGateway {
    /// The VPCs that it is attached to.
    #[serde(default)]
    pub attachment_set: Items<GatewayAttachment>,
}

/// A VPC that an internet gateway is attached to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GatewayAttachment {
    /// The VPC.
    pub vpc_id: String,
}

/// `DescribeManagedPrefixListsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrefixLists {
    /// The lists.
    pub prefix_list_set: Items<PrefixList>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A prefix list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrefixList {
    /// Id.
    pub prefix_list_id: String,
    /// Name; AWS's own begin with `com.amazonaws.`.
    pub prefix_list_name: String,
    /// `AWS`, or an account.
    pub owner_id: String,
}

/// `GetManagedPrefixListEntriesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrefixListEntries {
    /// The ranges.
    pub entry_set: Items<PrefixListEntry>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A range of a prefix list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrefixListEntry {
    /// The range.
    pub cidr: String,
}

/// `DescribeVpcBlockPublicAccessExclusionsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exclusions {
    /// The exclusions.
    pub vpc_block_public_access_exclusion_set: Items<Exclusion>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A VPC or subnet that VPC Block Public Access leaves out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exclusion {
    /// ARN of the VPC or subnet.
    pub resource_arn: String,
    /// `allow-bidirectional` or `allow-egress`.
    pub internet_gateway_exclusion_mode: String,
    /// `create-complete`, `delete-complete`, …
    pub state: String,
}
