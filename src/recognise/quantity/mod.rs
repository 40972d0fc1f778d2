//! Numbers with their units and their direction: "mindestens 12 Zeichen", "alle drei Monate", "bis zu 30 Tage", "256bit".
//!
//! In: a sentence. Out: every quantity in it. Numbers as digits in German and English form, as words, or in a word of its own
//! ("täglich", "quarterly").

mod bound;
mod table;

use super::words::Word;
use bound::bound;
use std::ops::Range;
use table::{ADVERBS, DAY, EACH, EVEN, HOUR, LONGEST, MONTH, NIGHTS, NUMBERS, TIMES, UNITS, is_months};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Time, in hours.
    Hours,
    /// Characters of a password.
    Characters,
    /// Length of a key.
    Bits,
    /// Hundredths.
    Percent,
    /// Attempts to log in.
    Attempts,
    /// People, administrators, accounts of theirs.
    People,
    /// Availability zones, data centres.
    Zones,
}

/// On which side of the number the promise lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// At least so much.
    Least,
    /// At most so much.
    Most,
    /// So much.
    Plain,
}

/// A quantity of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// How much, in the unit's terms.
    pub value: f64,
    /// Of what.
    pub unit: Unit,
    /// At least, at most, or neither.
    pub bound: Bound,
    /// Whether it says how often something is done ("alle 3 Monate"), not how long something lasts.
    pub is_interval: bool,
    /// Whether it is counted in months, which are not all as long.
    pub is_calendar: bool,
    /// Which words say so.
    pub at: Range<usize>,
}

impl Quantity {
    /// The value as an upper limit: months are as long as they can be.
    pub fn longest(&self) -> f64 {
        let months = self.value / MONTH;
        let is = |count: u8| self.is_calendar && (f64::from(count) - months).abs() < EVEN;
        // Ninety days are ninety days, and no three months.
        LONGEST.iter().zip(1..).find(|(_, count)| is(*count)).map_or(self.value, |(days, _)| days * DAY)
    }
}

/// The quantities of a sentence with these words, in its order.
pub(super) fn quantities(text: &str, words: &[Word]) -> Vec<Quantity> {
    let mut all: Vec<Quantity> = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let found = times(words, next)
            .or_else(|| each(words, next))
            .or_else(|| adverb(words, next))
            .or_else(|| number(text, words, next));
        match found {
            Some(quantity) => {
                next = quantity.at.end.max(next + 1);
                all.push(quantity);
            }
            None => next += 1,
        }
    }
    all
}

/// "jeden Tag", "every night", "each month".
fn each(words: &[Word], at: usize) -> Option<Quantity> {
    words.get(at).filter(|word| EACH.contains(&word.text.as_str()))?;
    let next = &words.get(at + 1)?.text;
    let of_unit = || unit_of(next).filter(|(unit, _)| *unit == Unit::Hours).map(|(_, value)| value);
    let value = NIGHTS.iter().any(|night| next.starts_with(night)).then_some(DAY).or_else(of_unit)?;
    let is_calendar = is_months(value);
    Some(Quantity { value, unit: Unit::Hours, bound: Bound::Most, is_interval: true, is_calendar, at: at..at + 2 })
}

fn adverb(words: &[Word], at: usize) -> Option<Quantity> {
    let word = &words.get(at)?.text;
    let value = ADVERBS.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, value)| *value);
    let half = |next: &str| words.get(at + 1).is_some_and(|word| word.text.starts_with(next));
    let (value, length) = match (value, word.as_str()) {
        // "zweimal jährlich", "2 x täglich" are read at the number.
        (Some(value), _) => (value, 1),
        (None, "semi" | "half") if half("annual") || half("yearly") => (6.0 * MONTH, 2),
        (None, "bi") if half("annual") => (6.0 * MONTH, 2),
        _ => return None,
    };
    // How often, not how seldom: "mindestens jährlich" is an interval of a year at most.
    let is_calendar = is_months(value);
    Some(Quantity { value, unit: Unit::Hours, bound: Bound::Most, is_interval: true, is_calendar, at: at..at + length })
}

