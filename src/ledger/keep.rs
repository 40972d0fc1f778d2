//! Keeping one more run.
//!
//! In: what happened, and what is kept apart. Out: the run's number and hash, or an error after which the ledger is as it was.
//! Data come first, then the run's own file, then the head: at every moment in between a reader finds a whole chain.

use super::chain::read_head;
use super::entry::{Act, Data, Entry, HEAD, Head, Stored, name_of, to_bytes};
use super::hashed::Hashed;
use super::store::Creation;
use super::{Damage, Ledger, LedgerError, Link, entry};
use crate::sha256;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use std::io::{self, BufReader, BufWriter, Read, Write};

/// Something to keep apart: what it is, the ending of its file, its content.
#[derive(Clone, Copy, Debug)]
pub struct Part<'p> {
    /// What it is: `report`, `claims`, …
    pub what: &'static str,
    /// Its file: `report.json`, …
    pub file: &'static str,
    /// Its content.
    pub content: &'p [u8],
}

/// As [`Part`], but the content is written when it is kept: a report of millions of findings is never there as a whole.
#[derive(Clone, Copy)]
pub struct Written<'p> {
    /// What it is.
    pub what: &'static str,
    /// Its file.
    pub file: &'static str,
    /// Writes its content.
    pub write: &'p dyn Fn(&mut dyn Write) -> io::Result<()>,
}

impl std::fmt::Debug for Written<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Written").field(&self.file).finish()
    }
}

/// A run that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub run: u64,
    /// The hash of its file.
    pub sha256: String,
}

/// Unpacked data beyond this are taken for a trap: a report of three million findings has some 3 GB.
const MOST_UNPACKED: u64 = 1 << 34;
/// Jobs that end at once take turns; so many at once there are not.
const ATTEMPTS: usize = 1000;

