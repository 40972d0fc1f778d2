//! Does it hold? Facts against claims.
//!
//! In: claims, rules, resources one by one, and what is known of the whole. Out: a verdict per claim with findings and evidence. No
//! I/O, no clock: the only time is the scan's `now`.
//!
//! Read: [`Judge`] (resources pass), `trial.rs` (one rule meanwhile), `finding.rs` (one check on one resource), `pool.rs` (what
//! findings share), `scope.rs`, `waiver.rs`, `verdict.rs`. While facts are still collected: `interest.rs`.

mod finding;
mod interest;
mod judge;
mod pool;
mod scope;
mod trial;
mod verdict;
mod waiver;

pub use finding::{Evidence, Fact, Finding, Outcome, Ruling, check_resource};
pub use interest::Interest;
pub use judge::Judge;
pub use scope::Gap;
pub use verdict::{Counts, Verdict};

use crate::claim::Claims;
use crate::claim::wording::Remark;
use crate::fact::{Identity, Inventory};
use crate::rule::{RuleId, RuleSet};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where a parameter's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamSource {
    /// The document states it.
    Documented,
    /// Nobody states it: the rule's default, an assumption.
    Assumed,
}

/// One rule with one set of parameters, applied to everything in scope.
#[derive(Debug)]
pub struct Assessment {
    /// The rule.
    pub rule: RuleId,
    /// Parameters with values and sources.
    pub params: BTreeMap<String, (Value, ParamSource)>,
    /// How many resources, with what outcome.
    pub counts: Counts,
    /// What could not be listed.
    pub gaps: BTreeSet<Gap>,
    /// Regions in which evaluated resources lie.
    pub regions: BTreeSet<String>,
    /// What was found, by kind, region, name, check.
    pub findings: Vec<Finding>,
    /// What this rule says.
    pub verdict: Verdict,
}

/// So many days ahead the end of a waiver or an attestation is announced.
pub const NOTICE_DAYS: i64 = 30;

/// What the scan says of one claim.
#[derive(Debug)]
pub struct Judged {
    /// Index of the claim in the claims file.
    pub claim: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// Indices into [`Evaluation::assessments`], in the order of the claim's rules.
    pub assessments: Vec<usize>,
    /// Index of the attestation that counts, or of the one that ended last.
    pub attestation: Option<usize>,
}

/// What one scan says of all claims.
#[derive(Debug, Default)]
pub struct Evaluation {
    /// Claims in the order of the document.
    pub claims: Vec<Judged>,
    /// Rules applied, each once per set of parameters.
    pub assessments: Vec<Assessment>,
    /// Everything that was seen, without its facts, by kind, region and name.
    pub resources: Vec<Arc<Identity>>,
    /// Indices of waivers whose time is over although the deviation is still there.
    pub expired_waivers: Vec<usize>,
    /// Indices of waivers that fit no deviation.
    pub unmatched_waivers: Vec<usize>,
    /// Indices of waivers that cover a deviation and end within [`NOTICE_DAYS`].
    pub ending_waivers: Vec<usize>,
    /// Indices of attestations whose time is over, where nobody attests the claim again.
    pub ended_attestations: Vec<usize>,
    /// Indices of attestations that end within [`NOTICE_DAYS`], where none follows.
    pub ending_attestations: Vec<usize>,
    /// Indices of assessments of rules that no claim names and that hold all the same: measures without a word in the document.
    pub undocumented: Vec<usize>,
    /// What is wrong with the document's words.
    pub remarks: Vec<Remark>,
}

/// Judges every claim by an inventory that holds all resources at once. A scan hands them to a [`Judge`] one by one.
pub fn evaluate(claims: &Claims, rules: &RuleSet, inventory: &Inventory) -> Evaluation {
    let mut judge = Judge::new(claims, rules, inventory.now);
    inventory.resources.iter().for_each(|resource| judge.see(resource));
    judge.conclude(inventory)
}

fn has_ended(until: Date, today: Date) -> bool {
    until < today
}

/// Whether the last day is at most [`NOTICE_DAYS`] away, and not yet over.
pub fn ends_soon(until: Date, today: Date) -> bool {
    today <= until && today.saturating_add(NOTICE_DAYS.days()) >= until
}
