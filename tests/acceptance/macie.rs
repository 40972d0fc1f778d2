//! Macie: what it found, where it did not look, and what is asked for it.

use crate::live::differences;
use crate::moto::{fault, moto};
use crate::tomscan::{Run, Tomscan, claim_per_rule, findings, text};
use serde_json::json;
use std::collections::BTreeMap;

const RULE: &str = "macie-no-payment-data";

fn scan(account: &str, faults: &str) -> Run {
    Tomscan::of(account, faults).claims(&claim_per_rule([RULE], &json!({}))).json()
}

/// What an administrator's jobs find, only the administrator sees.
#[test]
fn nothing_found_under_another_account_s_macie_is_not_verified() {
    const ACCOUNT: &str = "570000000001";
    let truth = moto().plant(ACCOUNT, "macie:managed");
    let wrong = differences(&truth, &scan(ACCOUNT, "").exits(10).report());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// "Macie is not enabled" comes with the code of a denial, and no permission is missing.
#[test]
fn macie_switched_off_is_not_verified_and_misses_no_permission() {
    const ACCOUNT: &str = "570000000002";
    let truth = moto().plant(ACCOUNT, "macie:switched_off");
    let report = scan(ACCOUNT, "").exits(11).report();
    assert_eq!(report.verdict(RULE), "unverified");
    let wrong = differences(&truth, &report);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!report.0.to_string().contains("access-denied"), "{}", report.0);
    let denied = scan(ACCOUNT, &fault("DENY", "macie2:GetMacieSession")).exits(11).report();
    assert!(denied.0.to_string().contains("macie2:GetMacieSession"), "{}", denied.0);
    assert!(denied.0.to_string().contains("access-denied"), "{}", denied.0);
}

/// Only regions with buckets are asked, and one in which Macie is off no more than that.
#[test]
fn each_region_with_buckets_is_asked_once() {
    const ACCOUNT: &str = "570000000003";
    moto().plant(ACCOUNT, "macie:states");
    let run = scan(ACCOUNT, "").exits(10);
    let expected = [
        ("sts:GetCallerIdentity", 1),
        ("account:ListRegions", 1),
        ("s3:ListBuckets", 1),
        ("macie2:GetMacieSession", 2),
        ("macie2:GetAdministratorAccount", 1),
        ("macie2:DescribeBuckets", 1),
        ("macie2:ListFindings", 1),
        ("macie2:GetFindings", 1),
    ];
    let expected: BTreeMap<String, u64> = expected.map(|(operation, count)| (operation.to_owned(), count)).into();
    assert_eq!(run.counts(), expected);
    let report = run.report();
    let found = findings(report.result(RULE)).iter().find(|finding| finding["outcome"] == "deviates");
    let said = text(&found.expect("a deviation")["observed"]);
    assert!(said.contains("CREDIT_CARD_NUMBER (f0000000000000000000000000000001)") && !said.contains("NAME"), "{said}");
}

/// Findings and buckets come in pages; half of them is not all of them.
#[test]
fn every_page_is_read_and_every_finding_looked_up() {
    const ACCOUNT: &str = "570000000004";
    let truth = moto().plant(ACCOUNT, "macie:crowded");
    let run = scan(ACCOUNT, "XSMALL").exits(10);
    let wrong = differences(&truth, &run.report());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let counts = run.counts();
    assert_eq!((counts["macie2:DescribeBuckets"], counts["macie2:ListFindings"]), (2, 9), "{counts:?}");
    assert_eq!(counts["macie2:GetFindings"], 2, "{counts:?}");
}
