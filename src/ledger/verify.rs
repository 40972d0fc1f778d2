//! Verifying a ledger whole: the chain, and every byte of what is kept apart.
//!
//! In: a ledger whose chain was read. Out: what is wrong with its data, and what lies there that belongs to no run.

use super::entry::{GENESIS, HEAD, RUNS};
use super::{Act, Damage, Ledger, LedgerError};
use crate::sha256;
use std::collections::BTreeSet;

/// What verifying a ledger showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Number of runs in the chain.
    pub runs: u64,
    /// Number of files with data that are as they were kept.
    pub data: u64,
    /// Runs whose data were pruned.
    pub pruned: u64,
    /// What is not as it was kept.
    pub damages: Vec<Damage>,
    /// Files that belong to no run: what a job left that was broken off, or something foreign. They harm nothing.
    pub strangers: Vec<String>,
}

/// So many files are read at once, so that memory does not grow with the ledger.
const AT_ONCE: usize = 16;

impl Ledger {
    /// Reads everything that is kept apart and compares it with the chain.
    pub fn verify(&self) -> Result<Verified, LedgerError> {
        let pruned: BTreeSet<u64> = self.pruned_runs();
        let mut verified = Verified {
            runs: self.links.len() as u64,
            data: 0,
            pruned: pruned.len() as u64,
            damages: Vec::new(),
            strangers: Vec::new(),
        };
        let stored: Vec<_> =
            self.links.iter().flat_map(|link| link.entry.data().map(|stored| (link.entry.run, stored))).collect();
        for lot in stored.chunks(AT_ONCE) {
            let names: Vec<String> = lot.iter().map(|(_, stored)| stored.name.clone()).collect();
            for ((run, stored), bytes) in lot.iter().zip(self.store.get_all(&names)?) {
                match bytes {
                    Some(bytes) if sha256(&bytes) == stored.sha256 => verified.data += 1,
                    Some(_) => verified.damages.push(Damage::Changed(stored.name.clone())),
                    None if pruned.contains(run) => {}
                    None => verified.damages.push(Damage::Removed(stored.name.clone())),
                }
            }
        }
        let known: BTreeSet<&str> = stored.iter().map(|(_, stored)| stored.name.as_str()).collect();
        let strange = |name: &String| {
            let of_chain = name == GENESIS || name == HEAD || name.starts_with(RUNS);
            !of_chain && !known.contains(name.as_str())
        };
        verified.strangers = self.store.list("")?.into_iter().filter(strange).collect();
        Ok(verified)
    }

    /// Numbers of all runs whose data were pruned.
    pub(super) fn pruned_runs(&self) -> BTreeSet<u64> {
        let prunings = self.links.iter().filter_map(|link| match &link.entry.act {
            Act::Pruning(pruning) => Some(&pruning.runs),
            _ => None,
        });
        prunings.flatten().copied().collect()
    }
}
