//! Numbers with their units and their direction: "mindestens 12 Zeichen", "alle drei Monate", "bis zu 30 Tage", "256bit".
//!
//! In: a sentence. Out: every quantity in it. Numbers as digits in German and English form, as words, or in a word of its own
//! ("täglich", "quarterly").

mod bound;
mod interval;
mod number;
mod numeral;
mod table;

use super::words::Word;
use interval::{adverb, each, times};
use number::{number, one, range};
use std::ops::Range;
use table::{DAY, EVEN, HOUR, LONGEST, MONTH, UNITS};

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
            .or_else(|| one(words, next))
            .map(|quantity| vec![quantity])
            .or_else(|| range(text, words, next))
            .or_else(|| number(text, words, next).map(|quantity| vec![quantity]))
            .unwrap_or_default();
        next = found.iter().map(|quantity| quantity.at.end).max().unwrap_or_default().max(next + 1);
        all.extend(found);
    }
    all
}

/// The unit that a word names, and what one of it is.
fn unit_of(word: &str) -> Option<(Unit, f64)> {
    match word {
        "h" | "std" | "hrs" | "hr" => Some((Unit::Hours, HOUR)),
        "min" | "mins" => Some((Unit::Hours, HOUR / 60.0)),
        "d" => Some((Unit::Hours, DAY)),
        _ => UNITS.iter().find(|(stem, ..)| word.starts_with(stem)).map(|(_, unit, factor)| (*unit, *factor)),
    }
}

#[cfg(test)]
mod tests {
    use super::table::{WEEK, YEAR};
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
        assert_eq!(read("deleted no later than 30 days"), [(720.0, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("länger als 30 Tage"), [(720.0, Unit::Hours, Bound::Least, false)]);
        assert_eq!(read("binnen 24 Stunden"), [(24.0, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("nach fünf fehlgeschlagenen Login-Versuchen"), [(5.0, Unit::Attempts, Bound::Most, false)]);
        assert_eq!(read("1.000 Tage"), [(24_000.0, Unit::Hours, Bound::Plain, false)]);
        assert_eq!(read("zu 99,95 % verfügbar"), [(99.95, Unit::Percent, Bound::Plain, false)]);
        assert_eq!(read("nicht weniger als 30 Tage"), [(720.0, Unit::Hours, Bound::Least, false)]);
        assert_eq!(read("must not be held for longer than 30 days"), [(720.0, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("at least four hundred (400) days"), [(9600.0, Unit::Hours, Bound::Least, false)]);
        assert_eq!(read("within a day"), [(DAY, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("nach einem halben Jahr"), [(6.0 * MONTH, Unit::Hours, Bound::Most, false)]);
        assert_eq!(read("in zwei Verfügbarkeitszonen"), [(2.0, Unit::Zones, Bound::Plain, false)]);
    }

    #[test]
    fn ranges_have_two_ends() {
        for text in [
            "14 bis 30 Tage",
            "14–30 Tage",
            "between 14 and 30 days",
            "mindestens 14, höchstens 30 Tage",
            "mindestens 14 und maximal 30 Tage",
            "at least 14 and at most 30 days",
        ] {
            let ends = [(14.0 * DAY, Unit::Hours, Bound::Least, false), (30.0 * DAY, Unit::Hours, Bound::Most, false)];
            assert_eq!(read(text), ends, "{text}");
        }
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
            ("jeden Dienstag", WEEK),
            ("im Monatsrhythmus", MONTH),
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
