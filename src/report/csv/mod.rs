//! The findings as CSV, for spreadsheets and databases: a row per claim and resource, in the order of the document.
//!
//! In: a report. Out: RFC 4180, the columns of [`row::Row`]. A claim without any finding has a row too, and so has what could not
//! even be listed, so that whoever counts rows never takes the unseen for the sound.

mod cell;
mod row;

pub(crate) use cell::Cell;

use super::Report;
use super::since::Since;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use serde::Serialize;
use std::io::{self, Write};

/// Excel takes a file without this mark for the code page of the machine, and umlauts come out wrong. LibreOffice, pandas and
/// the crate that writes this read over it; Python's csv needs the encoding `utf-8-sig`.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    cells(row::rows(report, &Since::of(report)), out)
}

/// Writes rows under a head. Every cell is quoted, so that none depends on what it holds.
pub(crate) fn cells<R: Serialize>(all: impl IntoIterator<Item = R>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut builder = WriterBuilder::new();
    builder.quote_style(QuoteStyle::Always).terminator(Terminator::CRLF);
    let mut rows = builder.from_writer(out);
    for row in all {
        rows.serialize(row)?;
    }
    rows.flush()
}
