//! What can be known about the reports of AWS's own auditors.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// AWS as operator of the data centres, by the reports that AWS Artifact offers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "artifact:ListReports"))]
pub struct Operator {
    /// The latest published report of AWS itself (`companyName`) on ISO/IEC 27001; absent where Artifact offers none.
    pub iso_27001: Observed<Report>,
    /// The latest published report of AWS itself on C5 of the BSI; absent where Artifact offers none.
    pub c5: Observed<Report>,
}

/// `ReportSummary`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Report {
    /// `name`.
    pub name: String,
    /// Days since `periodEnd`, the end of the period or of validity; 0 where it lies ahead.
    pub ended_days_ago: i64,
}
