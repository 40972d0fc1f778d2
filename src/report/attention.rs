//! Waivers and attestations that need attention, in words.
//!
//! In: a report. Out: a line for each that is over, ends soon, or fits nothing.

use super::Report;
use crate::claim::{Attestation, Waiver};
use crate::say;

/// The lines, what is over first.
pub(super) fn attention(report: &Report<'_>) -> Vec<String> {
    let (lang, evaluation) = (report.lang, report.evaluation);
    let waivers = |indices: &[usize], line: &dyn Fn(&Waiver) -> String| -> Vec<String> {
        indices.iter().filter_map(|index| report.claims.waivers.get(*index)).map(line).collect()
    };
    let attestations = |indices: &[usize], line: &dyn Fn(&Attestation) -> String| -> Vec<String> {
        indices.iter().filter_map(|index| report.claims.attestations.get(*index)).map(line).collect()
    };
    let of = |waiver: &Waiver| {
        let Waiver { rule, resource, owner, reason, .. } = waiver;
        format!("{rule}, {resource} ({owner}: {reason})")
    };
    let word = |attestation: &Attestation| {
        let Attestation { claim, by, evidence, .. } = attestation;
        say!(lang, "Aussage {claim} ({by}: {evidence})", "claim {claim} ({by}: {evidence})")
    };
    let mut lines = waivers(&evaluation.expired_waivers, &|waiver| {
        let (until, what) = (waiver.until, of(waiver));
        say!(lang, "Ausnahme abgelaufen am {until}: {what}", "waiver expired on {until}: {what}")
    });
    lines.extend(attestations(&evaluation.ended_attestations, &|attestation| {
        let (until, what) = (attestation.until, word(attestation));
        say!(lang, "Nachweis abgelaufen am {until}: {what}", "attestation ended on {until}: {what}")
    }));
    lines.extend(waivers(&evaluation.ending_waivers, &|waiver| {
        let (until, what) = (waiver.until, of(waiver));
        say!(lang, "Ausnahme endet am {until}: {what}", "waiver ends on {until}: {what}")
    }));
    lines.extend(attestations(&evaluation.ending_attestations, &|attestation| {
        let (until, what) = (attestation.until, word(attestation));
        say!(lang, "Nachweis endet am {until}: {what}", "attestation ends on {until}: {what}")
    }));
    lines.extend(waivers(&evaluation.unmatched_waivers, &|waiver| {
        let what = of(waiver);
        say!(lang, "Ausnahme trifft auf nichts zu: {what}", "waiver fits nothing: {what}")
    }));
    lines
}
