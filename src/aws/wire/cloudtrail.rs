//! AWS CloudTrail: trails, what they record and whether it arrives; event data stores.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS CloudTrail.
pub static CLOUDTRAIL: Service = Service {
    id: "cloudtrail",
    sdk_id: "CloudTrail",
    signing: "cloudtrail",
    protocol: Protocol::Json { target: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", version: "1.1" },
    endpoint: Endpoint::Regional("cloudtrail"),
};

operations! { Json CLOUDTRAIL, id "cloudtrail", iam "cloudtrail";
    /// Trails of the region, and of other regions and the organisation as far as they record here (shadow trails).
    DescribeTrails: Region -> Trails;
    /// Whether a trail records and delivers.
    GetTrailStatus: Region -> TrailStatus;
    /// What a trail records.
    GetEventSelectors: Region -> EventSelectors;
    /// Event data stores of the region: only their names and ARNs.
    ListEventDataStores: Region -> EventDataStores, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.event_data_stores, reply.next_token) => EventDataStore;
    /// An event data store.
    GetEventDataStore: Region -> EventDataStoreSettings;
}

/// `DescribeTrailsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Trails {
    /// The trails.
    pub trail_list: Vec<Trail>,
}

/// A trail.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Trail {
    /// ARN.
    #[serde(rename = "TrailARN")]
    pub trail_arn: String,
    /// Name.
    pub name: String,
    /// The region in which it was made.
    pub home_region: String,
    /// Whether it records all regions.
    pub is_multi_region_trail: bool,
    /// Whether it records the organisation's accounts.
    pub is_organization_trail: bool,
    /// Whether it records global services.
    pub include_global_service_events: bool,
    /// Whether log files are signed.
    pub log_file_validation_enabled: bool,
    /// The bucket that takes them.
    #[serde(rename = "S3BucketName")]
    pub s3_bucket_name: String,
    /// The beginning of their keys there.
    #[serde(rename = "S3KeyPrefix")]
    pub s3_key_prefix: Option<String>,
    /// The log group that takes the events as well.
    pub cloud_watch_logs_log_group_arn: Option<String>,
    /// The key that encrypts them; none: SSE-S3.
    pub kms_key_id: Option<String>,
}

/// `GetTrailStatusResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TrailStatus {
    /// Whether it records.
    pub is_logging: bool,
    /// When recording last stopped.
    pub stop_logging_time: Option<Time>,
    /// Why S3 refused log files.
    pub latest_delivery_error: Option<String>,
    /// When log files last arrived.
    pub latest_delivery_time: Option<Time>,
    /// Why S3 refused digest files.
    pub latest_digest_delivery_error: Option<String>,
    /// When a digest file last arrived.
    pub latest_digest_delivery_time: Option<Time>,
    /// Why CloudWatch Logs refused events.
    pub latest_cloud_watch_logs_delivery_error: Option<String>,
    /// When events last arrived there.
    pub latest_cloud_watch_logs_delivery_time: Option<Time>,
}

/// `GetEventSelectorsResponse`: a trail has selectors of one sort.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EventSelectors {
    /// Basic selectors.
    pub event_selectors: Option<Vec<EventSelector>>,
    /// Advanced selectors.
    pub advanced_event_selectors: Option<Vec<AdvancedEventSelector>>,
}

/// A basic selector.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EventSelector {
    /// `All`, `ReadOnly`, `WriteOnly`.
    pub read_write_type: String,
    /// Whether management events are recorded.
    pub include_management_events: bool,
    /// Resources whose data events are recorded.
    // NOTE: "EventSelector" (CloudTrail API reference): none by default.
    #[serde(default)]
    pub data_resources: Vec<DataResource>,
    /// Sources whose management events are left out.
    // NOTE: "EventSelector" (CloudTrail API reference): empty by default.
    #[serde(default)]
    pub exclude_management_event_sources: Vec<String>,
}

/// Resources of one type.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DataResource {
    /// Type, such as `AWS::S3::Object`.
    #[serde(rename = "Type")]
    pub kind: String,
    /// ARNs or beginnings of them.
    // NOTE: "DataResource" (CloudTrail API reference): an array that may be empty.
    #[serde(default)]
    pub values: Vec<String>,
}

/// An advanced selector. Its name is free text and decides nothing, so it is not read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AdvancedEventSelector {
    /// Conditions, all of which an event must fit.
    pub field_selectors: Vec<FieldSelector>,
}

/// A condition on one field (`AdvancedFieldSelector`).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct FieldSelector {
    /// The field of the event record.
    pub field: String,
    /// Values that fit exactly.
    // NOTE: "AdvancedFieldSelector" (CloudTrail API reference): every operator is optional; so are those below.
    #[serde(default)]
    pub equals: Vec<String>,
    /// Beginnings that fit.
    // NOTE: as above.
    #[serde(default)]
    pub starts_with: Vec<String>,
    /// Ends that fit.
    // NOTE: as above.
    #[serde(default)]
    pub ends_with: Vec<String>,
    /// Values that do not fit.
    // NOTE: as above.
    #[serde(default)]
    pub not_equals: Vec<String>,
    /// Beginnings that do not fit.
    // NOTE: as above.
    #[serde(default)]
    pub not_starts_with: Vec<String>,
    /// Ends that do not fit.
    // NOTE: as above.
    #[serde(default)]
    pub not_ends_with: Vec<String>,
}

/// `ListEventDataStoresResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EventDataStores {
    /// The stores.
    pub event_data_stores: Vec<EventDataStore>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// An event data store in the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EventDataStore {
    /// ARN.
    pub event_data_store_arn: String,
    /// Name.
    pub name: String,
}

/// `GetEventDataStoreResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EventDataStoreSettings {
    /// `ENABLED`, `STOPPED_INGESTION`, …
    pub status: String,
    /// Selectors of the events that it takes in.
    pub advanced_event_selectors: Vec<AdvancedEventSelector>,
    /// Whether it takes in events of all regions.
    pub multi_region_enabled: bool,
    /// Days for which events are kept.
    pub retention_period: i64,
    /// The key that encrypts them; none: one that AWS owns.
    pub kms_key_id: Option<String>,
}
