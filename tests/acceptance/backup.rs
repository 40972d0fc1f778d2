//! Backups as they are found: what is fresh, copied, scheduled and restored, and how many calls it takes to know.

use crate::moto::{fault, moto};
use crate::tomscan::{Run, Tomscan, claim_per_rule, findings, text};
use crate::truth::{differences, none};
use serde_json::{Value, json};

const MIXED: &str = "220000000001";
const RULES: [&str; 6] = [
    "backup-encryption",
    "backup-plan-frequency",
    "backup-recency",
    "backup-offsite-copy",
    "backup-restore-test",
    "backup-restore-rto",
];

/// A scan by the rules on backups, with their defaults unless `params` say otherwise.
fn scan(account: &str, scenario: &'static str, params: &Value, faults: &str) -> (Run, crate::moto::Truth) {
    let truth = moto().plant(account, scenario);
    let claims = claim_per_rule(RULES, params);
    (Tomscan::of(account, faults).claims(&claims).json(), truth)
}

#[test]
fn every_state_of_a_backup_is_reported_as_it_is() {
    let (run, truth) = scan(MIXED, "backup:mixed", &json!({}), "");
    none(differences(&truth, &run.exits(10).report()));
}

#[test]
fn short_pages_change_nothing() {
    let (run, truth) = scan(MIXED, "backup:mixed", &json!({}), "XSMALL");
    none(differences(&truth, &run.report()));
}

#[test]
fn another_account_is_another_site_than_another_region() {
    let (run, truth) = scan(MIXED, "backup:mixed", &json!({ "backup-offsite-copy": { "scope": "account" } }), "");
    let report = run.report();
    let conforming = findings(report.result("backup-offsite-copy"));
    let conforming: Vec<&str> = conforming
        .iter()
        .filter(|finding| finding["outcome"] == "conforms")
        .map(|finding| text(&finding["name"]))
        .collect();
    let of_region = truth["truth"]["backup-offsite-copy"].as_object().expect("the truth");
    assert!(conforming.iter().all(|name| name.starts_with("vol-") && of_region[*name] == "conforms"), "{conforming:?}");
    assert_eq!(conforming.len(), 1, "the one disk with a copy in the other account");
}

#[test]
fn a_schedule_that_leaves_no_backup_and_a_test_that_never_ran_are_not_verified() {
    let (run, truth) = scan("220000000002", "backup:idle", &json!({}), "");
    none(differences(&truth, &run.report()));
}

#[test]
fn snapshots_of_a_lifecycle_policy_show_that_it_is_kept() {
    let (run, truth) = scan("220000000003", "backup:by_policy", &json!({}), "");
    none(differences(&truth, &run.exits(11).report()));
    let (denied, _) = scan("220000000003", "backup:by_policy", &json!({}), &fault("DENY", "ec2:DescribeSnapshots"));
    let report = denied.report();
    for rule in ["backup-plan-frequency", "backup-recency"] {
        assert_eq!(text(&report.result(rule)["verdict"]), "unverified", "{rule}");
        assert_eq!(report.result(rule)["missing_actions"], json!(["ec2:DescribeSnapshots"]), "{rule}");
    }
}

#[test]
fn what_is_not_seen_neither_confirms_nor_refutes() {
    // Stale where it was seen: a vault that may not be read could hold something younger.
    let (run, _) = scan(MIXED, "backup:mixed", &json!({}), &fault("DENY", "backup:ListRecoveryPointsByBackupVault"));
    let report = run.report();
    for rule in ["backup-encryption", "backup-plan-frequency", "backup-recency", "backup-offsite-copy"] {
        let result = report.result(rule);
        assert_eq!(text(&result["verdict"]), "unverified", "{rule}");
        assert_eq!(result["missing_actions"], json!(["backup:ListRecoveryPointsByBackupVault"]), "{rule}");
    }
}

#[test]
fn each_list_is_read_once_and_only_where_there_is_something() {
    let (run, _) = scan(MIXED, "backup:mixed", &json!({}), "");
    let counts = run.counts();
    let of = |operation: &str| counts.get(operation).copied().unwrap_or_default();
    // Three vaults in two of 17 regions; plans look for their backups in what is listed anyway.
    assert_eq!((of("backup:ListBackupVaults"), of("backup:ListRecoveryPointsByBackupVault")), (17, 3));
    assert_eq!(
        (of("backup:ListBackupPlans"), of("backup:GetBackupPlan"), of("backup:ListBackupSelections")),
        (17, 3, 3)
    );
    assert_eq!((of("dlm:GetLifecyclePolicies"), of("dlm:GetLifecyclePolicy")), (34, 1));
    assert_eq!((of("backup:ListRestoreJobs"), of("backup:ListRestoreTestingPlans")), (17, 17));
    assert_eq!(of("backup:ListCopyJobs"), 2, "where something lies in a vault");
    // Backups that services keep by themselves are asked for where there is something that could have one.
    assert_eq!((of("ec2:DescribeSnapshots"), of("fsx:DescribeBackups"), of("dynamodb:ListBackups")), (1, 1, 1));
    for unread in ["backup:ListProtectedResources", "backup:GetBackupVaultAccessPolicy", "backup:ListBackupJobs"] {
        assert_eq!(of(unread), 0, "{unread}");
    }
}

/// The account's backups are put together from all regions: without some of them nothing is said of the whole, neither where
/// the plans lie in a region that is left nor where they lie in one that is not.
#[test]
fn regions_that_nobody_asked_are_a_gap() {
    const ACCOUNT: &str = "220000000004";
    let truth = moto().plant(ACCOUNT, "clean");
    let rules = ["backup-plan-frequency", "backup-restore-test"];
    let scan = |claims: &str, only: &[&str]| {
        let narrowed = only.iter().flat_map(|region| ["--region", region]);
        Tomscan::of(ACCOUNT, "").claims(claims).args(narrowed).json().report()
    };
    let all = claim_per_rule(rules, &truth["params"]);
    let whole = scan(&all, &[]);
    assert_eq!((whole.verdict(rules[0]), whole.verdict(rules[1])), ("confirmed", "partly-confirmed"));
    for left in ["eu-central-1", "sa-east-1"] {
        let report = scan(&all, &[left]);
        for rule in rules {
            assert_eq!(report.verdict(rule), "unverified", "{rule}, only {left}");
            let gaps = report.result(rule)["gaps"].as_array().expect("gaps").clone();
            let not_asked = |gap: &&Value| gap["resource"] == "backup.account" && gap["unknown"]["why"] == "not-asked";
            assert_eq!(gaps.iter().filter(not_asked).count(), 16, "{rule}, only {left}: {gaps:?}");
        }
    }
    // What the document does not speak of leaves no gap.
    let scoped = format!("[scope]\nregions = [\"eu-central-1\"]\n{}", &all[all.find("[[claim]]").expect("a claim")..]);
    let report = scan(&format!("{}{scoped}", crate::tomscan::HEAD), &["eu-central-1"]);
    assert_eq!((report.verdict(rules[0]), report.verdict(rules[1])), ("confirmed", "partly-confirmed"));
}
