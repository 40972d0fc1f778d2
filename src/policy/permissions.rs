//! What a principal may do, in the large. In: his policies, his boundary, his account. Out: for
//! full access and for each way to it, whether it is shown, ruled out, or open.
//!
//! Two readings of the same statements: `may` counts everything that is not certainly closed,
//! `allowed_throughout` only what is certainly open. "Policy evaluation logic": a deny of either
//! kind of policy wins, and a boundary must allow too.

use super::administrator::{Home, Identity, StatementRef};
use super::context::Context;
use super::coverage::{Selection, together_cover};
use super::document::{Effect, Policy, Statement};
use super::escalation::{Escalation, Need, OnSome, Target};
use super::pattern::{ActionPattern, Pattern, ResourcePattern};
use super::principal::Who;
use super::request::Scope;
use super::situation;
use super::truth::{Reason, Truth};
use std::collections::BTreeSet;

/// What was found out about full access or one way to it.
pub(super) enum Finding {
    Shown(Vec<StatementRef>),
    RuledOut,
    Open(Reason),
}

/// A principal's permissions in his account.
pub(super) struct Permissions<'a> {
    pub(super) identity: &'a Identity,
    pub(super) home: &'a Home,
}

impl<'a> Permissions<'a> {
    pub(super) fn statements(&self) -> impl Iterator<Item = &'a Statement> {
        self.identity
            .policies
            .iter()
            .map(|(_, policy)| policy)
            .chain(&self.identity.boundary)
            .flat_map(Policy::statements)
    }

    fn denies(&self) -> impl Iterator<Item = &'a Statement> {
        self.statements().filter(|statement| statement.effect() == Effect::Deny)
    }

    fn allows(&self) -> impl Iterator<Item = (StatementRef, &'a Statement)> {
        self.identity.policies.iter().flat_map(|(name, policy)| {
            policy.allows().map(|(index, statement)| {
                (StatementRef { policy: name.clone(), index, sid: statement.sid().map(str::to_owned) }, statement)
            })
        })
    }

    pub(super) fn full_access(&self) -> Finding {
        let (all_actions, everything) = (ActionPattern::new("?*:?*"), ResourcePattern::new("*", false));
        for context in situation::candidates(self.statements(), Context::default()) {
            if let Some(statements) = self.allowed_throughout(&all_actions, &everything, &context) {
                return Finding::Shown(statements);
            }
        }
        // One action on one resource that he certainly lacks rules it out.
        let anything = ResourcePattern::concrete("*");
        let probes = situation::probes(self.statements());
        let mut reason = Reason::ConditionUnion;
        for action in probes.iter().map(|action| ActionPattern::concrete(action)) {
            match self.may(&action, &anything, &Context::default()) {
                Truth::False => return Finding::RuledOut,
                Truth::Unknown(why) => reason = why,
                Truth::True => {}
            }
        }
        Finding::Open(reason)
    }

    pub(super) fn escalation(&self, way: &Escalation) -> Finding {
        let mut open = None;
        for need in way.needs {
            match self.is_open(way, need, &self.certain(way, need)) {
                None => return Finding::RuledOut,
                Some(reason) => open = open.or(Some(reason)),
            }
        }
        for context in situation::candidates(self.statements(), alone()) {
            let found: Option<Vec<_>> =
                way.needs.iter().map(|need| self.holds(need, &self.chosen(way, need, context.clone()))).collect();
            if let Some(statements) = found {
                let all: BTreeSet<StatementRef> = statements.into_iter().flatten().collect();
                return Finding::Shown(all.into_iter().collect());
            }
        }
        Finding::Open(open.unwrap_or(Reason::EscalationOnSomeResources))
    }

    /// Whether he can do this one thing, on all its resources or on some.
    pub(super) fn single(&self, need: &Need) -> Finding {
        let (action, class) = (ActionPattern::concrete(need.action), self.class(need));
        let mut may = self.may(&action, &class, &Context::default());
        if matches!(need.target, Target::Any | Target::Everything) {
            // Actions without resource-level permissions are authorised against `*`.
            may = may.or(self.may(&action, &ResourcePattern::concrete("*"), &Context::default()));
        }
        if may.is_false() {
            return Finding::RuledOut;
        }
        let contexts = situation::candidates(self.statements(), alone());
        match contexts.iter().find_map(|context| self.holds(need, context)) {
            Some(statements) => Finding::Shown(statements),
            None => Finding::Open(Reason::AllowedOnSomeResources),
        }
    }

    /// Whether he can do this one thing, handing one of these roles to a service for it.
    pub(super) fn passing(&self, need: &Need, service: &str, roles: &[String]) -> Finding {
        let start = self.single(need);
        if matches!(start, Finding::RuledOut) {
            return Finding::RuledOut;
        }
        let pass = ActionPattern::concrete("iam:PassRole");
        // In other partitions some services have other names, so there nothing is taken as certain.
        let known = self.home.partition == "aws";
        let passed = |context: Context| if known { context.with("iam:PassedToService", service) } else { context };
        let roles: Vec<ResourcePattern> = roles.iter().map(|role| ResourcePattern::concrete(role)).collect();
        if roles.iter().all(|role| self.may(&pass, role, &passed(Context::default())).is_false()) {
            return Finding::RuledOut;
        }
        for context in situation::candidates(self.statements(), alone()) {
            let Some(own) = self.holds(need, &context) else { continue };
            let context = passed(context);
            let handed = roles.iter().find_map(|role| self.allowed_throughout(&pass, role, &context));
            if let Some(handed) = handed {
                let all: BTreeSet<StatementRef> = own.into_iter().chain(handed).collect();
                return Finding::Shown(all.into_iter().collect());
            }
        }
        match start {
            Finding::Open(reason) => Finding::Open(reason),
            _ => Finding::Open(Reason::ConditionUnion),
        }
    }

    /// Context keys that the way itself fixes, for the proof that it is closed.
    fn certain(&self, way: &Escalation, need: &Need) -> Context {
        // In other partitions some services have other names, so there nothing is taken as certain.
        match way.passed_to {
            Some(service) if self.home.partition == "aws" && need.target == Target::Role => {
                Context::default().with("iam:PassedToService", service)
            }
            _ => Context::default(),
        }
    }

    /// The same for the proof that it is open: the policy he attaches is `AdministratorAccess`.
    fn chosen(&self, way: &Escalation, need: &Need, mut context: Context) -> Context {
        let iam = need.action.starts_with("iam:");
        if iam && self.home.partition == "aws" {
            // NOTE: "AWS global condition context keys": requests to global services such as IAM go
            // to us-east-1.
            context = context.with("aws:RequestedRegion", "us-east-1");
        }
        for (key, presence) in self.certain(way, need).iter() {
            context.set(key, presence.clone());
        }
        if need.action.starts_with("iam:Attach") {
            context = context
                .with("iam:PolicyARN", &format!("arn:{}:iam::aws:policy/AdministratorAccess", self.home.partition));
        }
        context
    }

    /// Why a need of the way is not ruled out; `None` if it is.
    fn is_open(&self, way: &Escalation, need: &Need, known: &Context) -> Option<Reason> {
        let action = ActionPattern::concrete(need.action);
        let class = self.class(need);
        let mut may = self.may(&action, &class, known);
        if need.target == Target::Any {
            // Actions without resource-level permissions are authorised against `*`.
            may = may.or(self.may(&action, &ResourcePattern::concrete("*"), known));
        }
        let reason = match may {
            Truth::False => return None,
            Truth::True => Reason::EscalationOnSomeResources,
            Truth::Unknown(reason) => reason,
        };
        if need.target == Target::Any {
            return Some(reason);
        }
        match way.on_some {
            OnSome::Doubt => Some(reason),
            OnSome::DoubtUnlessOwn => self.reaches_others(&action, &class, known).then_some(reason),
            OnSome::Ignore => {
                // An ordinary role that no policy names, with and without a path.
                let ordinary = ["role/x7f3a9c1", "role/x7f3a9c1/x7f3a9c1"].map(|name| self.iam_arn(name));
                let open =
                    ordinary.iter().any(|arn| !self.may(&action, &ResourcePattern::concrete(arn), known).is_false());
                open.then_some(reason)
            }
        }
    }

    /// Whether a user other than the principal himself may be among the resources.
    fn reaches_others(&self, action: &ActionPattern, class: &ResourcePattern, known: &Context) -> bool {
        let own = format!("arn:{}:iam::{}:user/${{aws:username}}", self.home.partition, self.home.account);
        let own = [
            own.clone(),
            own.replacen("user/", "user/*/", 1),
            format!("arn:*:iam::{}:user/${{aws:username}}", self.home.account),
            "arn:aws:iam::*:user/${aws:username}".to_owned(),
        ]
        .map(|text| ResourcePattern::new(&text, true));
        self.allows().any(|(_, statement)| {
            let reaches = match &statement.resources {
                Some(Selection::Only(patterns)) => {
                    patterns.iter().any(|pattern| !own.contains(pattern) && pattern.overlaps(class))
                }
                Some(Selection::AllBut(_)) | None => true,
            };
            reaches
                && !statement.applies(&Scope { who: Who::Holder, action, resource: class, context: known }).is_false()
        })
    }

    /// Whether something of the class may be allowed: false is a proof that nothing is.
    pub(super) fn may(&self, action: &ActionPattern, class: &ResourcePattern, known: &Context) -> Truth {
        let scope = Scope { who: Who::Holder, action, resource: class, context: known };
        let any = |policy: &Policy| {
            policy.allows().map(|(_, statement)| statement.applies(&scope)).fold(Truth::False, Truth::or)
        };
        let allowed = self.identity.policies.iter().map(|(_, policy)| any(policy)).fold(Truth::False, Truth::or);
        let bounded = self.identity.boundary.as_ref().map_or(Truth::True, any);
        let denied = self.denies().map(|statement| statement.applies(&scope)).fold(Truth::False, Truth::or);
        allowed.and(bounded).and(denied.negate())
    }

    fn holds(&self, need: &Need, context: &Context) -> Option<Vec<StatementRef>> {
        self.allowed_throughout(&ActionPattern::concrete(need.action), &self.class(need), context)
    }

    /// The statements that allow all of the actions on all of the resources in this context, if
    /// they do so and nothing may deny it.
    pub(super) fn allowed_throughout(
        &self,
        actions: &ActionPattern,
        class: &ResourcePattern,
        context: &Context,
    ) -> Option<Vec<StatementRef>> {
        let scope = Scope { who: Who::Holder, action: actions, resource: class, context };
        if self.denies().any(|statement| !statement.applies(&scope).is_false()) {
            return None;
        }
        let in_force = |statement: &Statement| statement.matches_caller_and_context(Who::Holder, context).is_true();
        if let Some(boundary) = &self.identity.boundary {
            let limits =
                boundary.allows().map(|(_, statement)| statement).filter(|statement| in_force(statement)).collect();
            all_covered(limits, actions, class)?;
        }
        let own: Vec<_> = self.allows().filter(|(_, statement)| in_force(statement)).collect();
        let chosen = all_covered(own.iter().map(|(_, statement)| *statement).collect(), actions, class)?;
        Some(
            own.into_iter()
                .filter(|(_, statement)| chosen.iter().any(|one| std::ptr::eq(*one, *statement)))
                .map(|(name, _)| name)
                .collect(),
        )
    }

    fn class(&self, need: &Need) -> ResourcePattern {
        let service = need.action.split(':').next().unwrap_or("*");
        let kind = match need.target {
            Target::User => "user",
            Target::Group => "group",
            Target::Role => "role",
            Target::Policy => "policy",
            Target::Any => {
                return ResourcePattern::new(&format!("arn:{}:{service}:*:*:*", self.home.partition), false);
            }
            Target::Everything => return ResourcePattern::new("*", false),
        };
        ResourcePattern::of_iam(&self.iam_arn(&format!("{kind}/?*")))
    }

    fn iam_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:{name}", self.home.partition, self.home.account)
    }
}

/// What is known of a request that a principal makes by himself, over TLS.
fn alone() -> Context {
    Context::default().with("aws:SecureTransport", "true").with("aws:ViaAWSService", "false")
}

/// The statements that allow all of it: a single one if there is one, otherwise several together.
fn all_covered<'a>(
    statements: Vec<&'a Statement>,
    actions: &ActionPattern,
    class: &ResourcePattern,
) -> Option<Vec<&'a Statement>> {
    let by_resource: Vec<_> =
        statements.iter().copied().filter(|statement| statement.selects_resource(class).is_true()).collect();
    if let Some(single) = by_resource.iter().find(|statement| statement.selects_action(actions).is_true()) {
        return Some(vec![*single]);
    }
    let action_sets: Vec<_> = by_resource.iter().map(|statement| &statement.actions).collect();
    if together_cover(&action_sets, actions) {
        return Some(by_resource);
    }
    let by_action: Vec<_> =
        statements.into_iter().filter(|statement| statement.selects_action(actions).is_true()).collect();
    let resource_sets: Vec<_> = by_action.iter().filter_map(|statement| statement.resources.as_ref()).collect();
    together_cover(&resource_sets, class).then_some(by_action)
}
