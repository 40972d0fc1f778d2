//! Policies and requests for the property tests: mostly the recommended statement with some
//! elements gone wrong, so that every decision comes up often.

use super::oracle::{Call, Who};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One of these texts, or a list of up to three.
fn one_or_some(pool: &'static [&'static str]) -> BoxedStrategy<Value> {
    prop_oneof![select(pool).prop_map(|text| json!(text)), subsequence(pool, 1..=3).prop_map(|texts| json!(texts))]
        .boxed()
}

/// Characters that make patterns, so that shapes nobody thought of come up too.
fn odd_resource() -> BoxedStrategy<Value> {
    prop_oneof!["arn:aws:s3:::[exampl*?/]{1,9}", "[arn:*s3?/exampl$]{1,14}", "arn:aws:s3:::example[*?/a]{0,4}"]
        .prop_map(|text| json!(text))
        .boxed()
}

const ACTIONS: &[&str] = &[
    "*",
    "s3:*",
    "S3:*",
    "*:*",
    "s3:?*",
    "s3:Get*",
    "s3:get*",
    "s3:G*",
    "s3:*Object*",
    "s3:PutObject",
    "s3:List*",
    "s3*",
    "ec2:*",
    "iam:*",
    "s3:????????*",
    "s3:*t*",
    "s3:${aws:username}",
    "s3-object-lambda:*",
    "s?:*",
    "s3:GetObject",
    "s3:Delete*",
];

const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::example",
    "arn:aws:s3:::example/*",
    "arn:aws:s3:::example*",
    "arn:aws:s3:::example/?*",
    "arn:aws:s3:::example/a*",
    "arn:aws:s3:::example/a*/b*",
    "arn:aws:s3:::*",
    "arn:*",
    "arn:aws:s3*",
    "arn:aws:s3:::exam*",
    "arn:aws:s3:::ex?mple",
    "*/*",
    "arn:aws:s3:::other/*",
    "arn:aws:s3:::example/${aws:username}",
    "arn:aws:s3:::example/${*}",
    "arn:aws:s3:::example/**",
    "arn:*:example*",
    "arn:*:*:*:*:example/*",
    "arn:aws-cn:s3:::example/*",
    "arn:aws:s3:::Example",
    "arn:aws:s3:::example/*c",
    "arn:aws:s3",
    "arn:aws:s3:::",
    "*?",
    "?*",
];

fn actions() -> BoxedStrategy<(&'static str, Value)> {
    prop_oneof![
        6 => Just(("Action", json!("s3:*"))),
        3 => one_or_some(ACTIONS).prop_map(|value| ("Action", value)),
        2 => one_or_some(ACTIONS).prop_map(|value| ("NotAction", value)),
        2 => select(&["ec2:*", "iam:*", "s3-object-lambda:*"][..]).prop_map(|text| ("NotAction", json!(text))),
    ]
    .boxed()
}

fn resources() -> BoxedStrategy<(&'static str, Value)> {
    prop_oneof![
        6 => Just(("Resource", json!(["arn:aws:s3:::example", "arn:aws:s3:::example/*"]))),
        4 => one_or_some(RESOURCES).prop_map(|value| ("Resource", value)),
        2 => one_or_some(RESOURCES).prop_map(|value| ("NotResource", value)),
        1 => odd_resource().prop_map(|value| ("Resource", value)),
        1 => odd_resource().prop_map(|value| ("NotResource", value)),
    ]
    .boxed()
}

pub(crate) const CALLERS: &[&str] = &[
    "arn:aws:iam::111122223333:user/example",
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::999999999999:user/team/bob",
];

fn principals() -> BoxedStrategy<(&'static str, Value)> {
    let odd = vec![
        json!({"AWS": "111122223333"}),
        json!({"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/example"]}),
        json!({"AWS": "arn:aws:iam::111122223333:role/app"}),
        json!({"AWS": ["arn:aws:sts::111122223333:assumed-role/app/x", "arn:aws:iam::111122223333:role/app", "111122223333"]}),
        json!({"AWS": "arn:aws:iam::999999999999:user/team/bob"}),
        json!({"AWS": "AIDAEXAMPLE"}),
        json!({"AWS": "arn:aws:iam::*:root"}),
        json!({"Service": "logging.s3.amazonaws.com"}),
        json!({"Federated": "accounts.google.com"}),
        json!({"CanonicalUser": "79a59df9"}),
        json!("*"),
    ];
    prop_oneof![
        12 => Just(("Principal", json!("*"))),
        2 => Just(("Principal", json!({"AWS": ["*"]}))),
        2 => select(odd.clone()).prop_map(|value| ("Principal", value)),
        2 => select(odd).prop_map(|value| ("NotPrincipal", value)),
    ]
    .boxed()
}