/// "einmal im Jahr", "twice a year", "zweimal jährlich": an interval.
fn times(words: &[Word], at: usize) -> Option<Quantity> {
    let (_, times) = TIMES.iter().find(|(word, _)| words.get(at).is_some_and(|own| own.text == *word))?;
    let near = words.get(at + 1..)?.iter().take(3).enumerate();
    let (distance, value) = near.into_iter().find_map(|(distance, word)| {
        let every = ADVERBS.iter().find(|(stem, _)| word.text.starts_with(stem)).map(|(_, value)| *value);
        let unit = || unit_of(&word.text).filter(|(unit, _)| *unit == Unit::Hours).map(|(_, value)| value);
        Some((distance, every.or_else(unit)?))
    })?;
    // Half a year is six months, and half a day twelve hours.
    let share = value / times;
    let value = if *times > 1.0 && share >= MONTH { (share / MONTH).round() * MONTH } else { share };
    Some(Quantity {
        value,
        unit: Unit::Hours,
        bound: Bound::Most,
        is_interval: true,
        is_calendar: is_months(value),
        at: at..at + distance + 2,
    })
}

/// Words that may stand between a number and its unit: "fünf fehlgeschlagenen Login-Versuchen".
const BETWEEN: usize = 3;

fn number(text: &str, words: &[Word], at: usize) -> Option<Quantity> {
    let (value, glued, after) = value_at(text, words, at)?;
    // A range counts as its last number: "14 bis 30 Tage".
    let (value, glued, after) = range_end(text, words, after).unwrap_or((value, glued, after));
    let (unit, factor, end) = match glued.as_deref().and_then(unit_of) {
        Some((unit, factor)) => (unit, factor, after),
        None if percent(text, words, after) => (Unit::Percent, 1.0, after),
        None => unit_behind(words, after)?,
    };
    let is_interval = unit == Unit::Hours && says_interval(words, at);
    let bound = if is_interval { Bound::Most } else { bound(words, at, end) };
    let is_calendar = unit == Unit::Hours && is_months(factor);
    Some(Quantity { value: value * factor, unit, bound, is_interval, is_calendar, at: at..end })
}

/// The number at a word, the letters glued to it, and the word behind.
fn value_at(text: &str, words: &[Word], at: usize) -> Option<(f64, Option<String>, usize)> {
    let word = words.get(at)?;
    if let Some((_, value)) = NUMBERS.iter().find(|(name, _)| word.text == *name) {
        return Some((*value, None, at + 1));
    }
    let digits = word.text.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 || digits > 9 {
        return None;
    }
    let (number, glued) = word.text.split_at(digits);
    let mut value: f64 = number.parse().ok()?;
    let mut after = at + 1;
    // "1.000 Tage" and "99,9 %": the sign between two numbers says which. Versions ("TLS 1.2") are read by whoever wants them.
    if let Some((sign, next)) = joined(text, words, at).filter(|_| glued.is_empty()) {
        let decimals: f64 = next.text.parse().ok()?;
        let places = i32::try_from(next.text.len()).ok()?;
        let is_thousands = next.text.len() == 3 && sign == '.' || next.text.len() == 3 && sign == ',';
        value = if is_thousands { value * 1000.0 + decimals } else { value + decimals / 10f64.powi(places) };
        after += 1;
    }
    Some((value, (!glued.is_empty()).then(|| glued.to_owned()), after))
}

/// The sign and the word that follow a number without a space.
fn joined<'w>(text: &str, words: &'w [Word], at: usize) -> Option<(char, &'w Word)> {
    let (word, next) = (words.get(at)?, words.get(at + 1)?);
    let between = text.get(word.at.end..next.at.start)?;
    let sign = between.chars().next().filter(|sign| matches!(sign, '.' | ',') && between.len() == 1)?;
    next.text.chars().all(|sign| sign.is_ascii_digit()).then_some((sign, next))
}

fn range_end(text: &str, words: &[Word], after: usize) -> Option<(f64, Option<String>, usize)> {
    let between = text.get(words.get(after.checked_sub(1)?)?.at.end..words.get(after)?.at.start)?.trim();
    match words.get(after)?.text.as_str() {
        "bis" | "to" => value_at(text, words, after + 1),
        _ if matches!(between, "-" | "–") => value_at(text, words, after),
        _ => None,
    }
}

fn percent(text: &str, words: &[Word], after: usize) -> bool {
    let end = after.checked_sub(1).and_then(|last| words.get(last)).map_or(0, |word| word.at.end);
    text.get(end..).is_some_and(|rest| rest.trim_start().starts_with('%'))
}

