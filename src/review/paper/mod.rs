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
mod scan;
mod sign_off;
mod summary;
pub(super) mod words;

pub(super) use claims::spelled;
pub(super) use deviations::{ending, exceptions, open};
pub(super) use head::title;
pub(super) use people::{no_report, why_unverified};
pub use scan::of_scan;
pub(super) use sign_off::ActionField;
pub(super) use words::{held, proposal, result, sign, words};

use super::{Period, Review, Reviewed, Span, Tone};
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
    /// What the colours and shapes of a strip mean.
    Legend(Vec<Cell>),
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
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it says, with or without a mark.
    pub text: String,
    /// What a glance should tell; formats show it by colour and by shape.
    pub mark: Option<Tone>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, mark: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Resources and claims that are shown one by one; what is beyond is counted, and stands in the annex files.
pub const SHOWN: usize = 20;

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

/// What was reviewed, with what, and the counts: the paper behind its title, without what stands claim by claim and resource by
/// resource.
pub(super) fn frame(review: &Review, lang: Lang) -> Vec<Block> {
    let mut blocks = Vec::new();
    for document in &review.documents {
        blocks.extend(opening(document, lang));
        blocks.extend(annex::evidence(document, lang));
    }
    blocks.extend(annex::ledger(review, lang));
    blocks
}

/// The part about one document in one account.
fn part(review: &Review, document: &Reviewed, lang: Lang) -> Vec<Block> {
    let mut blocks = opening(document, lang);
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

/// A cell that a glance should tell.
fn marked(text: &str, tone: impl Into<Tone>) -> Cell {
    Cell { text: text.to_owned(), mark: Some(tone.into()) }
}

/// How the part about a document begins.
fn opening(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let (title, account) = (&document.title, &document.account);
    let heading = say!(lang, "{title} im Konto {account}", "{title} in account {account}");
    let mut blocks = vec![Block::Heading(2, heading)];
    blocks.extend(head::scope(document, lang));
    blocks.extend(summary::summary(document, lang));
    blocks
}

/// That there are more than are shown.
fn beyond(count: usize, lang: Lang) -> Option<String> {
    count.checked_sub(SHOWN).filter(|beyond| *beyond > 0).map(|beyond| more(beyond, lang))
}

/// That there are more rows, and where.
pub(super) fn more(count: usize, lang: Lang) -> String {
    say!(lang, "und {count} weitere (im JSON der Prüfung)", "and {count} more (in the JSON of the review)")
}

/// The nights of a strip, and what each span of them says.
pub(super) fn spans_in_words(spans: &[Span], lang: Lang) -> Vec<String> {
    spans.iter().map(|one| format!("{} {}", span(one, lang), sign(one.sign, lang))).collect()
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
fn table<const N: usize, C: Into<Cell>>(
    columns: [(&str, u8); N],
    rows: impl IntoIterator<Item = impl IntoIterator<Item = C>>,
) -> Block {
    let (columns, widths) = columns.map(|(name, width)| (name.to_owned(), width)).into_iter().unzip();
    let rows = rows.into_iter().map(|row| row.into_iter().map(Into::into).collect()).collect();
    Block::Table(Table { columns, widths, rows })
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
