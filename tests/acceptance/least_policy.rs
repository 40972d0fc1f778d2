//! The least policy against what is really asked: nothing missing, and nothing that no scan ever needs.

use crate::moto::moto;
use crate::tomscan::{Run, Tomscan, all_rules, claim_per_rule};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tomscan::aws::operations::operation;

/// Actions that the policy holds although the accounts of these tests give no occasion for them, each with the occasion.
const NO_OCCASION: &[(&str, &str)] = &[
    ("iam:ListMFADevices", "the credential report is older than an hour"),
    ("organizations:ListTagsForResource", "the document demands environments that other accounts hold"),
];

/// The actions of a printed policy.
fn allowed(claims: &str) -> BTreeSet<String> {
    let printed = Tomscan::alone().claims(claims).args(["iam-policy"]).run().exits(0).stdout;
    let policy: Value = serde_json::from_str(&printed).expect("JSON");
    let statements = policy["Statement"].as_array().expect("statements");
    let named = statements.iter().flat_map(|statement| match &statement["Action"] {
        Value::Array(actions) => actions.clone(),
        one => vec![one.clone()],
    });
    named.map(|action| action.as_str().expect("an action").to_owned()).collect()
}

/// The actions behind the calls of a run.
fn used(run: &Run) -> BTreeSet<String> {
    let calls = run.counts().into_keys().filter(|id| id != "sts:GetCallerIdentity");
    calls.map(|id| operation(&id).unwrap_or_else(|| panic!("{id} is not in the table")).action.to_owned()).collect()
}

fn scan(account: &str, scenario: &'static str, rules: &[&str], faults: &str) -> BTreeSet<String> {
    let truth = moto().plant(account, scenario);
    used(&Tomscan::of(account, faults).claims(&claim_per_rule(rules.iter().copied(), &truth["params"])).json())
}

#[test]
fn the_policy_for_all_rules_is_what_scans_of_all_rules_use() {
    let rules: Vec<&str> = all_rules().collect();
    let allowed = allowed(&claim_per_rule(rules.iter().copied(), &json!({})));
    let mut used = scan("200000000001", "states", &rules, "");
    used.extend(scan("200000000002", "clean", &rules, ""));
    used.extend(scan("250000000001", "outsiders:shown", &["accessanalyzer-external-access"], ""));
    used.extend(scan("540000000002", "residency:leaving", &["account-replica-residency"], ""));
    used.extend(scan("220000000003", "backup:by_policy", &["backup-plan-frequency", "backup-offsite-copy"], ""));
    // Where the list of regions is denied, they come from EC2.
    used.extend(scan("200000000002", "clean", &["s3-tls-only"], "XDENYXaccount_ListRegions"));
    let missing: Vec<_> = used.difference(&allowed).collect();
    assert!(missing.is_empty(), "asked, and not in the policy: {missing:?}");
    let occasion = |action: &&String| !NO_OCCASION.iter().any(|(without, _)| without == action);
    let extra: Vec<_> = allowed.difference(&used).filter(occasion).collect();
    assert!(extra.is_empty(), "in the policy, and never asked: {extra:?}");
    let stale: Vec<_> = NO_OCCASION.iter().filter(|(action, _)| used.contains(*action)).collect();
    assert!(stale.is_empty(), "there is an occasion after all: {stale:?}");
}

#[test]
fn the_policy_for_one_rule_covers_its_scan() {
    let mut missing = Vec::new();
    for rule in all_rules() {
        let allowed = allowed(&claim_per_rule([rule], &json!({})));
        let used = scan("200000000002", "clean", &[rule], "");
        missing.extend(used.difference(&allowed).map(|action| format!("{rule}: {action}")));
    }
    assert!(missing.is_empty(), "{missing:?}");
}
