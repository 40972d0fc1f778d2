//! Soundness of the region guardrails against the oracle: a *Yes* lets no request out, a *No* shows one.

use super::oracle::{Answer, Call, Who, denied, permitted};
use super::policy;
use super::regions::{ROLE, home};
use super::soundness::cases;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tomscan::policy::{Caller, Decision, Guardrails, Presence, RegionGuard, Request, denies_other_regions};

const ALLOWED: [&str; 2] = ["eu-central-1", "eu-west-1"];

const ACTIONS: &[&str] = &[
    "*",
    "iam:*",
    "sts:*",
    "route53:*",
    "ec2:*",
    "s3:*",
    "s3:ListAllMyBuckets",
    "s3:Get*",
    "ec2:Describe*",
    "foo:*",
    "kms:*",
    "lambda:InvokeFunction",
    "support:*",
];

fn some(pool: &'static [&'static str]) -> BoxedStrategy<Value> {
    prop_oneof![1 => select(pool).prop_map(|text| json!(text)), 2 => subsequence(pool, 1..=4).prop_map(|texts| json!(texts))].boxed()
}

fn exempt() -> BoxedStrategy<Value> {
    subsequence(&["iam:*", "sts:*", "route53:*", "support:*", "s3:ListAllMyBuckets"][..], 1..=4)
        .prop_map(|texts| json!(texts))
        .boxed()
}

fn region_test() -> BoxedStrategy<(&'static str, &'static str, Value)> {
    let regions = prop_oneof![
        4 => Just(json!(ALLOWED)),
        2 => Just(json!("eu-central-1")),
        1 => some(&["eu-central-1", "us-east-1", "eu-west-1", "eu-*", "unspecified", "*", "${aws:PrincipalTag/r}"]),
    ];
    let operator = select(
        &[
            "StringNotEquals",
            "StringNotEquals",
            "StringNotEquals",
            "StringNotLike",
            "StringNotEqualsIfExists",
            "StringEquals",
            "StringNotEqualsIgnoreCase",
        ][..],
    );
    (operator, regions).prop_map(|(operator, regions)| (operator, "aws:RequestedRegion", regions)).boxed()
}

fn other_test() -> BoxedStrategy<(&'static str, &'static str, Value)> {
    let principals = select(vec![
        json!(ROLE),
        json!([ROLE, "arn:aws:iam::*:role/ops-*"]),
        json!("arn:aws:iam::*:role/*"),
        json!("*"),
    ]);
    prop_oneof![
        4 => (select(&["ArnNotLike", "StringNotLike", "ArnNotEquals"][..]), principals.clone()).prop_map(|(o, v)| (o, "aws:PrincipalArn", v)),
        1 => principals.prop_map(|v| ("ArnLike", "aws:PrincipalArn", v)),
        1 => Just(("StringNotEquals", "aws:PrincipalTag/team", json!("a"))),
        1 => Just(("BoolIfExists", "aws:MultiFactorAuthPresent", json!("false"))),
        1 => Just(("StringNotEquals", "aws:PrincipalAccount", json!("444455556666"))),
        1 => Just(("Bool", "aws:ViaAWSService", json!("false"))),
    ]
    .boxed()
}

fn block(tests: Vec<(&'static str, &'static str, Value)>) -> Value {
    let mut block: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for (operator, key, values) in tests {
        block.entry(operator).or_default().insert(key.to_owned(), values);
    }
    json!(block)
}

fn deny() -> BoxedStrategy<Value> {
    let actions = prop_oneof![
        6 => exempt().prop_map(|v| ("NotAction", v)),
        2 => Just(("Action", json!("*"))),
        1 => some(ACTIONS).prop_map(|v| ("Action", v)),
        2 => some(ACTIONS).prop_map(|v| ("NotAction", v)),
    ];
    let resources = prop_oneof![8 => Just(json!("*")), 1 => Just(json!("arn:aws:s3:::*"))];
    let condition = prop_oneof![
        5 => region_test().prop_map(|test| block(vec![test])),
        3 => (region_test(), other_test()).prop_map(|(a, b)| block(vec![a, b])),
        1 => other_test().prop_map(|test| block(vec![test])),
    ];
    (actions, resources, condition)
        .prop_map(|((a, actions), resources, condition)| json!({"Effect": "Deny", a: actions, "Resource": resources, "Condition": condition}))
        .boxed()
}

fn allow() -> BoxedStrategy<Value> {
    let full = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let limited = (some(ACTIONS), region_test()).prop_map(|(actions, (_, key, regions))| {
        json!({"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": {"StringEquals": {key: regions}}})
    });
    let everything = region_test().prop_map(|(_, key, regions)| {
        json!({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {key: regions}}})
    });
    let some_actions = some(ACTIONS).prop_map(|actions| json!({"Effect": "Allow", "Action": actions, "Resource": "*"}));
    prop_oneof![12 => Just(full), 1 => limited, 1 => everything, 1 => some_actions].boxed()
}

/// One policy for each of one to three levels.
fn levels() -> BoxedStrategy<Vec<Value>> {
    let level =
        (prop::collection::vec(allow(), 1..=2), prop::collection::vec(deny(), 0..=2)).prop_map(|(allows, denies)| {
            let statements: Vec<Value> = allows.into_iter().chain(denies).collect();
            json!({"Version": "2012-10-17", "Statement": statements})
        });
    prop::collection::vec(level, 1..=3).boxed()
}

