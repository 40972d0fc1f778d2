//! What people have to see to: waivers and attestations that have ended, end soon or fit nothing, and claims that nobody vouches for.
//!
//! In: a report. Out: one section, if there is anything to say. Only the scan's own point in time counts.

use super::Page;
use super::escape::{code, text};
use crate::claim::Waiver;
use crate::evaluate::{Judged, Verdict};
use crate::report::Report;
use crate::say;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Days before its end on which something counts as ending soon.
const SOON: i64 = 30;

/// Lines shown.
const SHOWN: usize = 50;

pub(super) fn waivers_and_attestations(report: &Report<'_>, page: &mut Page) {
    let today = report.inventory.now.to_zoned(TimeZone::UTC).date();
    let soon = today.checked_add(SOON.days()).unwrap_or(Date::MAX);
    let mut lines = waivers(report, today, soon);
    lines.extend(report.evaluation.claims.iter().filter_map(|judged| attestation(report, judged, soon)));
    if lines.is_empty() {
        return;
    }
    let more = lines.len().saturating_sub(SHOWN);
    let heading = report.lang.pick("Ausnahmen und Nachweise", "Waivers and attestations");
    let mut block = format!("## {heading}\n\n");
    block.extend(lines.iter().take(SHOWN).map(|line| format!("- {line}\n")));
    if more > 0 {
        block += &say!(report.lang, "- … und {more} weitere\n", "- … and {more} more\n");
    }
    page.put(&block);
}

fn waivers(report: &Report<'_>, today: Date, soon: Date) -> Vec<String> {
    let (lang, evaluation) = (report.lang, report.evaluation);
    let told =
        |waiver: &Waiver| format!("{}, {} ({})", code(&waiver.rule.0), code(&waiver.resource), text(&waiver.reason));
    let line = |(index, waiver): (usize, &Waiver)| {
        let (until, what) = (waiver.until, told(waiver));
        if evaluation.expired_waivers.contains(&index) {
            Some(say!(lang, "⚠️ Ausnahme abgelaufen am {until}: {what}", "⚠️ waiver expired on {until}: {what}"))
        } else if evaluation.unmatched_waivers.contains(&index) {
            Some(say!(lang, "Ausnahme trifft auf nichts zu: {what}", "waiver fits nothing: {what}"))
        } else if today <= until && until <= soon {
            Some(say!(lang, "Ausnahme läuft am {until} ab: {what}", "waiver expires on {until}: {what}"))
        } else {
            None
        }
    };
    report.claims.waivers.iter().enumerate().filter_map(line).collect()
}

fn attestation(report: &Report<'_>, judged: &Judged, soon: Date) -> Option<String> {
    let (lang, claim) = (report.lang, report.claim(judged));
    let (id, words) = (text(&claim.id), text(&claim.words));
    let attestation = report.attestation(judged);
    let (until, by) = attestation.map(|given| (given.until, text(&given.by))).unzip();
    match (judged.verdict, until, by) {
        (Verdict::Unattested, Some(until), Some(by)) => Some(say!(
            lang,
            "✍️ Aussage {id}, Nachweis gilt nicht ({by}, bis {until}): „{words}“",
            "✍️ claim {id}, attestation does not count ({by}, until {until}): “{words}”"
        )),
        (Verdict::Unattested, ..) => {
            Some(say!(lang, "✍️ Aussage {id}, kein Nachweis: „{words}“", "✍️ claim {id}, no attestation: “{words}”"))
        }
        (Verdict::Attested, Some(until), Some(by)) if until <= soon => Some(say!(
            lang,
            "Aussage {id}, Nachweis endet am {until} ({by}): „{words}“",
            "claim {id}, attestation ends on {until} ({by}): “{words}”"
        )),
        _ => None,
    }
}
