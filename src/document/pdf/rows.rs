//! Lines of pages to blocks.
//!
//! In: pages without headers and footers. Out: the document: type tells headings, strokes tell cells, and what is left is read as lines
//! of plain text are, with indents and gaps.

use super::page::{Line, Page};
use crate::document::bound::Deadline;
use crate::document::build::{Blocks, Joint, Piece};
use crate::document::lines::{self, Row};
use crate::document::marker::{Sort, marker};
use crate::document::{Document, Format, Kind, ReadError};
use std::collections::BTreeMap;

/// Headings are no longer, in characters.
const LONGEST: usize = 200;

/// What is usual in a document.
struct Usual {
    /// Size of most letters, in half points.
    size: u32,
    is_bold: bool,
    left: f32,
    right: f32,
    /// From baseline to baseline, as a multiple of the size.
    leading: f32,
    /// Types of headings, the highest level first: size in half points, bold.
    headings: Vec<(u32, bool)>,
}

/// Makes blocks.
pub(super) fn blocks(pages: Vec<Page>, count: Option<u32>, deadline: Deadline) -> Result<Document, ReadError> {
    let usual = usual(&pages);
    let mut blocks = Blocks::new(Format::Pdf, Joint::Wrapped, deadline);
    let lines: Vec<(u32, Line)> =
        (1u32..).zip(pages).flat_map(|(page, of)| of.lines.into_iter().map(move |line| (page, line))).collect();
    let is_set = usual.headings.len() > 1 || lines.iter().filter(|(_, line)| usual.level(line).is_some()).count() > 1;
    let mut rows: Vec<Row> = Vec::new();
    let mut cells: Vec<(u32, Line)> = Vec::new();
    let (mut before, mut last): (Option<(u32, Line)>, u8) = (None, 0);
    for (page, line) in lines {
        if line.cell.is_some() {
            lines::read(std::mem::take(&mut rows), is_set, &mut blocks)?;
            cells.push((page, line));
            before = None;
            continue;
        }
        add_cells(std::mem::take(&mut cells), &mut blocks)?;
        let mut row = usual.row(page, &line, before.as_ref());
        // Bold type of the usual size is one level below what is larger.
        row.heading = row.heading.map(|level| if usual.is_large(&line) { level } else { level.min(last + 1) });
        last = row.heading.filter(|_| usual.is_large(&line)).unwrap_or(last);
        rows.push(row);
        before = Some((page, line));
    }
    add_cells(cells, &mut blocks)?;
    lines::read(rows, is_set, &mut blocks)?;
    Ok(blocks.finish(count))
}

/// A cell of a table on a page: page, table, row, column.
type Key = (u32, usize, u32, u32);

/// Adds cells; an item in a cell is a block of its own.
fn add_cells(lines: Vec<(u32, Line)>, blocks: &mut Blocks) -> Result<(), ReadError> {
    let mut open: Option<(Key, Vec<Piece>)> = None;
    for (page, line) in lines {
        let Some((table, row, column)) = line.cell else { continue };
        let key = (page, table, row, column);
        let found = marker(&line.text).filter(|found| matches!(found.sort, Sort::Bullet(_)));
        let piece = Piece {
            text: found.map_or(line.text.as_str(), |found| found.rest).to_owned(),
            page: Some(page),
            number: Some(line.number),
        };
        match &mut open {
            Some((of, pieces)) if *of == key && found.is_none() => pieces.push(piece),
            _ => {
                if let Some(((_, _, row, column), pieces)) = open.replace((key, vec![piece])) {
                    blocks.add(Kind::Cell(row, column), &pieces)?;
                }
            }
        }
    }
    if let Some(((_, _, row, column), pieces)) = open {
        blocks.add(Kind::Cell(row, column), &pieces)?;
    }
    Ok(())
}

/// The type of a line: size in half points, bold.
fn kind(line: &Line) -> (u32, bool) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes lie between half a point and 2000"
    )]
    let size = (line.size * 2.0).round() as u32;
    (size, line.is_bold)
}

