//! The manifest: every part of a sealed PDF with its hash, and the run of the ledger that vouches for the evidence.

use super::revision::{Revision, hex_string, inner, list, name, reference, written};
use super::{SealError, pdf_time};
use crate::review::pdf::Attachment;
use jiff::Timestamp;
use lopdf::{Dictionary, Object};
use serde::{Deserialize, Serialize};

/// The name of the manifest in a PDF.
pub(super) const NAME: &str = "manifest.json";

/// What a PDF is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format: 1.
    pub manifest: u32,
    /// Version of tomscan that made it.
    pub tomscan: String,
    /// When it was made (UTC).
    pub made: Timestamp,
    /// The pages with the files inside: so many bytes from the beginning of the PDF.
    pub report: Hashed,
    /// The files inside.
    pub files: Vec<Named>,
    /// SHA-256 of each claims file that counted, in hex.
    pub claims: Vec<String>,
    /// SHA-256 over all rules, in hex, of each state of them that counted.
    pub rules: Vec<String>,
    /// The last run of the ledger that was read; null where there was no ledger.
    pub ledger: Option<Head>,
}

/// A run of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Id of the ledger.
    pub id: String,
    /// Number of the run.
    pub run: u64,
    /// SHA-256 of the run's file, in hex.
    pub sha256: String,
}

/// Bytes, by their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hashed {
    /// Their number.
    pub bytes: u64,
    /// SHA-256 in hex.
    pub sha256: String,
}

/// A file inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its number of bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
}

/// By what claims were measured, and the ledger that vouches for it.
#[derive(Clone, Debug, Default)]
pub struct Yardstick {
    /// SHA-256 of each claims file.
    pub claims: Vec<String>,
    /// SHA-256 over all rules, of each state of them.
    pub rules: Vec<String>,
    /// The last run of the ledger.
    pub ledger: Option<Head>,
}

impl Manifest {
    /// The manifest of a PDF that was just made.
    pub(super) fn of(pdf: &[u8], files: &[Attachment], yardstick: Yardstick, made: Timestamp) -> Self {
        Self {
            manifest: 1,
            tomscan: crate::VERSION.to_owned(),
            made,
            report: Hashed::of(pdf),
            files: files.iter().map(|file| Named::of(&file.name, &file.bytes)).collect(),
            claims: yardstick.claims,
            rules: yardstick.rules,
            ledger: yardstick.ledger,
        }
    }

    /// Its file.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, SealError> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| SealError::Manifest(error.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl Hashed {
    /// Of these bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: crate::sha256(bytes) }
    }
}

impl Named {
    /// A file with these bytes.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Self {
        let Hashed { bytes, sha256 } = Hashed::of(bytes);
        Self { name: name.to_owned(), bytes, sha256 }
    }
}

/// The PDF with the manifest embedded behind it.
pub(super) fn embed(pdf: &[u8], manifest: &[u8], made: Timestamp) -> Result<Vec<u8>, SealError> {
    let mut revision = Revision::after(pdf)?;
    let (stream, specification) = (revision.number(), revision.number());
    revision.put(stream, embedded_file(manifest, made));
    revision.put(specification, file_specification(stream));
    let (root, mut catalog) = revision.catalog()?;
    associate(&mut catalog, specification)?;
    revision.put(root, written(&catalog.into()));
    Ok(revision.finish())
}

/// An embedded file stream (ISO 32000-1, 7.11.4), not compressed: anybody can read it in the file.
fn embedded_file(content: &[u8], made: Timestamp) -> Vec<u8> {
    let size = i64::try_from(content.len()).unwrap_or_default();
    let mut parameters = Dictionary::new();
    parameters.set("Size", size);
    parameters.set("ModDate", pdf_time(made));
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("EmbeddedFile"));
    dictionary.set("Subtype", name("application/json"));
    dictionary.set("Length", size);
    dictionary.set("Params", parameters);
    let mut object = written(&dictionary.into());
    object.extend_from_slice(b"\nstream\n");
    object.extend_from_slice(content);
    object.extend_from_slice(b"\nendstream");
    object
}

/// A file specification with the entries that PDF/A-3 asks for (ISO 19005-3, 6.8).
fn file_specification(stream: u32) -> Vec<u8> {
    let mut files = Dictionary::new();
    files.set("F", reference(stream));
    files.set("UF", reference(stream));
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("Filespec"));
    dictionary.set("F", hex_string(NAME.as_bytes()));
    dictionary.set("UF", hex_string(NAME.as_bytes()));
    dictionary.set("AFRelationship", name("Supplement"));
    dictionary.set("Desc", hex_string(b"SHA-256"));
    dictionary.set("EF", files);
    written(&dictionary.into())
}

/// Lists a file among those of the document, in the order of their names.
fn associate(catalog: &mut Dictionary, specification: u32) -> Result<(), SealError> {
    let mut associated = list(catalog, "AF")?;
    associated.push(reference(specification));
    catalog.set("AF", associated);
    let mut names = inner(catalog, "Names")?;
    let mut embedded = inner(&names, "EmbeddedFiles")?;
    let listed = list(&embedded, "Names")?;
    let pairs = listed.chunks_exact(2).filter_map(|pair| Some((pair.first()?.clone(), pair.get(1)?.clone())));
    let mut pairs: Vec<(Object, Object)> = pairs.collect();
    pairs.push((hex_string(NAME.as_bytes()), reference(specification)));
    pairs.sort_by_key(|(name, _)| name.as_str().map(<[u8]>::to_vec).unwrap_or_default());
    embedded.set("Names", pairs.into_iter().flat_map(|(name, file)| [name, file]).collect::<Vec<_>>());
    names.set("EmbeddedFiles", embedded);
    catalog.set("Names", names);
    Ok(())
}
