//! Blocks as they come out of a reader.
//!
//! In: lines of a heading, paragraph, item or cell, as they stand in the file. Out: the [`Document`]; empty blocks are gone, and too
//! many end the reading.

use super::bound::{self, Deadline};
use super::tidy::{join, tidy};
use super::{Block, Document, Format, Kind, Line, ReadError};

/// A line as it stands in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// Its text.
    pub(super) text: String,
    /// Its page.
    pub(super) page: Option<u32>,
    /// Its number; `None`: the block's own.
    pub(super) number: Option<u32>,
}

/// How lines of a block go on in each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Lines end where the page does: words may be divided.
    Wrapped,
    /// The author ended each line.
    Broken,
}

/// The blocks so far.
#[derive(Debug)]
pub(super) struct Blocks {
    format: Format,
    joint: Joint,
    deadline: Deadline,
    blocks: Vec<Block>,
}

impl Blocks {
    /// None yet.
    pub(super) fn new(format: Format, joint: Joint, deadline: Deadline) -> Self {
        Self { format, joint, deadline, blocks: Vec::new() }
    }

    /// Adds a block of one line whose number is the block's own.
    pub(super) fn add_text(&mut self, kind: Kind, text: &str) -> Result<(), ReadError> {
        let pieces = text.split('\n').map(|text| Piece { text: text.to_owned(), ..Piece::default() });
        self.add(kind, &pieces.collect::<Vec<_>>())
    }

    /// Adds a block.
    pub(super) fn add(&mut self, kind: Kind, pieces: &[Piece]) -> Result<(), ReadError> {
        let number = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX).saturating_add(1);
        let (mut text, mut lines) = (String::new(), Vec::new());
        for piece in pieces {
            let next = self.tidied(&piece.text);
            if !next.is_empty() {
                let offset = self.joined(&mut text, &next);
                lines.push(Line { offset, page: piece.page, number: piece.number.unwrap_or(number) });
            }
        }
        let ended = text.trim_end_matches(SOFT);
        text.truncate(ended.len());
        if !text.chars().any(char::is_alphanumeric) {
            return Ok(());
        }
        self.blocks.push(Block { kind, text, lines });
        if self.blocks.len() > bound::MOST_BLOCKS {
            return Err(bound::too_many_blocks());
        }
        if self.blocks.len().is_multiple_of(1000) { self.deadline.check() } else { Ok(()) }
    }

    /// The text of a line. A soft hyphen at its end is kept: it says that the word goes on.
    fn tidied(&self, text: &str) -> String {
        let mut tidied = tidy(text);
        if self.joint == Joint::Wrapped && text.trim_end().ends_with(SOFT) {
            tidied.push(SOFT);
        }
        tidied
    }

    fn joined(&self, text: &mut String, next: &str) -> usize {
        match self.joint {
            Joint::Wrapped if text.ends_with(SOFT) => {
                text.pop();
            }
            Joint::Wrapped => return join(text, next),
            Joint::Broken if !text.is_empty() => text.push(' '),
            Joint::Broken => {}
        }
        let begin = text.len();
        text.push_str(next);
        begin
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// All of them, to mend.
    pub(super) fn all_mut(&mut self) -> &mut Vec<Block> {
        &mut self.blocks
    }

    /// The document.
    pub(super) fn finish(self, pages: Option<u32>) -> Document {
        Document { format: self.format, blocks: self.blocks, pages }
    }
}

/// The soft hyphen.
const SOFT: char = '\u{ad}';
