//! The paper as data for the template.

use super::runs::{Run, command, sentence};
use super::{Content, Relationship, legible, world};
use crate::review::paper::{Block, Cell, Table, spans_in_words};
use crate::review::{Period, Span, Tone};
use crate::text::Lang;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// All that `paper.typ` reads.
#[derive(Serialize)]
pub(super) struct Paper<'c> {
    lang: String,
    title: String,
    foot: String,
    page: &'static str,
    of: &'static str,
    contents: &'static str,
    files: Vec<File<'c>>,
    blocks: Vec<Piece>,
}

#[derive(Serialize)]
struct File<'c> {
    name: &'c str,
    path: String,
    relationship: Relationship,
    mime: &'static str,
    description: &'c str,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Piece {
    Heading { level: u8, text: Vec<Run> },
    Text { text: Vec<Run> },
    Facts { facts: Vec<(Vec<Run>, Vec<Run>)> },
    List { items: Vec<Vec<Run>> },
    Table { columns: Vec<Vec<Run>>, widths: Vec<u8>, rows: Vec<Vec<Marked>>, breakable: Vec<bool> },
    Strip { from: String, to: String, nights: u64, words: String, spans: Vec<Bar>, months: Vec<i32> },
    Legend { signs: Vec<Marked> },
    Command { text: Vec<Run> },
    Blank { fields: Vec<Vec<Run>> },
}

#[derive(Serialize)]
struct Marked {
    text: Vec<Run>,
    mark: Option<&'static str>,
}

/// Nights of a strip.
#[derive(Serialize)]
struct Bar {
    at: u64,
    nights: u64,
    tone: &'static str,
    height: f64,
}

impl<'c> Paper<'c> {
    pub(super) fn of(content: &Content<'c>) -> Self {
        let lang = content.lang;
        let title = content.blocks.iter().find_map(|block| match block {
            Block::Heading(1, title) => Some(legible::text(title)),
            _ => None,
        });
        let files = content.files.iter().map(|file| File {
            name: &file.name,
            path: world::path_of(&file.name),
            relationship: file.relationship,
            mime: file.mime,
            description: &file.description,
        });
        Self {
            lang: lang.to_string(),
            title: title.unwrap_or_else(|| "tomscan".to_owned()),
            foot: legible::text(content.foot),
            page: lang.pick("Seite", "Page"),
            of: lang.pick("von", "of"),
            contents: lang.pick("Inhalt", "Contents"),
            files: files.collect(),
            blocks: content.blocks.iter().map(|block| piece(block, lang)).collect(),
        }
    }
}

fn piece(block: &Block, lang: Lang) -> Piece {
    match block {
        Block::Heading(level, text) => Piece::Heading { level: *level, text: sentence(text) },
        Block::Text(text) => Piece::Text { text: sentence(text) },
        Block::Facts(facts) => {
            Piece::Facts { facts: facts.iter().map(|(name, value)| (sentence(name), sentence(value))).collect() }
        }
        Block::List(items) => Piece::List { items: texts(items) },
        Block::Table(table) => self::table(table),
        Block::Strip(spans, period) => strip(spans, *period, lang),
        Block::Legend(signs) => Piece::Legend { signs: signs.iter().map(marked).collect() },
        Block::Command(line) => Piece::Command { text: command(line) },
        Block::Blank(fields) => Piece::Blank { fields: texts(fields) },
    }
}

fn texts(texts: &[String]) -> Vec<Vec<Run>> {
    texts.iter().map(|text| sentence(text)).collect()
}

fn marked(cell: &Cell) -> Marked {
    Marked { text: sentence(&cell.text), mark: cell.mark.map(Tone::class) }
}

/// A row whose longest cell has more characters may be broken over pages; shorter ones stay whole.
const WHOLE: usize = 300;

fn table(table: &Table) -> Piece {
    let long = |row: &Vec<Cell>| row.iter().any(|cell| cell.text.chars().count() > WHOLE);
    Piece::Table {
        columns: texts(&table.columns),
        widths: table.widths.clone(),
        breakable: table.rows.iter().map(long).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(marked).collect()).collect(),
    }
}

fn strip(spans: &[Span], period: Period, lang: Lang) -> Piece {
    let mut at = 0;
    let bars = spans.iter().map(|one| {
        let tone = Tone::from(one.sign);
        let bar = Bar { at, nights: one.nights, tone: tone.class(), height: tone.height() };
        at += one.nights;
        bar
    });
    let bars = bars.collect();
    let Period { from, to } = period;
    Piece::Strip {
        from: from.to_string(),
        to: to.to_string(),
        nights: at.max(1),
        words: spans_in_words(spans, lang).join(" · "),
        spans: bars,
        months: months(from, to),
    }
}

/// Where months begin, in nights from the first.
fn months(from: Date, to: Date) -> Vec<i32> {
    let firsts = from.first_of_month().series(1.month()).take_while(|first| *first <= to);
    firsts.filter(|first| *first > from).filter_map(|first| Some(from.until(first).ok()?.get_days())).collect()
}
