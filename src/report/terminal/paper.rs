//! Lines and tables of one width.
//!
//! In: a width, texts from anywhere. Out: lines with ANSI styles; whatever comes from outside is made harmless.

use super::{Layout, colour};
use crate::evaluate::Verdict;
use crate::report::plain::plain;
use crate::text::Lang;
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width, presets};
use std::io::{self, Write};

/// Narrowest and widest line.
const WIDTHS: std::ops::RangeInclusive<usize> = 60..=120;

const BOLD: &str = "\x1b[1m";
pub(in crate::report) const RESET: &str = "\x1b[0m";

/// comfy-table puts a space on both sides of a cell.
const PADDING: usize = 2;

/// Lines above, below and under the head; between rows none, since the first column marks where one begins.
const STYLE: TableStyle = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());

/// The width of a column's texts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    /// So many columns of the terminal.
    Fixed(usize),
    /// What the others leave.
    Rest,
}

/// Lines of one width.
pub(crate) struct Paper {
    pub(super) width: usize,
}

impl Paper {
    /// As wide as the terminal, within reason.
    pub(crate) fn of(layout: Layout) -> Self {
        Self { width: layout.width.clamp(*WIDTHS.start(), *WIDTHS.end()) }
    }

    /// A table with a verdict in each row. Cells are harmless already.
    pub(crate) fn table<const N: usize>(
        &self,
        heads: [&str; N],
        columns: [Column; N],
        rows: impl Iterator<Item = [String; N]>,
        lang: Lang,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut table = Table::new();
        let width = u16::try_from(self.width).unwrap_or(u16::MAX);
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        table.set_header(heads);
        rows.for_each(|row| {
            table.add_row(row);
        });
        for (column, width) in table.column_iter_mut().zip(self.widths(columns)) {
            let width = u16::try_from(width).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        writeln!(out)?;
        for line in table.to_string().lines() {
            writeln!(out, "{}", coloured(line.trim_end(), lang))?;
        }
        Ok(())
    }

    /// Widths of the columns, padding included. Between two comfy-table puts one column.
    fn widths<const N: usize>(&self, columns: [Column; N]) -> [usize; N] {
        let fixed = |column: &Column| match column {
            Column::Fixed(width) => width + PADDING,
            Column::Rest => 0,
        };
        let rest = self.width.saturating_sub(columns.iter().map(fixed).sum::<usize>() + N - 1);
        columns.map(|column| match column {
            Column::Fixed(_) => fixed(&column),
            Column::Rest => rest,
        })
    }

    /// A heading with a line under it.
    pub(crate) fn heading(&self, text: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "\n{BOLD}{}{RESET}\n{}", plain(text), "─".repeat(self.width))
    }

    /// Bold text broken into lines of the page's width.
    pub(crate) fn bold(&self, text: &str, out: &mut impl Write) -> io::Result<()> {
        for line in wrap(&plain(text), self.width) {
            writeln!(out, "{BOLD}{line}{RESET}")?;
        }
        Ok(())
    }

    /// Text broken into lines of the page's width, each behind `indent` columns.
    pub(crate) fn wrapped(&self, text: &str, indent: usize, out: &mut impl Write) -> io::Result<()> {
        for line in wrap(&plain(text), self.width.saturating_sub(indent)) {
            writeln!(out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }
}

/// The table's line with its verdict in colour. The colour is set after the layout, which would count its characters.
fn coloured(line: &str, lang: Lang) -> String {
    for verdict in Verdict::ALL {
        let word = verdict.word(lang);
        if let Some((before, after)) = line.rsplit_once(&format!(" {word} ")) {
            return format!("{before} {}{word}{RESET} {after}", colour(*verdict));
        }
    }
    line.to_owned()
}

/// Lines of at most `width` columns, broken at spaces; a longer word is broken anywhere.
fn wrap(text: &str, width: usize) -> Vec<String> {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}
