//! The search for a counterexample. In: a policy, a resource, a way to travel. Out: a request that
//! the policy certainly does not deny.
//!
//! The candidates come from the policy's own patterns: callers it excepts, resources beside its
//! prefixes, context values that make its conditions false. Only actions that exist, and only keys
//! that a requester can influence, are tried. Nothing is concluded if nothing is found.

use super::caller::{Caller, is_account, read_iam_arn};
use super::context::Context;
use super::document::{Policy, PrincipalElement, PrincipalId, Statement};
use super::pattern::{ActionPattern, Pattern, ResourcePattern};
use super::principal::Who;
use super::request::{Request, Scope, Transport};
use super::resource::ResourceArn;
use super::search::{Aim, Search, examples};

const MAX_CALLERS: usize = 12;

/// Accounts of the documentation's examples, for callers that the policy does not mention.
pub(super) const ORDINARY: [&str; 5] = ["111122223333", "444455556666", "777788889999", "123456789012", "000011112222"];

/// A request over `transport` for one of the actions that the policy certainly does not deny.
pub(super) fn find(
    policy: &Policy,
    resource: &ResourceArn,
    actions: &[ActionPattern],
    transport: Transport,
) -> Option<Request> {
    let mut search = Search::new(policy.denies());
    let mut requests = resource.candidates(policy.denies());
    requests.retain(|(action, _)| actions.iter().any(|class| class.covers(&ActionPattern::concrete(action))));
    let attempt = Attempt { policy, transport };
    callers(policy)
        .iter()
        .find_map(|caller| requests.iter().find_map(|(action, one)| attempt.make(&mut search, caller, action, one)))
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
        named.extend(named_by_conditions(statement));
    }
    let ordinary = ordinary_account(&named);
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

/// An account that none of the names holds.
pub(super) fn ordinary_account(named: &[String]) -> &'static str {
    ORDINARY.into_iter().find(|account| !named.iter().any(|name| name.contains(account))).unwrap_or("000011112222")
}

/// Principals and accounts that the conditions of a statement name.
pub(super) fn named_by_conditions(statement: &Statement) -> impl Iterator<Item = String> {
    statement
        .condition
        .iter()
        .filter(|test| {
            ["aws:PrincipalArn", "aws:PrincipalAccount"].iter().any(|key| key.eq_ignore_ascii_case(test.key()))
        })
        .flat_map(examples)
}

struct Attempt<'a> {
    policy: &'a Policy,
    transport: Transport,
}

impl<'a> Attempt<'a> {
    fn make(&self, search: &mut Search<'a>, caller: &Caller, action: &str, resource: &str) -> Option<Request> {
        search.count()?;
        let (action_class, resource_class) = (ActionPattern::concrete(action), ResourcePattern::concrete(resource));
        let known = caller.describe(self.transport.describe(Context::default()));
        let scope = Scope { who: Who::One(caller), action: &action_class, resource: &resource_class, context: &known };
        let in_the_way: Vec<&Statement> =
            self.policy.denies().filter(|statement| !statement.applies(&scope).is_false()).collect();
        // A statement that nothing can make false ends the attempt before any context is tried.
        let hopeless = in_the_way
            .iter()
            .any(|statement| !statement.condition.iter().any(|test| search.may_set(&known, test.key())));
        if hopeless {
            return None;
        }
        let context = search.context(Aim { action, apply: &[], avoid: &in_the_way }, &known)?;
        let request = Request {
            transport: self.transport,
            caller: caller.clone(),
            action: action.to_owned(),
            resource: resource.to_owned(),
            context,
        };
        // The plain evaluator has the last word.
        request.is_denied_by(self.policy).is_false().then_some(request)
    }
}
