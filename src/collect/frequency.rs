//! How often an operation is asked: once, once in each region, or once for each resource of a kind.
//!
//! In: an operation. Out: [`Per`]. Whatever AWS asks only of something named is in [`OF_EACH`], or in [`NAMES_NO_RESOURCE`] with the
//! reason why it is not; a test holds both against the required members of AWS's models.

use crate::aws::operations::{Operation, Reach};
#[allow(clippy::enum_glob_use, reason = "a table of nothing but kinds")]
use crate::fact::ResourceKind::{self, *};

/// What an operation is asked for each of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// The account.
    Account,
    /// Each region.
    Region,
    /// Each resource of a kind, so many in one call.
    Each(ResourceKind, u64),
}

/// Operations that are asked of something named: of each resource of this kind, or of so many at once.
const OF_EACH: &[(&str, ResourceKind, u64)] = &[
    ("apigateway:GetStages", ApigatewayRestApi, 1),
    ("apigatewayv2:GetStages", Apigatewayv2Api, 1),
    ("backup:GetBackupPlan", BackupPlan, 1),
    ("backup:GetBackupVaultAccessPolicy", BackupVault, 1),
    ("backup:ListBackupSelections", BackupPlan, 1),
    ("backup:ListRecoveryPointsByBackupVault", BackupVault, 1),
    ("cloudfront:GetDistributionConfig", CloudfrontDistribution, 1),
    ("cloudfront:GetVpcOrigin", CloudfrontDistribution, 1),
    ("cloudtrail:GetEventDataStore", CloudTrailEventDataStore, 1),
    ("cloudtrail:GetEventSelectors", CloudTrailTrail, 1),
    ("cloudtrail:GetTrailStatus", CloudTrailTrail, 1),
    ("cognito-idp:DescribeUserPool", CognitoUserPool, 1),
    ("dlm:GetLifecyclePolicy", DlmPolicy, 1),
    ("dynamodb:DescribeContinuousBackups", DynamodbTable, 1),
    ("dynamodb:DescribeTable", DynamodbTable, 1),
    ("dynamodb:ListTagsOfResource", DynamodbTable, 1),
    ("ec2:DescribeImageAttribute", Ec2Image, 1),
    ("ec2:DescribeSnapshotAttribute", Ec2Snapshot, 1),
    ("ecr:GetRepositoryPolicy", EcrRepository, 1),
    ("ecs:DescribeServices", EcsService, 10),
    ("efs:DescribeFileSystemPolicy", EfsFileSystem, 1),
    ("elb:DescribeLoadBalancerAttributes", ElbLoadBalancer, 1),
    ("elb:DescribeTags", ElbLoadBalancer, 20),
    ("elbv2:DescribeListeners", Elbv2LoadBalancer, 1),
    ("elbv2:DescribeLoadBalancerAttributes", Elbv2LoadBalancer, 1),
    ("elbv2:DescribeTags", Elbv2LoadBalancer, 20),
    ("iam:ListMFADevices", IamUser, 1),
    ("kms:DescribeKey", KmsKey, 1),
    ("kms:GetKeyPolicy", KmsKey, 1),
    ("kms:GetKeyRotationStatus", KmsKey, 1),
    ("kms:ListKeyRotations", KmsKey, 1),
    ("kms:ListResourceTags", KmsKey, 1),
    ("lambda:GetPolicy", LambdaFunction, 1),
    ("lambda:ListFunctionUrlConfigs", LambdaFunction, 1),
    ("logs:GetDataProtectionPolicy", LogsLogGroup, 1),
    ("opensearch:DescribeDomains", OpensearchDomain, 5),
    // A group of parameters has some five pages, and several databases mostly share one.
    ("rds:DescribeDBClusterParameters", RdsCluster, 1),
    ("rds:DescribeDBClusterSnapshotAttributes", RdsClusterSnapshot, 1),
    ("rds:DescribeDBParameters", RdsInstance, 1),
    ("rds:DescribeDBSnapshotAttributes", RdsSnapshot, 1),
    ("s3:GetBucketAcl", S3Bucket, 1),
    ("s3:GetBucketEncryption", S3Bucket, 1),
    ("s3:GetBucketLifecycleConfiguration", S3Bucket, 1),
    ("s3:GetBucketLogging", S3Bucket, 1),
    ("s3:GetBucketOwnershipControls", S3Bucket, 1),
    ("s3:GetBucketPolicy", S3Bucket, 1),
    ("s3:GetBucketPolicyStatus", S3Bucket, 1),
    ("s3:GetBucketReplication", S3Bucket, 1),
    ("s3:GetBucketTagging", S3Bucket, 1),
    ("s3:GetBucketVersioning", S3Bucket, 1),
    ("s3:GetObjectLockConfiguration", S3Bucket, 1),
    ("s3:GetPublicAccessBlock", S3Bucket, 1),
    ("secretsmanager:GetResourcePolicy", SecretsManagerSecret, 1),
    ("sesv2:GetConfigurationSet", SesConfigurationSet, 1),
    ("sesv2:GetEmailIdentity", SesIdentity, 1),
    ("sns:GetTopicAttributes", SnsTopic, 1),
    ("sns:ListSubscriptionsByTopic", SnsTopic, 1),
    ("sqs:GetQueueAttributes", SqsQueue, 1),
    ("ssm:DescribeInstancePatchStates", SsmServer, 50),
    ("transfer:DescribeServer", TransferServer, 1),
];

