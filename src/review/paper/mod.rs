//! A review as a paper: what stands in it and in which order, the same in every format that people read.
//!
//! In: a [`Review`] and a language. Out: [`Block`]s of plain text, in which what comes from the account or the claims file is not
//! yet escaped; each format does that in its own way. The order is the one that reviewers expect (DSK, SDM-Bausteine 41 to 43):
//! head, summary, claims, deviations, what was not tested, annex, sign-off.

mod annex;
mod claims;
mod deviations;
mod head;
mod mapping;
mod people;
mod sign_off;
mod summary;
mod words;

pub(super) use words::{held, proposal, result, sign, words};

use super::{Period, Review, Reviewed, Span};
use crate::say;
use crate::text::Lang;

/// A piece of the paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; 1 is the title.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// Names with values.
    Facts(Vec<(String, String)>),
    /// A list.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// The nights of a claim.
    Strip(Vec<Span>, Period),
    /// A command to copy.
    Command(String),
    /// Names of fields that only people may fill.
    Blank(Vec<String>),
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Their widths in percent, where the format can set them.
    pub widths: Vec<u8>,
    /// Rows, as wide as the head.
    pub rows: Vec<Vec<String>>,
}

/// Resources and claims that are shown one by one; what is beyond is counted, and stands in the annex files.
pub const SHOWN: usize = 50;

/// The paper of a review.
pub fn paper(review: &Review, lang: Lang) -> Vec<Block> {
    let mut blocks = head::title(review, lang);
    for document in &review.documents {
        blocks.extend(part(review, document, lang));
    }
    blocks.extend(annex::ledger(review, lang));
    blocks.extend(sign_off::fields(lang));
    blocks
}

/// The part about one document in one account.
fn part(review: &Review, document: &Reviewed, lang: Lang) -> Vec<Block> {
    let (title, account) = (&document.title, &document.account);
    let heading = say!(lang, "{title} im Konto {account}", "{title} in account {account}");
    let mut blocks = vec![Block::Heading(2, heading)];
    blocks.extend(head::scope(document, lang));
    blocks.extend(summary::summary(document, lang));
    blocks.extend(claims::all(document, lang));
    blocks.extend(deviations::deviations(document, lang));
    blocks.extend(claims::nights(document, review.period, lang));
    blocks.extend(mapping::mapping(document, lang));
    blocks.extend(people::not_tested(document, lang));
    blocks.extend(people::words_of_people(document, lang));
    blocks.extend(people::remarks(document, lang));
    blocks.extend(annex::evidence(document, lang));
    blocks
}

/// The nights of a span.
pub(super) fn span(span: &Span, lang: Lang) -> String {
    let Span { from, to, nights, .. } = span;
    if from == to { from.to_string() } else { say!(lang, "{from} bis {to} ({nights})", "{from} to {to} ({nights})") }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(level, text.to_owned())
}

fn text(text: &str) -> Block {
    Block::Text(text.to_owned())
}

/// A table with its columns' heads and widths.
fn table<const N: usize>(columns: [(&str, u8); N], rows: Vec<Vec<String>>) -> Block {
    let widths = columns.map(|(_, width)| width).to_vec();
    Block::Table(Table { columns: columns.map(|(name, _)| name.to_owned()).to_vec(), widths, rows })
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
