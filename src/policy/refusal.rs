//! Does a policy refuse a whole class of requests? In: callers, actions, resources, context. Out: a proof, or the obstacle.

use super::coverage::{Selection, together_cover};
use super::document::{Policy, Statement};
use super::pattern::{ActionPattern, ResourcePattern};
use super::request::Scope;
use super::truth::{Reason, Truth};

/// Whether denying statements that apply to all of the callers, alone or together, cover all the
/// actions on all of the resources.
pub(super) fn covers(policy: &Policy, scope: &Scope<'_>) -> bool {
    covered_by(policy.denies(), scope)
}

/// The same for chosen statements.
pub(super) fn covered_by<'a>(statements: impl Iterator<Item = &'a Statement>, scope: &Scope<'_>) -> bool {
    let (who, actions, resources) = (scope.who, scope.action, scope.resource);
    let in_force: Vec<(&Selection<ActionPattern>, &Selection<ResourcePattern>)> = statements
        .filter(|statement| statement.matches_caller_and_context(who, scope.context).is_true())
        .filter_map(|statement| Some((&statement.actions, statement.resources.as_ref()?)))
        .collect();
    // Unions are sought along one side at a time: statements for all the resources may share the
    // actions, or the other way round.
    let whole_resource: Vec<_> = in_force
        .iter()
        .filter(|(_, mine)| mine.contains(resources, Reason::ResourcePattern).is_true())
        .map(|(mine, _)| *mine)
        .collect();
    let whole_action: Vec<_> = in_force
        .iter()
        .filter(|(mine, _)| mine.contains(actions, Reason::ActionUnion).is_true())
        .map(|(_, mine)| *mine)
        .collect();
    together_cover(&whole_resource, actions) || together_cover(&whole_action, resources)
}

/// The first obstacle on the way to a proof, taken from the statement that comes closest.
pub(super) fn why_not(policy: &Policy, scope: &Scope<'_>) -> Reason {
    let obstacles = |statement: &Statement| {
        let steps = [
            statement.selects_resource(scope.resource),
            statement.matches_caller_and_context(scope.who, scope.context),
            statement.actions.contains(scope.action, Reason::ActionUnion),
        ];
        let open = steps.iter().filter(|step| !step.is_true()).count();
        let reason = steps.iter().find_map(|step| if let Truth::Unknown(reason) = step { Some(*reason) } else { None });
        (open, reason)
    };
    let closest = policy.denies().map(obstacles).filter(|(_, reason)| reason.is_some()).min_by_key(|(open, _)| *open);
    closest.and_then(|(_, reason)| reason).unwrap_or(Reason::ConditionUnion)
}
