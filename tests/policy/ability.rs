//! Who may perform an action, such as a restore.

use super::administrators::read;
use super::administrators_soundness::{Person, allowed, arns, call, identity, person, situations};
use super::policy;
use super::soundness::cases;
use proptest::prelude::*;
use proptest::sample::subsequence;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tomscan::policy::{Ability, Caller, Home, Identity, Reason, Truth, lets_in, may_perform};

const RESTORE: [&str; 4] =
    ["backup:StartRestoreJob", "rds:RestoreDBInstance*", "rds:RestoreDBCluster*", "ec2:CreateVolume"];

fn home() -> Home {
    Home { partition: "aws".to_owned(), account: "111122223333".to_owned() }
}

fn who(statements: &Value, boundary: Option<&Value>) -> Identity {
    Identity { policies: vec![("inline".to_owned(), read(statements))], boundary: boundary.map(read) }
}

/// `yes: action`, `no`, or the reason.
fn may(statements: &Value) -> String {
    name(&may_perform(&who(statements, None), &home(), &RESTORE))
}

fn name(ability: &Ability) -> String {
    match ability {
        Ability::Yes(evidence) => format!("yes: {}", evidence.action),
        Ability::No => "no".to_owned(),
        Ability::CannotTell(reason) => reason.to_string(),
    }
}

fn allow(actions: &Value, resources: &Value) -> Value {
    json!({"Effect": "Allow", "Action": actions, "Resource": resources})
}

#[test]
fn restores() {
    assert_eq!(may(&json!([allow(&json!("backup:*"), &json!("*"))])), "yes: backup:StartRestoreJob");
    assert_eq!(may(&json!([allow(&json!("rds:*"), &json!("*"))])), "yes: rds:RestoreDBInstance*");
    assert_eq!(
        may(&json!([allow(&json!("rds:RestoreDBInstanceToPointInTime"), &json!("*"))])),
        "yes: rds:RestoreDBInstanceToPointInTime"
    );
    assert_eq!(may(&json!([allow(&json!("*"), &json!("*"))])), "yes: backup:StartRestoreJob");
    assert_eq!(may(&json!([allow(&json!("ec2:Create*"), &json!("arn:aws:ec2:*:*:*"))])), "yes: ec2:CreateVolume");
    for actions in [
        json!("s3:*"),
        json!(["backup:List*", "backup:StartBackupJob", "rds:Describe*", "ec2:Describe*"]),
        json!("rds:RestoreDB"),
    ] {
        assert_eq!(may(&json!([allow(&actions, &json!("*"))])), "no", "{actions}");
    }
    assert_eq!(may(&json!([{"Effect": "Allow", "NotAction": ["backup:*", "rds:*", "ec2:*"], "Resource": "*"}])), "no");
    assert_eq!(
        may(&json!([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}])),
        "yes: backup:StartRestoreJob"
    );
    assert_eq!(name(&may_perform(&Identity::default(), &home(), &RESTORE)), "no");
    assert_eq!(name(&may_perform(&who(&json!([allow(&json!("*"), &json!("*"))]), None), &home(), &[])), "no");
}

#[test]
fn on_some_resources_is_not_decided() {
    for resource in ["arn:aws:rds:eu-central-1:111122223333:db:test", "arn:aws:rds:*:*:snapshot:*"] {
        assert_eq!(
            may(&json!([allow(&json!("rds:RestoreDBInstanceFromDBSnapshot"), &json!(resource))])),
            "allowed-on-some-resources"
        );
    }
}

