//! Where complete resources go: to whoever judges them, at once, so that no account has to fit into memory.
//!
//! In: a resource and the plan. Out: it is handed over; what others need to know of it is noted: stores for the keys under which they
//! lie, copies for what they were made of.

use super::Plan;
use super::last_backup::Copies;
use super::store::Stores;
use crate::fact::{Resource, ResourceKind, Unknown};
use std::cell::{RefCell, RefMut};
use std::collections::BTreeSet;

/// Who takes resources, and says of those that are not complete which operations' answers still matter.
#[derive(Clone, Copy)]
pub struct Taker<'a> {
    /// Takes a complete resource.
    pub take: &'a dyn Fn(Resource),
    /// The operations whose answers can still change what is said of a resource, given the facts that it has so far.
    pub still_asked: &'a dyn Fn(&Resource) -> BTreeSet<&'static str>,
}

/// Hands resources over.
pub(super) struct Delivery<'a> {
    taker: Taker<'a>,
    pub(super) plan: &'a Plan,
    stores: RefCell<Stores>,
    pub(super) copies: Copies,
}

impl<'a> Delivery<'a> {
    pub(super) fn new(account: &str, plan: &'a Plan, taker: Taker<'a>) -> Self {
        Self { taker, plan, stores: RefCell::new(Stores::of(account)), copies: Copies::new(plan) }
    }

    /// Hands a resource over that is complete.
    pub(super) fn hand(&self, resource: Resource) {
        if self.plan.asks_what_keys_protect() {
            self.stores().see(&resource);
        }
        self.copies.see(&resource);
        self.take(resource);
    }

    /// Hands a resource over of which nobody needs to know; one that no rule speaks of goes nowhere.
    pub(super) fn take(&self, resource: Resource) {
        if self.plan.speaks_of(resource.kind) {
            (self.taker.take)(resource);
        }
    }

    /// The operations whose answers can still change what is said of a resource, given the facts that it has so far.
    pub(super) fn still_asked(&self, resource: &Resource) -> BTreeSet<&'static str> {
        (self.taker.still_asked)(resource)
    }

    /// Nothing more of a kind comes from a region.
    pub(super) fn end_of(&self, kind: ResourceKind, region: &str, listed: &Result<u64, Unknown>) {
        self.copies.end_of(kind, region, listed);
    }

    /// The data stores so far.
    pub(super) fn stores(&self) -> RefMut<'_, Stores> {
        self.stores.borrow_mut()
    }

    /// The data stores when all were handed over.
    pub(super) fn all_stores(&self) -> Stores {
        self.stores.take()
    }
}
