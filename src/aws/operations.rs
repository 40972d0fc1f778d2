//! The table of operations: everything that tomscan can call, as data.
//!
//! In: nothing. Out: per API operation its service, the IAM action that allows it, where it is asked, and the error codes
//! that mean "there is none". The plan, the least IAM policy, the reading of errors and the proof that nothing but read
//! actions can be called come from here; a test holds it against AWS's published service models. Operations of the SDK
//! crates stand in this file, those of the light caller beside their answers in [`super::wire`].

use super::wire::{self, Service};
use std::sync::LazyLock;

/// Where an operation is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Once for the account.
    Account,
    /// Once per region, or per resource in its region.
    Region,
}

/// One API operation.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// Service and operation as AWS names them: `s3:GetBucketPolicy`.
    pub id: &'static str,
    /// The IAM action that allows it, which is not always named like the operation.
    pub action: &'static str,
    /// Where it is asked.
    pub reach: Reach,
    /// Error codes that mean "there is none".
    pub absent: &'static [&'static str],
    /// How the light caller writes it; `None`: it goes through an SDK crate.
    pub wire: Option<Wire>,
}

/// How the light caller writes an operation and pages through its answers.
#[derive(Debug, PartialEq, Eq)]
pub struct Wire {
    /// The service that answers.
    pub service: &'static Service,
    /// HTTP method and path of the REST protocols; `{Name}` in the path is the request's member of that name.
    pub http: (&'static str, &'static str),
    /// Paging, for lists.
    pub pages: Option<Pages>,
}

/// How a list is asked for page by page.
#[derive(Debug, PartialEq, Eq)]
pub struct Pages {
    /// The request's member that takes the token of the page before, as it stands on the wire.
    pub token: &'static str,
    /// The request's member for the size of a page, with the largest that AWS allows.
    pub size: Option<(&'static str, u32)>,
}

impl Operation {
    /// The service's name in AWS's models, such as `s3control`.
    pub fn service(&self) -> &'static str {
        self.id.split_once(':').map_or("", |(service, _)| service)
    }

    /// The operation's name in AWS's models.
    pub fn name(&self) -> &'static str {
        self.id.split_once(':').map_or("", |(_, name)| name)
    }
}

macro_rules! operations {
    ($($constant:ident = $id:literal, $action:literal, $reach:ident $(, absent $($code:literal)|+)?;)*) => {
        $(
            #[doc = concat!("`", $id, "`")]
            pub static $constant: Operation =
                Operation { id: $id, action: $action, reach: Reach::$reach, absent: &[$($($code),+)?], wire: None };
        )*

        /// The operations of the SDK crates.
        static SDK: &[&Operation] = &[$(&$constant),*];
    };
}

