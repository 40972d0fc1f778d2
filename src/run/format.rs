//! Writing the report in a format, to the terminal and to files alike.

use super::pdf;
use crate::cli::Format;
use std::io::{self, Write};
use tomscan::report::json::ReportV1;
use tomscan::report::{Report, csv, json, junit, markdown, ocsf, oscal, sarif, terminal};
use tomscan::review::html;
use tomscan::review::paper::of_scan;

/// Writes the report. In a table colours stand as escape sequences, which whoever calls this takes out where nobody wants them.
pub(super) fn write(
    format: Format,
    report: &Report<'_>,
    layout: terminal::Layout,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Table => terminal::write(report, layout, &mut out),
        Format::Json => json::write(report, out),
        Format::Markdown => markdown::write(report, out),
        Format::Junit => junit::write(report, out),
        Format::Sarif => sarif::write(report, out),
        Format::Csv => csv::write(report, out),
        Format::Oscal => oscal::write(&ReportV1::told(report), out),
        Format::Ocsf => ocsf::write(&ReportV1::told(report), out),
        Format::Html => html::write(&of_scan(&ReportV1::of(report)), report.lang, out),
        Format::Pdf => out.write_all(&pdf::of_report(report)?),
    }
}

/// Writes the report as files hold it: no colours, 80 columns.
pub(super) fn write_plain(format: Format, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let layout = terminal::Layout::default();
    if format != Format::Table {
        return write(format, report, layout, out);
    }
    let mut text = Vec::new();
    write(format, report, layout, &mut text)?;
    out.write_all(&anstream::adapter::strip_bytes(&text).into_vec())
}
