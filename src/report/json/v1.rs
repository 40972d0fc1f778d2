//! Version 1 of the JSON report: its shape. [`super::fill`] fills it.

use crate::claim::Family;
use crate::claim::wording::RemarkKind;
use crate::drift::Drift;
use crate::evaluate::{Counts, Verdict};
use crate::fact::{Caller, ResourceKind, Unknown};
use crate::rule::{Proof, Severity};
use crate::text::Lang;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The JSON Schema (draft 2020-12) of this version.
pub fn report_schema() -> Schema {
    schema_for!(ReportV1)
}

/// A tomscan report.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "ReportV1")]
pub struct ReportV1<F = Vec<FindingV1>> {
    /// Version of this format: 1.
    pub report_version: u32,
    /// Version of tomscan.
    pub tomscan: String,
    /// SHA-256 over all rules, in hex.
    pub rules_sha256: String,
    /// The scan's point in time (UTC, RFC 3339); ages are counted from it.
    pub time: String,
    /// Language of the texts.
    pub language: Lang,
    /// False when the scan was broken off.
    pub complete: bool,
    /// Who asked.
    pub caller: Caller,
    /// Regions enabled for the account.
    pub regions: Regions,
    /// The document and where its claims come from.
    pub document: Document,
    /// Number of claims per verdict.
    pub summary: BTreeMap<Verdict, usize>,
    /// Claims in the order of the document.
    pub claims: Vec<Claim>,
    /// Rules applied, each once per set of parameters; claims refer to them by index.
    pub results: Vec<RuleResult<F>>,
    /// What was listed, per kind and region.
    pub coverage: Vec<Coverage>,
    /// Requests per API operation, retries included.
    pub calls: BTreeMap<String, u64>,
    /// How many of them AWS throttled, per API operation. Missing in older reports.
    #[serde(default)]
    pub throttled: BTreeMap<String, u64>,
    /// How many of them asked once more what had failed, per API operation. Missing in older reports.
    #[serde(default)]
    pub retried: BTreeMap<String, u64>,
    /// Waivers whose time is over or ends soon, and waivers that fit no deviation.
    pub waivers: Waivers,
    /// Attestations whose time is over or ends soon.
    pub attestations: Attestations,
    /// Measures that the account has although no claim names their rule: indices into `results`.
    pub undocumented: Vec<usize>,
    /// Remarks on the document's words; they change no verdict.
    pub remarks: Vec<RemarkV1>,
    /// What changed since an earlier run; null without a ledger.
    pub drift: Option<Drift>,
}

/// A remark on the document's words.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RemarkV1 {
    /// What is wrong.
    pub kind: RemarkKind,
    /// Ids of the claims concerned; empty: the document as a whole.
    pub claims: Vec<String>,
    /// Why it matters and what would be better.
    pub text: String,
}

/// Regions enabled for the account, or why they are not known.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Regions {
    /// Region codes.
    pub enabled: Option<Vec<String>>,
    /// Why they are not known.
    pub unknown: Option<Unknown>,
}

/// The TOM document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Document {
    /// Title.
    pub title: String,
    /// Whose measures.
    pub party: String,
    /// Version or date.
    pub version: String,
    /// File of the document, if one is named.
    pub file: Option<String>,
    /// SHA-256 of that file, in hex.
    pub file_sha256: Option<String>,
    /// Path of the claims file; null for the built-in general set.
    pub claims_file: Option<String>,
    /// SHA-256 of the claims, in hex.
    pub claims_sha256: String,
    /// Account ids of the scope; empty: any.
    pub accounts: Vec<String>,
    /// Regions of the scope; empty: every enabled one.
    pub regions: Vec<String>,
    /// Selection of resources (CEL).
    pub select: Option<String>,
}

/// One claim.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Claim {
    /// Id in the claims file.
    pub id: String,
    /// Its words.
    pub words: String,
    /// Where it stands in the document.
    pub place: Option<String>,
    /// Family of measures.
    pub family: Family,
    /// Line in the claims file.
    pub line: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict's word in the report's language.
    pub verdict_word: String,
    /// Counts over all its rules.
    pub counts: Counts,
    /// Indices into `results`.
    pub results: Vec<usize>,
    /// The attestation of an organisational claim.
    pub attestation: Option<Attestation>,
}

