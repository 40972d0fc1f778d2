//! What a sentence denies: all that it says, or something that was found in it.

use super::says;
use crate::recognise::wording::{Phrase, find, phrases};
use crate::recognise::words::Word;
use std::ops::Range;
use std::sync::LazyLock;

/// What says of a whole sentence that it is not so.
static WHOLLY_DENIED: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "wird verzichtet",
        "wird .. verzichtet",
        "verzichten wir",
        "haben wir verzichtet",
        "bislang verzichtet",
        "derzeit nicht",
        "bislang nicht",
        "bisher nicht",
        "aktuell nicht",
        "momentan nicht",
        "zurzeit nicht",
        "noch nie",
        "nicht eingerichtet",
        "nicht umgesetzt",
        "nicht implementiert",
        "nicht im einsatz",
        "nicht vorhanden",
        "unterbleibt",
        "entfällt",
        "currently not",
        "not currently",
        "not at present",
        "at present not",
        "not in place",
        "not implemented",
        "not in use",
        "not performed",
        "none since",
        "has not been built",
    ])
});
/// Answers: a row or a question that ends in one denies the whole.
const DENYING_ANSWERS: &[&str] = &["nein", "no", "none", "nope", "keine", "entfaellt", "n"];

/// Whether a sentence denies all that it says: "is not set up", "MFA: no", "Can you …? Not today."
pub(super) fn denies(text: &str, words: &[Word]) -> bool {
    is_answered_no(text, words) || says(words, &WHOLLY_DENIED)
}

/// Whether a sentence denies all that it says by words of its own: then what it denies may be what must not be, and the denial the
/// measure ("open ports are not in place", "Is the database public? No."). A cell or an empty box denies whatever the others say.
pub(in crate::recognise) fn denies_by_its_words(text: &str, words: &[Word]) -> bool {
    let is_cell = text.contains('☐') || is_no(text, words, 0) || is_no(text, words, behind(text, ": "));
    !is_cell && (is_no(text, words, behind(text, "? ")) || says(words, &WHOLLY_DENIED))
}

fn is_answered_no(text: &str, words: &[Word]) -> bool {
    [0, behind(text, ": "), behind(text, "? ")].into_iter().any(|from| is_no(text, words, from))
}

/// Where the text behind the last of these signs begins.
fn behind(text: &str, signs: &str) -> usize {
    text.rfind(signs).map_or(0, |at| at + signs.len())
}

/// Whether the first word from this place on is an answer that denies.
fn is_no(text: &str, words: &[Word], from: usize) -> bool {
    let Some(answer) = words.iter().find(|word| word.at.start >= from) else { return false };
    // "No shared accounts" begins with the same word, and goes on.
    let rest = text.get(answer.at.end..).unwrap_or_default().trim_start();
    let ends_there = rest.is_empty() || rest.starts_with(['.', ',', ';', '–', '—', '!', '-']);
    DENYING_ANSWERS.contains(&answer.text.as_str()) && ends_there
}

const DENIALS: &[&str] = &[
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keiner",
    "keinem",
    "keinerlei",
    "keines",
    "not",
    "no",
    "never",
    "without",
    "ohne",
    "weder",
    "neither",
    "nobody",
    "niemand",
    "nie",
    "niemals",
    "none",
    "don",
    "doesn",
    "isn",
    "aren",
    "won",
];
/// Turns in which a word of denial denies nothing.
static HARMLESS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "niemand .. ohne",
        "nicht ohne",
        "kein* .. ohne",
        "never without",
        "no .. without",
        "nobody .. without",
        "not .. without",
        "nicht nur",
        "not only",
        "nicht mehr",
        "no longer",
        "not longer",
        "nicht länger",
        "nicht später",
        "nicht weniger",
        "nicht älter",
        "nicht seltener",
        "no less",
        "not less",
        "no fewer",
        "not fewer",
        "no more",
        "not more",
        "never more",
        "no later",
        "not later",
        "no older",
        "not older",
        "nicht unterschreiten",
        "nicht überschreiten",
        "nicht unter",
        "nicht über",
        "ohne verzögerung",
        "ohne verzug",
        "ohne schuldhafte*",
        "ohne ausnahme",
        "ohne unterbrechung",
        "without delay",
        "without undue",
        "without exception*",
        "without interruption",
        "cannot .. without",
        "nobody .. without",
        "niemand .. anders",
        "nicht allgemein",
        "not limited",
        "nicht unbefugt",
        "no unauthori*",
        "kein* unbefugt*",
    ])
});

/// Whether a word denies.
pub(in crate::recognise) fn is_denial(word: &Word) -> bool {
    DENIALS.contains(&word.text.as_str())
}

/// How near to what is found a word of denial denies it.
const NEAR: usize = 4;

/// Whether what was found in a sentence is denied: a word of denial that is not itself part of what was found stands near, in the same
/// part of the sentence.
pub(in crate::recognise) fn is_denied(words: &[Word], found: &[Range<usize>]) -> bool {
    let harmless: Vec<Range<usize>> = HARMLESS.iter().filter_map(|phrase| find(words, phrase)).collect();
    words.iter().enumerate().any(|(place, word)| {
        let within = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&place));
        let near = |range: &Range<usize>| {
            let distance = if place < range.start { range.start - place } else { place.saturating_sub(range.end - 1) };
            distance <= NEAR && words.get(range.start).is_some_and(|first| first.part == word.part)
        };
        is_denial(word) && !within(found) && !within(&harmless) && found.iter().any(near)
    })
}
