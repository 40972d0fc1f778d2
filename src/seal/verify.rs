//! Verifying a sealed PDF from its bytes alone.
//!
//! In: the bytes. Out: what vouches for them, and what is wrong. Nothing in the file is believed before it was made again: the
//! manifest's revision from the pages and the manifest, the signature's from that and the signature. Bytes that do not come out the
//! same were changed, and bytes behind all of it were added by somebody else.

use super::field::{self, Found, Kind, Ranges};
use super::flaw::Flaw;
use super::manifest::{Hashed, Manifest, NAME, Named, embed};
use super::signed::{self, Unsound};
use super::timestamp::Stamped;
use super::{PublicKey, SealError, fingerprint};
use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// The files inside are no larger together: a PDF may be made to unpack to anything, and to name the same stream a thousand times.
const LARGEST: usize = 1 << 30;

/// What verification found.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// The manifest.
    pub manifest: Manifest,
    /// The files inside, by name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Who signed; `None`: nobody, or not soundly.
    pub signature: Option<SignedBy>,
    /// Who vouches for the time; `None`: nobody, or not soundly.
    pub timestamp: Option<StampedBy>,
    /// What is wrong; empty: nothing.
    pub flaws: Vec<Flaw>,
}

/// A signature that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBy {
    /// Name in the certificate (RFC 4514).
    pub name: String,
    /// The key.
    pub key: PublicKey,
    /// SHA-256 of the key in DER, in hex.
    pub fingerprint: String,
    /// When, by the clock of whoever signed (UTC).
    pub time: Timestamp,
    /// Whether the key issued the certificate itself.
    pub self_issued: bool,
}

/// A timestamp that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampedBy {
    /// Name in the certificate (RFC 4514).
    pub name: String,
    /// Who issued that certificate.
    pub issuer: String,
    /// When (UTC).
    pub time: Timestamp,
}

/// Verifies a PDF.
pub fn verify(pdf: &[u8]) -> Result<Sealed, SealError> {
    let whole = Document::load_mem(pdf).map_err(|_| SealError::NotAPdf)?;
    let manifest_bytes = embedded(&whole).remove(NAME).ok_or(SealError::NoManifest)?;
    let manifest: Manifest =
        serde_json::from_slice(&manifest_bytes).map_err(|error| SealError::Manifest(error.to_string()))?;
    let length = usize::try_from(manifest.report.bytes).unwrap_or(usize::MAX);
    let mut sealed = Sealed { manifest, files: BTreeMap::new(), signature: None, timestamp: None, flaws: Vec::new() };
    let Some(pages) = pdf.get(..length).filter(|pages| Hashed::of(pages) == sealed.manifest.report) else {
        sealed.flaws.push(Flaw::Pages);
        return Ok(sealed);
    };
    let inside = Document::load_mem(pages).map_err(|_| SealError::NotAPdf)?;
    sealed.files = embedded(&inside);
    sealed.flaws.extend(compared(&sealed.manifest, &sealed.files));
    let mut made = embed(pages, &manifest_bytes, sealed.manifest.made)?;
    if !pdf.starts_with(&made) {
        sealed.flaws.push(Flaw::Revision);
        return Ok(sealed);
    }
    for found in field::all(&whole) {
        let mut checked = Err(Unsound::Unreadable);
        let next = field::append(&made, found.field, |ranges| {
            checked = check(&found, ranges);
            Ok(found.contents.clone())
        });
        // What others added behind the seal does not come out the same: it is what is left.
        let Some(next) = next.ok().filter(|next| pdf.starts_with(next)) else { break };
        sealed.add(found.field.kind, checked);
        made = next;
    }
    let rest = pdf.len() - made.len();
    if rest > 0 {
        sealed.flaws.push(Flaw::Added(rest as u64));
    }
    Ok(sealed)
}

/// Who vouches in a field, and whether the certificate was valid then.
enum By {
    Signer(SignedBy, bool),
    Authority(StampedBy, bool),
}

