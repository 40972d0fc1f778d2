//! Lines to blocks, for formats that have nothing else: plain text and PDF.
//!
//! In: lines in reading order, each with its indent, its right end and whether a gap lies before it. Out: headings, paragraphs and
//! items. The order of reading: [`Row`], [`read`], what a heading is in `heading.rs`, how deep an item lies in `list.rs`, which lines
//! are one before anything else in `mend.rs`.

mod heading;
mod list;
mod mend;

use super::build::{Blocks, Piece};
use super::glued::{self, Begins};
use super::marker::{Marker, Sort, marker};
use super::{Kind, ReadError};
use heading::Levels;
pub(super) use heading::holds_sentence_end;
use list::List;

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its text, without spaces around it.
    pub(super) text: String,
    /// Its page.
    pub(super) page: Option<u32>,
    /// Its number in the file or on the page.
    pub(super) number: u32,
    /// How far it is indented, in characters.
    pub(super) indent: f32,
    /// Where it ends, in characters from the same margin.
    pub(super) end: f32,
    /// Where lines end at the latest; infinite, if the author ended each line and not the program.
    pub(super) width: f32,
    /// Whether it is set off from the line before.
    pub(super) gap: bool,
    /// The level, where type or underlining says that it is a heading.
    pub(super) heading: Option<u8>,
}

impl Row {
    fn is_wrapped(&self) -> bool {
        self.width.is_finite()
    }

    /// Whether the first word of the next line had no room in this one.
    fn is_full(&self, next: &str) -> bool {
        let word = next.split_whitespace().next().unwrap_or_default();
        let length = word.chars().count().min(40);
        // Type is not equally wide: two characters more or less say nothing.
        self.is_wrapped() && self.end + f32::from(u8::try_from(length).unwrap_or(40)) + 2.5 > self.width
    }
}

/// What is being put together.
struct Open<'r> {
    kind: Kind,
    pieces: Vec<Piece>,
    /// What stands before it, which is no part of an item.
    marker: Option<Marker<'r>>,
    /// Where its first line begins.
    indent: f32,
}

/// Reads rows, and adds their blocks. `is_set`: type tells which lines are headings, and nothing else needs to.
pub(super) fn read(rows: Vec<Row>, is_set: bool, blocks: &mut Blocks) -> Result<(), ReadError> {
    let rows = mend::mend(rows);
    let mut reader =
        Reader { rows: &rows, is_set, open: None, list: List::default(), levels: Levels::default(), blocks };
    for at in 0..rows.len() {
        reader.take(at)?;
    }
    reader.flush()
}

struct Reader<'r> {
    rows: &'r [Row],
    is_set: bool,
    open: Option<Open<'r>>,
    list: List,
    levels: Levels,
    blocks: &'r mut Blocks,
}

impl<'r> Reader<'r> {
    fn take(&mut self, at: usize) -> Result<(), ReadError> {
        let rows = self.rows;
        let Some(row) = rows.get(at) else { return Ok(()) };
        let found = marker(&row.text).filter(|found| self.is_plausible(at, found));
        if let Some(level) = row.heading {
            return self.take_set_heading(at, row, level);
        }
        if let Some(found) = found {
            let found = self.list.settled(found);
            if heading::is_numbered(self.rows, at, found, self.is_set) {
                let level = self.levels.of_marker(found);
                self.list = List::default();
                return self.begin(row, Kind::Heading(level), None);
            }
            return self.take_marked(row, found);
        }
        if self.continues(at, row) {
            self.extend(row);
            return Ok(());
        }
        if !self.is_set && heading::is_by_shape(self.rows, at, self.after_colon()) {
            self.list = List::default();
            let level = self.levels.of_shape(self.blocks.len() == 0 && self.open.is_none());
            return self.begin(row, Kind::Heading(level), None);
        }
        if !self.list.holds(row.indent) {
            self.list = List::default();
        }
        self.begin(row, Kind::Paragraph, None)
    }

    /// A line that type says is a heading; two such lines without a gap are one.
    fn take_set_heading(&mut self, at: usize, row: &'r Row, level: u8) -> Result<(), ReadError> {
        let before = at.checked_sub(1).and_then(|before| self.rows.get(before));
        let goes_on =
            before.is_some_and(|before| before.heading == Some(level)) && !row.gap && marker(&row.text).is_none();
        if goes_on && self.open.is_some() {
            self.extend(row);
            return Ok(());
        }
        self.list = List::default();
        self.levels.note_set(level);
        self.begin(row, Kind::Heading(level), None)
    }

