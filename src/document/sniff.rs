//! What kind of file a document is.
//!
//! In: its name and its bytes. Out: its format, or why it is none that can be read. The content decides: names are often wrong, and
//! a web page is saved as `.txt` or `.asp`.

use super::bound::broken;
use super::{Format, ReadError, charset, package};
use crate::both;

/// How far into a file its beginning reaches.
const HEAD: usize = 4096;

/// The format of a document.
pub(super) fn format(name: &str, bytes: &[u8]) -> Result<Format, ReadError> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    if head.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return zipped(bytes);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(old_word());
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        _ if is_html(&charset::decode(head, None)) => Ok(Format::Html),
        "md" | "markdown" | "mdown" => Ok(Format::Markdown),
        "htm" | "html" | "xhtml" => Ok(Format::Html),
        "pdf" => Err(broken("PDF", "PDF")),
        "docx" => Err(broken("Word-Dokument (.docx)", "Word document (.docx)")),
        "odt" => Err(broken("OpenDocument (.odt)", "OpenDocument (.odt)")),
        _ if is_binary(head) => Err(unknown()),
        _ => Ok(Format::Plain),
    }
}

/// A ZIP file is what its parts are.
fn zipped(bytes: &[u8]) -> Result<Format, ReadError> {
    let mut package =
        package::Package::open(bytes).map_err(|_| broken("Word- oder OpenDocument", "Word or OpenDocument"))?;
    if package.has("word/document.xml") {
        return Ok(Format::Docx);
    }
    let mimetype = package.part("mimetype").ok().flatten().unwrap_or_default();
    if mimetype.trim_ascii().starts_with(b"application/vnd.oasis.opendocument.text") {
        return Ok(Format::Odt);
    }
    Err(unknown())
}

/// A page begins with its doctype or one of the first elements, behind comments and an XML declaration.
fn is_html(head: &str) -> bool {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    while let Some(after) = skip_one(rest) {
        rest = after.trim_start();
    }
    let lower: String = rest.chars().take(20).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<main", "<article", "<div"]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// What follows a comment or an XML declaration.
fn skip_one(text: &str) -> Option<&str> {
    let end = if text.starts_with("<!--") { "-->" } else { "?>" };
    if !text.starts_with("<!--") && !text.starts_with("<?xml") {
        return None;
    }
    text.split_once(end).map(|(_, after)| after)
}

/// A text has hardly any control characters. UTF-16 has zeros, but every other byte.
fn is_binary(head: &[u8]) -> bool {
    let text = charset::decode(head, None);
    let odd = |letter: &char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1b');
    text.chars().filter(odd).count() * 50 > text.chars().count()
}

fn unknown() -> ReadError {
    ReadError(both!(
        "weder PDF, DOCX, ODT, HTML, Markdown noch Text; in einem dieser Formate speichern",
        "neither PDF, DOCX, ODT, HTML, Markdown nor text; save it as one of these"
    ))
}

fn old_word() -> ReadError {
    ReadError(both!(
        "ein Word-Dokument im alten Format (.doc) oder mit Kennwort; ohne Kennwort als .docx oder PDF speichern",
        "a Word document in the old format (.doc) or with a password; save it as .docx or PDF without a password"
    ))
}
