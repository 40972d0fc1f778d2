//! Claims that are open although no open deviation names them: what was missing, what a pass does not show, or that the resources
//! are not known any more.

use super::action::Action;
use super::row::Value;
use crate::evaluate::Verdict;
use crate::report::json::{ReportV1, RuleResult};
use crate::review::paper::{no_report, open, spelled, why_unverified, words};
use crate::review::{Reviewed, ReviewedClaim, Spell};
use crate::say;
use crate::text::Lang;
use std::collections::BTreeSet;

/// A row for each of them, in the order of the document.
pub(super) fn actions(document: &Reviewed, lang: Lang) -> impl Iterator<Item = Action<'_>> {
    let deviations = document.deviations.iter().filter(|one| one.ended.is_none());
    let listed: BTreeSet<&str> = deviations.flat_map(|one| &one.claims).map(String::as_str).collect();
    document
        .claims
        .iter()
        .filter(move |claim| is_open(claim, listed.contains(claim.id.as_str())))
        .map(move |claim| action(document, claim, lang))
}

/// What could not be verified needs other work than a deviation, and has a row beside it.
fn is_open(claim: &ReviewedClaim, listed: bool) -> bool {
    match claim.verdict {
        None => false,
        Some(Verdict::Unverified) => true,
        Some(Verdict::Refuted | Verdict::PartlyConfirmed | Verdict::Unattested) => !listed,
        Some(Verdict::Confirmed | Verdict::NotApplicable | Verdict::Attested) => !listed && lasting(claim).is_some(),
    }
}

/// The deviation that was not seen mended.
fn lasting(claim: &ReviewedClaim) -> Option<&Spell> {
    claim.spells.spells.last().filter(|spell| spell.ended.is_none())
}

fn action<'r>(document: &'r Reviewed, claim: &'r ReviewedClaim, lang: Lang) -> Action<'r> {
    let results = deciding(document.report.as_ref(), claim);
    let titles: Vec<&str> = results.iter().map(|result| result.title.as_str()).collect();
    Action {
        document,
        claims: claim.id.clone(),
        words: words::words(claim).to_owned(),
        rule: titles.join(" · "),
        resource: "",
        region: "",
        arn: "",
        found: found(document, claim, &results, lang),
        since: lasting(claim).map_or(Value::Nothing, |spell| Value::Date(spell.from)),
        end: open(lang).to_owned(),
        ended: false,
        origin: String::new(),
        for_the_account: permissions(&results, lang),
        for_the_document: remarks(document.report.as_ref(), claim),
        to_verify: Value::Nothing,
    }
}

/// The rules that gave the claim its verdict.
fn deciding<'r>(report: Option<&'r ReportV1>, claim: &ReviewedClaim) -> Vec<&'r RuleResult> {
    let told = report.and_then(|report| report.claims.iter().find(|own| own.id == claim.id));
    let (Some(report), Some(told)) = (report, told) else { return Vec::new() };
    let results = told.results.iter().filter_map(|index| report.results.get(*index));
    results.filter(|result| Some(result.verdict) == claim.verdict).collect()
}

/// What is known of it.
fn found(document: &Reviewed, claim: &ReviewedClaim, results: &[&RuleResult], lang: Lang) -> String {
    let mut parts = vec![words::result(claim, lang)];
    if let Some(spell) = lasting(claim) {
        parts.push(spelled(spell, lang));
    }
    match (claim.verdict, &document.report) {
        (Some(Verdict::Unverified), Some(_)) => parts.push(why_unverified(results.iter().copied(), lang)),
        (Some(Verdict::Unverified), None) => parts.push(no_report(lang).to_owned()),
        (Some(Verdict::PartlyConfirmed), _) => parts.extend(results.iter().flat_map(|result| left_open(result, lang))),
        (Some(Verdict::Unattested), Some(report)) => parts.extend(ended_attestation(report, claim, lang)),
        (Some(Verdict::Unattested), None) => {}
        _ => parts.push(unnamed(lang).to_owned()),
    }
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn unnamed(lang: Lang) -> &'static str {
    lang.pick(
        "welche Ressourcen abweichen, steht in keinem Bericht, der dafür noch vorliegt",
        "which resources deviate stands in no report that is still there for it",
    )
}

/// What a pass of a rule leaves open: its limits, and what a waiver stands for.
fn left_open(result: &RuleResult, lang: Lang) -> Vec<String> {
    let limits = result.limits.iter().map(|limits| limits.trim_end_matches('.'));
    let limits = limits.map(|limits| say!(lang, "nicht gezeigt: {limits}", "not shown: {limits}"));
    let waivers = result.findings.iter().filter_map(|finding| finding.waiver.as_ref()).map(|waiver| {
        let (resource, until, reason, owner) = (&waiver.resource, &waiver.until, &waiver.reason, &waiver.owner);
        say!(
            lang,
            "Ausnahme bis {until}: {resource}, {reason} ({owner})",
            "waiver until {until}: {resource}, {reason} ({owner})"
        )
    });
    limits.chain(waivers).collect()
}

fn ended_attestation(report: &ReportV1, claim: &ReviewedClaim, lang: Lang) -> Option<String> {
    let ended = report.attestations.ended.iter().find(|attestation| attestation.claim == claim.id)?;
    let (by, until) = (&ended.by, &ended.until);
    Some(say!(lang, "der Nachweis von {by} galt bis {until}", "the attestation by {by} counted until {until}"))
}

/// What the identity that asks would have to be allowed.
fn permissions(results: &[&RuleResult], lang: Lang) -> Value {
    let missing: BTreeSet<&str> =
        results.iter().flat_map(|result| &result.missing_actions).map(String::as_str).collect();
    if missing.is_empty() {
        return Value::Nothing;
    }
    let missing = missing.into_iter().collect::<Vec<_>>().join(", ");
    Value::Sentence(say!(
        lang,
        "der abfragenden Identität erlauben: {missing}",
        "allow the identity that asks: {missing}"
    ))
}

/// What is wrong with the claim's words, and what would be better.
fn remarks(report: Option<&ReportV1>, claim: &ReviewedClaim) -> String {
    let remarks = report.iter().flat_map(|report| &report.remarks).filter(|remark| remark.claims.contains(&claim.id));
    remarks.map(|remark| remark.text.as_str()).collect::<Vec<_>>().join("; ")
}
