//! What was planted is what is reported: every state, every page, and no call more than needed.

use crate::calls::{REGIONS, made_only, without_report_calls};
use crate::moto::{Call, moto};
use crate::tomscan::{HEAD, Run, Tomscan, all_rules, claim_for_every_rule, claim_per_rule, findings, text};
use crate::truth::{differences, holds, none};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn scanned(account: &str, scenario: &'static str) -> (crate::moto::Truth, Run) {
    let truth = moto().plant(account, scenario);
    let run = Tomscan::of(account, "").claims(&claim_for_every_rule(&truth["params"])).by_itself().json();
    (truth, run)
}

#[test]
fn every_planted_state_is_reported_as_it_is() {
    let (truth, run) = scanned("200000000001", "states");
    let report = run.exits(10).report();
    let silent: Vec<_> = all_rules().filter(|rule| report.results().all(|result| result["rule"] != *rule)).collect();
    assert!(silent.is_empty(), "no result of {silent:?}");
    none(differences(&truth, &report));
}

#[test]
fn every_rule_has_planted_states_of_both_kinds() {
    let (states, clean) = (moto().plant("200000000001", "states"), moto().plant("200000000002", "clean"));
    let planted = |truth: &Value, rule: &str, outcome: &str| {
        truth["truth"][rule].as_object().is_some_and(|resources| resources.values().any(|planted| planted == outcome))
    };
    let lacks = |rule: &&str| {
        let conforms = planted(&states, rule, "conforms") || planted(&clean, rule, "conforms");
        !conforms || !planted(&states, rule, "deviates")
    };
    let lacking: Vec<_> = all_rules().filter(lacks).collect();
    assert!(lacking.is_empty(), "plant.py lacks a conforming or a deviating state for {lacking:?}");
}

#[test]
fn administrators_are_named_and_nobody_else_is() {
    let (truth, run) = scanned("200000000001", "states");
    let report = run.report();
    let finding = &findings(report.result("iam-no-admin-wildcard"))[0];
    let said = text(&finding["observed"]);
    let wrong = truth["administrators"].as_object().expect("administrators").iter();
    let wrong: Vec<_> =
        wrong.filter(|(name, is)| said.contains(&format!("{name} (")) != is.as_bool().unwrap()).collect();
    assert!(wrong.is_empty(), "{wrong:?} in: {said}");
}

#[test]
fn a_clean_account_holds_by_the_general_set_and_by_every_rule() {
    let truth = moto().plant("200000000002", "clean");
    let general = Tomscan::of("200000000002", "").by_itself().json().exits(0).report();
    for (claim, verdict) in general.verdicts() {
        assert!(holds(&verdict), "claim {claim} is {verdict}");
    }
    let mut params = truth["params"].clone();
    params["kms-key-origin"] = json!({ "origins": ["AWS_KMS"] });
    let run = Tomscan::of("200000000002", "").claims(&claim_for_every_rule(&params)).by_itself().json().exits(0);
    none(differences(&truth, &run.report()));
}

#[test]
fn where_there_is_nothing_nothing_is_confirmed() {
    let (_, run) = scanned("200000000003", "empty");
    let report = run.exits(10).report();
    // The account itself always exists, and so do its settings: only these rules have something to look at.
    let of_account = BTreeMap::from([
        ("account-security-contact", "refuted"),
        ("cloudtrail-enabled", "refuted"),
        ("cloudtrail-integrity", "refuted"),
        ("cloudwatch-iam-change-alarm", "refuted"),
        ("ebs-encryption-at-rest", "refuted"),
        ("guardduty-enabled", "refuted"),
        ("iam-root-secured", "refuted"),
        ("kms-usage-logged", "refuted"),
        ("organizations-region-deny", "refuted"),
        // Whether there are backups, restores or tunnels that AWS does not see is open.
        ("backup-plan-frequency", "unverified"),
        ("backup-restore-rto", "unverified"),
        ("backup-restore-test", "unverified"),
        ("ec2-vpn-endpoint", "unverified"),
        // Whether somebody from outside has access, where people sign in and how rights are reviewed is open without any of
        // it, and AWS's auditors are silent here.
        ("accessanalyzer-external-access", "unverified"),
        ("artifact-iso27001", "unverified"),
        ("iam-access-review", "unverified"),
        ("iam-federation", "unverified"),
        // What AWS keeps by itself: the history of 90 days, and nobody who administers.
        ("cloudtrail-retention", "confirmed"),
        ("iam-no-admin-wildcard", "partly-confirmed"),
    ]);
    for (rule, verdict) in &report.verdicts() {
        assert_eq!(verdict, of_account.get(rule.as_str()).unwrap_or(&"not-applicable"), "{rule}");
    }
    let general = Tomscan::of("200000000003", "").by_itself().json().report();
    for claim in general.claims().filter(|claim| claim["counts"]["evaluated"] == 0) {
        assert_eq!(claim["verdict"], "not-applicable", "claim {}", claim["id"]);
    }
}

