//! Whether a chain is whole: the files of the runs against the hashes that name them.
//!
//! In: the bytes of `ledger.json`, `head.json` and of every file under `runs/`. Out: the links in order, or what is wrong with
//! them. It is read from its end: the head vouches for the last run, each run for the one before, the first for `ledger.json`. So
//! the run that is named is the one that was changed, and not its neighbour.

use super::entry::{Entry, GENESIS, HEAD, Head, name_of, run_of, to_bytes};
use crate::say;
use crate::sha256;
use crate::text::{Lang, Say};
use std::collections::BTreeMap;

/// What is wrong with a ledger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// A file is not what was kept.
    Changed(String),
    /// A file of a run is there, but it is that of another run.
    Swapped(String, u64),
    /// A file is not there any more.
    Removed(String),
    /// A file is there that no run of this chain is.
    Inserted(String),
}

impl Damage {
    /// The file concerned.
    pub fn name(&self) -> &str {
        match self {
            Self::Changed(name) | Self::Swapped(name, _) | Self::Removed(name) | Self::Inserted(name) => name,
        }
    }
}

impl Say for Damage {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Changed(name) => say!(lang, "{name} wurde verändert", "{name} was changed"),
            Self::Swapped(name, run) => {
                say!(lang, "{name} wurde ersetzt: dort steht Lauf {run}", "{name} was replaced: run {run} stands there")
            }
            Self::Removed(name) => say!(lang, "{name} wurde entfernt", "{name} was removed"),
            Self::Inserted(name) => {
                say!(
                    lang,
                    "{name} wurde eingefügt: kein Lauf dieser Kette",
                    "{name} was inserted: no run of this chain"
                )
            }
        }
    }
}

/// One run with the hash of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What was kept.
    pub entry: Entry,
    /// The hash by which the next run names it.
    pub sha256: String,
}

/// So many runs are missed by name: a night each for 27 years.
const MOST_MISSED: u64 = 10_000;

/// Puts a chain together. `files` are those under `runs/`, by name.
pub(super) fn read(
    genesis: &[u8],
    head: Option<&[u8]>,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<Link>, Vec<Damage>> {
    let mut damages: Vec<Damage> =
        files.keys().filter(|name| run_of(name).is_none()).cloned().map(Damage::Inserted).collect();
    let runs: BTreeMap<u64, Link> =
        files.iter().filter_map(|(name, bytes)| Some((run_of(name)?, link(bytes)?))).collect();
    let head = match head {
        None => Err(Damage::Removed(HEAD.to_owned())),
        Some(bytes) => read_head(bytes).ok_or_else(|| Damage::Changed(HEAD.to_owned())),
    };
    let confirmed = head.as_ref().map_or(0, |head| head.run);
    let last = files.keys().filter_map(|name| run_of(name)).max().unwrap_or(0);
    // Each run that is missed is named, but nobody removes, or counts up to, numbers that no ledger reaches.
    let reached = (files.len() as u64).saturating_add(MOST_MISSED);
    if last > reached {
        damages.push(Damage::Inserted(name_of(last)));
    }
    if confirmed > reached {
        damages.push(Damage::Changed(HEAD.to_owned()));
    }
    if last.max(confirmed) > reached {
        return Err(damages);
    }
    // Who is killed between keeping a run and saying so leaves it behind the head.
    damages.extend((confirmed + 1..=last).filter_map(|run| unlinked(run, &runs, genesis)));
    let expected = head.as_ref().ok().map(|head| head.sha256.clone());
    let (start, expected) = if head.is_ok() { (confirmed, expected) } else { (last, None) };
    damages.extend(head.err());
    damages.extend(walk_back(start, expected, &runs, files, genesis));
    if damages.is_empty() {
        return Ok(runs.into_values().collect());
    }
    damages.sort();
    damages.dedup();
    Err(damages)
}

/// From a run back to the ledger's first file: what each is expected to be, by whom comes after it.
fn walk_back(
    start: u64,
    mut expected: Option<String>,
    runs: &BTreeMap<u64, Link>,
    files: &BTreeMap<String, Vec<u8>>,
    genesis: &[u8],
) -> Vec<Damage> {
    let mut damages = Vec::new();
    for run in (1..=start).rev() {
        let name = name_of(run);
        let Some(bytes) = files.get(&name) else {
            damages.push(Damage::Removed(name));
            expected = None;
            continue;
        };
        let link = runs.get(&run);
        let own = link.is_some_and(|link| link.entry.run == run);
        let vouched = expected.as_ref().is_none_or(|expected| *expected == sha256(bytes));
        if !own || !vouched {
            damages.push(match link {
                Some(link) if link.entry.run != run => Damage::Swapped(name, link.entry.run),
                _ => Damage::Changed(name),
            });
            // What a changed file says of the one before it is worth nothing.
            expected = None;
            continue;
        }
        expected = link.map(|link| link.entry.previous.clone());
    }
    if expected.is_some_and(|expected| expected != sha256(genesis)) {
        damages.push(Damage::Changed(GENESIS.to_owned()));
    }
    damages
}

/// A run behind the head that does not follow on the one before it.
fn unlinked(run: u64, runs: &BTreeMap<u64, Link>, genesis: &[u8]) -> Option<Damage> {
    let before = match run {
        1 => Some(sha256(genesis)),
        _ => runs.get(&(run - 1)).map(|link| link.sha256.clone()),
    };
    let follows =
        runs.get(&run).is_some_and(|link| link.entry.run == run && Some(&link.entry.previous) == before.as_ref());
    (!follows).then(|| Damage::Inserted(name_of(run)))
}

fn link(bytes: &[u8]) -> Option<Link> {
    Some(Link { entry: serde_json::from_slice(bytes).ok()?, sha256: sha256(bytes) })
}

/// The head, if its bytes are exactly those that are written for it.
pub(super) fn read_head(bytes: &[u8]) -> Option<Head> {
    let head: Head = serde_json::from_slice(bytes).ok()?;
    let right = Head::of(head.run, head.sha256.clone());
    (head == right && to_bytes(&right).ok()? == bytes).then_some(head)
}
