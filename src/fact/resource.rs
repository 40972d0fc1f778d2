//! One AWS resource, its facts, and what was asked and answered to find it.
//!
//! In: what collectors saw. Out: [`Inventory`], the only thing that evaluation reads.

use super::observed::Unknown;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $de:literal, $en:literal;)*) => {
        /// A type of AWS resource that rules can speak of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum ResourceKind {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl ResourceKind {
            /// All kinds, in the order of reports.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in rules and reports, such as `s3.bucket`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The plural for readers.
            pub fn plural(self, lang: crate::text::Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($de, $en),)* }
            }
        }
    };
}

kinds! {
    /// A general purpose bucket.
    S3Bucket = "s3.bucket", "S3-Buckets", "S3 buckets";
    /// A directory bucket (S3 Express One Zone).
    S3DirectoryBucket = "s3.directory-bucket", "S3-Directory-Buckets", "S3 directory buckets";
    /// A KMS key.
    KmsKey = "kms.key", "KMS-Schlüssel", "KMS keys";
    /// The IAM settings of the account, among them root.
    IamAccount = "iam.account", "AWS-Konten", "AWS accounts";
    /// An IAM user.
    IamUser = "iam.user", "IAM-Benutzer", "IAM users";
    /// An IAM role.
    IamRole = "iam.role", "IAM-Rollen", "IAM roles";
    /// A DB instance; also those of Neptune and DocumentDB, which the RDS API lists.
    RdsInstance = "rds.instance", "DB-Instanzen", "DB instances";
    /// A DB cluster: Aurora, Multi-AZ, Neptune, DocumentDB.
    RdsCluster = "rds.cluster", "DB-Cluster", "DB clusters";
    /// A snapshot of a DB instance.
    RdsSnapshot = "rds.snapshot", "DB-Snapshots", "DB snapshots";
    /// A snapshot of a DB cluster.
    RdsClusterSnapshot = "rds.cluster-snapshot", "DB-Cluster-Snapshots", "DB cluster snapshots";
    /// The automated backups of a DB instance, also those replicated from another region.
    RdsAutomatedBackup = "rds.automated-backup", "automatische DB-Sicherungen", "automated DB backups";
    /// An RDS Proxy.
    RdsProxy = "rds.proxy", "RDS-Proxys", "RDS proxies";
}

impl ResourceKind {
    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// Whether AWS keeps it outside regions (IAM). Buckets are listed globally, but each lies in a region.
    pub fn is_global(self) -> bool {
        matches!(self, Self::IamAccount | Self::IamUser | Self::IamRole)
    }
}

impl fmt::Display for ResourceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The name that stands for the region of global resources.
pub const GLOBAL: &str = "global";

/// One AWS resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Its type.
    pub kind: ResourceKind,
    /// Account id, 12 digits.
    pub account: String,
    /// Region code, or [`GLOBAL`].
    pub region: String,
    /// The name that people use: bucket name, key id, user name, DB identifier.
    pub name: String,
    /// Amazon Resource Name.
    pub arn: String,
    /// What is known of it, in the shape of the kind's struct in this folder (see [`super::catalogue`]).
    pub facts: Map<String, Value>,
    /// When AWS answered, per API operation (`s3:GetBucketPolicy`).
    pub answered: BTreeMap<String, Timestamp>,
}

/// What was asked for one kind in one region, and answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The kind that was to be listed.
    pub kind: ResourceKind,
    /// Region code, or [`GLOBAL`].
    pub region: String,
    /// The number of resources, or why they could not be listed.
    pub listed: Result<u64, Unknown>,
}

/// Who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Caller {
    /// Account id, 12 digits (`sts:GetCallerIdentity` `Account`).
    pub account: String,
    /// ARN of the identity (`Arn`).
    pub arn: String,
}

/// Everything that one scan saw.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// Who asked.
    pub caller: Caller,
    /// The one point in time of the scan: all ages are counted from it.
    pub now: Timestamp,
    /// Regions enabled for the account, or why they are not known.
    pub regions: Result<Vec<String>, Unknown>,
    /// What was listed and what was not.
    pub coverage: Vec<Coverage>,
    /// What was found, by kind, region and name.
    pub resources: Vec<Resource>,
    /// Number of requests per API operation, retries included.
    pub calls: BTreeMap<String, u64>,
    /// False when the scan was broken off.
    pub complete: bool,
}

impl Inventory {
    /// Puts resources and coverage into the order in which reports show them.
    pub fn sort(&mut self) {
        self.resources.sort_by(|a, b| (a.kind, &a.region, &a.name, &a.arn).cmp(&(b.kind, &b.region, &b.name, &b.arn)));
        self.coverage.sort_by(|a, b| (a.kind, &a.region).cmp(&(b.kind, &b.region)));
    }
}
