//! Word documents (Office Open XML).
//!
//! In: the bytes of a `.docx`. Out: its blocks. What style and numbering say of a paragraph stands in `styles.rs` and `numbering.rs`,
//! the runs of a paragraph in `runs.rs`, paragraphs and tables in `body.rs`. Headers, footers and comments are parts of their own,
//! which nobody opens.

mod body;
mod numbering;
mod runs;
mod styles;

use super::bound::{Deadline, broken};
use super::build::{Blocks, Joint};
use super::package::Package;
use super::xml::{self, Element};
use super::{Document, Format, ReadError};
use body::Body;
use numbering::Numbering;
use styles::Styles;

/// What the file is, in messages.
const WHAT: (&str, &str) = ("Word-Dokument (.docx)", "Word document (.docx)");

/// Reads a Word document.
pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes)?;
    let mut part = |name: &str| -> Result<Option<Element>, ReadError> {
        package.part(name)?.map(|bytes| xml::parse(&bytes, deadline, WHAT)).transpose()
    };
    let styles = part("word/styles.xml")?.map(|part| Styles::read(&part)).unwrap_or_default();
    let numbering = part("word/numbering.xml")?.map(|part| Numbering::read(&part)).unwrap_or_default();
    let document = part("word/document.xml")?.ok_or_else(|| broken(WHAT.0, WHAT.1))?;
    let content =
        document.child("document").and_then(|document| document.child("body")).ok_or_else(|| broken(WHAT.0, WHAT.1))?;
    let mut blocks = Blocks::new(Format::Docx, Joint::Broken, deadline);
    let mut body = Body::new(&styles, &numbering, &mut blocks);
    body.all(content)?;
    for (name, root, note) in
        [("word/footnotes.xml", "footnotes", "footnote"), ("word/endnotes.xml", "endnotes", "endnote")]
    {
        let Some(part) = part(name)? else { continue };
        // Notes with a type are the strokes above the others.
        let notes = part.child(root).into_iter().flat_map(Element::elements);
        for note in
            notes.filter(|element| &*element.name == note && element.attribute("type").is_none_or(|of| of == "normal"))
        {
            body.all(note)?;
        }
    }
    Ok(blocks.finish(None))
}

/// A switch such as `w:b`: on when it is there, unless it says otherwise.
fn is_on(properties: Option<&Element>, name: &str) -> Option<bool> {
    let switch = properties?.child(name)?;
    Some(!matches!(switch.attribute("val"), Some("0" | "false" | "off" | "none")))
}