impl Ledger {
    /// Keeps data and says what `act` is with them; then the run is there.
    pub fn keep(
        &mut self,
        now: Timestamp,
        parts: &[Part<'_>],
        act: impl FnOnce(Data) -> Act,
    ) -> Result<Kept, LedgerError> {
        let id = random_id()?;
        let mut data = Data::new();
        for Part { what, file, content } in parts {
            let write = |out: &mut dyn Write| out.write_all(content);
            data.insert((*what).to_owned(), self.put_apart(&id, Written { what, file, write: &write })?);
        }
        self.chain(now, &id, &act(data))
    }

    /// As [`Ledger::keep`], with data that are written while they are kept.
    pub fn keep_written(
        &mut self,
        now: Timestamp,
        parts: &[Written<'_>],
        act: impl FnOnce(Data) -> Act,
    ) -> Result<Kept, LedgerError> {
        let id = random_id()?;
        let mut data = Data::new();
        for part in parts {
            data.insert(part.what.to_owned(), self.put_apart(&id, *part)?);
        }
        self.chain(now, &id, &act(data))
    }

    /// Makes the run: from here on it is there.
    fn chain(&mut self, now: Timestamp, id: &str, act: &Act) -> Result<Kept, LedgerError> {
        for _ in 0..ATTEMPTS {
            let head = self.head();
            let entry = Entry {
                run: head.run + 1,
                id: id.to_owned(),
                previous: head.sha256,
                kept: now,
                tomscan: crate::VERSION.to_owned(),
                act: act.clone(),
            };
            let bytes = to_bytes(&entry)?;
            if self.store.create(&name_of(entry.run), &bytes)? == Creation::Created {
                let kept = Kept { run: entry.run, sha256: sha256(&bytes) };
                self.links.push(Link { entry, sha256: kept.sha256.clone() });
                let confirmed = self.confirm();
                return match confirmed {
                    Ok(()) => Ok(kept),
                    Err(error) => Err(LedgerError::Unconfirmed(kept.run, Box::new(error))),
                };
            }
            // Another job was faster.
            self.read_on()?;
        }
        Err(LedgerError::Unwritable(format!("{}: other jobs keep runs without end", self.place())))
    }

    /// Puts a part under `data/`, compressed while it is written.
    fn put_apart(&self, id: &str, part: Written<'_>) -> Result<Stored, LedgerError> {
        let name = format!("{}{id}/{}.gz", entry::DATA, part.file);
        let failed = |error: io::Error| LedgerError::Unwritable(format!("{name}: {error}"));
        let mut out = BufWriter::new(Hashed::new(GzEncoder::new(Vec::new(), Compression::default())));
        (part.write)(&mut out).map_err(failed)?;
        let (content_sha256, packer) = out.into_inner().map_err(|error| failed(error.into_error()))?.end();
        let packed = packer.finish().map_err(failed)?;
        if self.store.create(&name, &packed)? == Creation::Taken {
            return Err(LedgerError::Unwritable(format!("{name}: stands there already")));
        }
        Ok(Stored { sha256: sha256(&packed), bytes: packed.len() as u64, content_sha256, name })
    }

    /// As [`Ledger::read`]; `None` where it was pruned.
    pub fn read_kept(&self, run: u64, what: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        match self.read(run, what) {
            Err(LedgerError::Gone(_)) => Ok(None),
            bytes => bytes.map(Some),
        }
    }

    /// Reads what was kept apart, and believes it only if it is what was kept.
    pub fn read(&self, run: u64, what: &str) -> Result<Vec<u8>, LedgerError> {
        self.unpack(run, what, |content| {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes).map(|_| bytes)
        })?
        .map_err(|error| LedgerError::Unreadable(format!("{what} ({run})"), error.to_string()))
    }

    /// As [`Ledger::read`], for JSON that is read while it is unpacked: the text of a large report is never there as a whole.
    pub fn read_as<T: DeserializeOwned>(&self, run: u64, what: &str) -> Result<T, LedgerError> {
        self.unpack(run, what, |content| serde_json::from_reader(BufReader::new(content)))?
            .map_err(|error| LedgerError::Unreadable(format!("{what} ({run})"), error.to_string()))
    }

    /// Unpacks what was kept apart. What `read` makes of it counts only if all of it is what was kept.
    fn unpack<T>(&self, run: u64, what: &str, read: impl FnOnce(&mut dyn Read) -> T) -> Result<T, LedgerError> {
        let link = self.run(run)?;
        let data = match &link.entry.act {
            Act::Scan(scan) => scan.data.get(what),
            Act::Acceptance(acceptance) => acceptance.data.get(what),
            Act::Failure(_) | Act::Pruning(_) => None,
        };
        let stored = data.ok_or_else(|| LedgerError::NoRun(format!("{run} ({what})")))?;
        let broken = |damage| LedgerError::Broken(self.place().to_owned(), vec![damage]);
        let Some(packed) = self.store.get(&stored.name)? else {
            return Err(if self.was_pruned(run) {
                LedgerError::Gone(run)
            } else {
                broken(Damage::Removed(stored.name.clone()))
            });
        };
        let changed = || broken(Damage::Changed(stored.name.clone()));
        if sha256(&packed) != stored.sha256 {
            return Err(changed());
        }
        let mut content = Hashed::new(GzDecoder::new(packed.as_slice()).take(MOST_UNPACKED));
        let made = read(&mut content);
        // Whoever read may have stopped early, and what is behind counts too.
        let rest = io::copy(&mut content, &mut io::sink());
        if rest.is_err() || content.end().0 != stored.content_sha256 {
            return Err(changed());
        }
        Ok(made)
    }

    /// Whether a run's data were removed by pruning.
    pub(super) fn was_pruned(&self, run: u64) -> bool {
        self.links.iter().any(|link| match &link.entry.act {
            Act::Pruning(pruning) => pruning.runs.contains(&run),
            _ => false,
        })
    }

    /// Reads the runs that others kept meanwhile.
    fn read_on(&mut self) -> Result<(), LedgerError> {
        loop {
            let head = self.head();
            let name = name_of(head.run + 1);
            let Some(bytes) = self.store.get(&name)? else { return Ok(()) };
            let damaged = || LedgerError::Broken(self.place().to_owned(), vec![Damage::Inserted(name.clone())]);
            let entry: Entry = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
            if entry.run != head.run + 1 || entry.previous != head.sha256 {
                return Err(damaged());
            }
            self.links.push(Link { entry, sha256: sha256(&bytes) });
        }
    }

    /// Moves the head forward to the last run; never back behind one that another job has confirmed.
    fn confirm(&self) -> Result<(), LedgerError> {
        let own = self.head();
        let bytes = to_bytes(&own)?;
        for _ in 0..ATTEMPTS {
            let stands = self.store.get(HEAD)?;
            let damaged = |damage| LedgerError::Broken(self.place().to_owned(), vec![damage]);
            let Some(stands) = stands else { return Err(damaged(Damage::Removed(HEAD.to_owned()))) };
            let head: Head = read_head(&stands).ok_or_else(|| damaged(Damage::Changed(HEAD.to_owned())))?;
            if head.run >= own.run || self.store.swap(HEAD, &stands, &bytes)? {
                return Ok(());
            }
        }
        Err(LedgerError::Unwritable(format!("{}: {HEAD} changes without end", self.place())))
    }
}

/// A random number of 128 bits in hex.
pub(super) fn random_id() -> Result<String, LedgerError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| LedgerError::Unwritable(error.to_string()))?;
    Ok(crate::hex(&bytes))
}
