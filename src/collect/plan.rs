//! Which calls a scan makes: those behind the facts that the rules of the claims read, and no others.
//!
//! In: claims and rules. Out: a [`Plan`] that collectors ask before each call.

use crate::aws::operations::{self, Operation};
use crate::claim::Claims;
use crate::collect::store;
use crate::fact::ResourceKind;
use crate::fact::catalogue::catalogue;
use crate::rule::{Rule, RuleSet};
use std::collections::{BTreeMap, BTreeSet};

/// What a scan needs.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Operations per kind of resource.
    operations: BTreeMap<ResourceKind, BTreeSet<&'static str>>,
    /// Operations per kind of data store that is looked at because a rule asks what keys protect.
    for_keys: BTreeMap<ResourceKind, BTreeSet<&'static str>>,
    /// Kinds that a rule looks for in every enabled region.
    everywhere: BTreeSet<ResourceKind>,
    /// Regions of the document's scope; empty: every enabled one.
    scope: Vec<String>,
    /// What `--region` leaves.
    pub narrowing: Narrowing,
    /// Whether it is asked who changed what is newly refuted.
    pub origins: bool,
    /// Whether rules that no claim names are asked about too.
    pub undocumented: bool,
}

/// Regions named with `--region`; empty: no narrowing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing(pub Vec<String>);

impl Narrowing {
    /// Whether a region is left after narrowing.
    pub fn leaves(&self, region: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|left| left == region)
    }
}

impl Plan {
    /// The plan for the rules that these claims name.
    pub fn of(claims: &Claims, rules: &RuleSet, narrowing: Narrowing) -> Self {
        let named: BTreeSet<_> = claims.claims.iter().flat_map(|claim| &claim.rules).collect();
        let mut plan = Self { scope: claims.scope.regions.clone(), narrowing, ..Self::default() };
        named.into_iter().filter_map(|id| rules.get(&id.0)).for_each(|rule| plan.add(rule));
        if claims.scope.select.as_ref().is_some_and(|select| select.reads().contains("tags")) {
            plan.add_tags();
        }
        plan
    }

    /// Adds every rule, whether a claim names it or not.
    pub fn add_all(&mut self, rules: &RuleSet) {
        self.undocumented = true;
        rules.all().for_each(|rule| self.add(rule));
    }

    fn add(&mut self, rule: &Rule) {
        for check in &rule.checks {
            self.operations.entry(check.kind).or_default().extend(check.operations());
            if rule.everywhere {
                self.everywhere.insert(check.kind);
            }
        }
        if self.needs(ResourceKind::KmsKey, &operations::GET_BUCKET_ENCRYPTION) {
            self.for_keys = store::SORTS.iter().map(|sort| (sort.kind, sort.operations())).collect();
        }
    }

    fn add_tags(&mut self) {
        for (kind, operations) in &mut self.operations {
            let tags = catalogue(*kind).fact("tags");
            operations.extend(tags.into_iter().flat_map(|fact| &fact.operations).map(String::as_str));
        }
    }

    /// Whether this kind is looked at: because some rule speaks of it, or because one asks what keys protect.
    pub fn wants(&self, kind: ResourceKind) -> bool {
        self.speaks_of(kind) || self.for_keys.contains_key(&kind)
    }

    /// Whether some rule speaks of this kind.
    pub fn speaks_of(&self, kind: ResourceKind) -> bool {
        self.operations.contains_key(&kind)
    }

    /// Whether a rule asks what keys protect.
    pub(super) fn asks_what_keys_protect(&self) -> bool {
        !self.for_keys.is_empty()
    }

    /// Whether facts of this kind come from this operation.
    pub fn needs(&self, kind: ResourceKind, operation: &Operation) -> bool {
        let mut of_kind = self.operations.get(&kind).into_iter().chain(self.for_keys.get(&kind));
        of_kind.any(|operations| operations.contains(operation.id))
    }

    /// Whether facts of any kind come from this operation.
    pub fn needs_for_any(&self, operation: &Operation) -> bool {
        self.operations.values().any(|operations| operations.contains(operation.id))
    }

    /// Whether a kind is looked for in a region.
    pub fn covers(&self, kind: ResourceKind, region: &str) -> bool {
        self.narrowing.leaves(region) && self.in_scope(kind, region)
    }

    /// Whether this kind is looked at in a region, whatever `--region` leaves.
    pub fn in_scope(&self, kind: ResourceKind, region: &str) -> bool {
        // What a key protects lies in the key's regions.
        let of_keys = self.for_keys.contains_key(&kind) && self.everywhere.contains(&ResourceKind::KmsKey);
        self.scope.is_empty()
            || self.everywhere.contains(&kind)
            || of_keys
            || self.scope.iter().any(|own| own == region)
    }

    /// Regions of the document's scope; empty: every enabled one.
    pub(super) fn scope(&self) -> &[String] {
        &self.scope
    }

    /// In how many regions an operation is asked, of so many that are enabled.
    pub(super) fn regions_of(&self, operation: &Operation, enabled: u64) -> u64 {
        let asking = self.operations.iter().filter(|(_, operations)| operations.contains(operation.id));
        let everywhere =
            asking.map(|(kind, _)| kind).any(|kind| self.scope.is_empty() || self.everywhere.contains(kind));
        let regions = if everywhere { enabled } else { self.scope.len() as u64 };
        match self.narrowing.0.len() as u64 {
            0 => regions,
            left => regions.min(left),
        }
    }

    /// All operations that the plan names, for the least IAM policy.
    pub fn operations(&self) -> BTreeSet<&'static str> {
        self.operations.values().flatten().copied().collect()
    }
}
