//! Where data lie: every kind of thing that holds some, every way in which copies leave, every region that was not seen.

use crate::moto::{fault, moto};
use crate::tomscan::{Report, Tomscan, claim_per_rule, findings, text};
use crate::truth::{differences, none};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tomscan::aws::operations::operation;
use tomscan::rule::load_embedded;

const HELD: &str = "account-residency";
const COPIES: &str = "account-replica-residency";

fn params() -> Value {
    json!({
        HELD: { "regions": ["eu-central-1"], "edge_functions_count": true },
        COPIES: { "regions": ["eu-central-1"] },
    })
}

fn scan(account: &str, scenario: &'static str, faults: &str) -> (crate::moto::Truth, crate::tomscan::Run) {
    let truth = moto().plant(account, scenario);
    let run = Tomscan::of(account, faults).claims(&claim_per_rule([HELD, COPIES], &params())).by_itself().json();
    (truth, run)
}

/// The kinds of which a rule reports that one is where it should not be.
fn kinds_reported(report: &Report, rule: &str) -> BTreeSet<String> {
    let deviating = findings(report.result(rule)).iter().filter(|finding| finding["outcome"] == "deviates");
    deviating.map(|finding| text(&finding["resource"]).to_owned()).collect()
}

/// The kinds that a rule speaks of.
fn kinds_of(rule: &str) -> BTreeSet<String> {
    let rules = load_embedded().expect("the built-in rules load");
    let found = rules.get(rule).expect("the rule exists");
    found.checks.iter().map(|check| check.kind.to_string()).collect()
}

#[test]
fn whatever_lies_abroad_is_reported_and_no_kind_is_forgotten() {
    let (truth, run) = scan("540000000001", "residency:abroad", "");
    let report = run.exits(10).report();
    none(differences(&truth, &report));
    assert_eq!(kinds_reported(&report, HELD), kinds_of(HELD));
}

#[test]
fn every_way_in_which_copies_leave_is_reported() {
    let (truth, run) = scan("540000000002", "residency:leaving", "");
    let report = run.exits(10).report();
    none(differences(&truth, &report));
    let (_, abroad) = scan("540000000001", "residency:abroad", "");
    let mut reported = kinds_reported(&report, COPIES);
    reported.extend(kinds_reported(&abroad.report(), COPIES));
    assert_eq!(reported, kinds_of(COPIES));
}

/// Lists by which a region shows that nothing lies there.
const LISTS: [&str; 30] = [
    "backup:ListBackupVaults",
    "cloudtrail:ListEventDataStores",
    "cognito-idp:ListUserPools",
    "dynamodb:ListTables",
    "ec2:DescribeImages",
    "ec2:DescribeSnapshots",
    "ec2:DescribeVolumes",
    "ecr:DescribeRepositories",
    "efs:DescribeFileSystems",
    "elasticache:DescribeCacheClusters",
    "elasticache:DescribeReplicationGroups",
    "elasticache:DescribeServerlessCaches",
    "fsx:DescribeBackups",
    "fsx:DescribeFileSystems",
    "kms:ListKeys",
    "lambda:ListFunctions",
    "logs:DescribeLogGroups",
    "memorydb:DescribeClusters",
    "opensearch:ListDomainNames",
    "rds:DescribeDBClusterSnapshots",
    "rds:DescribeDBClusters",
    "rds:DescribeDBInstanceAutomatedBackups",
    "rds:DescribeDBInstances",
    "rds:DescribeDBSnapshots",
    "redshift:DescribeClusters",
    "s3:ListDirectoryBuckets",
    "secretsmanager:ListSecrets",
    "sns:ListTopics",
    "sqs:ListQueues",
    "ssm:DescribeParameters",
];
const FOREIGN: [&str; 7] =
    ["us-east-1", "us-west-2", "sa-east-1", "ap-south-1", "ap-southeast-2", "eu-north-1", "eu-west-3"];

#[test]
fn an_empty_region_counts_and_one_that_did_not_answer_does_not() {
    const ACCOUNT: &str = "200000000002";
    let (_, whole) = scan(ACCOUNT, "clean", "");
    let whole = whole.exits(0).report();
    assert_eq!((whole.verdict(HELD), whole.verdict(COPIES)), ("partly-confirmed", "partly-confirmed"));
    // Each list is denied in one region; in that region it is the only thing that is not known of its kind.
    let denied: Vec<(&str, &str)> = LISTS.into_iter().zip(FOREIGN.into_iter().cycle()).collect();
    let one = |(list, region): &(&str, &str)| format!("{}X{}", fault("DENY", list), region.replace('-', "_"));
    let faults: String = denied.iter().map(one).collect();
    let (_, run) = scan(ACCOUNT, "clean", &faults);
    let report = run.exits(11).report();
    assert_eq!((report.verdict(HELD), report.verdict(COPIES)), ("unverified", "unverified"));
    let gaps = report.result(HELD)["gaps"].as_array().expect("gaps");
    let action = |list: &str| operation(list).expect("an operation of the table").action;
    let named = |(list, region): &(&str, &str)| {
        gaps.iter().any(|gap| gap["region"] == *region && gap["unknown"]["action"] == action(list))
    };
    let silent: Vec<_> = denied.iter().filter(|denied| !named(denied)).collect();
    assert!(silent.is_empty(), "no gap says that these were denied: {silent:?}");
}
