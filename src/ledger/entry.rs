//! The links of the chain, as they are kept: JSON files under `runs/`, one per run, never changed again.
//!
//! The hash of a run is the SHA-256 of its file's bytes, and the next run names it: so `sha256sum` is enough to check a chain.
//! What is large (report, claims file, recording) lies under `data/`, compressed, and is named by its hash; pruning removes
//! that and leaves the chain whole.

use super::LedgerError;
use crate::evaluate::Verdict;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// Version of the ledger's format.
pub const FORMAT: u32 = 1;
/// The file that makes a place a ledger.
pub(super) const GENESIS: &str = "ledger.json";
/// The file that names the last run: a run that is removed from the end of the chain is missed.
pub(super) const HEAD: &str = "head.json";
/// Where the chain lies.
pub(super) const RUNS: &str = "runs/";
/// Where what is large lies.
pub(super) const DATA: &str = "data/";

/// The first file of a ledger; the first run names its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Genesis {
    /// Version of the format.
    pub ledger: u32,
    /// A random number in hex: no two ledgers are the same.
    pub id: String,
    /// When it was made (UTC).
    pub made: Timestamp,
    /// Version of tomscan that made it.
    pub tomscan: String,
    /// For how long S3 shall retain what is kept, if the bucket itself does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
}

/// S3 Object Lock for what is kept ("Locking objects with Object Lock", S3 User Guide).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Days from the run on.
    pub days: u32,
    /// Whether nobody at all may shorten it (`COMPLIANCE`), or only who has a permission for that (`GOVERNANCE`).
    pub compliance: bool,
}

/// The last run, as `head.json` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its number; 0: there is none yet.
    pub run: u64,
    /// The hash of its file; of `ledger.json` where there is no run.
    pub sha256: String,
    /// SHA-256 of `NUMBER:HASH`: it tells a damaged head from a damaged run.
    check: String,
}

impl Head {
    /// The head that names a run.
    pub(super) fn of(run: u64, sha256: String) -> Self {
        let check = crate::sha256(format!("{run}:{sha256}").as_bytes());
        Self { run, sha256, check }
    }
}

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Number, from 1, without gaps.
    pub run: u64,
    /// A random number in hex.
    pub id: String,
    /// SHA-256 of the file of the run before, in hex; of `ledger.json` for the first.
    pub previous: String,
    /// When it was kept (UTC), by the clock of the machine that ran.
    pub kept: Timestamp,
    /// Version of tomscan.
    pub tomscan: String,
    /// What was done.
    #[serde(flatten)]
    pub act: Act,
}

/// What a link of the chain keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Act {
    /// A scan with a report, whole or broken off.
    Scan(Box<Scan>),
    /// A run that came to no report.
    Failure(Failure),
    /// Somebody accepted what was refuted or not verified.
    Acceptance(Acceptance),
    /// Raw data were removed.
    Pruning(Pruning),
}

/// A scan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// The scan's point in time (UTC).
    pub time: Timestamp,
    /// Account id.
    pub account: String,
    /// Who asked.
    pub caller: String,
    /// False when it was broken off.
    pub complete: bool,
    /// The exit code of the run, as far as the report decides it.
    pub exit: u8,
    /// Whose measures: `party` of the claims file.
    pub party: String,
    /// Title of the document.
    pub title: String,
    /// Version of the document.
    pub version: String,
    /// SHA-256 of the claims file.
    pub claims_sha256: String,
    /// SHA-256 of the document itself, if one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_sha256: Option<String>,
    /// SHA-256 over all rules.
    pub rules_sha256: String,
    /// The run with which it was compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<u64>,
    /// Which key made the pseudonyms, if names of users are replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pseudonym_key: Option<String>,
    /// Verdicts in the order of the document.
    pub claims: Vec<ClaimVerdict>,
    /// What is kept apart: `report`, `claims`, `state`, `recording`.
    pub data: Data,
}

