//! A resource of which not everything is known yet, and what is still worth asking of it.
//!
//! In: the facts so far. Out: the calls whose answers can still change what is said of the resource; in place of the others stands that
//! the facts so far decide.

use super::delivery::Delivery;
use super::sheet::Sheet;
use super::{Plan, when};
use crate::aws::Answer;
use crate::aws::operations::Operation;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// A resource so far.
pub(super) struct Draft<'d> {
    delivery: &'d Delivery<'d>,
    known: Resource,
}

impl<'d> Draft<'d> {
    /// The resource of a sheet, before any of its facts is known.
    pub(super) fn of(sheet: &Sheet, account: &str, delivery: &'d Delivery<'d>) -> Self {
        Self { delivery, known: sheet.clone().finish(account, &Value::Null) }
    }

    /// One fact more, under its name.
    pub(super) fn add(&mut self, fact: &str, seen: &impl Serialize) {
        self.known.facts.insert(fact.to_owned(), serde_json::to_value(seen).unwrap_or(Value::Null));
    }

    /// What of these is still worth asking.
    pub(super) fn open(&self, operations: &[&'static Operation]) -> Open<'d> {
        let (plan, kind) = (self.delivery.plan, self.known.kind);
        let any = operations.iter().any(|operation| plan.needs(kind, operation));
        let asked = if any { self.delivery.still_asked(&self.known) } else { BTreeSet::new() };
        Open { plan, kind, asked }
    }
}

/// The operations that are still worth asking.
pub(super) struct Open<'p> {
    plan: &'p Plan,
    kind: ResourceKind,
    asked: BTreeSet<&'static str>,
}

impl Open<'_> {
    /// Whether an operation is one of them.
    pub(super) fn has(&self, operation: &Operation) -> bool {
        self.plan.needs(self.kind, operation) && self.asked.contains(operation.id)
    }

    /// Makes a call if it is one of them.
    pub(super) async fn ask<T>(&self, operation: &Operation, call: impl Future<Output = Answer<T>>) -> Answer<T> {
        let needed = self.plan.needs(self.kind, operation);
        if needed && !self.asked.contains(operation.id) {
            return Answer::known(Observed::Unknown(Unknown::undecidable("not-needed")));
        }
        when(needed, call).await
    }
}
