//! Tables of a web page.
//!
//! In: a table. Out: its cells with row and column, spans taken into account; or that it is none, but a way to lay out a page.

use super::tree::Tree;

/// Columns of a table that are told apart.
const MOST_COLUMNS: usize = 1000;

/// A cell with its row and its column, both from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) id: usize,
    pub(super) row: u32,
    pub(super) column: u32,
}

/// The cells, or `None` if it only lays out.
pub(super) fn cells(tree: &Tree, table: usize) -> Option<Vec<Cell>> {
    let role = tree.node(table).and_then(|node| node.attribute("role")).unwrap_or_default();
    let rows = children(tree, table, &["tr"]);
    let rows: Vec<Vec<usize>> = rows.into_iter().map(|row| children(tree, row, &["td", "th"])).collect();
    let has_chapters =
        tree.below(table).filter_map(|id| tree.node(id)).any(|node| matches!(node.name.as_str(), "h1" | "h2" | "h3"));
    if role == "presentation" || role == "none" || has_chapters || rows.iter().all(|row| row.len() < 2) {
        return None;
    }
    let (mut cells, mut taken) = (Vec::new(), Vec::<u32>::new());
    for (row, number) in rows.iter().zip(1u32..) {
        place(tree, row, number, &mut taken, &mut cells);
    }
    Some(cells)
}

/// Places the cells of a row. `taken`: for how many more rows each column is taken by a cell above.
fn place(tree: &Tree, row: &[usize], number: u32, taken: &mut Vec<u32>, cells: &mut Vec<Cell>) {
    let mut column = 0;
    let mut next = vec![0; taken.len()];
    for id in row {
        while taken.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        cells.push(Cell { id: *id, row: number, column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1) });
        let span = |name| {
            tree.node(*id)
                .and_then(|node| node.attribute(name))
                .and_then(|value| value.trim().parse().ok())
                .unwrap_or(1u32)
        };
        for _ in 0..span("colspan").clamp(1, 100) {
            if column < MOST_COLUMNS {
                next.resize(next.len().max(column + 1), 0);
                next.iter_mut().skip(column).take(1).for_each(|rows| *rows = span("rowspan").max(1));
                column += 1;
            }
        }
    }
    next.resize(next.len().max(taken.len()), 0);
    let still = taken.iter().copied().chain(std::iter::repeat(0));
    *taken = next.iter().zip(still).map(|(new, old)| new.max(&old).saturating_sub(1)).collect();
}

/// The rows of a table or the cells of a row: children of some name, through groups of rows but not into inner tables.
fn children(tree: &Tree, id: usize, names: &[&str]) -> Vec<usize> {
    let mut found = Vec::new();
    for child in tree.node(id).into_iter().flat_map(|node| &node.children) {
        let name = tree.node(*child).map(|node| node.name.as_str()).unwrap_or_default();
        if names.contains(&name) {
            found.push(*child);
        } else if matches!(name, "thead" | "tbody" | "tfoot") {
            let rows = tree.node(*child).into_iter().flat_map(|node| &node.children);
            found.extend(rows.filter(|row| tree.node(**row).is_some_and(|node| names.contains(&node.name.as_str()))));
        }
    }
    found
}
