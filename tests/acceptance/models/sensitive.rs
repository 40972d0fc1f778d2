//! Answers against what AWS's models call sensitive, and against names that secrets have: whatever tomscan asks for and may hold
//! one is taken out before it is kept, or stands here with the reason why it is not.

use crate::moto::ask_python;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tomscan::aws::operations::{ALL, operation};
use tomscan::aws::secrets;

/// Members that stay: operation, name on the wire, and why.
const KEPT: &[(&str, &str, &str)] = &[
    ("fsx:DescribeBackups", "DomainJoinServiceAccountSecret", "the ARN of a secret"),
    ("fsx:DescribeBackups", "LogConfiguration", "where logs go"),
    ("fsx:DescribeFileSystems", "DomainJoinServiceAccountSecret", "the ARN of a secret"),
    ("fsx:DescribeFileSystems", "LogConfiguration", "where logs go"),
    ("rds:DescribeDBClusters", "MasterUserSecret", "ARN and state of a secret"),
    ("rds:DescribeDBInstances", "MasterUserSecret", "ARN and state of a secret"),
    ("s3:GetBucketEncryption", "KMSMasterKeyID", "the ARN of a key, which rules judge"),
    (
        "ssm:GetParametersByPath",
        "Value",
        "asked for AWS's own public parameters alone: see `offered.rs` and the test below",
    ),
];

/// Operations whose answers are little but secrets. None may enter the table.
const NEVER: &[&str] = &[
    "apigateway:GetApiKeys",
    "autoscaling:DescribeLaunchConfigurations",
    "cognito-idp:DescribeUserPoolClient",
    "ec2:DescribeInstanceAttribute",
    "ec2:DescribeLaunchTemplateVersions",
    "ec2:GetConsoleOutput",
    "ec2:GetPasswordData",
    "ecr:GetAuthorizationToken",
    "ecs:DescribeTaskDefinition",
    "ecs:DescribeTasks",
    "iam:GetLoginProfile",
    "kms:Decrypt",
    "lambda:GetFunction",
    "lambda:GetFunctionConfiguration",
    "logs:GetLogEvents",
    "s3:GetObject",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameterHistory",
    "ssm:GetParameters",
    "sts:AssumeRole",
    "sts:GetSessionToken",
];

fn found() -> Value {
    let ids: Vec<&str> = ALL.iter().map(|operation| operation.id).collect();
    ask_python(&["sensitive.py"], &json!(ids))
}

#[test]
fn whatever_may_hold_a_secret_is_taken_out_or_stays_for_a_reason() {
    let found = found();
    let mut open = Vec::new();
    let mut used: BTreeSet<&(&str, &str, &str)> = BTreeSet::new();
    for (id, members) in found.as_object().expect("an object") {
        for member in members.as_array().expect("a list") {
            let path: Vec<&str> = member["path"].as_array().expect("a path").iter().filter_map(Value::as_str).collect();
            let taken = secrets::members(id).iter().any(|name| path.contains(name));
            let kept = KEPT.iter().find(|(own, name, _)| own == id && path.last() == Some(name));
            used.extend(kept);
            if !taken && kept.is_none() {
                open.push(format!("{id}: {} ({})", path.join("."), member["why"]));
            }
        }
    }
    assert!(open.is_empty(), "look at src/aws/secrets.rs:\n{}", open.join("\n"));
    let idle: Vec<_> = KEPT.iter().filter(|kept| !used.contains(kept)).collect();
    assert!(idle.is_empty(), "exceptions of which none is needed: {idle:?}");
}

#[test]
fn the_models_tell_what_is_sensitive() {
    let found = ask_python(&["sensitive.py"], &json!(["lambda:ListFunctions", "secretsmanager:GetSecretValue"]));
    let paths = |id: &str| found[id].to_string();
    assert!(paths("lambda:ListFunctions").contains("\"Variables\""), "{found:#}");
    assert!(paths("secretsmanager:GetSecretValue").contains("\"SecretString\""), "{found:#}");
}

#[test]
fn every_member_that_is_taken_out_exists_and_its_operation_is_asked() {
    let ids: Vec<&str> = secrets::operations().collect();
    let models = ask_python(&["models.py"], &json!(ids));
    for id in ids {
        assert!(operation(id).is_some(), "{id} is not in the table");
        let output = models[id]["output"].to_string();
        for member in secrets::members(id) {
            assert!(output.contains(&format!("\"{member}\":")), "{id} has no {member}");
        }
    }
}

#[test]
fn nothing_is_asked_that_is_little_but_secrets() {
    let asked: Vec<_> = NEVER.iter().filter(|id| operation(id).is_some()).collect();
    assert!(asked.is_empty(), "{asked:?}");
}

#[test]
fn of_parameters_only_those_of_aws_itself_are_asked_with_their_values() {
    let source = include_str!("../../../src/aws/offered.rs");
    assert_eq!(source.matches("pages::<GetParametersByPath>").count(), 1);
    assert!(source.contains("format!(\"/aws/service/global-infrastructure/"), "the path begins with AWS's own");
}
