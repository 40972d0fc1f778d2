//! What deviates and what could not be verified, a section per rule.
//!
//! In: a report. Out: sections, each a block that is left out whole where there is no room.

use super::Page;
use super::escape::{self, code, text};
use crate::evaluate::{Assessment, Finding, Outcome, ParamSource};
use crate::report::{Report, deviation, sentence, unseen};
use crate::rule::{Rule, show};
use crate::say;
use std::fmt::Write;

/// Resources or reasons shown per rule.
const SHOWN: usize = 10;

pub(super) fn deviations(report: &Report<'_>, page: &mut Page) {
    let heading = report.lang.pick("Abweichungen", "Deviations");
    sections(report, page, heading, |assessment, rule| {
        let deviating: Vec<&Finding> =
            assessment.findings.iter().filter(|finding| finding.outcome == Outcome::Deviates).collect();
        let first = *deviating.first()?;
        let shown = deviating.iter().take(SHOWN);
        let mut block: String = shown.map(|finding| one_deviation(report, assessment, rule, finding)).collect();
        block += &more(report, deviating.len());
        block += &parameters(report, assessment);
        let remedy = sentence::command(&rule.fix.aws, &report.inventory.caller.account, first);
        let word = match deviating.len() {
            1 => report.lang.pick("Abhilfe:", "To mend:"),
            _ => report.lang.pick("Abhilfe, für die erste:", "To mend, for the first:"),
        };
        Some(block + &format!("\n{word}\n\n{}", escape::command(&remedy)))
    });
}

pub(super) fn unverified(report: &Report<'_>, page: &mut Page) {
    let heading = report.lang.pick("Nicht geprüft", "Not verified");
    sections(report, page, heading, |assessment, _| {
        let lines = unseen::lines(assessment, report.lang);
        if lines.is_empty() {
            return None;
        }
        let items = lines.iter().take(SHOWN);
        let mut block = items.fold(String::new(), |block, line| block + "- ❓ " + &text(line) + "\n");
        block += &more(report, lines.len());
        let missing: Vec<String> = unseen::missing_actions(assessment).into_iter().map(code).collect();
        if !missing.is_empty() {
            let word = report.lang.pick("Fehlende Berechtigungen:", "Missing permissions:");
            let _infallible = writeln!(block, "\n{word} {}", missing.join(", "));
        }
        Some(block)
    });
}

/// A heading, and below it a section for every rule that `content` has something to say of.
fn sections(
    report: &Report<'_>,
    page: &mut Page,
    heading: &str,
    content: impl Fn(&Assessment, &Rule) -> Option<String>,
) {
    let mut before = format!("## {heading}\n\n");
    let mut assessments: Vec<(usize, &Assessment)> = report.evaluation.assessments.iter().enumerate().collect();
    // What is refuted comes before what a waiver covers.
    assessments.sort_by_key(|(_, assessment)| assessment.counts.deviating <= assessment.counts.waived);
    for (index, assessment) in assessments {
        let Some(rule) = report.rule(assessment) else { continue };
        let Some(content) = content(assessment, rule) else { continue };
        // The heading of all comes with the first section, so that it never stands alone.
        page.put(&(std::mem::take(&mut before) + &rule_heading(report, index, rule) + &content));
    }
}

fn rule_heading(report: &Report<'_>, index: usize, rule: &Rule) -> String {
    let claims = report.claims_of(index).map(|claim| {
        let (id, words) = (text(&claim.id), text(&claim.words));
        say!(report.lang, "> Aussage {id}: „{words}“  \n", "> Claim {id}: “{words}”  \n")
    });
    let claims: String = claims.collect();
    let (title, id, severity) =
        (text(rule.title.in_lang(report.lang)), code(&rule.id.0), rule.severity.word(report.lang));
    say!(
        report.lang,
        "### {title}\n\n{id} · Schwere: {severity}\n\n{claims}\n",
        "### {title}\n\n{id} · severity: {severity}\n\n{claims}\n"
    )
}

fn one_deviation(report: &Report<'_>, assessment: &Assessment, rule: &Rule, finding: &Finding) -> String {
    let told = deviation::told(report, assessment, rule, finding);
    let (name, region) = (code(finding.resource.name()), code(finding.resource.region()));
    let (observed, expected) = (text(&told.observed), text(&told.expected));
    let sign = if told.waived.is_some() { "🟡" } else { "❌" };
    let mut item = say!(
        report.lang,
        "- {sign} {name} · {region}\n  - Ist: {observed}\n  - Soll: {expected}\n",
        "- {sign} {name} · {region}\n  - observed: {observed}\n  - expected: {expected}\n"
    );
    if let Some(waived) = told.waived {
        let _infallible = writeln!(item, "  - {}", text(&waived));
    }
    item
}

fn more(report: &Report<'_>, all: usize) -> String {
    match all.saturating_sub(SHOWN) {
        0 => String::new(),
        more => say!(
            report.lang,
            "- … und {more} weitere (alle mit `--format csv` oder `json`)\n",
            "- … and {more} more (all of them with `--format csv` or `json`)\n"
        ),
    }
}

/// Which values were compared with, and where they come from.
fn parameters(report: &Report<'_>, assessment: &Assessment) -> String {
    let lang = report.lang;
    let line = |(name, (value, source)): (&String, &(serde_json::Value, ParamSource))| {
        let source = match source {
            ParamSource::Documented => lang.pick("dokumentiert", "documented"),
            ParamSource::Assumed => {
                lang.pick("Annahme, das Dokument nennt keinen Wert", "assumption, the document states no value")
            }
        };
        format!("{} = {} ({source})", code(name), text(&show(Some(value), lang)))
    };
    let lines: Vec<String> = assessment.params.iter().map(line).collect();
    if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join("  \n")) }
}
