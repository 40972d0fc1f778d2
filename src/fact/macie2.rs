//! What can be known about Amazon Macie.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// What Macie knows of an S3 bucket. Exists for every bucket, whether Macie is on in its region or not.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Bucket {
    /// Whether Macie is on in the bucket's region (`status`): `ENABLED` or `PAUSED`; absent where it is off.
    #[schemars(extend("x-operation" = "s3:ListBuckets macie2:GetMacieSession"))]
    pub status: Observed<String>,
    /// Account id of the administrator that manages Macie for this account; absent where there is none or Macie is off.
    #[schemars(extend("x-operation" = "s3:ListBuckets macie2:GetMacieSession macie2:GetAdministratorAccount"))]
    pub administrator: Observed<String>,
    /// Number of objects (`objectCount`); absent where Macie is off or does not know the bucket.
    #[schemars(extend("x-operation" = "s3:ListBuckets macie2:GetMacieSession macie2:DescribeBuckets"))]
    pub objects: Observed<i64>,
    /// Number of objects that Macie can look into (`classifiableObjectCount`); absent as above.
    #[schemars(extend("x-operation" = "s3:ListBuckets macie2:GetMacieSession macie2:DescribeBuckets"))]
    pub analysable_objects: Observed<i64>,
    /// Days since a job or automated discovery last looked into it (`lastJobRunTime`, `lastAutomatedDiscoveryTime`); absent if
    /// never.
    #[schemars(extend("x-operation" = "s3:ListBuckets macie2:GetMacieSession macie2:DescribeBuckets"))]
    pub analysis_age_days: Observed<i64>,
    /// Findings of category `FINANCIAL_INFORMATION`, each with its id and what was found; absent where Macie is off.
    #[schemars(extend("x-operation" = "s3:ListBuckets macie2:GetMacieSession macie2:ListFindings macie2:GetFindings"))]
    pub payment_data: Observed<Vec<String>>,
    /// The same, of those that were put away (`archived`), by hand or by a suppression rule.
    #[schemars(extend("x-operation" = "s3:ListBuckets macie2:GetMacieSession macie2:ListFindings macie2:GetFindings"))]
    pub archived_payment_data: Observed<Vec<String>>,
}
