//! Conditions: the only folder that knows CEL.
//!
//! In: the text of a condition, then resources and parameters. Out: what it reads, and whether it holds: yes, no or
//! unknown. CEL gives the three values by itself: a fact that was not seen is a missing key, a missing key is an error,
//! and `&&`, `||`, `all`, `exists` absorb an error only where it cannot matter.

mod functions;
mod subject;
mod syntax;

pub use subject::Subject;
pub(crate) use syntax::{Comparison, Operand};

use crate::both;
use crate::fact::Unknown;
use crate::text::Text;
use cel::Program;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use syntax::Reading;

/// Why a text is not a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionError {
    /// CEL's parser refuses it.
    Syntax(String),
    /// `has()` turns "not seen" into "not there".
    Has,
    /// `'key' in resource…` turns "not seen" into "not there".
    KeyTest,
    /// A name that is neither `resource` nor `params`.
    Name(String),
    /// A function that conditions do not have.
    Function(String),
    /// More characters than [`MOST_CHARACTERS`].
    TooLong,
    /// More than it may cost to find out whether it holds.
    TooCostly,
}

/// Characters of a condition. The longest of our own rules has 1,000; whoever needs more writes a second check.
const MOST_CHARACTERS: usize = 2000;

impl ConditionError {
    /// The message in both languages.
    pub fn both(&self) -> Text {
        match self {
            Self::Syntax(why) => both!("kein CEL-Ausdruck: {why}", "not a CEL expression: {why}"),
            Self::Has => both!(
                "has() macht aus Ungesehenem Fehlendes; stattdessen mit null vergleichen",
                "has() turns what was not seen into what is not there; compare with null instead"
            ),
            Self::KeyTest => both!(
                "„in“ darf nicht nach Schlüsseln von Fakten suchen: Ungesehenes würde zu Fehlendem",
                "\"in\" must not look for keys of facts: what was not seen would become what is not there"
            ),
            Self::Name(name) => both!(
                "unbekannter Name „{name}“; Bedingungen kennen „resource“ und „params“",
                "unknown name \"{name}\"; conditions know \"resource\" and \"params\""
            ),
            Self::TooLong => both!(
                "die Bedingung ist länger als {MOST_CHARACTERS} Zeichen; auf mehrere [[check]] verteilen",
                "the condition is longer than {MOST_CHARACTERS} characters; split it into several [[check]]"
            ),
            Self::TooCostly => both!(
                "die Bedingung kostet zu viel: höchstens vier all, exists, map oder filter ineinander, und darin „+“ nur mit einer Zahl und Listen nur aus festen Werten; auf mehrere [[check]] verteilen",
                "the condition costs too much: at most four of all, exists, map or filter within each other, and in them \"+\" only with a number and lists only of fixed values; split it into several [[check]]"
            ),
            Self::Function(name) => both!("unbekannte Funktion „{name}“", "unknown function \"{name}\""),
        }
    }
}

/// Whether a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It cannot be said, for these reasons.
    Unknown(BTreeSet<Unknown>),
}

/// A parsed condition.
#[derive(Debug)]
pub struct Condition {
    /// As written.
    pub source: String,
    program: Program,
    reading: Reading,
}

/// Parameters of a rule with their values for one claim.
pub type Params = BTreeMap<String, Value>;

impl Condition {
    /// Parses a condition.
    pub fn parse(source: &str) -> Result<Self, ConditionError> {
        if source.chars().count() > MOST_CHARACTERS {
            return Err(ConditionError::TooLong);
        }
        let program =
            Program::compile(source).map_err(|errors| ConditionError::Syntax(first_line(&errors.to_string())))?;
        let reading = Reading::of(program.expression())?;
        Ok(Self { source: source.to_owned(), program, reading })
    }

    /// Paths below `resource` that it reads.
    pub fn reads(&self) -> &BTreeSet<String> {
        &self.reading.facts
    }

    /// Names below `params` that it reads.
    pub fn params(&self) -> &BTreeSet<String> {
        &self.reading.params
    }

    /// What it compares with what.
    pub(super) fn comparisons(&self) -> &[Comparison] {
        &self.reading.comparisons
    }

    /// Facts whose size or items it looks at.
    pub(super) fn walked(&self) -> &BTreeSet<String> {
        &self.reading.walked
    }

    /// Whether it holds for a resource.
    pub fn holds(&self, subject: &Subject<'_>, params: &Params) -> Truth {
        let keys = self.reading.map_keys.iter().filter_map(|(map, key)| Some((map.as_str(), key.value(params)?)));
        match subject.execute(&self.program, params, keys) {
            Some(true) => Truth::True,
            Some(false) => Truth::False,
            None => Truth::Unknown(self.unseen(subject)),
        }
    }

    /// Why the facts that it reads are not known; where all of them are, the condition itself does not fit them.
    fn unseen(&self, subject: &Subject<'_>) -> BTreeSet<Unknown> {
        let reasons: BTreeSet<Unknown> = self.reads().iter().filter_map(|path| subject.unseen(path)).collect();
        if reasons.is_empty() {
            BTreeSet::from([Unknown::undecidable("condition-does-not-fit-facts")])
        } else {
            reasons
        }
    }
}

fn first_line(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}
