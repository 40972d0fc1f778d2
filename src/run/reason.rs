//! How a scan ends, and why, in one line.
//!
//! In: the report, what `--fail-on` names, the accepted baseline. Out: the exit code and its reason; never from a format.

use super::ledger::Baseline;
use crate::cli::FailOn;
use crate::exit::Exit;
use tomscan::claim::wording::RemarkKind;
use tomscan::drift::{Drift, New};
use tomscan::evaluate::Verdict;
use tomscan::report::Report;
use tomscan::say;
use tomscan::scan::Scanned;
use tomscan::text::Lang;

/// An exit code with its reason.
pub(super) struct Outcome {
    pub(super) exit: Exit,
    pub(super) reason: String,
}

/// How the scan ends. Without `--fail-on`: refuted before not verified. With it only what it names makes the scan fail; but a scan
/// that was broken off or an attestation that ended always do, since no *yes* can follow from them.
pub(super) fn outcome(scanned: &Scanned, fail_on: &[FailOn], baseline: Option<&Baseline>) -> Outcome {
    let report = scanned.report();
    let lang = report.lang;
    let on = |what: FailOn| fail_on.contains(&what);
    let drift = if on(FailOn::Drift) { scanned.drift.as_ref() } else { None };
    let new = drift.map(|drift| drift.new_against(baseline.map(Baseline::accepted))).unwrap_or_default();
    let refuted = (fail_on.is_empty() || on(FailOn::Refuted)).then(|| ids(&report, Verdict::Refuted));
    let unverified = (fail_on.is_empty() || on(FailOn::Unverified)).then(|| ids(&report, Verdict::Unverified));
    let ended: Vec<&str> = ended(&report);
    let mut reasons = Vec::new();
    if let Some(ids) = refuted.filter(|ids| !ids.is_empty()) {
        let (count, ids) = (ids.len(), some(&ids, lang));
        reasons.push((Exit::Refuted, say!(lang, "{count} widerlegt: Aussage {ids}", "{count} refuted: claim {ids}")));
    }
    if !new.refuted.is_empty() {
        reasons.push((Exit::Refuted, newly_refuted(&new, drift, baseline, lang)));
    }
    if let Some(ids) = unverified.filter(|ids| !ids.is_empty()) {
        let (count, ids) = (ids.len(), some(&ids, lang));
        let text = say!(lang, "{count} nicht geprüft: Aussage {ids}", "{count} not verified: claim {ids}");
        reasons.push((Exit::Unverified, text));
    }
    if !new.unverified.is_empty() {
        let ids: Vec<&str> = new.unverified.iter().map(|change| change.claim.as_str()).collect();
        let (count, ids) = (ids.len(), some(&ids, lang));
        let text = say!(lang, "{count} neu nicht geprüft: Aussage {ids}", "{count} newly not verified: claim {ids}");
        reasons.push((Exit::Unverified, text));
    }
    if !ended.is_empty() {
        let ids = some(&ended, lang);
        reasons.push((
            Exit::Unverified,
            say!(lang, "Nachweis abgelaufen: Aussage {ids}", "attestation ended: claim {ids}"),
        ));
    }
    if on(FailOn::Document) {
        reasons.extend(changed_document(&report).map(|text| (Exit::Unverified, text)));
    }
    if !scanned.inventory.complete {
        reasons
            .push((Exit::Unverified, lang.pick("die Prüfung wurde abgebrochen", "the scan was broken off").to_owned()));
    }
    together(reasons, &report)
}

fn together(reasons: Vec<(Exit, String)>, report: &Report<'_>) -> Outcome {
    let lang = report.lang;
    let exit = match reasons.iter().map(|(exit, _)| *exit).max_by_key(|exit| *exit == Exit::Refuted) {
        Some(Exit::Refuted) => Exit::Refuted,
        Some(_) => Exit::Unverified,
        None => Exit::Holds,
    };
    let reason = if reasons.is_empty() {
        nothing(report)
    } else {
        reasons.into_iter().map(|(_, reason)| reason).collect::<Vec<_>>().join("; ")
    };
    let code = exit as u8;
    Outcome { exit, reason: say!(lang, "Rückgabewert {code}: {reason}", "exit {code}: {reason}") }
}

