//! One claim as a test case.
//!
//! In: a report and what was judged. Out: a name, how it is shown, and the lines that say why, not yet escaped.

use crate::claim::Claim;
use crate::drift::{ClaimTurn, FindingTurn};
use crate::evaluate::{Assessment, Finding, Judged, Outcome, Verdict};
use crate::report::drift::causes_in_words;
use crate::report::plain::plain;
use crate::report::sentence::command;
use crate::report::since::Since;
use crate::report::{Report, deviation, unseen};
use crate::rule::Rule;
use crate::say;
use crate::text::Say;

/// Deviations told per rule; CI pages load a test case's text whole, and GitLab refuses files over 30 MB.
const SHOWN: usize = 50;

/// How a CI shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Passed,
    Failed,
    Error,
    Skipped,
}

impl Shown {
    fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Refuted => Self::Failed,
            Verdict::Unverified => Self::Error,
            Verdict::NotApplicable | Verdict::Unattested => Self::Skipped,
            Verdict::Confirmed | Verdict::PartlyConfirmed | Verdict::Attested => Self::Passed,
        }
    }
}

/// A test case.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) shown: Shown,
    /// Code of the verdict.
    pub(super) kind: &'static str,
    /// One line, for lists.
    pub(super) message: String,
    /// Why it failed.
    pub(super) lines: Vec<String>,
    /// What else is to be known: limits of a pass, and of a failure what was not seen besides.
    pub(super) beside: Vec<String>,
}

impl Case {
    pub(super) fn of(report: &Report<'_>, judged: &Judged, since: &Since<'_>) -> Self {
        let (claim, verdict) = (report.claim(judged), judged.verdict);
        let told = |tell: fn(&Report<'_>, &Assessment, &Rule) -> Vec<String>| -> Vec<String> {
            let rules = report.assessments(judged).filter_map(|one| Some((one, report.rule(one)?)));
            rules.flat_map(|(assessment, rule)| tell(report, assessment, rule)).collect()
        };
        let (lines, beside) = match verdict {
            Verdict::Refuted => (told(deviations), [new_among(report, claim), told(not_seen)].concat()),
            Verdict::Unverified => (told(not_seen), told(deviations)),
            Verdict::PartlyConfirmed => (Vec::new(), [told(limits), told(deviations)].concat()),
            Verdict::Attested => (Vec::new(), attested(report, judged)),
            Verdict::Unattested => (attested(report, judged), Vec::new()),
            Verdict::Confirmed | Verdict::NotApplicable => (Vec::new(), Vec::new()),
        };
        let name = format!("{} {}", claim.id, claim.words);
        let message = message(report, judged) + &changed(report, claim, since);
        Self { name, shown: Shown::of(verdict), kind: verdict.key(), message, lines, beside }
    }
}

fn message(report: &Report<'_>, judged: &Judged) -> String {
    let (lang, word) = (report.lang, judged.verdict.word(report.lang));
    let deviating: u64 = report.assessments(judged).map(|one| one.counts.deviating - one.counts.waived).sum();
    let missing = || report.assessments(judged).flat_map(unseen::missing_actions);
    match judged.verdict {
        Verdict::Refuted => {
            say!(lang, "{word}, Abweichungen: {deviating}", "{word}, deviations: {deviating}")
        }
        Verdict::Unverified if missing().next().is_some() => {
            let actions = missing().collect::<std::collections::BTreeSet<_>>();
            let actions = actions.into_iter().collect::<Vec<_>>().join(", ");
            say!(lang, "{word}, Berechtigung fehlt: {actions}", "{word}, missing permission: {actions}")
        }
        Verdict::Unverified => {
            let first = report.assessments(judged).find_map(|one| unseen::lines(one, lang).into_iter().next());
            first.map_or_else(|| word.to_owned(), |why| format!("{word}: {why}"))
        }
        Verdict::NotApplicable => {
            say!(
                lang,
                "{word}: im Konto gibt es nichts, wovon die Aussage spricht",
                "{word}: the account has nothing that the claim speaks of"
            )
        }
        Verdict::Unattested => {
            say!(lang, "{word}: niemand steht dafür ein", "{word}: nobody vouches for it")
        }
        _ => word.to_owned(),
    }
}

