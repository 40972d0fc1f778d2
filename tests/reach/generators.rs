//! Random networks: a whole one, and the same with parts of it hidden. Few addresses and ports, so that rules meet.

use super::oracle::{Chance, Packet};
use super::{cidr, host};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use tomscan::reach::{
    AclEntry, Cidr, Destination, Interface, Listener, Network, Ports, PrefixList, Protocol, Role, Route, Rule, Source,
    Subnet, Target, Truth, Vpc,
};

/// A network of which everything is known, one interface in it, what of both was seen, and how open points turn out.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) whole: Network,
    pub(crate) interface: Interface,
    pub(crate) seen: Network,
    pub(crate) seen_interface: Interface,
    pub(crate) chance: Chance,
    /// Nothing was hidden, and nothing is up to chance.
    pub(crate) clear: bool,
}

const RANGES: [&str; 15] = [
    "0.0.0.0/0",
    "0.0.0.0/0",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "10.0.0.0/8",
    "203.0.113.0/24",
    "203.0.113.7/32",
    "198.51.100.0/24",
    "192.0.0.0/3",
    "::/0",
    "::/0",
    "2000::/3",
    "2001:db8::/32",
    "2001:db8::7/128",
    "fd00::/8",
];
const SOURCES: [&str; 13] = [
    "1.1.1.1",
    "203.0.113.7",
    "203.0.113.6",
    "203.0.113.8",
    "198.51.100.1",
    "10.0.0.1",
    "9.255.255.255",
    "128.0.0.0",
    "127.255.255.255",
    "2001:db8::7",
    "2001:db8::8",
    "2600::1",
    "fd00::1",
];
const PORTS: [(u16, u16); 8] =
    [(0, 65535), (22, 22), (80, 80), (443, 443), (443, 500), (1024, 65535), (1, 1023), (49152, 65535)];
const DESTINATIONS: [u16; 10] = [0, 21, 22, 80, 443, 444, 500, 501, 1024, 65535];
const CLIENTS: [u16; 6] = [1, 80, 1023, 1024, 50000, 65535];

fn range() -> impl Strategy<Value = Cidr> {
    select(&RANGES[..]).prop_map(cidr)
}

fn protocol() -> impl Strategy<Value = Protocol> {
    select(vec![
        Protocol::TCP,
        Protocol::TCP,
        Protocol::TCP,
        Protocol::All,
        Protocol::UDP,
        Protocol::ICMP,
        Protocol::Number(47),
    ])
}

fn ports() -> impl Strategy<Value = Ports> {
    select(&PORTS[..]).prop_map(|(first, last)| Ports { first, last })
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        6 => range().prop_map(Source::Cidr),
        2 => select(vec!["pl-a", "pl-cloudfront"]).prop_map(|id| Source::PrefixList(id.to_owned())),
        1 => Just(Source::Group("sg-b".to_owned())),
    ]
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let rule = (protocol(), ports(), any::<u8>(), source()).prop_map(|(protocol, ports, some, source)| Rule {
        protocol,
        ports,
        some_types: protocol == Protocol::ICMP && some < 128,
        source,
    });
    prop::collection::vec(rule, 0..4)
}

fn entries() -> impl Strategy<Value = Vec<AclEntry>> {
    let entry = (protocol(), ports(), range(), any::<(bool, bool, u8)>()).prop_map(
        |(protocol, ports, cidr, (egress, allow, some))| AclEntry {
            number: 0,
            egress,
            allow,
            protocol,
            ports,
            some_types: protocol == Protocol::ICMP && some < 128,
            cidr,
        },
    );
    let all = |number, egress, text| AclEntry {
        number,
        egress,
        allow: true,
        protocol: Protocol::All,
        ports: Ports::ALL,
        some_types: false,
        cidr: cidr(text),
    };
    (prop::collection::vec(entry, 0..4), any::<(bool, bool)>()).prop_map(move |(mut entries, (ins, outs))| {
        for (index, entry) in entries.iter_mut().enumerate() {
            entry.number = 10 * (u32::try_from(index).unwrap() + 1);
        }
        for (egress, open) in [(false, ins), (true, outs)] {
            if open {
                entries.extend([all(100, egress, "0.0.0.0/0"), all(101, egress, "::/0")]);
            }
        }
        entries.reverse();
        entries
    })
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        5 => Just(Target::InternetGateway),
        1 => Just(Target::Appliance),
        2 => Just(Target::Elsewhere),
        1 => Just(Target::Connection("pcx-a".to_owned())),
    ]
}

