//! Which resources a rule speaks of, and which of them could not even be listed.
//!
//! In: the claims file's scope, a rule, an inventory. Out: the resources, and the gaps.

use crate::claim::Scope;
use crate::fact::catalogue::catalogue;
use crate::fact::{GLOBAL, Inventory, Place, ResourceKind, Unknown};
use crate::rule::{Params, Rule, Subject, Truth};
use std::collections::BTreeSet;

/// A kind of resource that could not be listed somewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The kind.
    pub kind: ResourceKind,
    /// Region code, or `global`; `*` when not even the regions are known.
    pub region: String,
    /// Why.
    pub why: Unknown,
}

/// Whether a resource belongs to the scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Membership {
    In,
    Out,
    /// The selection reads a tag that was not seen.
    Unknown(BTreeSet<Unknown>),
}

/// Whether the rule speaks of regions like this one.
pub(super) fn region_in_scope(scope: &Scope, rule: &Rule, region: &str) -> bool {
    rule.everywhere || region == GLOBAL || scope.regions.is_empty() || scope.regions.iter().any(|own| own == region)
}

/// Whether the scope's selection takes a resource.
pub(super) fn selected(scope: &Scope, subject: &Subject<'_>) -> Membership {
    let Some(select) = &scope.select else { return Membership::In };
    if select.reads().contains("tags") && catalogue(subject.resource().kind).fact("tags").is_none() {
        return Membership::In;
    }
    match select.holds(subject, &Params::new()) {
        Truth::True => Membership::In,
        Truth::False => Membership::Out,
        Truth::Unknown(why) => Membership::Unknown(why),
    }
}

/// What could not be listed of the rule's kinds in the regions of its scope.
pub(super) fn gaps(scope: &Scope, rule: &Rule, inventory: &Inventory) -> BTreeSet<Gap> {
    let kinds: BTreeSet<ResourceKind> = rule.checks.iter().map(|check| check.kind).collect();
    kinds.into_iter().flat_map(|kind| gaps_of_kind(kind, scope, rule, inventory)).collect()
}

fn gaps_of_kind(kind: ResourceKind, scope: &Scope, rule: &Rule, inventory: &Inventory) -> Vec<Gap> {
    let gap = |region: &str, why: &Unknown| Gap { kind, region: region.to_owned(), why: why.clone() };
    let mut gaps = Vec::new();
    let mut asked = BTreeSet::new();
    for coverage in inventory.coverage.iter().filter(|coverage| coverage.kind == kind) {
        asked.insert(coverage.region.as_str());
        // A bucket whose region is not known stands there by its name: it may lie in the scope.
        let nowhere = kind.place() == Place::ListedOnce
            && !inventory.regions.as_ref().is_ok_and(|enabled| enabled.contains(&coverage.region));
        if let Err(why) = &coverage.listed
            && (nowhere || region_in_scope(scope, rule, &coverage.region))
        {
            gaps.push(gap(&coverage.region, why));
        }
    }
    let expected: Vec<&str> = match &inventory.regions {
        _ if kind.place() != Place::Regions => vec![GLOBAL],
        Ok(regions) => regions.iter().map(String::as_str).collect(),
        Err(why) => {
            gaps.push(gap("*", why));
            Vec::new()
        }
    };
    if let Ok(enabled) = &inventory.regions
        && kind.place() != Place::Global
    {
        // A region that the document names and the account has not enabled cannot be confirmed by silence.
        let strange = scope.regions.iter().filter(|region| !enabled.contains(region));
        gaps.extend(strange.map(|region| gap(region, &Unknown::RegionDisabled { region: region.clone() })));
    }
    let missing = expected.into_iter().filter(|region| region_in_scope(scope, rule, region) && !asked.contains(region));
    gaps.extend(missing.map(|region| gap(region, &Unknown::undecidable("not-collected"))));
    gaps
}
