//! Claims that say the same twice.
//!
//! In: the claims. Out: a remark per pair whose shorter half adds no word, no rule and no value to the longer one. A sentence
//! that stands twice is changed once, and then the document contradicts itself.

use super::super::Claim;
use super::phrase::stems;
use super::promise::ABSOLUTE;
use super::{Remark, RemarkKind};
use crate::both;
use std::collections::BTreeSet;

/// With fewer telling words two claims are alike by chance.
const TELLING: usize = 3;

/// A claim with the stems of its telling words.
type Worded<'c> = (&'c Claim, BTreeSet<String>);

/// All repetitions: a claim, behind the first that it repeats.
pub(super) fn remarks(claims: &[Claim]) -> Vec<Remark> {
    let mut found = Vec::new();
    let claims: Vec<Worded<'_>> = claims.iter().map(|claim| (claim, stems(&claim.words, ABSOLUTE))).collect();
    for (j, later) in claims.iter().enumerate() {
        let repeated =
            claims[..j].iter().position(|earlier| adds_nothing(later, earlier) || adds_nothing(earlier, later));
        if let Some(i) = repeated {
            let text = both!(
                "beide Aussagen sagen dasselbe; eine davon genügt, und sie bleibt bei Änderungen die einzige Stelle",
                "both claims say the same; one of them is enough, and stays the only place to change"
            );
            found.push(Remark { kind: RemarkKind::Repetition, claims: vec![i, j], text });
        }
    }
    found
}

/// Whether a claim says nothing that another does not say: "always" and "exclusively" do not count as saying more.
fn adds_nothing((short, few): &Worded<'_>, (long, many): &Worded<'_>) -> bool {
    let tested_alike = short.rules.is_empty() == long.rules.is_empty()
        && short.rules.iter().all(|rule| long.rules.contains(rule))
        && short.rules.iter().all(|rule| short.params.get(rule) == long.params.get(rule));
    tested_alike && few.len() >= TELLING && few.is_subset(many)
}
