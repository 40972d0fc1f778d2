//! What a JSON report says, in sentences, for formats that are made from it.
//!
//! In: parts of a report. Out: text in its language, not yet escaped.

use super::json::{Attestation, Claim, FindingV1, Findings, Gap, OneFinding, ReportV1, RuleResult, WaiverV1};
use super::plain::plain;
use super::sentence::filled;
use super::{gap_in_words, unknown_in_words};
use crate::drift::FindingTurn;
use crate::evaluate::{Counts, Verdict};
use crate::fact::Unknown;
use crate::rule::Proof;
use crate::say;
use crate::text::Lang;
use std::collections::BTreeSet;

/// Reasons told of a claim; each resource tells its own.
const SHOWN: usize = 10;

/// What a rule says of a resource.
pub(crate) fn finding<F>(result: &RuleResult<F>, finding: &FindingV1, lang: Lang) -> String {
    let title = &result.title;
    match (&finding.observed, &finding.expected) {
        (Some(observed), Some(expected)) => {
            say!(lang, "Ist: {observed} · Soll: {expected}", "observed: {observed} · expected: {expected}")
        }
        (Some(observed), None) => say!(lang, "Ist: {observed}", "observed: {observed}"),
        _ if finding.outcome == "conforms" => say!(lang, "wie behauptet: {title}", "as claimed: {title}"),
        _ if finding.outcome == "deviates" => say!(lang, "weicht ab: {title}", "deviates: {title}"),
        _ => {
            let why = finding.unknown.iter().map(|why| unknown_in_words(why, lang)).collect::<Vec<_>>().join("; ");
            say!(lang, "nicht geprüft ({why}): {title}", "not verified ({why}): {title}")
        }
    }
}

/// What could not be listed.
pub(crate) fn gap(gap: &Gap, lang: Lang) -> String {
    let gap = crate::evaluate::Gap { kind: gap.resource, region: gap.region.clone(), why: gap.unknown.clone() };
    gap_in_words(&gap, lang)
}

/// Who accepts a deviation, until when and why.
pub(crate) fn waiver(waiver: &WaiverV1, lang: Lang) -> String {
    let WaiverV1 { until, owner, reason, .. } = waiver;
    say!(lang, "Ausnahme bis {until} ({owner}): {reason}", "waived until {until} ({owner}): {reason}")
}

/// How a deviation ended.
pub(crate) fn turn(turn: Option<FindingTurn>, lang: Lang) -> &'static str {
    match turn {
        Some(FindingTurn::Mended) => lang.pick("behoben", "mended"),
        Some(FindingTurn::Waived) => lang.pick("durch eine Ausnahme gedeckt", "covered by a waiver"),
        Some(FindingTurn::Gone) => lang.pick("Ressource entfernt", "the resource is gone"),
        Some(FindingTurn::NoLongerClaimed) => lang.pick("nicht mehr behauptet", "no longer claimed"),
        Some(FindingTurn::VerifiedAgain) => lang.pick("wieder geprüft", "verified again"),
        _ => lang.pick("beendet, wie ist nicht bekannt", "ended, how is not known"),
    }
}

/// Commands of AWS's own tool for one resource.
pub(crate) struct Commands {
    pub(crate) mend: String,
    pub(crate) verify: String,
}

impl Commands {
    pub(crate) fn of<F>(result: &RuleResult<F>, account: &str, finding: &FindingV1) -> Self {
        let command = |template: &str| plain(&filled(template, account, &finding.name, &finding.arn, &finding.region));
        Self { mend: command(&result.fix), verify: command(&result.verify) }
    }

    /// Both, in one sentence.
    pub(crate) fn say(&self, lang: Lang) -> String {
        let Self { mend, verify } = self;
        say!(lang, "Abhilfe: {mend} · Nachprüfen: {verify}", "to mend: {mend} · to verify: {verify}")
    }
}

/// A claim by its number and words.
pub(crate) fn named(claim: &Claim) -> String {
    format!("{} {}", claim.id, claim.words)
}

