//! Amazon Macie: where it looked for sensitive data, and what it found.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Macie.
pub static MACIE2: Service = Service {
    id: "macie2",
    sdk_id: "Macie2",
    signing: "macie2",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("macie2"),
};

operations! { Json MACIE2, id "macie2", iam "macie2";
    /// Whether Macie is on.
    GetMacieSession: Region "GET" "/macie" -> Session;
    /// The account that manages Macie for this one.
    GetAdministratorAccount: Region "GET" "/administrator" -> AdministratorAccount;
    /// The buckets that Macie knows, and when it last looked into them.
    DescribeBuckets: Region "POST" "/datasources/s3" -> Buckets, pages "nextToken" by "maxResults" = 50,
        |reply| (reply.buckets, reply.next_token) => Bucket;
    /// Ids of findings.
    ListFindings: Region "POST" "/findings" -> FindingIds, pages "nextToken" by "maxResults" = 50,
        |reply| (reply.finding_ids, reply.next_token) => String;
    /// Findings by their ids, 50 at most.
    GetFindings: Region "POST" "/findings/describe" -> Findings;
}

/// `GetMacieSessionResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// `ENABLED` or `PAUSED`.
    pub status: String,
}

/// `GetAdministratorAccountResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct AdministratorAccount {
    /// The account; none where this one manages Macie itself.
    pub administrator: Option<Invitation>,
}

/// How one account manages Macie for another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Account id of the administrator.
    pub account_id: String,
}

/// `DescribeBucketsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Buckets {
    /// The buckets.
    pub buckets: Vec<Bucket>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A bucket as Macie knows it. Of one that Macie cannot read, names are told and nothing else.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Bucket {
    /// Account id of the owner.
    pub account_id: String,
    /// Its name.
    pub bucket_name: String,
    /// Number of objects.
    pub object_count: Option<i64>,
    /// Number of objects of a type and storage class that Macie can look into.
    pub classifiable_object_count: Option<i64>,
    /// When automated discovery last looked into it.
    pub last_automated_discovery_time: Option<Time>,
    /// The jobs that look into it.
    pub job_details: Option<JobDetails>,
}

/// Jobs that look into a bucket.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobDetails {
    /// When the latest of them began.
    pub last_job_run_time: Option<Time>,
}

/// `ListFindingsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindingIds {
    /// The ids.
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

/// A finding of sensitive data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Its id.
    pub id: String,
    /// Whether it was put away, by hand or by a suppression rule.
    pub archived: bool,
    /// Whether it is an example made on request.
    pub sample: bool,
    /// Where it is.
    pub resources_affected: ResourcesAffected,
    /// What it is.
    pub classification_details: ClassificationDetails,
}

/// Where sensitive data are.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourcesAffected {
    /// The bucket.
    pub s3_bucket: S3Bucket,
}

/// The bucket of a finding.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct S3Bucket {
    /// Its name.
    pub name: String,
}

/// What a finding is about.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ClassificationDetails {
    /// What was found.
    pub result: ClassificationResult,
}

/// What was found.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClassificationResult {
    /// By category.
    pub sensitive_data: Vec<SensitiveData>,
}

/// Sensitive data of one category.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct SensitiveData {
    /// `CREDENTIALS`, `FINANCIAL_INFORMATION`, `PERSONAL_INFORMATION` or `CUSTOM_IDENTIFIER`.
    pub category: String,
    /// By type.
    #[serde(default)]
    pub detections: Vec<Detection>,
}

/// Sensitive data of one type.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Detection {
    /// `CREDIT_CARD_NUMBER`, `GERMANY_BANK_ACCOUNT_NUMBER`, …
    #[serde(rename = "type")]
    pub ty: String,
}
