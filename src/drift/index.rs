//! A report's findings by identity: rule, kind, region and ARN, whatever claims and checks they come from.
//!
//! In: a [`Sight`]. Out: per identity the outcome that decides, and the findings behind it.

use super::Listed;
use super::sight::{Finding, RuleResult, Sight};
use crate::fact::{GLOBAL, ResourceKind};
use std::collections::{BTreeMap, BTreeSet};

/// The identity of a finding, stable over runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) rule: String,
    pub(super) resource: ResourceKind,
    pub(super) region: String,
    pub(super) arn: String,
}

/// What a run says of one identity, from the one that decides last to the one that decides first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Conforms,
    Waived,
    Unknown,
    Deviates,
}

/// One identity in one run.
#[derive(Clone, Debug)]
pub(super) struct Seen<'s> {
    /// The worst of its findings.
    pub(super) standing: Standing,
    /// Claims whose findings stand like that.
    pub(super) claims: BTreeSet<&'s str>,
    /// The finding that decides, with its result.
    pub(super) result: &'s RuleResult,
    pub(super) finding: &'s Finding,
}

/// What was listed, to look up in.
pub(super) type Names<'l> = BTreeSet<(ResourceKind, &'l str)>;

/// Everything that was listed, by kind and ARN.
pub(super) fn names(listed: &[Listed]) -> Names<'_> {
    listed.iter().map(|one| (one.resource, one.arn.as_str())).collect()
}

impl Finding {
    fn standing(&self) -> Standing {
        match (self.outcome.as_str(), &self.waiver) {
            ("deviates", None) => Standing::Deviates,
            ("deviates", Some(_)) => Standing::Waived,
            ("conforms", _) => Standing::Conforms,
            _ => Standing::Unknown,
        }
    }
}

impl Sight {
    /// All identities under the rules that claims name.
    pub(super) fn index(&self) -> BTreeMap<Key, Seen<'_>> {
        let mut index: BTreeMap<Key, Seen<'_>> = BTreeMap::new();
        for claim in &self.claims {
            for result in claim.results.iter().filter_map(|index| self.results.get(*index)) {
                for finding in &result.findings {
                    add(&mut index, &claim.id, result, finding);
                }
            }
        }
        index
    }

    /// Results of a rule that claims name.
    pub(super) fn results_of(&self, rule: &str) -> impl Iterator<Item = &RuleResult> {
        let named = self.claims.iter().flat_map(|claim| &claim.results);
        let named: BTreeSet<usize> = named.copied().collect();
        named.into_iter().filter_map(|index| self.results.get(index)).filter(move |result| result.rule == rule)
    }

    /// Whether everything of a kind was listed in a region.
    pub(super) fn lists(&self, kind: ResourceKind, region: &str) -> bool {
        let of_kind = || self.coverage.iter().filter(|coverage| coverage.resource == kind);
        let here = || of_kind().filter(|coverage| coverage.region == region || coverage.region == GLOBAL);
        // A region that was not enabled held nothing.
        let not_there = self.regions.enabled.as_ref().is_some_and(|enabled| !enabled.iter().any(|own| own == region));
        let answered = || here().all(|coverage| coverage.listed.is_some());
        (here().next().is_some() && answered())
            || (region != GLOBAL && not_there && of_kind().next().is_some() && answered())
    }
}

fn add<'s>(index: &mut BTreeMap<Key, Seen<'s>>, claim: &'s str, result: &'s RuleResult, finding: &'s Finding) {
    let key = Key {
        rule: result.rule.clone(),
        resource: finding.resource,
        region: finding.region.clone(),
        arn: finding.arn.clone(),
    };
    let standing = finding.standing();
    let seen = index.entry(key).or_insert_with(|| Seen { standing, claims: BTreeSet::from([claim]), result, finding });
    if standing > seen.standing {
        *seen = Seen { standing, claims: BTreeSet::from([claim]), result, finding };
    } else if standing == seen.standing {
        seen.claims.insert(claim);
    }
}
