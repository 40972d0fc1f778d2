//! One rule with one set of parameters, while resources pass.
//!
//! In: resources, one by one. Out: an [`Assessment`] of all that were in scope.

use super::finding::{Finding, Outcome, Ruling, check_resource};
use super::pool::Pool;
use super::scope::{self, Membership};
use super::{Assessment, Counts, ParamSource, waiver};
use crate::claim::{Claims, Waiver};
use crate::fact::{Identity, Inventory};
use crate::rule::{Params, Proof, Rule, Subject};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Parameters with values and sources.
pub(super) type Sourced = BTreeMap<String, (Value, ParamSource)>;

/// A rule under way.
pub(super) struct Trial<'j> {
    pub(super) rule: &'j Rule,
    pub(super) params: Sourced,
    values: Params,
    /// No claim names the rule: it is of interest only as long as it may hold.
    pub(super) undocumented: bool,
    waivers: Vec<(usize, &'j Waiver)>,
    /// Indices of waivers that fit a deviation, whatever their date.
    pub(super) fitting: BTreeSet<usize>,
    counts: Counts,
    findings: Vec<Finding>,
}

impl<'j> Trial<'j> {
    pub(super) fn new(rule: &'j Rule, params: Sourced, undocumented: bool, waivers: &'j [Waiver]) -> Self {
        Self {
            rule,
            values: params.iter().map(|(name, (value, _))| (name.clone(), value.clone())).collect(),
            params,
            undocumented,
            waivers: waivers.iter().enumerate().filter(|(_, waiver)| waiver.rule == rule.id).collect(),
            fitting: BTreeSet::new(),
            counts: Counts::default(),
            findings: Vec::new(),
        }
    }

    /// Judges a resource in the scope of this rule by each check that speaks of its kind. `selected`: whether the selection of the
    /// scope takes it.
    pub(super) fn see(
        &mut self,
        (subject, identity): (&Subject<'_>, &Arc<Identity>),
        selected: &Membership,
        today: Date,
        pool: &mut Pool,
    ) {
        let (rule, kind) = (self.rule, subject.resource().kind);
        self.counts.listed += 1;
        for (index, check) in rule.checks.iter().enumerate().filter(|(_, check)| check.kind == kind) {
            let Some(mut ruling) = check_resource(index, check, subject, &self.values) else { continue };
            if let Membership::Unknown(why) = selected {
                ruling.outcome = Outcome::Unknown;
                ruling.unknown.extend(why.iter().cloned());
            }
            self.count(&mut ruling, identity, today);
            if self.is_settled() {
                self.findings = Vec::new();
                return;
            }
            self.findings.push(Finding { resource: Arc::clone(identity), ruling: pool.ruling(ruling) });
        }
    }

    fn count(&mut self, ruling: &mut Ruling, identity: &Identity, today: Date) {
        self.counts.evaluated += 1;
        match ruling.outcome {
            Outcome::Conforms => self.counts.conforming += 1,
            Outcome::Unknown => self.counts.unknown += 1,
            Outcome::Deviates => {
                self.counts.deviating += 1;
                let fitting = || self.waivers.iter().filter(|(_, waiver)| waiver::speaks_of(waiver, identity));
                ruling.waiver = fitting().find(|(_, waiver)| today <= waiver.until).map(|(index, _)| *index);
                self.counts.waived += u64::from(ruling.waiver.is_some());
                self.fitting.extend(fitting().map(|(index, _)| *index));
            }
        }
    }

    /// Whether it is clear already that nobody will hear of this rule: what no claim names is told only where it holds.
    pub(super) fn is_settled(&self) -> bool {
        self.undocumented && (self.counts.unknown > 0 || self.counts.deviating > self.counts.waived)
    }

    /// What the rule says of everything that passed.
    pub(super) fn assess(mut self, claims: &Claims, inventory: &Inventory) -> Assessment {
        let key = |finding: &Finding| finding.check;
        self.findings.sort_by(|a, b| (a.resource.order(), key(a)).cmp(&(b.resource.order(), key(b))));
        self.findings.shrink_to_fit();
        let gaps = scope::gaps(&claims.scope, self.rule, inventory);
        let partial = self.rule.proof == Proof::Partial;
        let verdict = self.counts.verdict(!gaps.is_empty() || !inventory.complete, partial);
        let mut regions: BTreeSet<String> = BTreeSet::new();
        for region in self.findings.iter().map(|finding| finding.resource.region()) {
            if !regions.contains(region) {
                regions.insert(region.to_owned());
            }
        }
        let (rule, params, counts, findings) = (self.rule.id.clone(), self.params, self.counts, self.findings);
        Assessment { rule, params, counts, gaps, regions, findings, verdict }
    }
}
