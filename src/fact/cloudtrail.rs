//! What can be known of AWS CloudTrail: what the account records, its trails, its event data stores.

use super::Observed;
use super::kms::DataKey;
use super::s3::Kept;
use schemars::JsonSchema;
use serde::Serialize;

/// The account as CloudTrail sees it: what all trails together record. A kind of its own, so that an account without any
/// trail has something that deviates.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Account {
    /// The trails that record.
    #[schemars(extend("x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus"))]
    pub trails: Trails,
    /// Event data stores of CloudTrail Lake that take in CloudTrail events; those of an organisation are seen only in the
    /// account that owns them.
    #[schemars(extend("x-operation" = "cloudtrail:ListEventDataStores cloudtrail:GetEventDataStore"))]
    pub event_data_stores: Observed<i64>,
    /// Management events of every source, in every enabled region and from global services, by trails of any kind.
    #[schemars(extend("x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors cloudtrail:ListEventDataStores cloudtrail:GetEventDataStore"))]
    pub management: Recording,
    /// The same, by multi-Region trails alone.
    #[schemars(extend("x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors cloudtrail:ListEventDataStores cloudtrail:GetEventDataStore"))]
    pub management_multi_region: Recording,
    /// Management events of KMS in every region of the document's scope.
    #[schemars(extend("x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors cloudtrail:ListEventDataStores cloudtrail:GetEventDataStore"))]
    pub kms: Recording,
    /// Reads and writes of items in DynamoDB tables of the document's scope; absent without a table.
    #[schemars(extend("x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors cloudtrail:ListEventDataStores cloudtrail:GetEventDataStore dynamodb:ListTables"))]
    pub dynamodb_tables: Observed<Recording>,
    /// Invocations of Lambda functions of the document's scope; absent without a function.
    #[schemars(extend("x-operation" = "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors cloudtrail:ListEventDataStores cloudtrail:GetEventDataStore lambda:ListFunctions"))]
    pub lambda_functions: Observed<Recording>,
    /// Days for which AWS itself keeps management events, with or without a trail: 90 ("Working with CloudTrail event
    /// history", CloudTrail User Guide).
    pub event_history_days: i64,
}

/// The trails that record.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Trails {
    /// Trails seen with `IsLogging`, those of an organisation included.
    pub logging: i64,
    /// True; unknown when the trails of a region or the status of one trail were not seen, so that more may be recording.
    pub all_seen: Observed<bool>,
}

/// Whether events of one sort are recorded.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Recording {
    /// Reads and writes.
    pub all: Recorded,
    /// Writes alone.
    pub writes: Recorded,
}

/// Whether events are recorded: by trails that log, deliver without an error and have delivered at least once.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Recorded {
    /// Every such event matches a selector of such a trail. False where one that does not is known, or where it cannot be
    /// said; `all_seen` tells which.
    pub complete: bool,
    /// An event that no trail records, as `Management readOnly=true kms.amazonaws.com eu-central-1`.
    pub gap: Option<String>,
    /// Hours since the last delivery of the trails that record it: the freshest trail counts for each sort of event, the
    /// oldest of these for all of them (`LatestDeliveryTime`). Null where not everything is recorded.
    pub delivery_age_hours: Option<f64>,
    /// True; unknown when something was not seen that could close the gap: a trail's status or selectors, the trails of a
    /// region, or whether an event data store that should hold these events receives them.
    pub all_seen: Observed<bool>,
}

/// A trail of the account, or of its organisation. It may lie in any region and record them all, so it is no region's.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "cloudtrail:DescribeTrails"))]
pub struct Trail {
    /// `HomeRegion`.
    pub home_region: String,
    /// `IsMultiRegionTrail`.
    pub multi_region: bool,
    /// `IsOrganizationTrail`.
    pub organization: bool,
    /// `LogFileValidationEnabled`: signed digests tell whether a log file was changed or deleted.
    pub log_file_validation: bool,
    /// Whether it works.
    #[schemars(extend("x-operation" = "cloudtrail:GetTrailStatus"))]
    pub status: Observed<TrailStatus>,
    /// `KmsKeyId`; null: S3 encrypts the log files under a key of its own (SSE-S3).
    pub kms_key_id: Option<String>,
    /// That key; absent without one.
    #[schemars(extend("x-operation" = "kms:DescribeKey"))]
    pub key: Observed<DataKey>,
    /// The bucket that takes the log files.
    pub bucket: TrailBucket,
    /// The log group that takes the same events; absent without one (`CloudWatchLogsLogGroupArn`).
    #[schemars(extend("x-operation" = "logs:DescribeLogGroups"))]
    pub log_group: Observed<TrailLogGroup>,
}

