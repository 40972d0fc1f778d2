//! The table of claims, in the order of the document.

use super::{Page, RESET, colour};
use crate::evaluate::{Counts, Judged, Verdict};
use crate::fact::GLOBAL;
use crate::report::plain::plain;
use crate::say;
use crate::text::Lang;
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width, presets};
use std::collections::BTreeSet;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Columns of the counts, and the widest id.
const COUNTS: usize = 17;
const WIDEST_ID: usize = 12;
/// comfy-table puts a space on both sides of a cell.
const PADDING: usize = 2;

/// What comfy-table puts between four columns.
const BETWEEN: usize = 3;

/// Lines above, below and under the head; between claims none, since the id marks where one begins.
const STYLE: TableStyle = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());

pub(super) fn write(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let lang = page.lang();
    let mut table = Table::new();
    let width = u16::try_from(page.width).unwrap_or(u16::MAX);
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    let heads = ["Nr.", "Aussage", "Ergebnis", "geprüft"];
    table.set_header(match lang {
        Lang::De => heads,
        Lang::En => ["no.", "claim", "verdict", "checked"],
    });
    for judged in &page.report.evaluation.claims {
        let claim = &page.report.claims.claims[judged.claim];
        let verdict = judged.verdict.word(lang);
        table.add_row([plain(&claim.id), plain(&claim.words), verdict.to_owned(), checked(page, judged)]);
    }
    for (column, width) in table.column_iter_mut().zip(widths(page)) {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
    }
    writeln!(out)?;
    for line in table.to_string().lines() {
        writeln!(out, "{}", coloured(page, line.trim_end()))?;
    }
    Ok(())
}

/// Widths of the columns, padding included: the verdict never breaks, the claim gets what is left.
fn widths(page: &Page<'_>) -> [usize; 4] {
    let ids = page.report.claims.claims.iter().map(|claim| claim.id.width());
    let id = ids.max().unwrap_or(0).clamp(3, WIDEST_ID) + PADDING;
    let verdict = Verdict::ALL.iter().map(|verdict| verdict.word(page.lang()).width()).max().unwrap_or(0) + PADDING;
    [id, page.width.saturating_sub(id + verdict + COUNTS + BETWEEN), verdict, COUNTS]
}

/// The table's line with its verdict in colour. The colour is set after the layout, which would count its characters.
fn coloured(page: &Page<'_>, line: &str) -> String {
    for verdict in Verdict::ALL {
        let word = verdict.word(page.lang());
        if let Some((before, after)) = line.rsplit_once(&format!(" {word} ")) {
            return format!("{before} {}{word}{RESET} {after}", colour(*verdict));
        }
    }
    line.to_owned()
}

/// How many resources of how many, with what outcome; for rules that look everywhere also in how many regions.
fn checked(page: &Page<'_>, judged: &Judged) -> String {
    let lang = page.lang();
    if judged.assessments.is_empty() {
        return lang.pick("durch Menschen", "by people").to_owned();
    }
    let assessments = || judged.assessments.iter().map(|index| &page.report.evaluation.assessments[*index]);
    let counts = assessments().fold(Counts::default(), |sum, assessment| sum.plus(assessment.counts));
    let (evaluated, listed) = (counts.evaluated, counts.listed);
    let mut lines = vec![say!(lang, "{evaluated} von {listed}", "{evaluated} of {listed}")];
    let part = |count: u64, sign: &str| (count > 0).then(|| format!("{count} {sign}"));
    let outcomes = [part(counts.conforming, "✓"), part(counts.deviating, "✗"), part(counts.unknown, "?")];
    let outcomes = outcomes.into_iter().flatten().collect::<Vec<_>>().join(" ");
    lines.extend((!outcomes.is_empty()).then_some(outcomes));
    let rules = &page.report.rules.rules;
    if assessments().any(|assessment| rules.get(&assessment.rule).is_some_and(|rule| rule.everywhere)) {
        let regions = answering_regions(page);
        lines.push(say!(lang, "in {regions} Regionen", "in {regions} regions"));
    }
    lines.join("\n")
}

/// Number of regions in which every list of resources was answered.
fn answering_regions(page: &Page<'_>) -> usize {
    let coverage = || page.report.inventory.coverage.iter().filter(|coverage| coverage.region != GLOBAL);
    let failed: BTreeSet<&str> =
        coverage().filter(|coverage| coverage.listed.is_err()).map(|coverage| coverage.region.as_str()).collect();
    let asked: BTreeSet<&str> = coverage().map(|coverage| coverage.region.as_str()).collect();
    asked.difference(&failed).count()
}
