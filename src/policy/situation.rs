//! What a principal can bring about himself. In: the statements that concern him. Out: contexts to
//! try, and actions to ask for.

use super::condition::Test;
use super::context::{Context, Presence, ValueType, is_free, value_type};
use super::document::Statement;
use super::escalation::{ESCALATIONS, Escalation};
use super::glob::{Glob, Syntax};
use super::pattern::ActionPattern;
use std::collections::BTreeMap;

/// Bounds on what is tried; beyond them less is shown, and nothing wrong.
const MAX_CONTEXTS: usize = 256;
const MAX_VALUES: usize = 8;

/// Combinations of the keys that the statements test and a principal can influence, on top of what
/// is known.
pub(super) fn candidates<'a>(statements: impl Iterator<Item = &'a Statement>, known: Context) -> Vec<Context> {
    let mut by_key: BTreeMap<String, Vec<Presence>> = BTreeMap::new();
    for test in statements.flat_map(|statement| &statement.condition) {
        let key = test.key().to_ascii_lowercase();
        if is_influenced(&key) && known.get(&key).is_none() {
            let choices = by_key.entry(key).or_default();
            choices.extend(own_values(test));
        }
    }
    let mut contexts = vec![known];
    for (key, own) in by_key {
        let mut next = Vec::new();
        for choice in ordinary(&key).into_iter().chain(own).take(MAX_VALUES) {
            for context in contexts.iter().take(MAX_CONTEXTS / MAX_VALUES) {
                let mut context = context.clone();
                context.set(&key, choice.clone());
                if context.is_possible() {
                    next.push(context);
                }
            }
        }
        contexts = next;
    }
    contexts
}

/// Of the free keys, those that a principal has a say in: not his tags or his organisation. A
/// region is left to the caller, because in one region alone nobody has everything; IAM is global.
fn is_influenced(key: &str) -> bool {
    is_free(key) && key.starts_with("aws:") && !key.starts_with("aws:principal") && key != "aws:requestedregion"
}

fn ordinary(key: &str) -> Vec<Presence> {
    let present = |value: &str| Presence::Present(vec![value.to_owned()]);
    match value_type(key) {
        ValueType::Boolean => vec![present("true"), present("false"), Presence::Absent],
        ValueType::Address => vec![present("203.0.113.7"), Presence::Absent],
        _ => vec![Presence::Absent, present("example")],
    }
}

fn own_values(test: &Test) -> impl Iterator<Item = Presence> {
    let syntax = Syntax { wildcards: test.has_wildcards(), variables: true };
    let address = value_type(test.key()) == ValueType::Address;
    test.values().iter().filter_map(move |value| {
        let value = Glob::new(value, syntax).example('x', "example")?;
        let value = if address { value.split('/').next()?.to_owned() } else { value };
        Some(Presence::Present(vec![value]))
    })
}

/// Actions that an administrator has: well-known ones of several services, those of the
/// escalations, and one for each pattern.
pub(super) fn probes<'a>(statements: impl Iterator<Item = &'a Statement>) -> Vec<String> {
    const KNOWN: [&str; 12] = [
        "s3:GetObject",
        "s3:PutBucketPolicy",
        "ec2:TerminateInstances",
        "rds:DeleteDBInstance",
        "kms:ScheduleKeyDeletion",
        "dynamodb:DeleteTable",
        "cloudtrail:StopLogging",
        "organizations:LeaveOrganization",
        "account:PutContactInformation",
        "iam:CreateUser",
        "sts:AssumeRole",
        "lambda:DeleteFunction",
    ];
    let mut probes: Vec<String> = KNOWN.iter().map(|action| (*action).to_owned()).collect();
    probes.extend(ESCALATIONS.iter().flat_map(Escalation::actions).map(str::to_owned));
    probes.extend(statements.flat_map(|statement| statement.actions.patterns()).filter_map(ActionPattern::example));
    probes
}
