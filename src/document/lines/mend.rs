//! Lines that are one, before anything else is asked of them.
//!
//! In: rows as they stand. Out: rows in which a bullet stands before its text, and an underlining has become a heading.

use super::Row;
use crate::document::marker::{Sort, marker};

/// The rows, mended.
pub(super) fn mend(rows: Vec<Row>) -> Vec<Row> {
    let mut mended: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(before) = mended.last_mut() else {
            mended.extend((!is_rule(&row.text)).then_some(row));
            continue;
        };
        if is_rule(&row.text) {
            underline(before, &row);
        } else if is_alone(before) && (!row.gap || row.indent > before.indent) && marker(&row.text).is_none() {
            before.text = format!("{} {}", before.text, row.text);
            before.end = row.end;
        } else if row.text.starts_with('.') && is_letter(&before.text) {
            before.text.push_str(&row.text);
            before.end = row.end;
        } else {
            mended.push(row);
        }
    }
    mended
}

/// A line of nothing but strokes.
fn is_rule(text: &str) -> bool {
    text.chars().count() > 2
        && text.chars().all(|letter| matches!(letter, '=' | '-' | '_' | '~' | '*' | '#' | '─' | '—'))
}

/// A heading, if the line before the strokes is about as long as they are.
fn underline(before: &mut Row, strokes: &Row) {
    let (long, short) = (strokes.text.chars().count(), before.text.chars().count());
    if !strokes.gap && short < 100 && long + 3 >= short && long <= short + 12 {
        before.heading = Some(if strokes.text.starts_with('=') { 1 } else { 2 });
        before.gap = true;
    }
}

/// Nothing but a marker.
fn is_alone(row: &Row) -> bool {
    marker(&row.text).is_some_and(|found| found.rest.is_empty() || is_box(found.sort) && row.text.chars().count() == 1)
}

fn is_box(sort: Sort) -> bool {
    matches!(sort, Sort::Bullet('☐' | '☑' | '☒' | '✅'))
}

/// A letter whose dot slid into the next line.
fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.starts_with(|letter: char| letter.is_ascii_lowercase())
}
