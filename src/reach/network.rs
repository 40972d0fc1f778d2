//! The network as plain data: what an account's answers say, nothing concluded.

use super::address::Cidr;
use std::collections::BTreeMap;

/// Something that may not have been seen: `None` says so, and never that there is none.
pub type Seen<T> = Option<T>;

/// Yes, no, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Certainly not.
    No,
    /// It cannot be told.
    Maybe,
    /// Certainly.
    Yes,
}

impl Truth {
    /// What was seen, or neither.
    #[must_use]
    pub const fn of(seen: Seen<bool>) -> Self {
        match seen {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Maybe,
        }
    }
}

/// An IP protocol, or all of them (`-1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// Every protocol.
    All,
    /// The protocol of this number.
    Number(u8),
}

impl Protocol {
    /// ICMP.
    pub const ICMP: Self = Self::Number(1);
    /// TCP.
    pub const TCP: Self = Self::Number(6);
    /// UDP.
    pub const UDP: Self = Self::Number(17);
    /// ICMP for IPv6.
    pub const ICMPV6: Self = Self::Number(58);

    /// Reads EC2's names and numbers.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "-1" | "all" => Some(Self::All),
            "tcp" => Some(Self::TCP),
            "udp" => Some(Self::UDP),
            "icmp" => Some(Self::ICMP),
            "icmpv6" => Some(Self::ICMPV6),
            number => number.parse().ok().map(Self::Number),
        }
    }

    /// Whether a rule for this protocol speaks of traffic of the other.
    #[must_use]
    pub fn covers(self, traffic: Self) -> bool {
        self == Self::All || self == traffic
    }

    /// Whether traffic of this protocol has ports.
    #[must_use]
    pub fn has_ports(self) -> bool {
        [Self::TCP, Self::UDP].contains(&self)
    }

    /// Whether its traffic has types instead of ports.
    #[must_use]
    pub fn is_icmp(self) -> bool {
        [Self::ICMP, Self::ICMPV6].contains(&self)
    }
}

/// Ports from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ports {
    /// The lowest.
    pub first: u16,
    /// The highest.
    pub last: u16,
}

impl Ports {
    /// All ports.
    pub const ALL: Self = Self { first: 0, last: u16::MAX };

    /// One port.
    #[must_use]
    pub const fn one(port: u16) -> Self {
        Self { first: port, last: port }
    }

    /// Whether a port is among them.
    #[must_use]
    pub const fn contains(self, port: u16) -> bool {
        self.first <= port && port <= self.last
    }
}

/// Where a rule lets traffic come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A range of addresses.
    Cidr(Cidr),
    /// The ranges of a prefix list.
    PrefixList(String),
    /// The private addresses of the interfaces that have this group.
    Group(String),
    /// Something that could not be read.
    Unreadable,
}

/// One inbound rule of a security group for one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Protocol.
    pub protocol: Protocol,
    /// Destination ports; without meaning for protocols that have none.
    pub ports: Ports,
    /// Only some types of ICMP.
    pub some_types: bool,
    /// Where from.
    pub source: Source,
}

/// A prefix list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixList {
    /// Its ranges.
    pub entries: Seen<Vec<Cidr>>,
    /// Whether it holds the addresses from which CloudFront asks origins.
    pub cloudfront: bool,
}

/// One entry of a network ACL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclEntry {
    /// Entries count in ascending order, and the first that fits decides.
    pub number: u32,
    /// For traffic that leaves the subnet; else for traffic that enters it.
    pub egress: bool,
    /// Allows what fits; else denies it.
    pub allow: bool,
    /// Protocol.
    pub protocol: Protocol,
    /// Destination ports.
    pub ports: Ports,
    /// Only some types of ICMP.
    pub some_types: bool,
    /// Addresses: of the sender where traffic enters, of the receiver where it leaves.
    pub cidr: Cidr,
}

/// Where a route leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A range of addresses.
    Cidr(Cidr),
    /// The ranges of a prefix list.
    PrefixList(String),
}

/// What a route hands traffic to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The VPC itself.
    Local,
    /// An internet gateway.
    InternetGateway,
    /// Something in the VPC that may send it on: an interface or instance, a gateway load balancer or firewall endpoint.
    Appliance,
    /// Another VPC, by this connection (peering or transit gateway).
    Connection(String),
    /// Anything else from which no answer comes out under the address that was asked: NAT gateway, egress-only internet
    /// gateway, VPN gateway, …
    Elsewhere,
}

/// One route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// For which addresses.
    pub destination: Destination,
    /// To what.
    pub target: Target,
    /// Whether the target is there (`active`); what a route without target (`blackhole`) takes is lost.
    pub active: bool,
    /// Learnt by propagation: a static route for the same range wins.
    pub propagated: bool,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// Its VPC.
    pub vpc: String,
    /// Routes of its route table.
    pub routes: Seen<Vec<Route>>,
    /// Entries of its network ACL.
    pub acl: Seen<Vec<AclEntry>>,
    /// Whether VPC Block Public Access keeps incoming traffic out of it.
    pub blocked: Seen<bool>,
}

/// A VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// Whether an internet gateway is attached.
    pub internet_gateway: Seen<bool>,
    /// Routes for traffic that comes in through a gateway (the gateway's own route table).
    pub ingress_routes: Seen<Vec<Route>>,
    /// Whether an interface of Global Accelerator lies in it.
    pub accelerated: bool,
}

/// A listener of a load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listener {
    /// TCP or UDP.
    pub protocol: Protocol,
    /// Its port.
    pub port: u16,
    /// Whether every request is only sent on to HTTPS.
    pub redirects: Seen<bool>,
}

/// What stands behind an interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something that may listen on any port.
    Host,
    /// A load balancer with these listeners.
    LoadBalancer(Seen<Vec<Listener>>),
    /// Something that takes no connections from outside, such as a NAT gateway.
    TakesNoConnections,
    /// Nothing: the interface is attached to nothing.
    Unattached,
}

/// A network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Its subnet.
    pub subnet: String,
    /// Its security groups.
    pub groups: Vec<String>,
    /// Its own addresses, also those that are public by themselves (IPv6).
    pub addresses: Vec<Cidr>,
    /// Whether the internet can send to it by IPv4.
    pub public_v4: Truth,
    /// Whether the internet can send to it by IPv6.
    pub public_v6: Truth,
    /// What stands behind it.
    pub role: Role,
}

/// The network of one region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Inbound rules by security group.
    pub groups: BTreeMap<String, Vec<Rule>>,
    /// Prefix lists by id.
    pub prefix_lists: BTreeMap<String, PrefixList>,
    /// Subnets by id.
    pub subnets: BTreeMap<String, Subnet>,
    /// VPCs by id.
    pub vpcs: BTreeMap<String, Vpc>,
}

impl Network {
    /// The ranges of a prefix list; `None`: not seen.
    pub(super) fn entries(&self, id: &str) -> Option<&[Cidr]> {
        self.prefix_lists.get(id)?.entries.as_deref()
    }

    /// Whether a prefix list is that of CloudFront.
    pub(super) fn is_cloudfront(&self, id: &str) -> bool {
        self.prefix_lists.get(id).is_some_and(|list| list.cloudfront)
    }
}
