//! The report as JSON, version 1: a schema of its own, so that what tomscan holds inside may change without breaking readers.
//!
//! In: a report. Out: JSON with every claim, finding, piece of evidence, parameter source, coverage, and everything by which
//! a reader can check it. The schema is in `docs/report.v1.schema.json`.

mod fill;
mod v1;

pub(crate) use fill::document;
pub use v1::*;

use super::Report;
use std::io::{self, Write};

/// Writes the report, indented, with a line break at the end.
pub fn write(report: &Report<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    ReportV1::of(report).write(out)
}

impl ReportV1 {
    /// Writes it, indented, with a line break at the end.
    pub fn write(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}
