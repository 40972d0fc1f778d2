//! Version 1 of the organisation's report: its shape.

use super::shard::Shard;
use crate::claim::Family;
use crate::evaluate::{Counts, Verdict};
use crate::fact::Caller;
use crate::report::json::Document;
use crate::text::Lang;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Version of this format.
pub const ORGANIZATION_VERSION: u32 = 1;

/// The JSON Schema (draft 2020-12) of this version.
pub fn organization_schema() -> Schema {
    schema_for!(OrganizationV1)
}

/// What the scans of several accounts say of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OrganizationV1 {
    /// Version of this format: 1.
    pub organization_version: u32,
    #[serde(flatten)]
    #[schemars(flatten)]
    /// What all accounts have in common.
    pub head: Head,
    /// Number of claims per verdict, for the whole.
    pub summary: BTreeMap<Verdict, usize>,
    /// Claims in the order of the document, each with the verdict for the whole.
    pub claims: Vec<ClaimV1>,
    /// Accounts by id.
    pub accounts: Vec<AccountV1>,
    /// Requests to all accounts together.
    pub requests: Requests,
}

/// What all accounts have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Head {
    /// Version of tomscan.
    pub tomscan: String,
    /// SHA-256 over all rules, in hex.
    pub rules_sha256: String,
    /// The scan's point in time (UTC, RFC 3339); of several scans the earliest.
    pub time: String,
    /// Language of the texts.
    pub language: Lang,
    /// Who logged in; `null` where several reports were put together.
    pub caller: Option<Caller>,
    /// The document and where its claims come from.
    pub document: Document,
    /// The accounts that were to be scanned, those of other shards included.
    pub scope: BTreeSet<String>,
    /// The part of them that this report is about; `null`: all.
    pub shard: Option<Shard>,
}

/// One claim for the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ClaimV1 {
    /// Id in the claims file.
    pub id: String,
    /// Its words.
    pub words: String,
    /// Where it stands in the document.
    pub place: Option<String>,
    /// Family of measures.
    pub family: Family,
    /// Whether rules test it; else people attest it.
    pub tested: bool,
    /// The verdict that decides first among those of the accounts. An account without a report is not verified.
    pub verdict: Verdict,
    /// The verdict's word in the report's language.
    pub verdict_word: String,
    /// Number of accounts per verdict.
    pub accounts: BTreeMap<Verdict, usize>,
    /// Counts over all accounts.
    pub counts: Counts,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AccountV1 {
    /// Account id, 12 digits.
    pub account: String,
    /// Its name in the organisation (`organizations:ListAccounts` `Name`).
    pub name: Option<String>,
    /// Why there is no report; then nothing was verified.
    pub failed: Option<String>,
    /// Who asked, as an ARN.
    pub caller: Option<String>,
    /// False when the scan was broken off.
    pub complete: bool,
    /// The exit code of its scan, as far as the report decides it; 11 where there is none.
    pub exit: u8,
    /// Verdicts, by claim in the order of the document; none where there is no report.
    pub claims: Vec<AccountClaim>,
    /// Requests to it.
    pub requests: Requests,
}

/// One claim in one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AccountClaim {
    /// Id in the claims file.
    pub id: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Counts over all its rules.
    pub counts: Counts,
    /// IAM actions that are missing.
    pub missing_actions: BTreeSet<String>,
}

/// How many requests went out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Requests {
    /// All, retries included.
    pub sent: u64,
    /// Those that AWS throttled.
    pub throttled: u64,
    /// Those that asked once more what had failed.
    pub retried: u64,
}

impl Requests {
    /// Together with others.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            sent: self.sent + other.sent,
            throttled: self.throttled + other.throttled,
            retried: self.retried + other.retried,
        }
    }
}

impl OrganizationV1 {
    /// Writes it as JSON, indented, with a line break at the end.
    pub fn write(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }

    /// Whether some claim has this verdict.
    pub fn has(&self, verdict: Verdict) -> bool {
        self.claims.iter().any(|claim| claim.verdict == verdict)
    }
}
