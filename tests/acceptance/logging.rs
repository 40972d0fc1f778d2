//! CloudTrail and CloudWatch Logs: states that exclude each other in one account, and what is asked for them.

use crate::calls::{REGIONS, made_only};
use crate::moto::{fault, moto};
use crate::tomscan::{Tomscan, claim_per_rule};
use crate::truth::{differences, none};
use serde_json::json;

const RULES: [&str; 8] = [
    "cloudtrail-enabled",
    "kms-usage-logged",
    "cloudtrail-data-events",
    "cloudtrail-integrity",
    "cloudtrail-retention",
    "logs-retention",
    "logs-data-masking",
    "logs-encryption-at-rest",
];

/// What all trails together record is one thing per account.
#[test]
fn every_planted_account_is_reported_as_it_is() {
    let scenarios = [
        "no_trail",
        "one_region",
        "free_names",
        "other_names",
        "delivery_fails",
        "data_only",
        "two_halves",
        "organization",
        "organization_alone",
        "lake_alone",
    ];
    let mut wrong = Vec::new();
    for (number, scenario) in scenarios.into_iter().enumerate() {
        let account = format!("4100000000{number:02}");
        let name: &'static str = Box::leak(format!("logging:{scenario}").into_boxed_str());
        let truth = moto().plant(&account, name);
        let report = Tomscan::of(&account, "").claims(&claim_per_rule(RULES, &truth["params"])).json().report();
        wrong.extend(differences(&truth, &report).into_iter().map(|wrong| format!("{scenario}: {wrong}")));
    }
    none(wrong);
}

/// `--region` hides trails that a region has for itself, never those of all regions.
#[test]
fn leaving_out_regions_neither_confirms_nor_refutes() {
    const ONE: &str = "410000000020";
    moto().plant(ONE, "logging:one_region");
    let claims = claim_per_rule(["cloudtrail-enabled"], &json!({ "cloudtrail-enabled": { "multi_region": false } }));
    let narrowed = Tomscan::of(ONE, "").claims(&claims).args(["--region", "eu-central-1"]).json().exits(11).report();
    assert_eq!(narrowed.verdict("cloudtrail-enabled"), "unverified");
    let whole = Tomscan::of(ONE, "").claims(&claims).json().exits(10).report();
    assert_eq!(whole.verdict("cloudtrail-enabled"), "refuted");
}

/// A guardrail that forbids other regions hides only what they would have for themselves.
#[test]
fn a_region_that_is_denied_does_not_spoil_a_trail_of_all_regions() {
    const ACCOUNT: &str = "410000000021";
    let truth = moto().plant(ACCOUNT, "clean");
    let faults = fault("DENY", "cloudtrail:DescribeTrails") + "Xus_west_2";
    let rules = ["cloudtrail-enabled", "kms-usage-logged", "cloudtrail-integrity"];
    let report =
        Tomscan::of(ACCOUNT, &faults).claims(&claim_per_rule(rules, &truth["params"])).json().exits(11).report();
    assert_eq!(report.verdict("cloudtrail-enabled"), "confirmed");
    assert_eq!(report.verdict("kms-usage-logged"), "confirmed");
    // That region may have a trail of its own that is not signed.
    assert_eq!(report.verdict("cloudtrail-integrity"), "unverified");
}

#[test]
fn each_rule_asks_only_what_it_needs() {
    const ACCOUNT: &str = "410000000022";
    moto().plant(ACCOUNT, "clean");
    let asks = |rule: &str, expected: &[(&str, u64)]| {
        let run = Tomscan::of(ACCOUNT, "").claims(&claim_per_rule([rule], &json!({}))).json();
        made_only(&run, rule, &[&[("account:ListRegions", 1)], expected].concat());
    };
    let trails = [("cloudtrail:DescribeTrails", REGIONS), ("cloudtrail:GetTrailStatus", 1)];
    let stores = [("cloudtrail:ListEventDataStores", REGIONS), ("cloudtrail:GetEventDataStore", 1)];
    let selectors = [("cloudtrail:GetEventSelectors", 1)];
    asks("cloudtrail-enabled", &[&trails[..], &stores, &selectors].concat());
    asks("kms-usage-logged", &[&trails[..], &stores, &selectors].concat());
    // Fifty groups a page, the account's policy once per region, and only groups with a policy of their own one by one.
    let groups = [("logs:DescribeLogGroups", REGIONS)];
    let masking = [("logs:DescribeAccountPolicies", REGIONS), ("logs:GetDataProtectionPolicy", 1)];
    asks("logs-data-masking", &[&groups[..], &masking].concat());
    // The bucket that takes logs is asked how long it keeps them, no other; versioning is a fact of every bucket.
    let buckets = [
        ("s3:ListBuckets", 1),
        ("s3:GetBucketLogging", 4),
        ("s3:GetBucketLifecycleConfiguration", 1),
        ("s3:GetBucketVersioning", 4),
        ("s3:GetObjectLockConfiguration", 1),
    ];
    asks("logs-retention", &[&groups[..], &buckets].concat());
}
