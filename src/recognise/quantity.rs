//! Numbers with their units and their direction: "mindestens 12 Zeichen", "alle drei Monate", "bis zu 30 Tage", "256bit".
//!
//! In: a sentence. Out: every quantity in it. Numbers as digits in German and English form, as words, or in a word of its own
//! ("täglich", "quarterly").

use super::words::{Word, words};
use std::ops::Range;

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
    /// Nothing that is known here.
    Other,
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

const HOUR: f64 = 1.0;
const DAY: f64 = 24.0;
const WEEK: f64 = 7.0 * DAY;
/// A month in hours where so much is promised at least; at most, [`Quantity::longest`] counts.
const MONTH: f64 = 30.0 * DAY;
const YEAR: f64 = 365.0 * DAY;
/// How far from a whole number what was counted in whole numbers may be.
const EVEN: f64 = 0.001;
/// The most days that so many months in a row have, from one to twelve.
const LONGEST: [f64; 12] = [31.0, 62.0, 92.0, 123.0, 153.0, 184.0, 215.0, 245.0, 276.0, 306.0, 337.0, 365.0];

/// The quantities of a sentence, in its order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let words = words(text);
    let mut all: Vec<Quantity> = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let found = times(&words, next)
            .or_else(|| each(&words, next))
            .or_else(|| adverb(&words, next))
            .or_else(|| number(text, &words, next));
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

/// Words that are an interval by themselves, by how they begin.
const ADVERBS: &[(&str, f64)] = &[
    ("stuendlich", HOUR),
    ("hourly", HOUR),
    ("werktaeglich", DAY),
    ("taeglich", DAY),
    ("tagesaktuell", DAY),
    ("naechtlich", DAY),
    ("allnaechtlich", DAY),
    ("arbeitstaeglich", DAY),
    ("daily", DAY),
    ("nightly", DAY),
    ("woechentlich", WEEK),
    ("weekly", WEEK),
    ("monatlich", MONTH),
    ("monthly", MONTH),
    ("vierteljaehrlich", 3.0 * MONTH),
    ("quartalsweise", 3.0 * MONTH),
    ("quartaerlich", 3.0 * MONTH),
    ("quarterly", 3.0 * MONTH),
    ("halbjaehrlich", 6.0 * MONTH),
    ("jaehrlich", YEAR),
    ("alljaehrlich", YEAR),
    ("annual", YEAR),
    ("yearly", YEAR),
];

/// Words that make an interval of the unit behind them: "jeden Tag", "every night".
const EACH: &[&str] = &["jeden", "jede", "jedes", "jeder", "every", "each", "pro", "per"];
const NIGHTS: &[&str] = &["nacht", "night", "werktag", "arbeitstag", "working"];

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

/// Whether a unit is so many months.
fn is_months(hours: f64) -> bool {
    let months = hours / MONTH;
    months >= 1.0 && months.fract().abs() < EVEN
}

/// Words for how many times.
const TIMES: &[(&str, f64)] =
    &[("einmal", 1.0), ("once", 1.0), ("zweimal", 2.0), ("twice", 2.0), ("dreimal", 3.0), ("viermal", 4.0)];

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

/// Numbers as words.
const NUMBERS: &[(&str, f64)] = &[
    ("ein", 1.0),
    ("eine", 1.0),
    ("einem", 1.0),
    ("einen", 1.0),
    ("einer", 1.0),
    ("eines", 1.0),
    ("one", 1.0),
    ("zwei", 2.0),
    ("two", 2.0),
    ("drei", 3.0),
    ("three", 3.0),
    ("vier", 4.0),
    ("four", 4.0),
    ("fuenf", 5.0),
    ("five", 5.0),
    ("sechs", 6.0),
    ("six", 6.0),
    ("sieben", 7.0),
    ("seven", 7.0),
    ("acht", 8.0),
    ("eight", 8.0),
    ("neun", 9.0),
    ("nine", 9.0),
    ("zehn", 10.0),
    ("ten", 10.0),
    ("elf", 11.0),
    ("eleven", 11.0),
    ("zwoelf", 12.0),
    ("twelve", 12.0),
    ("vierzehn", 14.0),
    ("fourteen", 14.0),
    ("fuenfzehn", 15.0),
    ("fifteen", 15.0),
    ("sechzehn", 16.0),
    ("sixteen", 16.0),
    ("zwanzig", 20.0),
    ("twenty", 20.0),
    ("vierundzwanzig", 24.0),
    ("dreissig", 30.0),
    ("thirty", 30.0),
    ("sechzig", 60.0),
    ("sixty", 60.0),
    ("neunzig", 90.0),
    ("ninety", 90.0),
    ("hundert", 100.0),
    ("hundred", 100.0),
];

