//! The parts of a ZIP file (DOCX, ODT), with a bound on what unpacking gives.
//!
//! In: the file's bytes and the name of a part. Out: the part's bytes. Sizes that a ZIP file states are not believed: what is unpacked
//! is counted.

use super::ReadError;
use super::bound::{self, MOST_UNPACKED, broken};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes of one part when unpacked.
const MOST_OF_ONE: u64 = MOST_UNPACKED / 2;

/// A ZIP file.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    /// Reads the list of parts.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("ZIP", "ZIP"))?;
        Ok(Self { archive, left: MOST_UNPACKED })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a part, if there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|_| broken("ZIP", "ZIP"))?;
        let (most, mut bytes) = (MOST_OF_ONE.min(self.left), Vec::new());
        // One byte more than there may be shows that there is more.
        let read = part.take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            return Err(bound::too_much_inside());
        }
        read.map_err(|_| broken("ZIP", "ZIP"))?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Ok(Some(bytes))
    }
}
