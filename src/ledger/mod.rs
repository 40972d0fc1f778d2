//! What changed: every run kept, in a chain that shows if one of them was changed, removed or inserted.
//!
//! In: a place ([`Store`]) and what a run gives. Out: the runs so far, and one more. Layout, the same in a folder and in S3:
//!
//! ```text
//! ledger.json             makes the place a ledger; written once
//! runs/00000042.json      the chain: one small file per run, kept for good
//! data/<id>/report.json.gz, claims.toml.gz, state.json.gz, recording.jsonl.gz    what pruning may remove
//! head.json               the last run and its hash
//! ```
//!
//! A run exists when its file under `runs/` does: its data are there before, and the head follows. Who is killed in between leaves
//! data of no run, or a run that the next one confirms.

mod chain;
mod directory;
mod entry;
mod error;
mod hashed;
mod keep;
mod location;
mod nights;
mod prune;
#[cfg(feature = "aws")]
mod s3;
mod segment;
mod store;
mod verify;

pub use chain::{Damage, Link};
pub use directory::Directory;
pub use entry::{
    Acceptance, Act, ClaimVerdict, Data, Entry, FORMAT, Failure, Genesis, Head, Pruning, Retention, Scan, Stored,
};
pub use error::LedgerError;
pub use keep::{Kept, Part, Written};
pub use location::{Location, LocationError};
pub use nights::{Night, by_night, date_of};
pub use prune::Pruned;
#[cfg(feature = "aws")]
pub use s3::{Lock, Mode, Period, Rule, S3Store};
pub use segment::links_of;
pub use store::{Creation, Hint, Removal, Store, StoreError};
pub use verify::Verified;

use entry::{GENESIS, HEAD, RUNS, to_bytes};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A ledger whose chain is whole.
#[derive(Debug)]
pub struct Ledger {
    store: Box<dyn Store>,
    genesis: Genesis,
    genesis_sha256: String,
    links: Vec<Link>,
}

impl Ledger {
    /// Makes a place a ledger.
    pub fn init(store: &mut dyn Store, now: Timestamp, retention: Option<Retention>) -> Result<(), LedgerError> {
        if let Some(Retention { days, compliance }) = retention
            && !store.retain(days, compliance)
        {
            return Err(LedgerError::CannotRetain(store.place().to_owned()));
        }
        let genesis = Genesis {
            ledger: FORMAT,
            id: keep::random_id()?,
            made: now,
            tomscan: crate::VERSION.to_owned(),
            retention,
        };
        let bytes = to_bytes(&genesis)?;
        let head = to_bytes(&Head::of(0, crate::sha256(&bytes)))?;
        if store.create(GENESIS, &bytes)? == Creation::Taken {
            return Err(LedgerError::Exists(store.place().to_owned()));
        }
        // A head without its ledger.json was left where a ledger stood that is gone.
        match store.create(HEAD, &head)? {
            Creation::Created => Ok(()),
            Creation::Taken => {
                Err(LedgerError::Broken(store.place().to_owned(), vec![Damage::Changed(HEAD.to_owned())]))
            }
        }
    }

    /// Opens a ledger and walks its chain.
    pub fn open(mut store: Box<dyn Store>) -> Result<Self, LedgerError> {
        let place = store.place().to_owned();
        let Some(bytes) = store.get(GENESIS)? else {
            let left = !store.list(RUNS)?.is_empty() || store.get(HEAD)?.is_some();
            let damage = || vec![Damage::Removed(GENESIS.to_owned())];
            return Err(if left { LedgerError::Broken(place, damage()) } else { LedgerError::None(place) });
        };
        let links = Self::read_chain(&*store, &bytes)?;
        let genesis: Genesis = serde_json::from_slice(&bytes)
            .map_err(|_| LedgerError::Broken(place.clone(), vec![Damage::Changed(GENESIS.to_owned())]))?;
        if genesis.ledger != FORMAT {
            let format = format!("format {}", genesis.ledger);
            return Err(LedgerError::Unreadable(format!("{place}/{GENESIS}"), format));
        }
        if let Some(Retention { days, compliance }) = genesis.retention
            && !store.retain(days, compliance)
        {
            return Err(LedgerError::CannotRetain(place));
        }
        Ok(Self { store, genesis, genesis_sha256: crate::sha256(&bytes), links })
    }

    /// The chain as it stands, or what is wrong with it.
    fn read_chain(store: &dyn Store, genesis: &[u8]) -> Result<Vec<Link>, LedgerError> {
        // The head first: runs that come meanwhile then stand behind it, as after a job that was killed.
        let head = store.get(HEAD)?;
        let names = store.list(RUNS)?;
        let files: BTreeMap<String, Vec<u8>> = names
            .iter()
            .cloned()
            .zip(store.get_all(&names)?)
            .filter_map(|(name, bytes)| Some((name, bytes?)))
            .collect();
        chain::read(genesis, head.as_deref(), &files)
            .map_err(|damages| LedgerError::Broken(store.place().to_owned(), damages))
    }

    /// Where it lies, as the user named it.
    pub fn place(&self) -> &str {
        self.store.place()
    }

    /// How it began.
    pub fn genesis(&self) -> &Genesis {
        &self.genesis
    }

    /// All runs, oldest first.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The run of this number.
    pub fn run(&self, number: u64) -> Result<&Link, LedgerError> {
        let link = usize::try_from(number).ok().and_then(|number| self.links.get(number.checked_sub(1)?));
        link.ok_or_else(|| LedgerError::NoRun(number.to_string()))
    }

    /// Scans, oldest first.
    pub fn scans(&self) -> impl DoubleEndedIterator<Item = (&Link, &Scan)> {
        self.links.iter().filter_map(|link| Some((link, link.entry.scan()?)))
    }

    /// The last complete scan of an account: of the same document, if there is one. A document that was renamed is compared with
    /// what came before it rather than with nothing.
    pub fn last_complete(&self, account: &str, party: &str, title: &str) -> Option<&Link> {
        let of_account = || self.scans().rev().filter(|(_, scan)| scan.complete && scan.account == account);
        let same = of_account().find(|(_, scan)| scan.party == party && scan.title == title);
        same.or_else(|| of_account().next()).map(|(link, _)| link)
    }

    /// Acceptances of an account, newest first.
    pub fn acceptances(&self, account: &str) -> impl Iterator<Item = (&Link, &Acceptance)> {
        self.links.iter().rev().filter_map(move |link| match &link.entry.act {
            Act::Acceptance(acceptance) if acceptance.account == account => Some((link, acceptance)),
            _ => None,
        })
    }

    /// The hash of the last run, by which others can vouch for the whole chain.
    pub fn head(&self) -> Head {
        self.links.last().map_or_else(
            || Head::of(0, self.genesis_sha256.clone()),
            |link| Head::of(link.entry.run, link.sha256.clone()),
        )
    }
}
