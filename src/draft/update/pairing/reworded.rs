//! Claims that a statement makes in other words.
//!
//! The pair that is most alike comes first, so that each claim finds the statement that is its own; of pairs that are equally alike the one
//! under the claim's heading, then the one nearest to where the claim stood.

use super::likeness::Letters;
use super::{Fate, Pairing, Side, Taken};
use crate::draft::{Entry, Standing};
use crate::source::MOST_ITEMS;
use std::cmp::Reverse;

/// How alike the words must be, in percent. Of 25 sentences that were reworded by hand all are. Of the statements of 56 documents of others
/// one in a hundred is as alike as this to any of a second document, and then mostly because both speak of the same measure.
pub(super) const LEAST: usize = 50;

pub(super) fn pair(claims: &[Side], sides: &[Side], entries: &[Entry], pairing: &mut Pairing) {
    let is_new = |(index, entry): &(usize, &Entry)| pairing.is_free(*index) && entry.standing.is_claim();
    if entries.iter().enumerate().filter(is_new).count() > 2 * MOST_ITEMS {
        // More than a claims file takes, even if each of its claims finds one of them.
        return;
    }
    let found = anchors(pairing);
    let open = claims.iter().enumerate().filter(|(index, _)| pairing.is_open(*index));
    let open: Vec<_> = open.map(|(index, claim)| (index, claim, Letters::of(&claim.words))).collect();
    let mut pairs = Vec::new();
    for (entry, side) in sides.iter().enumerate() {
        let is_measure = entries.get(entry).is_some_and(|entry| entry.standing != Standing::NoMeasure);
        if !is_measure || !pairing.is_free(entry) || open.is_empty() {
            continue;
        }
        let letters = Letters::of(&side.words);
        for (claim, of, own) in &open {
            let likeness = own.likeness(&letters, LEAST);
            if likeness > 0 {
                let away = found.get(*claim).map_or(0, |expected| expected.abs_diff(entry));
                pairs.push((Reverse(likeness), of.heading != side.heading, away, *claim, entry));
            }
        }
    }
    pairs.sort_unstable();
    for (.., claim, entry) in pairs {
        if pairing.is_open(claim) && pairing.is_free(entry) {
            pairing.set(claim, Fate::Reworded(entry));
            pairing.take(entry, Taken::By(claim));
        }
    }
}

/// Of each claim the statement behind which it is expected: that of the nearest claim before it that was found.
fn anchors(pairing: &Pairing) -> Vec<usize> {
    let mut last = 0;
    let anchor = |fate: &Fate| {
        if let Fate::Same(Some(entry)) = fate {
            last = *entry;
        }
        last
    };
    pairing.fates.iter().map(anchor).collect()
}
