//! What would prove a claim: rules, as data.
//!
//! In: TOML files, one per rule, in folders by kind of claim. Out: a [`RuleSet`] whose conditions are parsed and linted.
//! A rule compares facts with the claim; how facts are seen is no business of it.

mod condition;
mod lint;
mod load;
mod set;
mod template;
mod terms;

pub use condition::{Condition, ConditionError, Params, Subject, Truth};
pub(crate) use lint::type_of_value;
pub use load::{embedded, load_dir, load_embedded, load_text};
pub use set::RuleSet;
pub use template::{Template, show};
pub use terms::{Measure, Reading, Side, Terms, Who};

use crate::fact::ResourceKind;
use crate::fact::catalogue::{FactSpec, catalogue};
use crate::text::{Lang, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Id of a rule: its file's stem, which says the good state (`s3-tls-only`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RuleId(pub String);

impl Borrow<str> for RuleId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far a pass goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// The API answers the question of the claim.
    Full,
    /// A pass supports the claim but cannot prove it: at most *partly confirmed*. The rule's `limits` say why.
    Partial,
}

/// How bad a deviation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Hygiene.
    Low,
    /// One layer of several is missing.
    Medium,
    /// Personal data are exposed to one further mistake.
    High,
    /// Personal data may be open now.
    Critical,
}

impl Severity {
    /// The word for readers.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Low => lang.pick("niedrig", "low"),
            Self::Medium => lang.pick("mittel", "medium"),
            Self::High => lang.pick("hoch", "high"),
            Self::Critical => lang.pick("kritisch", "critical"),
        }
    }

    /// The word in rules and reports.
    pub fn key(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// A value that the document may state.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Used, and shown as an assumption, when the document states none.
    pub default: Value,
    /// What it means.
    pub about: Text,
    /// The values it may take; empty: any of the default's type.
    pub values: Vec<Value>,
}

/// One condition over one kind of resource.
#[derive(Debug)]
pub struct Check {
    /// The kind it speaks of.
    pub kind: ResourceKind,
    /// Which of them: the population. All, if absent.
    pub population: Option<Condition>,
    /// What must be so.
    pub that: Condition,
    /// What is said of a resource where it is not so.
    pub otherwise: Template,
    /// What was expected, in words.
    pub expected: Template,
    facts: Vec<&'static FactSpec>,
    population_facts: Vec<&'static FactSpec>,
}

/// Commands of AWS's own tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Mends a deviation.
    pub aws: String,
    /// Shows the state without tomscan.
    pub verify: String,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// The folder, which is the kind of claim (`encryption-in-transit`).
    pub folder: String,
    /// What must be so, in a sentence.
    pub title: Text,
    /// How bad a deviation is.
    pub severity: Severity,
    /// How far a pass goes.
    pub proof: Proof,
    /// What a pass does not show.
    pub limits: Option<Text>,
    /// It looks at every enabled region, even those outside the document's scope (residency).
    pub everywhere: bool,
    /// Parameters by name.
    pub params: BTreeMap<String, Param>,
    /// Conditions, at least one.
    pub checks: Vec<Check>,
    /// By which words of a document it is recognised.
    pub recognise: Terms,
    /// How to mend and to verify without tomscan.
    pub fix: Fix,
}

impl Rule {
    /// The API operations without whose answers this rule cannot be decided.
    pub fn operations(&self) -> BTreeSet<&'static str> {
        self.checks.iter().flat_map(Check::operations).collect()
    }
}

impl Check {
    /// A check of these parts.
    fn new(
        kind: ResourceKind,
        population: Option<Condition>,
        that: Condition,
        otherwise: Template,
        expected: Template,
    ) -> Self {
        let spec = catalogue(kind);
        let facts = |read: BTreeSet<&String>| read.into_iter().filter_map(|path| spec.fact(path)).collect();
        let of_population: BTreeSet<&String> = population.iter().flat_map(Condition::reads).collect();
        let population_facts = facts(of_population.clone());
        let facts = facts(that.reads().iter().chain(of_population).collect());
        Self { kind, population, that, otherwise, expected, facts, population_facts }
    }

    /// All paths that its conditions read; what identifies a resource is among them, and no fact of the catalogue.
    pub fn reads(&self) -> impl Iterator<Item = &String> {
        self.population.iter().flat_map(Condition::reads).chain(self.that.reads())
    }

    /// All facts that its conditions read, by path.
    pub fn facts(&self) -> &[&'static FactSpec] {
        &self.facts
    }

    /// The facts that decide whether a resource belongs to the population, by path.
    pub fn population_facts(&self) -> &[&'static FactSpec] {
        &self.population_facts
    }

    /// The API operations behind those facts, and those that list the kind.
    pub fn operations(&self) -> BTreeSet<&'static str> {
        let read = self.facts.iter().flat_map(|fact| &fact.operations);
        read.chain(&catalogue(self.kind).listed_by).map(String::as_str).collect()
    }
}
