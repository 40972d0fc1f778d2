//! What can be known about GuardDuty.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// GuardDuty in one region. Exists in every region, with or without a detector.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Region {
    /// The detector; absent where there is none.
    #[schemars(extend("x-operation" = "guardduty:ListDetectors guardduty:GetDetector"))]
    pub detector: Observed<Detector>,
    /// Findings of high or critical severity that nobody has archived; absent without a detector.
    #[schemars(extend("x-operation" = "guardduty:ListDetectors guardduty:ListFindings guardduty:GetFindings"))]
    pub high_findings: Observed<Findings>,
    /// Number of running EC2 instances (`Reservations[].Instances[]`).
    #[schemars(extend("x-operation" = "ec2:DescribeInstances"))]
    pub servers: Observed<i64>,
    /// Runtime Monitoring of those instances; absent without a detector, or where it is off.
    #[schemars(extend(
        "x-operation" = "ec2:DescribeInstances guardduty:ListDetectors guardduty:GetDetector guardduty:ListCoverage"
    ))]
    pub runtime: Observed<Runtime>,
}

/// A detector.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Detector {
    /// `Status` is `ENABLED`.
    pub enabled: Observed<bool>,
    /// Those of the sources that every detector reads (`CLOUD_TRAIL`, `DNS_LOGS`, `FLOW_LOGS`) whose `Status` is not
    /// `ENABLED`.
    pub missing_sources: Observed<Vec<String>>,
    /// The feature `EBS_MALWARE_PROTECTION` is `ENABLED`: volumes of conspicuous instances are searched for malware.
    pub malware_protection: Observed<bool>,
}

/// Open findings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Findings {
    /// How many.
    pub open: i64,
    /// Days since `CreatedAt` of the oldest; null where there is none.
    pub oldest_age_days: Option<i64>,
}

/// How far Runtime Monitoring reaches.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Runtime {
    /// Whole percent of the running EC2 instances whose `CoverageStatus` is `HEALTHY`, nodes of an EKS cluster by that of
    /// their cluster.
    pub coverage_pct: i64,
    /// The others.
    pub uncovered: Vec<String>,
    /// Those of them that GuardDuty's agent is meant to watch and does not: it is installed (`AgentDetails.Version`), or
    /// GuardDuty manages it (`ManagementType` `AUTO_MANAGED`), and `CoverageStatus` is `UNHEALTHY`.
    pub failing: Vec<String>,
}
