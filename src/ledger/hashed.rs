//! Bytes that pass, and what they hash to.
//!
//! In: a reader or writer. Out: the same, and the SHA-256 of everything that passed.

use crate::hex;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

/// A reader or writer with the hash of what passed.
pub(super) struct Hashed<I> {
    inner: I,
    hash: Sha256,
}

impl<I> Hashed<I> {
    pub(super) fn new(inner: I) -> Self {
        Self { inner, hash: Sha256::new() }
    }

    /// The hash in hex, and what the bytes passed to or from.
    pub(super) fn end(self) -> (String, I) {
        (hex(&self.hash.finalize()), self.inner)
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
