//! What can be known about VPCs: what lies in them, what joins them, what is logged of them; and about VPN.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A VPC.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ec2:DescribeVpcs"))]
pub struct Vpc {
    /// `IsDefault`: AWS made it, one in every region.
    pub is_default: bool,
    /// Account that owns it (`OwnerId`): another one than the scanned where it is shared.
    pub owner: String,
    /// `CidrBlockAssociationSet` and `Ipv6CidrBlockAssociationSet`.
    pub cidr_blocks: Vec<String>,
    /// `InstanceTenancy`: `default` (hardware shared with other customers), `dedicated`, `host`.
    pub instance_tenancy: String,
    /// Number of network interfaces in it; 0: it is not in use.
    #[schemars(extend("x-operation" = "ec2:DescribeNetworkInterfaces"))]
    pub interfaces: Observed<i64>,
    /// What is logged of its traffic.
    #[schemars(extend("x-operation" = "ec2:DescribeFlowLogs ec2:DescribeNetworkInterfaces"))]
    pub flow_logs: Observed<FlowLogs>,
    /// The tags of what lies in it: itself, its subnets, its instances.
    #[schemars(extend("x-operation" = "ec2:DescribeSubnets ec2:DescribeInstances"))]
    pub inside: Observed<Labels>,
    /// The tags of all VPCs of the account, in all regions.
    pub siblings: Observed<Labels>,
    /// The VPCs with which it can exchange traffic.
    #[schemars(extend("x-operation" = "ec2:DescribeRouteTables ec2:DescribeManagedPrefixLists ec2:GetManagedPrefixListEntries ec2:DescribeVpcPeeringConnections ec2:DescribeTransitGatewayAttachments ec2:SearchTransitGatewayRoutes"))]
    pub connected: Observed<Connections>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// Flow logs that are active and delivered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FlowLogs {
    /// Whether the accepted traffic of every interface in the VPC is logged and delivered (`TrafficType` `ACCEPT` or `ALL`),
    /// by logs of the VPC, its subnets or the interfaces.
    pub accepted: Observed<bool>,
    /// The same for rejected traffic (`REJECT` or `ALL`).
    pub rejected: Observed<bool>,
    /// Flow logs that speak of the VPC or of something in it.
    pub flow_logs: Vec<String>,
    /// Those of them that are not delivered (`DeliverLogsStatus` `FAILED`), with the reason.
    pub failing: Vec<String>,
}

/// The tags of several resources.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Labels {
    /// Every key with its distinct values; the empty text stands for a resource that must have the tag and lacks it. A key
    /// with more than 50 values tells resources apart and not areas: it is left out.
    pub tag_values: BTreeMap<String, Vec<String>>,
    /// Number of resources.
    pub resources: i64,
    /// True when all of them were seen; else unknown, with the reason.
    pub all_seen: Observed<bool>,
}

/// VPCs that are joined with one by routes in both directions. Security groups and network ACLs are not asked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Connections {
    /// Those that certainly are, as `vpc-… (pcx-…)`, with the account where it is another one.
    pub vpcs: Vec<String>,
    /// The tags of those VPCs, key by key; the empty text stands for one that lacks the key or whose tags cannot be seen.
    pub tag_values: BTreeMap<String, Vec<String>>,
    /// True when no other VPC can be joined with it; else unknown, with the reason.
    pub all_seen: Observed<bool>,
}

/// The VPNs of the account, all regions together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Vpn {
    /// AWS Client VPN.
    #[schemars(extend("x-operation" = "ec2:DescribeClientVpnEndpoints"))]
    pub client_vpn: Observed<ClientVpn>,
    /// VPN connections between networks.
    #[schemars(extend("x-operation" = "ec2:DescribeVpnConnections"))]
    pub site_to_site: Observed<SiteToSite>,
    /// Tags of running instances: a VPN server of one's own can be found by its tag only.
    #[schemars(extend("x-operation" = "ec2:DescribeInstances"))]
    pub instances: Observed<Labels>,
}

/// Client VPN endpoints.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClientVpn {
    /// Number of endpoints that were seen.
    pub endpoints: i64,
    /// Those that take connections (`Status` `available`).
    pub available: i64,
    /// Those of the available ones that authenticate persons, by directory or identity provider (`AuthenticationOptions`
    /// `directory-service-authentication`, `federated-authentication`) and not by certificate alone.
    pub personal: i64,
    /// Those of the available ones that log connections (`ConnectionLogOptions.Enabled`).
    pub logged: i64,
    /// True when all endpoints were seen; else unknown, with the reason.
    pub all_seen: Observed<bool>,
}

/// Site-to-site VPN connections.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteToSite {
    /// Number of connections that were seen and not deleted.
    pub connections: i64,
    /// Those with a tunnel that is up (`VgwTelemetry.Status` `UP`).
    pub up: i64,
    /// True when all connections were seen; else unknown, with the reason.
    pub all_seen: Observed<bool>,
}
