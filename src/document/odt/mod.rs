//! OpenDocument texts (LibreOffice).
//!
//! In: the bytes of an `.odt`. Out: its blocks. What styles say stands in `styles.rs`, paragraphs, lists and tables in `body.rs`. Headers
//! and footers stand in `styles.xml`, where nobody looks for text.

mod body;
mod styles;

use super::bound::{Deadline, broken};
use super::build::{Blocks, Joint};
use super::package::Package;
use super::xml::{self, Element};
use super::{Document, Format, ReadError};
use body::Body;
use styles::Styles;

/// What the file is, in messages.
const WHAT: (&str, &str) = ("OpenDocument (.odt)", "OpenDocument (.odt)");

/// Reads an OpenDocument text.
pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes)?;
    let mut part = |name: &str| -> Result<Option<Element>, ReadError> {
        package.part(name)?.map(|bytes| xml::parse(&bytes, deadline, WHAT)).transpose()
    };
    let mut styles = Styles::default();
    if let Some(part) = part("styles.xml")? {
        styles.add(&part);
    }
    let content = part("content.xml")?.ok_or_else(|| broken(WHAT.0, WHAT.1))?;
    styles.add(&content);
    let body = content.child("document-content").and_then(|content| content.child("body"));
    let text = body.and_then(|body| body.child("text")).ok_or_else(|| broken(WHAT.0, WHAT.1))?;
    let mut blocks = Blocks::new(Format::Odt, Joint::Broken, deadline);
    Body::new(&styles, &mut blocks).whole(text)?;
    Ok(blocks.finish(None))
}