#[test]
fn conditions_and_regions() {
    let with = |condition: Value| {
        let mut statement = allow(&json!("backup:*"), &json!("*"));
        statement["Condition"] = condition;
        may(&json!([statement]))
    };
    let yes = "yes: backup:StartRestoreJob";
    assert_eq!(with(json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}})), yes);
    assert_eq!(with(json!({"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}})), yes);
    assert_eq!(with(json!({"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}})), yes);
    assert_eq!(with(json!({"StringEquals": {"aws:PrincipalTag/team": "it"}})), "condition-key");
    let limited = json!([allow(&json!("backup:*"), &json!("*")), {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-north-1"}}}]);
    assert_eq!(may(&limited), yes);
}

#[test]
fn what_takes_away() {
    let all = json!([allow(&json!("*"), &json!("*"))]);
    let denied = json!([allow(&json!("*"), &json!("*")), {"Effect": "Deny", "Action": ["backup:StartRestoreJob", "rds:Restore*", "ec2:CreateVolume"], "Resource": "*"}]);
    assert_eq!(may(&denied), "no");
    let some = json!([allow(&json!("backup:*"), &json!("*")), {"Effect": "Deny", "Action": "backup:*", "Resource": "arn:aws:backup:*:*:recovery-point:x"}]);
    assert_ne!(may(&some), "no");
    let boundary = json!([allow(&json!(["s3:*", "rds:Describe*"]), &json!("*"))]);
    assert_eq!(name(&may_perform(&who(&all, Some(&boundary)), &home(), &RESTORE)), "no");
    let wide = json!([allow(&json!("ec2:*"), &json!("*"))]);
    assert_eq!(name(&may_perform(&who(&all, Some(&wide)), &home(), &RESTORE)), "yes: ec2:CreateVolume");
}

#[test]
fn vaults_may_let_somebody_in() {
    let role = Caller::Iam("arn:aws:iam::111122223333:role/app".to_owned());
    let other = Caller::Iam("arn:aws:iam::111122223333:role/ops".to_owned());
    let vault = |statements: Value| policy(&json!({"Version": "2012-10-17", "Statement": statements}));
    let named = vault(
        json!([{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "backup:StartRestoreJob", "Resource": "*"}]),
    );
    assert_eq!(lets_in(&named, &role, &RESTORE), Truth::True);
    assert_eq!(lets_in(&named, &other, &RESTORE), Truth::False);
    assert_eq!(lets_in(&named, &role, &["rds:*"]), Truth::False);
    let root = vault(
        json!([{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "backup:*", "Resource": "*"}, {"Effect": "Deny", "Principal": "*", "Action": "backup:StartRestoreJob", "Resource": "*"}]),
    );
    assert_eq!(lets_in(&root, &role, &RESTORE), Truth::Unknown(Reason::AllowedOnSomeResources));
    let later = vault(
        json!([{"Effect": "Allow", "Principal": "*", "Action": "backup:*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "it"}}}]),
    );
    assert_eq!(lets_in(&later, &role, &RESTORE), Truth::Unknown(Reason::ConditionKey));
    assert_eq!(lets_in(&vault(json!([])), &role, &RESTORE), Truth::False);
}

/// Patterns and actions that they match.
const ASKED: [(&str, &[&str]); 5] = [
    ("s3:Get*", &["s3:GetObject", "s3:GetBucketPolicy"]),
    ("lambda:CreateFunction", &["lambda:CreateFunction"]),
    ("iam:*User*", &["iam:CreateUser", "iam:PutUserPolicy"]),
    ("glue:*", &["glue:GetJob", "glue:CreateJob"]),
    ("foo:Bar", &["foo:Bar"]),
];

fn resources() -> Vec<String> {
    let mut resources = vec![
        "*".to_owned(),
        "arn:aws:s3:::secret/a".to_owned(),
        "arn:aws:lambda:eu-central-1:111122223333:function:f".to_owned(),
    ];
    resources.extend(["user", "role", "policy"].into_iter().flat_map(arns));
    resources
}

fn check(person: &Person, asked: &[(&str, &[&str])]) -> Result<(), TestCaseError> {
    let patterns: Vec<&str> = asked.iter().map(|(pattern, _)| *pattern).collect();
    match may_perform(&identity(person), &home(), &patterns) {
        Ability::No => {
            for situation in situations() {
                for action in asked.iter().flat_map(|(_, actions)| *actions) {
                    for resource in resources() {
                        prop_assert!(
                            !allowed(person, &call(action, &resource, &situation, None)),
                            "{:?} {} {}",
                            person,
                            action,
                            resource
                        );
                    }
                }
            }
        }
        Ability::Yes(evidence) => {
            let meant: Vec<&str> = ASKED
                .iter()
                .find(|(pattern, _)| *pattern == evidence.action)
                .map_or_else(|| vec![evidence.action.as_str()], |(_, actions)| actions.to_vec());
            let service = evidence.action.split(':').next().unwrap();
            let own = [
                format!("arn:aws:{service}:eu-central-1:111122223333:thing/x"),
                format!("arn:aws:{service}:eu-central-1:111122223333:a:b"),
            ];
            let shown = situations().iter().any(|situation| {
                meant
                    .iter()
                    .all(|action| own.iter().all(|resource| allowed(person, &call(action, resource, situation, None))))
            });
            prop_assert!(shown, "{:?} {:?}", person, evidence);
        }
        Ability::CannotTell(_) => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn abilities_are_sound(person in person(), asked in subsequence(&ASKED[..], 1..=3)) {
        check(&person, &asked)?;
    }
}

#[test]
fn every_ability_comes_up() {
    let mut runner = TestRunner::deterministic();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for index in 0..500_usize {
        let person = person().new_tree(&mut runner).unwrap().current();
        let name = match may_perform(&identity(&person), &home(), &[ASKED[index % 5].0]) {
            Ability::Yes(_) => "yes",
            Ability::No => "no",
            Ability::CannotTell(_) => "cannot tell",
        };
        *count.entry(name).or_default() += 1;
    }
    println!("{count:?}");
    for name in ["yes", "no", "cannot tell"] {
        assert!(count.get(name).is_some_and(|n| *n >= 40), "{count:?}");
    }
}
