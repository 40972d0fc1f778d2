//! The search for a counterexample. In: a policy, a bucket, a way to travel. Out: a request that
//! the policy certainly does not deny.
//!
//! The candidates come from the policy's own patterns: callers it excepts, resources beside its
//! prefixes, context values that make its conditions false. Only actions that exist, and only keys
//! that a requester can influence, are tried. Nothing is concluded if nothing is found.

use super::caller::{Caller, is_account, read_iam_arn};
use super::condition::Test;
use super::context::{Context, Presence, ValueType, is_free, value_type};
use super::coverage::Selection;
use super::document::{Policy, PrincipalElement, PrincipalId, Statement};
use super::glob::{Glob, Syntax};
use super::pattern::{ActionPattern, Pattern, ResourcePattern};
use super::plaintext::BucketArn;
use super::principal::Who;
use super::request::{Request, Scope, Transport};
use super::s3_actions;

/// A bound on the requests and contexts tried for one policy; what hits it is not decided.
const MAX_TRIES: usize = 20_000;
/// Bounds on what is drawn from one policy.
const MAX_CALLERS: usize = 12;
const MAX_OBJECTS: usize = 24;
const MAX_VALUES: usize = 12;

/// A request over `transport` to the bucket or one of its objects that the policy certainly does
/// not deny.
pub(super) fn find(policy: &Policy, bucket: &BucketArn, transport: Transport) -> Option<Request> {
    let tests: Vec<&Test> = policy.denies().flat_map(|statement| &statement.condition).collect();
    let mut search = Search { policy, transport, tests, left: MAX_TRIES };
    let requests = candidates(policy, bucket);
    callers(policy)
        .iter()
        .find_map(|caller| requests.iter().find_map(|(action, resource)| search.attempt(caller, action, resource)))
}

/// Pairs of an action and a resource it can act on.
fn candidates(policy: &Policy, bucket: &BucketArn) -> Vec<(&'static str, String)> {
    let mut pairs: Vec<_> = s3_actions::BUCKET.iter().map(|action| (*action, bucket.to_string())).collect();
    let objects = objects(policy, bucket);
    pairs.extend(s3_actions::OBJECT.iter().flat_map(|action| objects.iter().map(|object| (*action, object.clone()))));
    pairs
}

/// Objects of the bucket: an ordinary one, and one for each pattern that names some of them.
fn objects(policy: &Policy, bucket: &BucketArn) -> Vec<String> {
    let class = bucket.objects();
    let mut objects = vec![bucket.object("example")];
    let patterns = policy.denies().filter_map(|statement| statement.resources.as_ref()).flat_map(Selection::patterns);
    for pattern in patterns {
        let examples = ["example", "", "example/example"].into_iter().filter_map(|many| pattern.example(many));
        for object in examples {
            if class.covers(&ResourcePattern::concrete(&object))
                && !objects.contains(&object)
                && objects.len() < MAX_OBJECTS
            {
                objects.push(object);
            }
        }
    }
    objects
}

/// Callers worth trying: an ordinary user of an account that the policy does not mention, those it
/// excepts, and nobody.
fn callers(policy: &Policy) -> Vec<Caller> {
    let mut named: Vec<String> = Vec::new();
    for statement in policy.denies() {
        if let Some(PrincipalElement::NotPrincipal(ids) | PrincipalElement::Principal(ids)) = &statement.principal {
            named.extend(
                ids.iter().filter_map(|id| if let PrincipalId::Aws(text) = id { Some(text.clone()) } else { None }),
            );
        }
        for test in &statement.condition {
            if ["aws:PrincipalArn", "aws:PrincipalAccount"].iter().any(|key| key.eq_ignore_ascii_case(test.key())) {
                named.extend(examples(test));
            }
        }
    }
    let ordinary = ["111122223333", "444455556666", "777788889999", "123456789012"]
        .into_iter()
        .find(|account| !named.iter().any(|name| name.contains(account)))
        .unwrap_or("000011112222");
    let mut callers = vec![Caller::Iam(format!("arn:aws:iam::{ordinary}:user/example"))];
    for name in named {
        let name = name.replace(":iam::example:", &format!(":iam::{ordinary}:"));
        let arn = if is_account(&name) { format!("arn:aws:iam::{name}:user/example") } else { name };
        let caller = Caller::Iam(arn);
        let readable = matches!(&caller, Caller::Iam(arn) if read_iam_arn(arn).is_some());
        if readable && !callers.contains(&caller) && callers.len() < MAX_CALLERS {
            callers.push(caller);
        }
    }
    callers.push(Caller::Anonymous);
    callers
}

/// Values that the test's own patterns match.
fn examples(test: &Test) -> impl Iterator<Item = String> {
    let syntax = Syntax { wildcards: test.has_wildcards(), variables: true };
    test.values().iter().filter_map(move |value| Glob::new(value, syntax).example('x', "example"))
}

