//! Soundness of the administrator decision against the oracle: a *No* hides no administrator, a
//! *Yes* has something to show.

use super::administrators::read;
use super::oracle::{Answer, Call, Who, denied, permitted};
use super::soundness::cases;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tomscan::policy::{AdminDecision, AdminKind, Home, Identity, administrator, administrator_in};

const ACTIONS: &[&str] = &[
    "*",
    "*:*",
    "iam:*",
    "iam:Put*",
    "iam:*User*",
    "iam:PassRole",
    "lambda:*",
    "ec2:*",
    "s3:*",
    "iam:AttachRolePolicy",
    "iam:CreateAccessKey",
    "iam:CreatePolicyVersion",
    "IAM:A*",
    "*:Get*",
    "*:*Policy*",
    "organizations:*",
    "glue:*",
    "cloudformation:CreateStack",
    "iam:?*",
    "iam:Update*",
    "iam*",
    "iam:AddUserToGroup",
];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:iam::111122223333:*",
    "arn:aws:iam::*:user/*",
    "arn:aws:iam::*:role/*",
    "arn:aws:iam::111122223333:user/alice",
    "arn:aws:iam::111122223333:role/app-*",
    "arn:aws:iam::*:user/${aws:username}",
    "arn:aws:s3:::*",
    "arn:*",
    "arn:aws:lambda:*",
    "arn:aws:iam::999999999999:*",
    "arn:aws:iam::*:policy/*",
    "arn:aws:iam::*:*/*",
];

fn some(pool: &'static [&'static str]) -> BoxedStrategy<Value> {
    prop_oneof![2 => select(pool).prop_map(|text| json!(text)), 1 => subsequence(pool, 1..=3).prop_map(|texts| json!(texts))].boxed()
}

