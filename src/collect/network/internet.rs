//! What the internet reaches, as a fact: openings for readers and conditions, and why something is not certain.

use super::region::Region;
use crate::fact::ec2_network::{Internet, Opening};
use crate::fact::{Observed, Unknown};
use crate::reach::{self, Doubt, Ports, Protocol, Reach, Truth};
use std::collections::BTreeSet;

/// What is said of an interface.
pub(super) fn internet(region: &Region<'_>, reach: &Reach) -> Internet {
    // That a port only redirects has to be known: where it is not, the port is open all the same, and what it does is not.
    let decided = |opening: &&reach::Opening| !undecided(opening);
    let openings: Vec<Opening> = reach.proven.iter().filter(decided).map(opening).collect();
    let undecided: Vec<&reach::Opening> = reach.proven.iter().filter(|opening| undecided(opening)).collect();
    let complete = if !undecided.is_empty() {
        Observed::Unknown(unseen_listeners(region).unwrap_or_else(|| Unknown::undecidable("listeners-not-seen")))
    } else if reach.possible.is_empty() {
        Observed::Value(true)
    } else {
        Observed::Unknown(why(region, &reach.doubts))
    };
    Internet {
        summary: openings.iter().map(summary).collect(),
        openings,
        possible: reach.possible.iter().chain(undecided).map(opening).collect(),
        complete,
        barrier: reach.barrier.map(|barrier| barrier.code().to_owned()),
    }
}

/// Whether it is open what a load balancer does with requests on port 80.
fn undecided(opening: &reach::Opening) -> bool {
    opening.redirects == Some(Truth::Maybe)
}

fn opening(opening: &reach::Opening) -> Opening {
    let sources = opening.sources.cidrs().iter().map(ToString::to_string).collect();
    Opening {
        protocol: protocol(opening.protocol),
        from_port: i64::from(opening.ports.first),
        to_port: i64::from(opening.ports.last),
        ports: ports(opening),
        sources,
        networks: opening.sources.size(),
        cloudfront: opening.cloudfront,
    }
}

fn protocol(protocol: Protocol) -> String {
    match protocol {
        Protocol::TCP => "tcp".to_owned(),
        Protocol::UDP => "udp".to_owned(),
        Protocol::ICMP => "icmp".to_owned(),
        Protocol::ICMPV6 => "icmpv6".to_owned(),
        Protocol::All => "other".to_owned(),
        Protocol::Number(number) => number.to_string(),
    }
}

/// The ports as a claim names them.
fn ports(opening: &reach::Opening) -> String {
    let name = protocol(opening.protocol);
    if !opening.protocol.has_ports() {
        return name;
    }
    let Ports { first, last } = opening.ports;
    let range = if first == last { first.to_string() } else { format!("{first}-{last}") };
    match (opening.protocol, opening.redirects) {
        (Protocol::TCP, Some(Truth::Yes)) => format!("{range}-redirect"),
        (Protocol::TCP, _) => range,
        _ => format!("{name}/{range}"),
    }
}

/// Ranges shown in a sentence; all of them stand in the sources.
const SHOWN: usize = 4;

fn summary(opening: &Opening) -> String {
    let shown = opening.sources.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let more = opening.sources.len().saturating_sub(SHOWN);
    let more = if more == 0 { String::new() } else { format!(", +{more}") };
    let ports = opening.ports.split_once('/').map_or(opening.ports.as_str(), |(_, ports)| ports);
    if opening.protocol == opening.ports {
        format!("{ports}: {shown}{more}")
    } else {
        format!("{} {ports}: {shown}{more}", opening.protocol)
    }
}

/// The call that failed, if one did; else what AWS's answers leave open.
fn why(region: &Region<'_>, doubts: &BTreeSet<Doubt>) -> Unknown {
    let failed = doubts.iter().find_map(|doubt| failed(region, doubt));
    let open = || doubts.first().map_or("not-collected", Doubt::code);
    failed.unwrap_or_else(|| Unknown::undecidable(open()))
}

fn failed(region: &Region<'_>, doubt: &Doubt) -> Option<Unknown> {
    match doubt {
        Doubt::SecurityGroup(_) => unseen(&region.groups.seen),
        Doubt::Subnet(_) => unseen(&region.subnets.seen),
        Doubt::Routes(_) => unseen(&region.route_tables.seen),
        Doubt::NetworkAcl(_) => unseen(&region.acls.seen),
        Doubt::BlockPublicAccess(_) => unseen(&region.exclusions.seen),
        Doubt::InternetGateway(_) => unseen(&region.gateways.seen).or_else(|| unseen(&region.route_tables.seen)),
        Doubt::PrefixList(id) => unseen(&region.prefix_lists.seen)
            .or_else(|| region.entries.get(id).and_then(|entries| unseen(&entries.seen))),
        Doubt::Listeners => unseen_listeners(region),
        _ => None,
    }
}

fn unseen_listeners(region: &Region<'_>) -> Option<Unknown> {
    region
        .balancers
        .values()
        .find_map(|balancer| unseen(&balancer.listeners.seen).or_else(|| balancer.unseen_rules.clone()))
}

fn unseen<T>(seen: &Observed<T>) -> Option<Unknown> {
    match seen {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    }
}
