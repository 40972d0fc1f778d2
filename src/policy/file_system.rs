//! Does a file system refuse clients without TLS? In: the file system policy and its ARN. Out: `Decision`.
//!
//! Here it matters also who is allowed. NFS clients say who they are by the mount helper's `iam` option, and that works over TLS
//! alone (amazon-efs-utils refuses `iam` and access points without `tls`), so a client in clear text is anonymous. And once there
//! is a policy, an anonymous client may do only what it allows ("Using IAM to control file system data access"; the default
//! policy, which lets in everyone, is in force only while there is no other). AWS's own example for encryption in transit is a
//! policy that allows over TLS and denies nothing ("Encrypting file data with Amazon EFS").
//!
//! So *yes* means that for each action of NFS clients nothing is allowed to anonymous clear text, or all of it is denied; *no* is
//! such a client that is let in. The API beside NFS answers HTTPS only.

use super::caller::Caller;
use super::context::Context;
use super::document::Policy;
use super::pattern::{ActionPattern, Pattern, ResourcePattern};
use super::plaintext::Decision;
use super::principal::Who;
use super::refusal;
use super::request::{Request, Scope, Transport};
use super::resource::ResourceArn;
use super::search::{Aim, Search};
use super::truth::{Reason, Truth};
use super::value::Class;

/// What NFS clients do.
const CLIENT: [&str; 3] =
    ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"];

pub(super) fn refuses_plaintext(policy: &Policy, resource: &ResourceArn, actions: &[ActionPattern]) -> Decision {
    let policy = &policy.on(resource);
    let asked = |name: &&str| actions.iter().any(|class| class.covers(&ActionPattern::concrete(name)));
    let mut doubt = None;
    for action in CLIENT.into_iter().filter(asked) {
        let Some(reason) = may_pass(policy, resource, action) else { continue };
        match let_in(policy, resource, action) {
            Some(request) => return Decision::No(Box::new(request)),
            None => doubt = doubt.or(Some(reason)),
        }
    }
    doubt.map_or(Decision::Yes, Decision::CannotTell)
}

/// What is known of every client in clear text. NOTE: whether EFS sets the keys that other anonymous requests carry is not
/// documented.
fn known() -> Context {
    Caller::Anonymous
        .describe(Transport::Http.describe(Context::default()))
        .without("elasticfilesystem:AccessPointArn")
        .perhaps("aws:PrincipalAccount", vec![Class::Text("anonymous".to_owned())])
        .perhaps("aws:PrincipalType", vec![Class::Text("Anonymous".to_owned())])
}

/// Why the action in clear text is not ruled out; `None` if it is.
fn may_pass(policy: &Policy, resource: &ResourceArn, action: &str) -> Option<Reason> {
    let (class, file_system) = (ActionPattern::concrete(action), ResourcePattern::concrete(&resource.to_string()));
    let known = known();
    let scope = Scope { who: Who::One(&Caller::Anonymous), action: &class, resource: &file_system, context: &known };
    if refusal::covers(policy, &scope) {
        return None;
    }
    let allowed = policy.allows().map(|(_, statement)| statement.applies(&scope)).fold(Truth::False, Truth::or);
    // What is closest to a refusal says more than what may allow.
    match (allowed, refusal::why_not(policy, &scope)) {
        (Truth::False, _) => None,
        (Truth::Unknown(reason), Reason::ConditionUnion) | (_, reason) => Some(reason),
    }
}

/// A client in clear text that a statement certainly lets in.
fn let_in(policy: &Policy, resource: &ResourceArn, action: &str) -> Option<Request> {
    let mut search = Search::new(policy.statements().iter());
    let (class, file_system) = (ActionPattern::concrete(action), ResourcePattern::concrete(&resource.to_string()));
    let known = known();
    let scope = Scope { who: Who::One(&Caller::Anonymous), action: &class, resource: &file_system, context: &known };
    let in_the_way: Vec<_> = policy.denies().filter(|statement| !statement.applies(&scope).is_false()).collect();
    policy.allows().filter(|(_, statement)| !statement.applies(&scope).is_false()).find_map(|(_, statement)| {
        let context = search.context(Aim { action, apply: &[statement], avoid: &in_the_way }, &known)?;
        let request = Request {
            transport: Transport::Http,
            caller: Caller::Anonymous,
            action: action.to_owned(),
            resource: resource.to_string(),
            context,
        };
        // The plain evaluator has the last word.
        let passes = request.is_allowed_by(policy).is_true() && request.is_denied_by(policy).is_false();
        passes.then_some(request)
    })
}
