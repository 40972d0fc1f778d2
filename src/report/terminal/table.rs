//! The table of claims, in the order of the document.

use super::{Page, RESET, colour};
use crate::evaluate::{Counts, Judged};
use crate::report::plain::plain;
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};
use std::io::{self, Write};

/// Columns of the id and of the counts.
const ID: u16 = 8;
const COUNTS: u16 = 15;
const VERDICT: u16 = 16;

pub(super) fn write(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let lang = page.lang();
    let mut table = Table::new();
    let width = u16::try_from(page.width).unwrap_or(u16::MAX);
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width);
    let heads = [
        lang.pick("Nr.", "no."),
        lang.pick("Aussage", "claim"),
        lang.pick("Ergebnis", "verdict"),
        lang.pick("geprüft", "checked"),
    ];
    table.set_header(heads);
    for judged in &page.report.evaluation.claims {
        let claim = &page.report.claims.claims[judged.claim];
        let verdict = judged.verdict.word(lang);
        table.add_row([
            Cell::new(plain(&claim.id)),
            Cell::new(plain(&claim.words)),
            Cell::new(verdict),
            Cell::new(checked(page, judged)),
        ]);
    }
    let fixed = |width| ColumnConstraint::Absolute(Width::Fixed(width));
    let widths = [fixed(ID), fixed(width.saturating_sub(ID + COUNTS + VERDICT)), fixed(VERDICT), fixed(COUNTS)];
    for (column, constraint) in table.column_iter_mut().zip(widths) {
        column.set_constraint(constraint);
    }
    writeln!(out)?;
    for line in table.to_string().lines() {
        writeln!(out, "{}", coloured(page, line))?;
    }
    Ok(())
}

/// The table's line with its verdict in colour. The colour is set after the layout, which would count its characters.
fn coloured(page: &Page<'_>, line: &str) -> String {
    for verdict in crate::evaluate::Verdict::ALL {
        let word = verdict.word(page.lang());
        if let Some((before, after)) = line.rsplit_once(&format!(" {word} ")) {
            return format!("{before} {}{word}{RESET} {after}", colour(*verdict));
        }
    }
    line.to_owned()
}

/// How many resources, with what outcome.
fn checked(page: &Page<'_>, judged: &Judged) -> String {
    let lang = page.lang();
    let assessments = judged.assessments.iter().map(|index| &page.report.evaluation.assessments[*index]);
    let counts = assessments.fold(Counts::default(), |sum, assessment| sum.plus(assessment.counts));
    if judged.assessments.is_empty() {
        return lang.pick("durch Menschen", "by people").to_owned();
    }
    let part = |count: u64, sign: &str| (count > 0).then(|| format!("{count} {sign}"));
    let parts = [part(counts.conforming, "✓"), part(counts.deviating, "✗"), part(counts.unknown, "?")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "–".to_owned() } else { parts.join(" ") }
}
