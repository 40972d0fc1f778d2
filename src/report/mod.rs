//! Say so: one file per format, each a function from a [`Report`] to text.
//!
//! In: claims, rules, an inventory, and what evaluation says of them. Out: text. Everything that comes from the account is
//! hostile and escaped where it is written.

mod attention;
pub mod drift;
pub mod history;
pub mod json;
mod origin;
pub mod plain;
mod sentence;
pub mod terminal;
mod words;

pub use words::{gap_in_words, unknown_in_words};

use crate::claim::Claims;
use crate::drift::Drift;
use crate::evaluate::{Evaluation, Verdict};
use crate::fact::Inventory;
use crate::rule::RuleSet;
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

impl Report<'_> {
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
}
