//! What gets through to an interface: the cases that scanners get wrong, and soundness against an oracle.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that fails may panic"
)]

use tomscan::reach::{
    AclEntry, Cidr, Destination, Interface, Network, Ports, Protocol, Role, Route, Rule, Source, Subnet, Target, Truth,
    Vpc,
};

#[path = "reach/addresses.rs"]
mod addresses;
#[path = "reach/cases.rs"]
mod cases;
#[path = "reach/generators.rs"]
mod generators;
#[path = "reach/oracle.rs"]
mod oracle;
#[path = "reach/peers.rs"]
mod peers;
#[path = "reach/soundness.rs"]
mod soundness;

fn cidr(text: &str) -> Cidr {
    Cidr::parse(text).unwrap_or_else(|| panic!("{text} is no range"))
}

fn rule(protocol: &str, ports: (u16, u16), source: &str) -> Rule {
    let source = match source {
        list if list.starts_with("pl-") => Source::PrefixList(list.to_owned()),
        group if group.starts_with("sg-") => Source::Group(group.to_owned()),
        range => Source::Cidr(cidr(range)),
    };
    let ports = Ports { first: ports.0, last: ports.1 };
    Rule { protocol: Protocol::parse(protocol).unwrap(), ports, some_types: false, source }
}

fn entry(number: u32, egress: bool, allow: bool, protocol: &str, ports: (u16, u16), range: &str) -> AclEntry {
    AclEntry {
        number,
        egress,
        allow,
        protocol: Protocol::parse(protocol).unwrap(),
        ports: Ports { first: ports.0, last: ports.1 },
        some_types: false,
        cidr: cidr(range),
    }
}

fn route(range: &str, target: Target) -> Route {
    let destination = if range.starts_with("pl-") {
        Destination::PrefixList(range.to_owned())
    } else {
        Destination::Cidr(cidr(range))
    };
    Route { destination, target, active: true, propagated: false }
}

/// A VPC as AWS makes it, with a public subnet: everything lets through but the security group `sg-a`, which has no rule.
fn open_network() -> Network {
    let all = |egress, range| entry(100, egress, true, "-1", (0, u16::MAX), range);
    let subnet = Subnet {
        vpc: "vpc-a".to_owned(),
        routes: Some(vec![
            route("10.0.0.0/16", Target::Local),
            route("0.0.0.0/0", Target::InternetGateway),
            route("::/0", Target::InternetGateway),
        ]),
        acl: Some(vec![all(false, "0.0.0.0/0"), all(true, "0.0.0.0/0"), all(false, "::/0"), all(true, "::/0")]),
        blocked: Some(false),
    };
    let vpc = Vpc { internet_gateway: Some(true), ingress_routes: Some(Vec::new()), accelerated: false };
    Network {
        groups: [("sg-a".to_owned(), Vec::new())].into(),
        subnets: [("subnet-a".to_owned(), subnet)].into(),
        vpcs: [("vpc-a".to_owned(), vpc)].into(),
        ..Network::default()
    }
}

fn open_with(rules: Vec<Rule>) -> Network {
    let mut network = open_network();
    network.groups.insert("sg-a".to_owned(), rules);
    network
}

/// A host with a public IPv4 address.
fn host() -> Interface {
    Interface {
        subnet: "subnet-a".to_owned(),
        groups: vec!["sg-a".to_owned()],
        addresses: vec![cidr("10.0.0.10")],
        public_v4: Truth::Yes,
        public_v6: Truth::No,
        role: Role::Host,
    }
}
