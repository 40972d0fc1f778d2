//! The effectiveness review (Art. 32 (1) d GDPR): what the nights of a ledger say of each claim.
//!
//! In: a ledger and a period. Out: [`Review`], from which every format is made. No network and no clock of its own; a night is
//! believed only as the chain keeps it.
//!
//! Read: [`Review`] here, `strip.rs` (a claim night by night), `spells.rs` (deviations of a claim, and how long they took to mend),
//! `deviations.rs` (resources that deviated, and who changed them), `proposal.rs` (what is proposed to the reader), `read.rs` (how
//! all of it is read), `paper/` (what stands in the paper, and in which order), `html/`, `pdf/` and `markdown.rs` (how it is set),
//! `xlsx/` (the list of actions, for people to fill in), `evidence.rs` (what the PDF carries along), `determined.rs` (what programs
//! may take it for), `oscal/` and `ocsf.rs` (files for them).

mod determined;
mod deviations;
#[cfg(feature = "pdf")]
pub mod evidence;
pub mod html;
pub mod markdown;
pub mod ocsf;
pub mod oscal;
pub mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
mod proposal;
mod read;
mod scan;
mod spells;
mod strip;
mod tone;
pub mod xlsx;

pub use deviations::{Deviation, Ended};
pub use proposal::{ENOUGH_NIGHTS, ENOUGH_SHARE, Proposal};
pub use read::Asked;
pub use spells::{Spell, Spells};
pub use strip::{Sign, Span, Tally};
pub use tone::Tone;

use crate::claim::Family;
use crate::evaluate::Verdict;
use crate::report::json::ReportV1;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// The JSON Schema (draft 2020-12) of a review.
pub fn review_schema() -> Schema {
    schema_for!(Review)
}

/// The period under review: whole dates (UTC), both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first night.
    #[schemars(with = "String")]
    pub from: Date,
    /// The last night.
    #[schemars(with = "String")]
    pub to: Date,
}

/// A review.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Review {
    /// Version of this format: 1.
    pub review_version: u32,
    /// Version of tomscan that made it.
    pub tomscan: String,
    /// When it was made (UTC).
    #[schemars(with = "String")]
    pub made: Timestamp,
    /// The nights that were asked for.
    pub period: Period,
    /// Why it was made, in the words of whoever made it.
    pub occasion: Option<String>,
    /// The ledger from which it was made.
    pub ledger: Source,
    /// One for each document in each account, by account, party and title.
    pub documents: Vec<Reviewed>,
}

impl Review {
    /// Writes it as JSON, indented, with a line break at the end.
    pub fn write_json(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}

/// A ledger, and the run up to which it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// Where it lies.
    pub place: String,
    /// Its id.
    pub id: String,
    /// Number of the last run; 0: none.
    pub run: u64,
    /// Hash of that run (SHA-256 of its file, in hex), which vouches for all before it.
    pub sha256: String,
}

/// One document in one account.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Reviewed {
    /// Account id.
    pub account: String,
    /// Whose measures.
    pub party: String,
    /// Title of the document.
    pub title: String,
    /// Versions of the document, the claims and the rules that counted, each from its first night on.
    pub versions: Vec<Version>,
    /// What became of the nights.
    pub nights: NightCounts,
    /// Claims in the order of the last document; those that are gone come last.
    pub claims: Vec<ReviewedClaim>,
    /// Resources that deviated in the period, by beginning, rule, region and ARN.
    pub deviations: Vec<Deviation>,
    /// Runs of the period whose data were pruned: what deviated then is known by claim only.
    pub pruned: Vec<u64>,
    /// The run that shows the state before: the last complete scan before the period; null: there is none.
    pub before: Option<LastRun>,
    /// The run that shows the state at the end: the last complete scan of the period.
    pub last_run: Option<LastRun>,
    /// The report of that run; null where there is none, or its data were pruned.
    pub report: Option<ReportV1>,
}

/// What claims were measured by from one night on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Version {
    /// The first night.
    #[schemars(with = "String")]
    pub from: Date,
    /// Version of the document.
    pub document: String,
    /// SHA-256 of the document itself, if one is named.
    pub document_sha256: Option<String>,
    /// SHA-256 of the claims file.
    pub claims_sha256: String,
    /// SHA-256 over all rules.
    pub rules_sha256: String,
    /// Version of tomscan.
    pub tomscan: String,
    /// Who asked.
    pub caller: String,
}

/// Nights of the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NightCounts {
    /// All that are over.
    pub all: u64,
    /// With a complete scan.
    pub complete: u64,
    /// With a scan that was broken off, and no complete one.
    pub incomplete: u64,
    /// With a run that came to no report.
    pub failed: u64,
    /// Without any run.
    pub none: u64,
}

/// One claim over the period.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ReviewedClaim {
    /// Id in the claims file.
    pub id: String,
    /// Its words; null where no report of the period is kept that has them.
    pub words: Option<String>,
    /// Where it stands in the document.
    pub place: Option<String>,
    /// Family of measures.
    pub family: Option<Family>,
    /// The verdict of the last complete scan; null where it does not claim it any more.
    pub verdict: Option<Verdict>,
    /// The verdict of the last complete scan before the period; null: there is none, or it did not claim it.
    pub before: Option<Verdict>,
    /// How many nights with what outcome.
    pub tally: Tally,
    /// Its nights, oldest first: equal neighbours make one span.
    pub strip: Vec<Span>,
    /// Its deviations.
    pub spells: Spells,
    /// What may be proposed to whoever assesses the measure.
    pub proposal: Proposal,
}

/// The run that shows a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LastRun {
    /// Number in the ledger.
    pub run: u64,
    /// Hash of the run (SHA-256 of its file, in hex).
    pub sha256: String,
    /// The scan's point in time (UTC).
    #[schemars(with = "String")]
    pub time: Timestamp,
    /// SHA-256 of the report, unpacked, in hex.
    pub report_sha256: Option<String>,
}
