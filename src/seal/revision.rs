//! Revisions of a PDF: what is added stands behind what is there, of which no byte changes (ISO 32000-1, 7.5.6).
//!
//! In: a PDF as the typesetter of this crate writes it (a plain cross-reference table, a catalog of its own) and objects. Out: the
//! PDF with one revision more. The same revision has the same bytes, always: whoever verifies makes it again and compares. So the
//! way objects are written here must never change.

use super::SealError;
use lopdf::{Dictionary, Document, Object, ObjectId};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A PDF that is to get a revision.
pub(super) struct Revision<'p> {
    before: &'p [u8],
    document: Document,
    objects: Vec<(u32, Vec<u8>)>,
    next: u32,
}

impl<'p> Revision<'p> {
    /// A revision behind these bytes.
    pub(super) fn after(before: &'p [u8]) -> Result<Self, SealError> {
        let document = Document::load_mem(before).map_err(|_| SealError::NotAPdf)?;
        let size = document.trailer.get(b"Size").and_then(Object::as_i64).map_err(|_| SealError::NotAPdf)?;
        let next = u32::try_from(size).map_err(|_| SealError::NotAPdf)?;
        Ok(Self { before, document, objects: Vec::new(), next })
    }

    /// The catalog as it stands.
    pub(super) fn catalog(&self) -> Result<(u32, Dictionary), SealError> {
        let id = self.document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| SealError::NotAPdf)?;
        self.dictionary(id)
    }

    /// The first page.
    pub(super) fn first_page(&self) -> Result<(u32, Dictionary), SealError> {
        let id = self.document.get_pages().into_values().next().ok_or(SealError::NotAPdf)?;
        self.dictionary(id)
    }

    fn dictionary(&self, id: ObjectId) -> Result<(u32, Dictionary), SealError> {
        let dictionary = self.document.get_dictionary(id).map_err(|_| SealError::NotAPdf)?;
        Ok((id.0, dictionary.clone()))
    }

    /// A number for a new object.
    pub(super) fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Adds an object, or puts one in the place of an older one.
    pub(super) fn put(&mut self, number: u32, object: Vec<u8>) {
        self.objects.push((number, object));
    }

    /// The PDF with its new revision.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.objects.sort_by_key(|(number, _)| *number);
        let mut pdf = self.before.to_vec();
        let mut offsets = Vec::new();
        for (number, object) in &self.objects {
            offsets.push((*number, pdf.len() + 1));
            pdf.extend_from_slice(format!("\n{number} 0 obj\n").as_bytes());
            pdf.extend_from_slice(object);
            pdf.extend_from_slice(b"\nendobj");
        }
        let start = pdf.len() + 1;
        pdf.extend_from_slice(b"\nxref\n");
        for (number, offset) in offsets {
            pdf.extend_from_slice(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
        }
        let mut trailer = Dictionary::new();
        trailer.set("Size", i64::from(self.next));
        for kept in ["Root", "Info"] {
            if let Ok(object) = self.document.trailer.get(kept.as_bytes()) {
                trailer.set(kept, object.clone());
            }
        }
        trailer.set("Prev", i64::try_from(self.document.xref_start).unwrap_or_default());
        trailer.set("ID", self.id());
        pdf.extend_from_slice(b"trailer\n");
        pdf.extend_from_slice(&written(&trailer.into()));
        pdf.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
        pdf
    }

    /// The first half stays, the second changes with each revision (ISO 32000-1, 14.4).
    fn id(&self) -> Object {
        let hash = Sha256::digest(self.before);
        let now = hex_string(hash.get(..16).unwrap_or_default());
        let id = self.document.trailer.get(b"ID").and_then(Object::as_array).ok().and_then(|id| id.first().cloned());
        Object::Array(vec![id.unwrap_or_else(|| now.clone()), now])
    }
}

/// A dictionary inside another, empty where there is none. One that lies elsewhere in the file would not be of our making.
pub(super) fn inner(dictionary: &Dictionary, key: &str) -> Result<Dictionary, SealError> {
    match dictionary.get(key.as_bytes()) {
        Ok(inner) => Ok(inner.as_dict().map_err(|_| SealError::NotAPdf)?.clone()),
        Err(_) => Ok(Dictionary::new()),
    }
}

/// A list inside a dictionary, likewise.
pub(super) fn list(dictionary: &Dictionary, key: &str) -> Result<Vec<Object>, SealError> {
    match dictionary.get(key.as_bytes()) {
        Ok(list) => Ok(list.as_array().map_err(|_| SealError::NotAPdf)?.clone()),
        Err(_) => Ok(Vec::new()),
    }
}

/// A string of bytes.
pub(super) fn hex_string(bytes: &[u8]) -> Object {
    Object::String(bytes.to_vec(), lopdf::StringFormat::Hexadecimal)
}

/// A name.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A reference to an object.
pub(super) fn reference(number: u32) -> Object {
    Object::Reference((number, 0))
}

/// An object as it stands in the file; a stream as its dictionary.
pub(super) fn written(object: &Object) -> Vec<u8> {
    let mut out = Vec::new();
    write(object, &mut out);
    out
}

fn write(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(name) => write_name(name, out),
        Object::String(bytes, _) => {
            out.push(b'<');
            out.extend_from_slice(crate::hex(bytes).as_bytes());
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(dictionary, out),
        Object::Stream(stream) => write_dictionary(&stream.dict, out),
        Object::Reference((number, generation)) => {
            out.extend_from_slice(format!("{number} {generation} R").as_bytes());
        }
    }
}

fn write_dictionary(dictionary: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(key, out);
        out.push(b' ');
        write(value, out);
    }
    out.extend_from_slice(b">>");
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    let mut text = String::from("/");
    for byte in name {
        if byte.is_ascii_alphanumeric() || b"-_.+".contains(byte) {
            text.push(char::from(*byte));
        } else {
            let _a_string_takes_it = write!(text, "#{byte:02X}");
        }
    }
    out.extend_from_slice(text.as_bytes());
}
