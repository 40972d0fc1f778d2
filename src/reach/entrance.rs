//! The way in up to the subnet. In: an interface and a family. Out: whether packets from the internet are brought to it at
//! all, before ACL and security groups are asked.

use super::address::Family;
use super::doubt::Doubt;
use super::network::{Destination, Interface, Network, Route, Subnet, Target, Truth, Vpc};
use super::outcome::Barrier;
use super::set::AddressSet;
use std::collections::BTreeSet;

/// `Ok(Yes)`: they are. `Ok(Maybe)`: it cannot be told. `Err`: they are not, for this reason.
pub(super) fn entrance(
    network: &Network,
    interface: &Interface,
    family: Family,
    doubts: &mut BTreeSet<Doubt>,
) -> Result<Truth, Barrier> {
    let addressed = match family {
        Family::V4 => interface.public_v4,
        Family::V6 => interface.public_v6,
    };
    let Some(subnet) = network.subnets.get(&interface.subnet) else {
        doubts.insert(Doubt::Subnet(interface.subnet.clone()));
        return Ok(Truth::Maybe);
    };
    let vpc = network.vpcs.get(&subnet.vpc);
    let ordinary = ordinary_entrance(subnet, vpc, interface, (family, addressed), doubts);
    // NOTE: Global Accelerator brings traffic to instances and load balancers that have no public address and no route to the
    // internet gateway ("Secure VPC connections in AWS Global Accelerator", Global Accelerator Developer Guide).
    match (ordinary, vpc) {
        (Ok(truth), _) => Ok(truth),
        (Err(barrier), Some(vpc)) if !vpc.accelerated => Err(barrier),
        (Err(_), Some(_)) => {
            doubts.insert(Doubt::Accelerator);
            Ok(Truth::Maybe)
        }
        (Err(_), None) => {
            doubts.insert(Doubt::InternetGateway(subnet.vpc.clone()));
            Ok(Truth::Maybe)
        }
    }
}

fn ordinary_entrance(
    subnet: &Subnet,
    vpc: Option<&Vpc>,
    interface: &Interface,
    (family, addressed): (Family, Truth),
    doubts: &mut BTreeSet<Doubt>,
) -> Result<Truth, Barrier> {
    let mut truth = addressed;
    match addressed {
        Truth::No => return Err(Barrier::NoPublicAddress),
        Truth::Maybe => {
            doubts.insert(Doubt::PublicAddress);
        }
        Truth::Yes => {}
    }
    match subnet.blocked {
        Some(true) => return Err(Barrier::BlockPublicAccess),
        Some(false) => {}
        None => {
            doubts.insert(Doubt::BlockPublicAccess(interface.subnet.clone()));
            truth = Truth::Maybe;
        }
    }
    Ok(truth.min(through_gateway(subnet, vpc, interface, family, doubts)?))
}

/// Whether the VPC's internet gateway hands packets straight to the interface.
fn through_gateway(
    subnet: &Subnet,
    vpc: Option<&Vpc>,
    interface: &Interface,
    family: Family,
    doubts: &mut BTreeSet<Doubt>,
) -> Result<Truth, Barrier> {
    let routed = subnet.routes.iter().flatten().any(|route| route.active && route.target == Target::InternetGateway);
    let attached = Truth::of(vpc.and_then(|vpc| vpc.internet_gateway));
    // A route to a gateway that is not attached to the VPC would not be active.
    let attached = if routed { Truth::Yes } else { attached };
    if attached == Truth::No {
        return Err(Barrier::NoInternetGateway);
    }
    let mut truth = attached;
    match vpc.and_then(|vpc| vpc.ingress_routes.as_ref()) {
        None => truth = Truth::Maybe,
        Some(routes) => {
            if routes.iter().any(|route| diverts(route, interface, family)) {
                doubts.insert(Doubt::Appliance);
                return Ok(Truth::Maybe);
            }
        }
    }
    if truth == Truth::Maybe {
        doubts.insert(Doubt::InternetGateway(subnet.vpc.clone()));
    }
    Ok(truth)
}

/// Whether a route of the gateway may hand traffic for the interface to something else.
fn diverts(route: &Route, interface: &Interface, family: Family) -> bool {
    if route.target == Target::Local {
        return false;
    }
    match &route.destination {
        Destination::PrefixList(_) => true,
        Destination::Cidr(cidr) => {
            let range = AddressSet::of(family, [cidr]);
            !range.intersection(&AddressSet::of(family, &interface.addresses)).is_empty()
        }
    }
}
