//! A TOM document as text with its structure: what stands where.
//!
//! In: a file (PDF, DOCX, ODT, HTML, Markdown, plain text). Out: [`Document`], blocks of text in reading order, each with its place;
//! page headers and footers, navigation and cookie notices are left out. Or why it cannot be read. What the sentences mean is no
//! business of this folder.

mod bound;
mod build;
mod charset;
mod docx;
mod glued;
mod html;
mod lead;
mod lines;
mod markdown;
mod marker;
mod odt;
mod package;
mod pdf;
mod plain;
mod sniff;
mod tidy;
mod xml;

use crate::text::{Lang, Say, Text};
use std::fmt;

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What kind of file it is.
    pub format: Format,
    /// Headings, paragraphs, list items and table cells in reading order.
    pub blocks: Vec<Block>,
    /// Number of pages, where the format has pages.
    pub pages: Option<u32>,
}

/// What kind of file a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML (`.docx`).
    Docx,
    /// OpenDocument Text (`.odt`).
    Odt,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Plain,
}

/// One piece of text that belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its text in one line, words at line ends joined, without the list's marker.
    pub text: String,
    /// Where the lines begin of which it was put together: at least one, the first at offset 0, in rising order.
    pub lines: Vec<Line>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading, 1 being the highest level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, 1 being the outermost level. A box to tick stays in its text: ☐ says that a measure is not taken.
    Item(u8),
    /// A cell of a table with its row and its column, both from 1. Each paragraph in a cell is a block of its own; those of a table in
    /// a cell belong to that cell. PDF: rows are counted anew on each page.
    Cell(u32, u32),
}

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// In the block's text, in bytes.
    pub offset: usize,
    /// Its page, from 1, where the format has pages.
    pub page: Option<u32>,
    /// Plain text and Markdown: its line in the file. PDF: its line on the page. Else the number of the block in the document.
    /// From 1.
    pub number: u32,
}

/// Why a document cannot be read: what follows on "cannot be read:".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ReadError(pub Text);

impl Say for ReadError {
    fn say(&self, lang: Lang) -> String {
        self.0.in_lang(lang).to_owned()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl Block {
    /// The line in which a byte of the text stands.
    pub fn place(&self, offset: usize) -> Line {
        let before = self.lines.iter().take_while(|line| line.offset <= offset);
        before.last().or_else(|| self.lines.first()).copied().unwrap_or(Line { offset: 0, page: None, number: 1 })
    }
}

/// Reads a document. What it is, its content says; where that is open, the ending of its name.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > bound::MOST_BYTES {
        return Err(bound::too_large());
    }
    let deadline = bound::Deadline::start();
    match sniff::format(name, bytes)? {
        Format::Pdf => pdf::read(bytes, deadline),
        Format::Docx => docx::read(bytes, deadline),
        Format::Odt => odt::read(bytes, deadline),
        Format::Html => html::read(bytes, deadline),
        Format::Markdown => markdown::read(bytes, deadline),
        Format::Plain => plain::read(bytes, deadline),
    }
}
