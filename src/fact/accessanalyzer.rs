//! What IAM Access Analyzer can tell.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// Access from outside to what lies in one region. Global resources (IAM roles) are analyzed in every region alike.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "accessanalyzer:ListAnalyzers"))]
pub struct ExternalAccess {
    /// Whether an analyzer of external access is active (`ACCOUNT` or `ORGANIZATION`, status `ACTIVE`).
    pub analyzed: bool,
    /// What the active findings say; absent without an analyzer.
    #[schemars(extend("x-operation" = "accessanalyzer:ListFindings"))]
    pub findings: Observed<Outside>,
}

/// Active findings about resources of this account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Outside {
    /// Resources that anybody reaches (`isPublic`), by ARN.
    pub public: Vec<String>,
    /// Principals outside the zone of trust: of `AWS` principals the account ids, others (identity providers) as they are written.
    pub principals: Vec<String>,
    /// Resources to which those get access, by ARN.
    pub resources: Vec<String>,
    /// True; unknown where the analyzer could not analyze some resource (`error`).
    pub all_analyzed: Observed<bool>,
}

/// Unused access in the account, by analyzers of any region that look at all of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "accessanalyzer:ListAnalyzers accessanalyzer:GetAnalyzer"))]
pub struct UnusedAccess {
    /// Whether an analyzer of unused access is active somewhere (`ACCOUNT_UNUSED_ACCESS` or `ORGANIZATION_UNUSED_ACCESS`) and
    /// passes over nothing of this account; unknown where there may be one that was not seen.
    pub analyzed: Observed<bool>,
    /// True; unknown where a region did not answer or was not asked, where an analyzer did not tell its settings, or where it
    /// passes over what carries certain tags.
    pub all_analyzers_seen: Observed<bool>,
    /// The strictest `unusedAccessAge` among those seen, in days; absent without one.
    pub unused_after_days: Observed<i64>,
    /// Number of active findings about this account; absent without an analyzer, unknown where one of them did not tell.
    #[schemars(extend("x-operation" = "accessanalyzer:ListFindingsV2"))]
    pub findings: Observed<i64>,
    /// Days since the oldest of them was made; absent without any.
    #[schemars(extend("x-operation" = "accessanalyzer:ListFindingsV2"))]
    pub oldest_finding_age_days: Observed<i64>,
}
