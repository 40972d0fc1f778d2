//! Why it cannot be told whether something gets through. In: what was missing or is not documented. Out: a stable code.

use std::fmt;

/// Why it cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The subnet was not seen.
    Subnet(String),
    /// The rules of a security group were not seen.
    SecurityGroup(String),
    /// The entries of a prefix list were not seen.
    PrefixList(String),
    /// A subnet's routes were not seen.
    Routes(String),
    /// A subnet's network ACL was not seen.
    NetworkAcl(String),
    /// Whether VPC Block Public Access covers a subnet was not seen.
    BlockPublicAccess(String),
    /// Whether a VPC has an internet gateway, or what its routes for incoming traffic are, was not seen.
    InternetGateway(String),
    /// The listeners of a load balancer were not seen.
    Listeners,
    /// Traffic goes by way of an appliance (firewall, NAT instance, gateway load balancer endpoint), which decides itself.
    Appliance,
    /// Two routes for the same addresses lead to different targets, and AWS does not say which one wins.
    EqualRoutes,
    /// A Global Accelerator stands in the VPC and may bring traffic to interfaces without a public address.
    Accelerator,
    /// Whether the interface has a public address was not seen, or it has one of a kind that is not reasoned about.
    PublicAddress,
    /// A packet arrives, but no answer finds its way back; only TCP needs one.
    OneWay,
    /// The answer gets through only to client ports below 1024, which ordinary clients do not use.
    LowClientPort,
    /// Only some types of ICMP get through.
    SomeIcmpTypes,
    /// A rule could not be read.
    UnreadableRule,
    /// The interface names no security group, and it is not known what that means for its kind.
    NoSecurityGroup,
}

impl Doubt {
    /// The stable kebab-case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Subnet(_) => "subnet-not-seen",
            Self::SecurityGroup(_) => "security-group-not-seen",
            Self::PrefixList(_) => "prefix-list-not-seen",
            Self::Routes(_) => "routes-not-seen",
            Self::NetworkAcl(_) => "network-acl-not-seen",
            Self::BlockPublicAccess(_) => "block-public-access-not-seen",
            Self::InternetGateway(_) => "internet-gateway-not-seen",
            Self::Listeners => "listeners-not-seen",
            Self::Appliance => "traffic-by-way-of-an-appliance",
            Self::EqualRoutes => "routes-of-equal-rank",
            Self::Accelerator => "global-accelerator-in-the-network",
            Self::PublicAddress => "public-address-not-decided",
            Self::OneWay => "packets-arrive-without-way-back",
            Self::LowClientPort => "answers-only-to-low-ports",
            Self::SomeIcmpTypes => "some-icmp-types",
            Self::UnreadableRule => "unreadable-rule",
            Self::NoSecurityGroup => "interface-without-security-group",
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
