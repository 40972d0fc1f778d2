//! What deviates, what could not be verified, and waivers that need attention.

use super::Page;
use crate::evaluate::{Assessment, Finding, Outcome, ParamSource};
use crate::report::attention::attention;
use crate::report::sentence::command;
use crate::report::{deviation, unseen};
use crate::rule::{Rule, show};
use crate::say;
use std::io::{self, Write};

/// Deviations shown per rule; the rest is counted and stands in the JSON.
const SHOWN: usize = 10;

impl Page<'_> {
    pub(super) fn rule(&self, assessment: &Assessment) -> Option<&Rule> {
        self.report.rule(assessment)
    }

    fn rule_heading(&self, index: usize, assessment: &Assessment, rule: &Rule, out: &mut impl Write) -> io::Result<()> {
        let claims = self.report.claims_of(index).map(|claim| claim.id.as_str()).collect::<Vec<_>>().join(", ");
        writeln!(out)?;
        self.bold(rule.title.in_lang(self.lang()), out)?;
        let line = say!(self.lang(), "{id} · Aussage {claims}", "{id} · claim {claims}", id = assessment.rule);
        self.wrapped(&line, 2, out)
    }
}

pub(super) fn deviations(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let assessments = || {
        page.report.evaluation.assessments.iter().enumerate().filter(|(_, assessment)| assessment.counts.deviating > 0)
    };
    if assessments().next().is_none() {
        return Ok(());
    }
    page.heading(page.lang().pick("Abweichungen", "Deviations"), out)?;
    for (index, assessment) in assessments() {
        let Some(rule) = page.rule(assessment) else { continue };
        page.rule_heading(index, assessment, rule, out)?;
        let deviating: Vec<&Finding> =
            assessment.findings.iter().filter(|finding| finding.outcome == Outcome::Deviates).collect();
        for finding in deviating.iter().take(SHOWN) {
            one_deviation(page, assessment, rule, finding, out)?;
        }
        if deviating.len() > SHOWN {
            let more = deviating.len() - SHOWN;
            page.wrapped(
                &say!(
                    page.lang(),
                    "… und {more} weitere (alle mit --format json)",
                    "… and {more} more (all of them with --format json)"
                ),
                2,
                out,
            )?;
        }
        parameters(page, assessment, out)?;
        if let Some(first) = deviating.first() {
            let account = &page.report.inventory.caller.account;
            page.wrapped(
                &say!(page.lang(), "Abhilfe: {}", "to mend: {}", command(&rule.fix.aws, account, first)),
                2,
                out,
            )?;
            page.wrapped(
                &say!(page.lang(), "Nachprüfen: {}", "to verify: {}", command(&rule.fix.verify, account, first)),
                2,
                out,
            )?;
        }
    }
    Ok(())
}

fn one_deviation(
    page: &Page<'_>,
    assessment: &Assessment,
    rule: &Rule,
    finding: &Finding,
    out: &mut impl Write,
) -> io::Result<()> {
    let (lang, told) = (page.lang(), deviation::told(page.report, assessment, rule, finding));
    page.wrapped(&format!("✗ {} · {}", finding.resource.name(), finding.resource.region()), 2, out)?;
    page.wrapped(&say!(lang, "Ist:  {}", "observed: {}", told.observed), 6, out)?;
    page.wrapped(&say!(lang, "Soll: {}", "expected: {}", told.expected), 6, out)?;
    match told.waived {
        Some(waived) => page.wrapped(&waived, 6, out),
        None => Ok(()),
    }
}

/// Which values were compared with, and where they come from.
fn parameters(page: &Page<'_>, assessment: &Assessment, out: &mut impl Write) -> io::Result<()> {
    let lang = page.lang();
    for (name, (value, source)) in &assessment.params {
        let value = show(Some(value), lang);
        let source = match source {
            ParamSource::Documented => lang.pick("dokumentiert", "documented"),
            ParamSource::Assumed => {
                lang.pick("Annahme, das Dokument nennt keinen Wert", "assumption, the document states no value")
            }
        };
        page.wrapped(&format!("{name} = {value} ({source})"), 2, out)?;
    }
    Ok(())
}

/// The values that no document states, of every rule without deviations: those of the others stand beside them.
pub(super) fn assumptions(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let lang = page.lang();
    let quiet = page.report.evaluation.assessments.iter().filter(|assessment| assessment.counts.deviating == 0);
    let lines: Vec<String> = quiet
        .flat_map(|assessment| {
            let assumed = assessment.params.iter().filter(|(_, (_, source))| *source == ParamSource::Assumed);
            assumed.map(|(name, (value, _))| format!("{}: {name} = {}", assessment.rule, show(Some(value), lang)))
        })
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    page.heading(lang.pick("Annahmen", "Assumptions"), out)?;
    let why = lang.pick(
        "Für diese Werte nennt das Dokument nichts; geprüft wurde gegen die Vorgabe der Regel:",
        "The document states nothing for these values; they were compared with the rule's default:",
    );
    page.wrapped(why, 0, out)?;
    lines.iter().try_for_each(|line| page.wrapped(line, 2, out))
}

pub(super) fn unverified(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let open = |assessment: &Assessment| assessment.counts.unknown > 0 || !assessment.gaps.is_empty();
    let assessments =
        || page.report.evaluation.assessments.iter().enumerate().filter(|(_, assessment)| open(assessment));
    if assessments().next().is_none() {
        return Ok(());
    }
    page.heading(page.lang().pick("Nicht geprüft", "Not verified"), out)?;
    for (index, assessment) in assessments() {
        let Some(rule) = page.rule(assessment) else { continue };
        page.rule_heading(index, assessment, rule, out)?;
        for line in unseen::lines(assessment, page.lang()) {
            page.wrapped(&format!("? {line}"), 2, out)?;
        }
    }
    Ok(())
}

/// Waivers and attestations that need attention: over, soon over, or without effect.
pub(super) fn waivers(page: &Page<'_>, out: &mut impl Write) -> io::Result<()> {
    let (lang, lines) = (page.lang(), attention(page.report));
    if lines.is_empty() {
        return Ok(());
    }
    page.heading(lang.pick("Ausnahmen und Nachweise", "Waivers and attestations"), out)?;
    lines.iter().try_for_each(|line| page.wrapped(line, 2, out))
}
