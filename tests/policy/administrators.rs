//! Who is in effect an administrator.

use serde_json::{Value, json};
use tomscan::policy::{AdminDecision, AdminKind, ESCALATIONS, Home, Identity, Policy, administrator, administrator_in};

pub(crate) fn read(statements: &Value) -> Policy {
    Policy::parse(&json!({"Version": "2012-10-17", "Statement": statements}).to_string()).unwrap()
}

fn identity(statements: &Value) -> Identity {
    Identity { policies: vec![("inline".to_owned(), read(statements))], boundary: None }
}

fn home() -> Home {
    Home { partition: "aws".to_owned(), account: "111122223333".to_owned() }
}

/// `full access`, the id of the way, `no`, or the reason.
fn verdict(identity: &Identity) -> String {
    name(&administrator_in(identity, &home()))
}

fn name(decision: &AdminDecision) -> String {
    match decision {
        AdminDecision::Yes(evidence) => match evidence.kind {
            AdminKind::FullAccess => "full access".to_owned(),
            AdminKind::Escalation(way) => way.id().to_owned(),
        },
        AdminDecision::No => "no".to_owned(),
        AdminDecision::CannotTell(reason) => reason.to_string(),
    }
}

fn of(statements: &Value) -> String {
    verdict(&identity(statements))
}

fn allow(actions: &Value, resources: &Value) -> Value {
    json!({"Effect": "Allow", "Action": actions, "Resource": resources})
}

fn all() -> Value {
    allow(&json!("*"), &json!("*"))
}

#[test]
fn administrator_access() {
    assert_eq!(of(&json!([all()])), "full access");
    assert_eq!(of(&json!(all())), "full access");
    assert_eq!(of(&json!([allow(&json!(["*:*"]), &json!("*"))])), "full access");
    assert_eq!(of(&json!([allow(&json!(["s3:*", "*"]), &json!(["arn:aws:s3:::a", "*"]))])), "full access");
    let AdminDecision::Yes(evidence) = administrator(&identity(&json!([allow(&json!("s3:*"), &json!("*")), all()])))
    else {
        panic!()
    };
    let first = evidence.statements.first().unwrap();
    assert_eq!((first.policy.as_str(), first.index, evidence.statements.len()), ("inline", 1, 1));
}

#[test]
fn nobody_without_policies() {
    assert_eq!(verdict(&Identity::default()), "no");
    assert_eq!(name(&administrator(&Identity::default())), "no");
}

#[test]
fn power_user_access() {
    let not_iam = json!({"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"});
    let some = allow(
        &json!([
            "account:GetAccountInformation",
            "account:ListRegions",
            "iam:CreateServiceLinkedRole",
            "iam:DeleteServiceLinkedRole",
            "iam:ListRoles",
            "organizations:DescribeOrganization"
        ]),
        &json!("*"),
    );
    assert_eq!(of(&json!([not_iam, some])), "no");
    assert_eq!(of(&json!([not_iam, allow(&json!("iam:PassRole"), &json!("*"))])), "iam:PassRole+lambda:CreateFunction");
    assert_eq!(
        of(&json!([not_iam, allow(&json!(["iam:*", "organizations:*", "account:*"]), &json!("*"))])),
        "full access"
    );
    // Roles by name are passed every day.
    assert_eq!(
        of(&json!([not_iam, allow(&json!("iam:PassRole"), &json!("arn:aws:iam::111122223333:role/app-*"))])),
        "no"
    );
}

#[test]
fn read_only_access() {
    assert_eq!(
        of(&json!([allow(
            &json!(["s3:Get*", "s3:List*", "ec2:Describe*", "iam:Get*", "iam:List*", "iam:GenerateCredentialReport"]),
            &json!("*")
        )])),
        "no"
    );
    assert_eq!(of(&json!([allow(&json!("*:Get*"), &json!("*"))])), "no");
}

#[test]
fn iam_full_access() {
    assert_eq!(
        of(&json!([allow(&json!(["iam:*", "organizations:DescribeAccount"]), &json!("*"))])),
        "iam:AttachUserPolicy"
    );
}

