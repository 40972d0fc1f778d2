//! Whether two VPCs can talk to each other. In: their address ranges and routes, and what connects them. Out: yes, no, or
//! neither. Security groups and network ACLs are not asked: what separates networks is that no route joins them.

use super::address::{Cidr, Family};
use super::between::Between;
use super::network::{Network, Route, Seen, Target, Truth};
use super::routes::handed_to;
use super::set::AddressSet;
use std::collections::BTreeSet;

/// One side.
#[derive(Clone, Debug)]
pub struct Peer<'n> {
    /// The address ranges of the VPC.
    pub cidrs: &'n [Cidr],
    /// The routes of each of its route tables; `None`: not seen.
    pub routes: Seen<Vec<&'n [Route]>>,
}

/// What connects them.
#[derive(Clone, Debug)]
pub struct Link<'n> {
    /// The peering connection or transit gateway that routes name.
    pub id: &'n str,
    /// Whether it brings traffic from the first to the second.
    pub there: Truth,
    /// Whether it brings traffic from the second to the first.
    pub back: Truth,
}

/// Whether traffic gets from one VPC to the other and back over this link. A connection needs both ways.
#[must_use]
pub fn connected(network: &Network, first: &Peer<'_>, second: &Peer<'_>, link: &Link<'_>) -> Truth {
    let ways = [leads(network, first, second, link.id), leads(network, second, first, link.id), link.there, link.back];
    ways.into_iter().min().unwrap_or(Truth::No)
}

/// Whether some route table of `from` hands traffic for `to` to the link.
fn leads(network: &Network, from: &Peer<'_>, to: &Peer<'_>, link: &str) -> Truth {
    let Some(tables) = &from.routes else { return Truth::Maybe };
    let of_table = |routes: &&[Route]| Family::BOTH.map(|family| table_leads(network, routes, to, link, family));
    tables.iter().flat_map(of_table).max().unwrap_or(Truth::No)
}

/// Whether the routes of a transit gateway bring traffic for these ranges to an attachment. What goes to another attachment may
/// come back from there and go on.
#[must_use]
pub fn forwards(network: &Network, routes: &[Route], to: &[Cidr], attachment: &str) -> Truth {
    let wanted = |target: &Target| match target {
        Target::Connection(id) if id == attachment => Truth::Yes,
        Target::Connection(_) | Target::Appliance => Truth::Maybe,
        _ => Truth::No,
    };
    let meeting = Family::BOTH.map(|family| {
        let handed = handed_to(network, routes, family, wanted, &mut BTreeSet::new());
        meets(&handed, to, family)
    });
    meeting.into_iter().max().unwrap_or(Truth::No)
}

fn table_leads(network: &Network, routes: &[Route], to: &Peer<'_>, link: &str, family: Family) -> Truth {
    // An appliance in between may send traffic on to the link.
    let wanted = |target: &Target| match target {
        Target::Connection(id) if id == link => Truth::Yes,
        Target::Appliance => Truth::Maybe,
        _ => Truth::No,
    };
    meets(&handed_to(network, routes, family, wanted, &mut BTreeSet::new()), to.cidrs, family)
}

/// Whether some of these ranges are among the addresses handed over.
fn meets(handed: &Between, ranges: &[Cidr], family: Family) -> Truth {
    let meets = |set: &AddressSet| !set.intersection(&AddressSet::of(family, ranges)).is_empty();
    match (meets(&handed.at_least), meets(&handed.at_most)) {
        (true, _) => Truth::Yes,
        (false, true) => Truth::Maybe,
        (false, false) => Truth::No,
    }
}
