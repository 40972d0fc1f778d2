//! Soundness of the outsiders against the oracle: whoever gets in is listed, and whoever is shown gets in.

use super::oracle::{Answer, Call, Who, denied, permitted};
use super::outside::OWN;
use super::outside_generators::{outsider_call, queue_policy};
use super::policy;
use super::services::{QUEUE, arn};
use super::soundness::{as_call, cases};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::BTreeMap;
use tomscan::policy::{Caller, Context, Entrance, Outside, OutsideDecision, Outsider, Owner, grants_outside};

fn owner() -> Owner {
    Owner { buckets: ["uploads".to_owned()].into(), ..Owner::new(OWN) }
}

fn ask(document: &Value) -> Outside {
    grants_outside(&policy(document), arn(QUEUE), &owner(), &Context::default())
}

fn key<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    call.context.get(name)?.as_ref()?.first().map(String::as_str)
}

/// Whether the request comes from outside the owner's account.
fn is_outside(call: &Call) -> bool {
    match &call.who {
        Who::Arn(arn) => arn.split(':').nth(4) != Some(OWN),
        Who::Service(_) => key(call, "acting-for") != Some(OWN),
        Who::Nobody | Who::Holder => true,
    }
}

/// Whether one of the listed outsiders is who makes the request.
fn is_listed(outside: &Outside, call: &Call) -> bool {
    let shown = outside.shown.iter().map(|entrance| &entrance.outsider);
    shown.chain(outside.possible.iter().map(|doubt| &doubt.outsider)).any(|outsider| is_meant(outsider, call))
}

fn is_meant(outsider: &Outsider, call: &Call) -> bool {
    let account = match &call.who {
        Who::Arn(arn) => arn.split(':').nth(4),
        Who::Service(_) => key(call, "acting-for"),
        Who::Nobody | Who::Holder => None,
    };
    let service = matches!(call.who, Who::Service(_));
    match outsider {
        Outsider::Anyone => true,
        Outsider::Account(number) => account == Some(number),
        Outsider::Organization(id) => {
            [key(call, "aws:principalorgid"), key(call, "aws:sourceorgid")].contains(&Some(id.as_str()))
        }
        Outsider::Service(name) => match &call.who {
            Who::Service(caller) => name == caller || name.starts_with('*'),
            _ => false,
        },
        Outsider::Source(arn) => service && key(call, "aws:sourcearn") == Some(arn),
        Outsider::Through(networks) => {
            !service
                && networks.iter().any(|network| {
                    key(call, "aws:sourcevpce") == Some(network)
                        || key(call, "aws:sourceip").is_some_and(|address| within(network, address))
                })
        }
        Outsider::Principal(_) => false,
    }
}

/// Only for the ranges that the generator knows.
fn within(network: &str, address: &str) -> bool {
    match network {
        "10.0.0.0/8" => address.starts_with("10."),
        "203.0.113.0/24" => address.starts_with("203.0.113."),
        "128.0.0.0/1" => address.split('.').next().is_some_and(|first| first.parse::<u8>().unwrap() >= 128),
        "0.0.0.0/0" => true,
        _ => false,
    }
}

/// The request that shows something is one of the outsider it is to show.
fn shows(document: &Value, entrance: &Entrance) -> bool {
    let request = &entrance.request;
    let get = |name: &str| request.context.get(name).cloned();
    let one = |value: &str| Some(tomscan::policy::Presence::Present(vec![value.to_owned()]));
    match (&entrance.outsider, &request.caller) {
        (Outsider::Account(number), Caller::Iam(arn)) => arn.contains(&format!("::{number}:")),
        (Outsider::Account(number), Caller::Service(_)) => get("aws:SourceAccount") == one(number),
        (Outsider::Organization(id), Caller::Iam(_)) => {
            get("aws:PrincipalOrgID") == one(id) || get("aws:PrincipalOrgID").is_none()
        }
        (Outsider::Organization(id), Caller::Service(_)) => {
            get("aws:SourceOrgID") == one(id) || get("aws:SourceOrgID").is_none()
        }
        (Outsider::Service(name), Caller::Service(caller)) => {
            let account = get("aws:SourceAccount");
            (name == caller || name.starts_with('*')) && account.is_some() && account != one(OWN)
        }
        (Outsider::Anyone | Outsider::Through(_), Caller::Anonymous) => true,
        // Nobody whom the policy knows.
        (Outsider::Anyone | Outsider::Through(_), Caller::Iam(arn)) => {
            let account = arn.split(':').nth(4).unwrap();
            account != OWN && !document.to_string().contains(account)
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn outsiders_are_sound(document in queue_policy(), calls in prop::collection::vec(outsider_call(), 48)) {
        let outside = ask(&document);
        for entrance in &outside.shown {
            let call = as_call(&entrance.request);
            prop_assert_eq!(permitted(&document, &call), Answer::Yes, "{} {:?}", document, entrance);
            prop_assert_eq!(denied(&document, &call), Answer::No, "{} {:?}", document, entrance);
            prop_assert!(shows(&document, entrance), "{} {:?}", document, entrance);
        }
        for call in calls.iter().filter(|call| is_outside(call)) {
            let let_in = permitted(&document, call) == Answer::Yes && denied(&document, call) == Answer::No;
            prop_assert!(!let_in || is_listed(&outside, call), "{} {:?} {:?}", document, call, outside);
        }
    }
}

/// The property would be empty if an answer never came up, or if nobody ever got in.
#[test]
fn every_answer_about_outsiders_comes_up() {
    let mut runner = TestRunner::deterministic();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..800 {
        let document = queue_policy().new_tree(&mut runner).unwrap().current();
        let outside = ask(&document);
        let answer = match outside.beyond(&[]) {
            OutsideDecision::Yes(_) => "yes",
            OutsideDecision::No => "no",
            OutsideDecision::CannotTell(_) => "cannot tell",
        };
        *count.entry(answer).or_default() += 1;
        for entrance in &outside.shown {
            let kind = match &entrance.outsider {
                Outsider::Anyone => "anyone",
                Outsider::Through(_) => "through",
                Outsider::Account(_) => "account",
                Outsider::Organization(_) => "organization",
                Outsider::Service(_) => "service",
                Outsider::Source(_) | Outsider::Principal(_) => "never shown",
            };
            *count.entry(kind).or_default() += 1;
        }
        for _ in 0..8 {
            let call = outsider_call().new_tree(&mut runner).unwrap().current();
            let let_in = permitted(&document, &call) == Answer::Yes && denied(&document, &call) == Answer::No;
            *count.entry(if is_outside(&call) && let_in { "let in" } else { "kept out" }).or_default() += 1;
        }
    }
    println!("{count:?}");
    for name in ["yes", "no", "cannot tell", "anyone", "account", "service", "let in"] {
        assert!(count.get(name).is_some_and(|n| *n >= 50), "{name} {count:?}");
    }
    assert!(count.get("organization").is_some_and(|n| *n >= 20), "{count:?}");
    assert!(count.get("through").is_some_and(|n| *n >= 5) && !count.contains_key("never shown"), "{count:?}");
}