fn routes() -> impl Strategy<Value = Vec<Route>> {
    let destination = prop_oneof![
        8 => range().prop_map(Destination::Cidr),
        1 => select(vec!["pl-a", "pl-cloudfront"]).prop_map(|id| Destination::PrefixList(id.to_owned())),
    ];
    let route = (destination, target(), any::<(u8, u8)>()).prop_map(|(destination, target, (active, propagated))| {
        Route { destination, target, active: active > 32, propagated: propagated < 32 }
    });
    (prop::collection::vec(route, 0..3), any::<u8>()).prop_map(|(mut routes, open)| {
        if open > 64 {
            for text in ["0.0.0.0/0", "::/0"] {
                routes.insert(
                    0,
                    Route {
                        destination: Destination::Cidr(cidr(text)),
                        target: Target::InternetGateway,
                        active: true,
                        propagated: false,
                    },
                );
            }
        }
        routes
    })
}

fn role() -> impl Strategy<Value = Role> {
    let listener = (select(vec![Protocol::TCP, Protocol::UDP]), select(&DESTINATIONS[..]), any::<Option<bool>>())
        .prop_map(|(protocol, port, redirects)| Listener { protocol, port, redirects });
    prop_oneof![
        6 => Just(Role::Host),
        3 => prop::collection::vec(listener, 0..3).prop_map(|listeners| Role::LoadBalancer(Some(listeners))),
        1 => Just(Role::TakesNoConnections),
        1 => Just(Role::Unattached),
    ]
}

fn prefix_lists() -> impl Strategy<Value = BTreeMap<String, PrefixList>> {
    let list = || prop::collection::vec(range(), 0..3);
    (list(), list()).prop_map(|(plain, cloudfront)| {
        let list = |entries, cloudfront| PrefixList { entries: Some(entries), cloudfront };
        [("pl-a".to_owned(), list(plain, false)), ("pl-cloudfront".to_owned(), list(cloudfront, true))].into()
    })
}

fn interface() -> impl Strategy<Value = Interface> {
    let groups = select(vec![vec!["sg-a"], vec!["sg-a"], vec!["sg-a", "sg-b"], vec![]]);
    (groups, any::<(u8, bool)>(), role()).prop_map(|(groups, (v4, v6), role)| Interface {
        groups: groups.into_iter().map(str::to_owned).collect(),
        public_v4: Truth::of(Some(v4 > 40)),
        public_v6: Truth::of(Some(v6)),
        addresses: vec![cidr("10.0.0.10"), cidr("2001:db8::10")],
        role,
        ..host()
    })
}

fn network() -> impl Strategy<Value = Network> {
    let ingress = prop_oneof![
        6 => Just(Vec::new()),
        1 => Just(vec![super::route("10.0.0.0/24", Target::Appliance)]),
        1 => Just(vec![super::route("10.0.1.0/24", Target::Appliance)]),
    ];
    let subnet = (routes(), entries(), any::<(u8, u8, u8)>(), ingress);
    (rules(), rules(), prefix_lists(), subnet).prop_map(
        |(a, b, prefix_lists, (routes, acl, (blocked, gateway, accelerated), ingress))| {
            // A route to a gateway that is not attached would not be active.
            let routed = routes.iter().any(|route| route.active && route.target == Target::InternetGateway);
            let subnet =
                Subnet { vpc: "vpc-a".to_owned(), routes: Some(routes), acl: Some(acl), blocked: Some(blocked < 32) };
            let vpc = Vpc {
                internet_gateway: Some(routed || gateway > 32),
                ingress_routes: Some(ingress),
                accelerated: accelerated < 32,
            };
            Network {
                groups: [("sg-a".to_owned(), a), ("sg-b".to_owned(), b)].into(),
                prefix_lists,
                subnets: [("subnet-a".to_owned(), subnet)].into(),
                vpcs: [("vpc-a".to_owned(), vpc)].into(),
            }
        },
    )
}

