//! Headers, footers and page numbers.
//!
//! In: the pages. Out: the same without what repeats at the same height, numbers aside.

use super::page::{Line, Page};
use std::collections::HashMap;

/// How much of a page is margin, above and below.
const ABOVE: f32 = 0.11;
const BELOW: f32 = 0.09;

/// The pages without headers and footers.
pub(super) fn without(mut pages: Vec<Page>) -> Vec<Page> {
    let mut seen: HashMap<(String, i32), usize> = HashMap::new();
    for page in &pages {
        let mut keys: Vec<_> = page.lines.iter().filter_map(|line| key(page.height, line)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    // The first page may have none, and in longer documents left and right pages may differ.
    let least = match pages.len() {
        few @ ..4 => few.max(2),
        some @ 4..10 => (some * 3 / 4).max(3),
        many => many * 2 / 5,
    };
    for page in &mut pages {
        let height = page.height;
        page.lines.retain(|line| {
            let near = |(text, at): (String, i32)| {
                (at - 1..=at + 1).filter_map(|at| seen.get(&(text.clone(), at))).sum::<usize>()
            };
            let is_repeated = key(height, line).is_some_and(|key| near(key) >= least);
            let is_number = is_in_margin(height, line) && is_page_number(&line.text);
            !is_repeated && !is_number
        });
    }
    pages
}

fn is_in_margin(height: f32, line: &Line) -> bool {
    line.base < height * ABOVE || line.base > height * (1.0 - BELOW)
}

/// Text and height of a line in the margin; numbers differ from page to page.
fn key(height: f32, line: &Line) -> Option<(String, i32)> {
    if !is_in_margin(height, line) || line.cell.is_some() && line.text.chars().count() > 60 {
        return None;
    }
    let text: String = line.text.chars().map(|letter| if letter.is_ascii_digit() { '#' } else { letter }).collect();
    let mut text = text.replace(' ', "");
    while text.contains("##") {
        text = text.replace("##", "#");
    }
    #[expect(clippy::cast_possible_truncation, reason = "points on a page")]
    let at = (line.base / 3.0).round() as i32;
    Some((text, at))
}

/// "3", "- 3 -", "Seite 3 von 9", "3 / 9".
fn is_page_number(text: &str) -> bool {
    let mut has_number = false;
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
        let is_number = word.len() < 5 && word.chars().all(|letter| letter.is_ascii_digit());
        has_number |= is_number;
        is_number || matches!(word, "Seite" | "von" | "Page" | "page" | "of" | "S" | "Blatt")
    }) && has_number
}
