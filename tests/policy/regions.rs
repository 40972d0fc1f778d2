//! Do service control policies keep an account within its regions? The entry of the verdict catalogue, and AWS's own examples
//! with other regions.

use super::policy;
use serde_json::{Value, json};
use tomscan::policy::{
    ANY_OTHER, Decision, Guardrails, Home, Policy, Reason, RegionGuard, denies_other_regions, region_by_region,
};

pub(crate) const ROLE: &str = "arn:aws:iam::*:role/BreakGlass";

pub(crate) fn home() -> Home {
    Home { partition: "aws".to_owned(), account: "111122223333".to_owned() }
}

fn scp(statements: &Value) -> Policy {
    policy(&json!({"Version": "2012-10-17", "Statement": statements}))
}

fn full_access() -> Value {
    json!({"Effect": "Allow", "Action": "*", "Resource": "*"})
}

/// A guardrail as the Organizations user guide writes it, with some elements replaced; `null` takes one away.
fn guard(changes: &Value) -> Value {
    let mut statement = json!({
        "Sid": "OnlyFrankfurt",
        "Effect": "Deny",
        "NotAction": ["cloudfront:*", "iam:*", "organizations:*", "route53:*", "s3:ListAllMyBuckets", "s3:GetAccountPublic*", "sts:*", "support:*"],
        "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1"]}}
    });
    for (name, value) in changes.as_object().unwrap() {
        let members = statement.as_object_mut().unwrap();
        members.remove(name);
        if !value.is_null() {
            members.insert(name.clone(), value.clone());
        }
    }
    statement
}

fn levels(levels: &[Value]) -> Guardrails {
    Guardrails {
        service_control: levels.iter().map(|statements| vec![scp(statements)]).collect(),
        ..Guardrails::default()
    }
}

fn ask(statements: &Value, allowed: &[&str]) -> RegionGuard {
    denies_other_regions(&levels(&[json!([full_access()]), json!([full_access(), statements])]), &home(), allowed)
}

fn decide(changes: &Value) -> Decision {
    ask(&guard(changes), &["eu-central-1"]).decision
}

fn refuted(changes: &Value) -> String {
    match decide(changes) {
        Decision::No(request) => request.to_string(),
        other => panic!("expected a counterexample for {changes}, got {other:?}"),
    }
}

fn regions(list: &[&str]) -> Value {
    json!({"Condition": {"StringNotEquals": {"aws:RequestedRegion": list}}})
}

#[test]
fn the_documented_guardrail() {
    let found = ask(&guard(&json!({})), &["eu-central-1"]);
    assert_eq!(found.decision, Decision::Yes);
    assert_eq!(
        found.exempt_actions,
        [
            "cloudfront:*",
            "iam:*",
            "organizations:*",
            "route53:*",
            "s3:GetAccountPublic*",
            "s3:ListAllMyBuckets",
            "sts:*",
            "support:*"
        ]
    );
    assert!(found.exempt_principals.is_empty());
}

#[test]
fn l2_compared_with_what_is_claimed() {
    // Only regions of another continent.
    assert_eq!(
        refuted(&regions(&["us-east-1", "us-west-2"])),
        "tls1.3 ec2:RunInstances * (principal arn:aws:iam::111122223333:role/x7f3a9c1, aws:RequestedRegion=us-east-1)"
    );
    // One more than is allowed.
    assert!(refuted(&regions(&["eu-central-1", "us-east-1"])).contains("aws:RequestedRegion=us-east-1"));
    assert!(refuted(&regions(&["eu-central-1", "eu-west-1"])).contains("aws:RequestedRegion=eu-west-1"));
    // Stricter than what is claimed.
    assert_eq!(ask(&guard(&json!({})), &["eu-central-1", "eu-west-1"]).decision, Decision::Yes);
    // No region at all is allowed.
    assert!(matches!(ask(&guard(&json!({})), &[]).decision, Decision::No(_)));
    let nowhere = json!({"Effect": "Deny", "Action": "*", "Resource": "*"});
    assert_eq!(ask(&nowhere, &[]).decision, Decision::Yes);
}

#[test]
fn l2_exemptions() {
    // Actions beyond the documented ones are gaps.
    for (exempt, action) in [
        ("s3:*", "s3:CreateBucket"),
        ("ec2:*", "ec2:RunInstances"),
        ("lambda:InvokeFunction", "lambda:InvokeFunction"),
        ("*", "ec2:RunInstances"),
    ] {
        assert!(refuted(&json!({"NotAction": ["iam:*", exempt]})).contains(action), "{exempt}");
    }
    assert!(refuted(&json!({"NotAction": ["iam:*", "S3:Put*"]})).contains("s3:PutObject"));
    // Of this one no telling action is known.
    assert_eq!(decide(&json!({"NotAction": ["iam:*", "foo:Bar*"]})), Decision::CannotTell(Reason::ExemptAction));
    // Only some services are guarded.
    assert!(refuted(&json!({"NotAction": null, "Action": ["ec2:*", "s3:*"]})).contains("rds:CreateDBInstance"));
    assert_eq!(decide(&json!({"NotAction": null, "Action": "*"})), Decision::Yes);
}

