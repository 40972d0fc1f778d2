//! Soundness of the bucket decisions against the oracle: a *Yes* has no exception, a *No* is true.

use super::generators::{bucket_policy, call};
use super::oracle::{Answer, Call, Who, denied};
use super::{bucket, policy};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use std::collections::BTreeMap;
use tomscan::policy::{
    Caller, Decision, Policy, Presence, Request, TlsVersion, Transport, Truth, refuses_plaintext, refuses_tls_below,
};

/// The request as the oracle reads it; what follows from caller and transport is worked out here,
/// from the documentation.
pub(crate) fn as_call(request: &Request) -> Call {
    let mut context = BTreeMap::new();
    let mut set = |key: &str, value: &str| {
        context.insert(key.to_lowercase(), Some(vec![value.to_owned()]));
    };
    match request.transport {
        Transport::Http => set("aws:SecureTransport", "false"),
        Transport::Tls(version) => {
            set("aws:SecureTransport", "true");
            set("s3:TlsVersion", version.number());
        }
    }
    let mut absent = vec![];
    let who = match &request.caller {
        Caller::Anonymous => {
            set("aws:PrincipalType", "Anonymous");
            set("aws:PrincipalAccount", "anonymous");
            absent.extend(["aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:username"]);
            absent.extend(["aws:principalisawsservice", "aws:principalservicename"]);
            Who::Nobody
        }
        Caller::Service(name) => {
            set("aws:PrincipalIsAWSService", "true");
            set("aws:PrincipalServiceName", name);
            absent.extend(["aws:principalorgid", "aws:principalorgpaths", "aws:username"]);
            Who::Service(name.clone())
        }
        Caller::Iam(arn) => {
            set("aws:PrincipalArn", arn);
            set("aws:PrincipalAccount", arn.split(':').nth(4).unwrap());
            set("aws:PrincipalIsAWSService", "false");
            set("aws:ViaAWSService", "false");
            absent.push("aws:principalservicename");
            if request.action.starts_with("kms:") {
                set("kms:CallerAccount", arn.split(':').nth(4).unwrap());
            }
            if arn.contains(":user/") {
                set("aws:username", arn.rsplit('/').next().unwrap());
                set("aws:PrincipalType", "User");
            } else {
                absent.push("aws:username");
            }
            Who::Arn(arn.clone())
        }
    };
    if !matches!(who, Who::Service(_)) {
        absent.extend(["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"]);
    }
    context.extend(absent.into_iter().map(|key| (key.to_owned(), None)));
    if !request.action.starts_with("s3:") {
        context.remove("s3:tlsversion");
    }
    for (key, presence) in request.context.iter() {
        let value = match presence {
            Presence::Absent => None,
            Presence::Present(values) => Some(values.clone()),
        };
        context.insert(key.to_lowercase(), value);
    }
    Call { who, action: request.action.clone(), resource: request.resource.clone(), context }
}

fn check(document: &Value, decision: &Decision, calls: &[Call]) -> Result<(), TestCaseError> {
    match decision {
        Decision::Yes => {
            for call in calls {
                prop_assert_eq!(denied(document, call), Answer::Yes, "{} {:?}", document, call);
            }
        }
        Decision::No(request) => {
            prop_assert_eq!(denied(document, &as_call(request)), Answer::No, "{} {}", document, request);
            prop_assert_eq!(request.is_denied_by(&policy(document)), Truth::False);
        }
        Decision::CannotTell(_) => {}
    }
    Ok(())
}

/// `PROPTEST_CASES` overrides the number of cases.
pub(crate) fn cases(count: u32) -> Config {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { count };
    Config { cases, failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn plaintext_decisions_are_sound(document in bucket_policy(), calls in prop::collection::vec(call(None), 24)) {
        check(&document, &refuses_plaintext(&policy(&document), bucket()), &calls)?;
    }

    #[test]
    fn tls_decisions_are_sound(document in bucket_policy(), old in prop::collection::vec(call(Some("1.0")), 6), newer in prop::collection::vec(call(Some("1.2")), 6)) {
        let document: Value = serde_json::from_str(&document.to_string().replace("\"aws:SecureTransport\":\"false\"", "\"aws:SecureTransport\":\"true\"")).unwrap();
        let parsed = policy(&document);
        check(&document, &refuses_tls_below(&parsed, &bucket(), TlsVersion::Tls13), &[old.clone(), newer].concat())?;
        check(&document, &refuses_tls_below(&parsed, &bucket(), TlsVersion::Tls12), &old)?;
    }

    /// The single-request evaluator and the oracle never contradict each other.
    #[test]
    fn single_requests_agree(document in bucket_policy(), calls in prop::collection::vec(call(None), 8)) {
        let parsed = policy(&document);
        for call in calls {
            // Keys that follow from the caller are not generated freely here.
            let arn = match &call.who { Who::Arn(arn) => arn.clone(), _ => continue };
            let mut context = tomscan::policy::Context::default();
            for (key, value) in &call.context {
                let derived = ["aws:securetransport", "aws:principalarn", "aws:principalisawsservice"].contains(&key.as_str());
                if !derived {
                    context.set(key, value.clone().map_or(Presence::Absent, Presence::Present));
                }
            }
            let request = Request { transport: Transport::Http, caller: Caller::Iam(arn), action: call.action, resource: call.resource, context };
            let (ours, theirs) = (request.is_denied_by(&parsed), denied(&document, &as_call(&request)));
            match ours {
                Truth::True => prop_assert_eq!(theirs, Answer::Yes, "{} {}", document, request),
                Truth::False => prop_assert_eq!(theirs, Answer::No, "{} {}", document, request),
                Truth::Unknown(_) => {}
            }
        }
    }
}

/// The properties above would be empty if one of the decisions never came up.
#[test]
fn the_generator_reaches_every_decision() {
    let mut runner = TestRunner::deterministic();
    let mut count = BTreeMap::new();
    for _ in 0..800 {
        let document = bucket_policy().new_tree(&mut runner).unwrap().current();
        let parsed = Policy::parse(&document.to_string()).unwrap();
        for (question, decision) in [
            ("http", refuses_plaintext(&parsed, bucket())),
            ("tls", refuses_tls_below(&parsed, &bucket(), TlsVersion::Tls13)),
        ] {
            let name = match decision {
                Decision::Yes => "yes",
                Decision::No(_) => "no",
                Decision::CannotTell(_) => "cannot tell",
            };
            *count.entry((question, name)).or_insert(0) += 1;
        }
    }
    println!("{count:?}");
    for name in ["yes", "no", "cannot tell"] {
        assert!(count.get(&("http", name)).is_some_and(|n| *n >= 80), "{count:?}");
        assert!(count.get(&("tls", name)).is_some_and(|n| *n >= 24), "{count:?}");
    }
}
