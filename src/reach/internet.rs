//! What the internet reaches: all gates of an interface put together.

use super::acl::{self, Answers};
use super::address::Family;
use super::between::Between;
use super::doubt::Doubt;
use super::entrance::entrance;
use super::groups::{Via, let_in};
use super::network::{Interface, Listener, Network, Ports, Protocol, Role, Truth};
use super::outcome::{Barrier, Opening, Reach, Sources};
use super::routes::{handed_to, to_the_internet};
use super::set::public;
use std::collections::{BTreeMap, BTreeSet};

/// What reaches an interface from the internet.
#[must_use]
pub fn internet(network: &Network, interface: &Interface) -> Reach {
    match &interface.role {
        Role::Unattached => return Reach::nothing(Barrier::NotAttached),
        Role::TakesNoConnections => return Reach::nothing(Barrier::TakesNoConnections),
        Role::LoadBalancer(Some(listeners)) if listeners.is_empty() => return Reach::nothing(Barrier::NoListener),
        Role::LoadBalancer(_) | Role::Host => {}
    }
    let mut doubts = BTreeSet::new();
    let entrances = Family::BOTH.map(|family| (family, entrance(network, interface, family, &mut doubts)));
    let ways: Vec<Way> = entrances
        .iter()
        .filter_map(|(family, entrance)| Some(Way::new(network, interface, *family, (*entrance).ok()?, &mut doubts)))
        .collect();
    if ways.is_empty() {
        let barriers = entrances.into_iter().filter_map(|(_, entrance)| entrance.err());
        return Reach::nothing(barriers.max().unwrap_or(Barrier::NoPublicAddress));
    }
    let mut found = Found { doubts, ..Found::default() };
    for (traffic, pieces) in traffic(network, interface) {
        found.pieces(network, interface, &ways, traffic, &pieces);
    }
    found.reach()
}

/// One kind of traffic.
#[derive(Clone, Copy, Debug)]
struct Traffic {
    /// What the rules are asked for.
    protocol: Protocol,
    /// What is reported: the same, or "every other".
    name: Protocol,
    listener: Option<Listener>,
}

/// The kinds of traffic to look at, each with ports in pieces within which no rule makes a difference.
fn traffic(network: &Network, interface: &Interface) -> Vec<(Traffic, Vec<Ports>)> {
    if let Role::LoadBalancer(Some(listeners)) = &interface.role {
        let by_port: BTreeMap<_, _> =
            listeners.iter().map(|listener| ((listener.protocol, listener.port), *listener)).collect();
        let one = |listener: Listener| {
            let traffic = Traffic { protocol: listener.protocol, name: listener.protocol, listener: Some(listener) };
            (traffic, vec![Ports::one(listener.port)])
        };
        return by_port.into_values().map(one).collect();
    }
    let named = protocols(network, interface);
    let rest = (0..=u8::MAX).map(Protocol::Number).find(|number| !named.contains(number));
    let other = rest.map(|protocol| Traffic { protocol, name: Protocol::All, listener: None });
    let each = named.iter().map(|protocol| Traffic { protocol: *protocol, name: *protocol, listener: None });
    each.chain(other).map(|traffic| (traffic, pieces(network, interface, traffic.protocol))).collect()
}

/// Every protocol that some rule on the way names, and the ordinary ones.
fn protocols(network: &Network, interface: &Interface) -> BTreeSet<Protocol> {
    let rules = interface.groups.iter().filter_map(|group| network.groups.get(group)).flatten();
    let entries = network.subnets.get(&interface.subnet).and_then(|subnet| subnet.acl.as_ref()).into_iter().flatten();
    let named = rules.map(|rule| rule.protocol).chain(entries.map(|entry| entry.protocol));
    let ordinary = [Protocol::TCP, Protocol::UDP, Protocol::ICMP, Protocol::ICMPV6];
    named.filter(|protocol| *protocol != Protocol::All).chain(ordinary).collect()
}