#[test]
fn l2_principals() {
    let with = |operator: &str, values: Value| json!({"Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}, operator: {"aws:PrincipalARN": values}}});
    let roles = json!([ROLE, "arn:aws:iam::*:role/AWSControlTowerExecution"]);
    for operator in ["ArnNotLike", "StringNotLike", "ArnNotLikeIfExists"] {
        let found = ask(&guard(&with(operator, roles.clone())), &["eu-central-1"]);
        assert_eq!(found.decision, Decision::Yes, "{operator}");
        assert_eq!(found.exempt_principals, ["arn:aws:iam::*:role/AWSControlTowerExecution", ROLE]);
    }
    // Everybody is exempt, or all roles, or the root user.
    for value in ["*", "arn:aws:iam::*:role/*", "arn:aws:iam::*:root", "arn:*:iam::*:*"] {
        let found = ask(&guard(&with("StringNotLike", json!(value))), &["eu-central-1"]);
        assert!(matches!(found.decision, Decision::No(_)), "{value}");
        assert_eq!(found.exempt_principals, [value]);
    }
    // Only some principals are guarded.
    assert!(refuted(&with("ArnLike", json!("arn:aws:iam::*:role/dev-*"))).contains("role/x7f3a9c1"));
    // The account itself is exempt, or another.
    let account = |number: &str| json!({"Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-central-1", "aws:PrincipalAccount": number}}});
    assert!(matches!(decide(&account("111122223333")), Decision::No(_)));
    assert_eq!(decide(&account("444455556666")), Decision::Yes);
    // Tags are for everybody to set.
    let tag = json!({"Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-central-1", "aws:PrincipalTag/exempt": "yes"}}});
    assert!(refuted(&tag).contains("aws:PrincipalTag/exempt=yes"));
    // What services do on somebody's behalf.
    let via = json!({"Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}, "Bool": {"aws:ViaAWSService": "false"}}});
    assert_eq!(decide(&via), Decision::CannotTell(Reason::ConditionKey));
}

#[test]
fn other_spellings() {
    for condition in [
        json!({"StringNotEquals": {"AWS:requestedregion": "eu-central-1"}}),
        json!({"StringNotEqualsIfExists": {"aws:RequestedRegion": ["eu-central-1"]}}),
        json!({"StringNotLike": {"aws:RequestedRegion": "eu-central-1"}}),
        json!({"ForAllValues:StringNotEquals": {"aws:RequestedRegion": ["eu-central-1"]}}),
        json!({"StringNotEqualsIgnoreCase": {"aws:RequestedRegion": "EU-Central-1"}}),
    ] {
        assert_eq!(decide(&json!({"Condition": condition})), Decision::Yes, "{condition}");
    }
    // Some are listed and denied, all others are open.
    let some = json!({"StringEquals": {"aws:RequestedRegion": ["us-east-1", "us-west-2"]}});
    assert!(refuted(&json!({"Condition": some})).contains("aws:RequestedRegion=eu-west-1"));
    assert!(
        refuted(&json!({"Condition": {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}})).contains("us-east-1")
    );
    // All of a continent.
    assert!(refuted(&json!({"Condition": {"StringNotLike": {"aws:RequestedRegion": "eu-*"}}})).contains("eu-west-1"));
    // Some resources alone.
    assert!(!matches!(decide(&json!({"Resource": "arn:aws:s3:::*"})), Decision::Yes));
    assert!(!matches!(
        decide(
            &json!({"Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}, "DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}})
        ),
        Decision::Yes
    ));
    assert!(!matches!(
        decide(&json!({"Condition": {"StringNotEquals": {"aws:RequestedRegion": "${aws:PrincipalTag/region}"}}})),
        Decision::Yes
    ));
}

#[test]
fn inference_without_region() {
    assert!(refuted(&regions(&["eu-central-1", "unspecified"])).contains("aws:RequestedRegion=unspecified"));
    // A name that no region has opens nothing, but proves nothing either.
    assert!(matches!(decide(&regions(&["eu-central-1", "eu-centrl-1"])), Decision::CannotTell(_)));
}

