//! Which regions there are, and who asks: what everything else is built on. And a fault in one region alone.

use super::account::{rules, scan, undisturbed};
use crate::moto::{fault, moto};
use crate::tomscan::{Report, Tomscan, claim_per_rule, findings, text};
use crate::truth::none;
use serde_json::json;
use std::collections::BTreeSet;
use tomscan::fact::{Place, ResourceKind};

#[test]
fn without_list_regions_the_regions_come_from_ec2() {
    let (before, _) = undisturbed();
    for kind in ["DENY", "ERROR", "GARBAGE", "EMPTY", "TRUNCATED"] {
        let run = scan(&fault(kind, "account:ListRegions")).exits(0);
        assert_eq!(run.counts().get("ec2:DescribeRegions"), Some(&1), "{kind}");
        assert_eq!(run.report().verdicts(), before.verdicts(), "{kind}");
    }
}

#[test]
fn without_any_list_of_regions_no_regional_claim_is_confirmed() {
    let (before, _) = undisturbed();
    let mut wrong = Vec::new();
    for kind in ["DENY", "THROTTLE", "GARBAGE", "EMPTY", "TRUNCATED"] {
        let faults = fault("DENY", "account:ListRegions") + &fault(kind, "ec2:DescribeRegions");
        let run = scan(&faults).exits(11);
        for (rule, verdict) in run.report().verdicts() {
            let checks = &rules().get(&rule).expect("a rule").checks;
            // AWS lists all buckets at once, wherever they lie; a trail of all regions records those that are not known too; and
            // a plan, a restore or a VPN that was seen is one, whatever else there is. One analyzer sees all of IAM.
            let seen_anyway = ["cloudtrail-enabled", "kms-usage-logged", "ec2-vpn-endpoint", "iam-access-review"]
                .contains(&rule.as_str());
            let of_regions = |kind: ResourceKind| match kind.place() {
                Place::Global | Place::ListedOnce => false,
                Place::Gathered => !seen_anyway && kind != ResourceKind::BackupAccount,
                Place::Regions => true,
            };
            let regional = checks.iter().any(|check| of_regions(check.kind));
            let right = if regional { "unverified" } else { &before.verdicts()[&rule] };
            if verdict != *right {
                wrong.push(format!("{kind}: {rule} is {verdict}, and not {right}"));
            }
        }
    }
    none(wrong);
}

#[test]
fn without_caller_identity_there_is_no_report_but_one_sentence() {
    for kind in ["DENY", "THROTTLE", "ERROR", "GARBAGE", "EMPTY", "TRUNCATED"] {
        let run = scan(&fault(kind, "sts:GetCallerIdentity")).exits(1);
        assert_eq!(run.stdout, "", "{kind}");
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{kind}: {}", run.stderr);
        assert!(run.counts().keys().eq(["sts:GetCallerIdentity"]), "{kind}: {:?}", run.counts());
    }
}

#[test]
fn a_fault_in_one_region_spoils_that_region_only() {
    const REGIONS: &str = "300000000003";
    moto().plant(REGIONS, "clean");
    let claims = claim_per_rule(["rds-encryption-at-rest"], &json!({}));
    let whole = Tomscan::of(REGIONS, "").claims(&claims).json().exits(0).report();
    let run = Tomscan::of(REGIONS, "XDENYXrds_DescribeDBInstancesXeu_west_1").claims(&claims).json().exits(11);
    let report = run.report();
    let result = report.result("rds-encryption-at-rest");
    let gaps: BTreeSet<&str> = result["gaps"].as_array().unwrap().iter().map(|gap| text(&gap["region"])).collect();
    assert_eq!(gaps, BTreeSet::from(["eu-west-1"]));
    let elsewhere = |report: &Report| -> Vec<(String, String)> {
        let found = findings(report.result("rds-encryption-at-rest")).iter();
        let found = found.filter(|finding| finding["region"] != "eu-west-1");
        found.map(|finding| (text(&finding["arn"]).to_owned(), text(&finding["outcome"]).to_owned())).collect()
    };
    assert!(!elsewhere(&report).is_empty(), "there are databases in eu-central-1");
    assert_eq!(elsewhere(&report), elsewhere(&whole), "the databases of other regions are judged as before");
    assert_eq!(report.verdict("rds-encryption-at-rest"), "unverified");
}
