//! One AWS resource, its facts, and what was asked and answered to find it.
//!
//! In: what collectors saw. Out: [`Inventory`], the only thing that evaluation reads.

use super::observed::Unknown;
use super::{
    accessanalyzer, account, acm, apigateway, artifact, autoscaling, backup, cloudfront, cloudtrail, cloudwatch,
    cognito_idp, dlm, ds, dynamodb, ebs, ec2_network, ec2_vpc, ecr, ecs, efs, elasticache, elb, elbv2, environments,
    fsx, guardduty, iam, inspector2, kms, lambda, logs, macie2, memorydb, opensearch, organizations, parameter_store,
    rds, redshift, route53, s3, secretsmanager, ses, sns, sqs, ssm, sso_admin, transfer,
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
    /// Outside regions, and put together from answers of every region: one resource under the region [`GLOBAL`].
    Gathered,
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
    /// A Multi-Region Access Point.
    S3MultiRegionAccessPoint = "s3.multi-region-access-point", s3::MultiRegionAccessPoint, Global, "Multi-Region Access Points", "Multi-Region Access Points";
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
    /// A Cognito user pool.
    CognitoUserPool = "cognito-idp.user-pool", cognito_idp::UserPool, Regions, "Cognito-Benutzerpools", "Cognito user pools";
    /// A directory in AWS Directory Service.
    DsDirectory = "ds.directory", ds::Directory, Regions, "Verzeichnisse", "directories";
    /// An instance of IAM Identity Center.
    SsoInstance = "sso-admin.instance", sso_admin::Instance, Regions, "Identity-Center-Instanzen", "Identity Center instances";
    /// Access from outside, region by region.
    AccessAnalyzerExternal = "accessanalyzer.external-access", accessanalyzer::ExternalAccess, Regions, "Zugriffsanalysen (von außen)", "access analyses (from outside)";
    /// Unused access in the account.
    AccessAnalyzerUnused = "accessanalyzer.unused-access", accessanalyzer::UnusedAccess, Gathered, "Zugriffsanalysen (ungenutzt)", "access analyses (unused)";
    /// AWS as operator of the data centres.
    ArtifactOperator = "artifact.operator", artifact::Operator, Global, "Rechenzentrumsbetreiber", "data centre operators";
    /// A Lambda function.
    LambdaFunction = "lambda.function", lambda::Function, Regions, "Lambda-Funktionen", "Lambda functions";
    /// An SQS queue.
    SqsQueue = "sqs.queue", sqs::Queue, Regions, "SQS-Warteschlangen", "SQS queues";
    /// An SNS topic.
    SnsTopic = "sns.topic", sns::Topic, Regions, "SNS-Themen", "SNS topics";
    /// A secret in Secrets Manager.
    SecretsManagerSecret = "secretsmanager.secret", secretsmanager::Secret, Regions, "Secrets", "secrets";
    /// A parameter in Parameter Store.
    SsmParameter = "ssm.parameter", parameter_store::Parameter, Regions, "SSM-Parameter", "SSM parameters";
    /// A repository for container images.
    EcrRepository = "ecr.repository", ecr::Repository, Regions, "ECR-Repositorys", "ECR repositories";
    /// The container registry of a region.
    EcrRegistry = "ecr.registry", ecr::Registry, Regions, "ECR-Registrys", "ECR registries";
    /// A Redshift cluster.
    RedshiftCluster = "redshift.cluster", redshift::Cluster, Regions, "Redshift-Cluster", "Redshift clusters";
    /// A MemoryDB cluster.
    MemorydbCluster = "memorydb.cluster", memorydb::Cluster, Regions, "MemoryDB-Cluster", "MemoryDB clusters";
    /// An RDS Proxy.
    RdsProxy = "rds.proxy", rds::Proxy, Regions, "RDS-Proxys", "RDS proxies";
    /// A running EC2 instance.
    SsmServer = "ssm.server", ssm::Server, Regions, "laufende EC2-Instanzen", "running EC2 instances";
    /// A server outside EC2 that Systems Manager manages.
    SsmHybridNode = "ssm.hybrid-node", ssm::HybridNode, Regions, "Server außerhalb von EC2", "servers outside EC2";
    /// An ECS service.
    EcsService = "ecs.service", ecs::Service, Regions, "ECS-Services", "ECS services";
    /// A Route 53 health check.
    Route53HealthCheck = "route53.health-check", route53::HealthCheck, Global, "Route-53-Zustandsprüfungen", "Route 53 health checks";
    /// An alarm.
    CloudWatchAlarm = "cloudwatch.alarm", cloudwatch::Alarm, Regions, "CloudWatch-Alarme", "CloudWatch alarms";
    /// The account, as alarms watch over its permissions and keys.
    CloudWatchAccount = "cloudwatch.account", cloudwatch::Account, Gathered, "AWS-Konten", "AWS accounts";
    /// GuardDuty in one region.
    GuardDutyRegion = "guardduty.region", guardduty::Region, Regions, "Regionen (GuardDuty)", "regions (GuardDuty)";
    /// Inspector in one region.
    Inspector2Region = "inspector2.region", inspector2::Region, Regions, "Regionen (Inspector)", "regions (Inspector)";
    /// A bucket, as Macie knows it.
    Macie2Bucket = "macie2.bucket", macie2::Bucket, ListedOnce, "S3-Buckets (Macie)", "S3 buckets (Macie)";
    /// The backups of the account as a whole.
    BackupAccount = "backup.account", backup::Account, Gathered, "Sicherungen des Kontos insgesamt", "the account's backups as a whole";
    /// A backup vault.
    BackupVault = "backup.vault", backup::Vault, Regions, "Sicherungstresore", "backup vaults";
    /// A recovery point in a backup vault.
    BackupRecoveryPoint = "backup.recovery-point", backup::RecoveryPoint, Regions, "Wiederherstellungspunkte", "recovery points";
    /// A resource of which AWS keeps backups.
    BackupProtectedResource = "backup.protected-resource", backup::ProtectedResource, Regions, "gesicherte Ressourcen", "protected resources";
    /// A backup plan.
    BackupPlan = "backup.plan", backup::Plan, Regions, "Sicherungspläne", "backup plans";
    /// A restore testing plan.
    BackupRestoreTestingPlan = "backup.restore-testing-plan", backup::RestoreTestingPlan, Regions, "Wiederherstellungstestpläne", "restore testing plans";
    /// A restore job.
    BackupRestoreJob = "backup.restore-job", backup::RestoreJob, Regions, "Wiederherstellungsaufträge", "restore jobs";
    /// A policy of Data Lifecycle Manager.
    DlmPolicy = "dlm.policy", dlm::Policy, Regions, "DLM-Richtlinien", "DLM policies";
    /// An EBS volume.
    Ec2Volume = "ec2.volume", ebs::Volume, Regions, "EBS-Volumes", "EBS volumes";
    /// An EBS snapshot.
    Ec2Snapshot = "ec2.snapshot", ebs::Snapshot, Regions, "EBS-Snapshots", "EBS snapshots";
    /// A machine image.
    Ec2Image = "ec2.image", ebs::Image, Regions, "Maschinen-Images (AMI)", "machine images (AMI)";
    /// What a region does with new volumes, snapshots and images: one in each region.
    Ec2EbsSettings = "ec2.ebs-settings", ebs::EbsSettings, Regions, "EBS-Voreinstellungen", "EBS default settings";
    /// An EFS file system.
    EfsFileSystem = "efs.file-system", efs::FileSystem, Regions, "EFS-Dateisysteme", "EFS file systems";
    /// An FSx file system.
    FsxFileSystem = "fsx.file-system", fsx::FileSystem, Regions, "FSx-Dateisysteme", "FSx file systems";
    /// A backup of an FSx file system.
    FsxBackup = "fsx.backup", fsx::Backup, Regions, "FSx-Sicherungen", "FSx backups";
    /// A DynamoDB table.
    DynamodbTable = "dynamodb.table", dynamodb::Table, Regions, "DynamoDB-Tabellen", "DynamoDB tables";
    /// An Application, Network or Gateway Load Balancer.
    Elbv2LoadBalancer = "elbv2.load-balancer", elbv2::LoadBalancer, Regions, "Load Balancer", "load balancers";
    /// A listener of such a load balancer.
    Elbv2Listener = "elbv2.listener", elbv2::Listener, Regions, "Listener von Load Balancern", "load balancer listeners";
    /// A target group.
    Elbv2TargetGroup = "elbv2.target-group", elbv2::TargetGroup, Regions, "Zielgruppen", "target groups";
    /// A Classic Load Balancer.
    ElbLoadBalancer = "elb.load-balancer", elb::LoadBalancer, Regions, "Classic Load Balancer", "Classic Load Balancers";
    /// A listener of a Classic Load Balancer.
    ElbListener = "elb.listener", elb::Listener, Regions, "Listener von Classic Load Balancern", "Classic Load Balancer listeners";
    /// A CloudFront distribution.
    CloudfrontDistribution = "cloudfront.distribution", cloudfront::Distribution, Global, "CloudFront-Distributionen", "CloudFront distributions";
    /// A certificate in ACM.
    AcmCertificate = "acm.certificate", acm::Certificate, Regions, "ACM-Zertifikate", "ACM certificates";
    /// A REST API of API Gateway.
    ApigatewayRestApi = "apigateway.rest-api", apigateway::RestApi, Regions, "REST-APIs", "REST APIs";
    /// A stage of a REST API.
    ApigatewayStage = "apigateway.stage", apigateway::RestStage, Regions, "Stages von REST-APIs", "stages of REST APIs";
    /// A domain name of API Gateway.
    ApigatewayDomainName = "apigateway.domain-name", apigateway::DomainName, Regions, "API-Domainnamen", "API domain names";
    /// An HTTP or WebSocket API of API Gateway.
    Apigatewayv2Api = "apigatewayv2.api", apigateway::Api, Regions, "HTTP- und WebSocket-APIs", "HTTP and WebSocket APIs";
    /// A stage of an HTTP or WebSocket API.
    Apigatewayv2Stage = "apigatewayv2.stage", apigateway::Stage, Regions, "Stages von HTTP- und WebSocket-APIs", "stages of HTTP and WebSocket APIs";
    /// A function URL of Lambda.
    LambdaFunctionUrl = "lambda.function-url", lambda::FunctionUrl, Regions, "Funktions-URLs", "function URLs";
    /// A server of the Transfer Family.
    TransferServer = "transfer.server", transfer::Server, Regions, "Transfer-Server", "Transfer servers";
    /// A configuration set of SES.
    SesConfigurationSet = "ses.configuration-set", ses::ConfigurationSet, Regions, "SES-Konfigurationssätze", "SES configuration sets";
    /// A sending identity of SES.
    SesIdentity = "ses.identity", ses::Identity, Regions, "SES-Absender", "SES identities";
    /// An Auto Scaling group.
    AutoscalingGroup = "autoscaling.group", autoscaling::Group, Regions, "Auto-Scaling-Gruppen", "Auto Scaling groups";
    /// What Application Auto Scaling scales.
    ApplicationAutoscalingTarget = "application-autoscaling.target", autoscaling::ScalableTarget, Regions, "skalierbare Ziele", "scalable targets";
    /// A replication group of ElastiCache.
    ElasticacheReplicationGroup = "elasticache.replication-group", elasticache::ReplicationGroup, Regions, "ElastiCache-Replikationsgruppen", "ElastiCache replication groups";
    /// A cluster of ElastiCache outside replication groups.
    ElasticacheCluster = "elasticache.cluster", elasticache::Cluster, Regions, "ElastiCache-Cluster", "ElastiCache clusters";
    /// A serverless cache of ElastiCache.
    ElasticacheServerlessCache = "elasticache.serverless-cache", elasticache::ServerlessCache, Regions, "serverlose ElastiCache-Caches", "ElastiCache serverless caches";
    /// A domain of OpenSearch Service.
    OpensearchDomain = "opensearch.domain", opensearch::Domain, Regions, "OpenSearch-Domänen", "OpenSearch domains";
    /// A security group.
    Ec2SecurityGroup = "ec2.security-group", ec2_network::SecurityGroup, Regions, "Sicherheitsgruppen", "security groups";
    /// A network interface: of an instance, a load balancer, a database or another service.
    Ec2NetworkInterface = "ec2.network-interface", ec2_network::NetworkInterface, Regions, "Netzwerkschnittstellen", "network interfaces";
    /// A VPC.
    Ec2Vpc = "ec2.vpc", ec2_vpc::Vpc, Regions, "VPCs", "VPCs";
    /// The VPNs of the account, all regions together: that there is none is a statement about the account.
    Ec2Vpn = "ec2.vpn", ec2_vpc::Vpn, Gathered, "VPN-Zugänge des Kontos", "VPNs of the account";
    /// The environments (production, test, …) of the account, as far as tags name them.
    AccountEnvironments = "account.environments", environments::Environments, Gathered, "Umgebungen des Kontos", "environments of the account";
    /// What an organisation forbids the account.
    OrganizationsGuardrails = "organizations.guardrails", organizations::Guardrails, Global, "AWS-Konten", "AWS accounts";
    /// What the account records with CloudTrail.
    CloudTrailAccount = "cloudtrail.account", cloudtrail::Account, Gathered, "AWS-Konten", "AWS accounts";
    /// A trail of the account or its organisation.
    CloudTrailTrail = "cloudtrail.trail", cloudtrail::Trail, Gathered, "CloudTrail-Trails", "CloudTrail trails";
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
        matches!(self.place(), Place::Global | Place::Gathered)
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
    /// What was found, by kind, region and name; empty where it was judged already, one by one
    /// ([`crate::evaluate::Evaluation::resources`] says what it was).
    pub resources: Vec<Resource>,
    /// Number of requests per API operation, retries included.
    pub calls: BTreeMap<String, u64>,
    /// How many of them AWS throttled, per API operation.
    pub throttled: BTreeMap<String, u64>,
    /// How many of them asked once more what had failed, per API operation.
    pub retried: BTreeMap<String, u64>,
    /// False when somebody broke the scan off. At a deadline each call that was not answered is unknown by itself.
    pub complete: bool,
}

impl Inventory {
    /// What was seen of an account that nobody asked.
    pub fn nothing(caller: Caller, now: Timestamp) -> Self {
        Self {
            caller,
            now,
            regions: Err(Unknown::undecidable("not-collected")),
            coverage: Vec::new(),
            resources: Vec::new(),
            calls: BTreeMap::new(),
            throttled: BTreeMap::new(),
            retried: BTreeMap::new(),
            complete: true,
        }
    }

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
