//! Where routes lead. In: the routes of a route table. Out: the addresses that are handed to a target one asks for.
//!
//! The longest prefix decides; among equal ones a static route wins over a propagated one ("Route priority", VPC User Guide).
//! Which of two others wins AWS chooses at random (prefix lists that overlap), so that it is not told here either.

use super::address::{Cidr, Family};
use super::between::Between;
use super::doubt::Doubt;
use super::network::{Destination, Network, Route, Target, Truth};
use super::set::AddressSet;
use std::collections::BTreeSet;

/// The addresses whose traffic these routes hand to a target that is wanted.
pub(super) fn handed_to(
    network: &Network,
    routes: &[Route],
    family: Family,
    wanted: impl Fn(&Target) -> Truth,
    doubts: &mut BTreeSet<Doubt>,
) -> Between {
    let fate = |route: &Route| if route.active { wanted(&route.target) } else { Truth::No };
    let mut known: Vec<(Cidr, &Route)> = Vec::new();
    let mut unseen: Vec<(&str, Truth)> = Vec::new();
    for route in routes {
        match &route.destination {
            Destination::Cidr(cidr) => known.push((*cidr, route)),
            Destination::PrefixList(id) => match network.entries(id) {
                Some(entries) => known.extend(entries.iter().map(|cidr| (*cidr, route))),
                None => unseen.push((id, fate(route))),
            },
        }
    }
    known.retain(|(cidr, _)| cidr.family() == family);
    known.sort_by_key(|(cidr, route)| (cidr.length(), !route.propagated, cidr.first()));
    let mut handed = Between::nothing();
    for equal in known.chunk_by(|(a, one), (b, other)| a == b && one.propagated == other.propagated) {
        let fates: BTreeSet<Truth> = equal.iter().map(|(_, route)| fate(route)).collect();
        let range = Between::exactly(AddressSet::of(family, equal.iter().map(|(cidr, _)| cidr)));
        handed = handed.minus(&range);
        match fates.first() {
            _ if fates.len() > 1 => {
                doubts.insert(Doubt::EqualRoutes);
                handed = handed.union(&range.in_doubt());
            }
            Some(Truth::Yes) => handed = handed.union(&range),
            Some(Truth::Maybe) => {
                doubts.insert(Doubt::Appliance);
                handed = handed.union(&range.in_doubt());
            }
            Some(Truth::No) | None => {}
        }
    }
    for (id, truth) in unseen {
        doubts.insert(Doubt::PrefixList(id.to_owned()));
        if truth != Truth::Yes {
            handed.at_least = AddressSet::empty();
        }
        if truth != Truth::No {
            handed.at_most = AddressSet::all(family);
        }
    }
    handed
}

/// Whether a target brings an answer back to the internet under the address that was asked. Only the VPC's own internet
/// gateway knows that address; what an appliance of the VPC does is its own affair.
pub(super) fn to_the_internet(target: &Target) -> Truth {
    match target {
        Target::InternetGateway => Truth::Yes,
        Target::Appliance => Truth::Maybe,
        Target::Local | Target::Connection(_) | Target::Elsewhere => Truth::No,
    }
}
