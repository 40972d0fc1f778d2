//! What changed since an earlier run.

use super::{Page, Paper};
use crate::drift::Drift;
use crate::report::drift::{Line, reference_in_words, sections};
use crate::text::Lang;
use std::io::{self, Write};

/// Lines shown per section; the rest is counted and stands in the JSON.
const SHOWN: usize = 20;

/// The section on changes, if the run was compared.
pub(super) fn changes(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let Some(drift) = page.report.drift else { return Ok(()) };
    let lang = page.lang();
    page.heading(lang.pick("Änderungen", "Changes"), out)?;
    body(page, drift, lang, out)
}

/// The changes themselves.
pub(super) fn body(page: &Paper, drift: &Drift, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    page.wrapped(&reference_in_words(drift.reference.as_ref(), lang), 0, out)?;
    if drift.reference.is_some() && drift.is_quiet() {
        page.wrapped(lang.pick("keine Änderungen", "no changes"), 0, out)?;
    }
    for section in sections(drift, lang) {
        writeln!(out)?;
        page.bold(section.heading, out)?;
        for line in section.lines.iter().take(SHOWN) {
            one(page, line, out)?;
        }
        if let Some(more) = section.lines.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let text = crate::say!(
                lang,
                "… und {more} weitere (alle mit --format json)",
                "… and {more} more (all of them with --format json)"
            );
            page.wrapped(&text, 2, out)?;
        }
    }
    Ok(())
}

fn one(page: &Paper, line: &Line, out: &mut impl Write) -> io::Result<()> {
    page.wrapped(&line.text, 2, out)?;
    line.below.iter().try_for_each(|text| page.wrapped(text, 6, out))
}
