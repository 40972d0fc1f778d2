//! Pieces of text to the lines of a page, in reading order.
//!
//! In: what is drawn on a page. Out: its lines: tables cell by cell, columns one after the other, everything else from top to bottom.

use super::glyphs::{Drawn, Piece};
use super::table;
use crate::document::marker::marker;

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// Margins of the column in which it stands, if there are several.
    pub(super) column: Option<(f32, f32)>,
    /// The table of the page and the cell in it.
    pub(super) cell: Option<(usize, u32, u32)>,
    /// Its number on the page.
    pub(super) number: u32,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) height: f32,
    pub(super) lines: Vec<Line>,
}

impl Page {
    /// How many letters there are.
    pub(super) fn letters(&self) -> usize {
        self.lines.iter().map(|line| line.text.chars().filter(|letter| letter.is_alphanumeric()).count()).sum()
    }

    /// How many glyphs of which nobody knows the letter.
    pub(super) fn unknown(&self) -> usize {
        self.lines
            .iter()
            .map(|line| line.text.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count())
            .sum()
    }
}

/// Reads a page.
pub(super) fn page(mut drawn: Drawn) -> Page {
    let mut pieces = std::mem::take(&mut drawn.pieces);
    if pieces.iter().any(|piece| !piece.is_artifact && piece.text.chars().any(char::is_alphabetic)) {
        pieces.retain(|piece| !piece.is_artifact);
    }
    pieces.retain(|piece| !piece.text.trim().is_empty());
    let pieces = without_loose_dots(pieces);
    let mut grids = table::grids(&drawn.level, &drawn.upright);
    grids.retain(|grid| pieces.iter().filter(|piece| grid.holds(piece)).count() > 1);
    let (mut pieces, mut lines, mut tables) = (pieces, Vec::new(), 0);
    for grid in grids {
        let (above, rest): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| piece.base <= grid.top());
        let (inside, below): (Vec<_>, Vec<_>) = rest.into_iter().partition(|piece| grid.holds(piece));
        flow(above, 0, &mut tables, &mut lines);
        lines.extend(grid.lines(inside, tables));
        tables += 1;
        pieces = below;
    }
    flow(pieces, 0, &mut tables, &mut lines);
    for (line, number) in lines.iter_mut().zip(1u32..) {
        line.number = number;
    }
    Page { height: drawn.height, lines }
}

/// A dot that was drawn is a bullet if text stands beside it.
fn without_loose_dots(pieces: Vec<Piece>) -> Vec<Piece> {
    let (dots, mut pieces): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| piece.letters == 0);
    let mut kept = Vec::new();
    for dot in dots.into_iter().take(2000) {
        let is_beside = |text: &&Piece| {
            let gap = text.left - dot.right;
            (text.base - dot.base).abs() < text.size * 0.4
                && gap > 0.0
                && gap < text.size * 3.0
                && dot.size < text.size * 1.6
        };
        if let Some(text) = pieces.iter().find(is_beside) {
            kept.push(Piece { base: text.base, size: text.size, ..dot });
        }
    }
    pieces.extend(kept);
    pieces
}

/// Lines of pieces that lie in no table with strokes.
fn flow(pieces: Vec<Piece>, depth: u8, tables: &mut usize, lines: &mut Vec<Line>) {
    let strips = strips(pieces);
    let Some(gutter) = gutter(&strips).filter(|_| depth < 3) else {
        lines.extend(together(strips));
        return;
    };
    // What crosses the gutter stands above or below the columns.
    let (mut band, mut across) = (Vec::new(), Vec::new());
    for strip in strips {
        if strip.left < gutter && strip.right > gutter {
            columns(std::mem::take(&mut band), gutter, depth, tables, lines);
            across.push(strip);
        } else {
            lines.extend(together(std::mem::take(&mut across)));
            band.push(strip);
        }
    }
    lines.extend(together(across));
    columns(band, gutter, depth, tables, lines);
}

