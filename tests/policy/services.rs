//! Does a resource other than a bucket refuse clear text? After the examples that AWS documents for each service.

use super::policy;
use serde_json::{Value, json};
use tomscan::policy::{
    ClearText, Decision, Policy, Reason, ResourceArn, Service, Truth, plain_http, refuses_plaintext,
    refuses_plaintext_for,
};

pub(crate) const QUEUE: &str = "arn:aws:sqs:eu-central-1:111122223333:orders";
const TOPIC: &str = "arn:aws:sns:eu-central-1:111122223333:alarms";
pub(crate) const TABLE: &str = "arn:aws:dynamodb:eu-central-1:111122223333:table/orders";
pub(crate) const FILES: &str = "arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-0123456789abcdef0";

pub(crate) fn arn(text: &str) -> ResourceArn {
    ResourceArn::parse(text).unwrap()
}

fn of(statements: &Value) -> Policy {
    policy(&json!({"Version": "2012-10-17", "Statement": statements}))
}

fn deny(actions: &Value, resources: &Value) -> Value {
    json!({"Effect": "Deny", "Principal": "*", "Action": actions, "Resource": resources, "Condition": {"Bool": {"aws:SecureTransport": "false"}}})
}

fn refuted(document: &Policy, resource: &str) -> String {
    match refuses_plaintext(document, arn(resource)) {
        Decision::No(request) => {
            assert!(request.is_denied_by(document).is_false());
            request.to_string()
        }
        other => panic!("expected a counterexample, got {other:?}"),
    }
}

#[test]
fn queues() {
    assert_eq!(refuses_plaintext(&of(&json!([deny(&json!("sqs:*"), &json!(QUEUE))])), arn(QUEUE)), Decision::Yes);
    assert_eq!(refuses_plaintext(&of(&json!([deny(&json!("SQS:*"), &json!("*"))])), arn(QUEUE)), Decision::Yes);
    let witness = refuted(&of(&json!([deny(&json!("sqs:SendMessage"), &json!(QUEUE))])), QUEUE);
    assert_eq!(witness, format!("http sqs:ReceiveMessage {QUEUE} (principal arn:aws:iam::111122223333:user/example)"));
    // The policy of another queue.
    refuted(&of(&json!([deny(&json!("sqs:*"), &json!("arn:aws:sqs:eu-central-1:111122223333:other"))])), QUEUE);
    refuted(&of(&json!([deny(&json!("sqs:*"), &json!("arn:aws:sqs:eu-west-1:111122223333:orders"))])), QUEUE);
    // Only one service is spoken of.
    refuted(&of(&json!([deny(&json!("sns:*"), &json!("*"))])), QUEUE);
}

#[test]
fn messages_alone() {
    let payload = |document: &Policy, resource: &str| {
        let resource = arn(resource);
        let actions = resource.service().payload_actions();
        refuses_plaintext_for(document, resource, actions)
    };
    // What AWS recommends for topics denies publishing alone.
    let publish = of(&json!([deny(&json!("sns:Publish"), &json!(TOPIC))]));
    assert_eq!(payload(&publish, TOPIC), Decision::Yes);
    assert!(refuted(&publish, TOPIC).starts_with("http sns:Subscribe "));
    let send = of(&json!([deny(&json!("sqs:SendMessage"), &json!(QUEUE))]));
    assert!(matches!(payload(&send, QUEUE), Decision::No(request) if request.action == "sqs:ReceiveMessage"));
    let both = of(&json!([deny(&json!(["sqs:SendMessage", "sqs:ReceiveMessage"]), &json!(QUEUE))]));
    assert_eq!(payload(&both, QUEUE), Decision::Yes);
    // Nothing to ask about is no proof.
    assert!(matches!(payload(&both, TABLE), Decision::CannotTell(_)));
    let foreign = refuses_plaintext_for(&of(&json!([deny(&json!("*"), &json!("*"))])), arn(QUEUE), &["s3:GetObject"]);
    assert!(matches!(foreign, Decision::CannotTell(_)));
}

#[test]
fn tables_and_their_indexes() {
    let both = json!([TABLE, format!("{TABLE}/*")]);
    assert_eq!(refuses_plaintext(&of(&json!([deny(&json!("dynamodb:*"), &both)])), arn(TABLE)), Decision::Yes);
    assert!(!matches!(
        refuses_plaintext(&of(&json!([deny(&json!("dynamodb:*"), &json!(TABLE))])), arn(TABLE)),
        Decision::Yes
    ));
    refuted(&of(&json!([deny(&json!("dynamodb:GetItem"), &both)])), TABLE);
}

