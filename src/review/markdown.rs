//! A review as Markdown.
//!
//! In: blocks. Out: GitHub's Markdown, whole: a review is a file and not the summary of a job.

use super::paper::{Block, Cell, Table, spans_in_words};
use super::{Period, Span};
use crate::report::markdown::escape::{beginning, command, text};
use crate::text::Lang;
use std::io::{self, Write};

/// Writes the paper.
pub fn write(blocks: &[Block], lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_block(block, lang, out)?;
    }
    Ok(())
}

fn write_block(block: &Block, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    match block {
        Block::Heading(level, words) => writeln!(out, "{} {}", "#".repeat(usize::from(*level)), text(words)),
        Block::Text(words) => writeln!(out, "{}", beginning(words)),
        Block::Facts(facts) => {
            facts.iter().try_for_each(|(name, value)| writeln!(out, "* **{}**: {}", text(name), text(value)))
        }
        Block::List(items) => items.iter().try_for_each(|item| writeln!(out, "* {}", beginning(item))),
        Block::Table(table) => write_table(table, out),
        Block::Strip(spans, period) => write_strip(spans, *period, lang, out),
        Block::Legend(signs) => writeln!(out, "{}", signs.iter().map(cell).collect::<Vec<_>>().join(" · ")),
        Block::Command(line) => write!(out, "{}", command(line)),
        Block::Blank(fields) => {
            fields.iter().try_for_each(|field| writeln!(out, "* **{}**: ____________", text(field)))
        }
    }
}

fn write_table(table: &Table, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", line(table.columns.iter().map(|column| text(column)).collect()))?;
    writeln!(out, "|{}", "---|".repeat(table.columns.len()))?;
    table.rows.iter().try_for_each(|row| writeln!(out, "{}", line(row.iter().map(cell).collect())))
}

fn cell(cell: &Cell) -> String {
    let words = text(&cell.text);
    cell.mark.map_or_else(|| words.clone(), |tone| format!("{} {words}", tone.mark()))
}

/// The spans, in words: a picture would need the fonts of a terminal.
fn write_strip(spans: &[Span], period: Period, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let Period { from, to } = period;
    writeln!(out, "{from} – {to}: {}", text(&spans_in_words(spans, lang).join(" · ")))
}
