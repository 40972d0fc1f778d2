//! May a class of outsiders be let in? In: the policy and the class. Out: the doubt, or none, and that is a proof.
//!
//! Everything that is not certainly closed counts: an action or resource that may match, a condition that may hold. A deny
//! closes only what it certainly covers.

use super::listed::{Names, networks};
use super::party::{Party, Whom};
use super::{Outsider, Owner};
use crate::policy::caller::Caller;
use crate::policy::context::Context;
use crate::policy::coverage::Selection;
use crate::policy::document::{Policy, PrincipalElement, PrincipalId, Statement};
use crate::policy::pattern::{ActionPattern, Pattern, ResourcePattern};
use crate::policy::principal::{self, Who, account_of};
use crate::policy::refusal;
use crate::policy::request::Scope;
use crate::policy::resource::ResourceArn;
use crate::policy::truth::{Reason, Truth};
use std::collections::BTreeSet;

/// What is asked.
pub(super) struct Question<'a> {
    pub policy: &'a Policy,
    pub resource: &'a ResourceArn,
    pub owner: &'a Owner,
    /// Whom the policy names.
    pub names: &'a Names,
    /// What all requests to the resource have in common.
    pub known: &'a Context,
}

impl<'a> Question<'a> {
    /// The statements that may let somebody of the class in, with their positions, and why nothing certain can be said of the
    /// first. None, and that is a proof, if there are none.
    pub(super) fn open(&self, party: &Party) -> Option<(Vec<(usize, &'a Statement)>, Reason)> {
        let context = party.context.clone().and(self.known);
        let mut first = None;
        let mut open = Vec::new();
        for (index, statement) in self.policy.allows() {
            if let Some(reason) = self.may_admit(statement, party, &context) {
                first = first.or(Some(reason));
                open.push((index, statement));
            }
        }
        let source = matches!(party.outsider, Outsider::Source(_));
        first.map(|reason| (open, if source { Reason::SourceWithoutAccount } else { reason }))
    }

    /// The class with the networks that the policy names. Where it names none, nothing narrows it.
    pub(super) fn named(&self, party: &Party) -> Outsider {
        if !matches!(party.outsider, Outsider::Through(_)) {
            return party.outsider.clone();
        }
        let named: BTreeSet<String> = self.policy.statements().iter().flat_map(networks).collect();
        if named.is_empty() { Outsider::Anyone } else { Outsider::Through(named.into_iter().collect()) }
    }

    fn may_admit(&self, statement: &Statement, party: &Party, context: &Context) -> Option<Reason> {
        let certain = if statement.has_variable { Truth::Unknown(Reason::PolicyVariable) } else { Truth::True };
        let applies = speaks_of(statement, &party.whom).and(statement.condition_holds(context)).and(certain);
        if applies.is_false() {
            return None;
        }
        let actions = actions_of(statement, &self.resource.all_actions());
        let resources: Vec<ResourcePattern> =
            self.resource.classes().iter().flat_map(|class| resources_of(statement, class)).collect();
        let mut pieces = actions.iter().flat_map(|action| resources.iter().map(move |resource| (action, resource)));
        let open = pieces.find(|(action, resource)| !self.is_denied(party, action, resource, context));
        let (action, resource) = open?;
        if let Truth::Unknown(reason) = applies {
            return Some(reason);
        }
        let scope = Scope { who: party.whom.who(), action, resource, context };
        Some(refusal::why_not(self.policy, &scope))
    }

    fn is_denied(&self, party: &Party, action: &ActionPattern, resource: &ResourcePattern, context: &Context) -> bool {
        refusal::covers(self.policy, &Scope { who: party.whom.who(), action, resource, context })
    }
}

impl Whom {
    /// As statements read it. A principal of unknown account may be anybody.
    fn who(&self) -> Who<'_> {
        match self {
            Self::Nobody => Who::One(&Caller::Anonymous),
            Self::Of(account) => Who::Of(account),
            Self::Service(caller) => Who::One(caller),
            Self::Named(_) => Who::Everyone,
        }
    }
}

/// Whether an allowing statement speaks of somebody of the class. Principals that do not tell their account are a class of their
/// own, so that they count for no other.
fn speaks_of(statement: &Statement, whom: &Whom) -> Truth {
    match (&statement.principal, whom) {
        (Some(PrincipalElement::Principal(ids)), Whom::Named(id)) if !ids.contains(id) => Truth::False,
        (Some(PrincipalElement::NotPrincipal(ids)), Whom::Named(id)) if ids.contains(id) => Truth::False,
        (_, Whom::Named(_)) => Truth::Unknown(Reason::PrincipalWithoutAccount),
        (Some(PrincipalElement::Principal(ids)), whom) => {
            let told = ids.iter().filter(|id| !is_without_account(id)).cloned().collect();
            principal::includes(Some(&PrincipalElement::Principal(told)), whom.who())
        }
        (other, whom) => principal::includes(other.as_ref(), whom.who()),
    }
}

fn is_without_account(id: &PrincipalId) -> bool {
    match id {
        PrincipalId::Everyone | PrincipalId::Service(_) => false,
        PrincipalId::Federated(_) | PrincipalId::CanonicalUser(_) => true,
        // With a wildcard it might be anybody.
        PrincipalId::Aws(text) => account_of(text).is_none() && !text.contains(['*', '?', '$']),
    }
}

/// The actions of the service that the statement selects, as patterns.
fn actions_of(statement: &Statement, all: &ActionPattern) -> Vec<ActionPattern> {
    match &statement.actions {
        Selection::Only(patterns) => narrowed(patterns, all),
        Selection::AllBut(_) if statement.actions.contains(all, Reason::ActionPattern).is_false() => Vec::new(),
        Selection::AllBut(_) => vec![all.clone()],
    }
}

fn resources_of(statement: &Statement, class: &ResourcePattern) -> Vec<ResourcePattern> {
    match &statement.resources {
        Some(Selection::Only(patterns)) => narrowed(patterns, class),
        Some(selection @ Selection::AllBut(_)) if selection.contains(class, Reason::ResourcePattern).is_false() => {
            Vec::new()
        }
        Some(Selection::AllBut(_)) | None => vec![class.clone()],
    }
}

/// What the patterns and the class may have in common: the narrower of the two, where one contains the other.
fn narrowed<P: Pattern + Clone>(patterns: &[P], class: &P) -> Vec<P> {
    patterns
        .iter()
        .filter(|pattern| pattern.overlaps(class))
        .map(|pattern| if class.covers(pattern) { pattern.clone() } else { class.clone() })
        .collect()
}
