//! What can be known about Amazon Inspector.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// Inspector in one region. Exists in every region, switched on or not.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Region {
    /// Number of running EC2 instances (`Reservations[].Instances[]`).
    #[schemars(extend("x-operation" = "ec2:DescribeInstances"))]
    pub instances: Observed<i64>,
    /// Number of ECR repositories.
    #[schemars(extend("x-operation" = "ecr:DescribeRepositories"))]
    pub repositories: Observed<i64>,
    /// Number of Lambda functions.
    #[schemars(extend("x-operation" = "lambda:ListFunctions"))]
    pub functions: Observed<i64>,
    /// Scans of EC2 instances.
    #[schemars(extend("x-operation" = "ec2:DescribeInstances"))]
    pub ec2: Scans,
    /// Scans of container images in ECR.
    pub ecr: Scans,
    /// Scans of Lambda functions.
    pub lambda: Scans,
    /// Number of open findings of severity `CRITICAL`; absent where Inspector is off.
    #[schemars(extend("x-operation" = "inspector2:BatchGetAccountStatus inspector2:ListFindingAggregations"))]
    pub open_critical: Observed<i64>,
}

/// Scans of one type of resource for vulnerable packages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Scans {
    /// `ResourceState.….Status` is `ENABLED`.
    #[schemars(extend("x-operation" = "inspector2:BatchGetAccountStatus"))]
    pub enabled: Observed<bool>,
    /// Resources that are not scanned (`ScanStatus.StatusCode` `INACTIVE`), each with the reason, though they run or are in
    /// use; absent where these scans are off. Unknown while a first scan is under way.
    #[schemars(extend("x-operation" = "inspector2:BatchGetAccountStatus inspector2:ListCoverage"))]
    pub unscanned: Observed<Vec<String>>,
    /// Days since the `LastScannedAt` that is longest ago; absent where nothing is scanned.
    #[schemars(extend("x-operation" = "inspector2:BatchGetAccountStatus inspector2:ListCoverage"))]
    pub oldest_scan_age_days: Observed<i64>,
}
