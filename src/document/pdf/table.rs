//! Tables of a page.
//!
//! In: strokes, or strips of text that stand in rows. Out: lines with their cells. Strokes are believed; without them a table is read
//! from where its columns begin.

use super::glyphs::Piece;
use super::page::{Line, lines_of_cell};
use std::collections::BTreeMap;

/// Strokes that meet within so many points touch.
const TOUCH: f32 = 3.5;
/// More strokes than that are a drawing.
const MOST_STROKES: usize = 3000;
const MOST_COLUMNS: usize = 40;

/// A table with strokes between its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    columns: Vec<f32>,
    rows: Vec<f32>,
    level: Vec<(f32, f32, f32)>,
}

/// The tables of a page from top to bottom.
pub(super) fn grids(level: &[(f32, f32, f32)], upright: &[(f32, f32, f32)]) -> Vec<Grid> {
    if level.len() + upright.len() > MOST_STROKES {
        return Vec::new();
    }
    let mut left: Vec<(f32, f32, f32)> = upright.to_vec();
    let mut grids = Vec::new();
    while let Some(first) = left.pop() {
        // Uprights that the same level strokes touch belong to one table.
        let (mut uprights, mut at) = (vec![first], 0);
        let mut levels: Vec<(f32, f32, f32)> = Vec::new();
        while let Some(of) = uprights.get(at).copied() {
            at += 1;
            for stroke in level.iter().filter(|stroke| touches(**stroke, of)) {
                if !levels.contains(stroke) {
                    levels.push(*stroke);
                    let (near, far): (Vec<_>, Vec<_>) = left.into_iter().partition(|other| touches(*stroke, *other));
                    uprights.extend(near);
                    left = far;
                }
            }
            let (near, far): (Vec<_>, Vec<_>) = left.into_iter().partition(|other| follows(of, *other));
            uprights.extend(near);
            left = far;
        }
        let columns = distinct(uprights.iter().map(|stroke| stroke.0));
        let rows = distinct(levels.iter().map(|stroke| stroke.0));
        if (3..=MOST_COLUMNS).contains(&columns.len()) && rows.len() > 1 {
            grids.push(Grid { columns, rows, level: levels });
        }
    }
    grids.sort_by(|one, other| one.top().total_cmp(&other.top()));
    grids
}

fn touches(level: (f32, f32, f32), upright: (f32, f32, f32)) -> bool {
    let within = |at: f32, from: f32, to: f32| at > from - TOUCH && at < to + TOUCH;
    within(upright.0, level.1, level.2) && within(level.0, upright.1, upright.2)
}

/// Whether two uprights are parts of one: the border of a cell and of the cell below.
fn follows(one: (f32, f32, f32), other: (f32, f32, f32)) -> bool {
    (one.0 - other.0).abs() < TOUCH && other.1 < one.2 + TOUCH && one.1 < other.2 + TOUCH
}

/// Positions that differ, in rising order.
fn distinct(positions: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut positions: Vec<f32> = positions.collect();
    positions.sort_by(f32::total_cmp);
    positions.dedup_by(|next, before| *next - *before < TOUCH * 1.5);
    positions
}

impl Grid {
    /// Where it begins.
    pub(super) fn top(&self) -> f32 {
        self.rows.first().copied().unwrap_or_default()
    }

    /// Whether a piece lies in it.
    pub(super) fn holds(&self, piece: &Piece) -> bool {
        let within = |at: f32, borders: &[f32]| {
            borders.first().is_some_and(|first| at > *first - 1.0)
                && borders.last().is_some_and(|last| at < *last + 1.0)
        };
        within(piece.left + 0.5, &self.columns) && within(middle(piece), &self.rows)
    }

    /// Its lines, cell by cell.
    pub(super) fn lines(&self, pieces: Vec<Piece>, table: usize) -> Vec<Line> {
        let mut cells: BTreeMap<(usize, usize), Vec<Piece>> = BTreeMap::new();
        for piece in pieces {
            let column = self.columns.iter().filter(|at| **at < piece.left + 1.5).count().max(1);
            let mut row = self.rows.iter().filter(|at| **at < middle(&piece)).count().max(1);
            // A cell over several rows has no stroke above the lower ones.
            while row > 1 && !self.is_stroke_above(row, column) {
                row -= 1;
            }
            cells.entry((row, column)).or_default().push(piece);
        }
        let cells = cells.into_iter().flat_map(|((row, column), pieces)| {
            let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
            let cell = Some((table, number(row), number(column)));
            lines_of_cell(pieces).into_iter().map(move |line| Line { cell, ..line })
        });
        cells.collect()
    }

    fn is_stroke_above(&self, row: usize, column: usize) -> bool {
        let border = |borders: &[f32], at: usize| at.checked_sub(1).and_then(|at| borders.get(at)).copied();
        let (Some(left), Some(top)) = (border(&self.columns, column), border(&self.rows, row)) else { return true };
        let right = border(&self.columns, column + 1).unwrap_or(left);
        let middle = f32::midpoint(left, right);
        self.level.iter().any(|stroke| (stroke.0 - top).abs() < TOUCH * 1.5 && stroke.1 < middle && stroke.2 > middle)
    }
}

fn middle(piece: &Piece) -> f32 {
    piece.base - piece.size * 0.3
}

/// Where columns begin: strips of one column overlap, whether they are centred or not.
fn begins(strips: &[Line], size: f32) -> Vec<f32> {
    let mut spans: Vec<(f32, f32)> = strips.iter().map(|strip| (strip.left, strip.right)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (left, right) in spans {
        match columns.last_mut() {
            Some((_, end)) if left < *end + size * 0.3 => *end = end.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns.into_iter().map(|(left, _)| left).collect()
}

/// The rows of a table without strokes.
pub(super) fn rows(strips: Vec<Line>, table: usize) -> Vec<Line> {
    let size = strips.first().map_or(10.0, |strip| strip.size);
    let begins = begins(&strips, size);
    let mut bases: Vec<f32> = strips.iter().map(|strip| strip.base).collect();
    bases.sort_by(f32::total_cmp);
    bases.dedup_by(|next, before| *next - *before < size * 0.3);
    let steps: Vec<f32> = bases.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)).collect();
    let least = steps.iter().copied().reduce(f32::min).unwrap_or_default();
    // Where rows are set apart, a line close to the one before belongs to the same row.
    let is_set_apart = steps.iter().any(|step| *step > least * 1.2) && steps.iter().any(|step| *step <= least * 1.1);
    let (mut row, mut last, mut lines) = (0u32, f32::NEG_INFINITY, Vec::new());
    for strip in strips {
        let column = begins.iter().filter(|begin| **begin <= strip.left + size * 0.2).count().max(1);
        let is_next = strip.base > last + size * 0.3;
        if row == 0 || is_next && if is_set_apart { strip.base - last > least * 1.2 } else { column == 1 } {
            row += 1;
        }
        last = strip.base;
        lines.push(Line { cell: Some((table, row, u32::try_from(column).unwrap_or(u32::MAX))), ..strip });
    }
    lines.sort_by_key(|line| line.cell);
    lines
}
