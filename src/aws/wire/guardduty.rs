//! Amazon GuardDuty: detectors, findings, coverage.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon GuardDuty.
pub static GUARDDUTY: Service = Service {
    id: "guardduty",
    sdk_id: "GuardDuty",
    signing: "guardduty",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("guardduty"),
};

operations! { Json GUARDDUTY, id "guardduty", iam "guardduty";
    /// The detector of the region; there is one or none.
    ListDetectors: Region "GET" "/detector" -> Detectors, pages "nextToken" by "maxResults" = 50,
        |reply| (reply.detector_ids, reply.next_token) => String;
    /// A detector.
    GetDetector: Region "GET" "/detector/{DetectorId}" -> Detector;
    /// Ids of findings.
    ListFindings: Region "POST" "/detector/{DetectorId}/findings" -> FindingIds, pages "nextToken" by "maxResults" = 50,
        |reply| (reply.finding_ids, reply.next_token) => String;
    /// Findings by id, 50 at most.
    GetFindings: Region "POST" "/detector/{DetectorId}/findings/get" -> Findings;
    /// What Runtime Monitoring says of each resource.
    ListCoverage: Region "POST" "/detector/{DetectorId}/coverage" -> Coverage, pages "nextToken" by "maxResults" = 50,
        |reply| (reply.resources, reply.next_token) => CoverageResource;
}

/// `ListDetectorsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Detectors {
    /// Ids.
    pub detector_ids: Vec<String>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `GetDetectorResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Detector {
    /// `ENABLED` or `DISABLED`.
    pub status: String,
    /// Features, those that are always there among them.
    pub features: Vec<Feature>,
}

/// A feature of a detector.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Feature {
    /// Name.
    pub name: String,
    /// `ENABLED` or `DISABLED`.
    pub status: String,
}

/// `ListFindingsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindingIds {
    /// Ids.
    pub finding_ids: Vec<String>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `GetFindingsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Findings {
    /// The findings.
    pub findings: Vec<Finding>,
}

/// A finding. What it says of people and addresses is not read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Id.
    pub id: String,
    /// When it was found first.
    pub created_at: Time,
}

/// `ListCoverageResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// The resources.
    pub resources: Vec<CoverageResource>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A resource under Runtime Monitoring.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CoverageResource {
    /// Account of the resource.
    pub account_id: String,
    /// `HEALTHY` or `UNHEALTHY`.
    pub coverage_status: String,
    /// What it is.
    pub resource_details: ResourceDetails,
}

/// What a resource under Runtime Monitoring is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceDetails {
    /// An EC2 instance.
    pub ec2_instance_details: Option<InstanceDetails>,
    /// An EKS cluster.
    pub eks_cluster_details: Option<ClusterDetails>,
}

/// An EC2 instance.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceDetails {
    /// Id.
    pub instance_id: String,
    /// GuardDuty's agent, where there is one.
    pub agent_details: Option<AgentDetails>,
    /// `AUTO_MANAGED`, `MANUAL` or `DISABLED`.
    pub management_type: Option<String>,
}

/// GuardDuty's agent.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentDetails {
    /// Version.
    pub version: Option<String>,
}

/// An EKS cluster.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClusterDetails {
    /// Name.
    pub cluster_name: String,
    /// Nodes that are watched.
    pub covered_nodes: Option<i64>,
    /// Nodes.
    pub compatible_nodes: Option<i64>,
}