fn statement() -> BoxedStrategy<Value> {
    let effect = prop_oneof![3 => Just("Allow"), 1 => Just("Deny")];
    let actions =
        prop_oneof![3 => some(ACTIONS).prop_map(|v| ("Action", v)), 1 => some(ACTIONS).prop_map(|v| ("NotAction", v))];
    let resources = prop_oneof![4 => Just(("Resource", json!("*"))), 3 => some(RESOURCES).prop_map(|v| ("Resource", v)), 1 => some(RESOURCES).prop_map(|v| ("NotResource", v))];
    let condition = prop_oneof![
        8 => Just(json!({})),
        1 => select(vec!["true", "false"]).prop_map(|v| json!({"Bool": {"aws:MultiFactorAuthPresent": v}})),
        1 => select(vec!["true", "false"]).prop_map(|v| json!({"BoolIfExists": {"aws:MultiFactorAuthPresent": v}})),
        1 => select(vec!["IpAddress", "NotIpAddress"]).prop_map(|o| json!({o: {"aws:SourceIp": "10.0.0.0/8"}})),
        1 => Just(json!({"StringEquals": {"aws:PrincipalTag/team": "a"}})),
        1 => Just(json!({"ArnLike": {"iam:PolicyARN": "arn:aws:iam::aws:policy/*"}})),
        1 => Just(json!({"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}})),
        1 => Just(json!({"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}})),
    ];
    (effect, actions, resources, condition)
        .prop_map(|(effect, (a, actions), (r, resources), condition)| json!({"Effect": effect, a: actions, r: resources, "Condition": condition}))
        .boxed()
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    policies: Vec<Value>,
    boundary: Option<Value>,
}

pub(crate) fn person() -> BoxedStrategy<Person> {
    let document = || {
        prop::collection::vec(statement(), 1..=3)
            .prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}))
    };
    (prop::collection::vec(document(), 1..=2), prop_oneof![4 => Just(None), 1 => document().prop_map(Some)])
        .prop_map(|(policies, boundary)| Person { policies, boundary })
        .boxed()
}

pub(crate) fn identity(person: &Person) -> Identity {
    let policies = person
        .policies
        .iter()
        .enumerate()
        .map(|(index, document)| (index.to_string(), read(&document["Statement"])))
        .collect();
    Identity { policies, boundary: person.boundary.as_ref().map(|document| read(&document["Statement"])) }
}

/// "Policy evaluation logic", for identity policies and a boundary.
pub(crate) fn allowed(person: &Person, call: &Call) -> bool {
    let allowed = person.policies.iter().any(|document| permitted(document, call) == Answer::Yes);
    let bounded = person.boundary.as_ref().is_none_or(|document| permitted(document, call) == Answer::Yes);
    let free = person.policies.iter().chain(&person.boundary).all(|document| denied(document, call) == Answer::No);
    allowed && bounded && free
}

pub(crate) type Situation = BTreeMap<String, Option<Vec<String>>>;

/// What he can bring about: MFA or not, inside or outside the network, with every policy and
/// service he can choose.
pub(crate) fn situations() -> Vec<Situation> {
    let mut all = Vec::new();
    for mfa in [Some("true"), Some("false"), None] {
        for ip in [Some("203.0.113.7"), Some("10.0.0.0"), None] {
            for region in ["us-east-1", "eu-central-1"] {
                for tag in [Some("a"), None] {
                    let entry =
                        |key: &str, value: Option<&str>| (key.to_owned(), value.map(|value| vec![value.to_owned()]));
                    all.push(BTreeMap::from([
                        entry("aws:multifactorauthpresent", mfa),
                        entry("aws:sourceip", ip),
                        entry("aws:requestedregion", Some(region)),
                        entry("aws:principaltag/team", tag),
                        entry("aws:securetransport", Some("true")),
                    ]));
                }
            }
        }
    }
    all
}

pub(crate) fn arns(kind: &str) -> Vec<String> {
    ["alice", "app-1", "zq81", "team/zq81", "org-root"]
        .iter()
        .map(|name| format!("arn:aws:iam::111122223333:{kind}/{name}"))
        .collect()
}

/// The action, the kind of resource on which it must be allowed throughout, and the further actions
/// with the service they belong to.
type Way = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Ways up, written down a second time.
const WAYS: &[Way] = &[
    ("iam:AttachUserPolicy", "user", &[]),
    ("iam:AttachRolePolicy", "role", &[]),
    ("iam:AttachGroupPolicy", "group", &[]),
    ("iam:PutUserPolicy", "user", &[]),
    ("iam:PutRolePolicy", "role", &[]),
    ("iam:PutGroupPolicy", "group", &[]),
    ("iam:CreatePolicyVersion", "policy", &[]),
    ("iam:SetDefaultPolicyVersion", "policy", &[]),
    ("iam:UpdateAssumeRolePolicy", "role", &[]),
    ("iam:AddUserToGroup", "group", &[]),
    ("iam:CreateAccessKey", "user", &[]),
    ("iam:CreateLoginProfile", "user", &[]),
    ("iam:UpdateLoginProfile", "user", &[]),
    ("iam:PassRole", "role", &[("lambda:CreateFunction", "lambda.amazonaws.com")]),
    ("iam:PassRole", "role", &[("ec2:RunInstances", "ec2.amazonaws.com")]),
    ("iam:PassRole", "role", &[("cloudformation:CreateStack", "cloudformation.amazonaws.com")]),
    ("iam:PassRole", "role", &[("glue:CreateDevEndpoint", "glue.amazonaws.com")]),
];

pub(crate) fn call(action: &str, resource: &str, situation: &Situation, service: Option<&str>) -> Call {
    let mut context = situation.clone();
    if action.starts_with("iam:") {
        context.insert("aws:requestedregion".to_owned(), Some(vec!["us-east-1".to_owned()]));
    }
    let policy =
        action.starts_with("iam:Attach").then(|| vec!["arn:aws:iam::aws:policy/AdministratorAccess".to_owned()]);
    context.insert("iam:policyarn".to_owned(), policy);
    let service = service.filter(|_| action == "iam:PassRole").map(|name| vec![name.to_owned()]);
    context.insert("iam:passedtoservice".to_owned(), service);
    Call { who: Who::Holder, action: action.to_owned(), resource: resource.to_owned(), context }
}

/// Whether he can do everything that was sampled, in one situation.
fn does_everything(person: &Person, situation: &Situation) -> bool {
    let mut resources = vec![
        "*".to_owned(),
        "arn:aws:s3:::secret/a".to_owned(),
        "arn:aws:lambda:eu-central-1:111122223333:function:f".to_owned(),
    ];
    resources.extend(["user", "role", "group", "policy"].into_iter().flat_map(arns));
    let actions = [
        "s3:GetObject",
        "ec2:RunInstances",
        "iam:CreateUser",
        "iam:DeletePolicy",
        "organizations:LeaveOrganization",
        "sts:AssumeRole",
        "rds:AddTagsToResource",
        "foo:Bar",
        "iam:GetRole",
        "glue:GetJob",
    ];
    actions
        .iter()
        .all(|action| resources.iter().all(|resource| allowed(person, &call(action, resource, situation, None))))
}

fn takes(person: &Person, way: &Way, situation: &Situation) -> bool {
    let (action, kind, companions) = way;
    let service = companions.first().map(|(_, service)| *service);
    arns(kind).iter().all(|arn| allowed(person, &call(action, arn, situation, service)))
        && companions.iter().all(|(action, _)| {
            let name = action.split(':').next().unwrap();
            ["*".to_owned(), format!("arn:aws:{name}:eu-central-1:111122223333:thing/x")]
                .iter()
                .any(|arn| allowed(person, &call(action, arn, situation, None)))
        })
}

fn check(person: &Person, decision: &AdminDecision) -> Result<(), TestCaseError> {
    let situations = situations();
    match decision {
        AdminDecision::No => {
            for situation in &situations {
                prop_assert!(!does_everything(person, situation), "{:?}", person);
                for way in WAYS {
                    prop_assert!(!takes(person, way, situation), "{:?} {:?} {:?}", way, situation, person);
                }
            }
        }
        AdminDecision::Yes(evidence) => {
            let shown = match evidence.kind {
                AdminKind::FullAccess => situations.iter().any(|situation| does_everything(person, situation)),
                AdminKind::Escalation(way) => {
                    let mut known = WAYS
                        .iter()
                        .filter(|(action, _, companions)| {
                            way.actions()
                                .eq(std::iter::once(*action).chain(companions.iter().map(|(action, _)| *action)))
                        })
                        .peekable();
                    known.peek().is_none()
                        || known.any(|known| situations.iter().any(|situation| takes(person, known, situation)))
                }
            };
            prop_assert!(shown, "{:?} {:?}", evidence, person);
        }
        AdminDecision::CannotTell(_) => {}
    }
    Ok(())
}

fn home() -> Home {
    Home { partition: "aws".to_owned(), account: "111122223333".to_owned() }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn administrator_decisions_are_sound(person in person()) {
        let identity = identity(&person);
        check(&person, &administrator_in(&identity, &home()))?;
        // Whatever holds for every account holds for this one; the ways may differ.
        match administrator(&identity) {
            no @ AdminDecision::No => check(&person, &no)?,
            AdminDecision::Yes(_) => prop_assert!(matches!(administrator_in(&identity, &home()), AdminDecision::Yes(_))),
            AdminDecision::CannotTell(_) => {}
        }
    }
}

#[test]
fn the_generator_reaches_every_administrator_decision() {
    let mut runner = TestRunner::deterministic();
    let mut count = BTreeMap::new();
    for _ in 0..500 {
        let person = person().new_tree(&mut runner).unwrap().current();
        let name = match administrator_in(&identity(&person), &home()) {
            AdminDecision::Yes(evidence) => {
                if evidence.kind == AdminKind::FullAccess {
                    "full"
                } else {
                    "escalation"
                }
            }
            AdminDecision::No => "no",
            AdminDecision::CannotTell(_) => "cannot tell",
        };
        *count.entry(name).or_insert(0) += 1;
    }
    println!("{count:?}");
    for name in ["full", "escalation", "no", "cannot tell"] {
        assert!(count.get(name).is_some_and(|n| *n >= 15), "{count:?}");
    }
}
