//! On which side of a number a promise lies.

use super::Bound;
use crate::recognise::words::Word;

/// At most, unless denied: "weniger als 30", but "nicht weniger als 30".
const LESS: &[&str] = &["weniger", "kuerzer", "fewer", "less", "shorter", "unter", "under", "below"];
const LEAST: &[&str] = &[
    "mindestens",
    "mind",
    "min",
    "minimum",
    "minimal",
    "minimale",
    "mindestlaenge",
    "mindestanzahl",
    "wenigstens",
    "ab",
    "least",
];
const MOST: &[&str] = &[
    "hoechstens",
    "max",
    "maximal",
    "maximale",
    "maximalen",
    "maximum",
    "laengstens",
    "spaetestens",
    "innerhalb",
    "binnen",
    "within",
    "most",
    "up",
    "bis",
    "nach",
    "after",
];
/// At least, unless denied: "mehr als 30", but "nicht länger als 30".
const MORE: &[&str] = &[
    "laenger",
    "longer",
    "spaeter",
    "later",
    "mehr",
    "more",
    "ueber",
    "over",
    "exceed",
    "exceeding",
    "ueberschreit",
    "ueberschreiten",
];
const DENIED: &[&str] = &["nicht", "not", "no", "keine", "kein", "keinesfalls", "never", "nie", "niemals"];
/// How far before "longer" a word of denial may stand: "not be held for longer than".
const DENIED_WITHIN: usize = 4;

/// How far before the number, and behind it, a word of direction may stand.
const DIRECTION: usize = 4;

pub(super) fn bound(words: &[Word], at: usize, end: usize) -> Bound {
    let part = words.get(at).map_or(0, |word| word.part);
    for back in 1..=DIRECTION.min(at) {
        let Some(word) = words.get(at - back).filter(|word| word.part == part) else { break };
        let is = |list: &[&str]| list.contains(&word.text.as_str());
        let is_denied = || {
            let before = words.get(..at - back).unwrap_or_default().iter().rev().take(DENIED_WITHIN);
            before.take_while(|word| word.part == part).any(|word| DENIED.contains(&word.text.as_str()))
        };
        if is(MORE) {
            return if is_denied() { Bound::Most } else { Bound::Least };
        }
        if is(LESS) {
            return if is_denied() { Bound::Least } else { Bound::Most };
        }
        if is(LEAST) {
            return Bound::Least;
        }
        if is(MOST) {
            return Bound::Most;
        }
    }
    match words.get(end).map(|word| word.text.as_str()) {
        Some("minimum" | "mindestens") => Bound::Least,
        Some("maximum" | "maximal" | "hoechstens") => Bound::Most,
        _ => Bound::Plain,
    }
}

/// Whether a word says on which side of a number a promise lies, and nothing else.
pub(super) fn is_direction(word: &str) -> bool {
    [LEAST, MOST].iter().any(|list| list.contains(&word))
}
