//! What is left of all actions. In: guardrails in force for a class of requests. Out: patterns that hold every action which they
//! do not certainly refuse.

use crate::policy::coverage::Selection;
use crate::policy::pattern::{ActionPattern, Pattern};

/// More pairs of patterns than this are not compared; then too much is left.
const MAX_PAIRS: usize = 100_000;

/// Actions that are not refused so far. Too many rather than too few.
#[derive(Clone, Debug)]
pub(super) struct Residual(Vec<ActionPattern>);

impl Residual {
    pub(super) fn everything() -> Self {
        Self(vec![ActionPattern::new("*:*")])
    }

    pub(super) fn actions(&self) -> &[ActionPattern] {
        &self.0
    }

    /// After a deny for all of these.
    pub(super) fn without(self, denied: &Selection<ActionPattern>) -> Self {
        match denied {
            Selection::Only(patterns) => Self(self.0.into_iter().filter(|one| !lists(patterns, one)).collect()),
            Selection::AllBut(patterns) => self.within(patterns),
        }
    }

    /// After a level at which only these are allowed.
    pub(super) fn only(self, allowed: &[&Selection<ActionPattern>]) -> Self {
        let mut patterns = Vec::new();
        for selection in allowed {
            match selection {
                Selection::Only(own) => patterns.extend(own.iter().cloned()),
                // Nearly everything; what is left out counts too, which is no mistake.
                Selection::AllBut(_) => return self,
            }
        }
        self.within(&patterns)
    }

    /// What the patterns and the actions may have in common: the narrower of the two, where one contains the other.
    fn within(self, patterns: &[ActionPattern]) -> Self {
        if self.0.len().saturating_mul(patterns.len()) > MAX_PAIRS {
            return self;
        }
        let mut common = Vec::new();
        for one in &self.0 {
            for pattern in patterns.iter().filter(|pattern| pattern.overlaps(one)) {
                let narrower = if one.covers(pattern) { pattern } else { one };
                if !common.contains(narrower) {
                    common.push(narrower.clone());
                }
            }
        }
        Self(common)
    }
}

fn lists(patterns: &[ActionPattern], one: &ActionPattern) -> bool {
    patterns.iter().any(|pattern| pattern.covers(one))
}
