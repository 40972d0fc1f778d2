//! The gate of network ACLs. In: the entries of a subnet's ACL. Out: the addresses that it lets in, and those to which it lets
//! answers out. Entries count by number, the first that fits decides, and what fits none is denied; both directions are
//! looked at, because ACLs do not remember connections ("Network ACLs", VPC User Guide).

use super::address::Family;
use super::between::Between;
use super::network::{AclEntry, Ports, Protocol};
use super::set::AddressSet;
use std::collections::BTreeSet;

/// Ports that ordinary clients use ("Ephemeral ports", VPC User Guide), and those that anybody can use who wants to.
const ORDINARY: Ports = Ports { first: 1024, last: u16::MAX };
const EVERY: Ports = Ports { first: 1, last: u16::MAX };

/// Addresses to which answers get out.
pub(super) struct Answers {
    /// If the client uses an ordinary port.
    pub(super) to_ordinary_ports: Between,
    /// If it uses any port.
    pub(super) to_any_port: Between,
}

/// The addresses from which traffic to this port may enter.
pub(super) fn entering(acl: &[AclEntry], family: Family, protocol: Protocol, port: u16) -> Between {
    passing(acl, false, family, protocol, port)
}

/// The addresses to which answers of this protocol may leave.
pub(super) fn answers(acl: &[AclEntry], family: Family, protocol: Protocol) -> Answers {
    Answers {
        to_ordinary_ports: to_one_of(acl, family, protocol, ORDINARY),
        to_any_port: to_one_of(acl, family, protocol, EVERY),
    }
}

fn to_one_of(acl: &[AclEntry], family: Family, protocol: Protocol, clients: Ports) -> Between {
    if !protocol.has_ports() {
        return passing(acl, true, family, protocol, 0);
    }
    let entries = acl.iter().filter(|entry| entry.egress && entry.protocol == protocol);
    let starts: BTreeSet<u16> = entries
        .flat_map(|entry| [Some(entry.ports.first), entry.ports.last.checked_add(1)])
        .flatten()
        .filter(|port| clients.contains(*port))
        .chain([clients.first])
        .collect();
    let each = starts.into_iter().map(|port| passing(acl, true, family, protocol, port));
    each.fold(Between::nothing(), |all, some| all.union(&some))
}

fn passing(acl: &[AclEntry], egress: bool, family: Family, protocol: Protocol, port: u16) -> Between {
    let fits = |entry: &&AclEntry| {
        let port_fits = entry.protocol == Protocol::All || !protocol.has_ports() || entry.ports.contains(port);
        entry.egress == egress && entry.cidr.family() == family && entry.protocol.covers(protocol) && port_fits
    };
    let mut entries: Vec<&AclEntry> = acl.iter().filter(fits).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.number));
    entries.into_iter().fold(Between::nothing(), |later, entry| {
        let range = Between::exactly(AddressSet::of(family, [&entry.cidr]));
        let range = if entry.some_types { range.in_doubt() } else { range };
        if entry.allow { later.union(&range) } else { later.minus(&range) }
    })
}
