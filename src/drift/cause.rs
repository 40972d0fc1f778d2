//! Why a finding is otherwise than before: the account, or the yardstick, or the eyes.
//!
//! In: the same identity in two runs. Out: causes. What decides is whether the facts that the rule read are the same: where they
//! are, the account did not change, however different the verdict.

use super::Cause;
use super::index::{Key, Names, Seen, Standing};
use super::sight::{Finding, RuleResult, Sight};
use crate::fact::clock::{runs_with_time, without_time};
use crate::fact::{UNKNOWN, Unknown};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The two runs, as causes need them.
pub(super) struct Runs<'r> {
    pub(super) before: &'r Sight,
    pub(super) now: &'r Sight,
    /// What was listed before; `None`: not known.
    pub(super) listed: Option<Names<'r>>,
}

impl Runs<'_> {
    /// Why an identity stands otherwise than it did.
    pub(super) fn causes(&self, key: &Key, before: Option<&Seen<'_>>, now: &Seen<'_>) -> BTreeSet<Cause> {
        match before {
            Some(before) => self.of_known(before, now),
            None => self.of_unknown(key, now),
        }
    }

    /// It was there before.
    fn of_known(&self, before: &Seen<'_>, now: &Seen<'_>) -> BTreeSet<Cause> {
        if now.standing == Standing::Unknown {
            return blinds(&now.finding.unknown);
        }
        if before.standing == Standing::Unknown {
            return blinds(&before.finding.unknown);
        }
        let mut causes = yardstick(before.result, now.result);
        if changed(before.finding, now.finding) {
            causes.insert(Cause::Account);
            // Another version may read the same answer in another way.
            if self.before.tomscan != self.now.tomscan {
                causes.insert(Cause::Tomscan);
            }
        }
        if causes.is_empty() && (before.standing == Standing::Waived) != (now.standing == Standing::Waived) {
            causes.insert(Cause::Waiver);
        }
        if causes.is_empty() {
            let aged = before.finding.evidence.iter().any(|fact| holds_time(&fact.path, &fact.observed));
            let other = self.before.tomscan != self.now.tomscan || self.before.rules_sha256 != self.now.rules_sha256;
            causes.insert(match (aged, other) {
                (true, _) => Cause::Time,
                (false, true) => Cause::Tomscan,
                (false, false) => Cause::Account,
            });
        }
        causes
    }

    /// No rule of that name spoke of it before.
    fn of_unknown(&self, key: &Key, now: &Seen<'_>) -> BTreeSet<Cause> {
        let mut tested = self.before.results_of(&key.rule).peekable();
        if tested.peek().is_none() {
            let same_file = self.before.document.claims_sha256 == self.now.document.claims_sha256;
            return BTreeSet::from([if same_file { Cause::Rules } else { Cause::ClaimsFile }]);
        }
        let gaps: Vec<Unknown> = tested
            .flat_map(|result| &result.gaps)
            .filter(|gap| gap.resource == key.resource && [key.region.as_str(), "*"].contains(&gap.region.as_str()))
            .map(|gap| gap.unknown.clone())
            .collect();
        if !gaps.is_empty() {
            return blinds(&gaps);
        }
        let was_listed = self.listed.as_ref().is_some_and(|listed| listed.contains(&(key.resource, key.arn.as_str())));
        let mut causes: BTreeSet<Cause> =
            self.before.results_of(&key.rule).flat_map(|result| yardstick(result, now.result)).collect();
        if !self.before.document.same_scope(&self.now.document) {
            causes.insert(Cause::Scope);
        }
        // A resource that is new cannot deviate because a rule is.
        if self.listed.is_some() && !was_listed && self.before.lists(key.resource, &key.region) {
            return BTreeSet::from([Cause::Account]);
        }
        if causes.is_empty() {
            causes.insert(Cause::Account);
        }
        causes
    }
}

/// Whether the facts that both read are others, apart from those that run with time.
fn changed(before: &Finding, now: &Finding) -> bool {
    let earlier = values(before);
    values(now).iter().any(|(path, value)| earlier.get(path).is_some_and(|other| other != value))
}

/// The facts behind a finding that were seen and last.
pub(super) fn values(finding: &Finding) -> BTreeMap<&str, Value> {
    let last = |path: &str| path.rsplit('.').next().is_some_and(|name| !runs_with_time(name));
    let known = finding.evidence.iter().filter(|fact| last(&fact.path) && fact.observed.get(UNKNOWN).is_none());
    known.map(|fact| (fact.path.as_str(), without_time(&fact.observed))).collect()
}

fn holds_time(path: &str, value: &Value) -> bool {
    path.rsplit('.').next().is_some_and(runs_with_time) || without_time(value) != *value
}

/// What changed of the rule itself.
pub(super) fn yardstick(before: &RuleResult, now: &RuleResult) -> BTreeSet<Cause> {
    let mut causes = BTreeSet::new();
    if before.conditions != now.conditions || before.proof != now.proof {
        causes.insert(Cause::Rules);
    }
    for (name, param) in &now.params {
        let other = before.params.get(name).is_some_and(|other| other.value != param.value);
        if other {
            let assumed =
                param.source == "assumed" && before.params.get(name).is_some_and(|other| other.source == "assumed");
            causes.insert(if assumed { Cause::Rules } else { Cause::Parameters });
        }
    }
    causes
}

/// Why something could not be seen, as a cause.
pub(super) fn blinds<'u>(unknown: impl IntoIterator<Item = &'u Unknown>) -> BTreeSet<Cause> {
    let causes: BTreeSet<Cause> = unknown
        .into_iter()
        .map(|why| match why {
            Unknown::AccessDenied { .. } => Cause::Permissions,
            Unknown::Throttled { .. } | Unknown::Failed { .. } => Cause::Outage,
            Unknown::RegionDisabled { .. } | Unknown::NotAsked { .. } => Cause::Scope,
            Unknown::Undecidable { .. } => Cause::Undecided,
        })
        .collect();
    if causes.is_empty() { BTreeSet::from([Cause::Account]) } else { causes }
}
