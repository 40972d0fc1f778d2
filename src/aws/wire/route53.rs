//! Amazon Route 53: health checks.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Route 53.
pub static ROUTE53: Service = Service {
    id: "route53",
    sdk_id: "Route 53",
    signing: "route53",
    protocol: Protocol::RestXml,
    endpoint: Endpoint::Partition("route53"),
};

operations! { Xml ROUTE53, id "route53", iam "route53";
    /// Health checks of the account.
    ListHealthChecks: Account "GET" "/2013-04-01/healthcheck" -> HealthChecks, pages "marker" by "maxitems" = 1000,
        |reply| (reply.health_checks.health_check, reply.next_marker) => HealthCheck;
}

/// `ListHealthChecksResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct HealthChecks {
    /// The health checks.
    pub health_checks: HealthCheckList,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A list of health checks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct HealthCheckList {
    /// The entries.
    #[serde(default)]
    pub health_check: Vec<HealthCheck>,
}

/// A health check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct HealthCheck {
    /// Id.
    pub id: String,
    /// What it checks.
    pub health_check_config: HealthCheckConfig,
}

/// What a health check checks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct HealthCheckConfig {
    /// `HTTP`, `TCP`, `CALCULATED`, …
    #[serde(rename = "Type")]
    pub check_type: String,
    /// Name asked.
    pub fully_qualified_domain_name: Option<String>,
    /// Address asked.
    #[serde(rename = "IPAddress")]
    pub ip_address: Option<String>,
    /// It does not check, and counts as healthy.
    pub disabled: Option<bool>,
    /// So many checks below it must be healthy, of a calculated one.
    pub health_threshold: Option<i64>,
    /// Its result is turned round.
    pub inverted: Option<bool>,
    /// Health checks below it, of a calculated one.
    pub child_health_checks: Option<ChildHealthChecks>,
}

/// A list of ids.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ChildHealthChecks {
    /// The entries.
    #[serde(default)]
    pub child_health_check: Vec<String>,
}
