//! Paragraphs and tables of a Word document.
//!
//! In: the body, a note or a text box. Out: its blocks.

use super::numbering::{Before, Numbering};
use super::runs::{Text, runs};
use super::styles::Styles;
use crate::document::build::Blocks;
use crate::document::lead::{self, Level};
use crate::document::xml::Element;
use crate::document::{Kind, ReadError};

/// Reads paragraphs and tables.
pub(super) struct Body<'d> {
    styles: &'d Styles,
    numbering: &'d Numbering,
    blocks: &'d mut Blocks,
    level: Level,
    /// The cell in which everything lies.
    cell: Option<Kind>,
}

// Recursion is bounded: XML is no deeper than `MOST_DEEP`.
impl<'d> Body<'d> {
    /// Reads into `blocks`.
    pub(super) fn new(styles: &'d Styles, numbering: &'d Numbering, blocks: &'d mut Blocks) -> Self {
        Self { styles, numbering, blocks, level: Level::default(), cell: None }
    }

    /// Reads all that lies in an element.
    pub(super) fn all(&mut self, element: &Element) -> Result<(), ReadError> {
        for child in element.elements() {
            match &*child.name {
                "p" => self.paragraph(child)?,
                "tbl" => self.table(child)?,
                "sdt" if is_contents(child) => {}
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.all(child)?,
                "AlternateContent" => {
                    if let Some(choice) = child.child("Choice").or_else(|| child.child("Fallback")) {
                        self.all(choice)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &Element) -> Result<(), ReadError> {
        let properties = paragraph.child("pPr");
        let style = properties.and_then(|properties| properties.value("pStyle", "val"));
        if self.styles.is_contents(style) {
            return Ok(());
        }
        let mut text = Text::default();
        runs(paragraph, self.styles.is_bold(style), self.styles, &mut text);
        let kind = self.cell.unwrap_or_else(|| self.kind(properties, style, &text));
        lead::add(self.blocks, kind, &text.inline, &mut self.level)?;
        for content in text.boxes {
            self.all(content)?;
        }
        Ok(())
    }

    fn kind(&self, properties: Option<&Element>, style: Option<&str>, text: &Text<'_>) -> Kind {
        let direct = properties
            .and_then(|properties| properties.value("outlineLvl", "val"))
            .and_then(|level| level.parse::<u8>().ok());
        match direct {
            Some(level @ 0..9) => return Kind::Heading((level + 1).min(6)),
            // Word's "body text" takes the level of the style away.
            Some(_) => {}
            None => {
                if let Some(level) = self.styles.heading(style) {
                    return Kind::Heading(level);
                }
            }
        }
        let of_style = self.styles.list(style);
        let list = properties.and_then(|properties| properties.child("numPr"));
        let list_id = list.and_then(|list| list.value("numId", "val")).or(of_style.map(|(id, _)| id));
        let depth = list.and_then(|list| list.value("ilvl", "val")).and_then(|level| level.parse().ok());
        let depth = depth.or(of_style.and_then(|(_, depth)| depth)).unwrap_or(0u8).min(8);
        match list_id.filter(|id| *id != "0").map(|id| self.numbering.before(id, depth)) {
            None | Some(Before::Nothing) => Kind::Paragraph,
            // A bold number with a few bold words is how headings are made without styles.
            Some(Before::Number) if text.inline.is_bold_title() => Kind::Paragraph,
            Some(_) => Kind::Item(depth + 1),
        }
    }

    fn table(&mut self, table: &Element) -> Result<(), ReadError> {
        let mut rows = Vec::new();
        gather(table, "tr", &mut rows);
        let rows: Vec<Vec<&Element>> = rows
            .iter()
            .filter(|row| row.child("trPr").and_then(|of| of.child("del")).is_none())
            .map(|row| {
                let mut cells = Vec::new();
                gather(row, "tc", &mut cells);
                cells
            })
            .collect();
        // A frame around text is no table.
        let is_frame = rows.iter().all(|row| row.len() < 2);
        let around = self.cell;
        for (row, number) in rows.iter().zip(1u32..) {
            let mut column = 1u32;
            for cell in row {
                let properties = cell.child("tcPr");
                let span = properties
                    .and_then(|properties| properties.value("gridSpan", "val"))
                    .and_then(|span| span.parse().ok());
                // What an inner table says belongs to the cell in which it lies.
                self.cell = around.or((!is_frame).then_some(Kind::Cell(number, column)));
                self.all(cell)?;
                column = column.saturating_add(span.unwrap_or(1u32).clamp(1, 1000));
            }
        }
        self.cell = around;
        Ok(())
    }
}

/// The rows of a table or the cells of a row, through what Word puts around them.
fn gather<'e>(element: &'e Element, name: &str, found: &mut Vec<&'e Element>) {
    for child in element.elements() {
        match &*child.name {
            of if of == name => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => gather(child, name, found),
            _ => {}
        }
    }
}

/// Whether a part of the text is the table of contents, which Word makes from the headings.
fn is_contents(part: &Element) -> bool {
    let gallery = part.child("sdtPr").and_then(|properties| properties.child("docPartObj"));
    gallery
        .and_then(|gallery| gallery.value("docPartGallery", "val"))
        .is_some_and(|name| name == "Table of Contents" || name == "Inhaltsverzeichnis")
}
