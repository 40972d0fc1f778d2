//! Say so: one file per format, each a function from a [`Report`] to text.
//!
//! In: claims, rules, an inventory, and what evaluation says of them. Out: text. Everything that comes from the account is
//! hostile and escaped where it is written.

mod attention;
pub mod csv;
pub(crate) mod determination;
mod deviation;
pub mod drift;
mod each;
pub mod history;
pub(crate) mod identity;
pub(crate) mod joined;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod ocsf;
mod origin;
pub mod oscal;
pub mod plain;
pub mod sarif;
pub(crate) mod sentence;
mod since;
pub mod terminal;
pub(crate) mod told;
mod unseen;
pub(crate) mod uri;
mod words;

pub(crate) use unseen::missing_actions;
pub use words::{gap_in_words, requests_in_words, unknown_in_words};

use crate::claim::{Attestation, Claim, Claims, Waiver};
use crate::drift::Drift;
use crate::evaluate::{Assessment, Counts, Evaluation, Finding, Gap, Judged, Verdict};
use crate::fact::Inventory;
use crate::rule::{Rule, RuleSet};
use crate::text::Lang;
use std::collections::BTreeMap;

/// Everything that a format needs.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    /// What is claimed.
    pub claims: &'r Claims,
    /// What would prove it.
    pub rules: &'r RuleSet,
    /// What was seen.
    pub inventory: &'r Inventory,
    /// What follows.
    pub evaluation: &'r Evaluation,
    /// What changed since an earlier run; `None` without a ledger.
    pub drift: Option<&'r Drift>,
    /// Language of the reader.
    pub lang: Lang,
}

impl<'r> Report<'r> {
    /// Number of claims per verdict.
    pub fn summary(&self) -> BTreeMap<Verdict, usize> {
        let mut counts = BTreeMap::new();
        for judged in &self.evaluation.claims {
            *counts.entry(judged.verdict).or_default() += 1;
        }
        counts
    }

    /// Whether some claim has this verdict.
    pub fn has(&self, verdict: Verdict) -> bool {
        self.evaluation.claims.iter().any(|judged| judged.verdict == verdict)
    }

    /// The claim that was judged.
    fn claim(&self, judged: &Judged) -> &'r Claim {
        &self.claims.claims[judged.claim]
    }

    /// What the claim's rules say, in their order.
    pub(crate) fn assessments<'j>(&self, judged: &'j Judged) -> impl Iterator<Item = &'r Assessment> + use<'r, 'j> {
        let all = &self.evaluation.assessments;
        judged.assessments.iter().filter_map(|index| all.get(*index))
    }

    /// The counts of all the claim's rules together.
    pub(crate) fn counts(&self, judged: &Judged) -> Counts {
        self.assessments(judged).fold(Counts::default(), |sum, assessment| sum.plus(assessment.counts))
    }

    /// The claims that an assessment speaks for, by its index.
    fn claims_of(&self, index: usize) -> impl Iterator<Item = &'r Claim> {
        let claims = &self.claims.claims;
        let judged = self.evaluation.claims.iter().filter(move |judged| judged.assessments.contains(&index));
        judged.map(|judged| &claims[judged.claim])
    }

    /// The rule of an assessment.
    fn rule(&self, assessment: &Assessment) -> Option<&'r Rule> {
        self.rules.get(&assessment.rule.0)
    }

    /// The waiver that covers a deviation.
    fn waiver(&self, finding: &Finding) -> Option<&'r Waiver> {
        self.claims.waivers.get(finding.waiver?)
    }

    /// The word that a person gave, or gave last.
    fn attestation(&self, judged: &Judged) -> Option<&'r Attestation> {
        self.claims.attestations.get(judged.attestation?)
    }
}