/// A band with text on both sides of the gutter: columns, or the rows of a table.
fn columns(band: Vec<Line>, gutter: f32, depth: u8, tables: &mut usize, lines: &mut Vec<Line>) {
    let (left, right): (Vec<_>, Vec<_>) = band.iter().cloned().partition(|strip| strip.right <= gutter);
    let (Some(first), Some(last)) = (right.first(), right.last()) else {
        lines.extend(together(band));
        return;
    };
    let (from, to) = (first.base - first.size * 0.3, last.base + last.size * 0.3);
    let beside: Vec<Line> = left.iter().filter(|strip| strip.base > from && strip.base < to).cloned().collect();
    if beside.len() < 2 || right.len() < 2 {
        lines.extend(together(band));
    } else if is_table(&beside, &right) {
        // What stands above or below is no part of the table.
        let (above, rest): (Vec<_>, Vec<_>) = band.into_iter().partition(|strip| strip.base <= from);
        let (rows, below): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|strip| strip.base < to || is_close(strip, last));
        lines.extend(together(above));
        lines.extend(table::rows(rows, *tables));
        lines.extend(together(below));
        *tables += 1;
    } else {
        for side in [left, right] {
            let margins = margins(&side);
            let from = lines.len();
            flow(side.into_iter().map(piece).collect(), depth + 1, tables, lines);
            lines.iter_mut().skip(from).for_each(|line| line.column = line.column.or(margins));
        }
    }
}

/// Whether a strip is the second line of a cell in the last row.
fn is_close(strip: &Line, last: &Line) -> bool {
    strip.base - last.base < last.size * 1.3 && !strip.is_bold && strip.size < last.size * 1.1
}

fn margins(lines: &[Line]) -> Option<(f32, f32)> {
    let left = lines.iter().map(|line| line.left).reduce(f32::min)?;
    Some((left, lines.iter().map(|line| line.right).reduce(f32::max)?))
}

/// Whether strips on both sides are cells: they stand in rows, and do not fill their column as text does.
fn is_table(left: &[Line], right: &[Line]) -> bool {
    let in_row =
        left.iter().filter(|line| right.iter().any(|other| (other.base - line.base).abs() < line.size * 0.3)).count();
    let are_columns =
        is_full(left) && is_full(right) || is_prose(left) && is_prose(right) && shared_gaps(left, right) < 2;
    in_row * 10 > left.len() * 6 && !are_columns
}

/// Whether lines are long, and sentences go on from one to the next.
fn is_prose(lines: &[Line]) -> bool {
    let letters: usize = lines.iter().map(|line| line.text.chars().count()).sum();
    let go_on = lines.iter().filter(|line| line.text.starts_with(char::is_lowercase)).count();
    lines.len() > 4 && letters >= lines.len() * 25 && go_on * 5 >= lines.len()
}

/// How many gaps lie at one height on both sides: rows of a table end together, paragraphs of columns do not.
fn shared_gaps(left: &[Line], right: &[Line]) -> usize {
    let gaps = |lines: &[Line]| {
        let steps: Vec<(f32, f32)> = lines
            .windows(2)
            .filter_map(|pair| Some((pair.last()?.base, pair.last()?.base - pair.first()?.base)))
            .collect();
        let least = steps.iter().map(|(_, step)| *step).reduce(f32::min).unwrap_or_default();
        steps.into_iter().filter(|(_, step)| *step > least * 1.25).map(|(base, _)| base).collect::<Vec<f32>>()
    };
    let others = gaps(right);
    gaps(left).iter().filter(|base| others.iter().any(|other| (*base - other).abs() < 2.0)).count()
}

/// Whether most lines reach the right margin.
fn is_full(lines: &[Line]) -> bool {
    let Some((left, right)) = margins(lines) else { return false };
    let full = lines.iter().filter(|line| line.right - left > (right - left) * 0.75).count();
    lines.len() > 3 && full * 10 >= lines.len() * 6
}

/// A position that few strips cross, with text on both sides.
fn gutter(strips: &[Line]) -> Option<f32> {
    let (left, right) = margins(strips)?;
    let width = right - left;
    let steps = 60u8;
    let at = (10..=50u8).map(|step| left + width * f32::from(step) / f32::from(steps));
    let counted = at.filter_map(|at| {
        let before = strips.iter().filter(|strip| strip.right <= at).count();
        let behind = strips.iter().filter(|strip| strip.left >= at).count();
        let across = strips.len() - before - behind;
        (before >= 3 && behind >= 3 && across * 3 <= strips.len()).then_some((across, at))
    });
    let counted: Vec<(usize, f32)> = counted.collect();
    let least = counted.iter().map(|(across, _)| *across).min()?;
    let best: Vec<f32> = counted.iter().filter(|(across, _)| *across == least).map(|(_, at)| *at).collect();
    best.get(best.len() / 2).copied()
}

/// Pieces to strips: parts of a line between which there is more than a space.
fn strips(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut rows: Vec<(f32, f32, Vec<Piece>)> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some((base, size, row)) if is_in_row(&piece, *base, *size) => {
                // The largest letters say where the line stands.
                if piece.size > *size {
                    (*base, *size) = (piece.base, piece.size);
                }
                row.push(piece);
            }
            _ => rows.push((piece.base, piece.size, vec![piece])),
        }
    }
    rows.into_iter().flat_map(|(base, size, row)| cut(base, size, row)).collect()
}

