//! AWS Artifact: the reports of AWS's own auditors.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Artifact.
pub static ARTIFACT: Service = Service {
    id: "artifact",
    sdk_id: "Artifact",
    signing: "artifact",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::MainRegion("artifact"),
};

operations! { Json ARTIFACT, id "artifact", iam "artifact";
    /// The reports on offer.
    ListReports: Account "GET" "/v1/report/list" -> Reports, pages "nextToken" by "maxResults" = 300,
        |reply| (reply.reports, reply.next_token) => Report;
}

/// `ListReportsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reports {
    /// The reports.
    pub reports: Vec<Report>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `ReportSummary`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Title.
    pub name: String,
    /// Id.
    pub id: String,
    /// ARN.
    pub arn: Option<String>,
    /// `PUBLISHED` or `UNPUBLISHED`.
    pub state: Option<String>,
    /// Series, such as `ISO`.
    pub series: Option<String>,
    /// Who issued it.
    pub company_name: Option<String>,
    /// First day of the period.
    pub period_start: Option<Time>,
    /// Last day of the period, or of validity.
    pub period_end: Option<Time>,
}
