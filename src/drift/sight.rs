//! What two runs are compared by: the part of a report that says what was claimed, with what yardstick, and what was seen.
//!
//! In: a report as JSON (version 1), of this run, of the ledger or of a file. Out: [`Sight`]. It is read from the documented
//! format and not from what tomscan holds inside, so that reports of other versions can be compared too.

use crate::evaluate::Verdict;
use crate::fact::{Caller, ResourceKind, Unknown};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A report, as far as it is compared.
#[derive(Clone, Debug, Deserialize)]
pub struct Sight {
    pub(super) tomscan: String,
    pub(super) rules_sha256: String,
    pub(super) time: String,
    pub(super) complete: bool,
    pub(super) caller: Caller,
    pub(super) regions: Regions,
    pub(super) document: Document,
    pub(super) claims: Vec<Claim>,
    pub(super) results: Vec<RuleResult>,
    pub(super) coverage: Vec<Coverage>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Regions {
    pub(super) enabled: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Document {
    pub(super) title: String,
    pub(super) party: String,
    pub(super) version: String,
    pub(super) file_sha256: Option<String>,
    pub(super) claims_sha256: String,
    pub(super) accounts: Vec<String>,
    pub(super) regions: Vec<String>,
    pub(super) select: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Claim {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) verdict: Verdict,
    pub(super) results: Vec<usize>,
    pub(super) attestation: Option<Attestation>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Attestation {
    pub(super) by: String,
    pub(super) until: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct RuleResult {
    pub(super) rule: String,
    pub(super) proof: String,
    pub(super) conditions: Vec<Condition>,
    pub(super) params: BTreeMap<String, Param>,
    pub(super) gaps: Vec<Gap>,
    pub(super) findings: Vec<Finding>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Condition {
    pub(super) resource: ResourceKind,
    pub(super) population: Option<String>,
    pub(super) that: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Param {
    pub(super) value: Value,
    pub(super) source: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct Gap {
    pub(super) resource: ResourceKind,
    pub(super) region: String,
    pub(super) unknown: Unknown,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Finding {
    pub(super) resource: ResourceKind,
    pub(super) region: String,
    pub(super) name: String,
    pub(super) arn: String,
    pub(super) outcome: String,
    pub(super) observed: Option<String>,
    pub(super) unknown: Vec<Unknown>,
    pub(super) waiver: Option<Waiver>,
    pub(super) evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Evidence {
    pub(super) path: String,
    pub(super) observed: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Waiver {
    pub(super) rule: String,
    pub(super) resource: String,
    pub(super) reason: String,
    pub(super) owner: String,
    pub(super) until: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Coverage {
    pub(super) resource: ResourceKind,
    pub(super) region: String,
    pub(super) listed: Option<u64>,
}

impl Document {
    /// Whether another run looked at the same part of the account.
    pub(super) fn same_scope(&self, other: &Self) -> bool {
        self.regions == other.regions && self.select == other.select
    }
}

impl Sight {
    /// Adds a finding, as the report's JSON has it, to a result that is there already: so that a large report need not be there as a
    /// whole to be compared. A result that is not there takes none.
    pub fn add(&mut self, result: usize, finding: Value) -> Result<(), serde_json::Error> {
        if let Some(result) = self.results.get_mut(result) {
            result.findings.push(serde_json::from_value(finding)?);
        }
        Ok(())
    }

    /// The scan's point in time (UTC, RFC 3339).
    pub fn time(&self) -> &str {
        &self.time
    }
}
