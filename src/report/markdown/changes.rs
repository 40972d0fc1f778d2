//! What changed since an earlier run.
//!
//! In: a report. Out: a section, if the run was compared; each kind of change is left out whole where there is no room.

use super::Page;
use super::escape::{beginning, text};
use crate::report::Report;
use crate::report::drift::{Line, Section, reference_in_words, sections};
use crate::say;

/// Lines shown per kind of change.
const SHOWN: usize = 20;

pub(super) fn changes(report: &Report<'_>, page: &mut Page) {
    let Some(drift) = report.drift else { return };
    let lang = report.lang;
    let heading = match drift.reference.as_ref().and_then(|reference| reference.run) {
        Some(run) => say!(lang, "Änderungen seit Lauf {run}", "Changes since run {run}"),
        None => lang.pick("Änderungen", "Changes").to_owned(),
    };
    let mut block = format!("## {heading}\n\n*{}*\n", text(&reference_in_words(drift.reference.as_ref(), lang)));
    if drift.reference.is_some() && drift.is_quiet() {
        block.push_str(lang.pick("\nKeine Änderungen.\n", "\nNo changes.\n"));
    }
    page.put(&block);
    for section in sections(drift, lang) {
        page.put(&one_kind(report, &section));
    }
}

fn one_kind(report: &Report<'_>, section: &Section) -> String {
    let mut block = format!("### {}\n\n", section.heading);
    block.extend(section.lines.iter().take(SHOWN).map(item));
    if let Some(more) = section.lines.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        block += &say!(
            report.lang,
            "- … und {more} weitere (alle mit `--format json`)\n",
            "- … and {more} more (all of them with `--format json`)\n"
        );
    }
    block
}

fn item(line: &Line) -> String {
    let below = line.below.iter().map(|text| format!("  - {}\n", beginning(text)));
    format!("- {}\n{}", beginning(&line.text), below.collect::<String>())
}
