//! The table of claims, in the order of the document.

use super::{Column, Page};
use crate::evaluate::{Judged, Verdict};
use crate::fact::GLOBAL;
use crate::report::plain::plain;
use crate::say;
use crate::text::Lang;
use std::collections::BTreeSet;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Columns of the counts, and the widest id.
const COUNTS: usize = 15;
const WIDEST_ID: usize = 12;

pub(super) fn write(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let lang = page.lang();
    let heads = match lang {
        Lang::De => ["Nr.", "Aussage", "Ergebnis", "geprüft"],
        Lang::En => ["no.", "claim", "verdict", "checked"],
    };
    let rows = page.report.evaluation.claims.iter().map(|judged| {
        let claim = &page.report.claims.claims[judged.claim];
        [plain(&claim.id), plain(&claim.words), judged.verdict.word(lang).to_owned(), checked(page, judged)]
    });
    // The verdict never breaks, the claim gets what is left.
    let id = page.report.claims.claims.iter().map(|claim| claim.id.width()).max().unwrap_or(0).clamp(3, WIDEST_ID);
    let verdict = Verdict::ALL.iter().map(|verdict| verdict.word(lang).width()).max().unwrap_or(0);
    page.table(heads, [Column::Fixed(id), Column::Rest, Column::Fixed(verdict), Column::Fixed(COUNTS)], rows, lang, out)
}

/// How many resources of how many, with what outcome; for rules that look everywhere also in how many regions.
fn checked(page: &Page<'_>, judged: &Judged) -> String {
    let lang = page.lang();
    if judged.assessments.is_empty() {
        return lang.pick("durch Menschen", "by people").to_owned();
    }
    let assessments = || judged.assessments.iter().map(|index| &page.report.evaluation.assessments[*index]);
    let counts = page.report.counts(judged);
    let (evaluated, listed) = (counts.evaluated, counts.listed);
    let mut lines = vec![say!(lang, "{evaluated} von {listed}", "{evaluated} of {listed}")];
    let part = |count: u64, sign: &str| (count > 0).then(|| format!("{count} {sign}"));
    let outcomes = [part(counts.conforming, "✓"), part(counts.deviating, "✗"), part(counts.unknown, "?")];
    let outcomes = outcomes.into_iter().flatten().collect::<Vec<_>>().join(" ");
    lines.extend((!outcomes.is_empty()).then_some(outcomes));
    let rules = page.report.rules;
    if assessments().any(|assessment| rules.get(&assessment.rule.0).is_some_and(|rule| rule.everywhere)) {
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
