//! The report as SARIF 2.1.0: each deviation at its claim's line in the claims file.
//!
//! In: a report. Out: one run, as <https://docs.oasis-open.org/sarif/sarif/v2.1.0/> has it. A deviation is a `fail`, with a
//! suppression where a waiver stands; what could not be seen is `open`, and a claim that nobody vouches for is for `review`. What
//! holds has no result. Fingerprints name rule, claim and resource, so that a deviation stays the same one from scan to scan.

mod baseline;
mod location;
mod outcome;
mod rules;
mod text;

use super::Report;
use super::each::Each;
use crate::say;
use crate::text::Lang;
use outcome::Results;
use rules::Described;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// GitHub refuses runs with more, and shows the first 5,000:
/// <https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit>
const MOST: usize = 25_000;

/// Writes the report, indented, with a line break at the end.
pub fn write(report: &Report<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    write_within(report, MOST, out)
}

/// Writes the report with so many results at most.
pub fn write_within(report: &Report<'_>, most: usize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let rules = rules::of(report);
    let results = Results::of(report, &rules);
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        runs: [run(report, &rules, &results, most)],
        version: "2.1.0",
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// The root of the file. Members stand in the order of the alphabet, here and below: so they come out of [`Value`] too.
#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [R; 1],
    version: &'static str,
}

/// A `run`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    #[serde(skip_serializing_if = "Option::is_none")]
    artifacts: Option<Value>,
    automation_details: Value,
    invocations: Value,
    language: Lang,
    /// Made one by one.
    results: R,
    tool: Value,
}

fn run<'r>(
    report: &'r Report<'_>,
    rules: &'r BTreeMap<String, Described>,
    results: &'r Results<'_>,
    most: usize,
) -> Run<impl Serialize + use<'r>> {
    let left_out = results.len().saturating_sub(most);
    let (claims, inventory) = (report.claims, report.inventory);
    let account = &inventory.caller.account;
    Run {
        artifacts: location::claims_file(report)
            .map(|uri| json!([{ "location": { "uri": uri }, "hashes": { "sha-256": claims.hash } }])),
        // GitHub takes what stands before the last slash for the category: each document of each account has its own.
        automation_details: json!({ "id": format!("tomscan/{account}/{}/", super::uri::path_in_uri(claims.file())) }),
        invocations: json!([{
            "executionSuccessful": inventory.complete,
            "startTimeUtc": inventory.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "toolExecutionNotifications": execution(report, left_out),
            "toolConfigurationNotifications": configuration(report),
            "properties": { "account": text::verbatim(account), "caller": text::verbatim(&inventory.caller.arn) },
        }]),
        language: report.lang,
        results: Each::new(move || results.each().take(most)),
        tool: json!({ "driver": {
            "name": "tomscan",
            "version": crate::VERSION,
            "semanticVersion": crate::VERSION,
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules.values().map(|rule| &rule.descriptor).collect::<Vec<_>>(),
        } }),
    }
}

/// What kept the run from being whole.
fn execution(report: &Report<'_>, left_out: usize) -> Vec<Value> {
    let lang = report.lang;
    let mut messages = Vec::new();
    if !report.inventory.complete {
        let message = lang.pick(
            "die Prüfung wurde abgebrochen, der Bericht ist unvollständig",
            "the scan was interrupted, this report is incomplete",
        );
        messages.push(notification("error", message));
    }
    if let Err(why) = &report.inventory.regions {
        let why = super::unknown_in_words(why, lang);
        let message = say!(lang, "aktive Regionen nicht bekannt: {why}", "enabled regions not known: {why}");
        messages.push(notification("warning", &message));
    }
    if left_out > 0 {
        let message = say!(
            lang,
            "{left_out} weitere Ergebnisse fehlen hier, weil GitHub nicht mehr annimmt; alle stehen in JSON und CSV",
            "{left_out} more results are left out here because GitHub takes no more; all of them are in JSON and CSV"
        );
        messages.push(notification("warning", &message));
    }
    messages
}

/// Waivers that do nothing, or no longer.
fn configuration(report: &Report<'_>) -> Vec<Value> {
    let (lang, evaluation) = (report.lang, report.evaluation);
    let waivers = |indices: &[usize]| -> Vec<_> {
        indices.iter().filter_map(|index| report.claims.waivers.get(*index)).collect()
    };
    let expired = waivers(&evaluation.expired_waivers).into_iter().map(|waiver| {
        let (rule, resource, until) = (&waiver.rule, &waiver.resource, waiver.until);
        let text = say!(
            lang,
            "Ausnahme abgelaufen am {until}: {rule}, {resource}",
            "waiver expired on {until}: {rule}, {resource}"
        );
        (waiver, text)
    });
    let unmatched = waivers(&evaluation.unmatched_waivers).into_iter().map(|waiver| {
        let (rule, resource) = (&waiver.rule, &waiver.resource);
        (
            waiver,
            say!(lang, "Ausnahme trifft auf nichts zu: {rule}, {resource}", "waiver fits nothing: {rule}, {resource}"),
        )
    });
    let told = expired.chain(unmatched).map(|(waiver, text)| {
        let mut notification = notification("warning", &text);
        if let Some(place) = location::in_claims_file(report, waiver.line) {
            notification["locations"] = json!([{ "physicalLocation": place }]);
        }
        notification
    });
    told.collect()
}

fn notification(level: &str, message: &str) -> Value {
    json!({ "level": level, "message": { "text": text::message(message) } })
}
