//! Soundness of the clear-text decisions for other services: the policies of `generators`, moved to a queue, a table or a file
//! system, against the oracle.

use super::generators::{bucket_policy, call};
use super::oracle::{Answer, Call, Who, denied, permitted};
use super::policy;
use super::services::{FILES, QUEUE, TABLE, arn};
use super::soundness::{as_call, cases};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::BTreeMap;
use tomscan::policy::{Decision, refuses_plaintext};

/// The same policy, speaking of another service and its resource.
fn moved(document: &Value, service: &str, resource: &str) -> Value {
    let action = |text: &str| text.replacen("s3", service, 1).replacen("S3", service, 1);
    let place = |text: &str| text.replace("arn:aws:s3:::example", resource);
    let mut document = document.clone();
    let statements = document.get_mut("Statement").unwrap();
    let list: Vec<&mut Value> = match statements {
        Value::Array(list) => list.iter_mut().collect(),
        single => vec![single],
    };
    for statement in list {
        for (name, value) in statement.as_object_mut().unwrap() {
            match name.as_str() {
                "Action" | "NotAction" => each(value, &action),
                "Resource" | "NotResource" => each(value, &place),
                _ => {}
            }
        }
    }
    document
}

fn each(value: &mut Value, change: &dyn Fn(&str) -> String) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|item| each(item, change)),
        Value::String(text) => *text = change(text),
        _ => {}
    }
}

fn moved_call(mut call: Call, service: &str, resource: &str) -> Call {
    call.action = call.action.replacen("s3", service, 1);
    call.resource = call.resource.replace("arn:aws:s3:::example", resource);
    call.context.remove("s3:tlsversion");
    call
}

/// A client that mounts without TLS: it has no name.
fn mount(mut call: Call, action: &str) -> Call {
    call.who = Who::Nobody;
    action.clone_into(&mut call.action);
    FILES.clone_into(&mut call.resource);
    for key in [
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalisawsservice",
        "aws:username",
        "elasticfilesystem:accesspointarn",
    ] {
        call.context.insert(key.to_owned(), None);
    }
    call.context.insert("aws:principaltype".to_owned(), Some(vec!["Anonymous".to_owned()]));
    call.context.remove("s3:tlsversion");
    call
}

/// Three statements allow, the others deny.
fn with_allows(document: &Value, effects: &[bool]) -> Value {
    let mut document = document.clone();
    if let Value::Array(list) = document.get_mut("Statement").unwrap() {
        for (statement, allow) in list.iter_mut().zip(effects) {
            if *allow {
                statement["Effect"] = "Allow".into();
            }
        }
    }
    document
}

fn name(decision: &Decision) -> &'static str {
    match decision {
        Decision::Yes => "yes",
        Decision::No(_) => "no",
        Decision::CannotTell(_) => "cannot tell",
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn queue_and_table_decisions_are_sound(document in bucket_policy(), calls in prop::collection::vec(call(None), 24)) {
        for (service, resource) in [("sqs", QUEUE), ("dynamodb", TABLE)] {
            let document = moved(&document, service, resource);
            match refuses_plaintext(&policy(&document), arn(resource)) {
                Decision::Yes => {
                    for call in calls.iter().map(|call| moved_call(call.clone(), service, resource)) {
                        if service == "dynamodb" || call.resource == resource {
                            prop_assert_eq!(denied(&document, &call), Answer::Yes, "{} {:?}", document, call);
                        }
                    }
                }
                Decision::No(request) => prop_assert_eq!(denied(&document, &as_call(&request)), Answer::No, "{} {}", document, request),
                Decision::CannotTell(_) => {}
            }
        }
    }

    #[test]
    fn file_system_decisions_are_sound(document in bucket_policy(), effects in prop::collection::vec(any::<bool>(), 3), calls in prop::collection::vec(call(None), 16)) {
        let document = with_allows(&moved(&document, "elasticfilesystem", FILES), &effects);
        match refuses_plaintext(&policy(&document), arn(FILES)) {
            Decision::Yes => {
                for (index, call) in calls.into_iter().enumerate() {
                    let action = ["ClientMount", "ClientWrite", "ClientRootAccess"][index % 3];
                    let call = mount(call, &format!("elasticfilesystem:{action}"));
                    let passes = permitted(&document, &call) == Answer::Yes && denied(&document, &call) == Answer::No;
                    prop_assert!(!passes, "{} {:?}", document, call);
                }
            }
            Decision::No(request) => {
                let call = as_call(&request);
                prop_assert_eq!(denied(&document, &call), Answer::No, "{} {}", document, request);
                prop_assert_eq!(permitted(&document, &call), Answer::Yes, "{} {}", document, request);
            }
            Decision::CannotTell(_) => {}
        }
    }
}

#[test]
fn every_decision_comes_up() {
    let mut runner = TestRunner::deterministic();
    let mut count = BTreeMap::new();
    for index in 0..600_usize {
        let document = bucket_policy().new_tree(&mut runner).unwrap().current();
        let effects = [index % 2 == 0, index % 3 == 0, index % 5 == 0];
        for (service, resource) in [("sqs", QUEUE), ("dynamodb", TABLE), ("elasticfilesystem", FILES)] {
            let mut document = moved(&document, service, resource);
            if service == "elasticfilesystem" {
                document = with_allows(&document, &effects);
            }
            let decision = refuses_plaintext(&policy(&document), arn(resource));
            *count.entry((service, name(&decision))).or_insert(0) += 1;
        }
    }
    println!("{count:?}");
    for service in ["sqs", "dynamodb", "elasticfilesystem"] {
        for name in ["yes", "no", "cannot tell"] {
            assert!(count.get(&(service, name)).is_some_and(|n| *n >= 30), "{count:?}");
        }
    }
}
