//! A claims file drafted from a TOM document.
//!
//! In: a [`Document`] and rules. Out: [`Draft`]: each statement, what becomes of it, and the file `tom.toml` ([`Draft::to_toml`]), which a
//! scan takes as it is. A person confirms it: nothing is lost, and what is doubtful says so.

mod about;
mod contradiction;
mod language;
mod place;
mod toml;
mod update;
pub mod view;
pub mod words;

pub use self::about::About;
pub use self::contradiction::Contradiction;
pub use self::toml::Head;
pub use self::update::{NotUpdated, Updated};

use crate::claim::Family;
use crate::document::{Document, Format};
use crate::recognise::{Mood, Recognised, Recogniser, Statement, family, statements};
use crate::text::Lang;
use serde::Serialize;

/// What a document comes to.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What kind of file it is.
    pub format: Format,
    /// Its language.
    pub language: Lang,
    /// What it says of itself.
    pub about: About,
    /// Its statements in reading order.
    pub entries: Vec<Entry>,
}

/// A statement and what becomes of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The statement.
    pub statement: Statement,
    /// The rules that test it.
    pub recognised: Recognised,
    /// The family of the measure.
    pub family: Family,
    /// What becomes of it.
    pub standing: Standing,
}

/// What becomes of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A claim that rules test.
    Tested,
    /// A claim for which only people can vouch.
    Organisational,
    /// A claim that a person should look at: wordings of rules fit it, and yet it may mean something else.
    Doubtful,
    /// A finding on the document: a plan, or a gap that nobody filled in.
    Finding,
    /// A purpose, a definition, a sentence before a list: no measure.
    NoMeasure,
}

impl Standing {
    /// Whether the draft makes a claim of it.
    pub fn is_claim(self) -> bool {
        !matches!(self, Self::Finding | Self::NoMeasure)
    }
}

impl Draft {
    /// Drafts the claims of a document.
    pub fn of(document: &Document, recogniser: &Recogniser<'_>) -> Self {
        let about = About::of(document);
        let entries =
            statements(document).into_iter().map(|statement| Entry::of(statement, recogniser, &about)).collect();
        Self { format: document.format, language: language::of(document), about, entries }
    }

    /// How many statements came to this.
    pub fn count(&self, standing: Standing) -> usize {
        self.entries.iter().filter(|entry| entry.standing == standing).count()
    }
}

impl Entry {
    fn of(statement: Statement, recogniser: &Recogniser<'_>, about: &About) -> Self {
        let recognised = recogniser.recognise(&statement);
        let standing = match statement.mood {
            Mood::Plan | Mood::Placeholder => Standing::Finding,
            Mood::Purpose | Mood::Introduction => Standing::NoMeasure,
            _ if !recognised.bindings.is_empty() => Standing::Tested,
            _ if !recognised.held_back.is_empty() => Standing::Doubtful,
            _ if about.is_said_by(&statement.text) => Standing::NoMeasure,
            _ => Standing::Organisational,
        };
        Self { family: family(&statement, recognised.who), statement, recognised, standing }
    }
}
