//! Resources come one by one, in any order, and go; what is kept is what was found of them.
//!
//! In: claims, rules and the scan's point in time; then resources; at the end what is known of the whole. Out: an [`Evaluation`],
//! the same whatever the order.

use super::pool::Pool;
use super::scope::{self, Membership};
use super::trial::{Sourced, Trial};
use super::{Assessment, Evaluation, Judged, ParamSource, Verdict, ends_soon, has_ended};
use crate::claim::wording::remarks;
use crate::claim::{Attestation, Claim, Claims, Origin};
use crate::fact::catalogue::catalogue;
use crate::fact::{Identity, Inventory, Resource, ResourceKind};
use crate::rule::{Param, Rule, RuleSet, Subject};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Judges resources as they pass.
pub struct Judge<'j> {
    claims: &'j Claims,
    rules: &'j RuleSet,
    today: Date,
    /// Rules under way: those that claims name, in the order of the claims, then the others.
    trials: Vec<Trial<'j>>,
    /// Per claim the trials of its rules.
    used: Vec<Vec<usize>>,
    kinds: BTreeMap<ResourceKind, Kind>,
    resources: Vec<Arc<Identity>>,
    pool: Pool,
}

/// What matters of one kind of resource.
#[derive(Default)]
struct Kind {
    /// Indices of the trials that speak of it.
    trials: Vec<usize>,
    /// The operations whose answers they show.
    operations: BTreeSet<&'static str>,
}

impl std::fmt::Debug for Judge<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Judge").field("resources", &self.resources.len()).finish_non_exhaustive()
    }
}

impl<'j> Judge<'j> {
    /// A judge who has seen nothing yet. `now` is the scan's one point in time.
    pub fn new(claims: &'j Claims, rules: &'j RuleSet, now: Timestamp) -> Self {
        let (mut trials, used) = claimed(claims, rules);
        trials.extend(unclaimed(claims, rules));
        let mut kinds: BTreeMap<ResourceKind, Kind> = BTreeMap::new();
        for (index, trial) in trials.iter().enumerate() {
            for check in &trial.rule.checks {
                let kind = kinds.entry(check.kind).or_default();
                if kind.trials.last() != Some(&index) {
                    kind.trials.push(index);
                }
                kind.operations.extend(operations(check));
            }
        }
        let today = now.to_zoned(TimeZone::UTC).date();
        Self { claims, rules, today, trials, used, kinds, resources: Vec::new(), pool: Pool::default() }
    }

    /// Applies every check that speaks of this resource. Its facts are not needed any more afterwards.
    pub fn see(&mut self, resource: &Resource) {
        let nothing = Kind::default();
        let kind = self.kinds.get(&resource.kind).unwrap_or(&nothing);
        let identity = self.pool.identity(resource, &kind.operations);
        self.resources.push(Arc::clone(&identity));
        let mut subject = None;
        for index in &kind.trials {
            let Some(trial) = self.trials.get_mut(*index).filter(|trial| !trial.is_settled()) else { continue };
            if !scope::region_in_scope(&self.claims.scope, trial.rule, &resource.region) {
                continue;
            }
            // Made once for all rules, and only where one wants it.
            let (subject, selected) = subject.get_or_insert_with(|| {
                let subject = Subject::new(resource);
                let selected = scope::selected(&self.claims.scope, &subject);
                (subject, selected)
            });
            if *selected != Membership::Out {
                trial.see((subject, &identity), selected, self.today, &mut self.pool);
            }
        }
    }

    /// What all of it says of every claim, by what is known of the whole: what was listed, where, and whether the scan came to its
    /// end. The resources of the inventory are not looked at.
    pub fn conclude(self, inventory: &Inventory) -> Evaluation {
        let Self { claims, rules, today, trials, used, mut resources, .. } = self;
        let mut fitting = BTreeSet::new();
        let mut assessments: Vec<Assessment> = Vec::new();
        let mut undocumented = Vec::new();
        for trial in trials {
            let (extra, fits) = (trial.undocumented, trial.fitting.clone());
            // Whatever was not asked for is not seen, so it cannot hold.
            let seen = || trial.rule.checks.iter().all(|check| inventory.covers(check.kind));
            if extra && (trial.is_settled() || !seen()) {
                continue;
            }
            let assessment = trial.assess(claims, inventory);
            if extra {
                if ![Verdict::Confirmed, Verdict::PartlyConfirmed].contains(&assessment.verdict) {
                    continue;
                }
                undocumented.push(assessments.len());
            }
            fitting.extend(fits);
            assessments.push(assessment);
        }
        resources.sort_by(|a, b| a.order().cmp(&b.order()));
        resources.shrink_to_fit();
        let judged = claims
            .claims
            .iter()
            .zip(used)
            .enumerate()
            .map(|(index, (claim, used))| judge(index, claim, used, &assessments, &claims.attestations, today));
        let judged = judged.collect();
        let mut evaluation = Evaluation {
            claims: judged,
            assessments,
            resources,
            undocumented,
            remarks: remarks(claims, rules, today),
            ..Evaluation::default()
        };
        evaluation.remind(claims, &fitting, today);
        evaluation
    }
}

