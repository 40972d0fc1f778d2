//! Paragraphs, lists and tables of an OpenDocument text.
//!
//! In: the body. Out: its blocks; notes stand at the end.

use super::styles::Styles;
use crate::document::build::Blocks;
use crate::document::lead::{self, Inline, Level};
use crate::document::xml::{Child, Element};
use crate::document::{Kind, ReadError};

/// What holds no text of the document: indexes are made from the headings, tracked changes are what was deleted.
const LEFT_OUT: &[&str] = &[
    "alphabetical-index",
    "annotation",
    "annotation-end",
    "bibliography",
    "desc",
    "forms",
    "hidden-paragraph",
    "hidden-text",
    "illustration-index",
    "note-citation",
    "number",
    "object-index",
    "ruby-text",
    "script",
    "sequence-decls",
    "table-index",
    "table-of-content",
    "title",
    "tracked-changes",
    "user-field-decls",
    "user-index",
    "variable-decls",
];

/// Reads paragraphs, lists and tables.
pub(super) struct Body<'d> {
    styles: &'d Styles,
    blocks: &'d mut Blocks,
    level: Level,
    /// The cell in which everything lies.
    cell: Option<Kind>,
}

/// The text of a paragraph, and what hangs on it.
#[derive(Default)]
struct Text<'e> {
    inline: Inline,
    boxes: Vec<&'e Element>,
    notes: Vec<&'e Element>,
}

// Recursion is bounded: XML is no deeper than `MOST_DEEP`.
impl<'d> Body<'d> {
    /// Reads into `blocks`.
    pub(super) fn new(styles: &'d Styles, blocks: &'d mut Blocks) -> Self {
        Self { styles, blocks, level: Level::default(), cell: None }
    }

    /// Reads the body, then its notes.
    pub(super) fn whole(&mut self, text: &Element) -> Result<(), ReadError> {
        let mut notes = Vec::new();
        self.all(text, &mut notes)?;
        for note in notes {
            self.all(note, &mut Vec::new())?;
        }
        Ok(())
    }

    fn all<'e>(&mut self, element: &'e Element, notes: &mut Vec<&'e Element>) -> Result<(), ReadError> {
        for child in element.elements() {
            match &*child.name {
                "p" | "h" => self.paragraph(child, None, notes)?,
                "list" => self.list(child, 1, None, notes)?,
                "table" => self.table(child, notes)?,
                name if LEFT_OUT.contains(&name) => {}
                _ => self.all(child, notes)?,
            }
        }
        Ok(())
    }

    /// `item`: the depth of the item that the paragraph begins, and whether a number stands before it.
    fn paragraph<'e>(
        &mut self,
        paragraph: &'e Element,
        item: Option<(u8, bool)>,
        notes: &mut Vec<&'e Element>,
    ) -> Result<(), ReadError> {
        let style = paragraph.attribute("style-name");
        let is_bold = self.styles.is_bold("paragraph", style).unwrap_or_default();
        let mut text = Text::default();
        if !self.styles.is_hidden("paragraph", style) {
            self.runs(paragraph, is_bold, &mut text);
        }
        let outline = paragraph.attribute("outline-level").and_then(|level| level.parse().ok());
        let heading = if &*paragraph.name == "h" { Some(outline.unwrap_or(1u8)) } else { self.styles.heading(style) };
        let kind = match (self.cell, heading, item) {
            (Some(cell), ..) => cell,
            (_, Some(level), _) => Kind::Heading(level.clamp(1, 6)),
            // A bold number with a few bold words is how headings are made without styles.
            (_, _, Some((_, true))) if text.inline.is_bold_title() => Kind::Paragraph,
            (_, _, Some((depth, _))) => Kind::Item(depth),
            _ => Kind::Paragraph,
        };
        lead::add(self.blocks, kind, &text.inline, &mut self.level)?;
        for content in text.boxes {
            self.all(content, notes)?;
        }
        notes.extend(text.notes);
        Ok(())
    }

    fn runs<'e>(&self, element: &'e Element, is_bold: bool, text: &mut Text<'e>) {
        for child in &element.children {
            match child {
                // Line ends of the file are spaces.
                Child::Text(of) => text.inline.push(&of.replace(['\n', '\r'], " "), is_bold),
                Child::Element(child) => self.run(child, is_bold, text),
            }
        }
    }

    fn run<'e>(&self, child: &'e Element, is_bold: bool, text: &mut Text<'e>) {
        match &*child.name {
            "s" | "tab" => text.inline.push(" ", is_bold),
            "line-break" => text.inline.end_line(),
            "note" => text.notes.extend(child.child("note-body")),
            "text-box" => text.boxes.push(child),
            "span" => {
                let style = child.attribute("style-name");
                if !self.styles.is_hidden("text", style) {
                    self.runs(child, self.styles.is_bold("text", style).unwrap_or(is_bold), text);
                }
            }
            name if LEFT_OUT.contains(&name) => {}
            _ => self.runs(child, is_bold, text),
        }
    }

    fn list<'e>(
        &mut self,
        list: &'e Element,
        depth: u8,
        around: Option<&'e str>,
        notes: &mut Vec<&'e Element>,
    ) -> Result<(), ReadError> {
        let style = list.attribute("style-name").or(around);
        let is_numbered = self.styles.is_numbered(style);
        for item in list.elements().filter(|item| matches!(&*item.name, "list-item" | "list-header")) {
            let mut first = (&*item.name == "list-item").then_some((depth.min(9), is_numbered));
            for child in item.elements() {
                match &*child.name {
                    "p" | "h" => {
                        let before = self.blocks.len();
                        self.paragraph(child, first, notes)?;
                        // The second paragraph of an item is no item.
                        first = first.filter(|_| self.blocks.len() == before);
                    }
                    "list" => self.list(child, depth.saturating_add(1), style, notes)?,
                    "table" => self.table(child, notes)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn table<'e>(&mut self, table: &'e Element, notes: &mut Vec<&'e Element>) -> Result<(), ReadError> {
        let mut rows = Vec::new();
        gather(table, &mut rows);
        let cells =
            |row: &'e Element| row.elements().filter(|cell| matches!(&*cell.name, "table-cell" | "covered-table-cell"));
        // A frame around text is no table.
        let is_frame = rows.iter().all(|row| cells(row).take(2).count() < 2);
        let around = self.cell;
        for (row, number) in rows.into_iter().zip(1u32..) {
            let mut column = 1u32;
            for cell in cells(row) {
                // What an inner table says belongs to the cell in which it lies.
                self.cell = around.or((!is_frame).then_some(Kind::Cell(number, column)));
                self.all(cell, notes)?;
                let repeated = cell.attribute("number-columns-repeated").and_then(|count| count.parse().ok());
                column = column.saturating_add(repeated.unwrap_or(1u32).clamp(1, 1000));
            }
        }
        self.cell = around;
        Ok(())
    }
}

/// The rows of a table, through the groups in which they lie.
fn gather<'e>(element: &'e Element, rows: &mut Vec<&'e Element>) {
    for child in element.elements() {
        match &*child.name {
            "table-row" => rows.push(child),
            "table-header-rows" | "table-rows" | "table-row-group" => gather(child, rows),
            _ => {}
        }
    }
}
