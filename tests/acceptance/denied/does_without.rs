//! What a rule does without, and that it is told apart from what was seen.

use super::account::scan;
use crate::moto::fault;
use crate::tomscan::findings;

/// Where the logic of a rule does without an answer, in this account: what was seen decides alone. Everything else that
/// names an operation needs it.
pub(super) const DOES_WITHOUT: &[(&str, &str)] = &[
    // Automatic rotation at the interval suffices; a rotation in the past is the other way.
    ("kms-rotation", "kms:ListKeyRotations"),
    // There is no cluster that could be a member of a global database.
    ("account-replica-residency", "rds:DescribeGlobalClusters"),
    // All four settings are on at each bucket and at the account: one of the two suffices, and then neither lists nor
    // policies let anybody in. Without both it is another matter, see below.
    ("s3-public-access-block", "s3control:GetPublicAccessBlock"),
    ("s3-public-access-block", "s3:GetPublicAccessBlock"),
    ("s3-public-access-block", "s3:GetBucketAcl"),
    ("s3-public-access-block", "s3:GetBucketOwnershipControls"),
    ("s3-public-access-block", "s3:GetBucketPolicyStatus"),
    // What is seen decides alone: a plan keeps its schedule whatever else there is, a restore last month is a test whatever
    // plans there are, the disk has a fresh recovery point, and the table is too new to need a backup.
    ("backup-plan-frequency", "dlm:GetLifecyclePolicies"),
    ("backup-plan-frequency", "ec2:DescribeSnapshots"),
    ("backup-restore-test", "backup:ListRestoreTestingPlans"),
    ("backup-recency", "ec2:DescribeSnapshots"),
    ("backup-recency", "dynamodb:ListBackups"),
    ("backup-recency", "dynamodb:DescribeContinuousBackups"),
    // Another zone will do there, and no bucket is named that would hold backups.
    ("backup-offsite-copy", "backup:ListCopyJobs"),
    ("backup-offsite-copy", "s3:GetBucketReplication"),
    // No snapshot is public, so it does not matter whether the region would withhold one.
    ("ec2-snapshot-not-public", "ec2:GetSnapshotBlockPublicAccessState"),
    // Trails record everything: whether event data stores do so too decides nothing.
    ("cloudtrail-enabled", "cloudtrail:ListEventDataStores"),
    ("cloudtrail-enabled", "cloudtrail:GetEventDataStore"),
    ("kms-usage-logged", "cloudtrail:ListEventDataStores"),
    ("kms-usage-logged", "cloudtrail:GetEventDataStore"),
    ("cloudtrail-data-events", "cloudtrail:ListEventDataStores"),
    ("cloudtrail-data-events", "cloudtrail:GetEventDataStore"),
    ("cloudtrail-integrity", "cloudtrail:ListEventDataStores"),
    ("cloudtrail-integrity", "cloudtrail:GetEventDataStore"),
    // The trail's bucket is closed twice, as above.
    ("cloudtrail-integrity", "s3control:GetPublicAccessBlock"),
    ("cloudtrail-integrity", "s3:GetPublicAccessBlock"),
    ("cloudtrail-integrity", "s3:GetBucketAcl"),
    ("cloudtrail-integrity", "s3:GetBucketOwnershipControls"),
    ("cloudtrail-integrity", "s3:GetBucketPolicyStatus"),
    // No bucket policy lets in anybody from outside, so it does not matter whether a block would keep him away.
    ("accessanalyzer-external-access", "s3control:GetPublicAccessBlock"),
    ("accessanalyzer-external-access", "s3:GetPublicAccessBlock"),
    ("accessanalyzer-external-access", "s3:GetBucketPolicyStatus"),
    // There is an event data store, and the bucket keeps log files long enough: whether the log group receives them as well
    // decides nothing.
    ("cloudtrail-retention", "cloudtrail:GetTrailStatus"),
    // The file system has a fresh recovery point.
    ("backup-recency", "fsx:DescribeBackups"),
    // Security groups alone let nobody in whom the document does not name: what lies behind or beside them decides nothing.
    ("ec2-sg-admin-ports", "ec2:DescribeInternetGateways"),
    ("ec2-sg-admin-ports", "elb:DescribeLoadBalancers"),
    ("ec2-sg-admin-ports", "elbv2:DescribeListeners"),
    ("ec2-sg-admin-ports", "elbv2:DescribeRules"),
    ("ec2-sg-public-ingress", "ec2:DescribeInstances"),
    ("ec2-sg-public-ingress", "ec2:DescribeInternetGateways"),
    ("ec2-sg-public-ingress", "elb:DescribeLoadBalancers"),
    ("rds-not-public", "ec2:DescribeInternetGateways"),
    ("rds-not-public", "ec2:DescribeManagedPrefixLists"),
    ("rds-not-public", "ec2:DescribeNetworkAcls"),
    ("rds-not-public", "ec2:DescribeVpcBlockPublicAccessExclusions"),
    ("rds-not-public", "ec2:GetManagedPrefixListEntries"),
    // The document speaks of site-to-site connections, and there is one.
    ("ec2-vpn-endpoint", "ec2:DescribeClientVpnEndpoints"),
    ("ec2-vpn-endpoint", "ec2:DescribeInstances"),
    // No route between the networks names a prefix list.
    ("vpc-network-separation", "ec2:DescribeManagedPrefixLists"),
    ("vpc-network-separation", "ec2:GetManagedPrefixListEntries"),
    // Environments are told apart by account: networks are not looked at, and no other account is demanded.
    ("account-environment-separation", "ec2:DescribeNetworkInterfaces"),
    ("account-environment-separation", "ec2:DescribeSubnets"),
    ("account-environment-separation", "organizations:ListAccounts"),
    // Everything that Inspector can scan is switched on, so it does not matter what there is; findings are not asked after.
    ("inspector-enabled", "ecr:DescribeRepositories"),
    ("inspector-enabled", "lambda:ListFunctions"),
    ("inspector-enabled", "inspector2:ListFindingAggregations"),
];

#[test]
fn without_any_of_the_answers_that_stand_in_for_each_other_exposure_is_not_confirmed() {
    let all = DOES_WITHOUT.iter().filter(|(rule, _)| *rule == "s3-public-access-block");
    let report = scan(&all.map(|(_, operation)| fault("DENY", operation)).collect::<String>()).exits(11).report();
    assert_eq!(report.verdict("s3-public-access-block"), "unverified");
    // One action for the two settings that stand in for each other, and one for each of the other answers.
    assert!(report.result("s3-public-access-block")["missing_actions"].as_array().unwrap().len() >= 4);
}

#[test]
fn what_a_rule_does_without_is_still_marked_as_not_seen() {
    let report = scan(&fault("DENY", "kms:ListKeyRotations")).exits(0).report();
    let evidence =
        findings(report.result("kms-rotation")).iter().flat_map(|finding| finding["evidence"].as_array().unwrap());
    let unseen = evidence.filter(|evidence| evidence["observed"].get("$unknown").is_some()).count();
    assert!(unseen > 0, "the rotations of the past are shown as seen");
}
