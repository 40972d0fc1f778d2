//! A second opinion on policies: plain, slow, and written from the AWS documentation without a look
//! at `src/policy`, with which it shares no code. In: a policy as `serde_json::Value` and one
//! request. Out: is it denied, is it allowed; `Maybe` where AWS does not say, or where the request
//! leaves a key open.

mod condition;
mod pattern;
mod who;

use condition::conditions;
use pattern::{chars, resource, wild};
use serde_json::Value;
use std::collections::BTreeMap;
use who::for_caller;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    Maybe,
}
use Answer::{Maybe, No, Yes};

fn yes(value: bool) -> Answer {
    if value { Yes } else { No }
}

fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
    let answers: Vec<_> = answers.into_iter().collect();
    if answers.contains(&No) {
        No
    } else if answers.contains(&Maybe) {
        Maybe
    } else {
        Yes
    }
}

fn any(answers: impl IntoIterator<Item = Answer>) -> Answer {
    not(all(answers.into_iter().map(not)))
}

fn not(answer: Answer) -> Answer {
    match answer {
        Yes => No,
        No => Yes,
        Maybe => Maybe,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Nobody,
    Arn(String),
    Service(String),
    /// The one an identity policy is attached to.
    Holder,
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) who: Who,
    pub(crate) action: String,
    pub(crate) resource: String,
    /// By lower-case key: `None` is absent; a key that is missing here is open.
    pub(crate) context: BTreeMap<String, Option<Vec<String>>>,
}

/// Whether some `Deny` statement applies.
pub(crate) fn denied(policy: &Value, call: &Call) -> Answer {
    decided(policy, call, "Deny")
}

/// Whether some `Allow` statement applies.
pub(crate) fn permitted(policy: &Value, call: &Call) -> Answer {
    decided(policy, call, "Allow")
}

fn decided(policy: &Value, call: &Call, effect: &str) -> Answer {
    let new_language = policy.get("Version").is_some_and(|version| version == "2012-10-17");
    let statements = many(&policy["Statement"]);
    let statements: Vec<&Value> = statements.iter().filter(|statement| statement["Effect"] == effect).collect();
    // What AWS does not say of a pattern is the same wherever the pattern stands: `Resource` and `NotResource` of it are each
    // other's opposite in either case.
    let unsaid = unsaid(&statements, call, new_language);
    let cases = (0..1_u32 << unsaid.len()).map(|case| {
        let of = |pattern: &str| match unsaid.iter().position(|unsaid| unsaid == pattern) {
            Some(bit) => yes(case >> bit & 1 == 1),
            None => resource(pattern, &call.resource, new_language),
        };
        any(statements.iter().map(|statement| applies(statement, call, new_language, &of)))
    });
    let cases: Vec<Answer> = cases.collect();
    if cases.windows(2).all(|pair| pair[0] == pair[1]) { cases[0] } else { Maybe }
}

/// Patterns without variables of which AWS does not say whether they match the resource of a call; a few, for each doubles the cases.
fn unsaid(statements: &[&Value], call: &Call, new_language: bool) -> Vec<String> {
    let patterns = statements.iter().flat_map(|statement| {
        [&statement["Resource"], &statement["NotResource"]].into_iter().flat_map(strings).collect::<Vec<_>>()
    });
    let unsaid = patterns.filter(|pattern| !pattern.contains("${"));
    let unsaid = unsaid.filter(|pattern| resource(pattern, &call.resource, new_language) == Maybe);
    let mut unsaid: Vec<String> = unsaid.collect();
    unsaid.sort_unstable();
    unsaid.dedup();
    unsaid.truncate(4);
    unsaid
}

fn many(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        single => vec![single.clone()],
    }
}

fn strings(value: &Value) -> Vec<String> {
    many(value).iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
}

fn applies(statement: &Value, call: &Call, new_language: bool, of: &dyn Fn(&str) -> Answer) -> Answer {
    let parts = all([
        for_caller(statement, &call.who),
        listed(statement, "Action", |pattern| action(pattern, &call.action)),
        listed(statement, "Resource", of),
        conditions(&statement["Condition"], &call.context, new_language),
    ]);
    // "If AWS cannot resolve a variable, this might cause the entire statement to be invalid."
    let mut texts = strings(&statement["Resource"]);
    texts.extend(strings(&statement["NotResource"]));
    if let Some(block) = statement["Condition"].as_object() {
        texts.extend(block.values().filter_map(Value::as_object).flat_map(|keys| keys.values()).flat_map(strings));
    }
    let variable = new_language && texts.iter().any(|text| without_escapes(text).contains("${"));
    if parts == Yes && variable { Maybe } else { parts }
}

fn without_escapes(text: &str) -> String {
    text.replace("${*}", "").replace("${?}", "").replace("${$}", "")
}

fn listed(statement: &Value, element: &str, matches: impl Fn(&str) -> Answer) -> Answer {
    let positive = statement.get(element);
    let negative = statement.get(format!("Not{element}"));
    match (positive, negative) {
        (Some(patterns), None) => any(strings(patterns).iter().map(|pattern| matches(pattern))),
        (None, Some(patterns)) => not(any(strings(patterns).iter().map(|pattern| matches(pattern)))),
        _ => Maybe,
    }
}

fn action(pattern: &str, action: &str) -> Answer {
    let (pattern, action) = (pattern.to_lowercase(), action.to_lowercase());
    let found = wild(&chars(&pattern), &chars(&action));
    match pattern.split_once(':') {
        _ if pattern.chars().all(|c| c == '*') => Yes,
        _ if pattern.contains("${") => Maybe,
        None if found => Maybe,
        _ => yes(found),
    }
}
