//! AWS CloudTrail: trails, what they record, and whether they deliver to CloudWatch Logs.

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

operations! { CLOUDTRAIL, id "cloudtrail", iam "cloudtrail";
    /// Trails of the region, and those of other regions and of the organisation that record here.
    DescribeTrails: Region -> Trails;
    /// Whether a trail records and delivers.
    GetTrailStatus: Region -> TrailStatus;
    /// What a trail records.
    GetEventSelectors: Region -> EventSelectors;
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
    /// Region in which it was made.
    pub home_region: String,
    /// It records in every region.
    pub is_multi_region_trail: bool,
    /// It records events of global services.
    pub include_global_service_events: bool,
    /// Log group to which it delivers.
    pub cloud_watch_logs_log_group_arn: Option<String>,
}

/// `GetTrailStatusResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TrailStatus {
    /// It records.
    pub is_logging: bool,
    /// What went wrong with the last delivery to the log group.
    pub latest_cloud_watch_logs_delivery_error: Option<String>,
    /// When it last delivered to the log group.
    pub latest_cloud_watch_logs_delivery_time: Option<Time>,
}

/// `GetEventSelectorsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EventSelectors {
    /// The older form.
    #[serde(default)]
    pub event_selectors: Vec<EventSelector>,
    /// The newer form.
    #[serde(default)]
    pub advanced_event_selectors: Vec<AdvancedEventSelector>,
}

/// What is recorded, in the older form.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EventSelector {
    /// `ReadOnly`, `WriteOnly` or `All`.
    pub read_write_type: String,
    /// Management events.
    pub include_management_events: bool,
    /// Services whose management events are left out.
    #[serde(default)]
    pub exclude_management_event_sources: Vec<String>,
}

/// What is recorded, in the newer form.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AdvancedEventSelector {
    /// All of these must hold.
    pub field_selectors: Vec<FieldSelector>,
}

/// A condition on one field of an event.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct FieldSelector {
    /// The field.
    pub field: String,
    /// One of these.
    pub equals: Vec<String>,
    /// A text that begins with one of these.
    pub starts_with: Vec<String>,
    /// A text that ends with one of these.
    pub ends_with: Vec<String>,
    /// None of these.
    pub not_equals: Vec<String>,
    /// A text that begins with none of these.
    pub not_starts_with: Vec<String>,
    /// A text that ends with none of these.
    pub not_ends_with: Vec<String>,
}