/// A person's word.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Attestation {
    /// Id of the claim.
    pub claim: String,
    /// Who says so.
    pub by: String,
    /// When.
    pub on: String,
    /// Last day on which it counts.
    pub until: String,
    /// What shows it.
    pub evidence: String,
}

/// One rule with one set of parameters.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "RuleResult")]
pub struct RuleResult<F = Vec<FindingV1>> {
    /// Id of the rule.
    pub rule: String,
    /// What must be so.
    pub title: String,
    /// How bad a deviation is.
    pub severity: Severity,
    /// How far a pass goes.
    pub proof: Proof,
    /// What a pass does not show.
    pub limits: Option<String>,
    /// The conditions, in CEL, by index of the check.
    pub conditions: Vec<Condition>,
    /// Parameters with value and source.
    pub params: BTreeMap<String, Param>,
    /// What this rule says.
    pub verdict: Verdict,
    /// How many resources, with what outcome.
    pub counts: Counts,
    /// Regions in which evaluated resources lie.
    pub regions: Vec<String>,
    /// What could not be listed.
    pub gaps: Vec<Gap>,
    /// IAM actions that are missing.
    pub missing_actions: Vec<String>,
    /// How to mend, with AWS's own tool.
    pub fix: String,
    /// How to verify without tomscan.
    pub verify: String,
    /// Every resource evaluated.
    pub findings: F,
}

/// A condition of a rule.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Condition {
    /// Kind of resource.
    pub resource: ResourceKind,
    /// Which of them.
    pub population: Option<String>,
    /// What must be so.
    pub that: String,
}

/// A parameter.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Param {
    /// The value compared with.
    pub value: Value,
    /// `documented`: the claim states it; `assumed`: the rule's default.
    pub source: String,
}

/// What could not be listed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Gap {
    /// Kind of resource.
    pub resource: ResourceKind,
    /// Region code, `global`, or `*` for all.
    pub region: String,
    /// Why.
    pub unknown: Unknown,
}

/// One resource under one check.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FindingV1 {
    /// Index into `conditions`.
    pub check: usize,
    /// Kind of resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// `conforms`, `deviates` or `unknown`.
    pub outcome: String,
    /// What was found, in words, where it deviates.
    pub observed: Option<String>,
    /// What was expected, in words, where it deviates.
    pub expected: Option<String>,
    /// Why it cannot be said.
    pub unknown: Vec<Unknown>,
    /// The waiver that covers the deviation: reason, owner, end.
    pub waiver: Option<WaiverV1>,
    /// The facts that were compared.
    pub evidence: Vec<EvidenceV1>,
}

/// One observed fact.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct EvidenceV1 {
    /// Path below `resource`.
    pub path: String,
    /// The value; null where AWS says that there is none; an object with `$unknown` where it was not seen.
    pub observed: Value,
    /// API operations that answered.
    pub operations: Vec<String>,
    /// When the last answer came (UTC, RFC 3339).
    pub time: Option<String>,
}

/// A waiver.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct WaiverV1 {
    /// Rule.
    pub rule: String,
    /// Resource, by name or ARN.
    pub resource: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Last day on which it counts.
    pub until: String,
}

/// Waivers that need attention.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Waivers {
    /// Their time is over, and the deviation is still there.
    pub expired: Vec<WaiverV1>,
    /// They end within 30 days.
    pub ending: Vec<WaiverV1>,
    /// They fit no deviation.
    pub unmatched: Vec<WaiverV1>,
}

/// Attestations that need attention.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Attestations {
    /// Their time is over, and nobody attests the claim again.
    pub ended: Vec<Attestation>,
    /// They end within 30 days.
    pub ending: Vec<Attestation>,
}

/// What was listed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Coverage {
    /// Kind of resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Number of resources; null when they could not be listed.
    pub listed: Option<u64>,
    /// Why they could not be listed.
    pub unknown: Option<Unknown>,
}
