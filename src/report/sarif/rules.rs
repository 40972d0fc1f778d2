//! The rules that were applied, as SARIF describes them: title, what a pass does not show, how to mend.
//!
//! In: a report. Out: a descriptor per rule, by id, and its place among them. The texts are in the language of the report.

use super::text::{message, verbatim};
use crate::report::Report;
use crate::rule::{Rule, RuleId, Severity};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Stands for claims without rules, which a person attests.
pub(super) const ATTESTATION: &str = "attestation";

/// A rule of the run.
pub(super) struct Described {
    pub(super) descriptor: Value,
    /// Place among the run's rules.
    pub(super) index: usize,
}

/// The rules of all claims.
pub(super) fn of(report: &Report<'_>) -> BTreeMap<String, Described> {
    let claims = || report.claims.claims.iter();
    let used: BTreeSet<&RuleId> = claims().flat_map(|claim| &claim.rules).collect();
    let rules = used.into_iter().filter_map(|id| report.rules.get(&id.0));
    let mut described: BTreeMap<String, Value> =
        rules.map(|rule| (rule.id.0.clone(), descriptor(report, rule))).collect();
    if claims().any(|claim| claim.rules.is_empty()) {
        described.insert(ATTESTATION.to_owned(), attestation(report));
    }
    let numbered = described.into_iter().enumerate();
    numbered.map(|(index, (id, descriptor))| (id, Described { descriptor, index })).collect()
}

/// How bad it is in SARIF's three words.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// GitHub orders alerts by this number: over 9.0 critical, from 7.0 high, from 4.0 medium.
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    }
}

fn descriptor(report: &Report<'_>, rule: &Rule) -> Value {
    let lang = report.lang;
    let title = rule.title.in_lang(lang);
    let limits = rule.limits.as_ref().map(|limits| limits.in_lang(lang));
    let full = limits.map_or_else(|| title.to_owned(), |limits| format!("{title}. {limits}"));
    let (mend, verify) = (template(&rule.fix.aws), template(&rule.fix.verify));
    let (to_mend, to_verify) = (lang.pick("Abhilfe", "To mend"), lang.pick("Nachprüfen", "To verify"));
    let help = format!("{full}\n\n{to_mend}: {mend}\n\n{to_verify}: {verify}");
    let markdown = format!("{full}\n\n{to_mend}:\n\n```sh\n{mend}\n```\n\n{to_verify}:\n\n```sh\n{verify}\n```\n");
    json!({
        "id": rule.id.0,
        "shortDescription": { "text": message(title) },
        "fullDescription": { "text": message(&full) },
        "help": { "text": braces(&help), "markdown": braces(&markdown) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": {
            "tags": ["security", "tom", rule.folder],
            "security-severity": security_severity(rule.severity),
            "severity": rule.severity,
            "proof": rule.proof,
        },
    })
}

fn attestation(report: &Report<'_>) -> Value {
    let text = report.lang.pick(
        "Eine Person steht mit einem gültigen Nachweis für die Aussage ein",
        "A person vouches for the claim, with evidence that is still valid",
    );
    json!({
        "id": ATTESTATION,
        "shortDescription": { "text": text },
        "defaultConfiguration": { "level": "note" },
        "properties": { "tags": ["tom"] },
    })
}

/// A command for any resource. Fields look like the other words to fill in, since braces would have to be doubled.
fn template(command: &str) -> String {
    let fields = ["name", "arn", "region", "account"];
    fields.iter().fold(verbatim(command), |text, field| text.replace(&format!("{{{field}}}"), &field.to_uppercase()))
}

/// The help keeps its line breaks; the texts are the rule's own.
fn braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