/// Takes away what was not seen: bit by bit of `hidden`.
fn hide(whole: &Network, interface: &Interface, hidden: u16) -> (Network, Interface) {
    let (mut network, mut interface) = (whole.clone(), interface.clone());
    let bit = |index: u16| hidden & (1 << index) != 0;
    for (index, group) in ["sg-a", "sg-b"].into_iter().enumerate() {
        if bit(u16::try_from(index).unwrap()) {
            network.groups.remove(group);
        }
    }
    if bit(2) {
        network.prefix_lists.get_mut("pl-a").unwrap().entries = None;
    }
    if bit(3) {
        network.prefix_lists.get_mut("pl-cloudfront").unwrap().entries = None;
    }
    let subnet = network.subnets.get_mut("subnet-a").unwrap();
    subnet.acl = subnet.acl.take().filter(|_| !bit(4));
    subnet.routes = subnet.routes.take().filter(|_| !bit(5));
    subnet.blocked = subnet.blocked.filter(|_| !bit(6));
    let vpc = network.vpcs.get_mut("vpc-a").unwrap();
    vpc.internet_gateway = vpc.internet_gateway.filter(|_| !bit(7));
    vpc.ingress_routes = vpc.ingress_routes.take().filter(|_| !bit(8));
    if bit(9) {
        interface.public_v4 = Truth::Maybe;
    }
    if bit(10) {
        interface.public_v6 = Truth::Maybe;
    }
    if let (true, Role::LoadBalancer(listeners)) = (bit(11), &mut interface.role) {
        *listeners = None;
    }
    if bit(12) && bit(13) {
        network.subnets.clear();
    }
    if bit(13) && bit(14) {
        network.vpcs.clear();
    }
    (network, interface)
}

pub(crate) fn world() -> impl Strategy<Value = World> {
    let hidden = prop_oneof![2 => Just(0_u16), 1 => (0_u16..14).prop_map(|bit| 1 << bit), 1 => any::<u16>()];
    (network(), interface(), hidden, any::<(bool, bool, bool, bool)>()).prop_map(
        |(whole, interface, hidden, chance)| {
            let (seen, seen_interface) = hide(&whole, &interface, hidden);
            let subnet = &whole.subnets["subnet-a"];
            let appliance = |routes: &[Route]| routes.iter().any(|route| route.target == Target::Appliance);
            let list = |route: &Route| matches!(route.destination, Destination::PrefixList(_));
            let routes = subnet.routes.as_ref().unwrap();
            let vpc = &whole.vpcs["vpc-a"];
            let destinations: std::collections::BTreeSet<_> =
                routes.iter().map(|route| (format!("{:?}", route.destination), route.propagated)).collect();
            let clear = hidden == 0
                && !appliance(routes)
                && !routes.iter().any(list)
                && destinations.len() == routes.len()
                && !appliance(vpc.ingress_routes.as_ref().unwrap())
                && !vpc.accelerated
                && (!interface.groups.is_empty() || matches!(interface.role, Role::LoadBalancer(_)));
            let (appliances_pass, accelerated, open_without_groups, last_of_equals) = chance;
            let chance = Chance { appliances_pass, accelerated, open_without_groups, last_of_equals };
            World { whole, interface, seen, seen_interface, chance, clear }
        },
    )
}

pub(crate) fn packet() -> impl Strategy<Value = Packet> {
    let protocol = select(vec![6_u8, 6, 6, 6, 17, 1, 47, 50]);
    (select(&SOURCES[..]), select(&CLIENTS[..]), protocol, select(&DESTINATIONS[..]), select(vec![0_u8, 8])).prop_map(
        |(source, client_port, protocol, port, icmp_type)| Packet {
            source: cidr(source),
            client_port,
            protocol,
            port,
            icmp_type,
        },
    )
}
