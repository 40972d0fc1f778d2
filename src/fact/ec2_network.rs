//! What can be known about the firewalls of EC2: security groups, network interfaces, and what gets through to them.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What has to be seen to say what the internet reaches behind an interface.
pub(super) const INTERNET: &str = "ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeRouteTables \
    ec2:DescribeNetworkAcls ec2:DescribeInternetGateways ec2:DescribeVpcBlockPublicAccessExclusions \
    ec2:DescribeManagedPrefixLists ec2:GetManagedPrefixListEntries";

/// The same for prefix lists alone.
const PREFIX_LISTS: &str = "ec2:DescribeManagedPrefixLists ec2:GetManagedPrefixListEntries";

/// Which ports load balancers listen on.
const LISTENERS: &str = "elbv2:DescribeListeners elbv2:DescribeRules elb:DescribeLoadBalancers";

/// A security group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ec2:DescribeSecurityGroups"))]
pub struct SecurityGroup {
    /// `GroupName`.
    pub group_name: String,
    /// `VpcId`.
    pub vpc: String,
    /// Whether it is the group that its VPC gives to whatever names none (`GroupName` `default`).
    pub is_default: bool,
    /// Inbound rules (`IpPermissions`), one per source.
    pub ingress: Vec<IngressRule>,
    /// Number of outbound rules (`IpPermissionsEgress`), one per destination.
    pub egress_rules: i64,
    /// What its rules open to public addresses, whatever else stands in between.
    #[schemars(extend("x-operation" = PREFIX_LISTS))]
    pub opens: Observed<Internet>,
    /// Number of network interfaces that have it; 0: it is attached to nothing, and its rules open nothing.
    #[schemars(extend("x-operation" = "ec2:DescribeNetworkInterfaces"))]
    pub interfaces: Observed<i64>,
    /// Number of network interfaces in its VPC; 0: the VPC is not in use.
    #[schemars(extend("x-operation" = "ec2:DescribeNetworkInterfaces"))]
    pub vpc_interfaces: Observed<i64>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// One inbound rule for one source.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IngressRule {
    /// `IpProtocol`: `tcp`, `udp`, `icmp`, `icmpv6`, `all` (`-1`), or a number.
    pub protocol: String,
    /// `FromPort`; 0 where the protocol has no ports or all of them are meant.
    pub from_port: i64,
    /// `ToPort`; 65535 where the protocol has no ports or all of them are meant.
    pub to_port: i64,
    /// Whether it names no port: every protocol, or every port.
    pub all_ports: bool,
    /// `CidrIp`, `CidrIpv6`, `PrefixListId` or `GroupId`.
    pub source: String,
    /// Whether the source is a security group: own systems among each other.
    pub from_group: bool,
}

/// A network interface: whatever has an address in a VPC has one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ec2:DescribeNetworkInterfaces"))]
pub struct NetworkInterface {
    /// What stands behind it: `instance`, `load-balancer`, `service` (another service of AWS), `no-connections` (NAT gateway
    /// and others that take none from outside), `nothing`.
    pub role: String,
    /// The instance (`InstanceId`), the load balancer (`Description`) or the service (`RequesterId`, `InterfaceType`).
    pub owner: String,
    /// `VpcId`.
    pub vpc: String,
    /// Ids of its security groups (`Groups`).
    pub groups: Vec<String>,
    /// Its public IPv4 addresses (`Association.PublicIp`) and its IPv6 addresses that the internet may send to.
    pub public_addresses: Vec<String>,
    /// What reaches it from the internet.
    #[schemars(extend("x-operation" = format!("{INTERNET} {LISTENERS}")))]
    pub internet: Observed<Internet>,
    /// Load balancers with a public address that its security groups let in; which of them has it among its targets is not
    /// asked.
    #[schemars(extend("x-operation" = "ec2:DescribeSecurityGroups"))]
    pub load_balancers: Observed<Vec<String>>,
    /// Tags of the instance behind it; empty where there is none.
    #[schemars(extend("x-operation" = "ec2:DescribeInstances"))]
    pub instance_tags: Observed<BTreeMap<String, String>>,
    /// Its own tags (`TagSet`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// What reaches an interface from the internet, worked out from security groups, network ACLs, routes, addresses and
/// listeners.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Internet {
    /// Ports that public addresses certainly reach.
    pub openings: Vec<Opening>,
    /// Ports that they may reach beyond those: something was not seen or is not decided.
    pub possible: Vec<Opening>,
    /// True when nothing beyond the openings is possible; else unknown, with the reason.
    pub complete: Observed<bool>,
    /// The openings for readers: `tcp 22: 0.0.0.0/0`.
    pub summary: Vec<String>,
    /// What keeps everything out, where nothing can get in: `no-public-address`, `security-groups`, `network-acl`,
    /// `no-route-back`, …; null otherwise.
    pub barrier: Option<String>,
}

/// Ports that are reached, and from where.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Opening {
    /// `tcp`, `udp`, `icmp`, `icmpv6`, the number of another protocol, or `other`: every protocol that no rule names.
    pub protocol: String,
    /// First port; 0 for protocols without ports.
    pub from_port: i64,
    /// Last port; 65535 for protocols without ports.
    pub to_port: i64,
    /// The ports as a claim names them: `443`, `udp/53`, `8000-8100`, `icmp`, and `80-redirect` where a load balancer only
    /// sends requests on to HTTPS.
    pub ports: String,
    /// Who reaches them: ranges of addresses.
    pub sources: Vec<String>,
    /// How many they are: public IPv4 addresses, and IPv6 networks of 64 bits.
    pub networks: f64,
    /// Whether they are the addresses of CloudFront, by AWS's own prefix list.
    pub cloudfront: bool,
}