/// Operations of which AWS requires a member that names no resource of a kind: there is one in the region or the account, or it says
/// what is asked.
pub const NAMES_NO_RESOURCE: &[(&str, &str)] = &[
    ("accessanalyzer:GetAnalyzer", "one or two analysers in a region"),
    ("accessanalyzer:ListFindings", "one or two analysers in a region"),
    ("accessanalyzer:ListFindingsV2", "one or two analysers in a region"),
    ("account:GetAlternateContact", "the sort of contact"),
    ("application-autoscaling:DescribeScalableTargets", "the sort of service"),
    ("application-autoscaling:DescribeScalingPolicies", "the sort of service"),
    ("cognito-idp:ListUserPools", "the size of a page"),
    ("ec2:GetManagedPrefixListEntries", "few lists in a region"),
    ("ec2:SearchTransitGatewayRoutes", "few gateways in a region"),
    ("events:ListTargetsByRule", "only the rules that match what is looked for"),
    ("guardduty:GetDetector", "one detector in a region"),
    ("guardduty:GetFindings", "fifty findings at once"),
    ("guardduty:ListCoverage", "one detector in a region"),
    ("guardduty:ListFindings", "one detector in a region"),
    ("inspector2:ListFindingAggregations", "what findings are counted by"),
    ("logs:DescribeAccountPolicies", "the sort of policy"),
    ("macie2:GetFindings", "fifty findings at once"),
    ("organizations:DescribePolicy", "the policies above one account"),
    ("organizations:ListParents", "the way from the account to the root"),
    ("organizations:ListPoliciesForTarget", "the way from the account to the root"),
    ("organizations:ListTagsForResource", "only where environments are read from the organisation"),
    ("s3:HeadBucket", "only buckets whose region the list leaves out, and those of others"),
    ("s3control:GetPublicAccessBlock", "the account"),
    ("s3control:ListMultiRegionAccessPoints", "the account"),
    ("ssm:GetParametersByPath", "only where AWS does not offer a service"),
];

/// How often an operation is asked.
pub fn frequency(operation: &Operation) -> Per {
    let each = OF_EACH.iter().find(|(id, ..)| *id == operation.id);
    match (each, operation.reach) {
        (Some((_, kind, lot)), _) => Per::Each(*kind, *lot),
        (None, Reach::Account) => Per::Account,
        (None, Reach::Region) => Per::Region,
    }
}