/// What was found of a claim: the verdict with its numbers, then what else a reader has to know.
pub(crate) fn claim<F: Findings>(report: &ReportV1<F>, claim: &Claim) -> Vec<String> {
    let lang = report.language;
    let results = || claim.results.iter().filter_map(|index| report.results.get(*index));
    let mut lines = vec![verdict(claim, lang)];
    lines.extend(claim.attestation.as_ref().map(|one| attestation(one, lang)));
    match claim.verdict {
        Verdict::Refuted | Verdict::Unverified => lines.extend(not_seen(results(), lang)),
        Verdict::PartlyConfirmed => lines.extend(limits(results())),
        _ => {}
    }
    lines
}

fn verdict(claim: &Claim, lang: Lang) -> String {
    let word = claim.verdict.word(lang);
    match claim.verdict {
        Verdict::NotApplicable => say!(
            lang,
            "{word}: im Konto gibt es nichts, wovon die Aussage spricht",
            "{word}: the account has nothing that the claim speaks of"
        ),
        Verdict::Attested => {
            say!(
                lang,
                "{word}: technisch nicht prüfbar, jemand steht dafür ein",
                "{word}: no test, somebody vouches for it"
            )
        }
        Verdict::Unattested => {
            say!(
                lang,
                "{word}: technisch nicht prüfbar, niemand steht dafür ein",
                "{word}: no test, nobody vouches for it"
            )
        }
        _ => {
            let Counts { evaluated, conforming, deviating, waived, unknown, .. } = claim.counts;
            say!(
                lang,
                "{word}: Ressourcen {evaluated}, wie behauptet {conforming}, abweichend {deviating} (mit Ausnahme {waived}), nicht geprüft {unknown}",
                "{word}: resources {evaluated}, as claimed {conforming}, deviating {deviating} (waived {waived}), not verified {unknown}"
            )
        }
    }
}

/// A sentence about the exact result, for a status whose words are fewer than ours.
pub(crate) fn exactly(verdict: Verdict, lang: Lang) -> String {
    let word = verdict.word(lang);
    match verdict {
        Verdict::Unverified => say!(
            lang,
            "{word}: etwas war nicht zu beobachten; das ist keine Abweichung und keine Bestätigung",
            "{word}: something could not be observed; this is no deviation, and no confirmation"
        ),
        Verdict::PartlyConfirmed => say!(
            lang,
            "{word}: nichts weicht ab, was nicht angenommen ist; die Regeln zeigen aber nur einen Teil, oder eine Ausnahme besteht",
            "{word}: nothing deviates that is not accepted, but the rules show a part only, or a waiver stands"
        ),
        _ => word.to_owned(),
    }
}

fn attestation(attestation: &Attestation, lang: Lang) -> String {
    let Attestation { by, on, until, evidence, .. } = attestation;
    say!(
        lang,
        "nachgewiesen von {by} am {on}, gilt bis {until}: {evidence}",
        "attested by {by} on {on}, counts until {until}: {evidence}"
    )
}

fn not_seen<'r, F: Findings + 'r>(results: impl Iterator<Item = &'r RuleResult<F>>, lang: Lang) -> Vec<String> {
    let mut reasons = BTreeSet::new();
    for result in results {
        reasons.extend(result.gaps.iter().map(|one| gap(one, lang)));
        let unknown: BTreeSet<&Unknown> = result.findings.each().flat_map(OneFinding::unknown).collect();
        reasons.extend(unknown.into_iter().map(|why| unknown_in_words(why, lang)));
    }
    let more = reasons.len().saturating_sub(SHOWN);
    let mut lines: Vec<String> = reasons.into_iter().take(SHOWN).collect();
    if more > 0 {
        lines.push(say!(lang, "… und {more} weitere Gründe", "… and {more} more reasons"));
    }
    lines
}

fn limits<'r, F: 'r>(results: impl Iterator<Item = &'r RuleResult<F>>) -> Vec<String> {
    let partial = results.filter(|result| result.proof == Proof::Partial);
    partial.filter_map(|result| Some(format!("{}: {}", result.rule, result.limits.as_ref()?))).collect()
}