impl Scan {
    /// The verdict on a claim; `None`: it was not claimed.
    pub fn verdict(&self, claim: &str) -> Option<Verdict> {
        self.claims.iter().find(|own| own.id == claim).map(|own| own.verdict)
    }
}

/// Parts kept apart, by what they are.
pub type Data = BTreeMap<String, Stored>;

/// The verdict on one claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimVerdict {
    /// Id in the claims file.
    pub id: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// Something kept under `data/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Its name in the ledger: below `data/`, and nowhere else.
    #[serde(deserialize_with = "name_of_data")]
    pub name: String,
    /// SHA-256 of the bytes as they lie there, in hex.
    pub sha256: String,
    /// Their number.
    pub bytes: u64,
    /// SHA-256 of what they hold, unpacked, in hex.
    pub content_sha256: String,
}

/// A ledger that somebody else made must not name files outside of it: they would be read, and removed by pruning.
fn name_of_data<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let name = String::deserialize(from)?;
    let plain = |part: &str| {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
        !part.starts_with('.') && !part.is_empty() && part.bytes().all(known)
    };
    let below = name.strip_prefix(DATA).is_some_and(|rest| rest.split('/').all(plain));
    if below { Ok(name) } else { Err(D::Error::custom("not a name below data/")) }
}

/// A run without a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// When it was tried (UTC).
    pub time: Timestamp,
    /// The exit code.
    pub exit: u8,
    /// What was said.
    pub message: String,
}

/// An accepted baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// When it was accepted (UTC).
    pub time: Timestamp,
    /// The run whose findings are accepted.
    pub of: u64,
    /// Account id.
    pub account: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it counts.
    pub until: Date,
    /// What is accepted, as `accepted`.
    pub data: Data,
}

/// A pruning: which runs lost their data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pruning {
    /// When (UTC).
    pub time: Timestamp,
    /// Data of runs before this point in time go.
    pub before: Timestamp,
    /// The numbers of these runs.
    pub runs: Vec<u64>,
}

impl Entry {
    /// The scan, if it is one.
    pub fn scan(&self) -> Option<&Scan> {
        match &self.act {
            Act::Scan(scan) => Some(scan),
            _ => None,
        }
    }

    /// What it keeps apart.
    pub fn data(&self) -> impl Iterator<Item = &Stored> {
        let data = match &self.act {
            Act::Scan(scan) => Some(&scan.data),
            Act::Acceptance(acceptance) => Some(&acceptance.data),
            Act::Failure(_) | Act::Pruning(_) => None,
        };
        data.into_iter().flat_map(BTreeMap::values)
    }

    /// The account that it concerns, if it came to one.
    pub fn account(&self) -> Option<&str> {
        match &self.act {
            Act::Scan(scan) => Some(&scan.account),
            Act::Acceptance(acceptance) => Some(&acceptance.account),
            Act::Failure(_) | Act::Pruning(_) => None,
        }
    }

    /// When it was: of a scan, its point in time.
    pub fn time(&self) -> Timestamp {
        match &self.act {
            Act::Scan(scan) => scan.time,
            Act::Failure(failure) => failure.time,
            Act::Acceptance(acceptance) => acceptance.time,
            Act::Pruning(pruning) => pruning.time,
        }
    }
}

/// The file of a run.
pub(super) fn name_of(run: u64) -> String {
    format!("{RUNS}{run:08}.json")
}

/// The run of a file's name, if that is exactly what [`name_of`] gives.
pub(super) fn run_of(name: &str) -> Option<u64> {
    let run = name.strip_prefix(RUNS)?.strip_suffix(".json")?.parse().ok()?;
    (name_of(run) == name).then_some(run)
}

/// A file of the ledger as bytes: the same content has the same bytes.
pub(super) fn to_bytes(content: &impl Serialize) -> Result<Vec<u8>, LedgerError> {
    let mut bytes = serde_json::to_vec_pretty(content).map_err(|error| LedgerError::Unwritable(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