/// What became of the claim since an earlier run, and why.
fn changed(report: &Report<'_>, claim: &Claim, since: &Since<'_>) -> String {
    let lang = report.lang;
    let Some(change) = since.claim(claim) else { return String::new() };
    let causes = causes_in_words(&change.causes, lang);
    match (change.turn, &change.since) {
        (ClaimTurn::NewlyRefuted | ClaimTurn::NewlyUnverified | ClaimTurn::NoLongerAttested, _) => {
            say!(lang, " · neu: {causes}", " · new: {causes}")
        }
        (ClaimTurn::StillRefuted | ClaimTurn::StillUnverified, Some(time)) => {
            say!(lang, " · seit {time}", " · since {time}")
        }
        _ => String::new(),
    }
}

fn deviations(report: &Report<'_>, assessment: &Assessment, rule: &Rule) -> Vec<String> {
    let deviating: Vec<&Finding> =
        assessment.findings.iter().filter(|finding| finding.outcome == Outcome::Deviates).collect();
    let Some(first) = deviating.first() else { return Vec::new() };
    let lang = report.lang;
    let mut lines = vec![format!("{} ({})", rule.title.in_lang(lang), rule.id)];
    for finding in deviating.iter().take(SHOWN) {
        let told = deviation::told(report, assessment, rule, finding);
        let resource = &finding.resource;
        let (name, region, arn) = (plain(resource.name()), resource.region(), plain(resource.arn()));
        lines.push(format!("✗ {name} · {region} · {arn}"));
        let (observed, expected) = (told.observed, told.expected);
        lines.push(say!(lang, "Ist: {observed} · Soll: {expected}", "observed: {observed} · expected: {expected}"));
        lines.extend(told.waived);
    }
    lines.extend(more_of(report, deviating.len().saturating_sub(SHOWN)));
    let remedy = plain(&command(&rule.fix.aws, &report.inventory.caller.account, first));
    lines.push(say!(lang, "Abhilfe: {remedy}", "to mend: {remedy}"));
    lines
}

fn more_of(report: &Report<'_>, more: usize) -> Option<String> {
    let line =
        say!(report.lang, "… und {more} weitere (alle in CSV und JSON)", "… and {more} more (all in CSV and JSON)");
    (more > 0).then_some(line)
}

/// What is newly refuted, and who changed it.
fn new_among(report: &Report<'_>, claim: &Claim) -> Vec<String> {
    let new = report.drift.into_iter().flat_map(|drift| drift.findings_that(FindingTurn::NewlyRefuted));
    let lines = new.filter(|change| change.claims.contains(&claim.id)).map(|change| {
        let (name, region, rule) = (plain(&change.name), &change.region, &change.rule);
        let line = say!(report.lang, "neu: {name} · {region} · {rule}", "new: {name} · {region} · {rule}");
        let origin = change.origin.as_ref().map(|origin| origin.say(report.lang));
        origin.map_or_else(|| line.clone(), |origin| format!("{line}: {origin}"))
    });
    let mut lines: Vec<String> = lines.collect();
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    lines.extend(more_of(report, more));
    lines
}

fn not_seen(report: &Report<'_>, assessment: &Assessment, rule: &Rule) -> Vec<String> {
    let mut lines = unseen::lines(assessment, report.lang);
    if !lines.is_empty() {
        lines.insert(0, format!("{} ({})", rule.title.in_lang(report.lang), rule.id));
    } else if !report.inventory.complete {
        lines.push(report.lang.pick("die Prüfung wurde abgebrochen", "the scan was interrupted").to_owned());
    }
    lines
}

/// What a pass does not show.
fn limits(report: &Report<'_>, _: &Assessment, rule: &Rule) -> Vec<String> {
    let limits = rule.limits.as_ref().map(|limits| limits.in_lang(report.lang));
    limits.map(|limits| format!("{}: {limits}", rule.id)).into_iter().collect()
}

fn attested(report: &Report<'_>, judged: &Judged) -> Vec<String> {
    let Some(attestation) = report.attestation(judged) else { return Vec::new() };
    let (by, on, until, evidence) = (&attestation.by, attestation.on, attestation.until, &attestation.evidence);
    let line = say!(
        report.lang,
        "nachgewiesen von {by} am {on}, gilt bis {until}: {evidence}",
        "attested by {by} on {on}, counts until {until}: {evidence}"
    );
    vec![line]
}
