//! One AWS resource, its facts, and what was asked and answered to find it.
//!
//! In: what collectors saw. Out: [`Inventory`], the only thing that evaluation reads.

use super::observed::Unknown;
use super::{
    account, cloudtrail, cloudwatch, ecs, guardduty, iam, inspector2, kms, logs, rds, route53, s3, ssm, watched,
};
use jiff::Timestamp;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// Where AWS keeps the resources of a kind, and so where they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Outside regions (IAM): listed once, under the region [`GLOBAL`].
    Global,
    /// Each lies in a region, but one call lists those of all regions (S3 buckets).
    ListedOnce,
    /// In a region: listed region by region.
    Regions,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $facts:ty, $place:ident, $de:literal, $en:literal;)*) => {
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

            /// Where it is listed.
            pub fn place(self) -> Place {
                match self { $(Self::$variant => Place::$place,)* }
            }

            /// The JSON Schema of its facts: that of the struct named here.
            pub(super) fn schema(self) -> Schema {
                match self { $(Self::$variant => schema_for!($facts),)* }
            }
        }
    };
}

// One line per kind: variant = name in rules, struct of its facts, where it is listed, plural in German and English.
kinds! {
    /// A general purpose bucket.
    S3Bucket = "s3.bucket", s3::Bucket, ListedOnce, "S3-Buckets", "S3 buckets";
    /// A directory bucket (S3 Express One Zone).
    S3DirectoryBucket = "s3.directory-bucket", s3::DirectoryBucket, Regions, "S3-Directory-Buckets", "S3 directory buckets";
    /// A KMS key.
    KmsKey = "kms.key", kms::Key, Regions, "KMS-Schlüssel", "KMS keys";
    /// The IAM settings of the account, among them root.
    IamAccount = "iam.account", iam::Account, Global, "AWS-Konten", "AWS accounts";
    /// An IAM user.
    IamUser = "iam.user", iam::User, Global, "IAM-Benutzer", "IAM users";
    /// An IAM role.
    IamRole = "iam.role", iam::Role, Global, "IAM-Rollen", "IAM roles";
    /// A DB instance; also those of Neptune and DocumentDB, which the RDS API lists.
    RdsInstance = "rds.instance", rds::Instance, Regions, "DB-Instanzen", "DB instances";
    /// A DB cluster: Aurora, Multi-AZ, Neptune, DocumentDB.
    RdsCluster = "rds.cluster", rds::Cluster, Regions, "DB-Cluster", "DB clusters";
    /// A snapshot of a DB instance.
    RdsSnapshot = "rds.snapshot", rds::Snapshot, Regions, "DB-Snapshots", "DB snapshots";
    /// A snapshot of a DB cluster.
    RdsClusterSnapshot = "rds.cluster-snapshot", rds::ClusterSnapshot, Regions, "DB-Cluster-Snapshots", "DB cluster snapshots";
    /// The automated backups of a DB instance, also those replicated from another region.
    RdsAutomatedBackup = "rds.automated-backup", rds::AutomatedBackup, Regions, "automatische DB-Sicherungen", "automated DB backups";
    /// The account as AWS knows its owner.
    AccountAccount = "account.account", account::Account, Global, "AWS-Konten", "AWS accounts";
    /// An RDS Proxy.
    RdsProxy = "rds.proxy", rds::Proxy, Regions, "RDS-Proxys", "RDS proxies";
    /// A running EC2 instance.
    SsmServer = "ssm.server", ssm::Server, Regions, "laufende EC2-Instanzen", "running EC2 instances";
    /// A server outside EC2 that Systems Manager manages.
    SsmHybridNode = "ssm.hybrid-node", ssm::HybridNode, Regions, "Server außerhalb von EC2", "servers outside EC2";
    /// An Auto Scaling group.
    AutoscalingGroup = "autoscaling.group", watched::Group, Regions, "Auto-Scaling-Gruppen", "Auto Scaling groups";
    /// An ECS service.
    EcsService = "ecs.service", ecs::Service, Regions, "ECS-Services", "ECS services";
    /// An Application, Network or Gateway Load Balancer.
    Elbv2LoadBalancer = "elbv2.load-balancer", watched::LoadBalancer, Regions, "Load Balancer", "load balancers";
    /// A Route 53 health check.
    Route53HealthCheck = "route53.health-check", route53::HealthCheck, Global, "Route-53-Zustandsprüfungen", "Route 53 health checks";
    /// An alarm.
    CloudWatchAlarm = "cloudwatch.alarm", cloudwatch::Alarm, Regions, "CloudWatch-Alarme", "CloudWatch alarms";
    /// The account, as alarms watch over its permissions and keys.
    CloudWatchAccount = "cloudwatch.account", cloudwatch::Account, Global, "AWS-Konten", "AWS accounts";
    /// GuardDuty in one region.
    GuardDutyRegion = "guardduty.region", guardduty::Region, Regions, "Regionen (GuardDuty)", "regions (GuardDuty)";
    /// Inspector in one region.
    Inspector2Region = "inspector2.region", inspector2::Region, Regions, "Regionen (Inspector)", "regions (Inspector)";
    /// What the account records with CloudTrail.
    CloudTrailAccount = "cloudtrail.account", cloudtrail::Account, Global, "AWS-Konten", "AWS accounts";
    /// A trail of the account or its organisation.
    CloudTrailTrail = "cloudtrail.trail", cloudtrail::Trail, Global, "CloudTrail-Trails", "CloudTrail trails";
    /// An event data store of CloudTrail Lake.
    CloudTrailEventDataStore = "cloudtrail.event-data-store", cloudtrail::EventDataStore, Regions, "CloudTrail-Ereignisdatenspeicher", "CloudTrail event data stores";
    /// A log group of CloudWatch Logs.
    LogsLogGroup = "logs.log-group", logs::LogGroup, Regions, "Protokollgruppen", "log groups";
}

impl ResourceKind {
    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// Whether AWS keeps it outside regions (IAM). Buckets are listed globally, but each lies in a region.
    pub fn is_global(self) -> bool {
        self.place() == Place::Global
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
    /// Whether a kind was listed anywhere.
    pub fn covers(&self, kind: ResourceKind) -> bool {
        self.coverage.iter().any(|coverage| coverage.kind == kind && coverage.listed.is_ok())
    }

    /// Puts resources and coverage into the order in which reports show them.
    pub fn sort(&mut self) {
        self.resources.sort_by(|a, b| (a.kind, &a.region, &a.name, &a.arn).cmp(&(b.kind, &b.region, &b.name, &b.arn)));
        self.coverage.sort_by(|a, b| (a.kind, &a.region).cmp(&(b.kind, &b.region)));
    }
}