#[test]
fn every_way_is_found_alone_and_not_without_a_part() {
    for way in ESCALATIONS {
        let actions: Vec<&str> = way.actions().collect();
        assert_eq!(of(&json!([allow(&json!(actions), &json!("*"))])), way.id());
        let apart: Vec<Value> =
            actions.iter().map(|action| allow(&json!(action.to_uppercase()), &json!("*"))).collect();
        assert_eq!(of(&json!(apart)), way.id());
        for left_out in &actions {
            let fewer: Vec<&str> = actions.iter().copied().filter(|action| action != left_out).collect();
            let fewer = if fewer.is_empty() { vec!["s3:GetObject"] } else { fewer };
            assert_eq!(of(&json!([allow(&json!(fewer), &json!("*"))])), "no", "{} without {left_out}", way.id());
        }
    }
}

#[test]
fn all_resources_of_the_account_are_all() {
    let attach = |resource: &str| identity(&json!([allow(&json!("iam:AttachUserPolicy"), &json!(resource))]));
    for resource in
        ["arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:*", "arn:aws:iam::111122223333:user/*", "arn:*"]
    {
        assert_eq!(verdict(&attach(resource)), "iam:AttachUserPolicy", "{resource}");
    }
    // In another account that is worth nothing, and without the account nobody knows.
    assert_eq!(verdict(&attach("arn:aws:iam::999999999999:user/*")), "no");
    assert_eq!(name(&administrator(&attach("arn:aws:iam::999999999999:user/*"))), "account-unknown");
    assert_eq!(name(&administrator(&attach("arn:aws:iam::*:user/*"))), "iam:AttachUserPolicy");
    assert_eq!(verdict(&attach("arn:aws:iam::111122223333:role/*")), "no");
}

#[test]
fn some_resources_may_be_his_own() {
    for resource in [
        "arn:aws:iam::111122223333:user/alice",
        "arn:aws:iam::*:user/${aws:username}",
        "arn:aws:iam::111122223333:user/dev/*",
    ] {
        assert_ne!(of(&json!([allow(&json!("iam:PutUserPolicy"), &json!(resource))])), "no", "{resource}");
    }
    // His own keys and password are nothing new; another's are.
    assert_eq!(of(&json!([allow(&json!("iam:*AccessKey*"), &json!("arn:aws:iam::*:user/${aws:username}"))])), "no");
    assert_ne!(
        of(&json!([allow(&json!("iam:CreateAccessKey"), &json!("arn:aws:iam::111122223333:user/alice"))])),
        "no"
    );
}

#[test]
fn deny_takes_away() {
    let deny = |actions: &Value, resources: &Value| json!({"Effect": "Deny", "Action": actions, "Resource": resources});
    assert_eq!(of(&json!([all(), deny(&json!("*"), &json!("*"))])), "no");
    assert_eq!(of(&json!([all(), deny(&json!(["iam:*", "sts:*"]), &json!("*"))])), "no");
    // One bucket less, but still everything else.
    assert_eq!(of(&json!([all(), deny(&json!("s3:*"), &json!("arn:aws:s3:::logs/*"))])), "iam:AttachUserPolicy");
    // Some roles are protected, users are not.
    assert_eq!(of(&json!([all(), deny(&json!("iam:*"), &json!("arn:aws:iam::*:role/org-*"))])), "iam:AttachUserPolicy");
    assert_ne!(
        of(&json!([
            allow(&json!("iam:PutRolePolicy"), &json!("*")),
            deny(&json!("iam:*"), &json!("arn:aws:iam::*:role/org-*"))
        ])),
        "no"
    );
}

#[test]
fn boundary_limits() {
    let with = |boundary: &Value| Identity { boundary: Some(read(boundary)), ..identity(&json!([all()])) };
    assert_eq!(verdict(&with(&json!([allow(&json!("s3:*"), &json!("*"))]))), "no");
    assert_eq!(verdict(&with(&json!([all()]))), "full access");
    assert_eq!(verdict(&with(&json!([allow(&json!("iam:*"), &json!("*"))]))), "iam:AttachUserPolicy");
    assert_eq!(verdict(&with(&json!([all(), {"Effect": "Deny", "Action": "*", "Resource": "*"}]))), "no");
    // A boundary allows nothing by itself.
    let alone = Identity { policies: vec![], boundary: Some(read(&json!([all()]))) };
    assert_eq!(verdict(&alone), "no");
}

