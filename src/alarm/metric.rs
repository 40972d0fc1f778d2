//! What one alarm on one metric watches, and when it goes off.
//!
//! In: the alarm's settings. Out: whether it can go off when the metric gets worse, and whether one counted event suffices.

use super::says::Says;
use std::collections::BTreeMap;

/// An alarm's metric and when it goes off. Field names are those of `MetricAlarm` (CloudWatch API Reference).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metric {
    /// `Namespace`, such as `AWS/RDS`.
    pub namespace: String,
    /// `MetricName`.
    pub name: String,
    /// `Dimensions`.
    pub dimensions: BTreeMap<String, String>,
    /// `Statistic` or `ExtendedStatistic`.
    pub statistic: String,
    /// `ComparisonOperator`.
    pub comparison: String,
    /// `Threshold`; none for a band of expected values.
    pub threshold: Option<f64>,
    /// `DatapointsToAlarm`, else `EvaluationPeriods`: so many periods must be over the threshold.
    pub periods: i64,
}

/// Which way a metric gets worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Load, errors.
    Rises,
    /// Free space, healthy hosts.
    Falls,
}

/// Metrics that tell whether something can be reached or is healthy. Namespaces and names are those of the services' own
/// pages on CloudWatch metrics.
const AVAILABILITY: &[(&str, &[&str])] = &[
    ("AWS/EC2", &["StatusCheckFailed", "StatusCheckFailed_Instance", "StatusCheckFailed_System"]),
    (
        "AWS/ApplicationELB",
        &["UnHealthyHostCount", "HealthyHostCount", "HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"],
    ),
    ("AWS/NetworkELB", &["UnHealthyHostCount", "HealthyHostCount"]),
    ("AWS/GatewayELB", &["UnHealthyHostCount", "HealthyHostCount"]),
    ("AWS/ELB", &["UnHealthyHostCount", "HealthyHostCount", "HTTPCode_ELB_5XX", "HTTPCode_Backend_5XX"]),
    ("AWS/ApiGateway", &["5XXError", "5xx"]),
    ("AWS/CloudFront", &["5xxErrorRate", "TotalErrorRate"]),
    ("AWS/Route53", &["HealthCheckStatus", "HealthCheckPercentageHealthy"]),
    ("CloudWatchSynthetics", &["SuccessPercent", "Failed", "5xx"]),
];

/// Whether a metric tells of reachability or health.
pub fn is_availability(namespace: &str, name: &str) -> bool {
    AVAILABILITY.iter().any(|(known, names)| *known == namespace && names.contains(&name))
}

const OPEN: &str = "alarm-condition-leaves-open";

impl Metric {
    /// Whether the alarm can go off when the metric gets worse. `worst` is the value that it cannot pass.
    pub fn signals(&self, direction: Direction, worst: f64) -> Says {
        let rises = direction == Direction::Rises;
        let worst = if rises && self.statistic == "Sum" { f64::INFINITY } else { worst };
        match (self.comparison.as_str(), self.threshold) {
            // A number of values says nothing about them.
            _ if self.statistic == "SampleCount" => Says::No,
            ("GreaterThanThreshold", Some(threshold)) => Says::known(rises && threshold < worst),
            ("GreaterThanOrEqualToThreshold", Some(threshold)) => Says::known(rises && threshold <= worst),
            ("LessThanThreshold", Some(threshold)) => Says::known(!rises && threshold > worst),
            ("LessThanOrEqualToThreshold", Some(threshold)) => Says::known(!rises && threshold >= worst),
            ("GreaterThanUpperThreshold", None) => Says::known(rises),
            ("LessThanLowerThreshold", None) => Says::known(!rises),
            ("LessThanLowerOrGreaterThanUpperThreshold", None) => Says::Yes,
            _ => Says::cannot_tell(OPEN),
        }
    }

    /// Whether one event that counts `value` makes the alarm go off. `others_count`: events that do not match count too, with
    /// a default value.
    pub fn fires_on_one(&self, value: f64, others_count: bool) -> Says {
        let counted = match self.statistic.as_str() {
            "Sum" | "Maximum" => value,
            "Average" | "Minimum" if !others_count => value,
            "SampleCount" if !others_count => 1.0,
            _ => return Says::cannot_tell(OPEN),
        };
        let enough = match (self.comparison.as_str(), self.threshold) {
            ("GreaterThanThreshold", Some(threshold)) => counted > threshold,
            ("GreaterThanOrEqualToThreshold", Some(threshold)) => counted >= threshold,
            _ => return Says::cannot_tell(OPEN),
        };
        // Several events may come together and still be enough.
        if enough && self.periods == 1 { Says::Yes } else { Says::cannot_tell("alarm-needs-more-than-one-event") }
    }
}
