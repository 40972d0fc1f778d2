//! What can be known about Route 53 health checks.

use super::cloudwatch::Availability;
use schemars::JsonSchema;
use serde::Serialize;

/// A health check.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "route53:ListHealthChecks"))]
pub struct HealthCheck {
    /// `HealthCheckConfig.Type`: `HTTP`, `HTTPS`, `TCP`, `CALCULATED`, …
    pub check_type: String,
    /// `HealthCheckConfig.FullyQualifiedDomainName`, else `IPAddress`: what it asks; null where it asks nothing itself.
    pub target: Option<String>,
    /// `HealthCheckConfig.Disabled`: it counts as healthy, whatever happens.
    pub disabled: bool,
    /// Whether alarms on it, or on a calculated check above it, tell of failure. They lie in us-east-1.
    #[schemars(extend(
        "x-operation" = "cloudwatch:DescribeAlarms sns:ListSubscriptionsByTopic sns:GetTopicAttributes kms:DescribeKey kms:GetKeyPolicy"
    ))]
    pub availability: Availability,
}
