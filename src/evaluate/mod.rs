//! Does it hold? Facts against claims.
//!
//! In: claims, rules and an inventory. Out: a verdict per claim with findings and evidence. No I/O, no clock: the only
//! time is the inventory's `now`.

mod finding;
mod scope;
mod verdict;
mod waiver;

pub use finding::{Evidence, Finding, Outcome, check_resource};
pub use scope::Gap;
pub use verdict::{Counts, Verdict};

use crate::claim::wording::{Remark, remarks};
use crate::claim::{Attestation, Claim, Claims, Origin};
use crate::fact::{Inventory, ResourceKind};
use crate::rule::{Params, Rule, RuleId, RuleSet, Subject};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use scope::Membership;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Where a parameter's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamSource {
    /// The document states it.
    Documented,
    /// Nobody states it: the rule's default, an assumption.
    Assumed,
}

/// One rule with one set of parameters, applied to everything in scope.
#[derive(Debug)]
pub struct Assessment {
    /// The rule.
    pub rule: RuleId,
    /// Parameters with values and sources.
    pub params: BTreeMap<String, (Value, ParamSource)>,
    /// How many resources, with what outcome.
    pub counts: Counts,
    /// What could not be listed.
    pub gaps: BTreeSet<Gap>,
    /// Regions in which evaluated resources lie.
    pub regions: BTreeSet<String>,
    /// What was found, by kind, region, name, check.
    pub findings: Vec<Finding>,
    /// What this rule says.
    pub verdict: Verdict,
}

/// So many days ahead the end of a waiver or an attestation is announced.
pub const NOTICE_DAYS: i64 = 30;

/// What the scan says of one claim.
#[derive(Debug)]
pub struct Judged {
    /// Index of the claim in the claims file.
    pub claim: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// Indices into [`Evaluation::assessments`], in the order of the claim's rules.
    pub assessments: Vec<usize>,
    /// Index of the attestation that counts, or of the one that ended last.
    pub attestation: Option<usize>,
}

/// What one scan says of all claims.
#[derive(Debug)]
pub struct Evaluation {
    /// Claims in the order of the document.
    pub claims: Vec<Judged>,
    /// Rules applied, each once per set of parameters.
    pub assessments: Vec<Assessment>,
    /// Indices of waivers whose time is over although the deviation is still there.
    pub expired_waivers: Vec<usize>,
    /// Indices of waivers that fit no deviation.
    pub unmatched_waivers: Vec<usize>,
    /// Indices of waivers that cover a deviation and end within [`NOTICE_DAYS`].
    pub ending_waivers: Vec<usize>,
    /// Indices of attestations whose time is over, where nobody attests the claim again.
    pub ended_attestations: Vec<usize>,
    /// Indices of attestations that end within [`NOTICE_DAYS`], where none follows.
    pub ending_attestations: Vec<usize>,
    /// Indices of assessments of rules that no claim names and that hold all the same: measures without a word in the document.
    pub undocumented: Vec<usize>,
    /// What is wrong with the document's words.
    pub remarks: Vec<Remark>,
}

/// Judges every claim.
pub fn evaluate(claims: &Claims, rules: &RuleSet, inventory: &Inventory) -> Evaluation {
    let today = inventory.now.to_zoned(TimeZone::UTC).date();
    let bench = Bench { claims, inventory, today, subjects: subjects(inventory) };
    let mut assessments: Vec<Assessment> = Vec::new();
    let mut judged = Vec::new();
    for (index, claim) in claims.claims.iter().enumerate() {
        let mut used = Vec::new();
        for rule in claim.rules.iter().filter_map(|id| rules.rules.get(id)) {
            let params = params_of(claim, rule);
            let known = assessments.iter().position(|earlier| earlier.rule == rule.id && earlier.params == params);
            used.push(known.unwrap_or_else(|| {
                assessments.push(bench.assess(rule, params));
                assessments.len() - 1
            }));
        }
        judged.push(judge(index, claim, used, &assessments, &claims.attestations, today));
    }
    let undocumented = bench.undocumented(rules, &mut assessments);
    let matched = |waiver: &crate::claim::Waiver| {
        assessments.iter().any(|assessment| {
            assessment.findings.iter().any(|finding| waiver::covers(waiver, &assessment.rule, finding))
        })
    };
    let (fitting, unmatched): (Vec<usize>, Vec<usize>) =
        (0..claims.waivers.len()).partition(|index| matched(&claims.waivers[*index]));
    let waivers = |is: fn(Date, Date) -> bool| {
        fitting.iter().copied().filter(|index| is(claims.waivers[*index].until, today)).collect()
    };
    let attestations = |is: fn(Date, Date) -> bool| {
        let counting = judged.iter().filter_map(|judged| judged.attestation);
        counting.filter(|index| is(claims.attestations[*index].until, today)).collect()
    };
    Evaluation {
        expired_waivers: waivers(has_ended),
        ending_waivers: waivers(ends_soon),
        ended_attestations: attestations(has_ended),
        ending_attestations: attestations(ends_soon),
        claims: judged,
        assessments,
        unmatched_waivers: unmatched,
        undocumented,
        remarks: remarks(claims, rules, today),
    }
}

