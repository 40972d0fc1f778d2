//! What deviates, what could not be verified, and waivers that need attention.

use super::Page;
use crate::evaluate::{Assessment, Finding, Outcome, ParamSource};
use crate::report::attention::attention;
use crate::report::sentence::{command, sentence};
use crate::report::{gap_in_words, unknown_in_words};
use crate::rule::{Rule, show};
use crate::say;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Deviations shown per rule; the rest is counted and stands in the JSON.
const SHOWN: usize = 10;

impl Page<'_> {
    pub(super) fn rule(&self, assessment: &Assessment) -> Option<&Rule> {
        self.report.rules.rules.get(&assessment.rule)
    }

    /// Ids of the claims that use an assessment.
    fn claims_of(&self, index: usize) -> String {
        let judged = self.report.evaluation.claims.iter().filter(|judged| judged.assessments.contains(&index));
        judged.map(|judged| self.report.claims.claims[judged.claim].id.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn rule_heading(&self, index: usize, assessment: &Assessment, rule: &Rule, out: &mut impl Write) -> io::Result<()> {
        let claims = self.claims_of(index);
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
            deviation(page, assessment, rule, finding, out)?;
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

fn deviation(
    page: &Page<'_>,
    assessment: &Assessment,
    rule: &Rule,
    finding: &Finding,
    out: &mut impl Write,
) -> io::Result<()> {
    let (lang, check) = (page.lang(), &rule.checks[finding.check]);
    let waiver = finding.waiver.and_then(|index| page.report.claims.waivers.get(index));
    page.wrapped(&format!("✗ {} · {}", finding.name, finding.region), 2, out)?;
    let observed = sentence(&check.otherwise, lang, finding, assessment);
    page.wrapped(&say!(lang, "Ist:  {observed}", "observed: {observed}"), 6, out)?;
    let expected = sentence(&check.expected, lang, finding, assessment);
    page.wrapped(&say!(lang, "Soll: {expected}", "expected: {expected}"), 6, out)?;
    if let Some(waiver) = waiver {
        let (reason, owner, until) = (&waiver.reason, &waiver.owner, waiver.until);
        page.wrapped(
            &say!(lang, "Ausnahme bis {until} ({owner}): {reason}", "waived until {until} ({owner}): {reason}"),
            6,
            out,
        )?;
    }
    Ok(())
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
        for line in grouped_gaps(page, assessment).into_iter().chain(grouped_unknown(page, assessment)) {
            page.wrapped(&format!("? {line}"), 2, out)?;
        }
    }
    Ok(())
}

/// Gaps with the same reason in many regions make one line.
fn grouped_gaps(page: &Page<'_>, assessment: &Assessment) -> Vec<String> {
    let lang = page.lang();
    let mut groups: BTreeMap<(String, &'static str), Vec<&str>> = BTreeMap::new();
    for gap in &assessment.gaps {
        let why = match &gap.why {
            crate::fact::Unknown::NotAsked { .. } => {
                lang.pick("durch --region ausgelassen", "left out by --region").to_owned()
            }
            why => unknown_in_words(why, lang),
        };
        groups.entry((why, gap.kind.plural(lang))).or_default().push(&gap.region);
    }
    let mut lines = Vec::new();
    for ((why, kind), regions) in groups {
        lines.push(match regions.as_slice() {
            [_] => assessment
                .gaps
                .iter()
                .find(|gap| gap.kind.plural(lang) == kind && gap.region == regions[0])
                .map_or(String::new(), |gap| gap_in_words(gap, lang)),
            many => say!(
                lang,
                "{kind} in {count} Regionen: {why} ({regions})",
                "{kind} in {count} regions: {why} ({regions})",
                count = many.len(),
                regions = many.join(", ")
            ),
        });
    }
    lines
}

/// Resources with the same reason make one line.
fn grouped_unknown(page: &Page<'_>, assessment: &Assessment) -> Vec<String> {
    let lang = page.lang();
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for finding in assessment.findings.iter().filter(|finding| finding.outcome == Outcome::Unknown) {
        for why in &finding.unknown {
            groups.entry(unknown_in_words(why, lang)).or_default().push(&finding.name);
        }
    }
    groups
        .into_iter()
        .map(|(why, mut names)| {
            names.dedup();
            let shown = names.iter().take(5).copied().collect::<Vec<_>>().join(", ");
            match names.len().saturating_sub(5) {
                0 => format!("{why}: {shown}"),
                more => say!(lang, "{why}: {shown} und {more} weitere", "{why}: {shown} and {more} more"),
            }
        })
        .collect()
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
