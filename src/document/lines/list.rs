//! How deep an item lies in its list.
//!
//! In: the markers of a list one after the other, with their indents. Out: the depth of each. Where indents are lost, as in copied web
//! pages, a marker of another sort begins an inner list.

use crate::document::marker::{Marker, Sort};

/// Indents that differ by less are the same, in characters.
const SAME: f32 = 0.9;
/// Nobody nests deeper.
const DEEPEST: usize = 9;

/// A level of the list that is open.
#[derive(Clone, Copy, Debug)]
struct Level {
    indent: f32,
    sort: Sort,
    value: u32,
}

/// The list that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct List(Vec<Level>);

impl List {
    /// The marker as what it is here: `i.` behind `h.` is a letter, else a number.
    pub(super) fn settled<'t>(&self, found: Marker<'t>) -> Marker<'t> {
        match found.roman {
            Some(value)
                if found.sort == Sort::Letter
                    && !self.follows(&found)
                    && (value == 1 || self.has_roman_before(value)) =>
            {
                Marker { sort: Sort::Roman, value, ..found }
            }
            _ => found,
        }
    }

    fn has_roman_before(&self, value: u32) -> bool {
        self.0.iter().any(|level| level.sort == Sort::Roman && level.value + 1 == value)
    }

    /// Whether the marker is the next of a level that is open.
    pub(super) fn follows(&self, found: &Marker<'_>) -> bool {
        self.0.iter().any(|level| level.sort == found.sort && level.value + 1 == found.value)
    }

    /// Whether a line with such an indent lies within the list.
    pub(super) fn holds(&self, indent: f32) -> bool {
        self.0.first().is_some_and(|level| indent > level.indent + SAME)
    }

    /// Takes the next item, and says its depth, from 1. `gap`: it is set off from what stands before it.
    pub(super) fn depth(&mut self, indent: f32, gap: bool, found: Marker<'_>) -> u8 {
        let is_same = |level: &Level| (level.indent - indent).abs() < SAME;
        if let Some(at) = self.0.iter().rposition(|level| is_same(level) && level.sort == found.sort) {
            self.0.truncate(at);
        } else {
            while self.0.last().is_some_and(|level| level.indent > indent + SAME) {
                self.0.pop();
            }
            // At one indent, another marker begins an inner list; set off from the other, it begins a list of its own.
            let is_box = |level: &Level| matches!(level.sort, Sort::Bullet('☐' | '☑' | '☒'));
            if self.0.last().is_some_and(|level| is_same(level) && (gap || is_box(level))) {
                self.0.pop();
            }
        }
        self.0.truncate(DEEPEST - 1);
        self.0.push(Level { indent, sort: found.sort, value: found.value });
        u8::try_from(self.0.len()).unwrap_or(u8::MAX)
    }
}
