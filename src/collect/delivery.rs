//! Where complete resources go: to whoever judges them, at once, so that no account has to fit into memory.
//!
//! In: a resource and the plan. Out: it is handed over, unless another collector still reads it or completes it; then it is held until
//! the end.

use super::{Found, Plan, last_backup, store};
use crate::aws::wire::Ask;
use crate::aws::wire::backup::ListRecoveryPointsByBackupVault;
use crate::fact::{Resource, ResourceKind};
use std::collections::BTreeSet;

/// Hands resources over.
pub(super) struct Delivery<'a> {
    take: &'a dyn Fn(Resource),
    plan: &'a Plan,
    held: BTreeSet<ResourceKind>,
}

impl<'a> Delivery<'a> {
    pub(super) fn new(plan: &'a Plan, take: &'a dyn Fn(Resource)) -> Self {
        let mut held = BTreeSet::new();
        if plan.asks_what_keys_protect() {
            held.extend(store::SORTS.iter().map(|sort| sort.kind));
        }
        let backed_up = |kind: &ResourceKind| plan.needs(*kind, ListRecoveryPointsByBackupVault::OPERATION);
        let joined: Vec<ResourceKind> = last_backup::KINDS.into_iter().filter(backed_up).collect();
        if !joined.is_empty() {
            held.extend(joined);
            held.extend(last_backup::COPIES);
        }
        Self { take, plan, held }
    }

    /// Hands a complete resource over, or holds it.
    pub(super) fn hand(&self, resource: Resource, found: &mut Found) {
        if self.held.contains(&resource.kind) {
            found.resources.push(resource);
        } else {
            self.take(resource);
        }
    }

    /// Hands a resource over that nobody waits for any more; one that no rule speaks of goes nowhere.
    pub(super) fn take(&self, resource: Resource) {
        if self.plan.speaks_of(resource.kind) {
            (self.take)(resource);
        }
    }
}
