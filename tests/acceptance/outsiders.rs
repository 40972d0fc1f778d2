//! Whom the policies of resources let in from outside the account: what they show is judged without an analyzer.

use crate::moto::{fault, moto};
use crate::tomscan::{Run, Tomscan, claim_per_rule};
use crate::truth::{differences, none, outcome};
use serde_json::{Value, json};

const RULE: &str = "accessanalyzer-external-access";
const SHOWN: &str = "250000000001";
const CLOSED: &str = "250000000002";

fn scan(account: &str, scenario: &'static str, params: &Value, faults: &str) -> (Run, crate::moto::Truth) {
    let truth = moto().plant(account, scenario);
    let claims = claim_per_rule([RULE], params);
    (Tomscan::of(account, faults).claims(&claims).json(), truth)
}

#[test]
fn every_kind_of_resource_is_judged_by_its_policy() {
    let (run, truth) = scan(SHOWN, "outsiders:shown", &json!({}), "");
    let report = run.exits(10).report();
    none(differences(&truth, &report));
    let planted = truth["truth"][RULE].as_object().expect("the truth");
    assert!(report.verdict(RULE) == "refuted" && planted.len() > 20, "{}", planted.len());
}

#[test]
fn the_request_that_gets_through_is_shown() {
    let (run, _) = scan(SHOWN, "outsiders:shown", &json!({}), "");
    assert!(run.stdout.contains("sqs:SendMessage") && run.stdout.contains("444455556666"), "{}", run.stdout);
}

#[test]
fn a_documented_account_may_be_let_in() {
    let params = json!({ RULE: { "allowed_accounts": ["444455556666"] } });
    let (run, _) = scan(SHOWN, "outsiders:shown", &params, "");
    let report = run.report();
    for name in ["queue-stranger", "topic-stranger", "secret-stranger", "repository-stranger", "vault-stranger"] {
        assert_eq!(outcome(&report, RULE, name), "conforms", "{name}");
    }
    assert_eq!(outcome(&report, RULE, "queue-everybody"), "deviates");
}

#[test]
fn without_an_analyzer_nothing_is_confirmed() {
    let (run, truth) = scan(CLOSED, "outsiders:closed", &json!({}), "");
    let report = run.exits(11).report();
    assert_eq!(report.verdict(RULE), "unverified");
    none(differences(&truth, &report));
}

#[test]
fn each_policy_is_read_once() {
    let (run, _) = scan(SHOWN, "outsiders:shown", &json!({}), "");
    let counts = run.counts();
    let of = |operation: &str| counts.get(operation).copied().unwrap_or_default();
    assert_eq!((of("sqs:GetQueueAttributes"), of("sns:GetTopicAttributes")), (5, 2));
    assert_eq!((of("secretsmanager:GetResourcePolicy"), of("kms:GetKeyPolicy")), (2, 2));
    assert_eq!((of("s3:GetBucketPolicy"), of("ecr:GetRepositoryPolicy")), (2, 2));
    assert_eq!((of("backup:GetBackupVaultAccessPolicy"), of("lambda:GetPolicy")), (2, 2));
    assert_eq!((of("efs:DescribeFileSystemPolicy"), of("opensearch:DescribeDomains")), (3, 1));
}

#[test]
fn a_policy_that_is_denied_leaves_its_resource_open() {
    for (operation, name) in [
        ("sqs:GetQueueAttributes", "queue-stranger"),
        ("sns:GetTopicAttributes", "topic-stranger"),
        ("secretsmanager:GetResourcePolicy", "secret-stranger"),
        ("ecr:GetRepositoryPolicy", "repository-stranger"),
        ("backup:GetBackupVaultAccessPolicy", "vault-stranger"),
        ("lambda:GetPolicy", "function-stranger"),
    ] {
        let (run, _) = scan(SHOWN, "outsiders:shown", &json!({}), &fault("DENY", operation));
        assert_eq!(outcome(&run.report(), RULE, name), "unknown", "{operation}");
    }
}
