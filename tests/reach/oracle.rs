//! The plain way: one packet through one network of which everything is known. Nothing is shared with the reasoning but the
//! shape of the data.

use tomscan::reach::{
    AclEntry, Cidr, Destination, Interface, Network, Protocol, Role, Route, Rule, Source, Target, Truth,
};

/// What the data leaves open, decided one way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chance {
    /// Appliances send on what they get.
    pub(crate) appliances_pass: bool,
    /// Global Accelerator brings traffic to the interface.
    pub(crate) accelerated: bool,
    /// An ordinary interface without groups lets everything in.
    pub(crate) open_without_groups: bool,
    /// Of equal routes the last one in the table wins.
    pub(crate) last_of_equals: bool,
}

/// A packet that asks for an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packet {
    pub(crate) source: Cidr,
    pub(crate) client_port: u16,
    pub(crate) protocol: u8,
    pub(crate) port: u16,
    /// Type of ICMP; rules for some types speak of type 8.
    pub(crate) icmp_type: u8,
}

const TCP: u8 = 6;

/// Whether the packet reaches the interface; TCP only with an answer.
pub(crate) fn reaches(network: &Network, interface: &Interface, packet: &Packet, chance: Chance) -> bool {
    let listened = match &interface.role {
        Role::Host => true,
        Role::LoadBalancer(listeners) => listeners
            .as_ref()
            .unwrap()
            .iter()
            .any(|listener| listener.protocol == Protocol::Number(packet.protocol) && listener.port == packet.port),
        Role::TakesNoConnections | Role::Unattached => false,
    };
    let subnet = &network.subnets[&interface.subnet];
    let vpc = &network.vpcs[&subnet.vpc];
    let entries = subnet.acl.as_ref().unwrap();
    let v4 = packet.source.to_string().contains('.');
    let public = if v4 { interface.public_v4 } else { interface.public_v6 } == Truth::Yes;
    let routes = subnet.routes.as_ref().unwrap();
    let has_gateway = vpc.internet_gateway == Some(true);
    let diverted = vpc.ingress_routes.as_ref().unwrap().iter().any(|route| {
        let Destination::Cidr(range) = &route.destination else { return true };
        let asked = interface.addresses.iter().filter(|own| own.to_string().contains('.') == v4);
        route.target != Target::Local && asked.into_iter().any(|own| range.contains(*own))
    });
    let by_gateway = public && has_gateway && subnet.blocked == Some(false) && (!diverted || chance.appliances_pass);
    let by_accelerator = vpc.accelerated && chance.accelerated;
    let enters = (by_gateway || by_accelerator)
        && allowed(entries, false, packet, packet.port)
        && let_in(network, interface, packet, chance);
    let back = match routed(network, routes, packet.source, chance) {
        Some(Route { active: true, target: Target::InternetGateway, .. }) => true,
        Some(Route { active: true, target: Target::Appliance, .. }) => chance.appliances_pass,
        _ => false,
    } || by_accelerator;
    let answered = back && allowed(entries, true, packet, packet.client_port);
    listened && enters && (answered || packet.protocol != TCP)
}

fn speaks(protocol: Protocol, packet: &Packet) -> bool {
    protocol == Protocol::All || protocol == Protocol::Number(packet.protocol)
}

fn with_ports(packet: &Packet) -> bool {
    packet.protocol == 6 || packet.protocol == 17
}

fn allowed(entries: &[AclEntry], egress: bool, packet: &Packet, port: u16) -> bool {
    let mut best: Option<&AclEntry> = None;
    for entry in entries {
        let port_fits = entry.protocol == Protocol::All
            || !with_ports(packet)
            || entry.ports.first <= port && port <= entry.ports.last;
        let fits = entry.egress == egress
            && speaks(entry.protocol, packet)
            && port_fits
            && (!entry.some_types || packet.icmp_type == 8)
            && entry.cidr.contains(packet.source);
        if fits && best.is_none_or(|best| entry.number < best.number) {
            best = Some(entry);
        }
    }
    best.is_some_and(|entry| entry.allow)
}

fn let_in(network: &Network, interface: &Interface, packet: &Packet, chance: Chance) -> bool {
    if interface.groups.is_empty() {
        return matches!(interface.role, Role::LoadBalancer(_)) || chance.open_without_groups;
    }
    let rules = interface.groups.iter().flat_map(|group| &network.groups[group]);
    rules.into_iter().any(|rule| lets(network, rule, packet))
}

fn lets(network: &Network, rule: &Rule, packet: &Packet) -> bool {
    let port_fits = rule.protocol == Protocol::All
        || !with_ports(packet)
        || rule.ports.first <= packet.port && packet.port <= rule.ports.last;
    let from = match &rule.source {
        Source::Cidr(range) => range.contains(packet.source),
        Source::PrefixList(id) => {
            network.prefix_lists[id].entries.as_ref().unwrap().iter().any(|range| range.contains(packet.source))
        }
        Source::Group(_) => false,
        Source::Unreadable => unreachable!("the oracle knows everything"),
    };
    speaks(rule.protocol, packet) && port_fits && from && (!rule.some_types || packet.icmp_type == 8)
}

/// The route with the longest prefix; a static one before a propagated one.
fn routed<'n>(network: &'n Network, routes: &'n [Route], address: Cidr, chance: Chance) -> Option<&'n Route> {
    let mut best: Option<(u32, bool, &Route)> = None;
    for route in routes {
        let ranges = match &route.destination {
            Destination::Cidr(range) => std::slice::from_ref(range),
            Destination::PrefixList(id) => network.prefix_lists[id].entries.as_deref().unwrap(),
        };
        for range in ranges.iter().filter(|range| range.contains(address)) {
            let rank = (range.length(), !route.propagated);
            let wins = |(length, fixed, _)| rank > (length, fixed) || chance.last_of_equals && rank == (length, fixed);
            if best.is_none_or(wins) {
                best = Some((rank.0, rank.1, route));
            }
        }
    }
    best.map(|(_, _, route)| route)
}
