//! Keeping one more run.
//!
//! In: what happened, and what is kept apart. Out: the run's number and hash, or an error after which the ledger is as it was.
//! Data come first, then the run's own file, then the head: at every moment in between a reader finds a whole chain.

use super::chain::read_head;
use super::entry::{Act, Data, Entry, HEAD, Head, Stored, name_of, to_bytes};
use super::store::Creation;
use super::{Damage, Ledger, LedgerError, Link, entry};
use crate::sha256;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use std::io::{ErrorKind, Read, Write};

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

/// A run that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub run: u64,
    /// The hash of its file.
    pub sha256: String,
}

/// Unpacked data beyond this are taken for a trap: a report of 20,000 findings has some 50 MB.
const MOST_UNPACKED: u64 = 1 << 30;
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
        for part in parts {
            data.insert(part.what.to_owned(), self.put_apart(&id, *part)?);
        }
        let act = act(data);
        for _ in 0..ATTEMPTS {
            let head = self.head();
            let entry = Entry {
                run: head.run + 1,
                id: id.clone(),
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

    /// Puts a part under `data/`, compressed.
    fn put_apart(&self, id: &str, part: Part<'_>) -> Result<Stored, LedgerError> {
        let name = format!("{}{id}/{}.gz", entry::DATA, part.file);
        let failed = |error: std::io::Error| LedgerError::Unwritable(format!("{name}: {error}"));
        // What could not be read again is not kept.
        if part.content.len() as u64 > MOST_UNPACKED {
            return Err(failed(ErrorKind::FileTooLarge.into()));
        }
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(part.content).map_err(failed)?;
        let packed = packer.finish().map_err(failed)?;
        if self.store.create(&name, &packed)? == Creation::Taken {
            return Err(LedgerError::Unwritable(format!("{name}: stands there already")));
        }
        let (sha256, content_sha256) = (sha256(&packed), sha256(part.content));
        Ok(Stored { sha256, bytes: packed.len() as u64, content_sha256, name })
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
        unpacked(&packed, MOST_UNPACKED).filter(|content| sha256(content) == stored.content_sha256).ok_or_else(changed)
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

/// What a gzip file holds; `None` where it is none, or holds more than `most` bytes: a few kilobytes can unpack to terabytes.
fn unpacked(packed: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    GzDecoder::new(packed).take(most + 1).read_to_end(&mut content).ok()?;
    (content.len() as u64 <= most).then_some(content)
}

/// A random number of 128 bits in hex.
pub(super) fn random_id() -> Result<String, LedgerError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| LedgerError::Unwritable(error.to_string()))?;
    Ok(crate::hex(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unpacks_to_more_than_there_can_be_is_not_unpacked() {
        let packed = |length: usize| {
            let mut packer = GzEncoder::new(Vec::new(), Compression::best());
            packer.write_all(&vec![0; length]).unwrap();
            packer.finish().unwrap()
        };
        assert_eq!(unpacked(&packed(1000), 1000).map(|content| content.len()), Some(1000));
        let bomb = packed(10_000_000);
        assert!(bomb.len() < 20_000, "{} bytes", bomb.len());
        assert_eq!(unpacked(&bomb, 1000), None);
        assert_eq!(unpacked(b"no gzip", 1000), None);
    }
}
