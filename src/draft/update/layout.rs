//! Where what a claims file says stands in its text.
//!
//! In: the text. Out: [`Layout`], places in bytes: of each claim its header, words, place and end; of `[document]` what is said of the file.
//! Comments belong to what follows them, unless an empty line parts them from it.

use super::edit::{beginning, line_end, line_start, lines};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A claims file's places.
#[derive(Debug)]
pub(super) struct Layout {
    /// The claims, in the order of the file.
    pub(super) claims: Vec<Stands>,
    /// `[document]`.
    pub(super) head: HeadPlaces,
    /// Tables and single keys of the file, in its order.
    items: Vec<Item>,
    /// Where something ends that is no comment, in rising order.
    ends: Vec<usize>,
}

/// Where a claim stands.
#[derive(Debug)]
pub(super) struct Stands {
    /// Where `[[claim]]` begins.
    pub(super) header: usize,
    /// The value of `words`.
    pub(super) words: Range<usize>,
    /// The value of `place`.
    pub(super) place: Option<Range<usize>>,
    /// The end of its last value or header.
    end: usize,
}

/// What is said of the document's file.
#[derive(Debug)]
pub(super) struct HeadPlaces {
    /// `document = { … }`.
    pub(super) is_inline: bool,
    /// `file`.
    pub(super) file: Option<Said>,
    /// `sha256`.
    pub(super) sha256: Option<Said>,
    /// What stands last.
    pub(super) last: Said,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Where the key stands.
    pub(super) key: Range<usize>,
    /// Where the value stands.
    pub(super) value: Range<usize>,
    /// The value, if it is a text.
    pub(super) text: String,
}

#[derive(Debug)]
struct Item {
    start: usize,
    end: usize,
    /// The claim that an attestation is for.
    attests: Option<String>,
}

impl Layout {
    /// The places of a file; `None` if it is no claims file, or if its claims are not written `[[claim]]`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let table = DeTable::parse(text).ok()?;
        let table = table.get_ref();
        let DeValue::Array(claims) = table.get("claim")?.get_ref() else { return None };
        let claims = claims.iter().map(|claim| Stands::of(text, claim)).collect::<Option<_>>()?;
        let (_, document) = table.get_key_value("document")?;
        let mut ends = Vec::new();
        let mut items = Vec::new();
        for (key, value) in table {
            ends.push(key.span().end);
            each_end(value, &mut |end| ends.push(end));
            items.extend(Item::of(text, key.get_ref(), key.span().start, value));
        }
        ends.sort_unstable();
        items.sort_by_key(|item| item.start);
        Some(Self { claims, head: HeadPlaces::of(text, document)?, items, ends })
    }

    /// The lines above a place that hold no more than comments.
    pub(super) fn above(&self, text: &str, at: usize) -> Vec<Range<usize>> {
        let before = self.ends.partition_point(|end| *end <= at).checked_sub(1).and_then(|index| self.ends.get(index));
        let from = before.map_or(beginning(text), |end| line_end(text, *end));
        lines(text, from..line_start(text, at))
    }

    /// Where a claim begins, with the comments directly above it.
    pub(super) fn begins(&self, text: &str, claim: &Stands) -> usize {
        let above = self.above(text, claim.header);
        let comments = above.iter().rev().take_while(|line| is_comment(text, line));
        comments.last().map_or_else(|| line_start(text, claim.header), |line| line.start)
    }

    /// Where something can stand behind a claim: after its own tables, its attestations and the comments directly below.
    pub(super) fn behind(&self, text: &str, claim: &Stands, id: &str) -> usize {
        let mut end = with_comments(text, claim.end);
        for item in self.items.iter().skip_while(|item| item.start < claim.end) {
            if item.attests.as_deref() != Some(id) {
                break;
            }
            end = with_comments(text, item.end);
        }
        end
    }
}

impl Stands {
    fn of(text: &str, claim: &Spanned<DeValue<'_>>) -> Option<Self> {
        let DeValue::Table(table) = claim.get_ref() else { return None };
        let header = claim.span().start;
        text.get(header..)?.starts_with("[[").then_some(())?;
        Some(Self {
            header,
            words: table.get("words")?.span(),
            place: table.get("place").map(Spanned::span),
            end: end_of(claim),
        })
    }
}

impl HeadPlaces {
    fn of(text: &str, document: &Spanned<DeValue<'_>>) -> Option<Self> {
        let DeValue::Table(table) = document.get_ref() else { return None };
        let said = |name: &str| {
            let (key, value) = table.get_key_value(name)?;
            let text = value.get_ref().as_str().unwrap_or_default().to_owned();
            Some(Said { key: key.span(), value: value.span(), text })
        };
        let last = table.iter().max_by_key(|(_, value)| value.span().end)?.0;
        Some(Self {
            is_inline: text.get(document.span())?.starts_with('{'),
            file: said("file"),
            sha256: said("sha256"),
            last: said(last.get_ref())?,
        })
    }
}

impl Item {
    /// A table each of those written `[[…]]`, else one for all.
    fn of(text: &str, key: &str, start: usize, value: &Spanned<DeValue<'_>>) -> Vec<Self> {
        let is_header = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with("[["));
        match value.get_ref() {
            DeValue::Array(tables) if is_header(value.span().start) => {
                let attests = |table: &Spanned<DeValue<'_>>| {
                    let claim = table.get_ref().get("claim").filter(|_| key == "attestation")?;
                    claim.get_ref().as_str().map(str::to_owned)
                };
                let item =
                    |table| Self { start: Spanned::span(table).start, end: end_of(table), attests: attests(table) };
                tables.iter().map(item).collect()
            }
            _ => vec![Self { start: start.min(value.span().start), end: end_of(value), attests: None }],
        }
    }
}

/// Where the last of a value ends, with all tables below it.
fn end_of(value: &Spanned<DeValue<'_>>) -> usize {
    let mut last = 0;
    each_end(value, &mut |end| last = last.max(end));
    last
}

fn each_end(value: &Spanned<DeValue<'_>>, note: &mut dyn FnMut(usize)) {
    note(value.span().end);
    match value.get_ref() {
        DeValue::Table(table) => {
            for (key, value) in table {
                note(key.span().end);
                each_end(value, note);
            }
        }
        DeValue::Array(items) => items.iter().for_each(|item| each_end(item, note)),
        _ => {}
    }
}

fn is_comment(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone()).is_some_and(|line| line.trim_start().starts_with('#'))
}

/// The end of the line, and of the comments directly below it if nothing else follows them directly.
fn with_comments(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let below = lines(text, end..text.len());
    let comments = below.iter().take_while(|line| is_comment(text, line)).count();
    let is_apart = |line: &Range<usize>| text.get(line.clone()).is_none_or(|line| line.trim().is_empty());
    match comments.checked_sub(1).and_then(|last| below.get(last)) {
        Some(last) if below.get(comments).is_none_or(is_apart) => last.end,
        _ => end,
    }
}