fn call() -> BoxedStrategy<Call> {
    let principal = select(
        &[
            "arn:aws:iam::111122223333:role/app",
            "arn:aws:iam::111122223333:role/ops-1",
            "arn:aws:iam::111122223333:role/BreakGlass",
            "arn:aws:iam::111122223333:user/team/bob",
            "arn:aws:iam::111122223333:root",
        ][..],
    );
    let action = select(
        &[
            "ec2:RunInstances",
            "s3:PutObject",
            "s3:ListAllMyBuckets",
            "iam:CreateUser",
            "sts:AssumeRole",
            "kms:Decrypt",
            "foo:Bar",
            "lambda:InvokeFunction",
            "support:CreateCase",
            "ec2:DescribeRegions",
        ][..],
    );
    let region = select(&["us-east-1", "eu-north-1", "eu-central-2", "unspecified", "xx-new-1", "eu-central-1"][..]);
    let resource = select(&["*", "arn:aws:s3:::data/a", "arn:aws:ec2:us-east-1:111122223333:instance/i-0"][..]);
    (principal, action, region, resource, any::<[bool; 3]>())
        .prop_map(|(principal, action, region, resource, [tag, mfa, via])| {
            let one = |value: &str| Some(vec![value.to_owned()]);
            let context = [
                ("aws:requestedregion", one(region)),
                ("aws:principalarn", one(principal)),
                ("aws:principalaccount", one("111122223333")),
                ("aws:principalisawsservice", one("false")),
                ("aws:principaltag/team", if tag { one("a") } else { None }),
                ("aws:principaltag/r", None),
                ("aws:multifactorauthpresent", if mfa { one("true") } else { None }),
                ("aws:viaawsservice", one(if via { "true" } else { "false" })),
            ];
            let context = context.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
            Call { who: Who::Holder, action: action.to_owned(), resource: resource.to_owned(), context }
        })
        .boxed()
}

fn ask(levels: &[Value]) -> RegionGuard {
    let service_control = levels.iter().map(|document| vec![policy(document)]).collect();
    denies_other_regions(&Guardrails { service_control, ..Guardrails::default() }, &home(), &ALLOWED)
}

/// "SCP evaluation".
fn passes(levels: &[Value], call: &Call) -> bool {
    levels.iter().all(|level| permitted(level, call) == Answer::Yes && denied(level, call) == Answer::No)
}

/// Whether a request is covered by the exemptions that are reported.
fn is_exempt(found: &RegionGuard, call: &Call) -> bool {
    let like = |pattern: &str, text: &str| {
        let document = json!({"Statement": {"Effect": "Deny", "Action": pattern, "Resource": "*"}});
        let call = Call { action: text.to_owned(), ..call.clone() };
        denied(&document, &call) == Answer::Yes
    };
    let principal = call.context["aws:principalarn"].as_ref().unwrap().first().unwrap();
    found.exempt_actions.iter().any(|pattern| like(pattern, &call.action))
        || found.exempt_principals.iter().any(|pattern| {
            let document = json!({"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalArn": pattern}}}});
            denied(&document, call) == Answer::Yes || pattern == principal
        })
}

fn as_call(request: &Request, resource: &str) -> Call {
    let Caller::Iam(arn) = &request.caller else { panic!() };
    let one = |value: &str| Some(vec![value.to_owned()]);
    let mut context = BTreeMap::from([
        ("aws:principalarn".to_owned(), one(arn)),
        ("aws:principalaccount".to_owned(), one("111122223333")),
        ("aws:principalisawsservice".to_owned(), one("false")),
        ("aws:viaawsservice".to_owned(), one("false")),
        ("aws:securetransport".to_owned(), one("true")),
    ]);
    for (key, presence) in request.context.iter() {
        let value = if let Presence::Present(values) = presence { Some(values.clone()) } else { None };
        context.insert(key.to_lowercase(), value);
    }
    Call { who: Who::Holder, action: request.action.clone(), resource: resource.to_owned(), context }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn guardrails_are_sound(levels in levels(), calls in prop::collection::vec(call(), 48)) {
        let found = ask(&levels);
        match &found.decision {
            Decision::Yes => {
                for call in calls {
                    let region = call.context["aws:requestedregion"].as_ref().unwrap().first().unwrap().as_str();
                    let other = !ALLOWED.contains(&region);
                    prop_assert!(!other || is_exempt(&found, &call) || !passes(&levels, &call), "{:?} {:?} {:?}", levels, call, found);
                }
            }
            Decision::No(request) => {
                for resource in ["*", "arn:aws:s3:::data/a", "arn:aws:ec2:us-east-1:111122223333:instance/i-0"] {
                    prop_assert!(passes(&levels, &as_call(request, resource)), "{:?} {}", levels, request);
                }
                prop_assert!(!request.to_string().contains("eu-central-1 ") && !request.to_string().contains("eu-west-1)"));
            }
            Decision::CannotTell(_) => {}
        }
    }
}

#[test]
fn every_answer_about_regions_comes_up() {
    let mut runner = TestRunner::deterministic();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..300 {
        let levels = levels().new_tree(&mut runner).unwrap().current();
        let name = match ask(&levels).decision {
            Decision::Yes => "yes",
            Decision::No(_) => "no",
            Decision::CannotTell(_) => "cannot tell",
        };
        *count.entry(name).or_default() += 1;
        for _ in 0..8 {
            let call = call().new_tree(&mut runner).unwrap().current();
            *count.entry(if passes(&levels, &call) { "passes" } else { "refused" }).or_default() += 1;
        }
    }
    println!("{count:?}");
    for name in ["yes", "no", "cannot tell", "passes", "refused"] {
        assert!(count.get(name).is_some_and(|n| *n >= 25), "{count:?}");
    }
}
