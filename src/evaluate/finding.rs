//! One check on one resource.
//!
//! In: a check, its parameters, a resource. Out: a [`Ruling`] with its evidence, or nothing when the resource is not in the check's
//! population; with the resource it makes a [`Finding`].

use crate::fact::catalogue::{FactSpec, catalogue};
use crate::fact::{Identity, Unknown};
use crate::rule::{Check, Condition, Params, Subject, Truth};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What a check says of one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// One observed fact, shared by all findings on resources of which the same was observed.
#[derive(Clone, Debug, Eq)]
pub struct Fact {
    /// Path below `resource`.
    pub path: &'static str,
    /// What was seen: a value, `null`, or the mark of the unseen.
    pub observed: Value,
    /// The API operations that can show it, out of the catalogue.
    operations: &'static BTreeSet<String>,
}

impl PartialEq for Fact {
    /// The catalogue stands once in memory: the same operations are the same set.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.operations, other.operations) && self.path == other.path && self.observed == other.observed
    }
}

impl Hash for Fact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.path, &self.observed).hash(state);
    }
}

impl Fact {
    /// The same fact with another value.
    #[must_use]
    pub fn with(&self, observed: Value) -> Self {
        Self { observed, ..*self }
    }

    /// A fact of a subject.
    fn of(spec: &'static FactSpec, subject: &Subject<'_>) -> Self {
        let observed = match subject.at(&spec.path) {
            Some(seen) => seen.into_owned(),
            None => Unknown::undecidable("not-collected").to_json(),
        };
        let operations = behind(spec, &catalogue(subject.resource().kind).listed_by);
        Self { path: &spec.path, observed, operations }
    }
}

/// The operations whose answers show a fact: its own, else those that list the kind.
pub(super) fn behind(fact: &'static FactSpec, listed_by: &'static BTreeSet<String>) -> &'static BTreeSet<String> {
    if fact.operations.is_empty() { listed_by } else { &fact.operations }
}

/// What a check says of a resource, and of every other of which it says the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ruling {
    /// Index of the check in its rule.
    pub check: usize,
    /// What the check says.
    pub outcome: Outcome,
    /// Why it cannot be said, if so.
    pub unknown: BTreeSet<Unknown>,
    /// The facts that the conditions read.
    pub facts: Vec<Arc<Fact>>,
    /// Facts that the sentences show beside those, by path.
    pub context: Vec<(String, Value)>,
    /// Index of the waiver that covers the deviation.
    pub waiver: Option<usize>,
}

/// What one check found of one resource: two references, because a large account has millions.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The resource.
    pub resource: Arc<Identity>,
    /// What the check says of it.
    pub ruling: Arc<Ruling>,
}

/// What is said of a resource is said by the finding.
impl std::ops::Deref for Finding {
    type Target = Ruling;

    fn deref(&self) -> &Ruling {
        &self.ruling
    }
}

/// One observed fact behind a finding, with the answers that showed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence<'f> {
    /// Path below `resource`.
    pub path: &'static str,
    /// What was seen: a value, `null`, or the mark of the unseen.
    pub observed: &'f Value,
    /// The API operations whose answers showed it.
    pub operations: Vec<&'static str>,
    /// When the last of these answers came.
    pub time: Option<Timestamp>,
}

impl Finding {
    /// The facts that the conditions read, with the answers that showed them.
    pub fn evidence(&self) -> impl Iterator<Item = Evidence<'_>> {
        self.facts.iter().map(|fact| {
            let answered = self.resource.answered();
            let answers = || answered.iter().filter(|(operation, _)| fact.operations.contains(*operation));
            Evidence {
                path: fact.path,
                observed: &fact.observed,
                operations: answers().map(|(operation, _)| *operation).collect(),
                time: answers().map(|(_, time)| *time).max(),
            }
        })
    }
}

/// Applies a check. `None`: the resource is not in its population.
pub fn check_resource(index: usize, check: &Check, subject: &Subject<'_>, params: &Params) -> Option<Ruling> {
    let member = check.population.as_ref().map_or(Truth::True, |population| population.holds(subject, params));
    let (outcome, unknown, read) = match member {
        Truth::False => return None,
        Truth::Unknown(why) => (Outcome::Unknown, why, check.population_facts()),
        Truth::True => {
            let (outcome, why) = judge(&check.that, subject, params);
            (outcome, why, check.facts())
        }
    };
    Some(Ruling {
        check: index,
        outcome,
        unknown,
        facts: read.iter().map(|fact| Arc::new(Fact::of(fact, subject))).collect(),
        context: if outcome == Outcome::Deviates { context(check, subject) } else { Vec::new() },
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

/// The facts of the placeholders that are not evidence already. What identifies the resource stands in the finding itself.
fn context(check: &Check, subject: &Subject<'_>) -> Vec<(String, Value)> {
    let placeholders = check.otherwise.placeholders().into_iter();
    let paths = placeholders
        .filter_map(|name| name.strip_prefix("resource.").map(str::to_owned))
        .filter(|path| check.reads().all(|read| read != path) && !["name", "region", "arn"].contains(&path.as_str()));
    paths.filter_map(|path| subject.at(&path).map(|value| (path, value.into_owned()))).collect()
}
