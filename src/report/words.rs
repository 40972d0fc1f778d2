//! Reasons in words.
//!
//! In: why something was not seen. Out: a phrase in the reader's language.

use crate::evaluate::Gap;
use crate::fact::{Inventory, Unknown};
use crate::say;
use crate::text::{Lang, Text};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Why something was not seen.
pub fn unknown_in_words(why: &Unknown, lang: Lang) -> String {
    match why {
        Unknown::AccessDenied { action } => say!(lang, "Berechtigung fehlt: {action}", "missing permission: {action}"),
        Unknown::Throttled { action } => say!(lang, "AWS drosselt: {action}", "throttled by AWS: {action}"),
        Unknown::RegionDisabled { region } => {
            say!(lang, "Region {region} ist im Konto nicht aktiv", "region {region} is not enabled for the account")
        }
        Unknown::NotAsked { region } => {
            say!(lang, "Region {region} durch --region ausgelassen", "region {region} left out by --region")
        }
        Unknown::Failed { action, code } => failed(action, code, lang),
        Unknown::Undecidable { reason } => undecidable(reason, lang),
    }
}

/// How many requests a scan sent, and how AWS received them: `1310 (3 throttled, 3 retries)`.
pub fn requests_in_words(inventory: &Inventory, lang: Lang) -> String {
    let [all, throttled, retried]: [u64; 3] =
        [&inventory.calls, &inventory.throttled, &inventory.retried].map(|counts| counts.values().sum());
    match (throttled, retried) {
        (0, 0) => all.to_string(),
        _ => say!(
            lang,
            "{all} ({throttled} gedrosselt, {retried} Wiederholungen)",
            "{all} ({throttled} throttled, {retried} retries)"
        ),
    }
}

/// What could not be listed, and why.
pub fn gap_in_words(gap: &Gap, lang: Lang) -> String {
    let (kind, region) = (gap.kind.plural(lang), &gap.region);
    let why = unknown_in_words(&gap.why, lang);
    match region.as_str() {
        "*" => say!(lang, "{kind} in allen Regionen: {why}", "{kind} in all regions: {why}"),
        "global" => say!(lang, "{kind}: {why}", "{kind}: {why}"),
        _ => say!(lang, "{kind} in {region}: {why}", "{kind} in {region}: {why}"),
    }
}

fn failed(action: &str, code: &str, lang: Lang) -> String {
    match code {
        "timeout" => say!(lang, "keine Antwort in der Zeit: {action}", "no answer in time: {action}"),
        "unreachable" | "not-sent" => say!(lang, "nicht erreichbar: {action}", "unreachable: {action}"),
        "clear-text" => say!(
            lang,
            "nicht gefragt, der Endpunkt ist unverschlüsselt: {action}",
            "not asked, the endpoint is not encrypted: {action}"
        ),
        "not-in-recording" => say!(lang, "nicht in der Aufzeichnung: {action}", "not in the recording: {action}"),
        "unreadable-answer" => say!(lang, "unlesbare Antwort: {action}", "unreadable answer: {action}"),
        "incomplete-answer" => say!(lang, "unvollständige Antwort: {action}", "incomplete answer: {action}"),
        "repeating-pages" => say!(lang, "Liste ohne Ende: {action}", "list without end: {action}"),
        "deadline" => say!(lang, "Zeit war um vor: {action}", "time was over before: {action}"),
        "too-large" => say!(lang, "übergroße Antwort: {action}", "oversized answer: {action}"),
        "interrupted" => say!(lang, "abgebrochen vor: {action}", "interrupted before: {action}"),
        "login-expired" => say!(lang, "Anmeldung abgelaufen bei: {action}", "login expired at: {action}"),
        "report-not-finished" => {
            say!(lang, "Bericht wurde nicht fertig: {action}", "report was not finished: {action}")
        }
        _ => say!(lang, "{action} antwortet mit {code}", "{action} answers {code}"),
    }
}

/// Reasons that the answers themselves leave open, as `reasons.toml` words them; others are shown by their code.
fn undecidable(reason: &str, lang: Lang) -> String {
    match REASONS.get(reason) {
        Some(words) => words.in_lang(lang).to_owned(),
        None => say!(lang, "nicht entscheidbar ({reason})", "cannot be decided ({reason})"),
    }
}

static REASONS: LazyLock<BTreeMap<String, Text>> =
    LazyLock::new(|| toml::from_str(include_str!("reasons.toml")).unwrap_or_default());