operations! {
    LIST_BUCKETS = "s3:ListBuckets", "s3:ListAllMyBuckets", Account;
    LIST_DIRECTORY_BUCKETS = "s3:ListDirectoryBuckets", "s3express:ListAllMyDirectoryBuckets", Region;
    HEAD_BUCKET = "s3:HeadBucket", "s3:ListBucket", Region;
    GET_BUCKET_ENCRYPTION = "s3:GetBucketEncryption", "s3:GetEncryptionConfiguration", Region,
        absent "ServerSideEncryptionConfigurationNotFoundError";
    GET_BUCKET_POLICY = "s3:GetBucketPolicy", "s3:GetBucketPolicy", Region, absent "NoSuchBucketPolicy";
    GET_BUCKET_POLICY_STATUS = "s3:GetBucketPolicyStatus", "s3:GetBucketPolicyStatus", Region, absent "NoSuchBucketPolicy";
    GET_BUCKET_ACL = "s3:GetBucketAcl", "s3:GetBucketAcl", Region;
    GET_BUCKET_OWNERSHIP_CONTROLS = "s3:GetBucketOwnershipControls", "s3:GetBucketOwnershipControls", Region,
        absent "OwnershipControlsNotFoundError";
    GET_BUCKET_PUBLIC_ACCESS_BLOCK = "s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock", Region,
        absent "NoSuchPublicAccessBlockConfiguration";
    GET_BUCKET_VERSIONING = "s3:GetBucketVersioning", "s3:GetBucketVersioning", Region;
    GET_BUCKET_LOGGING = "s3:GetBucketLogging", "s3:GetBucketLogging", Region;
    GET_BUCKET_REPLICATION = "s3:GetBucketReplication", "s3:GetReplicationConfiguration", Region,
        absent "ReplicationConfigurationNotFoundError";
    GET_BUCKET_LIFECYCLE = "s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration", Region,
        absent "NoSuchLifecycleConfiguration";
    GET_OBJECT_LOCK = "s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration", Region,
        absent "ObjectLockConfigurationNotFoundError";
    GET_BUCKET_TAGGING = "s3:GetBucketTagging", "s3:GetBucketTagging", Region, absent "NoSuchTagSet";

    LIST_KEYS = "kms:ListKeys", "kms:ListKeys", Region;
    DESCRIBE_KEY = "kms:DescribeKey", "kms:DescribeKey", Region;
    GET_KEY_POLICY = "kms:GetKeyPolicy", "kms:GetKeyPolicy", Region;
    GET_KEY_ROTATION_STATUS = "kms:GetKeyRotationStatus", "kms:GetKeyRotationStatus", Region;
    LIST_KEY_ROTATIONS = "kms:ListKeyRotations", "kms:ListKeyRotations", Region;
    LIST_RESOURCE_TAGS = "kms:ListResourceTags", "kms:ListResourceTags", Region;

    GET_ACCOUNT_SUMMARY = "iam:GetAccountSummary", "iam:GetAccountSummary", Account;
    GENERATE_CREDENTIAL_REPORT = "iam:GenerateCredentialReport", "iam:GenerateCredentialReport", Account;
    GET_CREDENTIAL_REPORT = "iam:GetCredentialReport", "iam:GetCredentialReport", Account;
    GET_ACCOUNT_PASSWORD_POLICY = "iam:GetAccountPasswordPolicy", "iam:GetAccountPasswordPolicy", Account, absent "NoSuchEntity";
    GET_ACCOUNT_AUTHORIZATION_DETAILS = "iam:GetAccountAuthorizationDetails", "iam:GetAccountAuthorizationDetails", Account;
    LIST_MFA_DEVICES = "iam:ListMFADevices", "iam:ListMFADevices", Account;
    LIST_SAML_PROVIDERS = "iam:ListSAMLProviders", "iam:ListSAMLProviders", Account;
    LIST_ROLES = "iam:ListRoles", "iam:ListRoles", Account;
    LIST_SERVER_CERTIFICATES = "iam:ListServerCertificates", "iam:ListServerCertificates", Account;

    DESCRIBE_DB_INSTANCES = "rds:DescribeDBInstances", "rds:DescribeDBInstances", Region;
    DESCRIBE_DB_CLUSTERS = "rds:DescribeDBClusters", "rds:DescribeDBClusters", Region;
    DESCRIBE_DB_SNAPSHOTS = "rds:DescribeDBSnapshots", "rds:DescribeDBSnapshots", Region;
    DESCRIBE_DB_CLUSTER_SNAPSHOTS = "rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusterSnapshots", Region;
    DESCRIBE_DB_SNAPSHOT_ATTRIBUTES = "rds:DescribeDBSnapshotAttributes", "rds:DescribeDBSnapshotAttributes", Region;
    DESCRIBE_DB_CLUSTER_SNAPSHOT_ATTRIBUTES = "rds:DescribeDBClusterSnapshotAttributes", "rds:DescribeDBClusterSnapshotAttributes", Region;
    DESCRIBE_DB_INSTANCE_AUTOMATED_BACKUPS = "rds:DescribeDBInstanceAutomatedBackups", "rds:DescribeDBInstanceAutomatedBackups", Region;
    DESCRIBE_DB_PROXIES = "rds:DescribeDBProxies", "rds:DescribeDBProxies", Region;
    DESCRIBE_DB_PARAMETERS = "rds:DescribeDBParameters", "rds:DescribeDBParameters", Region;
    DESCRIBE_DB_CLUSTER_PARAMETERS = "rds:DescribeDBClusterParameters", "rds:DescribeDBClusterParameters", Region;
    DESCRIBE_GLOBAL_CLUSTERS = "rds:DescribeGlobalClusters", "rds:DescribeGlobalClusters", Region;
    DESCRIBE_DB_ENGINE_VERSIONS = "rds:DescribeDBEngineVersions", "rds:DescribeDBEngineVersions", Region;
}

/// All operations.
pub static ALL: LazyLock<Vec<&'static Operation>> =
    LazyLock::new(|| SDK.iter().chain(wire::tables().flat_map(|table| table.operations)).copied().collect());

/// The operation of this id.
pub fn operation(id: &str) -> Option<&'static Operation> {
    ALL.iter().copied().find(|operation| operation.id == id)
}
