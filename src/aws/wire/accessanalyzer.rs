//! IAM Access Analyzer.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// AWS IAM Access Analyzer.
pub static ACCESSANALYZER: Service = Service {
    id: "accessanalyzer",
    sdk_id: "AccessAnalyzer",
    signing: "access-analyzer",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("access-analyzer"),
};

operations! { Json ACCESSANALYZER, id "accessanalyzer", iam "access-analyzer";
    /// The region's analyzers.
    ListAnalyzers: Region "GET" "/analyzer" -> Analyzers, pages "nextToken" by "maxResults" = 100,
        |reply| (reply.analyzers, reply.next_token) => Analyzer;
    /// An analyzer with its settings.
    GetAnalyzer: Region "GET" "/analyzer/{analyzerName}" -> AnalyzerDetails;
    /// What an analyzer of external access found, with the principals.
    ListFindings: Region "POST" "/finding" -> Findings, pages "nextToken" by "maxResults" = 100,
        |reply| (reply.findings, reply.next_token) => Finding;
    /// What any analyzer found.
    ListFindingsV2: Region "POST" "/findingv2" -> FindingsV2, action "access-analyzer:ListFindings",
        pages "nextToken" by "maxResults" = 100, |reply| (reply.findings, reply.next_token) => FindingV2;
}

/// `ListAnalyzersResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Analyzers {
    /// The analyzers.
    pub analyzers: Vec<Analyzer>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// An analyzer of the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Analyzer {
    /// ARN.
    pub arn: String,
    /// Name, of which there is one in the region.
    pub name: String,
    /// `ACCOUNT`, `ORGANIZATION`, `ACCOUNT_UNUSED_ACCESS`, `ORGANIZATION_UNUSED_ACCESS`, …
    pub r#type: String,
    /// `ACTIVE`, `CREATING`, `DISABLED` or `FAILED`.
    pub status: String,
}

/// `GetAnalyzerResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnalyzerDetails {
    /// The analyzer.
    pub analyzer: Configured,
}

/// An analyzer with its settings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Configured {
    /// Settings.
    // NOTE: "AnalyzerSummary" (IAM Access Analyzer API reference): GetAnalyzer tells them, ListAnalyzers leaves them out.
    pub configuration: Option<Configuration>,
}

/// Settings of an analyzer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    /// Of one that looks for unused access.
    pub unused_access: Option<UnusedAccess>,
}

/// Settings of an analyzer of unused access.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnusedAccess {
    /// Days without use after which access counts as unused.
    pub unused_access_age: Option<i64>,
    /// What it looks at.
    pub analysis_rule: Option<AnalysisRule>,
}

/// What an analyzer of unused access looks at.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnalysisRule {
    /// What it passes over.
    // NOTE: "AnalysisRule" (IAM Access Analyzer API reference): optional.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
}

/// What an analyzer passes over: accounts, users and roles by their tags, or both.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exclusion {
    /// Accounts; none: every one.
    #[serde(default)]
    pub account_ids: Vec<String>,
    /// Tags; none: whatever the tags are.
    #[serde(default)]
    pub resource_tags: Vec<BTreeMap<String, String>>,
}

/// `ListFindingsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Findings {
    /// The findings.
    pub findings: Vec<Finding>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A finding about external access.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Who gets in, such as `AWS` and an account.
    // NOTE: "FindingSummary" (IAM Access Analyzer API reference): absent where the finding is an error.
    #[serde(default)]
    pub principal: BTreeMap<String, String>,
    /// What they get to.
    pub resource: Option<String>,
    /// Whether anybody gets in.
    pub is_public: Option<bool>,
    /// The account that owns the resource.
    pub resource_owner_account: String,
    /// Why the resource could not be analyzed.
    pub error: Option<String>,
}

/// `ListFindingsV2Response`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindingsV2 {
    /// The findings.
    pub findings: Vec<FindingV2>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A finding of any kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindingV2 {
    /// When it was made.
    pub created_at: Time,
    /// Whose access, by ARN.
    pub resource: Option<String>,
    /// The account of the resource.
    pub resource_owner_account: String,
}
