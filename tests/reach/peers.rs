//! Whether VPCs can talk to each other.

use super::{cidr, route};
use tomscan::reach::{Cidr, Link, Network, Peer, Route, Target, Truth, connected};

const FIRST: &str = "10.1.0.0/16";
const SECOND: &str = "10.2.0.0/16";

fn to(range: &str) -> Vec<Route> {
    vec![route("0.0.0.0/0", Target::InternetGateway), route(range, Target::Connection("pcx-a".to_owned()))]
}

fn decide(there: Option<&[Route]>, back: Option<&[Route]>, forwards: Truth) -> Truth {
    let (first, second): ([Cidr; 1], [Cidr; 1]) = ([cidr(FIRST)], [cidr(SECOND)]);
    let first = Peer { cidrs: &first, routes: there.map(|routes| vec![routes]) };
    let second = Peer { cidrs: &second, routes: back.map(|routes| vec![routes]) };
    connected(&Network::default(), &first, &second, &Link { id: "pcx-a", there: forwards, back: forwards })
}

#[test]
fn routes_on_both_sides_connect() {
    assert_eq!(decide(Some(&to(SECOND)), Some(&to(FIRST)), Truth::Yes), Truth::Yes);
    assert_eq!(decide(Some(&to("10.2.3.0/24")), Some(&to("10.0.0.0/8")), Truth::Yes), Truth::Yes, "a part is enough");
}

#[test]
fn a_peering_without_a_route_on_one_side_carries_nothing() {
    assert_eq!(decide(Some(&to(SECOND)), Some(&[]), Truth::Yes), Truth::No);
    assert_eq!(decide(Some(&to("10.3.0.0/16")), Some(&to(FIRST)), Truth::Yes), Truth::No, "another network");
    assert_eq!(decide(Some(&to(SECOND)), Some(&to(FIRST)), Truth::No), Truth::No, "a blackhole in the transit gateway");
}

#[test]
fn a_side_that_was_not_seen_leaves_it_open() {
    assert_eq!(decide(Some(&to(SECOND)), None, Truth::Yes), Truth::Maybe);
    assert_eq!(decide(Some(&[]), None, Truth::Yes), Truth::No);
    assert_eq!(decide(Some(&to(SECOND)), Some(&to(FIRST)), Truth::Maybe), Truth::Maybe);
    let by_firewall = vec![route("0.0.0.0/0", Target::Appliance)];
    assert_eq!(decide(Some(&by_firewall), Some(&to(FIRST)), Truth::Yes), Truth::Maybe);
}

#[test]
fn a_blackhole_route_carries_nothing() {
    let mut gone = to(SECOND);
    for route in &mut gone {
        route.active = false;
    }
    assert_eq!(decide(Some(&gone), Some(&to(FIRST)), Truth::Yes), Truth::No);
}
