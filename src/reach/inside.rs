//! Whether one interface of the account may send to another, as far as security groups are concerned.

use super::network::{Interface, Network, Source, Truth};

/// Whether the security groups of `to` let in `from` on some port. *No* is certain; *yes* leaves open what network ACLs and
/// routes between them do.
#[must_use]
pub fn lets_in(network: &Network, from: &Interface, to: &Interface) -> Truth {
    let of_group = |group: &String| match network.groups.get(group) {
        None => Truth::Maybe,
        Some(rules) => rules.iter().map(|rule| names(network, &rule.source, from)).max().unwrap_or(Truth::No),
    };
    to.groups.iter().map(of_group).max().unwrap_or(Truth::Maybe)
}

fn names(network: &Network, source: &Source, from: &Interface) -> Truth {
    let holds = |cidrs: &[super::Cidr]| {
        let held = from.addresses.iter().any(|address| cidrs.iter().any(|cidr| cidr.contains(*address)));
        Truth::of(Some(held))
    };
    match source {
        Source::Group(group) => Truth::of(Some(from.groups.contains(group))),
        Source::Cidr(cidr) => holds(std::slice::from_ref(cidr)),
        Source::PrefixList(id) => network.entries(id).map_or(Truth::Maybe, holds),
        Source::Unreadable => Truth::Maybe,
    }
}
