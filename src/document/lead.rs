//! Text with bold type at its beginning: where nothing else tells a heading, that does.
//!
//! In: runs of text, bold or not, of one paragraph, item or cell. Out: its blocks: a short paragraph that is bold as a whole is a
//! heading, and so is a bold beginning that ends before the sentence does. Used by the formats that know type but are often written
//! without styles.

use super::build::Blocks;
use super::glued::{self, Begins};
use super::lines::holds_sentence_end;
use super::marker::{Sort, marker};
use super::tidy::tidy;
use super::{Kind, ReadError};

/// The longest heading, in characters.
const LONGEST: usize = 120;

/// The text of a paragraph, item or cell so far; `\n` where its author began a new line.
#[derive(Clone, Debug, Default)]
pub(super) struct Inline {
    text: String,
    /// How many bytes at the beginning are bold.
    bold: usize,
}

impl Inline {
    /// Adds a run.
    pub(super) fn push(&mut self, text: &str, is_bold: bool) {
        let is_leading = self.text.get(self.bold..).is_none_or(|rest| rest.trim().is_empty());
        self.text.push_str(text);
        if is_bold && is_leading && !text.trim().is_empty() {
            self.bold = self.text.len();
        }
    }

    /// Begins a new line.
    pub(super) fn end_line(&mut self) {
        self.text.push('\n');
    }

    /// Whether it is bold as a whole, and a heading by its words.
    pub(super) fn is_bold_title(&self) -> bool {
        let is_whole = self.text.get(self.bold..).is_some_and(|rest| rest.trim().is_empty());
        self.bold > 0 && is_whole && is_title(&self.text)
    }

    /// Whether there is nothing to read yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Where bold headings belong: one level below the last heading that is one by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Level(u8);

impl Level {
    /// Notes a heading.
    pub(super) fn note(&mut self, level: u8) {
        self.0 = level;
    }

    /// The level below it.
    pub(super) fn below(self) -> u8 {
        self.0.saturating_add(1).min(6)
    }
}

/// Adds the blocks of a text.
pub(super) fn add(blocks: &mut Blocks, kind: Kind, inline: &Inline, level: &mut Level) -> Result<(), ReadError> {
    let (text, bold) = (inline.text.as_str(), inline.bold);
    match kind {
        Kind::Heading(of) => {
            level.note(of);
            return blocks.add_text(kind, text);
        }
        Kind::Cell(..) => return blocks.add_text(kind, text),
        Kind::Paragraph | Kind::Item(_) => {}
    }
    if kind == Kind::Paragraph && inline.is_bold_title() {
        return blocks.add_text(Kind::Heading(level.below()), text);
    }
    let begins = if kind == Kind::Paragraph { Begins::Nothing } else { Begins::Item };
    let seam =
        bold_seam(text, bold, kind).or_else(|| if text.contains('\n') { None } else { glued::seam(text, begins) });
    if let Some((heading, rest)) = seam.and_then(|at| text.split_at_checked(at)) {
        blocks.add_text(Kind::Heading(level.below()), heading)?;
        return add_lines(blocks, kind, rest);
    }
    add_lines(blocks, kind, text)
}

/// Adds a text of which each line may begin with a bullet that was typed.
fn add_lines(blocks: &mut Blocks, kind: Kind, text: &str) -> Result<(), ReadError> {
    let mut open = String::new();
    let mut open_kind = kind;
    for line in text.split('\n') {
        if let Some(found) = marker(line.trim()).filter(|found| matches!(found.sort, Sort::Bullet(_))) {
            blocks.add_text(open_kind, &open)?;
            let depth = if let Kind::Item(depth) = kind {
                depth + u8::from(open_kind == kind && !open.trim().is_empty())
            } else {
                1
            };
            (open, open_kind) = (found.rest.to_owned(), Kind::Item(depth.min(9)));
        } else {
            open.push('\n');
            open.push_str(line);
        }
    }
    blocks.add_text(open_kind, &open)
}

/// Whether a text that is bold as a whole is a heading and not a warning.
pub(super) fn is_title(text: &str) -> bool {
    let text = tidy(text);
    text.chars().count() <= LONGEST && !text.ends_with(['.', ',', ';', '!', '?']) && !holds_sentence_end(&text)
}

/// Where a bold beginning ends that is a heading: before a new line, or before a sentence with a capital letter.
fn bold_seam(text: &str, bold: usize, kind: Kind) -> Option<usize> {
    let (head, rest) = text.split_at_checked(bold).filter(|(head, _)| !head.trim().is_empty())?;
    if !is_title(head) || rest.trim().is_empty() {
        return None;
    }
    let begins_line = rest.trim_start_matches([' ', '\u{a0}', '\t']).starts_with('\n');
    if begins_line && (kind == Kind::Paragraph || rest.trim().chars().count() > 20) {
        return Some(bold);
    }
    let is_label =
        head.trim_end().ends_with([':', '–', '-', ',']) || rest.trim_start().starts_with([':', '–', '-', ',']);
    let is_sentence = rest.trim_end().ends_with(['.', ';', '!']) && rest.split_whitespace().nth(2).is_some();
    (!is_label
        && is_sentence
        && rest.trim_start().starts_with(char::is_uppercase)
        && rest.starts_with(char::is_whitespace))
    .then_some(bold)
}
