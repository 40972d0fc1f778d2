//! States that single flags judge wrongly, one by one.

use super::{cidr, entry, host, open_network, open_with, route, rule};
use tomscan::reach::{
    Barrier, Doubt, Interface, Listener, Network, PrefixList, Protocol, Reach, Role, Target, Truth, internet, lets_in,
};

/// What is proven, as `22 from 0.0.0.0/0`.
fn proven(reach: &Reach) -> Vec<String> {
    let opening = |opening: &tomscan::reach::Opening| {
        let ports = match (opening.ports.first, opening.ports.last) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}-{last}"),
        };
        let ranges: Vec<String> = opening.sources.cidrs().iter().map(ToString::to_string).collect();
        format!("{ports} from {}", ranges.join(" "))
    };
    reach.proven.iter().map(opening).collect()
}

fn barrier(network: &Network, interface: &Interface) -> Option<Barrier> {
    internet(network, interface).barrier
}

fn ssh() -> Network {
    open_with(vec![rule("tcp", (22, 22), "0.0.0.0/0")])
}

fn change_subnet(mut network: Network, change: impl Fn(&mut tomscan::reach::Subnet)) -> Network {
    change(network.subnets.get_mut("subnet-a").unwrap());
    network
}

#[test]
fn a_port_open_to_the_world_on_a_public_host_is_reached() {
    let reach = internet(&ssh(), &host());
    assert_eq!(proven(&reach), ["22 from 0.0.0.0/0"]);
    assert!(reach.possible.is_empty() && reach.barrier.is_none());
}

#[test]
fn two_halves_of_the_world_are_the_world() {
    let network = open_with(vec![rule("tcp", (22, 22), "0.0.0.0/1"), rule("tcp", (22, 22), "128.0.0.0/1")]);
    assert_eq!(proven(&internet(&network, &host())), ["22 from 0.0.0.0/0"]);
}

#[test]
fn an_open_group_without_public_address_is_not_reached() {
    let private = Interface { public_v4: Truth::No, ..host() };
    assert_eq!(barrier(&ssh(), &private), Some(Barrier::NoPublicAddress));
    assert_eq!(barrier(&ssh(), &Interface { role: Role::Unattached, ..host() }), Some(Barrier::NotAttached));
    assert_eq!(
        barrier(&ssh(), &Interface { role: Role::TakesNoConnections, ..host() }),
        Some(Barrier::TakesNoConnections)
    );
}

#[test]
fn private_ranges_are_not_the_internet_and_groups_speak_of_private_addresses() {
    let network = open_with(vec![
        rule("tcp", (22, 22), "10.0.0.0/8"),
        rule("tcp", (22, 22), "100.64.0.0/10"),
        rule("-1", (0, 65535), "sg-a"),
        rule("tcp", (22, 22), "fd00::/8"),
    ]);
    assert_eq!(barrier(&network, &host()), Some(Barrier::SecurityGroups));
}

#[test]
fn a_named_network_is_told_apart_from_the_world() {
    let network = open_with(vec![rule("tcp", (22, 22), "198.51.100.7/32"), rule("tcp", (22, 22), "10.0.0.0/8")]);
    let reach = internet(&network, &host());
    assert_eq!(proven(&reach), ["22 from 198.51.100.7/32"]);
    assert!((reach.proven[0].sources.size() - 1.0).abs() < f64::EPSILON);
    assert!(internet(&ssh(), &host()).proven[0].sources.size() > 3.6e9);
}

#[test]
fn without_a_route_back_no_tcp_connection_comes_about() {
    let nat = |subnet: &mut tomscan::reach::Subnet| {
        subnet.routes = Some(vec![route("10.0.0.0/16", Target::Local), route("0.0.0.0/0", Target::Elsewhere)]);
    };
    assert_eq!(barrier(&change_subnet(ssh(), nat), &host()), Some(Barrier::NoRouteBack));
    // A datagram needs no answer.
    let dns = open_with(vec![rule("udp", (53, 53), "0.0.0.0/0")]);
    let reach = internet(&change_subnet(dns, nat), &host());
    assert!(reach.proven.is_empty() && !reach.possible.is_empty());
    assert!(reach.doubts.contains(&Doubt::OneWay));
}

#[test]
fn a_blackhole_takes_what_it_is_routed() {
    let network = change_subnet(ssh(), |subnet| {
        let mut gone = route("0.0.0.0/0", Target::InternetGateway);
        gone.active = false;
        subnet.routes = Some(vec![gone]);
    });
    assert_eq!(barrier(&network, &host()), Some(Barrier::NoRouteBack));
    let part = change_subnet(ssh(), |subnet| {
        let mut gone = route("0.0.0.0/1", Target::Elsewhere);
        gone.active = false;
        subnet.routes.as_mut().unwrap().push(gone);
    });
    assert_eq!(proven(&internet(&part, &host())), ["22 from 128.0.0.0/1"]);
}