#[test]
fn levels_that_allow() {
    let only = json!([{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}}]);
    let global = json!([
        {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}},
        {"Effect": "Allow", "Action": ["iam:*", "sts:*", "route53:*"], "Resource": "*"}
    ]);
    let full = json!([full_access()]);
    let decide = |list: &[Value]| denies_other_regions(&levels(list), &home(), &["eu-central-1"]);
    assert_eq!(decide(&[full.clone(), only.clone()]).decision, Decision::Yes);
    let found = decide(&[full.clone(), global.clone(), full.clone()]);
    assert_eq!(found.decision, Decision::Yes);
    assert_eq!(found.exempt_actions, ["iam:*", "route53:*", "sts:*"]);
    // Beside full access, at the same level, it limits nothing.
    let beside = Guardrails { service_control: vec![vec![scp(&full), scp(&only)]], ..Guardrails::default() };
    assert!(matches!(denies_other_regions(&beside, &home(), &["eu-central-1"]).decision, Decision::No(_)));
    // Two levels that allow different things.
    let some = json!([{"Effect": "Allow", "Action": ["ec2:*", "iam:*"], "Resource": "*"}]);
    assert_eq!(decide(&[some.clone(), global.clone()]).decision, Decision::Yes);
    assert!(matches!(decide(&[some, full.clone()]).decision, Decision::No(_)));
    // Without policies nothing is refused; with a level of which nothing is known, nothing is certain.
    assert!(matches!(decide(&[]).decision, Decision::No(_)));
    let unseen = Guardrails { service_control: vec![vec![scp(&full)], vec![]], ..Guardrails::default() };
    assert_eq!(
        denies_other_regions(&unseen, &home(), &["eu-central-1"]).decision,
        Decision::CannotTell(Reason::LevelWithoutPolicy)
    );
}

#[test]
fn two_guardrails_together() {
    // What one leaves out the other closes.
    let first = guard(&json!({"NotAction": ["iam:*", "bedrock:InvokeModel"]}));
    let second = guard(&json!({"NotAction": null, "Action": "bedrock:InvokeModel"}));
    let both = |second: Value| {
        denies_other_regions(
            &levels(&[json!([full_access(), first]), json!([full_access(), second])]),
            &home(),
            &["eu-central-1"],
        )
    };
    assert_eq!(both(second.clone()).decision, Decision::Yes);
    let mut loose = second;
    loose["Condition"]["ArnNotLike"] =
        json!({"bedrock:InferenceProfileArn": "arn:aws:bedrock:*:*:inference-profile/eu.*"});
    assert!(matches!(both(loose).decision, Decision::CannotTell(_)));
}

#[test]
fn resource_control_policies_take_counterexamples_away() {
    let mut guardrails = levels(&[json!([full_access(), guard(&json!({"NotAction": ["iam:*", "s3:*"]}))])]);
    assert!(matches!(denies_other_regions(&guardrails, &home(), &["eu-central-1"]).decision, Decision::No(_)));
    guardrails.resource_control.push(scp(&json!([{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}}}])));
    assert!(matches!(denies_other_regions(&guardrails, &home(), &["eu-central-1"]).decision, Decision::CannotTell(_)));
}

#[test]
fn region_by_region_says_the_same() {
    let decide = |statements: &Value| {
        let guardrails = levels(&[json!([full_access()]), json!([full_access(), statements])]);
        let found = region_by_region(&guardrails, &home());
        let which = |wanted: fn(&Decision) -> bool| -> Vec<String> {
            found.iter().filter(|(_, decision)| wanted(decision)).map(|(region, _)| region.clone()).collect()
        };
        (
            which(|decision| matches!(decision, Decision::No(_))),
            which(|decision| matches!(decision, Decision::CannotTell(_))),
        )
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(decide(&guard(&json!({}))), (vec!["eu-central-1".to_owned()], none.clone()));
    let (open, undecided) = decide(&guard(&regions(&["eu-central-1", "us-east-1"])));
    assert_eq!((open, undecided), (vec!["us-east-1".to_owned(), "eu-central-1".to_owned()], none.clone()));
    // A list of what is forbidden leaves the rest open, known or not.
    let (open, undecided) =
        decide(&guard(&json!({"Condition": {"StringEquals": {"aws:RequestedRegion": ["us-east-1", "us-west-2"]}}})));
    assert!(!open.contains(&"us-east-1".to_owned()) && open.contains(&"eu-west-1".to_owned()), "{open:?}");
    assert_eq!(undecided, [ANY_OTHER]);
    // Without any policy every region is open.
    let all = region_by_region(&Guardrails::default(), &home());
    assert!(all.iter().all(|(region, decision)| region == ANY_OTHER || matches!(decision, Decision::No(_))), "{all:?}");
}
