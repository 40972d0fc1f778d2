//! Who can have backups restored.

use crate::administrators::read;
use serde_json::{Value, json};
use tomscan::policy::{Home, Identity, RestoreDecision, can_restore};

const BACKUP_ROLE: &str = "arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole";

fn decide(statements: &Value, boundary: Option<&Value>, roles: &[&str]) -> String {
    let identity = Identity { policies: vec![("inline".to_owned(), read(statements))], boundary: boundary.map(read) };
    let home = Home { partition: "aws".to_owned(), account: "111122223333".to_owned() };
    let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
    match can_restore(&identity, &home, &roles) {
        RestoreDecision::Yes(_, way) => way.unwrap_or("full access").to_owned(),
        RestoreDecision::No => "no".to_owned(),
        RestoreDecision::CannotTell(reason) => format!("cannot tell: {reason}"),
    }
}

fn of(statements: &Value) -> String {
    decide(statements, None, &[BACKUP_ROLE])
}

fn allow(actions: &Value, resources: &Value) -> Value {
    json!({"Effect": "Allow", "Action": actions, "Resource": resources})
}

fn pass(role: &str) -> Value {
    json!({"Effect": "Allow", "Action": "iam:PassRole", "Resource": role,
           "Condition": {"StringLike": {"iam:PassedToService": "backup.amazonaws.com"}}})
}

#[test]
fn who_has_no_such_right_cannot() {
    assert_eq!(decide(&json!([]), None, &[BACKUP_ROLE]), "no");
    assert_eq!(
        of(&json!([allow(&json!(["s3:*", "ec2:Describe*", "rds:Describe*", "backup:List*"]), &json!("*"))])),
        "no"
    );
    // ReadOnlyAccess in small.
    assert_eq!(of(&json!([allow(&json!(["*:Get*", "backup:Describe*", "dynamodb:Query"]), &json!("*"))])), "no");
}

#[test]
fn one_of_the_actions_is_enough() {
    for action in [
        "rds:RestoreDBInstanceFromDBSnapshot",
        "rds:RestoreDBClusterToPointInTime",
        "ec2:CreateVolume",
        "fsx:CreateFileSystemFromBackup",
    ] {
        assert_eq!(of(&json!([allow(&json!(action), &json!("*"))])), action);
    }
    assert_eq!(of(&json!([allow(&json!("dynamodb:RestoreTable*"), &json!("*"))])), "dynamodb:RestoreTableFromBackup");
}

#[test]
fn administrators_can() {
    assert_eq!(of(&json!([allow(&json!("*"), &json!("*"))])), "rds:RestoreDBInstanceFromDBSnapshot");
    assert_eq!(of(&json!([allow(&json!("iam:PutRolePolicy"), &json!("*"))])), "iam:PutRolePolicy");
}

#[test]
fn aws_backup_needs_a_role_to_hand_over() {
    let start = allow(&json!("backup:StartRestoreJob"), &json!("*"));
    assert_eq!(of(&json!([start, pass("arn:aws:iam::*:role/service-role/AWSBackup*")])), "backup:StartRestoreJob");
    assert_eq!(of(&json!([start, pass(BACKUP_ROLE)])), "backup:StartRestoreJob");
    // The right to start without a role, with another role, or for another service, is none.
    assert_eq!(of(&json!([start])), "no");
    assert_eq!(of(&json!([start, pass("arn:aws:iam::111122223333:role/other")])), "no");
    let to_ec2 = json!({"Effect": "Allow", "Action": "iam:PassRole", "Resource": BACKUP_ROLE,
                        "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}});
    assert_eq!(of(&json!([start, to_ec2])), "no");
    // Nor is there anything to hand over where AWS Backup may assume no role.
    assert_eq!(decide(&json!([start, pass("*")]), None, &[]), "no");
}

#[test]
fn a_second_factor_does_not_hold_him_back() {
    let with_mfa = json!({"Effect": "Allow", "Action": "rds:*", "Resource": "*",
                          "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}});
    assert_eq!(of(&json!([with_mfa])), "rds:RestoreDBInstanceFromDBSnapshot");
}

#[test]
fn some_resources_or_unknown_conditions_cannot_be_told() {
    let reason = "cannot tell: allowed-on-some-resources";
    assert_eq!(of(&json!([allow(&json!("rds:*"), &json!("arn:aws:rds:eu-central-1:111122223333:db:test"))])), reason);
    assert_eq!(
        of(&json!([allow(&json!("backup:StartRestoreJob"), &json!("arn:aws:ec2:*::snapshot/*")), pass(BACKUP_ROLE)])),
        reason
    );
    let tagged = json!({"Effect": "Allow", "Action": "ec2:CreateVolume", "Resource": "*",
                        "Condition": {"StringEquals": {"aws:ResourceTag/team": "dev"}}});
    assert_eq!(of(&json!([tagged])), reason);
}

#[test]
fn a_deny_and_a_boundary_hold_him_back() {
    let all = allow(&json!(["rds:*", "backup:*"]), &json!("*"));
    let deny = json!({"Effect": "Deny", "Action": ["rds:Restore*", "backup:StartRestoreJob"], "Resource": "*"});
    assert_eq!(of(&json!([all, deny, pass(BACKUP_ROLE)])), "no");
    let boundary = json!([allow(&json!(["rds:Describe*", "backup:List*"]), &json!("*"))]);
    assert_eq!(decide(&json!([all, pass(BACKUP_ROLE)]), Some(&boundary), &[BACKUP_ROLE]), "no");
    // A deny that may or may not apply leaves it open.
    let sometimes = json!({"Effect": "Deny", "Action": "rds:*", "Resource": "*",
                           "Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "it"}}});
    assert_eq!(of(&json!([allow(&json!("rds:*"), &json!("*")), sometimes])), "cannot tell: allowed-on-some-resources");
}