fn has_ended(until: Date, today: Date) -> bool {
    until < today
}

/// Whether the last day is at most [`NOTICE_DAYS`] away, and not yet over.
pub fn ends_soon(until: Date, today: Date) -> bool {
    today <= until && today.saturating_add(NOTICE_DAYS.days()) >= until
}

/// The parameters of a rule for one claim: as stated, else the default as an assumption.
fn params_of(claim: &Claim, rule: &Rule) -> BTreeMap<String, (Value, ParamSource)> {
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

fn subjects(inventory: &Inventory) -> BTreeMap<ResourceKind, Vec<Subject<'_>>> {
    let mut subjects: BTreeMap<ResourceKind, Vec<Subject<'_>>> = BTreeMap::new();
    for resource in &inventory.resources {
        subjects.entry(resource.kind).or_default().push(Subject::new(resource));
    }
    subjects
}

/// Everything that stays the same while rules are applied.
struct Bench<'i> {
    claims: &'i Claims,
    inventory: &'i Inventory,
    today: Date,
    subjects: BTreeMap<ResourceKind, Vec<Subject<'i>>>,
}

impl Bench<'_> {
    fn assess(&self, rule: &Rule, params: BTreeMap<String, (Value, ParamSource)>) -> Assessment {
        let values: Params = params.iter().map(|(name, (value, _))| (name.clone(), value.clone())).collect();
        let mut counts = Counts { listed: self.listed(rule), ..Counts::default() };
        let mut findings = self.findings(rule, &values);
        counts.waived = waiver::apply(&self.claims.waivers, self.today, &rule.id, &mut findings);
        for finding in &findings {
            counts.evaluated += 1;
            match finding.outcome {
                Outcome::Conforms => counts.conforming += 1,
                Outcome::Deviates => counts.deviating += 1,
                Outcome::Unknown => counts.unknown += 1,
            }
        }
        let gaps = scope::gaps(&self.claims.scope, rule, self.inventory);
        let partial = rule.proof == crate::rule::Proof::Partial;
        let verdict = counts.verdict(!gaps.is_empty() || !self.inventory.complete, partial);
        let regions = findings.iter().map(|finding| finding.region.clone()).collect();
        Assessment { rule: rule.id.clone(), params, counts, gaps, regions, findings, verdict }
    }

    /// Adds the rules that no claim names and that hold by what was seen anyway. Whatever was not asked for is not seen, so it
    /// cannot hold here.
    fn undocumented(&self, rules: &RuleSet, assessments: &mut Vec<Assessment>) -> Vec<usize> {
        if self.claims.origin == Origin::BuiltIn {
            return Vec::new();
        }
        let claimed = |rule: &Rule| self.claims.claims.iter().any(|claim| claim.rules.contains(&rule.id));
        let seen = |rule: &Rule| rule.checks.iter().all(|check| self.inventory.covers(check.kind));
        let mut undocumented = Vec::new();
        for rule in rules.rules.values().filter(|rule| !claimed(rule) && seen(rule)) {
            let assumed = |param: &crate::rule::Param| (param.default.clone(), ParamSource::Assumed);
            let params = rule.params.iter().map(|(name, param)| (name.clone(), assumed(param))).collect();
            let assessment = self.assess(rule, params);
            if [Verdict::Confirmed, Verdict::PartlyConfirmed].contains(&assessment.verdict) {
                undocumented.push(assessments.len());
                assessments.push(assessment);
            }
        }
        undocumented
    }

    /// Resources of the rule's kinds in scope, each once.
    fn listed(&self, rule: &Rule) -> u64 {
        let kinds: BTreeSet<ResourceKind> = rule.checks.iter().map(|check| check.kind).collect();
        let subjects = kinds.iter().filter_map(|kind| self.subjects.get(kind)).flatten();
        subjects.filter(|subject| scope::membership(&self.claims.scope, rule, subject) != Membership::Out).count()
            as u64
    }

    fn findings(&self, rule: &Rule, params: &Params) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (index, check) in rule.checks.iter().enumerate() {
            for subject in self.subjects.get(&check.kind).into_iter().flatten() {
                let membership = scope::membership(&self.claims.scope, rule, subject);
                if membership == Membership::Out {
                    continue;
                }
                let Some(mut finding) = check_resource(index, check, subject, params) else { continue };
                if let Membership::Unknown(why) = membership {
                    finding.outcome = Outcome::Unknown;
                    finding.unknown.extend(why);
                }
                findings.push(finding);
            }
        }
        findings.sort_by(|a, b| {
            (a.kind, &a.region, &a.name, &a.arn, a.check).cmp(&(b.kind, &b.region, &b.name, &b.arn, b.check))
        });
        findings
    }
}