fn pieces(network: &Network, interface: &Interface, protocol: Protocol) -> Vec<Ports> {
    if !protocol.has_ports() {
        return vec![Ports::ALL];
    }
    let rules = interface.groups.iter().filter_map(|group| network.groups.get(group)).flatten();
    let rules = rules.filter(|rule| rule.protocol == protocol).map(|rule| rule.ports);
    let entries = network.subnets.get(&interface.subnet).and_then(|subnet| subnet.acl.as_ref()).into_iter().flatten();
    let entries = entries.filter(|entry| !entry.egress && entry.protocol == protocol).map(|entry| entry.ports);
    let ranges = rules.chain(entries).flat_map(|ports| [Some(ports.first), ports.last.checked_add(1)]);
    let starts: BTreeSet<u16> = ranges.flatten().chain([0]).collect();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([u16::MAX]);
    starts.iter().zip(ends).map(|(first, last)| Ports { first: *first, last }).collect()
}

/// What is the same for all traffic of one family.
struct Way {
    family: Family,
    entrance: Truth,
    routed_back: Between,
}

impl Way {
    fn new(
        network: &Network,
        interface: &Interface,
        family: Family,
        entrance: Truth,
        doubts: &mut BTreeSet<Doubt>,
    ) -> Self {
        let subnet = network.subnets.get(&interface.subnet);
        let vpc = subnet.and_then(|subnet| network.vpcs.get(&subnet.vpc));
        let mut routed_back = match subnet.and_then(|subnet| subnet.routes.as_ref()) {
            Some(routes) => handed_to(network, routes, family, to_the_internet, doubts),
            None => {
                doubts.insert(Doubt::Routes(interface.subnet.clone()));
                Between::anything(family)
            }
        };
        if vpc.is_none_or(|vpc| vpc.accelerated) {
            doubts.insert(Doubt::Accelerator);
            routed_back = routed_back.union(&Between::anything(family));
        }
        Self { family, entrance, routed_back }
    }

    /// The sources of one piece of traffic, and the last gate that something got through.
    fn sources(
        &self,
        network: &Network,
        interface: &Interface,
        (traffic, port, via): (Traffic, u16, Via),
        doubts: &mut BTreeSet<Doubt>,
    ) -> (Between, Option<Barrier>) {
        let (family, protocol) = (self.family, traffic.protocol);
        let (entering, answers) = self.acl(network, interface, protocol, port, doubts);
        let admitted = let_in(network, interface, (family, protocol, port), via, doubts);
        let arriving = admitted.intersection(&entering);
        let routed = arriving.intersection(&self.routed_back);
        let answered = routed.intersection(&answers.to_any_port);
        let certain = routed.intersection(&answers.to_ordinary_ports).at_least;
        let nobody = |set: &Between| set.at_most.intersection(&public(family)).is_empty();
        let needs_answer = protocol == Protocol::TCP;
        let barrier = [
            (nobody(&admitted), Barrier::SecurityGroups),
            (nobody(&arriving), Barrier::NetworkAcl),
            (needs_answer && nobody(&routed), Barrier::NoRouteBack),
            (needs_answer && nobody(&answered), Barrier::NoAnswerOut),
        ];
        let barrier = barrier.into_iter().find_map(|(closed, barrier)| closed.then_some(barrier));
        let at_most = if needs_answer { answered.at_most } else { arriving.at_most };
        if !needs_answer && !answered_all(&answers, &self.routed_back, &at_most) {
            doubts.insert(Doubt::OneWay);
        }
        if !answers.to_ordinary_ports.at_least.includes(&at_most) {
            doubts.insert(Doubt::LowClientPort);
        }
        let listeners_seen = !matches!(interface.role, Role::LoadBalancer(None));
        if !listeners_seen {
            doubts.insert(Doubt::Listeners);
        }
        let set = Between { at_least: certain, at_most };
        let decided = self.entrance == Truth::Yes && listeners_seen;
        (if decided { set } else { set.in_doubt() }, barrier)
    }

