//! `[document]`: which file the claims are of now.
//!
//! In: what stands there, and what should. Out: the changes to `file` and `sha256`; what else the document says of itself is for a person.

use super::edit::{Edit, line_end, line_start, with_ends_of};
use super::layout::{HeadPlaces, Said};
use crate::both;
use crate::claim::{self, DocumentFile};
use crate::document::{self, Document};
use crate::draft::toml::quoted;
use crate::draft::{About, Head};
use crate::input::{self, Sort};
use crate::recognise::in_plain_words;
use crate::source::Source;
use crate::text::Text;
use crate::whole::folder_of;
use std::path::{Path, PathBuf};

/// The changes after which the file names the document: of values, and lines that are missing.
pub(super) fn edits(file: &Source, places: &HeadPlaces, head: &Head) -> Vec<Edit> {
    let (Some(path), Some(hash)) = (&head.file, &head.sha256) else { return Vec::new() };
    let mut edits = Vec::new();
    let mut missing = Vec::new();
    match &places.file {
        Some(stated) if is_same(&file.name, &stated.text, path) => {}
        Some(stated) => edits.push(Edit { at: stated.value.clone(), text: quoted(path) }),
        None => missing.push(("file", path)),
    }
    match &places.sha256 {
        Some(stated) if stated.text.eq_ignore_ascii_case(hash) => {}
        Some(stated) => edits.push(Edit { at: stated.value.clone(), text: quoted(hash) }),
        None => missing.push(("sha256", hash)),
    }
    edits.extend(added(&file.text, places, &missing));
    edits
}

/// Keys behind `file`, or behind what stands last, written as it is written.
fn added(text: &str, places: &HeadPlaces, missing: &[(&str, &String)]) -> Option<Edit> {
    let Said { key, value, .. } = places.file.as_ref().unwrap_or(&places.last);
    if missing.is_empty() {
        return None;
    }
    if places.is_inline {
        let values: Vec<String> = missing.iter().map(|(key, value)| format!(", {key} = {}", quoted(value))).collect();
        return Some(Edit { at: value.end..value.end, text: values.concat() });
    }
    let before = text.get(line_start(text, key.start)..key.start).unwrap_or_default();
    let lines: Vec<String> =
        missing.iter().map(|(key, value)| format!("{before}{key} = {}\n", quoted(value))).collect();
    let mut lines = lines.concat();
    let end = line_end(text, value.end);
    if !text.get(..end).is_some_and(|before| before.ends_with('\n')) {
        lines = format!("\n{}", lines.trim_end());
    }
    Some(Edit { at: end..end, text: with_ends_of(text, &lines) })
}

/// The path of what a claims file names.
fn beside(claims: &str, file: &str) -> PathBuf {
    folder_of(Path::new(claims)).join(file)
}

fn is_same(claims: &str, stated: &str, path: &str) -> bool {
    let real = |file| std::fs::canonicalize(beside(claims, file)).ok();
    stated == path || real(stated).is_some_and(|stated| Some(stated) == real(path))
}

/// The document that the claims were taken from, if it can still be read: it is the same one, or lies under the name that it had.
pub(super) fn former(file: &Source, places: &HeadPlaces, head: &Head, document: &Document) -> Option<Document> {
    let stated = &places.sha256.as_ref()?.text;
    if head.sha256.as_ref().is_some_and(|hash| stated.eq_ignore_ascii_case(hash)) {
        return Some(document.clone());
    }
    let path = beside(&file.name, &places.file.as_ref()?.text);
    let bytes = input::read(&path, Sort::Document).ok()?;
    let is_former = stated.eq_ignore_ascii_case(&crate::sha256(&bytes));
    is_former.then(|| document::read(&path.to_string_lossy(), &bytes).ok()).flatten()
}

/// What the document says of itself otherwise than the file does.
pub(super) fn differences(stated: &claim::Document, about: &About) -> Vec<Text> {
    let mut all = Vec::new();
    if let Some(version) = &about.version {
        let (said, known) = (spaced(version), spaced(&stated.version));
        if !said.contains(&known) && !known.contains(&said) {
            let known = &stated.version;
            all.push(both!(
                "das Dokument nennt sich „{version}“, die Aussagendatei nennt „{known}“: bitte version in [document] anpassen",
                "the document calls itself \"{version}\", the claims file says \"{known}\": please adapt version in [document]"
            ));
        }
    }
    if let (Some(date), Some(known)) = (about.date, stated.date)
        && date != known
    {
        all.push(both!(
            "das Dokument ist vom {date}, die Aussagendatei nennt den {known}: bitte date in [document] anpassen",
            "the document is of {date}, the claims file says {known}: please adapt date in [document]"
        ));
    }
    all
}

fn spaced(text: &str) -> String {
    format!(" {} ", in_plain_words(text))
}

/// The file that is named now, if another was.
pub(super) fn renamed(places: &HeadPlaces, now: Option<&DocumentFile>) -> Option<(String, String)> {
    let (before, now) = (&places.file.as_ref()?.text, &now?.path);
    (before != now).then(|| (before.clone(), now.clone()))
}
