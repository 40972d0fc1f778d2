//! The report as JSON, version 1: a schema of its own, so that what tomscan holds inside may change without breaking readers.
//!
//! In: a report. Out: JSON with every claim, finding, piece of evidence, parameter source, coverage, and everything by which
//! a reader can check it. The schema is in `docs/report.v1.schema.json`.

mod fill;
mod findings;
mod v1;

pub(crate) use fill::document;
pub use findings::{Findings, OneFinding, Told};
pub use v1::*;

use super::Report;
use crate::drift::Sight;
use serde::Serialize;
use std::io::{self, Write};

/// Writes the report, indented, with a line break at the end.
pub fn write(report: &Report<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    ReportV1::told(report).write(out)
}

/// What another run can be compared with, as the report says it. Findings pass one by one.
pub fn sight(report: &Report<'_>) -> Result<Sight, serde_json::Error> {
    let mut sight: Sight = serde_json::from_value(serde_json::to_value(ReportV1::without_findings(report))?)?;
    for (index, result) in ReportV1::told(report).results.iter().enumerate() {
        for finding in result.findings.each() {
            sight.add(index, serde_json::to_value(finding.whole())?)?;
        }
    }
    Ok(sight)
}

impl<F: Serialize> ReportV1<F> {
    /// Writes it, indented, with a line break at the end.
    pub fn write(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}
