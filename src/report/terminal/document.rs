//! What the scan says of the document itself: measures it leaves out, and words that should be others.

use super::Page;
use crate::say;
use std::io::{self, Write};

/// Measures that the account has and no claim names.
pub(super) fn undocumented(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let (lang, evaluation) = (page.lang(), &page.report.evaluation);
    if evaluation.undocumented.is_empty() {
        return Ok(());
    }
    page.heading(lang.pick("Nicht dokumentierte Maßnahmen", "Undocumented measures"), out)?;
    let why = lang.pick(
        "Diese Maßnahmen sind umgesetzt, keine Aussage des Dokuments nennt sie:",
        "These measures are in place, and no claim of the document names them:",
    );
    page.wrapped(why, 0, out)?;
    for assessment in evaluation.undocumented.iter().filter_map(|index| evaluation.assessments.get(*index)) {
        let Some(rule) = page.rule(assessment) else { continue };
        let (title, id, count) = (rule.title.in_lang(lang), &rule.id, assessment.counts.conforming);
        let word = assessment.verdict.word(lang);
        page.wrapped(
            &say!(lang, "+ {title} ({id}): {word}, {count} geprüft", "+ {title} ({id}): {word}, {count} checked"),
            2,
            out,
        )?;
    }
    Ok(())
}

/// Remarks on the document's words.
pub(super) fn remarks(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let (lang, evaluation) = (page.lang(), &page.report.evaluation);
    if evaluation.remarks.is_empty() {
        return Ok(());
    }
    page.heading(lang.pick("Zum Wortlaut des Dokuments", "On the document's words"), out)?;
    for remark in &evaluation.remarks {
        let ids = remark.claims.iter().filter_map(|index| page.report.claims.claims.get(*index));
        let ids = ids.map(|claim| claim.id.as_str()).collect::<Vec<_>>().join(", ");
        let (word, text) = (remark.kind.word(lang), remark.text.in_lang(lang));
        let line = if ids.is_empty() { format!("· {word}: {text}") } else { format!("· {ids} · {word}: {text}") };
        page.wrapped(&line, 2, out)?;
    }
    Ok(())
}
