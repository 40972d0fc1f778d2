//! Gaps that nobody filled in.

use crate::recognise::words::Word;

/// «Frist», [Anzahl], XX, ____, TBD.
pub(super) fn is_placeholder(text: &str, words: &[Word]) -> bool {
    let marked = text.contains("___") || text.contains("…………") || text.contains("......");
    let named = |open: char, close: char| {
        text.split(open).skip(1).any(|rest| {
            let inner = rest.split(close).next().filter(|inner| inner.len() < rest.len()).unwrap_or_default();
            // A single sign ticks a box, and a number refers to a source.
            let is_named = inner.chars().count() > 1 && inner.chars().any(char::is_alphabetic);
            is_named && inner.chars().count() <= 40 || matches!(inner.trim(), "•" | "●" | "…" | "..." | "_")
        })
    };
    let is_gap = |word: &Word| matches!(word.text.as_str(), "xx" | "xxx" | "xxxx" | "tbd" | "tba" | "nn");
    marked || named('[', ']') || named('{', '}') || is_gap_quote(text) || words.iter().any(is_gap)
}

/// A single word or two in guillemets that stands for what is to be put in: «Frist».
fn is_gap_quote(text: &str) -> bool {
    text.split('«').skip(1).any(|rest| {
        let inner = rest.split('»').next().filter(|inner| inner.len() < rest.len()).unwrap_or_default();
        inner.split_whitespace().count() <= 3 && !inner.is_empty()
    })
}
