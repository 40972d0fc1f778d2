//! Claims and statements with the same plain words.
//!
//! A sentence may stand in several places. Each claim takes the one where it stood, if all of them still stand there; else one under its own
//! heading, else any, in the order of the document.
//! A claim for which none is left shares one: a person made two claims of a statement. A further statement under a heading where a claim
//! makes it already is nothing new.

use super::{Fate, Pairing, Side, Taken};
use std::collections::BTreeMap;

pub(super) fn pair(claims: &[Side], entries: &[Side], pairing: &mut Pairing) {
    let entries_of = by_words(entries);
    for (words, same) in by_words(claims) {
        if let Some(statements) = entries_of.get(words) {
            let mut group = Group { claims, entries, pairing, statements };
            group.pair(&same);
        }
    }
}

/// Indices by their words, in order.
fn by_words(sides: &[Side]) -> BTreeMap<&str, Vec<usize>> {
    let mut by_words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, side) in sides.iter().enumerate() {
        by_words.entry(&side.words).or_default().push(index);
    }
    by_words
}

/// What has the same words.
struct Group<'g> {
    claims: &'g [Side],
    entries: &'g [Side],
    pairing: &'g mut Pairing,
    statements: &'g [usize],
}

impl Group<'_> {
    fn pair(&mut self, claims: &[usize]) {
        let mut claims = claims.to_vec();
        // Where somebody ordered the claims in another way than the document does, their places still say which is which.
        let at = |claim: &usize| self.claims.get(*claim).and_then(|side| side.at);
        claims.sort_by_key(|claim| (at(claim).is_none(), at(claim)));
        let stands = |claim: usize| self.statements.iter().any(|entry| self.is_at(claim, *entry));
        let is_as_before = claims.iter().filter(|claim| at(claim).is_some()).all(|claim| stands(*claim));
        if is_as_before {
            self.each_takes(&mut claims, Self::is_at);
        }
        self.each_takes(&mut claims, Self::is_below);
        self.each_takes(&mut claims, |_, _, _| true);
        for claim in claims {
            let shared = self.statements.iter().copied().rfind(|entry| self.is_below(claim, *entry));
            self.pairing.set(claim, Fate::Same(shared.or_else(|| self.statements.last().copied())));
        }
        self.leave_out();
    }

    /// Each claim takes the first free statement that fits; those for which there is none are left.
    fn each_takes(&mut self, claims: &mut Vec<usize>, fits: impl Fn(&Self, usize, usize) -> bool) {
        claims.retain(|claim| {
            let mut statements = self.statements.iter().copied();
            let free = statements.find(|entry| self.pairing.is_free(*entry) && fits(self, *claim, *entry));
            if let Some(entry) = free {
                self.pairing.set(*claim, Fate::Same(Some(entry)));
                self.pairing.take(entry, Taken::By(*claim));
            }
            free.is_none()
        });
    }

    /// Whether the claim stands where the statement does.
    fn is_at(&self, claim: usize, entry: usize) -> bool {
        let (one, other) = (self.claims.get(claim), self.entries.get(entry));
        one.and_then(|side| side.at) == other.and_then(|side| side.at) && self.is_below(claim, entry)
    }

    /// Whether the claim stands below the statement's heading.
    fn is_below(&self, claim: usize, entry: usize) -> bool {
        let (claim, entry) = (self.claims.get(claim), self.entries.get(entry));
        claim.map(|side| &side.heading) == entry.map(|side| &side.heading)
    }

    fn leave_out(&mut self) {
        let heading = |entry: usize| self.entries.get(entry).map(|side| &side.heading);
        let taken: Vec<_> = self
            .statements
            .iter()
            .filter(|entry| !self.pairing.is_free(**entry))
            .map(|entry| heading(*entry))
            .collect();
        for entry in self.statements {
            if self.pairing.is_free(*entry) && taken.contains(&heading(*entry)) {
                self.pairing.take(*entry, Taken::Out);
            }
        }
    }
}
