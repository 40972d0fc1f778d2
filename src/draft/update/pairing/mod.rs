//! Which claim is which statement of the document.
//!
//! In: the claims of a file, and the statements of its document. Out: [`Pairing`]. Claims find their statements by the same words (`same`),
//! then in longer or shorter pieces of the document (`within`), and the rest by words that are alike (`reworded`).

mod likeness;
mod reworded;
mod same;
mod within;

use self::within::Stated;
use crate::claim::Claim;
use crate::document::Document;
use crate::draft::Entry;
use crate::draft::place::Printed;
use crate::recognise::{in_plain_words, statements};
use std::collections::HashSet;

/// What became of each claim and of each statement.
#[derive(Debug)]
pub(super) struct Pairing {
    /// What became of the claims, in the order of the file.
    pub(super) fates: Vec<Fate>,
    /// What became of the statements, in the order of the document.
    pub(super) statements: Vec<Taken>,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its words are in the document, in this statement, or beside any.
    Same(Option<usize>),
    /// This statement says it in other words.
    Reworded(usize),
    /// Its words are not in the document any more.
    Gone,
}

/// What became of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Nothing: no claim makes it.
    Not,
    /// This claim makes it.
    By(usize),
    /// It needs no claim: another one makes it too, or a person left it out.
    Out,
}

/// A claim or a statement, as they are compared.
#[derive(Debug)]
struct Side {
    /// Its plain words.
    words: String,
    /// The heading above it.
    heading: Option<String>,
    /// Page and line, if known.
    at: Option<(Option<u32>, u32)>,
}

impl Fate {
    /// The statement that says it.
    pub(super) fn statement(self) -> Option<usize> {
        match self {
            Self::Same(entry) => entry,
            Self::Reworded(entry) => Some(entry),
            Self::Gone => None,
        }
    }

    /// The statement that says it in other words.
    pub(super) fn reworded(self) -> Option<usize> {
        self.statement().filter(|_| matches!(self, Self::Reworded(_)))
    }
}

impl Pairing {
    /// Pairs them. `former` is the document that the claims were taken from: what it said already, and no claim says, was left out by a
    /// person, and stays so.
    pub(super) fn of(claims: &[Claim], entries: &[Entry], document: &Document, former: Option<&Document>) -> Self {
        let claims: Vec<Side> = claims.iter().map(Side::of_claim).collect();
        let sides: Vec<Side> = entries.iter().map(Side::of_entry).collect();
        let mut pairing = Self { fates: vec![Fate::Gone; claims.len()], statements: vec![Taken::Not; entries.len()] };
        same::pair(&claims, &sides, &mut pairing);
        let known = former.map(statements).unwrap_or_default();
        let known: HashSet<String> = known.iter().map(|statement| in_plain_words(&statement.text)).collect();
        within::pair(&claims, &Stated { document, entries, sides: &sides, known: &known }, &mut pairing);
        pairing.leave_out(&sides, &known);
        reworded::pair(&claims, &sides, entries, &mut pairing);
        pairing
    }

    fn leave_out(&mut self, sides: &[Side], known: &HashSet<String>) {
        for (taken, side) in self.statements.iter_mut().zip(sides) {
            if *taken == Taken::Not && known.contains(&side.words) {
                *taken = Taken::Out;
            }
        }
    }

    fn is_open(&self, claim: usize) -> bool {
        self.fates.get(claim) == Some(&Fate::Gone)
    }

    fn is_free(&self, entry: usize) -> bool {
        self.statements.get(entry) == Some(&Taken::Not)
    }

    fn set(&mut self, claim: usize, fate: Fate) {
        self.fates.iter_mut().skip(claim).take(1).for_each(|of| *of = fate);
    }

    fn take(&mut self, entry: usize, taken: Taken) {
        self.statements.iter_mut().skip(entry).take(1).for_each(|of| *of = taken);
    }
}

impl Side {
    fn of_claim(claim: &Claim) -> Self {
        let printed = claim.place.as_deref().and_then(Printed::parse);
        let at = printed.as_ref().map(|printed| printed.at);
        Self { words: in_plain_words(&claim.words), heading: printed.and_then(|printed| printed.heading), at }
    }

    fn of_entry(entry: &Entry) -> Self {
        let statement = &entry.statement;
        let at = Some((statement.place.page, statement.place.number));
        Self { words: in_plain_words(&statement.text), heading: statement.headings.last().cloned(), at }
    }
}
