//! Plain text.
//!
//! In: the bytes of a text file. Out: its blocks. Whether lines end where the page does or where the author ended them, is told from
//! their lengths.

use super::bound::Deadline;
use super::build::{Blocks, Joint};
use super::lines::{self, Row};
use super::marker::marker;
use super::{Document, Format, ReadError, charset, html};

/// Lines of a wrapped text are no longer, in characters.
const WIDEST: usize = 132;
/// Lines of a wrapped text that go on are at least as long.
const NARROWEST: usize = 45;
/// How wide a tabulator is.
const TAB: usize = 4;

/// Reads a text file.
pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Result<Document, ReadError> {
    let text = charset::decode(bytes, None);
    let mut blocks = Blocks::new(Format::Plain, Joint::Wrapped, deadline);
    lines::read(rows(&text), false, &mut blocks)?;
    html::without_notices(blocks.all_mut());
    Ok(blocks.finish(None))
}

/// The lines that are not empty.
fn rows(text: &str) -> Vec<Row> {
    let (mut rows, mut gap) = (Vec::new(), true);
    for (line, number) in text.lines().zip(1u32..) {
        let trimmed = line.trim().trim_matches('\u{feff}');
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        let indent: usize = line
            .chars()
            .take_while(|letter| letter.is_whitespace())
            .map(|letter| if letter == '\t' { TAB } else { 1 })
            .sum();
        let end = indent + trimmed.chars().count();
        rows.push(Row {
            text: trimmed.to_owned(),
            page: None,
            number,
            indent: columns(indent),
            end: columns(end),
            width: f32::INFINITY,
            gap: std::mem::take(&mut gap),
            heading: None,
        });
    }
    let width = width(&rows);
    for row in &mut rows {
        row.width = width;
    }
    rows
}

fn columns(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

/// Where lines end at the latest, if the program ended them: hardly any is longer, and many go on in the next.
fn width(rows: &[Row]) -> f32 {
    let widest = columns(WIDEST);
    let long = rows.iter().filter(|row| row.end > widest).count();
    let end = rows.iter().map(|row| row.end).filter(|end| *end <= widest).fold(0.0, f32::max);
    let pairs = rows.windows(2).filter(|pair| goes_on(pair, end)).count();
    let unfinished = rows.windows(2).filter(|pair| is_unfinished(pair)).count();
    if long * 20 > rows.len() || pairs < 2 || pairs * 8 < rows.len() || unfinished * 12 < rows.len() {
        return f32::INFINITY;
    }
    end
}

/// Whether a line is long, and the next stands directly below.
fn goes_on(pair: &[Row], end: f32) -> bool {
    let [line, next] = pair else { return false };
    line.end >= columns(NARROWEST) && line.end * 1.35 >= end && !next.gap && marker(&next.text).is_none()
}

/// Words behind which a sentence goes on: German nouns begin as sentences do, so the next line does not tell.
const NEVER_LAST: &[&str] = &[
    "der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einen", "einer", "eines", "und", "oder",
    "sowie", "mit", "von", "vom", "für", "auf", "in", "im", "an", "am", "zu", "zur", "zum", "bei", "beim", "durch",
    "über", "unter", "nach", "aus", "als", "dass", "alle", "allen", "aller", "the", "a", "an", "and", "or", "of", "to",
    "for", "with", "by", "on", "at", "from", "all", "our",
];

/// Whether a sentence goes on in the next line.
fn is_unfinished(pair: &[Row]) -> bool {
    let [line, next] = pair else { return false };
    let last = line.text.rsplit(' ').next().unwrap_or_default();
    let goes_on = next.text.starts_with(char::is_lowercase) || NEVER_LAST.contains(&last);
    !next.gap && !line.text.ends_with(['.', ':', ';', '!', '?']) && goes_on && marker(&next.text).is_none()
}
