//! Limits on documents, and what is said of one that goes beyond.
//!
//! In: what a reader counts. Out: nothing, or why reading ends. The limits lie far above what people write: a file that was made to
//! hold tomscan up or to fill the memory ends with a message.

use super::ReadError;
use crate::both;
use std::time::{Duration, Instant};

/// Bytes of a file.
pub(super) const MOST_BYTES: usize = 50 * 1024 * 1024;
/// Bytes that all parts of a file have together when unpacked.
pub(super) const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// Pages.
pub(super) const MOST_PAGES: usize = 5000;
/// Blocks.
pub(super) const MOST_BLOCKS: usize = 200_000;
/// Elements within each other, in XML and HTML.
pub(super) const MOST_DEEP: usize = 256;
/// How long reading a document may take.
const LONGEST: Duration = Duration::from_mins(1);

/// When reading must have ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Instant);

impl Deadline {
    /// From now on.
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// Whether it is over.
    pub(super) fn is_over(self) -> bool {
        self.0.elapsed() > LONGEST
    }

    /// What is left.
    pub(super) fn left(self) -> Duration {
        LONGEST.saturating_sub(self.0.elapsed())
    }

    /// Nothing, or that it is over.
    pub(super) fn check(self) -> Result<(), ReadError> {
        if self.is_over() { Err(too_slow()) } else { Ok(()) }
    }
}

/// The file has too many bytes.
pub(super) fn too_large() -> ReadError {
    let most = MOST_BYTES / 1024 / 1024;
    ReadError(both!(
        "größer als {most} MiB, und so groß ist kein TOM-Dokument; Bilder herausnehmen oder den Text allein speichern",
        "larger than {most} MiB, which no TOM document is; take the images out or save the text alone"
    ))
}

/// Unpacking gives too many bytes.
pub(super) fn too_much_inside() -> ReadError {
    let most = MOST_UNPACKED / 1024 / 1024;
    ReadError(both!(
        "entpackt mehr als {most} MiB, und so viel Text hat kein TOM-Dokument; den Text allein speichern",
        "more than {most} MiB when unpacked, which no TOM document is; save the text alone"
    ))
}

/// Too many pages.
pub(super) fn too_many_pages() -> ReadError {
    ReadError(both!(
        "mehr als {MOST_PAGES} Seiten; nur die Seiten mit den Maßnahmen speichern",
        "more than {MOST_PAGES} pages; save only those with the measures"
    ))
}

/// Too many blocks.
pub(super) fn too_many_blocks() -> ReadError {
    ReadError(both!(
        "mehr als {MOST_BLOCKS} Absätze, Listenpunkte und Zellen; nur den Teil mit den Maßnahmen speichern",
        "more than {MOST_BLOCKS} paragraphs, list items and cells; save only the part with the measures"
    ))
}

/// Elements lie too deep within each other.
pub(super) fn too_deep() -> ReadError {
    ReadError(both!(
        "tiefer verschachtelt als jedes TOM-Dokument; die Datei aus dem Textprogramm oder Browser neu speichern",
        "nested deeper than any TOM document; save the file again from the word processor or browser"
    ))
}

/// It takes too long.
pub(super) fn too_slow() -> ReadError {
    let longest = LONGEST.as_secs();
    ReadError(both!(
        "nach {longest} Sekunden noch nicht gelesen; den Text allein speichern, etwa als .txt oder .docx",
        "not read after {longest} seconds; save the text alone, such as .txt or .docx"
    ))
}

/// The file is not what it says that it is.
pub(super) fn broken(de: &str, en: &str) -> ReadError {
    ReadError(both!(
        "kein lesbares {de}, die Datei ist beschädigt; aus dem Programm, das sie geschrieben hat, neu speichern",
        "no {en} that can be read, the file is damaged; save it again from the program that wrote it"
    ))
}