    fn acl(
        &self,
        network: &Network,
        interface: &Interface,
        protocol: Protocol,
        port: u16,
        doubts: &mut BTreeSet<Doubt>,
    ) -> (Between, Answers) {
        let subnet = network.subnets.get(&interface.subnet);
        match subnet.and_then(|subnet| subnet.acl.as_ref()) {
            Some(entries) => {
                if protocol.is_icmp() && entries.iter().any(|entry| entry.some_types) {
                    doubts.insert(Doubt::SomeIcmpTypes);
                }
                (acl::entering(entries, self.family, protocol, port), acl::answers(entries, self.family, protocol))
            }
            None => {
                doubts.insert(Doubt::NetworkAcl(interface.subnet.clone()));
                let anything = Between::anything(self.family);
                (anything.clone(), Answers { to_ordinary_ports: anything.clone(), to_any_port: anything })
            }
        }
    }
}

fn answered_all(answers: &Answers, routed_back: &Between, arriving: &super::set::AddressSet) -> bool {
    answers.to_any_port.intersection(routed_back).at_least.includes(arriving)
}

/// What was found so far.
#[derive(Default)]
struct Found {
    proven: Vec<Opening>,
    possible: Vec<Opening>,
    doubts: BTreeSet<Doubt>,
    /// The last gate at which something was still kept out.
    barrier: Option<Barrier>,
}

impl Found {
    /// Adds one kind of traffic.
    fn pieces(&mut self, network: &Network, interface: &Interface, ways: &[Way], traffic: Traffic, pieces: &[Ports]) {
        for ports in pieces {
            let mut direct = Sources::default();
            for via in [Via::Direct, Via::CloudFront] {
                let (mut proven, mut possible) = (Sources::default(), Sources::default());
                for way in ways {
                    let asked = (traffic, ports.first, via);
                    let (set, barrier) = way.sources(network, interface, asked, &mut self.doubts);
                    self.barrier = self.barrier.max(barrier);
                    possible.set(way.family, set.at_most.minus(&set.at_least));
                    proven.set(way.family, set.at_least);
                }
                if via == Via::Direct {
                    direct = proven.clone();
                } else {
                    (proven, possible) = (proven.minus(&direct), possible.minus(&direct));
                }
                self.opening(traffic, *ports, via, proven, possible);
            }
        }
    }

    fn opening(&mut self, traffic: Traffic, ports: Ports, via: Via, proven: Sources, possible: Sources) {
        let opening = |sources: Sources| Opening {
            protocol: traffic.name,
            ports,
            sources,
            cloudfront: via == Via::CloudFront,
            redirects: traffic.listener.map(|listener| Truth::of(listener.redirects)),
        };
        if !proven.is_empty() {
            add(&mut self.proven, opening(proven));
        }
        if !possible.is_empty() {
            add(&mut self.possible, opening(possible));
        }
    }

    fn reach(self) -> Reach {
        let closed = self.proven.is_empty() && self.possible.is_empty();
        Reach {
            doubts: if self.possible.is_empty() { BTreeSet::new() } else { self.doubts },
            barrier: if closed { Some(self.barrier.unwrap_or(Barrier::SecurityGroups)) } else { None },
            proven: self.proven,
            possible: self.possible,
        }
    }
}

/// Adds an opening; one that goes on where another of the same kind ends makes that one longer.
fn add(openings: &mut Vec<Opening>, opening: Opening) {
    let goes_on = |known: &&mut Opening| {
        known.ports.last.checked_add(1) == Some(opening.ports.first)
            && opening.redirects.is_none()
            && known.redirects.is_none()
            && (known.protocol, known.cloudfront) == (opening.protocol, opening.cloudfront)
            && known.sources == opening.sources
    };
    match openings.iter_mut().find(goes_on) {
        Some(known) => known.ports.last = opening.ports.last,
        None => openings.push(opening),
    }
}