fn usual(pages: &[Page]) -> Usual {
    let lines = || pages.iter().flat_map(|page| &page.lines);
    let mut letters: BTreeMap<(u32, bool), usize> = BTreeMap::new();
    lines().for_each(|line| *letters.entry(kind(line)).or_default() += line.text.chars().count());
    let most = letters.iter().max_by_key(|(_, count)| **count).map_or((20, false), |(kind, _)| *kind);
    let of_body = || lines().filter(|line| line.column.is_none() && line.cell.is_none());
    let steps = pages.iter().flat_map(|page| page.lines.windows(2)).filter_map(|pair| {
        let [one, other] = pair else { return None };
        let step = (other.base - one.base) / one.size;
        (kind(one).0 == most.0 && kind(other).0 == most.0 && (0.9..3.0).contains(&step)).then_some(step)
    });
    let mut usual = Usual {
        size: most.0,
        is_bold: most.1,
        left: at(of_body().map(|line| line.left), 0.02).unwrap_or_default(),
        right: at(of_body().map(|line| line.right), 0.98).unwrap_or(600.0),
        leading: at(steps, 0.25).unwrap_or(1.25),
        headings: Vec::new(),
    };
    let mut headings: Vec<(u32, bool)> = lines().filter(|line| usual.stands_out(line)).map(kind).collect();
    headings.sort_unstable();
    headings.dedup();
    headings.reverse();
    usual.headings = headings;
    usual
}

/// The value below which such a part of all lies.
fn at(values: impl Iterator<Item = f32>, part: f32) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let index = (values.len().saturating_sub(1) as f32 * part).round() as usize;
    values.get(index).copied()
}

impl Usual {
    /// Whether the type of a line is that of a heading: larger than most text, or bold where most is not.
    fn stands_out(&self, line: &Line) -> bool {
        let (size, is_bold) = kind(line);
        let is_short = line.text.chars().count() <= LONGEST && line.text.chars().any(char::is_alphabetic);
        let is_large = self.is_large(line);
        let is_heavy = is_bold && !self.is_bold && size * 100 >= self.size * 95;
        let ends = line.text.ends_with(['.', ',', ';']) && !line.text.ends_with("etc.");
        let is_bullet = marker(&line.text).is_some_and(|found| matches!(found.sort, Sort::Bullet(_)));
        line.cell.is_none() && is_short && (is_large || is_heavy) && !ends && !is_bullet
    }

    fn is_large(&self, line: &Line) -> bool {
        kind(line).0 * 100 >= self.size * 113
    }

    /// The level of a heading.
    fn level(&self, line: &Line) -> Option<u8> {
        let at = self.headings.iter().position(|heading| *heading == kind(line)).filter(|_| self.stands_out(line))?;
        u8::try_from(at + 1).ok().map(|level| level.min(6))
    }

    fn row(&self, page: u32, line: &Line, before: Option<&(u32, Line)>) -> Row {
        let (left, right) = line.column.unwrap_or((self.left, self.right));
        #[expect(clippy::cast_precision_loss, reason = "half points")]
        let letter = (self.size as f32 / 4.0).max(1.0);
        Row {
            text: line.text.clone(),
            page: Some(page),
            number: line.number,
            indent: ((line.left - left) / letter).max(0.0),
            end: (line.right - left) / letter,
            width: (right - left) / letter,
            gap: before.is_none_or(|(of, before)| self.is_gap(page == *of, before, line)),
            heading: self.level(line),
        }
    }

    /// Whether a line is set off from the one before.
    fn is_gap(&self, is_same_page: bool, before: &Line, line: &Line) -> bool {
        let step = line.base - before.base;
        if !is_same_page || before.column != line.column || step <= 0.0 {
            // Over the page's end a sentence goes on, or it has ended.
            return before.text.ends_with(['.', '!', '?', ':', ';']) || kind(before).0 != kind(line).0;
        }
        kind(before).0.abs_diff(kind(line).0) > 1 || step / before.size.max(line.size) > self.leading * 1.28
    }
}
