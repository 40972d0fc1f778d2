//! Amazon CloudWatch Logs: log groups, what is masked in them and what is counted.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Amazon CloudWatch Logs.
pub static LOGS: Service = Service {
    id: "logs",
    sdk_id: "CloudWatch Logs",
    signing: "logs",
    protocol: Protocol::Json { target: "Logs_20140328", version: "1.1" },
    endpoint: Endpoint::Regional("logs"),
};

operations! { Json LOGS, id "logs", iam "logs";
    /// Log groups of the region with their settings.
    DescribeLogGroups: Region -> LogGroups, pages "nextToken" by "limit" = 50,
        |reply| (reply.log_groups, reply.next_token) => LogGroup;
    /// Policies of the account for all log groups of the region.
    DescribeAccountPolicies: Region -> AccountPolicies, pages "nextToken",
        |reply| (reply.account_policies, reply.next_token) => AccountPolicy;
    /// Metric filters of a log group.
    DescribeMetricFilters: Region -> MetricFilters, absent "ResourceNotFoundException", pages "nextToken" by "limit" = 50,
        |reply| (reply.metric_filters, reply.next_token) => MetricFilter;
    /// What is masked in a log group.
    GetDataProtectionPolicy: Region -> DataProtectionPolicy;
}

/// `DescribeLogGroupsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogGroups {
    /// The log groups.
    pub log_groups: Vec<LogGroup>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A log group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogGroup {
    /// Name.
    pub log_group_name: String,
    /// ARN, with `:*` at its end.
    pub arn: String,
    /// Days for which entries are kept; none: for ever.
    pub retention_in_days: Option<i64>,
    /// The key that encrypts them; none: one that AWS owns.
    pub kms_key_id: Option<String>,
    /// State of its own data protection policy; none: it never had one.
    pub data_protection_status: Option<String>,
    /// What it inherits from the account: `ACCOUNT_DATA_PROTECTION`.
    // NOTE: "LogGroup" (CloudWatch Logs API reference): left out where it inherits nothing.
    #[serde(default)]
    pub inherited_properties: Vec<String>,
    /// `STANDARD`, `INFREQUENT_ACCESS`, `DELIVERY`, …
    pub log_group_class: Option<String>,
    /// Bytes kept.
    pub stored_bytes: Option<i64>,
}

/// `DescribeAccountPoliciesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountPolicies {
    /// The policies.
    pub account_policies: Vec<AccountPolicy>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A policy of the account.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountPolicy {
    /// JSON.
    pub policy_document: String,
}

/// `GetDataProtectionPolicyResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataProtectionPolicy {
    /// JSON.
    pub policy_document: String,
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
    pub dimensions: BTreeMap<String, String>,
}