impl Sealed {
    fn add(&mut self, kind: Kind, checked: Result<By, Unsound>) {
        let valid = match checked {
            Ok(By::Signer(by, valid)) => {
                self.signature = Some(by);
                valid
            }
            Ok(By::Authority(by, valid)) => {
                self.timestamp = Some(by);
                valid
            }
            Err(unsound) => {
                self.flaws.push(match kind {
                    Kind::Signature => Flaw::Signature(unsound),
                    Kind::Timestamp => Flaw::Timestamp(unsound),
                });
                return;
            }
        };
        if !valid {
            self.flaws.push(Flaw::NotValidThen);
        }
    }
}

/// Checks what a field holds, over the stretches that it covers.
fn check(found: &Found, ranges: Ranges<'_>) -> Result<By, Unsound> {
    match found.field.kind {
        Kind::Signature => signed_by(found, ranges),
        Kind::Timestamp => stamped_by(found, ranges),
    }
}

fn signed_by(found: &Found, ranges: Ranges<'_>) -> Result<By, Unsound> {
    let signed = signed::check(&found.contents, Some(ranges))?;
    let own = &signed.certificate.tbs_certificate;
    let key = own.subject_public_key_info.clone();
    let by = SignedBy {
        name: own.subject.to_string(),
        fingerprint: fingerprint(&key),
        key,
        time: found.field.when,
        self_issued: own.subject == own.issuer,
    };
    Ok(By::Signer(by, signed.is_valid_at(found.field.when)))
}

fn stamped_by(found: &Found, ranges: Ranges<'_>) -> Result<By, Unsound> {
    let stamped = Stamped::read(&found.contents)?;
    if crate::sha256(&ranges.concat()) != crate::hex(&stamped.digest) {
        return Err(Unsound::OtherContent);
    }
    let own = &stamped.by.certificate.tbs_certificate;
    let by = StampedBy { name: own.subject.to_string(), issuer: own.issuer.to_string(), time: stamped.time };
    Ok(By::Authority(by, stamped.by.is_valid_at(stamped.time)))
}

fn compared(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>) -> Vec<Flaw> {
    let differs = |named: &&Named| files.get(&named.name).is_none_or(|file| Named::of(&named.name, file) != **named);
    let listed = manifest.files.iter().filter(differs);
    let listed = listed.map(|named| Flaw::File(named.name.clone()));
    let unlisted = files.keys().filter(|name| !manifest.files.iter().any(|named| named.name == **name));
    listed.chain(unlisted.cloned().map(Flaw::Unlisted)).collect()
}

/// Files inside a PDF, by name (ISO 32000-1, 7.11.4). Those that cannot be read are not there.
fn embedded(document: &Document) -> BTreeMap<String, Vec<u8>> {
    let names = || -> lopdf::Result<Vec<Object>> {
        let names = document.catalog()?.get_deref(b"Names", document)?.as_dict()?;
        let files = names.get_deref(b"EmbeddedFiles", document)?.as_dict()?;
        Ok(files.get_deref(b"Names", document)?.as_array()?.clone())
    };
    let names = names().unwrap_or_default();
    let mut left = LARGEST;
    let file = |pair: &[Object]| -> Option<(String, Vec<u8>)> {
        let name = String::from_utf8(pair.first()?.as_str().ok()?.to_vec()).ok()?;
        let (_, specification) = document.dereference(pair.get(1)?).ok()?;
        let content = content(document, specification.as_dict().ok()?, left)?;
        left -= content.len();
        Some((name, content))
    };
    names.chunks_exact(2).filter_map(file).collect()
}

fn content(document: &Document, specification: &Dictionary, most: usize) -> Option<Vec<u8>> {
    let files = specification.get_deref(b"EF", document).ok()?.as_dict().ok()?;
    let stream = files.get_deref(b"F", document).ok()?.as_stream().ok()?;
    stream.get_plain_content_with_limit(most).ok().filter(|content| content.len() <= most)
}