struct Search<'a> {
    policy: &'a Policy,
    transport: Transport,
    /// All tests of all denying statements.
    tests: Vec<&'a Test>,
    left: usize,
}

impl Search<'_> {
    fn attempt(&mut self, caller: &Caller, action: &str, resource: &str) -> Option<Request> {
        self.left = self.left.checked_sub(1)?;
        let (action_class, resource_class) = (ActionPattern::concrete(action), ResourcePattern::concrete(resource));
        let known = caller.describe(self.transport.describe(Context::default()));
        let scope = Scope { who: Who::One(caller), action: &action_class, resource: &resource_class, context: &known };
        let in_the_way: Vec<&Statement> =
            self.policy.denies().filter(|statement| !statement.applies(&scope).is_false()).collect();
        // A statement that nothing can make false ends the attempt before any context is tried.
        let hopeless =
            in_the_way.iter().any(|statement| !statement.condition.iter().any(|test| may_set(&known, test.key())));
        if hopeless {
            return None;
        }
        let chosen = self.avoid(&in_the_way, action, &known, Context::default())?;
        let request = Request {
            transport: self.transport,
            caller: caller.clone(),
            action: action.to_owned(),
            resource: resource.to_owned(),
            context: chosen,
        };
        // The plain evaluator has the last word.
        request.is_denied_by(self.policy).is_false().then_some(request)
    }

    /// Chooses further keys so that some test of every statement is false.
    fn avoid(&mut self, statements: &[&Statement], action: &str, known: &Context, chosen: Context) -> Option<Context> {
        let Some(statement) = statements.iter().find(|statement| !statement.condition_holds(known).is_false()) else {
            return Some(chosen);
        };
        for test in &statement.condition {
            if !may_set(known, test.key()) {
                continue;
            }
            for presence in self.choices(test.key(), action) {
                self.left = self.left.checked_sub(1)?;
                let mut next = known.clone();
                next.set(test.key(), presence.clone());
                if !next.is_possible() || !test.holds(&next).is_false() {
                    continue;
                }
                let mut chosen = chosen.clone();
                chosen.set(test.key(), presence);
                if let Some(found) = self.avoid(statements, action, &next, chosen) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// What `key` may be set to, the most telling first.
    fn choices(&self, key: &str, action: &str) -> Vec<Presence> {
        let present = |value: &str| Presence::Present(vec![value.to_owned()]);
        let same_key = self.tests.iter().filter(|test| test.key().eq_ignore_ascii_case(key));
        let mut own: Vec<Presence> = Vec::new();
        // A CIDR stands for its first address.
        for value in same_key.flat_map(|test| examples(test)) {
            let value = if value_type(key) == ValueType::Address {
                value.split('/').next().unwrap_or("").to_owned()
            } else {
                value
            };
            let fits = match value_type(key) {
                ValueType::Address => value.parse::<std::net::IpAddr>().is_ok(),
                ValueType::Boolean => matches!(value.as_str(), "true" | "false"),
                ValueType::Number => false,
                ValueType::Text => !value.is_empty(),
            };
            if fits && own.len() < MAX_VALUES {
                own.push(present(&value));
            }
        }
        let lower = key.to_ascii_lowercase();
        if lower.starts_with("s3:") && !carries(action, &lower) {
            return vec![Presence::Absent];
        }
        // Every other free key is missing from some requests.
        match value_type(key) {
            ValueType::Address => {
                let ordinary = ["203.0.113.7", "198.51.100.77", "192.0.2.177", "2001:db8::7"].into_iter().map(present);
                ordinary.chain(own).chain([Presence::Absent]).collect()
            }
            _ => std::iter::once(Presence::Absent).chain(own).chain([present("example")]).collect(),
        }
    }
}

/// Whether a counterexample may choose `key`: it is free, and neither given nor chosen already.
fn may_set(known: &Context, key: &str) -> bool {
    if known.get(key).is_some() {
        return false;
    }
    let lower = key.to_ascii_lowercase();
    let anonymous = matches!(known.get("aws:PrincipalType"), Some(Presence::Present(values)) if values.iter().any(|value| value == "Anonymous"));
    match lower.as_str() {
        // In clear text, `s3:TlsVersion` may be absent; what else it could be is not known, so no
        // value is ever claimed.
        "s3:tlsversion" => true,
        // The region is the bucket's.
        "aws:requestedregion" => false,
        _ if anonymous && (lower.starts_with("aws:principal") || lower.starts_with("aws:multifactor")) => false,
        _ => is_free(&lower),
    }
}

/// Whether requests for `action` can carry the S3 key with a value of the requester's choice.
fn carries(action: &str, lower_key: &str) -> bool {
    match action {
        "s3:PutObject" => lower_key.starts_with("s3:x-amz-"),
        "s3:ListBucket" => lower_key == "s3:prefix",
        "s3:GetObject" => lower_key.starts_with("s3:existingobjecttag/"),
        _ => false,
    }
}
