//! The JSON Schema of claims files, so that editors complete and check them.
//!
//! In: nothing. Out: the schema. The structs here only describe; [`super::load`] reads, because it knows lines and rules.

use super::Family;
use crate::text::Lang;
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::Serialize;
use std::collections::BTreeMap;

/// The schema of claims files (JSON Schema draft 07, which TOML editors read).
pub fn claims_schema() -> Schema {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<ClaimsFile>()
}

/// What a TOM document claims of an AWS account.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ClaimsFile {
    /// The TOM document.
    document: DocumentTable,
    /// What the document speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<ScopeTable>,
    /// The document's statements, in its order.
    #[schemars(length(min = 1))]
    claim: Vec<ClaimTable>,
    /// What people confirm of organisational claims.
    #[serde(default)]
    attestation: Vec<AttestationTable>,
    /// Deviations that somebody accepts for a time.
    #[serde(default)]
    waiver: Vec<WaiverTable>,
}

/// The TOM document.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DocumentTable {
    /// Title as printed.
    title: String,
    /// Whose measures it states: controller or processor.
    party: String,
    /// Version or date as printed.
    version: String,
    /// Language of the document and, by default, of the report.
    #[serde(default)]
    language: Option<Lang>,
    /// The document as a file, relative to this one; its SHA-256 goes into the report.
    #[serde(default)]
    file: Option<String>,
    /// SHA-256 of the document from which the claims were taken, in hex; a scan says when it is another by now.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9a-fA-F]{64}$"))]
    sha256: Option<String>,
    /// The day from which the document speaks, such as 2023-04-01.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    date: Option<String>,
    /// Every how many months the document says that it is reviewed; an older one is reported.
    #[serde(default)]
    #[schemars(range(min = 1, max = 120))]
    review_months: Option<i64>,
}

/// What the document speaks of.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ScopeTable {
    /// Account ids; a scan of any other account is refused.
    #[serde(default)]
    accounts: Option<OneOrMany>,
    /// Region codes; every enabled region where left out. Residency rules look at every enabled region regardless.
    #[serde(default)]
    regions: Option<OneOrMany>,
    /// Which resources, as a CEL condition, such as `resource.tags["data-class"] == "personal"`.
    #[serde(default)]
    select: Option<String>,
}

/// One statement of the document.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ClaimTable {
    /// Number or name, unique in the file.
    id: String,
    /// The statement's words.
    words: String,
    /// Where it stands in the document.
    #[serde(default)]
    place: Option<String>,
    /// Family of measures.
    family: Family,
    /// Rules that test it (`s3-tls-only`), or whole folders (`encryption-at-rest/*`). None: organisational.
    #[serde(default)]
    rules: Option<OneOrMany>,
    /// Values that the document states, for all rules that have them, or under a rule's id for that rule alone.
    #[serde(default)]
    params: BTreeMap<String, Param>,
}

/// A person's word for an organisational claim.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AttestationTable {
    /// Id of the claim.
    claim: String,
    /// Who says so.
    by: String,
    /// When it was said: `2026-01-31`.
    on: String,
    /// Last day on which it counts.
    until: String,
    /// What shows it.
    evidence: String,
}

/// A deviation that somebody accepts for a time.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WaiverTable {
    /// Id of the rule.
    rule: String,
    /// Name or ARN of the resource.
    resource: String,
    /// Why it is accepted.
    reason: String,
    /// Who answers for it.
    owner: String,
    /// Last day on which it counts: `2026-12-31`.
    until: String,
}

/// A text or a list of texts.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the shape only")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// A value that the document states.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the shape only")]
enum Param {
    Truth(bool),
    Number(f64),
    Text(String),
    Texts(Vec<String>),
    Numbers(Vec<f64>),
    OfRule(BTreeMap<String, serde_json::Value>),
}
