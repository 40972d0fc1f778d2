//! Amazon EC2: security groups and network interfaces.

use super::ec2::EC2;
use super::{Items, operations};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

operations! { Xml EC2, id "ec2", iam "ec2";
    /// Security groups with their rules.
    DescribeSecurityGroups: Region -> SecurityGroups, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.security_group_info.item, reply.next_token) => SecurityGroup;
    /// Network interfaces, those of AWS's services in the account's VPCs included.
    DescribeNetworkInterfaces: Region -> NetworkInterfaces, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.network_interface_set.item, reply.next_token) => NetworkInterface;
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// Name.
    pub key: String,
    /// Value.
    #[serde(default)]
    pub value: String,
}

impl Items<Tag> {
    /// The tags by name.
    pub fn by_name(&self) -> BTreeMap<String, String> {
        self.item.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()
    }
}

/// `DescribeSecurityGroupsResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecurityGroups {
    /// The groups.
    pub security_group_info: Items<SecurityGroup>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A security group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecurityGroup {
    /// Id.
    pub group_id: String,
    /// Name: `default` is the one that the VPC gives by itself.
    pub group_name: String,
    /// Its VPC.
    pub vpc_id: String,
    /// Inbound rules.
    pub ip_permissions: Items<Permission>,
    /// Outbound rules.
    pub ip_permissions_egress: Items<Permission>,
    /// Tags.
    #[serde(default)]
    pub tag_set: Items<Tag>,
}

/// Rules for one protocol and range of ports.
// NOTE: the answers shown on the page of DescribeSecurityGroups leave out lists that are empty (EC2 API reference).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Permission {
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1`.
    pub ip_protocol: String,
    /// First port, or type of ICMP.
    pub from_port: Option<i64>,
    /// Last port, or code of ICMP.
    pub to_port: Option<i64>,
    /// Other security groups.
    #[serde(default)]
    pub groups: Items<GroupPair>,
    /// IPv4 ranges.
    #[serde(default)]
    pub ip_ranges: Items<Ipv4Range>,
    /// IPv6 ranges.
    #[serde(default)]
    pub ipv6_ranges: Items<Ipv6Range>,
    /// Prefix lists.
    #[serde(default)]
    pub prefix_list_ids: Items<PrefixListId>,
}

/// A security group that a rule names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupPair {
    /// Id; missing where the group is gone.
    pub group_id: Option<String>,
}

/// A range of IPv4 addresses.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ipv4Range {
    /// The range.
    pub cidr_ip: String,
}

/// A range of IPv6 addresses.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ipv6Range {
    /// The range.
    pub cidr_ipv6: String,
}

/// A prefix list that a rule names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrefixListId {
    /// Id.
    pub prefix_list_id: String,
}

/// `DescribeNetworkInterfacesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NetworkInterfaces {
    /// The interfaces.
    pub network_interface_set: Items<NetworkInterface>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A network interface.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NetworkInterface {
    /// Id.
    pub network_interface_id: String,
    /// `interface`, `natGateway`, `network_load_balancer`, `lambda`, …
    pub interface_type: String,
    /// What AWS's services say it is for: `ELB app/name/id`.
    #[serde(default)]
    pub description: String,
    /// Its VPC.
    pub vpc_id: String,
    /// Its subnet.
    pub subnet_id: String,
    /// Account that owns it.
    pub owner_id: String,
    /// `available` (attached to nothing), `in-use`, …
    pub status: String,
    /// Service that made it, such as `amazon-elb`.
    pub requester_id: Option<String>,
    /// Whether a service manages it.
    pub requester_managed: bool,
    /// Its security groups.
    pub group_set: Items<GroupId>,
    /// What it is attached to.
    pub attachment: Option<Attachment>,
    /// The public address of its first private one.
    pub association: Option<Association>,
    /// Its IPv4 addresses.
    pub private_ip_addresses_set: Items<PrivateAddress>,
    /// Its IPv6 addresses.
    #[serde(default)]
    pub ipv6_addresses_set: Items<Ipv6Address>,
    /// Ranges of IPv6 addresses that were delegated to it.
    #[serde(default)]
    pub ipv6_prefix_set: Items<Ipv6Prefix>,
    /// Whether it refuses IPv6 from the internet.
    pub deny_all_igw_traffic: Option<bool>,
    /// Tags.
    #[serde(default)]
    pub tag_set: Items<Tag>,
}

/// A security group of an interface.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupId {
    /// Id.
    pub group_id: String,
}

/// What an interface is attached to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The instance, if it is one.
    pub instance_id: Option<String>,
}

/// A public address.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Association {
    /// IPv4 address on the internet.
    pub public_ip: Option<String>,
    /// Address in a carrier's network (Wavelength).
    pub carrier_ip: Option<String>,
    /// Address of the customer's own (Outposts).
    pub customer_owned_ip: Option<String>,
}

/// An IPv4 address in the VPC.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrivateAddress {
    /// The address.
    pub private_ip_address: String,
    /// Its public address.
    pub association: Option<Association>,
}

/// An IPv6 address.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ipv6Address {
    /// The address.
    pub ipv6_address: String,
}

/// A delegated range of IPv6 addresses.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ipv6Prefix {
    /// The range.
    pub ipv6_prefix: String,
}
