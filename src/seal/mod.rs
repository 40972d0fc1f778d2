//! The seal of a PDF: a manifest, a signature, a timestamp, each a revision behind the pages; and their verification.
//!
//! In: the PDF of a review or a report with its files inside. Out: the same bytes with one to three revisions behind them:
//!
//! ```text
//! pages, files    as the typesetter made them
//! manifest.json   SHA-256 of all of the above, and the ledger's run that vouches for it
//! signature       PAdES: over every byte before and behind it, with a key of KMS or a file
//! timestamp       RFC 3161: over every byte before and behind it, by an authority
//! ```
//!
//! Read: [`seal`], [`sign`] and [`stamp`] here, `revision.rs` (how something is put behind a PDF), `manifest.rs`, `field.rs` (room for
//! a signature), `envelope.rs` (the signature), `timestamp.rs`; `verify.rs` makes the revisions again and compares, so that nothing
//! else can hide in a file, and `signed.rs` checks signatures.

mod algorithm;
#[cfg(feature = "aws")]
mod authority;
mod certificate;
mod envelope;
mod error;
mod field;
mod flaw;
mod key;
#[cfg(feature = "aws")]
mod kms;
mod manifest;
mod revision;
mod signed;
mod timestamp;
mod verify;

pub use algorithm::Algorithm;
#[cfg(feature = "aws")]
pub use authority::ask;
pub use certificate::{chain, fingerprint, public_key};
pub use error::SealError;
pub use flaw::Flaw;
pub use key::{KeyFile, Signer};
#[cfg(feature = "aws")]
pub use kms::KmsKey;
pub use manifest::{Hashed, Head, Manifest, Named, Yardstick};
pub use signed::Unsound;
pub use timestamp::REQUEST_TYPE;
pub use verify::{Sealed, SignedBy, StampedBy, verify};
pub use x509_cert::Certificate;
pub use x509_cert::spki::SubjectPublicKeyInfoOwned as PublicKey;

use crate::review::pdf::Attachment;
use field::{Field, Kind};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use lopdf::Object;

/// Room for a timestamp token with the authority's certificates.
const ROOM_FOR_TOKEN: usize = 16_384;
/// Room for a signature beside its certificates.
const ROOM_FOR_SIGNATURE: usize = 2_048;

/// Puts the manifest behind a PDF that was just made, with these files inside.
pub fn seal(pdf: &[u8], files: &[Attachment], yardstick: Yardstick, made: Timestamp) -> Result<Vec<u8>, SealError> {
    let manifest = Manifest::of(pdf, files, yardstick, made).to_bytes()?;
    manifest::embed(pdf, &manifest, made)
}

/// Puts a signature behind a sealed PDF. `certificates`: those issued for the key, its own first; empty: it issues one itself.
pub fn sign(
    pdf: &[u8],
    signer: &dyn Signer,
    certificates: &[Certificate],
    now: Timestamp,
) -> Result<Vec<u8>, SealError> {
    use der::Encode;
    let certificates = certificate::certificates(signer, certificates, now)?;
    let size: usize = certificates.iter().filter_map(|one| one.to_der().ok()).map(|der| der.len()).sum();
    let field = Field { kind: Kind::Signature, when: whole_seconds(now), room: ROOM_FOR_SIGNATURE + size };
    field::append(pdf, field, |ranges| envelope::sign(ranges, signer, &certificates))
}

/// Puts a timestamp behind a PDF. `ask` hands a request (RFC 3161, DER) to an authority, and its response back.
pub fn stamp(pdf: &[u8], ask: impl FnOnce(&[u8]) -> Result<Vec<u8>, String>) -> Result<Vec<u8>, SealError> {
    let field = Field { kind: Kind::Timestamp, when: Timestamp::UNIX_EPOCH, room: ROOM_FOR_TOKEN };
    field::append(pdf, field, |ranges| {
        let asked = timestamp::Asked::of(&ranges.concat())?;
        asked.token(&ask(asked.request()).map_err(SealError::NoTimestamp)?)
    })
}

/// A point in time as PDFs write it (ISO 32000-1, 7.9.4).
fn pdf_time(time: Timestamp) -> Object {
    let text = time.to_zoned(TimeZone::UTC).strftime("D:%Y%m%d%H%M%SZ").to_string();
    revision::hex_string(text.as_bytes())
}

/// A point in time as [`pdf_time`] writes it.
fn parsed_time(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_prefix("D:")?.strip_suffix('Z')?;
    let time = DateTime::strptime("%Y%m%d%H%M%S", text).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}
