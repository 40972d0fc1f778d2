//! Which line is a heading, where no type tells it.
//!
//! In: a line between its neighbours. Out: whether it is a heading, and its level.

use super::Row;
use crate::document::glued;
use crate::document::marker::{Marker, Sort, marker};

/// The longest heading with a number, in characters.
const LONGEST_NUMBERED: usize = 160;
/// The longest heading without.
const LONGEST: usize = 110;
/// The longest heading without a number that stands directly on its paragraph.
const LONGEST_ON_TEXT: usize = 150;
/// So many short lines one after the other are a list without bullets, or an address.
const RUN: usize = 4;

/// Whether a line ends a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '“', '”', ')', '»']).ends_with(['.', '!', '?', ':', ';'])
}

/// Whether a line with a marker is a heading: it is short and no sentence, and the next line does not go on with the list.
pub(super) fn is_numbered(rows: &[Row], at: usize, found: Marker<'_>, is_set: bool) -> bool {
    let (Some(row), Some(next)) = (rows.get(at), rows.get(at + 1)) else { return false };
    let is_bullet = matches!(found.sort, Sort::Bullet(_));
    let is_short = found.rest.chars().count() <= LONGEST_NUMBERED && !found.rest.is_empty();
    let is_open = found.rest.ends_with(['.', ',', ';', '!', '?', '-']) || found.rest.starts_with(char::is_lowercase);
    if is_bullet || !is_short || is_open || is_set && !row.gap {
        return false;
    }
    // Its own line goes on: a sentence with a number, not a heading.
    if !next.gap
        && (row.is_full(&next.text) || next.text.starts_with(char::is_lowercase) && marker(&next.text).is_none())
    {
        return false;
    }
    let same = |row: &Row| marker(&row.text).is_some_and(|other| is_neighbour(found, other));
    let before = at.checked_sub(1).and_then(|before| rows.get(before));
    !same(next) && !before.is_some_and(|before| same(before) && !row.gap)
}

/// Whether two markers belong to one list.
fn is_neighbour(one: Marker<'_>, other: Marker<'_>) -> bool {
    let romans = one.roman.zip(other.roman).is_some_and(|(one, other)| one.abs_diff(other) == 1);
    one.sort == other.sort && one.value.abs_diff(other.value) == 1 || romans
}

/// Whether a line without a marker is a heading: it is short, no sentence, set off, and something follows.
pub(super) fn is_by_shape(rows: &[Row], at: usize, after_colon: bool) -> bool {
    let (Some(row), Some(next)) = (rows.get(at), rows.get(at + 1)) else { return false };
    let before = at.checked_sub(1).and_then(|before| rows.get(before));
    let next_marker = marker(&next.text);
    if !has_shape(&row.text) || after_colon && next_marker.is_none_or(|_| next.gap) || is_in_run(rows, at) {
        return false;
    }
    let stands_on_items = next_marker.is_some_and(|found| matches!(found.sort, Sort::Bullet(_)) || found.value == 1);
    let stands_on_text = !next.gap && next_marker.is_none();
    if stands_on_text && (row.is_full(&next.text) || next.text.starts_with(char::is_lowercase)) {
        return false;
    }
    let is_set_off = row.gap || before.is_none() || stands_on_items;
    let most = if stands_on_text || stands_on_items { LONGEST_ON_TEXT } else { LONGEST };
    // Two short lines, one below the other: a title and what it is of, or an address.
    let is_title = at < 3 || !stands_on_text || next.text.chars().count() > row.text.chars().count();
    is_set_off && is_title && row.text.chars().count() <= most
}

/// Whether a line looks like a heading, whatever stands around it.
fn has_shape(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = text.trim_start_matches(['„', '"', '(', '“']).chars().next();
    let is_begun = begins.is_some_and(|letter| letter.is_uppercase() || letter.is_ascii_digit());
    let opens_sentence = words.len() > 6 && glued::is_opener(words.first().copied().unwrap_or_default());
    let is_sentence = text.ends_with(['.', ',', ';', '!', '?', '-']) || opens_sentence || holds_sentence_end(text);
    let is_label = text.ends_with(':');
    let is_short_label =
        is_label && words.len() <= 3 && words.iter().all(|word| word.starts_with(char::is_uppercase) || *word == "und");
    let is_note =
        text.contains("://") || words.first().is_some_and(|word| matches!(*word, "Stand:" | "Version:" | "Seite"));
    is_begun && !is_sentence && (!is_label || is_short_label) && !is_note && text.chars().any(char::is_alphabetic)
}

/// Whether a sentence ends within a text. What has a full stop and is short is an abbreviation: "Art. 32", "lit. b. DSGVO".
pub(in crate::document) fn holds_sentence_end(text: &str) -> bool {
    let last = |part: &str| part.rsplit([' ', '(', '.']).next().map_or(0, |word| word.chars().count());
    let parts: Vec<&str> = text.split(". ").collect();
    parts.split_last().is_some_and(|(_, before)| before.iter().any(|part| last(part) > 4))
}

/// Whether a line stands in a run of short lines.
fn is_in_run(rows: &[Row], at: usize) -> bool {
    let is_short =
        |row: &&Row| marker(&row.text).is_none() && has_shape(&row.text) && row.text.chars().count() <= LONGEST;
    let before = rows.get(..at).unwrap_or_default().iter().rev().take(RUN).take_while(is_short).count();
    let behind = rows.get(at..).unwrap_or_default().iter().take(RUN).take_while(is_short).count();
    // The first lines of a document are its title.
    at >= 3 && before + behind >= RUN
}

/// The levels of headings so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    /// Whether a title stood before the first number.
    has_title: bool,
    /// Level of the last heading with a number, and of the last with a letter.
    numbered: u8,
    lettered: u8,
    /// Level of the last heading of any sort but glued ones.
    last: u8,
    /// Level of the last chapter of the outermost sort.
    chapter: u8,
}

impl Levels {
    /// The level of a heading with a marker.
    pub(super) fn of_marker(&mut self, found: Marker<'_>) -> u8 {
        let first = if self.has_title { 2 } else { 1 };
        let level = match found.sort {
            Sort::Chapter(count) => first + count.clamp(1, 5) - 1,
            Sort::Letter => self.numbered.max(first - 1) + 1,
            Sort::Roman => self.lettered.max(self.numbered).max(first - 1) + 1,
            Sort::Number | Sort::Section | Sort::Bullet(_) => first,
        }
        .min(6);
        match found.sort {
            Sort::Letter => self.lettered = level,
            Sort::Roman => {}
            _ => (self.numbered, self.lettered) = (level, 0),
        }
        if matches!(found.sort, Sort::Number | Sort::Section) {
            self.chapter = level;
        }
        self.last = level;
        level
    }

    /// The level of a heading that is one by its shape.
    pub(super) fn of_shape(&mut self, is_first: bool) -> u8 {
        self.has_title |= is_first;
        let first = if self.has_title { 2 } else { 1 };
        self.last = if is_first { 1 } else { first.max(self.chapter + 1) };
        self.last
    }

    /// Notes a heading whose level type tells.
    pub(super) fn note_set(&mut self, level: u8) {
        self.has_title |= level == 1;
        (self.numbered, self.lettered, self.last) = (level, 0, level);
    }

    /// The level of a heading without a marker that was glued to a sentence.
    pub(super) fn of_glued(&self) -> u8 {
        (self.last + 1).min(6)
    }
}