#[test]
fn a_more_specific_route_wins_and_a_static_one_wins_over_a_propagated_one() {
    let specific = change_subnet(open_with(vec![rule("tcp", (22, 22), "203.0.113.0/24")]), |subnet| {
        subnet.routes.as_mut().unwrap().push(route("203.0.112.0/20", Target::Elsewhere));
    });
    assert_eq!(barrier(&specific, &host()), Some(Barrier::NoRouteBack), "the office comes by VPN");
    let propagated = change_subnet(ssh(), |subnet| {
        let mut vpn = route("0.0.0.0/0", Target::Elsewhere);
        vpn.propagated = true;
        subnet.routes.as_mut().unwrap().push(vpn);
    });
    assert_eq!(proven(&internet(&propagated, &host())), ["22 from 0.0.0.0/0"]);
}

#[test]
fn acls_count_in_order_and_in_both_directions() {
    let denied = change_subnet(ssh(), |subnet| {
        subnet.acl.as_mut().unwrap().push(entry(90, false, false, "tcp", (22, 22), "0.0.0.0/0"));
    });
    assert_eq!(barrier(&denied, &host()), Some(Barrier::NetworkAcl));
    let too_late = change_subnet(ssh(), |subnet| {
        subnet.acl.as_mut().unwrap().push(entry(110, false, false, "tcp", (22, 22), "0.0.0.0/0"));
    });
    assert_eq!(proven(&internet(&too_late, &host())), ["22 from 0.0.0.0/0"]);
    let no_answers = change_subnet(ssh(), |subnet| {
        subnet.acl.as_mut().unwrap().push(entry(90, true, false, "tcp", (0, 65535), "0.0.0.0/0"));
    });
    assert_eq!(barrier(&no_answers, &host()), Some(Barrier::NoAnswerOut));
    let ephemeral = change_subnet(ssh(), |subnet| {
        subnet.acl = Some(vec![
            entry(10, false, true, "tcp", (22, 22), "0.0.0.0/0"),
            entry(10, true, true, "tcp", (49152, 65535), "0.0.0.0/0"),
        ]);
    });
    assert_eq!(proven(&internet(&ephemeral, &host())), ["22 from 0.0.0.0/0"]);
    let low = change_subnet(ssh(), |subnet| {
        subnet.acl = Some(vec![
            entry(10, false, true, "tcp", (22, 22), "0.0.0.0/0"),
            entry(10, true, true, "tcp", (443, 443), "0.0.0.0/0"),
        ]);
    });
    let reach = internet(&low, &host());
    assert!(reach.proven.is_empty() && reach.doubts.contains(&Doubt::LowClientPort), "{reach:?}");
}

#[test]
fn ipv6_has_gates_of_its_own() {
    let network = open_with(vec![rule("tcp", (443, 443), "::/0")]);
    let dual = Interface { public_v6: Truth::Yes, ..host() };
    assert_eq!(proven(&internet(&network, &dual)), ["443 from ::/0"]);
    assert_eq!(barrier(&network, &host()), Some(Barrier::SecurityGroups), "an IPv4 address alone");
    let egress_only = change_subnet(network, |subnet| {
        subnet.routes = Some(vec![route("0.0.0.0/0", Target::InternetGateway), route("::/0", Target::Elsewhere)]);
    });
    assert_eq!(barrier(&egress_only, &dual), Some(Barrier::NoRouteBack), "an egress-only gateway");
}

#[test]
fn block_public_access_and_a_missing_gateway_keep_everything_out() {
    let blocked = change_subnet(ssh(), |subnet| subnet.blocked = Some(true));
    assert_eq!(barrier(&blocked, &host()), Some(Barrier::BlockPublicAccess));
    let mut detached = change_subnet(ssh(), |subnet| subnet.routes = Some(vec![route("10.0.0.0/16", Target::Local)]));
    detached.vpcs.get_mut("vpc-a").unwrap().internet_gateway = Some(false);
    assert_eq!(barrier(&detached, &host()), Some(Barrier::NoInternetGateway));
}

#[test]
fn a_firewall_in_between_decides_itself() {
    let behind = change_subnet(ssh(), |subnet| {
        subnet.routes = Some(vec![route("0.0.0.0/0", Target::Appliance)]);
    });
    let mut edge = ssh();
    edge.vpcs.get_mut("vpc-a").unwrap().ingress_routes = Some(vec![route("10.0.0.0/24", Target::Appliance)]);
    for network in [behind, edge] {
        let reach = internet(&network, &host());
        assert!(reach.proven.is_empty() && reach.barrier.is_none(), "{reach:?}");
        assert!(reach.doubts.contains(&Doubt::Appliance));
    }
}

#[test]
fn an_accelerator_may_bring_traffic_to_a_private_host_but_no_further_than_its_groups() {
    let mut network = ssh();
    network.vpcs.get_mut("vpc-a").unwrap().accelerated = true;
    let private = Interface { public_v4: Truth::No, ..host() };
    let reach = internet(&network, &private);
    assert!(reach.proven.is_empty() && reach.doubts.contains(&Doubt::Accelerator), "{reach:?}");
    network.groups.insert("sg-a".to_owned(), vec![rule("tcp", (22, 22), "10.0.0.0/8")]);
    assert_eq!(barrier(&network, &private), Some(Barrier::SecurityGroups));
}