const MANY: &str = "200000000004";

/// Calls of the general set for 300 buckets, 100 users, 50 keys and 30 DB instances, as the gate saw them.
fn expected_of_many() -> BTreeMap<String, u64> {
    // The block of each lets nothing through, so nobody asks what its policy, its ownership and its list would let through.
    let per_bucket = ["GetBucketEncryption", "GetBucketPolicy", "GetBucketReplication", "GetPublicAccessBlock"];
    // All of them rotate every year by themselves: of the rotations of the past nobody need hear.
    let per_key = ["DescribeKey", "GetKeyRotationStatus"];
    let per_region = [
        "backup:ListBackupPlans",
        "backup:ListBackupVaults",
        "cloudtrail:DescribeTrails",
        "cloudtrail:ListEventDataStores",
        "cognito-idp:ListUserPools",
        "dynamodb:ListTables",
        "ec2:DescribeImages",
        "ec2:DescribeSnapshots",
        "ec2:DescribeVolumes",
        "ecr:DescribeRegistry",
        "ecr:DescribeRepositories",
        "efs:DescribeFileSystems",
        "efs:DescribeReplicationConfigurations",
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
        "rds:DescribeDBProxies",
        "rds:DescribeDBSnapshots",
        "rds:DescribeGlobalClusters",
        "redshift:DescribeClusters",
        "s3:ListDirectoryBuckets",
        "secretsmanager:ListSecrets",
        "sns:ListTopics",
        "sqs:ListQueues",
        "ssm:DescribeParameters",
    ];
    let once = [
        "account:ListRegions",
        "cloudfront:ListDistributions",
        "iam:GetAccountAuthorizationDetails",
        "iam:GetAccountPasswordPolicy",
        "iam:GetAccountSummary",
        "iam:GetCredentialReport",
        "iam:ListRoles",
        "s3:ListBuckets",
        "s3control:GetPublicAccessBlock",
        "s3control:ListMultiRegionAccessPoints",
        "sts:GetCallerIdentity",
    ];
    let of = |operation: String, count| (operation, count);
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    expected.extend(per_bucket.map(|name| of(format!("s3:{name}"), 300)));
    expected.extend(per_key.map(|name| of(format!("kms:{name}"), 50)));
    expected.extend(per_region.map(|name| of(name.to_owned(), REGIONS)));
    expected.extend(once.map(|name| of(name.to_owned(), 1)));
    // MemoryDB is not offered in one of the regions: AWS's list of those in which it is, in three pages.
    expected.insert("ssm:GetParametersByPath".to_owned(), 3);
    // AWS lists default policies apart from all others.
    expected.insert("dlm:GetLifecyclePolicies".to_owned(), 2 * REGIONS);
    // One parameter group in each of two regions, two pages each, for all 30 instances together.
    expected.insert("rds:DescribeDBParameters".to_owned(), 4);
    expected
}

#[test]
fn a_large_account_is_read_whole_with_exactly_the_calls_needed() {
    let truth = moto().plant(MANY, "many");
    let run = Tomscan::of(MANY, "").json().exits(10);
    let report = run.report();
    let wrong: Vec<_> =
        differences(&truth, &report).into_iter().filter(|wrong| !wrong.starts_with("rds-multi-az")).collect();
    none(wrong);
    assert_eq!(run.counts(), report.calls(), "what tomscan counts is what reached AWS");
    assert_eq!(without_report_calls(run.counts()), expected_of_many());
    let made: u64 = run.counts().values().sum();
    eprintln!("calls of the general set for 300 buckets, 100 users, 50 keys, 30 DB instances: {made}");
}

#[test]
fn no_page_of_a_list_is_lost() {
    let truth = moto().plant(MANY, "many");
    let rules =
        ["s3-encryption-at-rest", "iam-user-mfa", "iam-role-based-permissions", "kms-key-strength", "rds-multi-az"];
    let claims = claim_per_rule(rules.into_iter().chain(["rds-snapshot-encryption"]), &truth["params"]);
    let run = Tomscan::of(MANY, "XSMALL").claims(&claims).json();
    let report = run.report();
    let seen =
        |rule: &str| findings(report.result(rule)).iter().map(|finding| text(&finding["arn"])).collect::<BTreeSet<_>>();
    assert_eq!(seen("s3-encryption-at-rest").len(), 300, "buckets");
    assert_eq!(seen("iam-user-mfa").len(), 100, "users of the credential report");
    assert_eq!(seen("iam-role-based-permissions").len(), 100, "users of the authorization details");
    assert_eq!(seen("kms-key-strength").iter().filter(|arn| arn.contains(":key/")).count(), 50, "keys");
    assert_eq!(seen("rds-multi-az").len(), 30, "DB instances");
    let wrong: Vec<_> = differences(&truth, &report)
        .into_iter()
        .filter(|wrong| rules.iter().any(|rule| wrong.starts_with(rule)))
        .collect();
    none(wrong);
    let counts = run.counts();
    // Pages of seven: 300 buckets; 34 and 16 keys beside 15 empty regions; 20 and 10 instances; 33 regions.
    let pages = [
        ("s3:ListBuckets", 43),
        ("kms:ListKeys", 5 + 3 + 15),
        ("rds:DescribeDBInstances", 3 + 2 + 15),
        ("account:ListRegions", 5),
    ];
    for (operation, pages) in pages {
        assert_eq!(counts.get(operation), Some(&pages), "{operation}");
    }
}

