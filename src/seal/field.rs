//! Signature fields: room for a signature behind a PDF, over everything but itself (ISO 32000-1, 12.8; PAdES, ETSI EN 319 142-1).

use super::revision::{Revision, hex_string, inner, list, name, reference, written};
use super::{SealError, pdf_time};
use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A signature of whoever answers for the PDF.
    Signature,
    /// A timestamp of an authority.
    Timestamp,
}

/// The two stretches of a PDF around what a field holds.
pub(super) type Ranges<'p> = [&'p [u8]; 2];

/// How a field is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) kind: Kind,
    /// When, by the clock of whoever signs. A timestamp says it itself.
    pub(super) when: Timestamp,
    /// Room for so many bytes.
    pub(super) room: usize,
}

/// Where the four numbers of the range go; as wide as the numbers of any file.
const RANGE: &str = "[0 ********** ********** **********]";

/// The PDF with a field behind it, filled with what `fill` makes of all other bytes.
pub(super) fn append(
    pdf: &[u8],
    field: Field,
    fill: impl FnOnce(Ranges<'_>) -> Result<Vec<u8>, SealError>,
) -> Result<Vec<u8>, SealError> {
    let mut signed = with_room(pdf, field)?;
    let appended = signed.get(pdf.len()..).unwrap_or_default();
    let range = pdf.len() + find(appended, RANGE.as_bytes()).ok_or(SealError::NotAPdf)?;
    let opening = b"/Contents <";
    let contents = pdf.len() + find(appended, opening).ok_or(SealError::NotAPdf)? + opening.len() - 1;
    // With its brackets.
    let end = contents + 2 + 2 * field.room;
    let numbers = format!("[0 {contents} {end} {}]", signed.len() - end);
    put(&mut signed, range, format!("{numbers:<width$}", width = RANGE.len()).as_bytes());
    let ranges = [signed.get(..contents).unwrap_or_default(), signed.get(end..).unwrap_or_default()];
    let filling = fill(ranges)?;
    if filling.len() > field.room {
        return Err(SealError::NoRoom(filling.len(), field.room));
    }
    put(&mut signed, contents + 1, crate::hex(&filling).as_bytes());
    Ok(signed)
}

fn with_room(pdf: &[u8], field: Field) -> Result<Vec<u8>, SealError> {
    let mut revision = Revision::after(pdf)?;
    let (value, widget) = (revision.number(), revision.number());
    revision.put(value, value_of(field));
    let (page_number, mut page) = revision.first_page()?;
    revision.put(widget, widget_of(field.kind, value, page_number));
    let mut annotations = list(&page, "Annots")?;
    annotations.push(reference(widget));
    page.set("Annots", annotations);
    // Pages with annotations say in which order the tabulator key reaches them (ISO 14289-1, 7.18.3).
    page.set("Tabs", name("S"));
    revision.put(page_number, written(&page.into()));
    let (root, mut catalog) = revision.catalog()?;
    let mut form = inner(&catalog, "AcroForm")?;
    let mut fields = list(&form, "Fields")?;
    fields.push(reference(widget));
    form.set("Fields", fields);
    // Signatures exist, and the file may only be added to.
    form.set("SigFlags", 3);
    catalog.set("AcroForm", form);
    revision.put(root, written(&catalog.into()));
    Ok(revision.finish())
}

fn value_of(field: Field) -> Vec<u8> {
    let mut value = Dictionary::new();
    let (kind, sub_filter) = match field.kind {
        Kind::Signature => ("Sig", "ETSI.CAdES.detached"),
        Kind::Timestamp => ("DocTimeStamp", "ETSI.RFC3161"),
    };
    value.set("Type", name(kind));
    value.set("Filter", name("Adobe.PPKLite"));
    value.set("SubFilter", name(sub_filter));
    if field.kind == Kind::Signature {
        value.set("M", pdf_time(field.when));
    }
    let mut object = written(&value.into());
    object.truncate(object.len() - 2);
    object.extend_from_slice(format!("/ByteRange {RANGE}/Contents <{}>>>", "00".repeat(field.room)).as_bytes());
    object
}

/// Not to be seen, and outside the page: only annotations inside it need a tag (ISO 14289-1, 7.18.1).
fn widget_of(kind: Kind, value: u32, page: u32) -> Vec<u8> {
    let title = match kind {
        Kind::Signature => "Signature",
        Kind::Timestamp => "Timestamp",
    };
    let mut widget = Dictionary::new();
    widget.set("Type", name("Annot"));
    widget.set("Subtype", name("Widget"));
    widget.set("FT", name("Sig"));
    widget.set("T", hex_string(title.as_bytes()));
    widget.set("TU", hex_string(title.as_bytes()));
    widget.set("V", reference(value));
    // Print, locked.
    widget.set("F", 132);
    widget.set("Rect", vec![Object::Integer(-9999); 4]);
    widget.set("P", reference(page));
    written(&widget.into())
}

/// A field that was found in a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) field: Field,
    /// What it holds, with the room that is left.
    pub(super) contents: Vec<u8>,
}

/// The fields of a PDF, in the order in which they were added.
pub(super) fn all(document: &Document) -> Vec<Found> {
    let fields = || -> lopdf::Result<Vec<Object>> {
        let form = document.catalog()?.get_deref(b"AcroForm", document)?.as_dict()?;
        Ok(form.get_deref(b"Fields", document)?.as_array()?.clone())
    };
    let found = fields().unwrap_or_default();
    found.iter().filter_map(|field| found_in(document, field).ok().flatten()).collect()
}

fn found_in(document: &Document, field: &Object) -> lopdf::Result<Option<Found>> {
    let (_, field) = document.dereference(field)?;
    let value = field.as_dict()?.get_deref(b"V", document)?.as_dict()?;
    let kind = match value.get(b"SubFilter")?.as_name()? {
        b"ETSI.CAdES.detached" => Kind::Signature,
        b"ETSI.RFC3161" => Kind::Timestamp,
        _ => return Ok(None),
    };
    let when = match value.get(b"M") {
        Ok(time) => super::parsed_time(time.as_str()?).unwrap_or_default(),
        Err(_) => Timestamp::UNIX_EPOCH,
    };
    let contents = value.get(b"Contents")?.as_str()?.to_vec();
    Ok(Some(Found { field: Field { kind, when, room: contents.len() }, contents }))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn put(bytes: &mut [u8], at: usize, new: &[u8]) {
    if let Some(place) = bytes.get_mut(at..at + new.len()) {
        place.copy_from_slice(new);
    }
}