    /// An item, or a numbered paragraph that begins with a heading.
    fn take_marked(&mut self, row: &'r Row, found: Marker<'r>) -> Result<(), ReadError> {
        let kind = if found.sort == Sort::Section {
            Kind::Paragraph
        } else {
            Kind::Item(self.list.depth(row.indent, row.gap, found))
        };
        self.begin(row, kind, Some(found))
    }

    /// In wrapped text a line may begin with what is no marker: "… bis zum" / "3. des Monats".
    fn is_plausible(&self, at: usize, found: &Marker<'_>) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.rows.get(before));
        let (Some(before), Some(row)) = (before, self.rows.get(at)) else { return true };
        let is_alone = row.gap || !before.is_full(&row.text) || heading::ends_sentence(&before.text);
        match found.sort {
            Sort::Bullet('-' | '–' | '—' | '+') | Sort::Section => {
                is_alone || before.indent + 0.5 < row.indent || self.list.holds(row.indent)
            }
            Sort::Bullet(_) => true,
            _ => is_alone || self.list.follows(found),
        }
    }

    /// Whether a line without marker goes on with what is open.
    fn continues(&self, at: usize, row: &Row) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.rows.get(before));
        let (Some(open), Some(before)) = (&self.open, before) else { return false };
        if row.gap || before.heading.is_some() {
            return false;
        }
        let is_item = matches!(open.kind, Kind::Item(_));
        let is_hanging = is_item && before.is_wrapped() && row.indent > open.indent + 0.7;
        let is_divided = before.text.ends_with(['-', '\u{ad}', '/']) && !before.text.ends_with(" -");
        let goes_on = row.text.starts_with(char::is_lowercase) && !heading::ends_sentence(&before.text);
        let is_full = before.is_full(&row.text) && (!matches!(open.kind, Kind::Heading(_)) || goes_on);
        is_full || is_divided || goes_on || is_hanging
    }

    fn after_colon(&self) -> bool {
        self.open.as_ref().and_then(|open| open.pieces.last()).is_some_and(|last| last.text.ends_with(':'))
    }

    fn begin(&mut self, row: &'r Row, kind: Kind, marker: Option<Marker<'r>>) -> Result<(), ReadError> {
        self.flush()?;
        self.open = Some(Open { kind, pieces: vec![piece(row)], marker, indent: row.indent });
        Ok(())
    }

    fn extend(&mut self, row: &Row) {
        if let Some(open) = &mut self.open {
            open.pieces.push(piece(row));
        }
    }

    /// Adds what is open; a heading that is glued to its sentence becomes a block of its own.
    fn flush(&mut self) -> Result<(), ReadError> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        let begins = match (open.kind, open.marker) {
            (Kind::Heading(_), _) => return self.blocks.add(open.kind, &open.pieces),
            (_, Some(Marker { sort: Sort::Bullet(_), .. })) => Begins::Item,
            (_, Some(_)) => Begins::Numbered,
            (_, None) => Begins::Nothing,
        };
        if let Some(first) = open.pieces.first_mut() {
            let before = open.marker.map_or(0, |marker| first.text.len().saturating_sub(marker.rest.len()));
            let seam = glued::seam(first.text.get(before..).unwrap_or_default(), begins).map(|at| at + before);
            if let Some((heading, rest)) = seam.and_then(|at| first.text.split_at_checked(at)) {
                // A number belongs to the heading, a bullet to the item.
                let (level, begin) = match open.marker {
                    Some(marker) if begins == Begins::Numbered => (self.levels.of_marker(marker), 0),
                    _ => (self.levels.of_glued(), before),
                };
                let heading = Piece { text: heading.get(begin..).unwrap_or_default().to_owned(), ..first.clone() };
                first.text = rest.to_owned();
                self.blocks.add(Kind::Heading(level), &[heading])?;
                if begins == Begins::Numbered {
                    open.kind = Kind::Paragraph;
                }
            } else if open.kind != Kind::Paragraph {
                first.text.drain(..before);
            }
        }
        self.blocks.add(open.kind, &open.pieces)
    }
}

fn piece(row: &Row) -> Piece {
    Piece { text: row.text.clone(), page: row.page, number: Some(row.number) }
}
