//! The gate of security groups. In: an interface, a protocol and port. Out: the addresses that its groups let in.
//!
//! Groups only allow, and one that allows is enough. A rule that names another group speaks of private addresses ("Security
//! group referencing", VPC User Guide), so it lets in nobody from the internet.

use super::address::Family;
use super::between::Between;
use super::doubt::Doubt;
use super::network::{Interface, Network, Protocol, Role, Rule, Source};
use std::collections::BTreeSet;

/// Whose addresses are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    /// Everybody's but those that rules name as CloudFront's.
    Direct,
    /// Those that rules name as CloudFront's.
    CloudFront,
}

/// The addresses that may send this traffic.
pub(super) fn let_in(
    network: &Network,
    interface: &Interface,
    (family, protocol, port): (Family, Protocol, u16),
    via: Via,
    doubts: &mut BTreeSet<Doubt>,
) -> Between {
    if interface.groups.is_empty() {
        return without_groups(interface, family, via, doubts);
    }
    let mut all = Between::nothing();
    for group in &interface.groups {
        let Some(rules) = network.groups.get(group) else {
            if via == Via::Direct {
                doubts.insert(Doubt::SecurityGroup(group.clone()));
                all = all.union(&Between::anything(family));
            }
            continue;
        };
        for rule in rules.iter().filter(|rule| fits(rule, protocol, port)) {
            all = all.union(&sources(network, rule, family, via, doubts));
        }
    }
    all
}

/// A network load balancer without groups takes everything that its listeners take; of other kinds of interfaces without
/// groups the answer is not known.
fn without_groups(interface: &Interface, family: Family, via: Via, doubts: &mut BTreeSet<Doubt>) -> Between {
    match (via, &interface.role) {
        (Via::CloudFront, _) => Between::nothing(),
        (Via::Direct, Role::LoadBalancer(_)) => Between::all(family),
        (Via::Direct, _) => {
            doubts.insert(Doubt::NoSecurityGroup);
            Between::anything(family)
        }
    }
}

fn fits(rule: &Rule, protocol: Protocol, port: u16) -> bool {
    rule.protocol.covers(protocol)
        && (!protocol.has_ports() || rule.protocol == Protocol::All || rule.ports.contains(port))
}

fn sources(network: &Network, rule: &Rule, family: Family, via: Via, doubts: &mut BTreeSet<Doubt>) -> Between {
    let named = match &rule.source {
        Source::PrefixList(id) if network.is_cloudfront(id) => Via::CloudFront,
        _ => Via::Direct,
    };
    if named != via {
        return Between::nothing();
    }
    let set = match &rule.source {
        Source::Cidr(cidr) => Between::of(family, Some(std::slice::from_ref(cidr))),
        Source::PrefixList(id) => {
            let entries = network.entries(id);
            if entries.is_none() {
                doubts.insert(Doubt::PrefixList(id.clone()));
            }
            Between::of(family, entries)
        }
        Source::Group(_) => Between::nothing(),
        Source::Unreadable => {
            doubts.insert(Doubt::UnreadableRule);
            Between::anything(family)
        }
    };
    if rule.some_types {
        doubts.insert(Doubt::SomeIcmpTypes);
        return set.in_doubt();
    }
    set
}