/// Units by how their words begin.
const UNITS: &[(&str, Unit, f64)] = &[
    ("stunde", Unit::Hours, HOUR),
    ("hour", Unit::Hours, HOUR),
    ("minute", Unit::Hours, HOUR / 60.0),
    ("tag", Unit::Hours, DAY),
    ("day", Unit::Hours, DAY),
    ("werktag", Unit::Hours, DAY),
    ("arbeitstag", Unit::Hours, DAY),
    ("kalendertag", Unit::Hours, DAY),
    ("business", Unit::Hours, DAY),
    ("woche", Unit::Hours, WEEK),
    ("week", Unit::Hours, WEEK),
    ("monat", Unit::Hours, MONTH),
    ("month", Unit::Hours, MONTH),
    ("halbjahr", Unit::Hours, 6.0 * MONTH),
    ("quartal", Unit::Hours, 3.0 * MONTH),
    ("quarter", Unit::Hours, 3.0 * MONTH),
    ("jahr", Unit::Hours, YEAR),
    ("year", Unit::Hours, YEAR),
    ("zeichen", Unit::Characters, 1.0),
    ("stelle", Unit::Characters, 1.0),
    ("stellig", Unit::Characters, 1.0),
    ("character", Unit::Characters, 1.0),
    ("buchstaben", Unit::Characters, 1.0),
    ("bit", Unit::Bits, 1.0),
    ("prozent", Unit::Percent, 1.0),
    ("percent", Unit::Percent, 1.0),
    ("versuch", Unit::Attempts, 1.0),
    ("fehlversuch", Unit::Attempts, 1.0),
    ("anmeldung", Unit::Attempts, 1.0),
    ("eingabe", Unit::Attempts, 1.0),
    ("wrong", Unit::Attempts, 1.0),
    ("failed", Unit::Attempts, 1.0),
    ("unsuccessful", Unit::Attempts, 1.0),
    ("anmeldeversuch", Unit::Attempts, 1.0),
    ("loginversuch", Unit::Attempts, 1.0),
    ("fehlanmeldung", Unit::Attempts, 1.0),
    ("fehleingabe", Unit::Attempts, 1.0),
    ("falscheingabe", Unit::Attempts, 1.0),
    ("attempt", Unit::Attempts, 1.0),
    ("failure", Unit::Attempts, 1.0),
    ("person", Unit::People, 1.0),
    ("people", Unit::People, 1.0),
    ("administrator", Unit::People, 1.0),
    ("admin", Unit::People, 1.0),
    ("mitarbeite", Unit::People, 1.0),
    ("employee", Unit::People, 1.0),
    ("zone", Unit::Zones, 1.0),
    ("availability", Unit::Zones, 1.0),
    ("verfuegbarkeitszone", Unit::Zones, 1.0),
    ("rechenzent", Unit::Zones, 1.0),
    ("datacent", Unit::Zones, 1.0),
    ("data", Unit::Zones, 1.0),
];

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
    "weniger",
    "fewer",
    "less",
    "unter",
    "under",
];
/// At least, unless denied: "mehr als 30", but "nicht länger als 30".
const MORE: &[&str] =
    &["laenger", "longer", "mehr", "more", "ueber", "over", "exceed", "exceeding", "ueberschreit", "ueberschreiten"];
const DENIED: &[&str] = &["nicht", "not", "no", "keine", "kein", "keinesfalls", "never", "nie"];

/// How far before the number, and behind it, a word of direction may stand.
const DIRECTION: usize = 4;

fn bound(words: &[Word], at: usize, end: usize) -> Bound {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(f64, Unit, Bound, bool)> {
        quantities(text).into_iter().map(|found| (found.value, found.unit, found.bound, found.is_interval)).collect()
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
