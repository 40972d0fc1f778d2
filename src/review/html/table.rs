//! Tables: with a filter where they are long, as cards where the screen is narrow.

use crate::page::text;
use crate::review::paper::{Cell, Table};
use crate::text::Lang;
use std::io::{self, Write};

/// From so many rows on a table can be filtered.
const FILTERED_FROM: usize = 10;

pub(super) fn write(table: &Table, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let filtered = table.rows.len() >= FILTERED_FROM;
    if filtered {
        let label = lang.pick("Zeilen mit diesem Text zeigen", "Show rows with this text");
        let (of, count) = (lang.pick("von", "of"), table.rows.len());
        // The script shows it: without one it could do nothing.
        writeln!(
            out,
            "<p class=\"filter\" hidden><label>{label} <input type=\"search\"></label> <output data-of=\"{of}\">{count} {of} {count}</output></p>"
        )?;
    }
    writeln!(out, "<table>\n<colgroup>")?;
    // An attribute: the content security policy lets no style in.
    table.widths.iter().try_for_each(|width| write!(out, "<col width=\"{width}%\">"))?;
    writeln!(out, "</colgroup>\n<thead><tr>")?;
    table.columns.iter().try_for_each(|column| writeln!(out, "<th scope=\"col\">{}</th>", text(column)))?;
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in &table.rows {
        write!(out, "<tr>")?;
        for (column, cell) in table.columns.iter().zip(row) {
            write!(out, "<td data-label=\"{}\">{}{}</td>", text(column), mark(cell), text(&cell.text))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// The words say it too: a screen reader need not read the mark.
pub(super) fn mark(cell: &Cell) -> String {
    cell.mark.map_or_else(String::new, |tone| {
        format!("<span class=\"mark {}\" aria-hidden=\"true\">{}</span> ", tone.class(), tone.mark())
    })
}
