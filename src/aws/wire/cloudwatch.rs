//! Amazon CloudWatch: alarms.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon CloudWatch.
pub static CLOUDWATCH: Service = Service {
    id: "cloudwatch",
    sdk_id: "CloudWatch",
    signing: "monitoring",
    protocol: Protocol::Json { target: "GraniteServiceVersion20100801", version: "1.0" },
    endpoint: Endpoint::Regional("monitoring"),
};

operations! { Json CLOUDWATCH, id "cloudwatch", iam "cloudwatch";
    /// Alarms of the types asked for; without `AlarmTypes` those on metrics alone.
    DescribeAlarms: Region -> Alarms, pages "NextToken" by "MaxRecords" = 100,
        |reply| (reply.all(), reply.next_token) => AnyAlarm;
}

/// `DescribeAlarmsOutput`.
// NOTE: lists of types that were not asked for, or of which there is none, may be left out (DescribeAlarms, CloudWatch API
// Reference).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Alarms {
    /// Alarms on other alarms.
    #[serde(default)]
    pub composite_alarms: Vec<CompositeAlarm>,
    /// Alarms on metrics.
    #[serde(default)]
    pub metric_alarms: Vec<MetricAlarm>,
    /// Alarms on logs.
    #[serde(default)]
    pub log_alarms: Vec<LogAlarm>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// An alarm of any type.
#[derive(Clone, Debug)]
pub enum AnyAlarm {
    /// On other alarms.
    Composite(CompositeAlarm),
    /// On metrics.
    Metric(Box<MetricAlarm>),
    /// On logs.
    Log(LogAlarm),
}

impl Alarms {
    fn all(&self) -> Vec<AnyAlarm> {
        let composite = self.composite_alarms.iter().cloned().map(AnyAlarm::Composite);
        let metric = self.metric_alarms.iter().cloned().map(|alarm| AnyAlarm::Metric(Box::new(alarm)));
        composite.chain(metric).chain(self.log_alarms.iter().cloned().map(AnyAlarm::Log)).collect()
    }
}

/// An alarm on other alarms.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CompositeAlarm {
    /// Name.
    pub alarm_name: String,
    /// ARN.
    pub alarm_arn: String,
    /// Whether it acts at all.
    pub actions_enabled: bool,
    /// ARNs of what it does when it goes off.
    #[serde(default)]
    pub alarm_actions: Vec<String>,
    /// `OK`, `ALARM` or `INSUFFICIENT_DATA`.
    pub state_value: String,
    /// Since when the state was last updated.
    pub state_updated_timestamp: Time,
    /// Since when it is in this state.
    pub state_transitioned_timestamp: Option<Time>,
    /// Which other alarms set it off.
    pub alarm_rule: String,
}

/// An alarm on one metric, an expression or a query.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MetricAlarm {
    /// Name.
    pub alarm_name: String,
    /// ARN.
    pub alarm_arn: String,
    /// Whether it acts at all.
    pub actions_enabled: bool,
    /// ARNs of what it does when it goes off.
    #[serde(default)]
    pub alarm_actions: Vec<String>,
    /// `OK`, `ALARM` or `INSUFFICIENT_DATA`.
    pub state_value: String,
    /// Since when the state was last updated.
    pub state_updated_timestamp: Time,
    /// Since when it is in this state.
    pub state_transitioned_timestamp: Option<Time>,
    /// Namespace, of an alarm on one metric.
    pub namespace: Option<String>,
    /// Metric, of an alarm on one metric.
    pub metric_name: Option<String>,
    /// Dimensions of that metric.
    #[serde(default)]
    pub dimensions: Vec<Dimension>,
    /// `Average`, `Sum`, …
    pub statistic: Option<String>,
    /// A percentile and the like.
    pub extended_statistic: Option<String>,
    /// How the value is compared.
    pub comparison_operator: Option<String>,
    /// With what.
    pub threshold: Option<f64>,
    /// Periods looked at.
    pub evaluation_periods: Option<i64>,
    /// Of those, so many must be over the threshold.
    pub datapoints_to_alarm: Option<i64>,
    /// Metrics and expressions, of any other alarm.
    #[serde(default)]
    pub metrics: Vec<MetricQuery>,
    /// The band of expected values among them.
    pub threshold_metric_id: Option<String>,
    /// A PromQL query.
    pub evaluation_criteria: Option<EvaluationCriteria>,
}

/// A dimension of a metric.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Dimension {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
}

/// A metric or an expression (`MetricDataQuery`).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MetricQuery {
    /// Id within the alarm.
    pub id: String,
    /// A metric.
    pub metric_stat: Option<MetricStat>,
    /// An expression over other entries, or a query.
    pub expression: Option<String>,
    /// The account of the metric, if it is another one.
    pub account_id: Option<String>,
}

/// A metric with its statistic.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MetricStat {
    /// The metric.
    pub metric: Metric,
    /// The statistic.
    pub stat: String,
}

/// A metric.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Metric {
    /// Namespace.
    pub namespace: Option<String>,
    /// Name.
    pub metric_name: Option<String>,
    /// Dimensions.
    #[serde(default)]
    pub dimensions: Vec<Dimension>,
}

/// What an alarm evaluates instead of a metric. What the query says is not read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct EvaluationCriteria {}

/// An alarm on logs. Its query is not read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LogAlarm {
    /// Name.
    pub alarm_name: String,
    /// ARN.
    pub alarm_arn: String,
    /// Whether it acts at all.
    pub actions_enabled: bool,
    /// ARNs of what it does when it goes off.
    #[serde(default)]
    pub alarm_actions: Vec<String>,
    /// `OK`, `ALARM` or `INSUFFICIENT_DATA`.
    pub state_value: String,
}
