//! Resource policies that speak of outsiders, and requests of outsiders whose keys fit together as the documentation says.

use super::oracle::{Call, Who};
use super::outside::OWN;
use super::services::QUEUE;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The owner, two that policies name, and one that none names.
pub(crate) const ACCOUNTS: [&str; 4] = [OWN, "444455556666", "777788889999", "999999999999"];
const ORGANIZATIONS: [&str; 3] = ["o-a1b2c3d4e5", "o-zzzzzzzzzz", "o-unnamed000"];
pub(crate) const SERVICES: [&str; 3] = ["events.amazonaws.com", "s3.amazonaws.com", "sns.amazonaws.com"];
/// The first is the owner's.
pub(crate) const BUCKETS: [&str; 3] = ["uploads", "elsewhere", "unnamed"];

fn one_or_two(pool: &[&'static str]) -> BoxedStrategy<Value> {
    let pool = pool.to_vec();
    prop_oneof![
        select(pool.clone()).prop_map(|text| json!(text)),
        subsequence(pool, 1..=2).prop_map(|texts| json!(texts))
    ]
    .boxed()
}

fn principal() -> BoxedStrategy<(&'static str, Value)> {
    let odd = vec![
        json!({"AWS": OWN}),
        json!({"AWS": "444455556666"}),
        json!({"AWS": ["arn:aws:iam::444455556666:root", "arn:aws:iam::111122223333:role/app"]}),
        json!({"AWS": "arn:aws:iam::777788889999:role/app"}),
        json!({"AWS": "arn:aws:iam::777788889999:user/team/bob"}),
        json!({"AWS": "AIDAEXAMPLE"}),
        json!({"AWS": "arn:aws:iam::*:root"}),
        json!({"CanonicalUser": "79a59df9"}),
        json!({"Federated": "accounts.google.com"}),
        json!({"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}),
        json!({"Service": ["sns.amazonaws.com", "s3.amazonaws.com"]}),
    ];
    prop_oneof![
        6 => Just(("Principal", json!("*"))),
        2 => Just(("Principal", json!({"AWS": "*"}))),
        5 => select(&SERVICES[..]).prop_map(|name| ("Principal", json!({"Service": name}))),
        4 => select(odd.clone()).prop_map(|value| ("Principal", value)),
        1 => select(odd).prop_map(|value| ("NotPrincipal", value)),
    ]
    .boxed()
}

type Test = (String, &'static str, Value);

/// Tests that name somebody, in all the operators that compare them.
fn narrowing() -> BoxedStrategy<Test> {
    let text = select(
        &["StringEquals", "StringEquals", "StringLike", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotLike"][..],
    );
    let arn = select(&["ArnLike", "ArnEquals", "StringLike", "ArnNotLike", "StringEquals"][..]);
    let suffix = prop_oneof![4 => Just(""), 1 => Just("IfExists")];
    let accounts = one_or_two(&[OWN, "444455556666", "777788889999", "4444*", "*", "????????????"]);
    let principals = one_or_two(&[
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::444455556666:role/app",
        "arn:aws:iam::*:role/app",
        "arn:aws:*:111122223333:*",
        "arn:aws:iam::111122223333:*",
        "*:role/app",
        "arn:aws:iam::777788889999:user/team/bob",
    ]);
    let sources = one_or_two(&[
        "arn:aws:s3:::uploads",
        "arn:aws:s3:*:*:elsewhere",
        "arn:aws:s3:::el*",
        "arn:aws:events:*:111122223333:rule/*",
        "arn:aws:events:eu-central-1:444455556666:rule/x",
        "arn:aws:sns:*:*:alarms",
        "arn:aws:*:*:111122223333:*",
        "*",
        "arn:aws:events:*:111122223333*",
        "arn:aws:apigateway:eu-central-1::/restapis/abc",
    ]);
    let organizations = one_or_two(&["o-a1b2c3d4e5", "o-zzzzzzzzzz", "o-*"]);
    let paths = one_or_two(&["o-a1b2c3d4e5/*", "o-a1b2c3d4e5/r-ab12/ou-1/", "*/ou-1/", "o-zzzzzzzzzz/r-ab12/*"]);
    let account_key =
        select(&["aws:PrincipalAccount", "aws:SourceAccount", "aws:SourceOwner", "AWS:SourceAccount"][..]);
    let organization_key = select(&["aws:PrincipalOrgID", "aws:SourceOrgID"][..]);
    let path_key = select(&["aws:PrincipalOrgPaths", "aws:SourceOrgPaths"][..]);
    let set = select(&["ForAnyValue:", "ForAnyValue:", "ForAllValues:", ""][..]);
    prop_oneof![
        5 => (text.clone(), suffix.clone(), account_key, accounts).prop_map(|(o, s, k, v)| (format!("{o}{s}"), k, v)),
        3 => (arn.clone(), suffix.clone(), principals).prop_map(|(o, s, v)| (format!("{o}{s}"), "aws:PrincipalArn", v)),
        4 => (arn, suffix.clone(), sources).prop_map(|(o, s, v)| (format!("{o}{s}"), "aws:SourceArn", v)),
        3 => (text.clone(), suffix, organization_key, organizations).prop_map(|(o, s, k, v)| (format!("{o}{s}"), k, v)),
        2 => (set, text, path_key, paths).prop_map(|(q, o, k, v)| (format!("{q}{o}"), k, v)),
    ]
    .boxed()
}

/// Tests of something else.
fn other() -> BoxedStrategy<Test> {
    let flag = |key: &'static str| {
        (select(&["Bool", "BoolIfExists", "Null"][..]), select(&["true", "false"][..]))
            .prop_map(move |(operator, value)| (operator.to_owned(), key, json!(value)))
    };
    let address = select(&["10.0.0.0/8", "203.0.113.0/24", "0.0.0.0/0", "128.0.0.0/1"][..]);
    prop_oneof![
        2 => flag("aws:PrincipalIsAWSService"),
        2 => (select(&["aws:SourceAccount", "aws:SourceVpce"][..]), select(&["true", "false"][..])).prop_map(|(key, value)| ("Null".to_owned(), key, json!(value))),
        1 => flag("aws:SecureTransport"),
        4 => (select(&["IpAddress", "IpAddress", "NotIpAddress", "NotIpAddressIfExists"][..]), address).prop_map(|(o, v)| (o.to_owned(), "aws:SourceIp", json!(v))),
        3 => (select(&["StringEquals", "StringEquals", "StringNotEquals", "StringEqualsIfExists"][..]), one_or_two(&["vpce-1", "vpce-2"])).prop_map(|(o, v)| (o.to_owned(), "aws:SourceVpce", v)),
        1 => select(&["StringEquals", "StringNotEquals"][..]).prop_map(|o| (o.to_owned(), "aws:PrincipalTag/team", json!("a"))),
        1 => Just(("DateLessThan".to_owned(), "aws:CurrentTime", json!("2030-01-01T00:00:00Z"))),
        1 => Just(("StringEquals".to_owned(), "aws:PrincipalServiceName", json!("sns.amazonaws.com"))),
        1 => Just(("StringEquals".to_owned(), "aws:PrincipalAccount", json!("${aws:ResourceAccount}"))),
    ]
    .boxed()
}

fn condition() -> BoxedStrategy<Value> {
    let tests = prop_oneof![
        2 => Just(Vec::new()),
        5 => prop::collection::vec(narrowing(), 1..=1),
        3 => (narrowing(), other()).prop_map(|(a, b)| vec![a, b]),
        1 => prop::collection::vec(narrowing(), 2..=2),
        2 => prop::collection::vec(other(), 1..=1),
    ];
    tests
        .prop_map(|tests| {
            let mut block: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
            for (operator, key, values) in tests {
                let keys = block.entry(operator).or_default();
                if !keys.keys().any(|known| known.eq_ignore_ascii_case(key)) {
                    keys.insert(key.to_owned(), values);
                }
            }
            json!(block)
        })
        .boxed()
}

/// One to three statements about a queue; most of them allow.
pub(crate) fn queue_policy() -> BoxedStrategy<Value> {
    let effect = prop_oneof![4 => Just("Allow"), 1 => Just("Deny")];
    let actions = prop_oneof![
        4 => Just(("Action", json!("sqs:*"))),
        2 => Just(("Action", json!(["sqs:SendMessage", "sqs:Get*"]))),
        1 => Just(("Action", json!("*"))),
        1 => Just(("NotAction", json!("sqs:SendMessage"))),
        1 => Just(("NotAction", json!("iam:*"))),
        1 => Just(("Action", json!("sns:Publish"))),
    ];
    let resources = prop_oneof![
        4 => Just(("Resource", json!("*"))),
        3 => Just(("Resource", json!(QUEUE))),
        1 => Just(("Resource", json!("arn:aws:sqs:*:*:ord*"))),
        1 => Just(("Resource", json!("arn:aws:sqs:eu-central-1:111122223333:other"))),
        1 => Just(("NotResource", json!("arn:aws:sqs:eu-central-1:111122223333:other"))),
    ];
    let statement = (effect, principal(), actions, resources, condition()).prop_map(
        |(effect, (p, principal), (a, actions), (r, resources), condition)| {
            // A deny mostly speaks to everybody.
            let principal = if effect == "Deny" && principal.get("Service").is_some() { json!("*") } else { principal };
            json!({"Effect": effect, p: principal, a: actions, r: resources, "Condition": condition})
        },
    );
    let version = prop_oneof![5 => Just("2012-10-17"), 1 => Just("2008-10-17")];
    (version, prop::collection::vec(statement, 1..=3))
        .prop_map(|(version, statements)| json!({"Version": version, "Statement": statements}))
        .boxed()
}

type Keys = Vec<(&'static str, Option<Vec<String>>)>;

fn some(value: &str) -> Option<Vec<String>> {
    Some(vec![value.to_owned()])
}

fn organization() -> BoxedStrategy<Option<&'static str>> {
    prop_oneof![2 => Just(None), 3 => select(&ORGANIZATIONS[..]).prop_map(Some)].boxed()
}

fn organization_keys(id: Option<&str>, names: [&'static str; 2]) -> Keys {
    let path = id.map(|id| vec![format!("{id}/r-ab12/ou-1/")]);
    vec![(names[0], id.and_then(some)), (names[1], path)]
}

/// From the Internet, or through a VPC endpoint.
fn network() -> BoxedStrategy<Keys> {
    let internet = select(&["203.0.113.9", "10.1.2.3", "198.51.100.1", "130.1.1.1"][..])
        .prop_map(|address| vec![("aws:sourceip", some(address)), ("aws:sourcevpce", None)]);
    let endpoint = select(&["vpce-1", "vpce-2", "vpce-unnamed"][..])
        .prop_map(|id| vec![("aws:sourceip", None), ("aws:sourcevpce", some(id))]);
    prop_oneof![internet, endpoint].boxed()
}

fn person() -> BoxedStrategy<(Who, Keys)> {
    let name = select(&["role/app", "user/team/bob", "root"][..]);
    let source_owner = any::<bool>();
    (select(&ACCOUNTS[..]), name, organization(), source_owner, any::<bool>())
        .prop_map(|(account, name, organization, owner, tagged)| {
            let arn = format!("arn:aws:iam::{account}:{name}");
            let mut keys = vec![
                ("aws:principalarn", some(&arn)),
                ("aws:principalaccount", some(account)),
                ("aws:principalisawsservice", some("false")),
                ("aws:principalservicename", None),
                ("aws:sourceaccount", None),
                ("aws:sourcearn", None),
                ("aws:sourceorgid", None),
                ("aws:sourceorgpaths", None),
                ("aws:sourceowner", owner.then(|| vec![account.to_owned()])),
                ("aws:principaltag/team", tagged.then(|| vec!["a".to_owned()])),
            ];
            keys.extend(organization_keys(organization, ["aws:principalorgid", "aws:principalorgpaths"]));
            (Who::Arn(arn), keys)
        })
        .boxed()
}

fn nobody() -> BoxedStrategy<(Who, Keys)> {
    let mut keys = vec![("aws:principalaccount", some("anonymous"))];
    for key in [
        "aws:principalarn",
        "aws:principalisawsservice",
        "aws:principalservicename",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principaltag/team",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
    ] {
        keys.push((key, None));
    }
    Just((Who::Nobody, keys)).boxed()
}

/// A service that acts for a resource of an account, for a bucket, or does not say for whom.
fn service() -> BoxedStrategy<(Who, Keys)> {
    let source = prop_oneof![
        2 => select(&ACCOUNTS[..]).prop_map(|account| (Some(account), Some(format!("arn:aws:events:eu-central-1:{account}:rule/x")))),
        1 => select(&ACCOUNTS[..]).prop_map(|account| (Some(account), Some(format!("arn:aws:sns:eu-west-1:{account}:alarms")))),
        1 => select(&ACCOUNTS[..]).prop_map(|account| (Some(account), None)),
        // A bucket is its owner's: the first is ours, the others are not.
        1 => Just((Some(OWN), Some("arn:aws:s3:::uploads".to_owned()))),
        2 => (select(&ACCOUNTS[1..]), select(&BUCKETS[1..])).prop_map(|(account, name)| (Some(account), Some(format!("arn:aws:s3:::{name}")))),
        1 => select(&ACCOUNTS[1..]).prop_map(|account| (Some(account), Some("arn:aws:apigateway:eu-central-1::/restapis/abc".to_owned()))),
        1 => Just((None, None)),
    ];
    (select(&SERVICES[..]), source, organization(), any::<bool>(), any::<bool>())
        .prop_map(|(name, (account, arn), organization, tells, owner)| {
            let number = account.and_then(some);
            let mut keys = vec![
                ("aws:principalisawsservice", some("true")),
                ("aws:principalservicename", some(name)),
                ("aws:principalorgid", None),
                ("aws:principalorgpaths", None),
                ("aws:principaltag/team", None),
                // Not every service sends both.
                ("aws:sourceaccount", if tells { number.clone() } else { None }),
                ("aws:sourcearn", arn.map(|arn| vec![arn])),
                ("aws:sourceowner", if owner { number.clone() } else { None }),
                ("acting-for", number),
            ];
            let organization = organization.filter(|_| account.is_some_and(|account| account != OWN));
            keys.extend(organization_keys(organization, ["aws:sourceorgid", "aws:sourceorgpaths"]));
            (Who::Service(name.to_owned()), keys)
        })
        .boxed()
}

/// A request to the queue. `acting-for` is no key: it tells for whom a service acts.
pub(crate) fn outsider_call() -> BoxedStrategy<Call> {
    let who = prop_oneof![
        5 => (person(), network()),
        1 => (nobody(), network()),
        // Between services the network is redacted.
        5 => (service(), select(&[None, Some("198.51.100.1")][..]).prop_map(|address| vec![("aws:sourceip", address.and_then(some)), ("aws:sourcevpce", None)])),
    ];
    let action = select(&["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:GetQueueUrl"][..]);
    (who, action, select(&["true", "false"][..]))
        .prop_map(|(((who, keys), network), action, tls)| {
            let mut context: BTreeMap<String, Option<Vec<String>>> =
                keys.into_iter().chain(network).map(|(key, value)| (key.to_owned(), value)).collect();
            context.insert("aws:securetransport".to_owned(), some(tls));
            context.insert("aws:resourceaccount".to_owned(), some(OWN));
            Call { who, action: action.to_owned(), resource: QUEUE.to_owned(), context }
        })
        .boxed()
}