fn newly_refuted(new: &New<'_>, drift: Option<&Drift>, baseline: Option<&Baseline>, lang: Lang) -> String {
    let names: Vec<&str> = new.refuted.iter().map(|change| change.name.as_str()).collect();
    let (count, names) = (names.len(), some(&names, lang));
    let deviations = match count {
        1 => lang.pick("1 Abweichung", "1 deviation").to_owned(),
        count => say!(lang, "{count} Abweichungen", "{count} deviations"),
    };
    let run = drift.and_then(|drift| drift.reference.as_ref()).and_then(|reference| reference.run);
    match (baseline, run) {
        (Some(baseline), _) => {
            let ended = baseline.ended_in_words(lang);
            say!(
                lang,
                "{deviations}, nicht oder nicht mehr hingenommen: {names}{ended}",
                "{deviations} not accepted, or no longer: {names}{ended}"
            )
        }
        (None, Some(run)) => {
            say!(lang, "{deviations} neu seit Lauf {run}: {names}", "{deviations} new since run {run}: {names}")
        }
        (None, None) => say!(
            lang,
            "{deviations} im ersten Lauf, es gibt nichts zu vergleichen: {names}",
            "{deviations} in the first run, there is nothing to compare with: {names}"
        ),
    }
}

/// What changed of the document since the claims were taken from it.
fn changed_document(report: &Report<'_>) -> Option<String> {
    let lang = report.lang;
    let remark = report.evaluation.remarks.iter().find(|remark| remark.kind == RemarkKind::DocumentChanged)?;
    let lost = remark.claims.iter().filter_map(|index| report.claims.claims.get(*index));
    let ids: Vec<&str> = lost.map(|claim| claim.id.as_str()).collect();
    let text = lang.pick("das Dokument hat sich geändert", "the document was changed").to_owned();
    if ids.is_empty() {
        return Some(text);
    }
    let ids = some(&ids, lang);
    Some(say!(lang, "{text}, nicht mehr darin: Aussage {ids}", "{text}, no longer in it: claim {ids}"))
}

/// Why the scan does not fail although not everything holds: nobody should take a green job for a clean account.
fn nothing(report: &Report<'_>) -> String {
    let (lang, summary) = (report.lang, report.summary());
    let open = [Verdict::Refuted, Verdict::Unverified].into_iter();
    let open = open.filter_map(|verdict| Some(format!("{} {}", summary.get(&verdict)?, verdict.word(lang))));
    let open = open.collect::<Vec<_>>().join(", ");
    if open.is_empty() {
        return lang.pick("nichts ist widerlegt oder ungeprüft", "nothing is refuted or not verified").to_owned();
    }
    say!(lang, "nichts, was --fail-on nennt (offen: {open})", "nothing that --fail-on names (open: {open})")
}

/// Ids of the claims with a verdict.
fn ids<'r>(report: &Report<'r>, verdict: Verdict) -> Vec<&'r str> {
    let with = report.evaluation.claims.iter().filter(|judged| judged.verdict == verdict);
    with.map(|judged| report.claims.claims[judged.claim].id.as_str()).collect()
}

/// Ids of the claims whose attestation ended.
fn ended<'r>(report: &Report<'r>) -> Vec<&'r str> {
    let ended = report.evaluation.ended_attestations.iter();
    ended.filter_map(|index| report.claims.attestations.get(*index)).map(|ended| ended.claim.as_str()).collect()
}

/// The first few names of many.
fn some(names: &[&str], lang: Lang) -> String {
    const SHOWN: usize = 3;
    let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => say!(lang, "{shown} und {more} weitere", "{shown} and {more} more"),
    }
}
