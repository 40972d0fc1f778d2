//! Amazon CloudWatch Logs: metric filters.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon CloudWatch Logs.
pub static LOGS: Service = Service {
    id: "logs",
    sdk_id: "CloudWatch Logs",
    signing: "logs",
    protocol: Protocol::Json { target: "Logs_20140328", version: "1.1" },
    endpoint: Endpoint::Regional("logs"),
};

operations! { LOGS, id "logs", iam "logs";
    /// Metric filters of a log group.
    DescribeMetricFilters: Region -> MetricFilters, absent "ResourceNotFoundException", pages "nextToken" by "limit" = 50,
        |reply| (reply.metric_filters, reply.next_token) => MetricFilter;
}

/// `DescribeMetricFiltersResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MetricFilters {
    /// The filters.
    pub metric_filters: Vec<MetricFilter>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A metric filter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MetricFilter {
    /// Name.
    pub filter_name: String,
    /// Which events it counts; empty for all.
    pub filter_pattern: String,
    /// What it counts them as.
    pub metric_transformations: Vec<MetricTransformation>,
    /// It looks at events after they were transformed.
    #[serde(default)]
    pub apply_on_transformed_logs: bool,
    /// It looks at events of some accounts or regions only.
    pub field_selection_criteria: Option<String>,
}

/// What a metric filter counts as what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MetricTransformation {
    /// Metric.
    pub metric_name: String,
    /// Namespace.
    pub metric_namespace: String,
    /// What one event counts: a number or a field.
    pub metric_value: String,
    /// What counts while nothing matches.
    pub default_value: Option<f64>,
    /// Dimensions, from fields of the event.
    #[serde(default)]
    pub dimensions: std::collections::BTreeMap<String, String>,
}
