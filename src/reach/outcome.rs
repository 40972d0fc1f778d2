//! What is said of an interface. In: sets of addresses per port. Out: openings, or what keeps everything out.

use super::address::{Cidr, Family};
use super::doubt::Doubt;
use super::network::{Ports, Protocol, Truth};
use super::set::{AddressSet, public};
use std::collections::BTreeSet;

/// Addresses of both families.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// IPv4 addresses.
    pub v4: AddressSet,
    /// IPv6 addresses.
    pub v6: AddressSet,
}

impl Sources {
    /// Addresses of one family.
    #[must_use]
    pub fn of(&self, family: Family) -> &AddressSet {
        match family {
            Family::V4 => &self.v4,
            Family::V6 => &self.v6,
        }
    }

    pub(super) fn set(&mut self, family: Family, set: AddressSet) {
        match family {
            Family::V4 => self.v4 = set,
            Family::V6 => self.v6 = set,
        }
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self { v4: self.v4.minus(&other.v4), v6: self.v6.minus(&other.v6) }
    }

    /// Whether no public address is among them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Family::BOTH.iter().all(|family| self.of(*family).intersection(&public(*family)).is_empty())
    }

    /// The fewest ranges that hold them and no other public address, without those that hold no public address at all.
    /// `0.0.0.0/0` without one's own network is still everybody.
    #[must_use]
    pub fn cidrs(&self) -> Vec<Cidr> {
        Family::BOTH.into_iter().flat_map(|family| shortest(self.of(family), family)).collect()
    }

    /// How many networks of the internet they are: public IPv4 addresses, and networks of 64 bits of IPv6, which is what one
    /// link of one network has.
    #[must_use]
    pub fn size(&self) -> f64 {
        let of_family = |family: Family, host_bits| self.of(family).intersection(&public(family)).blocks(host_bits);
        of_family(Family::V4, 0) + of_family(Family::V6, 64)
    }
}

fn shortest(set: &AddressSet, family: Family) -> Vec<Cidr> {
    let public = public(family);
    let reaches = |cidr: &Cidr| !AddressSet::of(family, [cidr]).intersection(&public).is_empty();
    let ranges = |set: &AddressSet| set.cidrs(family).into_iter().filter(reaches).collect::<Vec<_>>();
    let (as_they_are, filled_up) = (ranges(set), ranges(&set.union(&AddressSet::all(family).minus(&public))));
    if filled_up.len() < as_they_are.len() { filled_up } else { as_they_are }
}

/// Ports that are reached, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The protocol; [`Protocol::All`] stands for every protocol that no rule names.
    pub protocol: Protocol,
    /// Destination ports; all for protocols that have none.
    pub ports: Ports,
    /// Who reaches them.
    pub sources: Sources,
    /// They are addresses that a rule names as CloudFront's.
    pub cloudfront: bool,
    /// At a load balancer: whether every request is only sent on to HTTPS.
    pub redirects: Option<Truth>,
}

/// What keeps everything out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barrier {
    /// No public address.
    NoPublicAddress,
    /// Nothing stands behind the interface.
    NotAttached,
    /// What stands behind it takes no connections from outside (NAT gateway and the like).
    TakesNoConnections,
    /// VPC Block Public Access.
    BlockPublicAccess,
    /// The VPC has no internet gateway.
    NoInternetGateway,
    /// No rule of its security groups lets a public address in.
    SecurityGroups,
    /// The network ACL lets in none of what the security groups would.
    NetworkAcl,
    /// No route leads back through the internet gateway.
    NoRouteBack,
    /// The network ACL lets no answer out.
    NoAnswerOut,
    /// The load balancer has no listener.
    NoListener,
}

impl Barrier {
    /// The stable kebab-case code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPublicAddress => "no-public-address",
            Self::NotAttached => "attached-to-nothing",
            Self::TakesNoConnections => "takes-no-connections",
            Self::BlockPublicAccess => "vpc-block-public-access",
            Self::NoInternetGateway => "no-internet-gateway",
            Self::SecurityGroups => "security-groups",
            Self::NetworkAcl => "network-acl",
            Self::NoRouteBack => "no-route-back",
            Self::NoAnswerOut => "network-acl-for-answers",
            Self::NoListener => "no-listener",
        }
    }
}

/// What reaches an interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// What certainly does.
    pub proven: Vec<Opening>,
    /// What may, beyond that.
    pub possible: Vec<Opening>,
    /// Why what is possible cannot be decided.
    pub doubts: BTreeSet<Doubt>,
    /// Why nothing does, where nothing can.
    pub barrier: Option<Barrier>,
}

impl Reach {
    pub(super) fn nothing(barrier: Barrier) -> Self {
        Self { barrier: Some(barrier), ..Self::default() }
    }
}