/// Scans with one rule, and asserts its calls.
fn asks_only(account: &str, rule: &str, expected: &[(&str, u64)]) {
    let run = Tomscan::of(account, "").claims(&claim_per_rule([rule], &json!({}))).json();
    made_only(&run, rule, expected);
}

#[test]
fn a_scan_with_one_rule_makes_only_that_rules_calls() {
    const ACCOUNT: &str = "200000000002";
    let truth = moto().plant(ACCOUNT, "clean");
    let regions = ("account:ListRegions", 1);
    let keys = truth["counts"]["kms.key"].as_u64().expect("a count");
    asks_only(ACCOUNT, "s3-tls-only", &[regions, ("s3:ListBuckets", 1), ("s3:GetBucketPolicy", 4)]);
    asks_only(
        ACCOUNT,
        "kms-rotation",
        &[
            regions,
            ("kms:ListKeys", REGIONS),
            ("kms:DescribeKey", keys),
            // One key waits for its deletion: nothing rotates there, so nothing is asked. The others rotate every year by themselves,
            // so nobody asks when they did.
            ("kms:GetKeyRotationStatus", keys - 1),
        ],
    );
    // Only IAM is read: no region is asked for. The password policy matters only where somebody has a password, which the
    // credential report says.
    let report = ("iam:GetCredentialReport", 1);
    asks_only(ACCOUNT, "iam-user-mfa", &[report]);
    asks_only(ACCOUNT, "iam-password-policy", &[report, ("iam:GetAccountPasswordPolicy", 1)]);
    let databases = [("rds:DescribeDBInstances", REGIONS), ("rds:DescribeDBClusters", REGIONS)];
    asks_only(ACCOUNT, "rds-backup-retention", &[&[regions], &databases[..]].concat());
    let tls = [("rds:DescribeDBProxies", REGIONS), ("rds:DescribeDBParameters", 2)];
    asks_only(ACCOUNT, "rds-tls-enforced", &[&[regions], &databases[..], &tls[..]].concat());
}

#[test]
fn calls_go_to_the_region_of_the_resource() {
    const ACCOUNT: &str = "200000000001";
    moto().plant(ACCOUNT, "states");
    let run = Tomscan::of(ACCOUNT, "").claims(&claim_per_rule(["s3-tls-only", "kms-rotation"], &json!({}))).json();
    let report = run.report();
    let found = report.results().flat_map(findings);
    // A multi-Region key has the same name in each of its regions.
    let places: BTreeSet<(&str, &str)> =
        found.map(|finding| (text(&finding["name"]), text(&finding["region"]))).collect();
    let known: BTreeSet<&str> = places.iter().map(|(name, _)| *name).collect();
    let about =
        |operation: &str| run.calls().into_iter().filter(|call| call.operation == operation).collect::<Vec<Call>>();
    let calls = about("s3:GetBucketPolicy").into_iter().chain(about("kms:GetKeyRotationStatus"));
    // Other rules may ask about a key of which this one does not speak.
    for call in calls.filter(|call| known.contains(call.target.as_str())) {
        assert!(places.contains(&(&call.target, &call.region)), "{call:?}");
    }
    assert!(places.iter().map(|(_, region)| region).collect::<BTreeSet<_>>().len() >= 2, "two regions at least");
}

#[test]
fn the_report_says_where_its_claims_come_from() {
    moto().plant("200000000003", "empty");
    let built_in = Tomscan::of("200000000003", "").json().report();
    assert_eq!(built_in.0["document"]["claims_file"], Value::Null);
    let table = Tomscan::of("200000000003", "").args(["--lang", "en"]).run();
    assert!(table.stdout.contains("built-in general set"), "{}", table.stdout);
    let claims =
        format!("{HEAD}[[claim]]\nid = \"1\"\nwords = \"w\"\nfamily = \"encryption\"\nrules = [\"s3-versioning\"]\n");
    let own = Tomscan::of("200000000003", "").claims(&claims).json().exits(0).report();
    assert_eq!(own.0["document"]["claims_file"], "tom.toml");
    let named = Tomscan::of("200000000003", "").file("other.toml", &claims).args(["--claims", "other.toml"]).json();
    assert_eq!(named.report().0["document"]["claims_file"], "other.toml");
}
