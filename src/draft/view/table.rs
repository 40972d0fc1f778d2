//! Tables of the document, with rows and cells.
//!
//! Cells that the document leaves empty are none of its blocks: a gap is one cell over as many columns, so that no table grows beyond
//! what stands in it. Columns are those that have a cell anywhere in the table.

use super::marked::Setter;
use crate::document::{Block, Kind};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Words in tables of more columns may be divided anywhere: else they would be wider than the page.
const MOST_COLUMNS: usize = 5;

/// A block in a cell.
#[derive(Clone, Copy)]
pub(super) struct Piece<'d> {
    row: u32,
    column: u32,
    index: usize,
    block: &'d Block,
}

/// The table that begins at a block: cells up to one that stands before the last.
pub(super) fn cells(blocks: &[Block], from: usize) -> Vec<Piece<'_>> {
    let mut cells: Vec<Piece<'_>> = Vec::new();
    for (index, block) in blocks.iter().enumerate().skip(from) {
        let Kind::Cell(row, column) = block.kind else { break };
        if cells.last().is_some_and(|last| (row, column) < (last.row, last.column)) {
            break;
        }
        cells.push(Piece { row, column, index, block });
    }
    cells
}

pub(super) fn write(setter: &mut Setter<'_>, pieces: &[Piece<'_>], out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut columns: BTreeMap<u32, usize> = pieces.iter().map(|piece| (piece.column, 0)).collect();
    for (number, at) in columns.values_mut().enumerate() {
        *at = number;
    }
    let rows: Vec<&[Piece<'_>]> = pieces.chunk_by(|one, next| one.row == next.row).collect();
    writeln!(out, "<table{}>", if columns.len() > MOST_COLUMNS { " class=\"many\"" } else { "" })?;
    for row in &rows {
        // The first row names the columns, where nothing is stated in it.
        let is_head = rows.len() > 1
            && row.first().is_some_and(|piece| piece.row == 1)
            && row.iter().all(|piece| !setter.states(piece.index));
        writeln!(out, "<tr>")?;
        let mut next = 0;
        for cell in row.chunk_by(|one, next| one.column == next.column) {
            let at = cell.first().and_then(|piece| columns.get(&piece.column)).copied().unwrap_or(next);
            match at.saturating_sub(next) {
                0 => {}
                1 => writeln!(out, "<td></td>")?,
                gap => writeln!(out, "<td colspan=\"{gap}\"></td>")?,
            }
            next = at + 1;
            let name = if is_head { "th" } else { "td" };
            writeln!(out, "<{name}{}>", if is_head { " scope=\"col\"" } else { "" })?;
            cell.iter().try_for_each(|piece| setter.block(piece.index, piece.block, out))?;
            writeln!(out, "</{name}>")?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</table>")
}
