//! One check on one resource.
//!
//! In: a check, its parameters, a resource. Out: a [`Finding`] with its evidence, or nothing when the resource is not in
//! the check's population.

use crate::fact::catalogue::catalogue;
use crate::fact::{ResourceKind, Unknown};
use crate::rule::{Check, Condition, Params, Subject, Truth};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;

/// What a check says of one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is as documented.
    Conforms,
    /// It is not.
    Deviates,
    /// It cannot be said.
    Unknown,
}

impl Outcome {
    /// The word in reports and fixtures.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::Deviates => "deviates",
            Self::Unknown => "unknown",
        }
    }
}

/// One observed fact behind a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Path below `resource`.
    pub path: &'static str,
    /// What was seen: a value, `null`, or the mark of the unseen.
    pub observed: Value,
    /// The API operations whose answers showed it.
    pub operations: Vec<&'static str>,
    /// When the last of these answers came.
    pub time: Option<Timestamp>,
}

/// What one check found of one resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Index of the check in its rule.
    pub check: usize,
    /// Kind of the resource.
    pub kind: ResourceKind,
    /// Region code, or `global`.
    pub region: String,
    /// Name that people use.
    pub name: String,
    /// Amazon Resource Name.
    pub arn: String,
    /// What the check says.
    pub outcome: Outcome,
    /// Why it cannot be said, if so.
    pub unknown: BTreeSet<Unknown>,
    /// The facts that the conditions read.
    pub evidence: Vec<Evidence>,
    /// Facts that the sentences show beside those, by path.
    pub context: Vec<(String, Value)>,
    /// Index of the waiver that covers the deviation.
    pub waiver: Option<usize>,
}

/// Applies a check. `None`: the resource is not in its population.
pub fn check_resource(index: usize, check: &Check, subject: &Subject<'_>, params: &Params) -> Option<Finding> {
    let member = check.population.as_ref().map_or(Truth::True, |population| population.holds(subject, params));
    let (outcome, unknown, read) = match member {
        Truth::False => return None,
        Truth::Unknown(why) => (Outcome::Unknown, why, population_reads(check)),
        Truth::True => {
            let (outcome, why) = judge(&check.that, subject, params);
            (outcome, why, check.reads())
        }
    };
    let resource = subject.resource();
    Some(Finding {
        check: index,
        kind: resource.kind,
        region: resource.region.clone(),
        name: resource.name.clone(),
        arn: resource.arn.clone(),
        outcome,
        unknown,
        evidence: read.iter().filter_map(|path| evidence(path, subject)).collect(),
        context: if outcome == Outcome::Deviates { context(check, &read, subject) } else { Vec::new() },
        waiver: None,
    })
}

fn judge(that: &Condition, subject: &Subject<'_>, params: &Params) -> (Outcome, BTreeSet<Unknown>) {
    match that.holds(subject, params) {
        Truth::True => (Outcome::Conforms, BTreeSet::new()),
        Truth::False => (Outcome::Deviates, BTreeSet::new()),
        Truth::Unknown(why) => (Outcome::Unknown, why),
    }
}

fn population_reads(check: &Check) -> BTreeSet<String> {
    check.population.iter().flat_map(Condition::reads).cloned().collect()
}

/// A fact with the answers that showed it; `None` for a path that the catalogue does not know, which no loaded rule reads.
fn evidence(path: &str, subject: &Subject<'_>) -> Option<Evidence> {
    let resource = subject.resource();
    let spec = catalogue(resource.kind);
    let fact = spec.fact(path)?;
    let behind = if fact.operations.is_empty() { &spec.listed_by } else { &fact.operations };
    let answers =
        || behind.iter().filter_map(|operation| Some((operation.as_str(), *resource.answered.get(operation)?)));
    Some(Evidence {
        path: &fact.path,
        observed: subject.at(path).unwrap_or_else(|| Unknown::undecidable("not-collected").to_json()),
        operations: answers().map(|(operation, _)| operation).collect(),
        time: answers().map(|(_, time)| time).max(),
    })
}

/// The facts of the placeholders that are not evidence already.
fn context(check: &Check, read: &BTreeSet<String>, subject: &Subject<'_>) -> Vec<(String, Value)> {
    let placeholders = check.otherwise.placeholders().into_iter();
    let paths = placeholders
        .filter_map(|name| name.strip_prefix("resource.").map(str::to_owned))
        .filter(|path| !read.contains(path));
    paths.filter_map(|path| subject.at(&path).map(|value| (path, value))).collect()
}