const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "Bool",
    "NumericLessThan",
    "NumericGreaterThanEquals",
    "NumericNotEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnLike",
    "ArnNotEquals",
    "Null",
    "DateGreaterThan",
    "BinaryEquals",
    "Foo",
    "bool",
    "nUll",
];

/// The keys that generated requests always carry, with a value or explicitly without one.
pub(crate) const KEYS: &[(&str, &[&str])] = &[
    ("aws:SourceIp", &["10.1.2.3", "203.0.113.7", "2001:db8::7"]),
    ("aws:SourceVpce", &["vpce-1", "vpce-2"]),
    ("aws:SourceVpc", &["vpc-1"]),
    ("s3:TlsVersion", &["1.0", "1.2", "1.3"]),
    ("aws:UserAgent", &["a", "false", "arn:aws:iam::111122223333:role/app"]),
    ("aws:PrincipalTag/team", &["a", "b"]),
    ("aws:PrincipalOrgID", &["o-1", "o-2"]),
    ("aws:ResourceAccount", &["111122223333"]),
    ("aws:CurrentTime", &["2026-01-01T00:00:00Z"]),
    ("s3:x-amz-acl", &["private"]),
    ("aws:PrincipalArn", CALLERS),
    ("aws:PrincipalIsAWSService", &["true", "false"]),
    ("aws:MultiFactorAuthPresent", &["true", "false"]),
];

fn values() -> BoxedStrategy<Value> {
    const POOL: &[&str] = &[
        "true",
        "false",
        "False",
        "a",
        "*",
        "1.2",
        "1.3",
        "10.0.0.0/8",
        "203.0.113.7",
        "0.0.0.0/0",
        "vpce-1",
        "vpce-*",
        "o-1",
        "private",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::*:user/example",
        "111122223333",
        "${aws:username}",
        "${*}",
        "t*",
        "?????",
        "2020-01-01T00:00:00Z",
    ];
    prop_oneof![6 => one_or_some(POOL), 1 => Just(json!(false)), 1 => Just(json!(1.2)), 1 => Just(json!([]))].boxed()
}

fn test() -> BoxedStrategy<(String, String, Value)> {
    let key = prop_oneof![2 => Just("aws:SecureTransport"), 4 => select(KEYS).prop_map(|(key, _)| key), 1 => Just("aws:principalarn")];
    let prefix = prop_oneof![6 => Just(""), 1 => Just("ForAnyValue:"), 1 => Just("ForAllValues:")];
    let suffix = prop_oneof![3 => Just(""), 1 => Just("IfExists")];
    // Pairs that make sense, and pairs that do not.
    let sensible = prop_oneof![
        select(&["10.0.0.0/8", "203.0.113.0/24"][..]).prop_map(|v| ("IpAddress", "aws:SourceIp", json!(v))),
        select(&["10.0.0.0/8", "203.0.113.0/24"][..]).prop_map(|v| ("NotIpAddress", "aws:SourceIp", json!(v))),
        Just(("StringNotEquals", "aws:SourceVpce", json!("vpce-1"))),
        Just(("ArnNotLike", "aws:PrincipalArn", json!("arn:aws:iam::111122223333:role/*"))),
        Just(("NumericLessThan", "s3:TlsVersion", json!(1.2))),
        Just(("Null", "aws:SourceVpce", json!("true"))),
        Just(("StringEquals", "aws:PrincipalOrgID", json!("o-1"))),
    ];
    let wild = (prefix, select(OPERATORS), suffix, key, values())
        .prop_map(|(p, o, s, k, v)| (format!("{p}{o}{s}"), k.to_owned(), v));
    prop_oneof![2 => wild, 1 => sensible.prop_map(|(o, k, v)| (o.to_owned(), k.to_owned(), v))].boxed()
}

fn condition(good: &'static [(&'static str, &'static str)]) -> BoxedStrategy<Value> {
    let base = prop_oneof![6 => select(good).prop_map(Some), 1 => Just(None)];
    let extra = prop_oneof![4 => Just(0usize), 1 => Just(1), 1 => Just(2)]
        .prop_flat_map(|count| prop::collection::vec(test(), count));
    (base, extra)
        .prop_map(|(base, extra)| {
            let mut block: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
            if let Some((operator, value)) = base {
                block.entry(operator.to_owned()).or_default().insert("aws:SecureTransport".to_owned(), json!(value));
            }
            for (operator, key, values) in extra {
                let same =
                    block.keys().find(|known| known.eq_ignore_ascii_case(&operator)).cloned().unwrap_or(operator);
                let keys = block.entry(same).or_default();
                if !keys.keys().any(|known| known.eq_ignore_ascii_case(&key)) {
                    keys.insert(key, values);
                }
            }
            json!(block)
        })
        .boxed()
}

const GOOD: &[(&str, &str)] = &[
    ("Bool", "false"),
    ("Bool", "false"),
    ("BoolIfExists", "false"),
    ("StringEquals", "false"),
    ("StringNotEquals", "true"),
    ("Null", "false"),
    ("Bool", "true"),
];

