//! Values that are known by their kind alone: some account, some organisation, some address. In: a class of texts and a value of
//! the policy. Out: whether the value fits all of the class, none of it, or neither is certain.
//!
//! A class may have fields that are *open*: they hold anything but what the policy itself names. So "some account" stands for
//! every account that the policy does not write out, and `StringEquals` with any account number is certainly false of it.

use super::glob::{Glob, Syntax};
use super::pattern::ARN_PARTS;
use super::truth::{Reason, Truth};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Texts that a field does not hold, in lower case.
pub(super) type Listed = Arc<BTreeSet<String>>;

/// A class of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// This value alone.
    Text(String),
    /// Texts of one shape.
    Shape(Shape),
    /// An address that belongs to no network which the policy names.
    Elsewhere,
}

/// Texts of one shape: fields between separators, some of them open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    text: Glob,
    separator: char,
    open: Vec<Open>,
}

/// A field that holds anything but what is listed. It never holds the separator.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Open {
    index: usize,
    last: bool,
    listed: Listed,
}

impl Shape {
    /// `text` has wildcards for what is not fixed; before an open field they must not stand for a separator.
    pub(super) fn new(text: &str, separator: char) -> Self {
        Self { text: Glob::new(text, Syntax { wildcards: true, variables: false }), separator, open: Vec::new() }
    }

    /// The same with the field at `index` open.
    pub(super) fn open(mut self, index: usize, listed: &Listed) -> Self {
        let last = self.text.split(self.separator).len() == index + 1;
        self.open.push(Open { index, last, listed: Arc::clone(listed) });
        self
    }

    /// Twelve digits, but none of the listed accounts.
    pub(super) fn account(listed: &Listed) -> Self {
        Self::new("????????????", ':').open(0, listed)
    }

    /// One text, but none of the listed ones.
    pub(super) fn word(listed: &Listed) -> Self {
        Self::new("?*", ':').open(0, listed)
    }

    /// Compares a whole text, as `StringEquals` and `StringLike` do.
    pub(super) fn fits(&self, pattern: &Glob) -> Truth {
        if pattern.covers(&self.text) {
            return Truth::True;
        }
        if !pattern.overlaps(&self.text) || self.open.iter().any(|open| open.is_excluded(pattern, self.separator)) {
            return Truth::False;
        }
        unclear(pattern)
    }

    /// Compares part by part, as `ArnLike` does.
    pub(super) fn fits_arn(&self, pattern: &Glob) -> Truth {
        let (mine, theirs) = (pattern.parts(ARN_PARTS), self.text.parts(ARN_PARTS));
        if mine.len() < ARN_PARTS || theirs.len() < ARN_PARTS || self.separator != ':' {
            return Truth::Unknown(Reason::MalformedValue);
        }
        let parts = mine.iter().zip(&theirs).enumerate().map(|(index, (pattern, text))| {
            let open = self.open.iter().find(|open| open.index == index);
            if pattern.covers(text) {
                Truth::True
            } else if !pattern.overlaps(text) || open.is_some_and(|open| open.lists(pattern)) {
                Truth::False
            } else {
                unclear(pattern)
            }
        });
        parts.fold(Truth::True, Truth::and)
    }
}

impl Open {
    fn lists(&self, pattern: &Glob) -> bool {
        pattern.as_text().is_some_and(|text| self.listed.contains(&text.to_lowercase()))
    }

    /// Whether a text that the pattern matches would have a listed value in this field. So it is where the pattern writes out
    /// everything up to the end of the field, and where the field is the last and the pattern writes out what follows its own
    /// last separator: then no wildcard can shift the field.
    fn is_excluded(&self, pattern: &Glob, separator: char) -> bool {
        let fields = pattern.split(separator);
        let written_out = fields.iter().take(self.index).all(|field| field.as_text().is_some());
        let from_the_start = written_out && fields.get(self.index).is_some_and(|field| self.lists(field));
        let from_the_end = self.last && fields.len() > 1 && fields.last().is_some_and(|field| self.lists(field));
        from_the_start || from_the_end
    }
}

fn unclear(pattern: &Glob) -> Truth {
    Truth::Unknown(if pattern.has_variable() { Reason::PolicyVariable } else { Reason::ConditionKey })
}