#[test]
fn endpoints_that_speak_https_alone() {
    for resource in [
        "arn:aws:kms:eu-central-1:111122223333:key/0",
        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf",
        "arn:aws:ecr:eu-central-1:111122223333:repository/app",
        "arn:aws:lambda:eu-central-1:111122223333:function:f",
        "arn:aws:backup:eu-central-1:111122223333:backup-vault:v",
        "arn:aws:execute-api:eu-central-1:111122223333:abc123",
    ] {
        assert_eq!(arn(resource).service().clear_text(), ClearText::Impossible);
        assert_eq!(refuses_plaintext(&of(&json!([])), arn(resource)), Decision::Yes, "{resource}");
    }
}

#[test]
fn domains_are_asked_elsewhere() {
    let domain = "arn:aws:es:eu-central-1:111122223333:domain/search";
    let document = of(&json!([deny(&json!("es:*"), &json!("*"))]));
    assert_eq!(refuses_plaintext(&document, arn(domain)), Decision::CannotTell(Reason::TransportSetting));
}

#[test]
fn arns_are_checked() {
    for text in [
        "",
        "arn:aws:sqs:eu-central-1:111122223333:",
        "arn:aws:sqs:eu-central-1:111122223333:a*",
        "arn:aws:sqs::111122223333:a",
        "arn:aws:sqs:eu-central-1::a",
        "arn:aws:ec2:eu-central-1:111122223333:volume/v",
        "arn:aws:s3:::a/b",
        "arn:other:sqs:eu-central-1:111122223333:a",
        "arn:aws:sqs:eu-central-1:111122223333:a b",
        "arn:aws:kms:eu-central-1:111122223333:key/${x}",
    ] {
        assert!(ResourceArn::parse(text).is_err(), "{text}");
    }
    assert_eq!(arn("arn:aws:s3:::example").service(), Service::S3);
    assert!(ResourceArn::ecr_registry("aws", "eu-central-1", "111122223333").is_ok());
    assert!(ResourceArn::ecr_registry("aws", "*", "111122223333").is_err());
}

const CLIENT: [&str; 3] =
    ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"];

/// "Enforce in-transit encryption for all clients", as the console writes it: everybody who reaches a mount target, and nobody
/// without TLS.
fn console() -> Value {
    json!([
        {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": CLIENT, "Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}},
        {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    ])
}

fn files(statements: &Value) -> Decision {
    refuses_plaintext(&of(statements), arn(FILES))
}

#[test]
fn file_systems_that_refuse() {
    assert_eq!(files(&console()), Decision::Yes);
    // "Encrypting file data with Amazon EFS": allowed over TLS, and nothing else is.
    let tls = json!([{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": CLIENT, "Resource": FILES, "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]);
    assert_eq!(files(&tls), Decision::Yes);
    // Whoever says who he is does so over TLS.
    let role = json!([{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": CLIENT, "Resource": FILES}]);
    assert_eq!(files(&role), Decision::Yes);
    // Access points are mounted over TLS.
    let point = json!([{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "elasticfilesystem:Client*", "Condition": {"StringEquals": {"elasticfilesystem:AccessPointArn": "arn:aws:elasticfilesystem:eu-central-1:111122223333:access-point/fsap-0"}}}]);
    assert_eq!(files(&point), Decision::Yes);
    assert_eq!(files(&json!([])), Decision::Yes);
}

#[test]
fn file_systems_that_do_not() {
    let document = of(&json!([console()[0]]));
    let Decision::No(request) = refuses_plaintext(&document, arn(FILES)) else { panic!() };
    assert_eq!(
        request.to_string(),
        format!(
            "http elasticfilesystem:ClientMount {FILES} (principal *, elasticfilesystem:AccessedViaMountTarget=true)"
        )
    );
    let writes = json!([console()[0], {"Effect": "Deny", "Principal": "*", "Action": "elasticfilesystem:ClientWrite", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]);
    assert!(matches!(files(&writes), Decision::No(request) if request.action == "elasticfilesystem:ClientMount"));
    // The wrong way round.
    let inverted = json!([console()[0], {"Effect": "Deny", "Principal": "*", "Action": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]);
    assert!(matches!(files(&inverted), Decision::No(_)));
    // One principal is told to use TLS, the anonymous ones are not.
    let one = json!([console()[0], {"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]);
    assert!(matches!(files(&one), Decision::No(_)));
    // A date decides.
    let later = json!([console()[0], {"Effect": "Deny", "Principal": "*", "Action": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}, "DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}}]);
    assert_eq!(files(&later), Decision::CannotTell(Reason::TimeDependent));
    // Without any policy everybody who reaches a mount target may mount.
    assert_eq!(plain_http(arn(FILES)).to_string(), format!("http elasticfilesystem:ClientMount {FILES} (principal *)"));
    assert_eq!(plain_http(arn(QUEUE)).is_denied_by(&of(&json!([]))), Truth::False);
}
