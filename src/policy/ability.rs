//! May a principal perform any of some actions? In: his policies as for `administrator`, or a resource policy and his ARN. Out:
//! yes with the statements, no by proof, or why it cannot be told.
//!
//! *Yes* means that one of the actions is allowed on every resource of its service (in a context that he can bring about: MFA, a
//! network, a region), *no* that none of them is allowed on anything. What is allowed on some resources alone is *cannot tell*:
//! whether they are enough for the action is not known (a restore needs the snapshot, the subnet group, the key).
//!
//! Not considered: policies of the organisation and session policies, which can only deny more; resource policies, which may
//! allow by themselves what [`lets_in`] answers; and that an administrator can give himself every action, for which ask
//! `administrator_in`.

use super::administrator::{Home, Identity, StatementRef};
use super::caller::Caller;
use super::context::Context;
use super::coverage::Selection;
use super::document::Policy;
use super::pattern::{ActionPattern, Pattern, ResourcePattern};
use super::permissions::Permissions;
use super::principal::{self, Who};
use super::situation;
use super::truth::{Reason, Truth};

/// How much is tried; beyond that less is shown, and nothing wrong.
const MAX_REGIONS: usize = 8;
const MAX_WRITTEN: usize = 32;

/// Whether a principal may perform any of the actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ability {
    /// He may.
    Yes(AbilityEvidence),
    /// He may none of them: proved.
    No,
    /// Not decided.
    CannotTell(Reason),
}

/// What a principal may do, and by which statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbilityEvidence {
    /// The action, or a pattern of which every action is allowed.
    pub action: String,
    /// The allowing statements; more than one if they do so together.
    pub statements: Vec<StatementRef>,
}

/// Whether the principal, who lives in `home`, may perform any of the actions (`backup:StartRestoreJob`,
/// `rds:RestoreDBInstance*`).
#[must_use]
pub fn may_perform(identity: &Identity, home: &Home, actions: &[&str]) -> Ability {
    let permissions = Permissions { identity, home };
    let anything = ResourcePattern::new("*", false);
    let mut doubt = None;
    for text in actions {
        let class = ActionPattern::new(text);
        let may = permissions.may(&class, &anything, &Context::default());
        if may.is_false() {
            continue;
        }
        if let Some(evidence) = shown(&permissions, &class) {
            return Ability::Yes(evidence);
        }
        let reason = if let Truth::Unknown(reason) = may { reason } else { Reason::AllowedOnSomeResources };
        // That a part is covered is no reason by itself.
        let reason = match reason {
            Reason::ResourcePattern | Reason::ActionPattern => Reason::AllowedOnSomeResources,
            other => other,
        };
        doubt = doubt.or(Some(reason));
    }
    doubt.map_or(Ability::No, Ability::CannotTell)
}

fn shown(permissions: &Permissions<'_>, class: &ActionPattern) -> Option<AbilityEvidence> {
    // The whole pattern, or those of its actions that the policies write out.
    let written = permissions
        .identity
        .policies
        .iter()
        .flat_map(|(_, policy)| policy.allows())
        .flat_map(|(_, statement)| statement.actions.patterns())
        .filter(|pattern| pattern.as_text().is_some() && class.covers(pattern))
        .take(MAX_WRITTEN);
    let alone = Context::default().with("aws:SecureTransport", "true").with("aws:ViaAWSService", "false");
    let contexts = in_regions(permissions, situation::candidates(permissions.statements(), alone));
    std::iter::once(class).chain(written).find_map(|action| {
        let service = action.text().split(':').next().unwrap_or_default();
        let of_service = ResourcePattern::new(&format!("arn:{}:{service}:*:*:*", permissions.home.partition), false);
        let everything = ResourcePattern::new("*", false);
        contexts.iter().find_map(|context| {
            let statements = [&everything, &of_service]
                .into_iter()
                .find_map(|resources| permissions.allowed_throughout(action, resources, context))?;
            Some(AbilityEvidence { action: action.text().to_owned(), statements })
        })
    })
}

/// He chooses the region too: one that the policies name, or an ordinary one.
fn in_regions(permissions: &Permissions<'_>, contexts: Vec<Context>) -> Vec<Context> {
    const REGION: &str = "aws:RequestedRegion";
    let tests = permissions.statements().flat_map(|statement| &statement.condition);
    let tests: Vec<_> = tests.filter(|test| test.key().eq_ignore_ascii_case(REGION)).collect();
    if tests.is_empty() {
        return contexts;
    }
    let named = tests.iter().flat_map(|test| test.values()).map(String::as_str);
    let mut regions: Vec<&str> =
        named.filter(|region| !region.contains(['*', '?', '$'])).chain(["eu-central-1"]).collect();
    regions.dedup();
    regions.truncate(MAX_REGIONS);
    contexts.iter().flat_map(|context| regions.iter().map(|region| context.clone().with(REGION, region))).collect()
}

/// Whether a resource policy may allow a principal of its own account any of the actions, whatever the conditions. False is a
/// proof that it does not.
#[must_use]
pub fn lets_in(policy: &Policy, principal: &Caller, actions: &[&str]) -> Truth {
    let known = principal.describe(Context::default());
    let classes: Vec<ActionPattern> = actions.iter().map(|action| ActionPattern::new(action)).collect();
    let answers = policy.allows().map(|(_, statement)| {
        let asked = classes.iter().map(|class| statement.actions.contains(class, Reason::ActionPattern));
        let resources = match &statement.resources {
            None => Truth::True,
            Some(Selection::Only(patterns))
                if patterns.iter().any(|one| one.covers(&ResourcePattern::new("*", false))) =>
            {
                Truth::True
            }
            Some(_) => Truth::Unknown(Reason::AllowedOnSomeResources),
        };
        asked
            .fold(Truth::False, Truth::or)
            .and(principal::includes(statement.principal.as_ref(), Who::One(principal)))
            .and(statement.condition_holds(&known))
            .and(resources)
    });
    match answers.fold(Truth::False, Truth::or) {
        // What else is denied is not looked at.
        Truth::True if policy.denies().next().is_some() => Truth::Unknown(Reason::AllowedOnSomeResources),
        answer => answer,
    }
}
