//! A stretch of a chain as one file, to be carried away with what was made of it.
//!
//! In: runs of a ledger, or such a file. Out: the files of the runs, byte for byte one behind the other; or the links, if each names
//! the one before. Every file of a run begins with a line `{` and ends with a line `}`: nothing else is needed to tell them apart.

use super::entry::{Entry, name_of};
use super::{Damage, Ledger, LedgerError, Link};
use crate::sha256;

impl Ledger {
    /// The runs from a number on, as one file.
    pub fn segment(&self, from: u64) -> Result<Vec<u8>, LedgerError> {
        let links: Vec<&Link> = self.links().iter().filter(|link| link.entry.run >= from).collect();
        let names: Vec<String> = links.iter().map(|link| name_of(link.entry.run)).collect();
        let mut segment = Vec::new();
        for ((link, name), bytes) in links.iter().zip(&names).zip(self.store.get_all(&names)?) {
            let broken = |damage| LedgerError::Broken(self.place().to_owned(), vec![damage]);
            let bytes = bytes.ok_or_else(|| broken(Damage::Removed(name.clone())))?;
            if sha256(&bytes) != link.sha256 {
                return Err(broken(Damage::Changed(name.clone())));
            }
            segment.extend_from_slice(&bytes);
        }
        Ok(segment)
    }
}

/// The links of a segment, oldest first; else the place in it, from 1, of the first run that does not follow on the one before.
pub fn links_of(segment: &[u8]) -> Result<Vec<Link>, usize> {
    let mut links: Vec<Link> = Vec::new();
    for (index, file) in files(segment).into_iter().enumerate() {
        let entry: Entry = serde_json::from_slice(file).map_err(|_| index + 1)?;
        let follows = links
            .last()
            .is_none_or(|before| before.entry.run.checked_add(1) == Some(entry.run) && before.sha256 == entry.previous);
        if !follows {
            return Err(index + 1);
        }
        links.push(Link { entry, sha256: sha256(file) });
    }
    Ok(links)
}

/// What lies between one line `}` and the next.
fn files(segment: &[u8]) -> Vec<&[u8]> {
    let mut files = Vec::new();
    let mut rest = segment;
    while !rest.is_empty() {
        let end = rest.windows(3).position(|three| three == b"\n}\n").map_or(rest.len(), |at| at + 3);
        let (file, behind) = rest.split_at(end);
        files.push(file);
        rest = behind;
    }
    files
}
