//! May an AWS service use something on its own behalf? In: a resource policy, the service, action and resource. Out: `Truth`.
//!
//! Alarms and event rules reach a topic as service principals, so that the topic's own policy decides ("Permissions for
//! Amazon SNS", "Using resource-based policies for Amazon EventBridge"). Policies of the organisation are not considered.

use super::caller::Caller;
use super::context::Context;
use super::document::{Effect, Policy};
use super::pattern::{ActionPattern, ResourcePattern};
use super::principal::Who;
use super::request::Scope;
use super::truth::Truth;

/// What a service does for an account.
#[derive(Clone, Debug)]
pub struct ServiceCall<'a> {
    /// The service principal, such as `cloudwatch.amazonaws.com`.
    pub service: &'a str,
    /// The action, such as `sns:Publish`.
    pub action: &'a str,
    /// The ARN of the resource that has the policy.
    pub resource: &'a str,
    /// What is known of the request beside that AWS services call with TLS.
    pub context: Context,
}

impl ServiceCall<'_> {
    /// Whether the policy lets the service do it: some statement allows it and none denies it.
    #[must_use]
    pub fn is_let_through_by(&self, policy: &Policy) -> Truth {
        let caller = Caller::Service(self.service.to_owned());
        let context =
            self.context.clone().with("aws:SecureTransport", "true").with("aws:PrincipalIsAWSService", "true");
        let (action, resource) = (ActionPattern::concrete(self.action), ResourcePattern::concrete(self.resource));
        let scope = Scope { who: Who::One(&caller), action: &action, resource: &resource, context: &context };
        let some = |effect: Effect| {
            let of = policy.statements().iter().filter(|statement| statement.effect() == effect);
            of.map(|statement| statement.applies(&scope)).fold(Truth::False, Truth::or)
        };
        some(Effect::Allow).and(some(Effect::Deny).negate())
    }
}