/// `GetTrailStatus` in the trail's home region.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TrailStatus {
    /// `IsLogging`.
    pub logging: bool,
    /// Days since `StopLoggingTime`, where it does not log; null where it does, or was never started.
    pub stopped_days: Option<i64>,
    /// `LatestDeliveryError`: why S3 refused the log files; null without one.
    pub delivery_error: Option<String>,
    /// Hours since `LatestDeliveryTime`; null before the first delivery.
    pub delivery_age_hours: Option<f64>,
    /// `LatestDigestDeliveryError`; null without one.
    pub digest_error: Option<String>,
    /// Hours since `LatestDigestDeliveryTime`; null before the first digest. One is due every hour.
    pub digest_age_hours: Option<f64>,
}

/// `S3BucketName`. A bucket of another account cannot be looked into: its facts stay unknown.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TrailBucket {
    /// Its name.
    pub name: String,
    /// Its region, which S3 tells of any bucket.
    #[schemars(extend("x-operation" = "s3:ListBuckets s3:HeadBucket"))]
    pub region: Observed<String>,
    /// Whether a policy or an access control list makes it public in effect. Unknown where single objects may have public
    /// lists of their own.
    #[schemars(extend("x-operation" = "s3:ListBuckets s3control:GetPublicAccessBlock s3:GetPublicAccessBlock s3:GetBucketPolicyStatus s3:GetBucketAcl s3:GetBucketOwnershipControls"))]
    pub public: Observed<bool>,
    /// `Status` of the versioning: `Enabled`, `Suspended`, or `Off`.
    #[schemars(extend("x-operation" = "s3:ListBuckets s3:GetBucketVersioning"))]
    pub versioning: Observed<String>,
    /// `DefaultRetention` of Object Lock; absent where new log files are not locked.
    #[schemars(extend("x-operation" = "s3:ListBuckets s3:GetObjectLockConfiguration"))]
    pub object_lock: Observed<ObjectLock>,
    /// How long the trail's log files stay there.
    #[schemars(extend("x-operation" = "s3:ListBuckets s3:GetBucketLifecycleConfiguration s3:GetBucketVersioning s3:GetObjectLockConfiguration"))]
    pub kept: Observed<Kept>,
}

/// How new objects are locked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ObjectLock {
    /// `Mode`: `GOVERNANCE` (privileged users may lift it) or `COMPLIANCE` (nobody may).
    pub mode: String,
    /// `Days`, or `Years` as 365 days each.
    pub days: i64,
}

/// A log group to which a trail delivers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TrailLogGroup {
    /// Its name.
    pub name: String,
    /// `retentionInDays`; null: forever.
    pub retention_days: Option<i64>,
    /// Whether events arrive: `LatestCloudWatchLogsDeliveryTime` is set and `LatestCloudWatchLogsDeliveryError` is not.
    #[schemars(extend("x-operation" = "cloudtrail:GetTrailStatus"))]
    pub receives: Observed<bool>,
}

/// An event data store of CloudTrail Lake.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "cloudtrail:ListEventDataStores"))]
pub struct EventDataStore {
    /// Its settings, which the list does not tell.
    #[schemars(extend("x-operation" = "cloudtrail:GetEventDataStore"))]
    pub settings: Observed<EventDataStoreSettings>,
    /// The KMS key that its owner chose; absent: one that AWS owns.
    #[schemars(extend("x-operation" = "cloudtrail:GetEventDataStore kms:DescribeKey"))]
    pub key: Observed<DataKey>,
}

/// `GetEventDataStore`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventDataStoreSettings {
    /// `Status`: `ENABLED`, `STOPPED_INGESTION`, `PENDING_DELETION`, …
    pub status: String,
    /// `RetentionPeriod` in days, counted from the time of the event.
    pub retention_days: i64,
    /// Values of `eventCategory` in its selectors: `Management`, `Data`, `NetworkActivity`; others are no CloudTrail events.
    pub categories: Vec<String>,
    /// `KmsKeyId`; null: a key that AWS owns.
    pub kms_key_id: Option<String>,
}
