//! On which side of a number a promise lies.

use super::Bound;
use crate::recognise::words::Word;

pub(super) const LEAST: &[&str] = &[
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
pub(super) const MOST: &[&str] = &[
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
    "weniger",
    "fewer",
    "less",
    "unter",
    "under",
];
/// At least, unless denied: "mehr als 30", but "nicht länger als 30".
pub(super) const MORE: &[&str] =
    &["laenger", "longer", "mehr", "more", "ueber", "over", "exceed", "exceeding", "ueberschreit", "ueberschreiten"];
pub(super) const DENIED: &[&str] = &["nicht", "not", "no", "keine", "kein", "keinesfalls", "never", "nie"];

/// How far before the number, and behind it, a word of direction may stand.
pub(super) const DIRECTION: usize = 4;

pub(super) fn bound(words: &[Word], at: usize, end: usize) -> Bound {
    let part = words.get(at).map_or(0, |word| word.part);
    for back in 1..=DIRECTION.min(at) {
        let Some(word) = words.get(at - back).filter(|word| word.part == part) else { break };
        let is = |list: &[&str]| list.contains(&word.text.as_str());
        if is(MORE) {
            let before = at.checked_sub(back + 1).and_then(|place| words.get(place));
            return if before.is_some_and(|word| DENIED.contains(&word.text.as_str())) {
                Bound::Most
            } else {
                Bound::Least
            };
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
