//! Amazon Inspector: what is scanned, and what was found.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Inspector.
pub static INSPECTOR2: Service = Service {
    id: "inspector2",
    sdk_id: "Inspector2",
    signing: "inspector2",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("inspector2"),
};

operations! { Json INSPECTOR2, id "inspector2", iam "inspector2";
    /// Which scans are switched on.
    BatchGetAccountStatus: Region "POST" "/status/batch/get" -> AccountStatus;
    /// What is scanned.
    ListCoverage: Region "POST" "/coverage/list" -> Coverage, pages "nextToken" by "maxResults" = 200,
        |reply| (reply.covered_resources, reply.next_token) => CoveredResource;
    /// Numbers of findings.
    ListFindingAggregations: Region "POST" "/findings/aggregation/list" -> Aggregations,
        pages "nextToken" by "maxResults" = 100, |reply| (reply.responses, reply.next_token) => Aggregation;
}

/// `BatchGetAccountStatusResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountStatus {
    /// The accounts asked about.
    pub accounts: Vec<AccountState>,
}

/// Inspector in one account.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountState {
    /// Account id.
    pub account_id: String,
    /// By type of resource.
    pub resource_state: ResourceState,
}

/// Which scans are switched on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceState {
    /// EC2 instances.
    pub ec2: State,
    /// Container images.
    pub ecr: State,
    /// Lambda functions.
    pub lambda: Option<State>,
}

/// Whether scans of one type are switched on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct State {
    /// `ENABLED`, `ENABLING`, `DISABLED`, `DISABLING`, `SUSPENDED` or `SUSPENDING`.
    pub status: String,
}

/// `ListCoverageResponse`.
// NOTE: the model does not require the list, and AWS leaves empty ones out of some answers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// The resources.
    #[serde(default)]
    pub covered_resources: Vec<CoveredResource>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A resource that Inspector knows.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CoveredResource {
    /// `AWS_EC2_INSTANCE`, `AWS_ECR_CONTAINER_IMAGE`, `AWS_ECR_REPOSITORY`, `AWS_LAMBDA_FUNCTION`, …
    pub resource_type: String,
    /// Id or ARN.
    pub resource_id: String,
    /// `PACKAGE`, `NETWORK` or `CODE`.
    pub scan_type: String,
    /// Whether it is scanned.
    pub scan_status: Option<ScanStatus>,
    /// When it was last scanned.
    pub last_scanned_at: Option<Time>,
    /// What it is.
    pub resource_metadata: Option<ResourceMetadata>,
}

/// Whether a resource is scanned.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScanStatus {
    /// `ACTIVE` or `INACTIVE`.
    pub status_code: String,
    /// Why.
    pub reason: String,
}

/// What is told of a resource.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceMetadata {
    /// Of a container image.
    pub ecr_image: Option<ImageMetadata>,
}

/// A container image.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImageMetadata {
    /// In how many places it runs.
    pub in_use_count: Option<i64>,
}

/// `ListFindingAggregationsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Aggregations {
    /// One per account.
    #[serde(default)]
    pub responses: Vec<Aggregation>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// Findings put together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Aggregation {
    /// By account.
    pub account_aggregation: Option<AccountAggregation>,
}

/// Findings of one account.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountAggregation {
    /// Account id.
    pub account_id: Option<String>,
    /// By severity.
    pub severity_counts: Option<SeverityCounts>,
}

/// Numbers by severity.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SeverityCounts {
    /// Critical.
    pub critical: Option<i64>,
}
