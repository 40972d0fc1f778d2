//! Data stores under each kind of key, as each kind of document wants it.

use crate::moto::{fault, moto};
use crate::tomscan::{Report, Tomscan, claim_per_rule, findings, text};
use crate::truth::differences;
use serde_json::{Value, json};

const ACCOUNT: &str = "210000000001";
/// The rules, and which of their checks speaks of a kind of data store: volumes, snapshots, EFS, FSx, tables.
const STORES: [(&str, u64); 5] = [
    ("ebs-encryption-at-rest", 0),
    ("ebs-snapshot-encryption", 0),
    ("efs-encryption-at-rest", 0),
    ("efs-encryption-at-rest", 1),
    ("dynamodb-encryption-at-rest", 0),
];

fn scanned(mode: &str, faults: &str) -> (Report, crate::moto::Truth) {
    let truth = moto().plant(ACCOUNT, "storage:levels");
    let rules: Vec<&str> = STORES.iter().map(|(rule, _)| *rule).collect();
    let params: Value = rules.iter().map(|rule| ((*rule).to_owned(), json!({ "mode": mode }))).collect();
    let claims = claim_per_rule(rules.into_iter().collect::<std::collections::BTreeSet<_>>(), &params);
    (Tomscan::of(ACCOUNT, faults).claims(&claims).json().report(), truth)
}

/// What the report says of one store of each kind, in the order of [`STORES`].
fn outcomes<'r>(report: &'r Report, truth: &Value, level: &str) -> Vec<&'r str> {
    let outcome = |(rule, check): &(&str, u64)| {
        let named = |finding: &&Value| !truth["truth"][format!("level-{level}")][text(&finding["name"])].is_null();
        let mut of_rule = findings(report.result(rule)).iter().filter(|finding| finding["check"] == *check);
        of_rule.find(named).map_or("left-out", |finding| text(&finding["outcome"]))
    };
    STORES.iter().map(outcome).collect()
}

#[test]
fn the_three_levels_of_keys_are_told_apart() {
    let (any, truth) = scanned("any", "");
    assert_eq!(outcomes(&any, &truth, "own"), ["conforms"; 5]);
    assert_eq!(outcomes(&any, &truth, "aws"), ["conforms"; 5]);
    // FSx and DynamoDB encrypt by themselves, under a key that only AWS sees.
    assert_eq!(outcomes(&any, &truth, "none"), ["deviates", "deviates", "deviates", "conforms", "conforms"]);
    let (kms, truth) = scanned("aws-kms", "");
    assert_eq!(outcomes(&kms, &truth, "own"), ["conforms"; 5]);
    assert_eq!(outcomes(&kms, &truth, "aws"), ["conforms"; 5]);
    assert_eq!(outcomes(&kms, &truth, "none"), ["deviates", "deviates", "deviates", "unknown", "deviates"]);
    let (own, truth) = scanned("cmk", "");
    assert_eq!(outcomes(&own, &truth, "own"), ["conforms"; 5]);
    assert_eq!(outcomes(&own, &truth, "aws"), ["deviates"; 5]);
    assert_eq!(outcomes(&own, &truth, "none"), ["deviates"; 5]);
}

#[test]
fn a_key_that_may_not_be_described_leaves_open_only_who_manages_it() {
    let denied = fault("DENY", "kms:DescribeKey");
    let (kms, truth) = scanned("aws-kms", &denied);
    assert_eq!(outcomes(&kms, &truth, "own"), ["conforms"; 5]);
    let (own, truth) = scanned("cmk", &denied);
    assert_eq!(outcomes(&own, &truth, "own"), ["unknown"; 5]);
    assert_eq!(outcomes(&own, &truth, "aws"), ["unknown"; 5]);
    assert_eq!(outcomes(&own, &truth, "none"), ["deviates"; 5]);
}

#[test]
fn each_key_is_described_once_and_tags_only_where_a_selection_reads_them() {
    moto().plant(ACCOUNT, "storage:levels");
    let claims = claim_per_rule(["ebs-encryption-at-rest", "dynamodb-encryption-at-rest"], &json!({}));
    let run = Tomscan::of(ACCOUNT, "").claims(&claims).args(["--region", "eu-central-1"]).json();
    let counts = run.counts();
    assert_eq!(counts.get("kms:DescribeKey"), Some(&2), "two keys, however many stores name them: {counts:?}");
    assert_eq!(counts.get("dynamodb:DescribeTable"), Some(&3));
    assert_eq!(counts.get("dynamodb:ListTagsOfResource"), None);
    assert_eq!(counts.get("ec2:DescribeSnapshots"), None, "no rule reads snapshots");
}

const SHARED: &str = "210000000002";

fn separation(faults: &str) -> (Report, crate::moto::Truth, std::collections::BTreeMap<String, u64>) {
    let truth = moto().plant(SHARED, "messages:shared_keys");
    let claims = claim_per_rule(["kms-key-separation"], &json!({}));
    let run = Tomscan::of(SHARED, faults).claims(&claims).args(["--region", "eu-central-1"]).json();
    (run.report(), truth, run.counts())
}

#[test]
fn a_key_is_separate_only_if_the_stores_of_all_services_are() {
    let (report, truth, counts) = separation("");
    assert_eq!(differences(&truth, &report), [""; 0]);
    // Tags in one list for all services, instances only for volumes that share a key, and nothing by the store.
    assert_eq!(counts.get("resourcegroupstaggingapi:GetResources"), Some(&1));
    for idle in [
        "ec2:DescribeInstances",
        "dynamodb:ListTagsOfResource",
        "ecr:GetRepositoryPolicy",
        "efs:DescribeFileSystemPolicy",
    ] {
        assert_eq!(counts.get(idle), None, "{idle}");
    }
}

/// No list of stores may be left out, and none that was asked may be denied, without the keys being open.
#[test]
fn a_store_list_that_is_denied_separates_no_key() {
    let lists = [
        "dynamodb:ListTables",
        "redshift:DescribeClusters",
        "memorydb:DescribeClusters",
        "elasticache:DescribeReplicationGroups",
        "elasticache:DescribeCacheClusters",
        "elasticache:DescribeServerlessCaches",
        "opensearch:ListDomainNames",
        "ec2:DescribeVolumes",
        "efs:DescribeFileSystems",
        "fsx:DescribeFileSystems",
        "ecr:DescribeRepositories",
        "sqs:ListQueues",
        "sqs:GetQueueAttributes",
        "sns:ListTopics",
        "sns:GetTopicAttributes",
        "secretsmanager:ListSecrets",
        "logs:DescribeLogGroups",
        "cloudtrail:DescribeTrails",
        "cloudtrail:ListEventDataStores",
        "backup:ListBackupVaults",
    ];
    for list in lists {
        let (report, ..) = separation(&fault("DENY", list));
        let separate = findings(report.result("kms-key-separation")).iter().filter(|one| one["outcome"] == "conforms");
        assert_eq!(separate.count(), 0, "{list}");
    }
}
