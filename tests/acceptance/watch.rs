//! Alarms, detection and patches: states that exclude each other in one account, and what is asked for them.

use crate::moto::{fault, moto};
use crate::tomscan::{Tomscan, claim_for_every_rule, claim_per_rule, findings, text};
use crate::truth::{differences, none};
use serde_json::json;
use std::collections::BTreeMap;

/// Of which changes somebody hears is one thing per account.
#[test]
fn every_way_to_hear_of_changes_is_judged_as_it_is() {
    let scenarios = [
        "by_filters",
        "without_kms",
        "not_delivered",
        "with_exceptions",
        "silent",
        "by_rules",
        "by_rules_at_home",
        "by_rules_without_leave",
    ];
    let mut wrong = Vec::new();
    for (number, scenario) in scenarios.into_iter().enumerate() {
        let account = format!("5200000000{number:02}");
        let name: &'static str = Box::leak(format!("watch:{scenario}").into_boxed_str());
        let truth = moto().plant(&account, name);
        let claims = claim_per_rule(["cloudwatch-iam-change-alarm"], &truth["params"]);
        let report = Tomscan::of(&account, "").claims(&claims).json().report();
        wrong.extend(differences(&truth, &report).into_iter().map(|wrong| format!("{scenario}: {wrong}")));
    }
    none(wrong);
}

/// The region of an event that nobody hears of is named.
#[test]
fn what_nobody_hears_of_is_named_with_its_regions() {
    const ACCOUNT: &str = "520000000006";
    moto().plant(ACCOUNT, "watch:by_rules_at_home");
    let claims = claim_per_rule(["cloudwatch-iam-change-alarm"], &json!({}));
    let report = Tomscan::of(ACCOUNT, "").claims(&claims).json().exits(10).report();
    let said = text(&findings(report.result("cloudwatch-iam-change-alarm"))[0]["observed"]).to_owned();
    assert!(said.contains("AttachRolePolicy (us-east-1)"), "{said}");
    assert!(said.contains("eu-west-1") && !said.contains("DisableKey (eu-central-1"), "{said}");
}

/// Rules of a region that was left out are not seen; filters on a trail of all regions do without them.
#[test]
fn leaving_out_regions_hurts_rules_and_not_filters() {
    let scan = |account: &str, scenario: &'static str| {
        moto().plant(account, scenario);
        let claims = claim_per_rule(["cloudwatch-iam-change-alarm"], &json!({}));
        let run = Tomscan::of(account, "").claims(&claims).args(["--region", "eu-central-1"]).json();
        run.report().verdict("cloudwatch-iam-change-alarm").to_owned()
    };
    assert_eq!(scan("520000000005", "watch:by_rules"), "unverified");
    assert_eq!(scan("520000000000", "watch:by_filters"), "partly-confirmed");
}

/// Each alarm list, topic and server list is asked once, however many rules read of it.
#[test]
fn what_several_rules_need_is_asked_once() {
    const ACCOUNT: &str = "520000000020";
    moto().plant(ACCOUNT, "watch:states");
    let rules = [
        "cloudwatch-capacity-alarms",
        "cloudwatch-availability-alarms",
        "guardduty-runtime-monitoring",
        "inspector-enabled",
        "ssm-patch-compliance",
    ];
    let run =
        Tomscan::of(ACCOUNT, "").claims(&claim_per_rule(rules, &json!({}))).args(["--region", "eu-central-1"]).json();
    let counts = run.counts();
    let of = |operation: &str| counts.get(operation).copied().unwrap_or_default();
    // Two regions: the one that is left, and the main one for health checks.
    assert_eq!(of("cloudwatch:DescribeAlarms"), 2, "{counts:?}");
    assert_eq!(of("ec2:DescribeInstances"), 1, "{counts:?}");
    assert_eq!(of("sns:ListSubscriptionsByTopic"), of("sns:GetTopicAttributes"), "{counts:?}");
    assert_eq!(of("guardduty:ListFindings"), 0, "nobody reads findings: {counts:?}");
}

