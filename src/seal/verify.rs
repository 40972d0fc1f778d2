//! Verifying a sealed PDF from its bytes alone.
//!
//! In: the bytes. Out: what vouches for them, and what is wrong. Nothing in the file is believed before it was made again: the
//! manifest's revision from the pages and the manifest, the signature's from that and the signature. Bytes that do not come out the
//! same were changed, and bytes behind all of it were added by somebody else.

use super::field::{self, Found, Kind};
use super::flaw::Flaw;
use super::manifest::{Hashed, Manifest, NAME, embed};
use super::signed::{self, Unsound};
use super::timestamp::Stamped;
use super::{PublicKey, SealError, fingerprint};
use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// No file inside is larger: a PDF may be made to unpack to anything.
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
        // What others added behind the seal is not made again: it is what is left.
        let Some(next) = made_again(&made, &found).filter(|next| pdf.starts_with(next)) else { break };
        check_field(&mut sealed, &made, &found);
        made = next;
    }
    let rest = pdf.len() - made.len();
    if rest > 0 {
        sealed.flaws.push(Flaw::Added(rest as u64));
    }
    Ok(sealed)
}

/// The PDF with a field that it is said to have.
fn made_again(pdf: &[u8], found: &Found) -> Option<Vec<u8>> {
    field::append(pdf, found.field, |_| Ok(found.contents.clone())).ok()
}

/// Checks what a field holds, over the bytes that it covers.
fn check_field(sealed: &mut Sealed, before: &[u8], found: &Found) {
    let flaw = match found.field.kind {
        Kind::Signature => match signed_by(before, found) {
            Ok((by, valid)) => {
                sealed.signature = Some(by);
                (!valid).then_some(Flaw::NotValidThen)
            }
            Err(unsound) => Some(Flaw::Signature(unsound)),
        },
        Kind::Timestamp => match stamped_by(before, found) {
            Ok((by, valid)) => {
                sealed.timestamp = Some(by);
                (!valid).then_some(Flaw::NotValidThen)
            }
            Err(unsound) => Some(Flaw::Timestamp(unsound)),
        },
    };
    sealed.flaws.extend(flaw);
}

/// Runs a check over the stretches that a field covers.
fn over<T>(
    before: &[u8],
    found: &Found,
    check: impl FnOnce(field::Ranges<'_>) -> Result<T, Unsound>,
) -> Result<T, Unsound> {
    let mut checked = Err(Unsound::Unreadable);
    let made = field::append(before, found.field, |ranges| {
        checked = check(ranges);
        Ok(Vec::new())
    });
    made.map_err(|_| Unsound::Unreadable)?;
    checked
}

fn signed_by(before: &[u8], found: &Found) -> Result<(SignedBy, bool), Unsound> {
    let signed = over(before, found, |ranges| signed::check(&found.contents, Some(ranges)))?;
    let own = &signed.certificate.tbs_certificate;
    let key = own.subject_public_key_info.clone();
    let by = SignedBy {
        name: own.subject.to_string(),
        fingerprint: fingerprint(&key),
        key,
        time: found.field.when,
        self_issued: own.subject == own.issuer,
    };
    let valid = signed.is_valid_at(found.field.when);
    Ok((by, valid))
}

fn stamped_by(before: &[u8], found: &Found) -> Result<(StampedBy, bool), Unsound> {
    let stamped = Stamped::read(&found.contents)?;
    over(before, found, |ranges| {
        let now = Hashed::of(&ranges.concat());
        if now.sha256 == crate::hex(&stamped.digest) { Ok(()) } else { Err(Unsound::OtherContent) }
    })?;
    let own = &stamped.by.certificate.tbs_certificate;
    let by = StampedBy { name: own.subject.to_string(), issuer: own.issuer.to_string(), time: stamped.time };
    Ok((by, stamped.by.is_valid_at(stamped.time)))
}

fn compared(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>) -> Vec<Flaw> {
    let differs = |name: &str, bytes: u64, sha256: &str| {
        let named = Hashed { bytes, sha256: sha256.to_owned() };
        files.get(name).is_none_or(|file| Hashed::of(file) != named)
    };
    let listed = manifest.files.iter().filter(|named| differs(&named.name, named.bytes, &named.sha256));
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
    let file = |pair: &[Object]| -> Option<(String, Vec<u8>)> {
        let name = String::from_utf8(pair.first()?.as_str().ok()?.to_vec()).ok()?;
        let (_, specification) = document.dereference(pair.get(1)?).ok()?;
        Some((name, content(document, specification.as_dict().ok()?)?))
    };
    names.chunks_exact(2).filter_map(file).collect()
}

fn content(document: &Document, specification: &Dictionary) -> Option<Vec<u8>> {
    let files = specification.get_deref(b"EF", document).ok()?.as_dict().ok()?;
    let stream = files.get_deref(b"F", document).ok()?.as_stream().ok()?;
    stream.get_plain_content_with_limit(LARGEST).ok()
}
