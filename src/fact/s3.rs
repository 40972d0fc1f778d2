//! What can be known about S3 buckets.

use super::Observed;
use super::cloudtrail::Recording;
use super::kms::DataKey;
use super::outside::Access;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A general purpose bucket.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "s3:ListBuckets"))]
pub struct Bucket {
    /// What is done to new objects that come without instructions of their own.
    #[schemars(extend("x-operation" = "s3:GetBucketEncryption"))]
    pub encryption: Observed<BucketEncryption>,
    /// What the bucket policy refuses, worked out by policy reasoning.
    #[schemars(extend("x-operation" = "s3:GetBucketPolicy"))]
    pub policy: Observed<BucketPolicy>,
    /// AWS's own judgement of the policy.
    #[schemars(extend("x-operation" = "s3:GetBucketPolicyStatus"))]
    pub policy_status: Observed<PolicyStatus>,
    /// Access control list of the bucket itself; single objects may have their own.
    #[schemars(extend("x-operation" = "s3:GetBucketAcl"))]
    pub acl: Observed<Acl>,
    /// Whether access control lists have any effect.
    #[schemars(extend("x-operation" = "s3:GetBucketOwnershipControls"))]
    pub ownership: Observed<Ownership>,
    /// Public access block as it takes effect: the account's and the bucket's settings together.
    #[schemars(extend("x-operation" = "s3control:GetPublicAccessBlock s3:GetPublicAccessBlock"))]
    pub public_access_block: Observed<PublicAccessBlock>,
    /// Versioning.
    #[schemars(extend("x-operation" = "s3:GetBucketVersioning"))]
    pub versioning: Observed<Versioning>,
    /// Server access logging.
    #[schemars(extend("x-operation" = "s3:GetBucketLogging"))]
    pub logging: Observed<Logging>,
    /// How long the access logs stay that other buckets deliver here; absent where this bucket is not their target.
    #[schemars(extend("x-operation" = "s3:GetBucketLogging s3:GetBucketLifecycleConfiguration s3:GetBucketVersioning s3:GetObjectLockConfiguration"))]
    pub access_logs_kept: Observed<Kept>,
    /// Reads and writes of objects as CloudTrail data events.
    #[schemars(extend("x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors cloudtrail:ListEventDataStores cloudtrail:GetEventDataStore"))]
    pub data_events: Observed<Recording>,
    /// Whether a trail of the account delivers its log files here.
    #[schemars(extend("x-operation" = "cloudtrail:DescribeTrails"))]
    pub is_trail_bucket: Observed<bool>,
    /// Where copies go.
    #[schemars(extend("x-operation" = "s3:GetBucketReplication"))]
    pub replication: Observed<Replication>,
    /// Tags (`TagSet`).
    #[schemars(extend("x-operation" = "s3:GetBucketTagging"))]
    pub tags: Observed<BTreeMap<String, String>>,
    /// Whom its policy lets in from outside the account.
    #[schemars(extend("x-operation" = "s3:GetBucketPolicy"))]
    pub outside: Observed<Access>,
}

/// `ServerSideEncryptionConfiguration.Rules[0]`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BucketEncryption {
    /// `SSEAlgorithm`: `AES256`, `aws:kms` or `aws:kms:dsse`.
    pub algorithm: String,
    /// `KMSMasterKeyID`; null means the AWS managed key `aws/s3` where the algorithm is KMS.
    pub key_id: Option<String>,
    /// Whether `BlockedEncryptionTypes` contains `SSE-C`, so that nobody can store objects under a key of his own.
    pub sse_c_blocked: bool,
    /// The key, where the algorithm is KMS; absent for `AES256`.
    #[schemars(extend("x-operation" = "kms:DescribeKey"))]
    pub key: Observed<DataKey>,
}

/// What a bucket policy refuses.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BucketPolicy {
    /// Whether there is a policy at all.
    pub exists: bool,
    /// Whether every request in clear text to the bucket and all its objects is denied, for everyone.
    pub refuses_plaintext: Observed<bool>,
    /// A clear-text request that is not denied, if there is one.
    pub counterexample: Option<String>,
    /// The lowest TLS version that gets through: `1.2` (which S3 enforces since February 2024) or `1.3`.
    pub min_tls: Observed<String>,
}

/// `PolicyStatus`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PolicyStatus {
    /// `IsPublic`; false when there is no policy.
    pub public: bool,
}

/// `AccessControlPolicy`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Acl {
    /// Whether a grant goes to `AllUsers` or `AuthenticatedUsers`.
    pub public: bool,
    /// Those grants, as `READ AllUsers`.
    pub public_grants: Vec<String>,
}

/// `OwnershipControls`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Ownership {
    /// False under `BucketOwnerEnforced`: then neither the bucket's nor any object's list lets anyone in.
    pub acls_enabled: bool,
}

/// `PublicAccessBlockConfiguration`, account or bucket: a setting counts where either has it, and is unknown where one was not
/// seen and the other lacks it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PublicAccessBlock {
    /// `BlockPublicAcls`: new public ACLs are refused.
    pub block_public_acls: Observed<bool>,
    /// `IgnorePublicAcls`: existing public ACLs have no effect.
    pub ignore_public_acls: Observed<bool>,
    /// `BlockPublicPolicy`: new public policies are refused.
    pub block_public_policy: Observed<bool>,
    /// `RestrictPublicBuckets`: an existing public policy lets in only the account and AWS services.
    pub restrict_public_buckets: Observed<bool>,
}

/// `VersioningConfiguration`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Versioning {
    /// `Status`: `Enabled`, `Suspended`, or `Off` where versioning was never switched on.
    pub status: String,
}

/// `LoggingEnabled`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Logging {
    /// Whether server access logs are delivered.
    pub enabled: bool,
    /// `TargetBucket`.
    pub target_bucket: Option<String>,
    /// `TargetPrefix`: how the keys of the logs begin there.
    pub target_prefix: Option<String>,
    /// Whether this bucket is itself the target of another bucket's logs in this account; unknown where it is no known
    /// target and another bucket's setting was not seen.
    pub is_log_target: Observed<bool>,
}

/// `ReplicationConfiguration`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Replication {
    /// Destination buckets of enabled rules.
    pub destinations: Vec<String>,
    /// Regions of those destinations that could be found out.
    #[schemars(extend("x-operation" = "s3:HeadBucket"))]
    pub regions_seen: Vec<String>,
    /// Regions of all destinations; unknown when one of them could not be found out.
    #[schemars(extend("x-operation" = "s3:HeadBucket"))]
    pub regions: Observed<Vec<String>>,
}

/// How long objects stay, as lifecycle rules, versioning and Object Lock settle it together. Whoever deletes by hand is not
/// in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Kept {
    /// No rule deletes an object before this age in days; null: no rule deletes any.
    pub at_least_days: Option<i64>,
    /// Every object and all its versions are gone at this age in days; null: some stay forever.
    pub at_most_days: Option<i64>,
}

/// A directory bucket (S3 Express One Zone).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "s3:ListDirectoryBuckets"))]
pub struct DirectoryBucket {}

/// A Multi-Region Access Point: one name for buckets in several regions, whose requests AWS routes to any of them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "s3control:ListMultiRegionAccessPoints"))]
pub struct MultiRegionAccessPoint {
    /// `Regions[].Region` of its buckets; unknown where AWS leaves one out.
    pub regions: Observed<Vec<String>>,
    /// `Regions[].BucketAccountId`, other than its own.
    pub other_accounts: Vec<String>,
}