#[test]
fn each_rule_asks_only_what_it_needs() {
    const ACCOUNT: &str = "520000000020";
    moto().plant(ACCOUNT, "watch:states");
    let asks = |rule: &str, expected: &[(&str, u64)]| {
        let run =
            Tomscan::of(ACCOUNT, "").claims(&claim_per_rule([rule], &json!({}))).args(["--region", "sa-east-1"]).json();
        let start = [("sts:GetCallerIdentity", 1), ("account:ListRegions", 1)];
        let expected: BTreeMap<String, u64> =
            start.iter().chain(expected).map(|(operation, count)| ((*operation).to_owned(), *count)).collect();
        assert_eq!(run.counts(), expected, "{rule}");
    };
    asks("guardduty-enabled", &[("guardduty:ListDetectors", 1)]);
    asks("guardduty-runtime-monitoring", &[("guardduty:ListDetectors", 1), ("ec2:DescribeInstances", 1)]);
    asks(
        "inspector-enabled",
        &[
            ("inspector2:BatchGetAccountStatus", 1),
            ("ec2:DescribeInstances", 1),
            ("ecr:DescribeRepositories", 1),
            ("lambda:ListFunctions", 1),
        ],
    );
    asks("ssm-patch-compliance", &[("ec2:DescribeInstances", 1), ("ssm:DescribeInstanceInformation", 1)]);
}

/// A region without an answer is neither good nor bad; the others keep what they say.
#[test]
fn a_denied_region_is_not_verified_and_spoils_no_other() {
    const ACCOUNT: &str = "520000000021";
    let truth = moto().plant(ACCOUNT, "clean");
    let faults = fault("DENY", "guardduty:ListDetectors") + "Xus_west_2";
    let claims = claim_per_rule(["guardduty-enabled"], &truth["params"]);
    let report = Tomscan::of(ACCOUNT, &faults).claims(&claims).json().exits(11).report();
    let finding = |region: &str| {
        let all = findings(report.result("guardduty-enabled"));
        all.iter().find(|finding| finding["name"] == region).map(|finding| text(&finding["outcome"]).to_owned())
    };
    assert_eq!(finding("us-west-2").as_deref(), Some("unknown"));
    assert_eq!(finding("eu-central-1").as_deref(), Some("conforms"));
}

/// Instances and functions are needed by many collectors; each region is asked for them once.
#[test]
fn instances_and_functions_are_listed_once_per_region() {
    const ACCOUNT: &str = "520000000030";
    moto().plant(ACCOUNT, "empty");
    let run = Tomscan::of(ACCOUNT, "").claims(&claim_for_every_rule(&json!({}))).json();
    let mut calls: BTreeMap<(String, String), u32> = BTreeMap::new();
    for call in run.calls() {
        *calls.entry((call.operation, call.region)).or_default() += 1;
    }
    for operation in ["ec2:DescribeInstances", "lambda:ListFunctions"] {
        let regions: Vec<_> = calls.iter().filter(|((of, _), _)| of == operation).collect();
        assert!(regions.len() > 10, "{operation}: {regions:?}");
        assert!(regions.iter().all(|(_, times)| **times == 1), "{operation}: {regions:?}");
    }
}

/// A bucket is looked at as such and as one that takes logs, of several trails too; a key as such and as that of a topic.
#[test]
fn a_bucket_and_a_key_are_asked_each_thing_once() {
    const ACCOUNT: &str = "520000000031";
    let truth = moto().plant(ACCOUNT, "states");
    let run = Tomscan::of(ACCOUNT, "").claims(&claim_for_every_rule(&truth["params"])).json();
    let mut calls: BTreeMap<(String, String, String), u32> = BTreeMap::new();
    for call in run.calls() {
        *calls.entry((call.operation, call.region, call.target)).or_default() += 1;
    }
    let of = |operation: &str| calls.keys().filter(|(asked, ..)| asked == operation).count();
    for operation in [
        "s3:GetBucketAcl",
        "s3:GetBucketLifecycleConfiguration",
        "s3:GetBucketOwnershipControls",
        "s3:GetBucketPolicyStatus",
        "s3:GetBucketVersioning",
        "s3:GetObjectLockConfiguration",
        "s3:GetPublicAccessBlock",
        "s3:HeadBucket",
        "kms:DescribeKey",
        "kms:GetKeyPolicy",
    ] {
        assert!(of(operation) > 0, "{operation} is not asked at all");
    }
    let about_one =
        |asked: &str| asked.starts_with("s3:Get") || asked == "s3:HeadBucket" || asked.starts_with("kms:Get");
    let again: Vec<_> = calls.iter().filter(|((asked, ..), times)| about_one(asked) && **times > 1).collect();
    assert!(again.is_empty(), "asked more than once: {again:?}");
}
