//! Documents as text with structure: every format, what is left out, and files that were made to hold tomscan up.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may end where its own input is wrong"
)]

#[path = "document/any.rs"]
mod any;
#[path = "document/docx.rs"]
mod docx;
#[path = "document/hostile.rs"]
mod hostile;
#[path = "document/html.rs"]
mod html;
#[path = "document/markdown.rs"]
mod markdown;
#[path = "document/odt.rs"]
mod odt;
#[path = "document/paper.rs"]
mod paper;
#[path = "document/pdf.rs"]
mod pdf;
#[path = "document/plain.rs"]
mod plain;

use std::io::{Cursor, Write};
use tomscan::document::{Block, Format, Kind, read};
use zip::write::SimpleFileOptions;

/// A block in one line: `h2 text`, `p text`, `i1 text`, `c1,2 text`.
fn shown(block: &Block) -> String {
    assert!(block.lines.first().is_some_and(|line| line.offset == 0), "{block:?}");
    assert!(block.lines.is_sorted_by(|one, other| one.offset < other.offset), "{block:?}");
    assert_eq!(block.text.trim(), block.text);
    match block.kind {
        Kind::Heading(level) => format!("h{level} {}", block.text),
        Kind::Paragraph => format!("p {}", block.text),
        Kind::Item(depth) => format!("i{depth} {}", block.text),
        Kind::Cell(row, column) => format!("c{row},{column} {}", block.text),
    }
}

/// The blocks of a document, which is of some format.
fn blocks(name: &str, bytes: &[u8], format: Format) -> Vec<String> {
    let document = read(name, bytes).expect("a document that can be read");
    assert_eq!(document.format, format);
    document.blocks.iter().map(shown).collect()
}

/// Why a document cannot be read; both languages say something.
fn refused(name: &str, bytes: &[u8]) -> String {
    let error = read(name, bytes).expect_err("a document that cannot be read");
    assert!(!error.0.de.is_empty() && !error.0.de.ends_with('.') && !error.0.en.ends_with('.'), "{error}");
    error.to_string()
}

/// A ZIP file.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a file").into_inner()
}