fn statement() -> BoxedStrategy<Value> {
    let effect = prop_oneof![9 => Just("Deny"), 1 => Just("Allow")];
    (effect, principals(), actions(), resources(), condition(GOOD))
        .prop_map(|(effect, (p, principal), (a, actions), (r, resources), condition)| json!({"Effect": effect, p: principal, a: actions, r: resources, "Condition": condition}))
        .boxed()
}

/// Two statements that share the work, or nearly.
fn halves() -> BoxedStrategy<Value> {
    let pool = vec![
        json!([{"Action": "s3:Get*"}, {"NotAction": "s3:Get*"}]),
        json!([{"Action": "s3:Get*"}, {"NotAction": ["s3:Get*", "s3:Put*"]}]),
        json!([{"Action": "s3:G*"}, {"NotAction": "s3:Ge?Object"}]),
        json!([{"NotAction": "s3:Get*"}, {"NotAction": "s3:*Object"}]),
        json!([{"NotAction": "s3:Get*"}, {"NotAction": "s3:P*"}]),
        json!([{"Resource": "arn:aws:s3:::example"}, {"Resource": "arn:aws:s3:::example/*"}]),
        json!([{"Resource": "arn:aws:s3:::example/a*"}, {"NotResource": "arn:aws:s3:::example/a*"}]),
        json!([{"Resource": "arn:aws:s3:::example/a*"}, {"NotResource": "arn:aws:s3:::example/*a"}]),
        json!([{"NotResource": "arn:aws:s3:::example/a*"}, {"NotResource": "arn:aws:s3:::example/b*"}]),
        json!([{"NotResource": "arn:aws:s3:::example/a*"}, {"NotResource": "arn:aws:s3:::example/*b"}]),
    ];
    (select(pool), condition(GOOD))
        .prop_map(|(pair, condition)| {
            let whole = |part: &Value| {
                let mut statement = json!({"Effect": "Deny", "Principal": "*", "Condition": condition});
                if part.get("Action").or(part.get("NotAction")).is_none() {
                    statement["Action"] = json!("s3:*");
                } else {
                    statement["Resource"] = json!("*");
                }
                for (name, value) in part.as_object().unwrap() {
                    statement[name] = value.clone();
                }
                statement
            };
            Value::Array(pair.as_array().unwrap().iter().map(whole).collect())
        })
        .boxed()
}

pub(crate) fn bucket_policy() -> BoxedStrategy<Value> {
    let statements = prop_oneof![
        4 => prop::collection::vec(statement(), 1..=3).prop_map(Value::Array),
        1 => statement(),
        1 => halves(),
    ];
    let version = prop_oneof![5 => Just("2012-10-17"), 1 => Just("2008-10-17")];
    (version, statements).prop_map(|(version, statements)| json!({"Version": version, "Statement": statements})).boxed()
}

/// A request for the bucket or an object, in clear text or with `tls`, with every key of `KEYS`
/// settled.
pub(crate) fn call(tls: Option<&'static str>) -> BoxedStrategy<Call> {
    let action = prop_oneof![
        3 => select(&["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject", "s3:GetBucketPolicy", "s3:PutBucketAcl", "s3:BypassGovernanceRetention"][..]).prop_map(str::to_owned),
        1 => "s3:[A-Za-z]{1,12}",
        1 => "s3:(Get|Put|List|G|P)[A-Za-z]{0,6}",
    ];
    let resource = prop_oneof![
        2 => Just("arn:aws:s3:::example".to_owned()),
        2 => "[a-c/:*$]{1,4}".prop_map(|key| format!("arn:aws:s3:::example/{key}")),
        1 => "a/[a-z]{1,3}/ü".prop_map(|key| format!("arn:aws:s3:::example/{key}")),
        1 => Just("arn:aws:s3:::example/${aws:username}".to_owned()),
    ];
    let who = prop_oneof![
        4 => select(CALLERS).prop_map(|arn| Who::Arn(arn.to_owned())),
        1 => Just(Who::Nobody),
        1 => Just(Who::Service("logging.s3.amazonaws.com".to_owned())),
    ];
    let context: Vec<_> = KEYS
        .iter()
        .map(|(key, values)| {
            let value = select(*values).prop_map(|value| Some(vec![value.to_owned()]));
            (Just(key.to_lowercase()), prop_oneof![1 => Just(None), 2 => value])
        })
        .collect();
    (who, action, resource, context)
        .prop_map(move |(who, action, resource, context)| {
            let mut context: BTreeMap<_, _> = context.into_iter().collect();
            context.insert("aws:securetransport".to_owned(), Some(vec![tls.is_some().to_string()]));
            if let Some(version) = tls {
                context.insert("s3:tlsversion".to_owned(), Some(vec![version.to_owned()]));
            }
            Call { who, action, resource, context }
        })
        .boxed()
}
