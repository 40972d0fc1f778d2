//! What policies let through: the cases of the verdict catalogue, the parser, administrators, and
//! soundness against an oracle.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that fails may panic"
)]

use serde_json::{Value, json};
use tomscan::policy::{BucketArn, Decision, Policy, Reason, TlsVersion, refuses_plaintext, refuses_tls_below};

#[path = "policy/administrators.rs"]
mod administrators;
#[path = "policy/administrators_soundness.rs"]
mod administrators_soundness;
#[path = "policy/conditions.rs"]
mod conditions;
#[path = "policy/generators.rs"]
mod generators;
#[path = "policy/oracle/mod.rs"]
mod oracle;
#[path = "policy/outside.rs"]
mod outside;
#[path = "policy/outside_generators.rs"]
mod outside_generators;
#[path = "policy/outside_soundness.rs"]
mod outside_soundness;
#[path = "policy/parser.rs"]
mod parser;
#[path = "policy/plaintext.rs"]
mod plaintext;
#[path = "policy/regions.rs"]
mod regions;
#[path = "policy/regions_soundness.rs"]
mod regions_soundness;
#[path = "policy/restores.rs"]
mod restores;
#[path = "policy/services.rs"]
mod services;
#[path = "policy/services_soundness.rs"]
mod services_soundness;
#[path = "policy/soundness.rs"]
mod soundness;
#[path = "policy/tls.rs"]
mod tls;

fn bucket() -> BucketArn {
    BucketArn::new("aws", "example").unwrap()
}

fn policy(document: &Value) -> Policy {
    Policy::parse(&document.to_string()).unwrap()
}

/// A bucket policy of these statements.
fn statements(statements: &Value) -> Policy {
    policy(&json!({"Version": "2012-10-17", "Statement": statements}))
}

/// The statement AWS recommends, with some elements replaced; `null` takes one away.
fn deny_http(changes: &Value) -> Value {
    let mut statement = json!({
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::example", "arn:aws:s3:::example/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    });
    let members = statement.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        members.remove(name);
        if !value.is_null() {
            members.insert(name.clone(), value.clone());
        }
    }
    statement
}

fn decide(changes: &Value) -> Decision {
    refuses_plaintext(&statements(&deny_http(changes)), bucket())
}

/// The counterexample, which the single-request evaluator must confirm.
fn refuted(document: &Policy) -> String {
    match refuses_plaintext(document, bucket()) {
        Decision::No(request) => {
            assert!(request.is_denied_by(document).is_false());
            request.to_string()
        }
        other => panic!("expected a counterexample, got {other:?}"),
    }
}

fn refuted_with(changes: &Value) -> String {
    refuted(&statements(&deny_http(changes)))
}

fn tls(changes: &Value, minimum: TlsVersion) -> Decision {
    refuses_tls_below(&statements(&deny_http(changes)), &bucket(), minimum)
}

fn cannot_tell(changes: &Value) -> Reason {
    match decide(changes) {
        Decision::CannotTell(reason) => reason,
        other => panic!("expected cannot tell, got {other:?}"),
    }
}