fn unit_of(word: &str) -> Option<(Unit, f64)> {
    match word {
        "h" | "std" | "hrs" | "hr" => Some((Unit::Hours, HOUR)),
        "min" | "mins" => Some((Unit::Hours, HOUR / 60.0)),
        "d" => Some((Unit::Hours, DAY)),
        _ => UNITS.iter().find(|(stem, ..)| word.starts_with(stem)).map(|(_, unit, factor)| (*unit, *factor)),
    }
}

/// The unit behind a number, and the word behind it.
fn unit_behind(words: &[Word], after: usize) -> Option<(Unit, f64, usize)> {
    let part = words.get(after.checked_sub(1)?)?.part;
    let near = words.get(after..)?.iter().take(BETWEEN).take_while(|word| word.part == part);
    for (distance, word) in near.enumerate() {
        if let Some((unit, factor)) = unit_of(&word.text) {
            return Some((unit, factor, after + distance + 1));
        }
        // Another number begins its own quantity.
        if word.text.starts_with(|sign: char| sign.is_ascii_digit()) {
            return None;
        }
    }
    None
}

/// Whether a number is said to come again: "alle drei Monate", "every 90 days".
fn says_interval(words: &[Word], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|place| words.get(place)).map(|word| word.text.as_str());
    matches!(before(1), Some("alle" | "aller" | "every" | "each" | "jede" | "jeden"))
        || matches!((before(2), before(1)), (Some("abstand" | "abstaenden" | "turnus"), Some("von")))
        || matches!((before(2), before(1)), (Some("intervals"), Some("of")))
}

#[cfg(test)]
mod tests {
    use super::table::YEAR;
    use super::*;
    use crate::recognise::words::words;

    fn read(text: &str) -> Vec<(f64, Unit, Bound, bool)> {
        let all = quantities(text, &words(text)).into_iter();
        all.map(|found| (found.value, found.unit, found.bound, found.is_interval)).collect()
    }

    #[test]
    fn numbers_have_units_and_a_direction() {
        assert_eq!(read("mindestens 12 Zeichen"), [(12.0, Unit::Characters, Bound::Least, false)]);
        assert_eq!(read("Passwörter haben zwölf Zeichen"), [(12.0, Unit::Characters, Bound::Plain, false)]);
        assert_eq!(read("AES mit 256bit"), [(256.0, Unit::Bits, Bound::Plain, false)]);
        assert_eq!(read("AES with 256-bit keys"), [(256.0, Unit::Bits, Bound::Plain, false)]);
        assert_eq!(read("bis zu 30 Tage aufbewahrt"), [(720.0, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("nicht länger als 30 Tage"), [(720.0, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("kept for no longer than six months"), [(6.0 * MONTH, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("länger als 30 Tage"), [(720.0, Unit::Hours, Bound::Least, false)]);
        assert_eq!(read("binnen 24 Stunden"), [(24.0, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("nach fünf fehlgeschlagenen Login-Versuchen"), [(5.0, Unit::Attempts, Bound::Most, false)]);
        assert_eq!(read("1.000 Tage"), [(24_000.0, Unit::Hours, Bound::Plain, false)]);
        assert_eq!(read("zu 99,95 % verfügbar"), [(99.95, Unit::Percent, Bound::Plain, false)]);
        assert_eq!(read("14 bis 30 Tage"), [(720.0, Unit::Hours, Bound::Plain, false)]);
        assert_eq!(read("in zwei Verfügbarkeitszonen"), [(2.0, Unit::Zones, Bound::Plain, false)]);
    }

    #[test]
    fn intervals_say_how_often() {
        for (text, hours) in [
            ("täglich gesichert", DAY),
            ("alle drei Monate", 3.0 * MONTH),
            ("every 90 days", 90.0 * DAY),
            ("einmal im Jahr", YEAR),
            ("twice a year", 6.0 * MONTH),
            ("zweimal jährlich", 6.0 * MONTH),
            ("zweimal täglich", DAY / 2.0),
            ("at least annually", YEAR),
            ("Vierteljährliche Prüfung", 3.0 * MONTH),
        ] {
            assert_eq!(read(text), [(hours, Unit::Hours, Bound::Most, true)], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in ["Art. 32 DSGVO", "ISO 27001", "TLS 1.2", "im Jahr 2024", "Abschnitt 3"] {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
    }
}