#[test]
fn conditions_that_he_can_meet_do_not_help() {
    let with = |condition: &Value| {
        let mut statement = all();
        statement["Condition"] = condition.clone();
        of(&json!([statement]))
    };
    assert_eq!(with(&json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}})), "full access");
    assert_eq!(
        with(
            &json!({"BoolIfExists": {"aws:MultiFactorAuthPresent": true}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})
        ),
        "full access"
    );
    assert_eq!(with(&json!({"StringEquals": {"aws:SourceVpce": "vpce-1"}})), "full access");
    for condition in [
        json!({"StringEquals": {"aws:PrincipalTag/admin": "yes"}}),
        json!({"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}),
        json!({"StringEquals": {"aws:ResourceTag/team": "a"}}),
        json!({"Foo": {"aws:x": "y"}}),
        json!({"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}),
        // Impossible, but that is not shown.
        json!({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}, "StringEquals": {"aws:SourceVpce": "vpce-1"}}),
    ] {
        assert!(!["full access", "no"].contains(&with(&condition).as_str()), "{condition}");
    }
}

#[test]
fn denied_without_mfa_is_still_an_administrator() {
    let deny = json!({"Effect": "Deny", "NotAction": ["iam:ListMFADevices", "sts:GetSessionToken"], "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}});
    assert_eq!(of(&json!([all(), deny])), "full access");
}

#[test]
fn denied_outside_a_region_is_still_an_administrator_of_iam() {
    let deny = json!({"Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}}});
    assert_eq!(of(&json!([all(), deny])), "iam:AttachUserPolicy");
}

#[test]
fn which_policy_and_which_service_may_be_conditions() {
    let attach = |operator: &str, arn: &str| {
        of(
            &json!([{"Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*", "Condition": {operator: {"iam:PolicyARN": arn}}}]),
        )
    };
    assert_eq!(attach("ArnLike", "arn:aws:iam::aws:policy/*"), "iam:AttachRolePolicy");
    assert_eq!(attach("ArnEquals", "arn:aws:iam::aws:policy/ReadOnlyAccess"), "condition-key");
    let pass = |service: &str| {
        let pass = json!({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEquals": {"iam:PassedToService": service}}});
        of(&json!([pass, allow(&json!("lambda:*"), &json!("*"))]))
    };
    assert_eq!(pass("lambda.amazonaws.com"), "iam:PassRole+lambda:CreateFunction");
    assert_eq!(pass("monitoring.rds.amazonaws.com"), "no");
}

#[test]
fn not_resource() {
    assert_eq!(
        of(&json!([{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::secret/*"}])),
        "iam:AttachUserPolicy"
    );
    assert_eq!(
        of(
            &json!([{"Effect": "Allow", "Action": "*", "NotResource": ["arn:aws:s3:::secret/*"]}, allow(&json!("*"), &json!("arn:aws:s3:::secret/*"))])
        ),
        "full access"
    );
    assert_eq!(of(&json!([{"Effect": "Allow", "Action": "iam:*", "NotResource": "arn:aws:iam::*:*"}])), "no");
}

#[test]
fn several_policies_together() {
    let parts = Identity {
        policies: vec![
            ("a".to_owned(), read(&json!([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]))),
            ("b".to_owned(), read(&json!([{"Sid": "Iam", "Effect": "Allow", "Action": "iam:*", "Resource": "*"}]))),
        ],
        boundary: None,
    };
    let AdminDecision::Yes(evidence) = administrator(&parts) else { panic!() };
    let names: Vec<_> = evidence.statements.iter().map(|s| (s.policy.as_str(), s.sid.as_deref())).collect();
    assert_eq!(names, [("a", None), ("b", Some("Iam"))]);
}
