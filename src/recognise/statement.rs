//! A document to its statements: every sentence and every list item, with its place and what stands above it.
//!
//! In: a [`Document`]. Out: [`Statement`]s in reading order. Headings and sentences before a list are no statements of their own; they
//! say what those below speak of.

use super::mood::{Mood, mood};
use super::quantity::{Quantity, Unit, quantities};
use super::sentences::sentences;
use super::value::is_region;
use super::words::{Tag, Word, words};
use crate::document::{Block, Document, Kind, Line};
use std::ops::Range;

/// A sentence or list item of a document.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its text, as it stands there.
    pub text: String,
    /// Where it begins.
    pub place: Line,
    /// Its block in the document, from 0.
    pub block: usize,
    /// Where in the block's text it stands, in bytes.
    pub at: Range<usize>,
    /// The headings above it, the highest first.
    pub headings: Vec<String>,
    /// How it means what it says.
    pub mood: Mood,
    /// What is read of it: behind a short one's heading, or the first cell of its row.
    pub read: String,
    /// The words of that.
    pub words: Vec<Word>,
    /// The quantities in it.
    pub quantities: Vec<Quantity>,
    /// The words of the nearest heading, and of the sentence before the list.
    pub above: Vec<Word>,
}

/// The statements of a document.
pub fn statements(document: &Document) -> Vec<Statement> {
    let mut reader = Reader::default();
    for (number, block) in document.blocks.iter().enumerate() {
        reader.block(number, block);
    }
    reader.end_row();
    reader.all
}

#[derive(Default)]
struct Reader<'d> {
    all: Vec<Statement>,
    /// Levels and texts of the headings above.
    headings: Vec<(u8, &'d str)>,
    /// The last sentence that announced a list.
    introduction: String,
    /// The row of a table that is read, and its cells: column, number of the block, block.
    row: u32,
    cells: Vec<(u32, usize, &'d Block)>,
}

impl<'d> Reader<'d> {
    fn block(&mut self, number: usize, block: &'d Block) {
        if let Kind::Cell(row, column) = block.kind {
            if row != self.row || self.cells.last().is_some_and(|(last, ..)| *last > column) {
                self.end_row();
            }
            self.row = row;
            self.cells.push((column, number, block));
            return;
        }
        self.end_row();
        match block.kind {
            Kind::Heading(level) => {
                self.headings.retain(|(above, _)| *above < level);
                self.headings.push((level, &block.text));
                self.introduction.clear();
            }
            Kind::Paragraph => {
                self.introduction.clear();
                self.sentences(number, block, "");
            }
            Kind::Item(_) | Kind::Cell(..) => self.sentences(number, block, ""),
        }
    }

    /// A row of a table: what its last column says, of what the others name. The first row names the columns.
    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let is_short = |text: &str| text.split_whitespace().count() <= NAMES_A_COLUMN;
        if self.row == 1 && cells.len() > 1 && cells.iter().all(|(.., block)| is_short(&block.text)) {
            return;
        }
        let last = cells.iter().map(|(column, ..)| *column).max().unwrap_or_default();
        // A number is none of the words; a box that is not ticked says that the rest is not so.
        let is_word = |text: &&str| text.chars().any(char::is_alphabetic) || text.contains(['☐', '☒', '☑']);
        let before = cells.iter().filter(|(column, ..)| *column < last).map(|(.., block)| block.text.as_str());
        let title = before.filter(is_word).collect::<Vec<_>>().join(", ");
        for (_, number, block) in cells.iter().filter(|(column, ..)| *column == last) {
            self.sentences(*number, block, &title);
        }
    }

    fn sentences(&mut self, number: usize, block: &Block, title: &str) {
        let mut before = String::new();
        for at in sentences(&block.text) {
            let text = block.text.get(at.clone()).unwrap_or_default();
            let own = words(text);
            let mood = mood(title, text, &own);
            if mood == Mood::Introduction && text.trim_end().ends_with(':') {
                text.clone_into(&mut self.introduction);
            }
            let nearest = self.headings.last().map(|(_, text)| *text).unwrap_or_default();
            let said = if title.is_empty() { text.to_owned() } else { format!("{title}: {text}") };
            let read = if title.is_empty() && own.len() <= SHORT && mood.is_testable() && !nearest.is_empty() {
                format!("{nearest}: {text}")
            } else {
                said.clone()
            };
            let mut words_read = words(&read);
            let quantities = quantities(&read, &words_read);
            tag(&read, &mut words_read, &quantities);
            self.all.push(Statement {
                place: block.place(at.start),
                block: number,
                at,
                headings: self.headings.iter().map(|(_, text)| (*text).to_owned()).collect(),
                mood,
                words: words_read,
                quantities,
                above: words(&format!("{nearest}. {}. {title}. {}", self.introduction, meant_before(&own, &before))),
                text: said,
                read,
            });
            text.clone_into(&mut before);
        }
    }
}

/// Words that stand for what the sentence before named.
const POINTING: &[&str] = &[
    "they", "these", "this", "those", "it", "their", "its", "sie", "diese", "dieser", "dieses", "dies", "ihr", "ihre",
    "er", "es", "davon", "dabei", "hierfuer", "dafuer", "deren", "dessen",
];

/// The sentence before, where this one points to it: "They are kept for 30 days."
fn meant_before<'b>(own: &[Word], before: &'b str) -> &'b str {
    let points = own.iter().take(2).any(|word| POINTING.contains(&word.text.as_str()));
    if points { before } else { "" }
}

/// Cells of so few words may name columns.
const NAMES_A_COLUMN: usize = 4;

/// A statement of so few words leaves to its heading what it speaks of.
const SHORT: usize = 5;

/// Tells words what quantity or region they belong to.
fn tag(text: &str, all: &mut [Word], quantities: &[Quantity]) {
    for quantity in quantities {
        let tag = match (quantity.unit, quantity.is_interval) {
            (Unit::Hours, true) => Tag::Interval,
            (Unit::Hours, false) => Tag::Span,
            _ => Tag::Quantity,
        };
        all.get_mut(quantity.at.clone()).into_iter().flatten().for_each(|word| word.tag = Some(tag));
    }
    for word in all {
        if is_region(text, word) {
            word.tag = Some(Tag::Region);
        }
    }
}