/// Whether a piece stands on the line of others; what is small and short may be raised or lowered.
fn is_in_row(piece: &Piece, base: f32, size: f32) -> bool {
    let (small, large) = (size.min(piece.size), size.max(piece.size));
    let is_raised = small < large * 0.75 && (piece.size > size || piece.text.trim().chars().count() <= 4);
    piece.base - base < if is_raised { large * 0.45 } else { small * 0.3 }
}

/// Cuts a row where there is more than a space.
fn cut(base: f32, size: f32, mut row: Vec<Piece>) -> Vec<Line> {
    row.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut strips: Vec<(Vec<Piece>, f32)> = Vec::new();
    for piece in row {
        // A small raised number refers to a footnote.
        let is_raised = piece.size < size * 0.75 && piece.base < base - size * 0.15;
        if is_raised && piece.text.trim().chars().all(|letter| letter.is_ascii_digit()) {
            continue;
        }
        let is_again = |last: &Piece| last.text == piece.text && (last.left - piece.left).abs() < size * 0.2;
        match strips.last_mut() {
            Some((strip, _)) if strip.last().is_some_and(is_again) => {}
            Some((strip, end))
                if piece.left - *end < size * 1.4 || is_marker(strip) && piece.left - *end < size * 6.0 =>
            {
                *end = end.max(piece.right);
                strip.push(piece);
            }
            _ => strips.push((vec![piece.clone()], piece.right)),
        }
    }
    strips.into_iter().filter_map(|(strip, _)| line(&strip)).collect()
}

/// Whether there is nothing but a bullet or number so far.
fn is_marker(strip: &[Piece]) -> bool {
    let text: String = strip.iter().map(|piece| piece.text.as_str()).collect();
    let text = as_bullet(text.trim());
    marker(&text).is_some_and(|found| found.rest.is_empty())
        || text.len() < 8 && text.ends_with('.') && text.starts_with(|letter: char| letter.is_ascii_digit())
}

/// A line of pieces from left to right.
fn line(pieces: &[Piece]) -> Option<Line> {
    let (first, last) = (pieces.first()?, pieces.iter().map(|piece| piece.right).reduce(f32::max)?);
    // The largest letters say where the line stands.
    let largest = pieces.iter().max_by(|one, other| one.size.total_cmp(&other.size))?;
    let (base, size) = (largest.base, largest.size);
    let mut text = String::new();
    let mut end = first.left;
    for piece in pieces {
        if piece.left - end > size * 0.17 && !text.ends_with(' ') {
            text.push(' ');
        }
        text.push_str(&piece.text);
        end = end.max(piece.right);
    }
    let (bold, letters) =
        pieces.iter().fold((0, 0), |(bold, letters), piece| (bold + piece.bold, letters + piece.letters));
    let text = as_bullet(text.trim());
    let is_bold = letters > 0 && bold * 20 >= letters * 17;
    Some(Line { text, left: first.left, right: last, base, size, is_bold, column: None, cell: None, number: 0 })
}

/// A sign that is no letter, at the beginning of a line, is a bullet of a symbol font.
fn as_bullet(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(char::REPLACEMENT_CHARACTER | '\u{e000}'..='\u{f8ff}')
            if letters.as_str().is_empty() || letters.as_str().starts_with(' ') =>
        {
            format!("•{}", letters.as_str())
        }
        _ => text.to_owned(),
    }
}

/// Strips of one row as one line.
fn together(strips: Vec<Line>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for strip in strips {
        match lines.last_mut() {
            Some(line)
                if (line.base - strip.base).abs() < line.size.min(strip.size) * 0.3 && strip.left >= line.left =>
            {
                line.text = format!("{} {}", line.text, strip.text);
                line.right = line.right.max(strip.right);
                line.is_bold &= strip.is_bold;
            }
            _ => lines.push(strip),
        }
    }
    lines
}

/// A line as one piece, to be read again within its column.
fn piece(line: Line) -> Piece {
    let letters = line.text.chars().count();
    let bold = if line.is_bold { letters } else { 0 };
    Piece {
        text: line.text,
        left: line.left,
        right: line.right,
        base: line.base,
        size: line.size,
        bold,
        letters,
        is_artifact: false,
    }
}

/// Lines of pieces in a cell.
pub(super) fn lines_of_cell(pieces: Vec<Piece>) -> Vec<Line> {
    together(strips(pieces))
}