impl Evaluation {
    /// Notes waivers and attestations that need attention.
    fn remind(&mut self, claims: &Claims, fitting: &BTreeSet<usize>, today: Date) {
        let waivers = |is: fn(Date, Date) -> bool| {
            fitting.iter().copied().filter(|index| is(claims.waivers[*index].until, today)).collect()
        };
        let attestations = |is: fn(Date, Date) -> bool| {
            let counting = self.claims.iter().filter_map(|judged| judged.attestation);
            counting.filter(|index| is(claims.attestations[*index].until, today)).collect()
        };
        let (ended, ending) = (attestations(has_ended), attestations(ends_soon));
        self.expired_waivers = waivers(has_ended);
        self.ending_waivers = waivers(ends_soon);
        self.unmatched_waivers = (0..claims.waivers.len()).filter(|index| !fitting.contains(index)).collect();
        (self.ended_attestations, self.ending_attestations) = (ended, ending);
    }
}

/// The rules that claims name, each once per set of parameters, and per claim which ones.
fn claimed<'j>(claims: &'j Claims, rules: &'j RuleSet) -> (Vec<Trial<'j>>, Vec<Vec<usize>>) {
    let mut trials: Vec<Trial<'_>> = Vec::new();
    let mut all = Vec::new();
    for claim in &claims.claims {
        let mut used = Vec::new();
        for rule in claim.rules.iter().filter_map(|id| rules.get(&id.0)) {
            let params = params_of(claim, rule);
            let known = trials.iter().position(|earlier| earlier.rule.id == rule.id && earlier.params == params);
            used.push(known.unwrap_or_else(|| {
                trials.push(Trial::new(rule, params, false, &claims.waivers));
                trials.len() - 1
            }));
        }
        all.push(used);
    }
    (trials, all)
}

/// The rules that no claim names: those that hold by what was seen anyway are measures without a word in the document. The built-in
/// set is no document.
fn unclaimed<'j>(claims: &'j Claims, rules: &'j RuleSet) -> Vec<Trial<'j>> {
    if claims.origin == Origin::BuiltIn {
        return Vec::new();
    }
    let named = |rule: &Rule| claims.claims.iter().any(|claim| claim.rules.contains(&rule.id));
    let assumed = |param: &Param| (param.default.clone(), ParamSource::Assumed);
    let trial = |rule: &'j Rule| {
        let params = rule.params.iter().map(|(name, param)| (name.clone(), assumed(param))).collect();
        Trial::new(rule, params, true, &claims.waivers)
    };
    rules.all().filter(|rule| !named(rule)).map(trial).collect()
}

/// The operations whose answers show the facts that a check reads.
fn operations(check: &crate::rule::Check) -> Vec<&'static str> {
    let spec = catalogue(check.kind);
    check.facts().iter().flat_map(|fact| super::finding::behind(fact, &spec.listed_by)).map(String::as_str).collect()
}

/// The parameters of a rule for one claim: as stated, else the default as an assumption.
pub(super) fn params_of(claim: &Claim, rule: &Rule) -> Sourced {
    let stated = claim.params.get(&rule.id);
    let value = |name: &String, default: &Value| match stated.and_then(|stated| stated.get(name)) {
        Some(value) => (value.clone(), ParamSource::Documented),
        None => (default.clone(), ParamSource::Assumed),
    };
    rule.params.iter().map(|(name, param)| (name.clone(), value(name, &param.default))).collect()
}

fn judge(
    index: usize,
    claim: &Claim,
    used: Vec<usize>,
    assessments: &[Assessment],
    attestations: &[Attestation],
    today: Date,
) -> Judged {
    let of_claim = |attestation: &Attestation| attestation.claim == claim.id;
    let latest = (0..attestations.len()).filter(|i| of_claim(&attestations[*i])).max_by_key(|i| attestations[*i].until);
    let holds = latest.is_some_and(|i| attestations[i].on <= today && today <= attestations[i].until);
    let organisational = if holds { Verdict::Attested } else { Verdict::Unattested };
    let verdict = used.iter().map(|i| assessments[*i].verdict).max().unwrap_or(organisational);
    Judged { claim: index, verdict, assessments: used, attestation: latest }
}
