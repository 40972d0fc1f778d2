//! PDF.
//!
//! In: the bytes of a file. Out: its blocks. The way: `guard.rs` (is it harmless?), `glyphs.rs` (glyphs to pieces of text), `page.rs`
//! (pieces to lines, columns), `table.rs` (cells), `running.rs` (headers and footers go), `rows.rs` (lines to what `lines` reads).

mod glyphs;
mod guard;
mod page;
mod rows;
mod running;
mod table;

use super::bound::{self, Deadline, MOST_PAGES, broken};
use super::{Document, ReadError};
use crate::both;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use page::Page;
use std::sync::{Arc, mpsc};
use std::thread;

/// The stack of the thread that reads: objects lie within each other no deeper than `guard` lets through.
const STACK: usize = 256 * 1024 * 1024;

/// Reads a PDF, on a thread of its own: one that hangs is left behind at the deadline, and one that panics is a file that cannot be
/// read.
pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Result<Document, ReadError> {
    guard::check(bytes, deadline)?;
    let (bytes, (sender, receiver)) = (bytes.to_vec(), mpsc::channel());
    let work = move || {
        // Nobody listens any more after the deadline.
        let _heard = sender.send(whole(bytes, deadline));
    };
    thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn(work).map_err(|_| bound::too_slow())?;
    match receiver.recv_timeout(deadline.left()) {
        Ok(read) => read,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(bound::too_slow()),
        Err(mpsc::RecvTimeoutError::Disconnected) if deadline.is_over() => Err(bound::too_slow()),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(broken("PDF", "PDF")),
    }
}

fn whole(bytes: Vec<u8>, deadline: Deadline) -> Result<Document, ReadError> {
    let bytes = Arc::new(bytes);
    let pdf = Pdf::new(Arc::clone(&bytes)).map_err(refused)?;
    guard::check_deciphered(&pdf, &bytes, deadline)?;
    let count = pdf.pages().len();
    if count > MOST_PAGES {
        return Err(bound::too_many_pages());
    }
    let pages: Vec<Page> = glyphs::pages(&pdf, deadline)?.into_iter().map(page::page).collect();
    let letters: usize = pages.iter().map(Page::letters).sum();
    let unknown: usize = pages.iter().map(Page::unknown).sum();
    if letters == 0 && unknown == 0 {
        return Err(no_text(count));
    }
    if unknown > letters {
        return Err(no_unicode());
    }
    rows::blocks(running::without(pages), u32::try_from(count).ok(), deadline)
}

fn refused(error: LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError(both!(
            "mit einem Kennwort verschlüsselt; ohne Kennwort speichern",
            "encrypted with a password; save it without a password"
        )),
        LoadPdfError::Decryption(_) => ReadError(both!(
            "auf eine Weise verschlüsselt, die tomscan nicht kennt; ohne Verschlüsselung speichern",
            "encrypted in a way that tomscan does not know; save it without encryption"
        )),
        LoadPdfError::Invalid => broken("PDF", "PDF"),
    }
}

fn no_text(pages: usize) -> ReadError {
    ReadError(both!(
        "{pages} Seiten ohne Text, vermutlich gescannt; erst eine Texterkennung (OCR) darüber laufen lassen",
        "{pages} pages without text, probably scanned; run text recognition (OCR) over it first"
    ))
}

fn no_unicode() -> ReadError {
    ReadError(both!(
        "die Schriften sagen nicht, welche Buchstaben sie zeigen; neu als PDF speichern oder eine Texterkennung (OCR) laufen lassen",
        "the fonts do not say which letters they show; save it as PDF again or run text recognition (OCR)"
    ))
}
