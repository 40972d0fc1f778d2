//! What was planted, against what is reported.

use crate::tomscan::{Report, findings, text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The worst that a rule says of a resource, by name and by ARN; `left-out` where it says nothing.
pub(crate) fn outcome<'r>(report: &'r Report, rule: &str, resource: &str) -> &'r str {
    let of_rule = report.results().filter(|result| result["rule"] == rule).flat_map(findings);
    let of_resource = of_rule.filter(|finding| finding["name"] == resource || finding["arn"] == resource);
    let rank = |outcome: &&str| ["left-out", "conforms", "unknown", "deviates"].iter().position(|word| word == outcome);
    of_resource.map(|finding| text(&finding["outcome"])).max_by_key(rank).unwrap_or("left-out")
}

/// Every entry of the truth that the report does not agree with, of all rules that the claims name.
pub(crate) fn differences(truth: &Value, report: &Report) -> Vec<String> {
    let mut wrong = Vec::new();
    let truth = truth["truth"].as_object().expect("the truth by rule");
    // Results without a claim (undocumented measures) assume values of their own.
    let free: BTreeSet<u64> =
        report.0["undocumented"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let claimed: BTreeSet<&str> = (0..)
        .zip(report.results())
        .filter(|(index, _)| !free.contains(index))
        .map(|(_, result)| text(&result["rule"]))
        .collect();
    assert!(truth.keys().any(|rule| claimed.contains(rule.as_str())), "the claims name no rule of the truth");
    for (rule, resources) in truth.iter().filter(|(rule, _)| claimed.contains(rule.as_str())) {
        for (resource, planted) in resources.as_object().expect("outcomes by resource") {
            let seen = outcome(report, rule, resource);
            if seen != planted {
                wrong.push(format!("{rule}: {resource} is planted as {planted}, reported as {seen}"));
            }
        }
    }
    wrong
}

/// The worst that a report says of each resource, by rule.
fn outcomes(report: &Report) -> BTreeMap<(&str, &str), &str> {
    let mut worst = BTreeMap::new();
    for result in report.results() {
        for finding in findings(result) {
            let (rule, arn) = (text(&result["rule"]), text(&finding["arn"]));
            worst.insert((rule, arn), outcome(report, rule, arn));
        }
    }
    worst
}

/// What a report with less to see says that one with more to see does not: each resource stays as it was or becomes
/// unknown, and a rule that no longer finds one says that it is not verified.
pub(crate) fn contradictions(more: &Report, less: &Report) -> Vec<String> {
    let (before, after) = (outcomes(more), outcomes(less));
    let mut wrong = Vec::new();
    for ((rule, arn), outcome) in &after {
        let was = before.get(&(*rule, *arn)).unwrap_or(&"left-out");
        if outcome != was && *outcome != "unknown" {
            wrong.push(format!("{rule}: {arn} was {was} and is {outcome}"));
        }
    }
    for (rule, arn) in before.keys().filter(|key| !after.contains_key(key)) {
        let verdict = text(&less.result(rule)["verdict"]);
        if !["unverified", "refuted"].contains(&verdict) {
            wrong.push(format!("{rule}: {arn} is gone, and the rule is {verdict}"));
        }
    }
    wrong
}

/// Whether a verdict speaks for the claim.
pub(crate) fn holds(verdict: &str) -> bool {
    ["confirmed", "partly-confirmed"].contains(&verdict)
}

/// Asserts that there is nothing to complain of, and says all of it where there is.
#[track_caller]
pub(crate) fn none(mut wrong: Vec<String>) {
    wrong.sort();
    assert!(wrong.is_empty(), "{} complaints:\n{}", wrong.len(), wrong.join("\n"));
}
