//! Soundness against the oracle: what is proven gets through, what gets through is at least possible, and a barrier holds.

use super::generators::{World, packet, world};
use super::oracle::{Packet, reaches};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use tomscan::reach::{Opening, Protocol, Reach, Sources, internet};

/// `PROPTEST_CASES` overrides the number of cases.
fn cases(count: u32) -> Config {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { count };
    Config { cases, failure_persistence: None, ..Config::default() }
}

fn holds(openings: &[Opening], packet: &Packet, named: &[u8]) -> bool {
    openings.iter().any(|opening| {
        let protocol = match opening.protocol {
            Protocol::All => !named.contains(&packet.protocol),
            Protocol::Number(number) => number == packet.protocol,
        };
        let ports = ![6, 17].contains(&packet.protocol) || opening.ports.contains(packet.port);
        protocol && ports && opening.sources.of(packet.source.family()).contains(packet.source.first())
    })
}

/// Protocols that are looked at by themselves: the ordinary ones, and those that a seen rule names.
fn named(world: &World) -> Vec<u8> {
    let rules = world.seen_interface.groups.iter().filter_map(|group| world.seen.groups.get(group)).flatten();
    let entries = world.seen.subnets.values().filter_map(|subnet| subnet.acl.as_ref()).flatten();
    let numbers = rules.map(|rule| rule.protocol).chain(entries.map(|entry| entry.protocol));
    let numbers = numbers.filter_map(|protocol| match protocol {
        Protocol::Number(number) => Some(number),
        Protocol::All => None,
    });
    numbers.chain([1, 6, 17, 58]).collect()
}

fn is_public(packet: &Packet) -> bool {
    let text = packet.source.to_string();
    !(text.starts_with("10.") || text.starts_with("127.") || text.starts_with("fd"))
}

fn check(world: &World, reach: &Reach, packet: &Packet) -> Result<(), TestCaseError> {
    let named = named(world);
    let gets_through = reaches(&world.whole, &world.interface, packet, world.chance);
    let (proven, possible) = (holds(&reach.proven, packet, &named), holds(&reach.possible, packet, &named));
    if gets_through && is_public(packet) {
        prop_assert!(proven || possible, "gets through, but is ruled out: {packet:?}\n{reach:?}");
        prop_assert!(reach.barrier.is_none(), "gets through {:?}: {packet:?}", reach.barrier);
    }
    // Types of ICMP are not told apart: an opening holds for some type.
    if proven {
        let works = [1024, 50000, 65535].into_iter().any(|client_port| {
            [0, 8].into_iter().any(|icmp_type| {
                let packet = Packet { client_port, icmp_type, ..*packet };
                reaches(&world.whole, &world.interface, &packet, world.chance)
            })
        });
        prop_assert!(works, "proven, but does not get through: {packet:?}\n{reach:?}");
    }
    if world.clear && packet.protocol == 6 && packet.client_port >= 1024 && is_public(packet) && gets_through {
        prop_assert!(proven, "everything is known, but it is not proven: {packet:?}\n{reach:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn what_is_said_of_the_internet_is_sound(world in world(), packets in prop::collection::vec(packet(), 24)) {
        let reach = internet(&world.seen, &world.seen_interface);
        prop_assert_eq!(reach.barrier.is_some(), reach.proven.is_empty() && reach.possible.is_empty());
        prop_assert_eq!(reach.possible.is_empty(), reach.doubts.is_empty(), "{:?}", reach);
        for packet in &packets {
            check(&world, &reach, packet)?;
        }
    }

    /// Seeing more never turns a proof into its opposite: what was proven stays, what was ruled out stays out.
    #[test]
    fn more_sight_only_narrows(world in world()) {
        let (less, more) = (internet(&world.seen, &world.seen_interface), internet(&world.whole, &world.interface));
        for opening in &less.proven {
            let same = |other: &&Opening| {
                [opening.protocol, Protocol::All].contains(&other.protocol) && other.ports.contains(opening.ports.first)
            };
            let mut lost = opening.sources.clone();
            for other in more.proven.iter().filter(same) {
                lost = Sources { v4: lost.v4.minus(&other.sources.v4), v6: lost.v6.minus(&other.sources.v6) };
            }
            prop_assert!(lost.is_empty(), "{:?}\n{:?}", less, more);
        }
        if less.barrier.is_some() {
            prop_assert!(more.barrier.is_some(), "{:?}\n{:?}", less, more);
        }
    }
}

/// The properties above would be empty if one of the answers never came up.
#[test]
fn the_generator_reaches_every_answer() {
    let mut runner = TestRunner::deterministic();
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..4000 {
        let world = world().new_tree(&mut runner).unwrap().current();
        let reach = internet(&world.seen, &world.seen_interface);
        let mut note = |word: String| *count.entry(word).or_insert(0) += 1;
        note(if world.clear { "clear" } else { "not clear" }.to_owned());
        note(format!("proven: {}", !reach.proven.is_empty()));
        note(format!("possible: {}", !reach.possible.is_empty()));
        if let Some(barrier) = reach.barrier {
            note(barrier.code().to_owned());
        }
        for doubt in &reach.doubts {
            note(doubt.code().to_owned());
        }
        if reach.proven.iter().any(|opening| opening.cloudfront) {
            note("cloudfront".to_owned());
        }
    }
    println!("{count:#?}");
    assert!(count.len() >= 30 && count.values().all(|times| *times >= 4), "{count:#?}");
}