fn balancer(listeners: &[(u16, bool)]) -> Interface {
    let listener = |(port, redirects): &(u16, bool)| Listener {
        protocol: Protocol::TCP,
        port: *port,
        redirects: Some(*redirects),
    };
    Interface { role: Role::LoadBalancer(Some(listeners.iter().map(listener).collect())), ..host() }
}

#[test]
fn a_load_balancer_is_reached_where_it_listens() {
    let wide = open_with(vec![rule("tcp", (0, 65535), "0.0.0.0/0")]);
    let reach = internet(&wide, &balancer(&[(80, true), (443, false)]));
    assert_eq!(proven(&reach), ["80 from 0.0.0.0/0", "443 from 0.0.0.0/0"]);
    assert_eq!(
        reach.proven.iter().map(|opening| opening.redirects).collect::<Vec<_>>(),
        [Some(Truth::Yes), Some(Truth::No)]
    );
    assert_eq!(barrier(&wide, &balancer(&[])), Some(Barrier::NoListener));
    let unseen = Interface { role: Role::LoadBalancer(None), ..host() };
    let reach = internet(&wide, &unseen);
    assert!(reach.proven.is_empty() && reach.doubts.contains(&Doubt::Listeners));
    // A network load balancer may have no group at all.
    let bare = Interface { groups: Vec::new(), ..balancer(&[(443, false)]) };
    assert_eq!(proven(&internet(&open_network(), &bare)), ["443 from 0.0.0.0/0"]);
}

#[test]
fn prefix_lists_count_by_their_entries_and_cloudfront_by_its_name() {
    let mut network = open_with(vec![
        rule("tcp", (22, 22), "pl-office"),
        rule("tcp", (443, 443), "pl-cloudfront"),
        rule("tcp", (8443, 8443), "pl-denied"),
    ]);
    let list =
        |entries: Option<&str>, cloudfront| PrefixList { entries: entries.map(|text| vec![cidr(text)]), cloudfront };
    network.prefix_lists.insert("pl-office".to_owned(), list(Some("198.51.100.0/24"), false));
    network.prefix_lists.insert("pl-cloudfront".to_owned(), list(Some("203.0.113.0/24"), true));
    network.prefix_lists.insert("pl-denied".to_owned(), list(None, false));
    let reach = internet(&network, &host());
    assert_eq!(proven(&reach), ["22 from 198.51.100.0/24", "443 from 203.0.113.0/24"]);
    assert_eq!(reach.proven.iter().map(|opening| opening.cloudfront).collect::<Vec<_>>(), [false, true]);
    assert_eq!(reach.possible.len(), 1, "what the list that was not read may open");
    assert!(reach.doubts.contains(&Doubt::PrefixList("pl-denied".to_owned())));
}

#[test]
fn every_protocol_means_every_protocol() {
    let network = open_with(vec![rule("-1", (0, 0), "0.0.0.0/0")]);
    let reach = internet(&network, &host());
    let mut protocols: Vec<_> = reach.proven.iter().map(|opening| (opening.protocol, opening.ports)).collect();
    protocols.sort();
    let all = [Protocol::All, Protocol::ICMP, Protocol::TCP, Protocol::UDP, Protocol::ICMPV6];
    assert_eq!(protocols, all.map(|protocol| (protocol, tomscan::reach::Ports::ALL)));
}

#[test]
fn what_was_not_seen_is_neither_open_nor_closed() {
    let mut no_group = ssh();
    no_group.groups.clear();
    let mut no_acl = ssh();
    no_acl.subnets.get_mut("subnet-a").unwrap().acl = None;
    let mut no_routes = ssh();
    no_routes.subnets.get_mut("subnet-a").unwrap().routes = None;
    let mut no_subnet = ssh();
    no_subnet.subnets.clear();
    let mut no_vpc = ssh();
    no_vpc.vpcs.clear();
    for network in [no_group, no_acl, no_routes, no_subnet, no_vpc] {
        let reach = internet(&network, &host());
        assert!(reach.proven.is_empty() && !reach.possible.is_empty() && reach.barrier.is_none(), "{network:?}");
    }
    // What is seen closed stays closed, whatever else was not seen.
    let mut closed = open_network();
    closed.subnets.get_mut("subnet-a").unwrap().acl = None;
    assert_eq!(barrier(&closed, &host()), Some(Barrier::SecurityGroups));
}

#[test]
fn a_load_balancer_gets_through_where_its_group_or_address_is_named() {
    let from = Interface { groups: vec!["sg-lb".to_owned()], addresses: vec![cidr("10.0.1.5")], ..host() };
    let decide = |source: &str| lets_in(&open_with(vec![rule("tcp", (8080, 8080), source)]), &from, &host());
    assert_eq!(decide("sg-lb"), Truth::Yes);
    assert_eq!(decide("10.0.1.0/24"), Truth::Yes);
    assert_eq!(decide("10.0.2.0/24"), Truth::No);
    assert_eq!(decide("pl-unknown"), Truth::Maybe);
}
