//! Gaps that nobody filled in.

use crate::recognise::wording::{Phrase, find, phrases};
use crate::recognise::words::Word;
use std::sync::LazyLock;

/// What a form asks of whoever fills it in.
static TO_FILL_IN: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "bitte .. beschreiben",
        "bitte .. eintragen",
        "bitte .. ergänzen",
        "bitte .. ankreuzen",
        "bitte .. angeben",
        "bitte .. ausfüllen",
        "bitte .. erläutern",
        "hier eintragen",
        "hier ergänzen",
        "hier einfügen",
        "hier .. einzutragen",
        "vom auftragnehmer auszufüllen",
        "vom auftragsverarbeiter auszufüllen",
        "noch zu ergänzen",
        "noch auszufüllen",
        "wird nachgereicht",
        "please describe",
        "please specify",
        "please state",
        "please indicate",
        "please fill in",
        "please complete",
        "please insert",
        "to be completed",
        "to be filled in",
        "to be specified",
        "to be determined",
        "to be confirmed",
        "insert here",
        "describe here",
        "to be provided",
    ])
});

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
    let asks = || TO_FILL_IN.iter().any(|phrase| find(words, phrase).is_some());
    marked || asks() || named('[', ']') || named('{', '}') || is_gap_quote(text) || words.iter().any(is_gap)
}

/// A single word or two in guillemets that stands for what is to be put in: «Frist».
fn is_gap_quote(text: &str) -> bool {
    text.split('«').skip(1).any(|rest| {
        let inner = rest.split('»').next().filter(|inner| inner.len() < rest.len()).unwrap_or_default();
        inner.split_whitespace().count() <= 3 && !inner.is_empty()
    })
}
