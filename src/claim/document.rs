//! The TOM document that a claims file names: what the file says of it, and whether it is still the one that the claims were taken from.
//!
//! In: `[document]`, the claims. Out: [`Document`]. Only where the file states the document's hash and the document has another is it
//! read: a scan does not take the time otherwise.

use super::{Claim, Document};
use crate::both;
use crate::document;
use crate::input::{self, Sort};
use crate::recognise;
use crate::source::{Fields, Source};
use crate::text::{Lang, Text};
use std::collections::HashSet;
use std::path::Path;
use toml::Spanned;

/// The document as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFile {
    /// Its path, as the claims file names it.
    pub path: String,
    /// Its SHA-256, in hex.
    pub sha256: String,
    /// Where it is another than the one that the claims were taken from: indices of the claims whose words are not in it, or why it
    /// cannot be read.
    pub lost: Option<Result<Vec<usize>, Text>>,
}

/// Reads `[document]`.
pub(super) fn read(fields: &Fields<'_, '_>, source: &Source, claims: &[Claim]) -> Document {
    let Some(table) = fields.table("document") else {
        fields.note(
            fields.span(),
            both!(
                "hier fehlt [document] mit title, party und version",
                "[document] with title, party and version is missing here"
            ),
        );
        return Document::default();
    };
    let language = table.text("language");
    let (file, stated) = (table.text("file"), stated_hash(&table));
    if let Some(stated) = stated.as_ref().filter(|_| file.is_none()) {
        table.note(
            stated.span(),
            both!("zu „sha256“ fehlt „file“, das Dokument", "\"sha256\" lacks its \"file\", the document"),
        );
    }
    let document = Document {
        title: table.required("title").into_inner(),
        party: table.required("party").into_inner(),
        version: table.required("version").into_inner(),
        language: match language.as_ref().map(|text| text.get_ref().as_str()) {
            Some("en") => Lang::En,
            _ => Lang::De,
        },
        file: file.and_then(|file| document_file(&table, &file, stated.map(Spanned::into_inner), source, claims)),
        date: table.date("date"),
        review_months: table.whole("review_months", 1..=120),
    };
    if let Some(word) = language.filter(|word| !["de", "en"].contains(&word.get_ref().as_str())) {
        table.note(word.span(), both!("„language“ muss „de“ oder „en“ sein", "\"language\" must be \"de\" or \"en\""));
    }
    table.finish();
    document
}

/// `sha256`, if it can be one.
fn stated_hash(table: &Fields<'_, '_>) -> Option<Spanned<String>> {
    let stated = table.text("sha256")?;
    let is_hash = stated.get_ref().len() == 64 && stated.get_ref().bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hash {
        table.note(
            stated.span(),
            both!("„sha256“ muss aus 64 hexadezimalen Ziffern bestehen", "\"sha256\" must be 64 hexadecimal digits"),
        );
    }
    is_hash.then_some(stated)
}

fn document_file(
    table: &Fields<'_, '_>,
    file: &Spanned<String>,
    stated: Option<String>,
    source: &Source,
    claims: &[Claim],
) -> Option<DocumentFile> {
    let path = Path::new(&source.name).parent().unwrap_or(Path::new("")).join(file.get_ref());
    match input::sha256(&path, Sort::Document) {
        Ok(sha256) => {
            let is_other = stated.is_some_and(|stated| !stated.eq_ignore_ascii_case(&sha256));
            let lost = is_other.then(|| lost(&path, claims));
            Some(DocumentFile { path: file.get_ref().clone(), sha256, lost })
        }
        Err(error) => {
            let (path, error) = (path.display(), error.both());
            let (de, en) = (error.de, error.en);
            table.note(
                file.span(),
                both!("das Dokument {path} ist nicht lesbar: {de}", "the document {path} cannot be read: {en}"),
            );
            None
        }
    }
}

/// The claims whose words the document does not have any more.
fn lost(path: &Path, claims: &[Claim]) -> Result<Vec<usize>, Text> {
    let bytes = input::read(path, Sort::Document).map_err(|error| error.both())?;
    let document = document::read(&path.to_string_lossy(), &bytes).map_err(|error| error.0)?;
    let spread = recognise::in_plain_words;
    let whole = format!(" {} ", document.blocks.iter().map(|block| spread(&block.text)).collect::<Vec<_>>().join(" "));
    // A row of a table is a claim that does not stand there word for word.
    let statements: HashSet<String> =
        recognise::statements(&document).iter().map(|statement| spread(&statement.text)).collect();
    let is_lost = |claim: &Claim| {
        let words = spread(&claim.words);
        !statements.contains(&words) && !whole.contains(&format!(" {words} "))
    };
    Ok(claims.iter().enumerate().filter(|(_, claim)| is_lost(claim)).map(|(index, _)| index).collect())
}
