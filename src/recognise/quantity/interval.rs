//! How often something is done, in words: "täglich", "every night", "twice a year".

use super::table::{ADVERBS, DAY, EACH, MONTH, NIGHTS, TIMES, WEEK, WEEKDAYS, is_months};
use super::{Bound, Quantity, Unit, unit_of};
use crate::recognise::words::Word;

/// "jeden Tag", "every night", "each month".
pub(super) fn each(words: &[Word], at: usize) -> Option<Quantity> {
    words.get(at).filter(|word| EACH.contains(&word.text.as_str()))?;
    let next = &words.get(at + 1)?.text;
    let of_unit = || unit_of(next).filter(|(unit, _)| *unit == Unit::Hours).map(|(_, value)| value);
    let begins = |list: &[&str]| list.iter().any(|word| next.starts_with(word));
    let value = if begins(WEEKDAYS) { Some(WEEK) } else { begins(NIGHTS).then_some(DAY).or_else(of_unit) }?;
    let is_calendar = is_months(value);
    Some(Quantity { value, unit: Unit::Hours, bound: Bound::Most, is_interval: true, is_calendar, at: at..at + 2 })
}

pub(super) fn adverb(words: &[Word], at: usize) -> Option<Quantity> {
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
pub(super) fn times(words: &[Word], at: usize) -> Option<Quantity> {
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
