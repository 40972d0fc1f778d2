//! Columns: tomscan's, and those that people fill.

use crate::text::Lang;

/// A column.
pub(super) struct Column {
    /// Its head.
    pub(super) name: &'static str,
    /// In characters.
    pub(super) width: f64,
    /// What people enter; none: it is tomscan's.
    pub(super) answer: Option<Answer>,
}

/// What people enter.
pub(super) enum Answer {
    /// Anything.
    Words,
    /// A date.
    Date,
    /// One of these.
    OneOf(Vec<&'static str>),
}

impl Column {
    /// A column that tomscan fills.
    pub(super) fn told(name: &'static str, width: f64) -> Self {
        Self { name, width, answer: None }
    }

    /// A column that people fill.
    pub(super) fn asked(name: &'static str, width: f64, answer: Answer) -> Self {
        Self { name, width, answer: Some(answer) }
    }

    /// Its head, which says in words too whose it is.
    pub(super) fn head(&self, lang: Lang) -> String {
        match self.answer {
            None => self.name.to_owned(),
            Some(_) => format!("{}\n({})", self.name, lang.pick("auszufüllen", "to fill in")),
        }
    }
}
