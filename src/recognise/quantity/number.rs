//! Numbers with their units: "12 Zeichen", "14 bis 30 Tage", "sixty (60) minutes", "half a year".

use super::bound::{bound, is_direction};
use super::numeral::numeral;
use super::table::{EACH, MONTH, is_months};
use super::{Bound, Quantity, Unit, unit_of};
use crate::recognise::words::Word;

/// "within a day", "half a year", "ein halbes Jahr": a unit by itself.
pub(super) fn one(words: &[Word], at: usize) -> Option<Quantity> {
    let text = |place: usize| words.get(place).map_or("", |word| word.text.as_str());
    let time = |place: usize| unit_of(text(place)).filter(|(unit, _)| *unit == Unit::Hours).map(|(_, hours)| hours);
    let is_article = |place: usize| matches!(text(place), "a" | "an");
    let (hours, end) = match text(at) {
        "half" if is_article(at + 1) => (time(at + 2)? / 2.0, at + 3),
        "ein" | "eine" | "einem" | "einen" | "einer" | "eines" if text(at + 1).starts_with("halbe") => {
            (time(at + 2)? / 2.0, at + 3)
        }
        word if word.starts_with("halbe") => (time(at + 1)? / 2.0, at + 2),
        "a" | "an" if at > 0 && matches!(text(at - 1), "within" | "after" | "for" | "than" | "in") => {
            (time(at + 1)?, at + 2)
        }
        _ => return None,
    };
    // Half a year is six months.
    let hours = if hours >= MONTH { (hours / MONTH).round() * MONTH } else { hours };
    let is_interval = at > 0 && EACH.contains(&text(at - 1));
    let bound = if is_interval { Bound::Most } else { bound(words, at, end) };
    Some(Quantity { value: hours, unit: Unit::Hours, bound, is_interval, is_calendar: is_months(hours), at: at..end })
}

/// "14 bis 30 Tage", "between 7 and 35 days", "mindestens drei, höchstens fünf Jahre": both ends, the lower at least, the upper at most.
pub(super) fn range(text: &str, words: &[Word], at: usize) -> Option<Vec<Quantity>> {
    let (low, glued, after) = value_at(text, words, at)?;
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", |word| word.text.as_str());
    let next = words.get(after).map_or("", |word| word.text.as_str());
    let between = text.get(words.get(after.checked_sub(1)?)?.at.end..words.get(after)?.at.start)?.trim();
    let from = match next {
        _ if glued.is_some() => return None,
        "bis" | "to" => after + 1,
        "und" | "and" if matches!(before, "zwischen" | "between") => after + 1,
        "und" | "and" | "but" | "aber" => {
            let led = words.get(after + 1..after + 3)?.iter().any(|word| is_direction(&word.text));
            led.then_some(after + 1)?
        }
        _ if matches!(between, "-" | "–") => after,
        _ if between == "," && (is_direction(next) || next == "at") => after,
        _ => return None,
    };
    let leads = |place: &usize| {
        words.get(*place).is_some_and(|word| is_direction(&word.text) || matches!(word.text.as_str(), "at" | "zu"))
    };
    let from = from + (from..from + 3).take_while(leads).count();
    let high = number(text, words, from).filter(|high| !high.is_interval)?;
    let (unit, factor) = (high.unit, high.value / value_at(text, words, from)?.0);
    let is_rising = low * factor < high.value;
    if !is_rising || says_interval(words, at) {
        return None;
    }
    let lower = Quantity { value: low * factor, unit, bound: Bound::Least, at: at..after, ..high.clone() };
    Some(vec![lower, Quantity { bound: Bound::Most, ..high }])
}

/// Words that may stand between a number and its unit: "fünf fehlgeschlagenen Login-Versuchen".
const BETWEEN: usize = 3;

pub(super) fn number(text: &str, words: &[Word], at: usize) -> Option<Quantity> {
    let (value, glued, after) = value_at(text, words, at)?;
    let after = repeated(text, words, value, after);
    // A range that falls counts as its last number.
    let (value, glued, after) = range_end(text, words, after).unwrap_or((value, glued, after));
    let (unit, factor, end) = match glued.as_deref().and_then(unit_of) {
        Some((unit, factor)) => (unit, factor, after),
        None if percent(text, words, after) => (Unit::Percent, 1.0, after),
        None => unit_behind(text, words, after)?,
    };
    let is_interval = unit == Unit::Hours && says_interval(words, at);
    let bound = if is_interval { Bound::Most } else { bound(words, at, end) };
    let is_calendar = unit == Unit::Hours && is_months(factor);
    Some(Quantity { value: value * factor, unit, bound, is_interval, is_calendar, at: at..end })
}

/// "sixty (60) minutes": the word behind a number that is said again in digits.
fn repeated(text: &str, words: &[Word], value: f64, after: usize) -> usize {
    let between = || text.get(words.get(after.checked_sub(1)?)?.at.end..words.get(after)?.at.start);
    let again = || words.get(after).and_then(|word| word.text.parse::<f64>().ok());
    if between().is_some_and(|between| between.trim() == "(") && again() == Some(value) { after + 1 } else { after }
}

/// The number at a word, the letters glued to it, and the word behind.
fn value_at(text: &str, words: &[Word], at: usize) -> Option<(f64, Option<String>, usize)> {
    let word = words.get(at)?;
    if let Some((value, taken)) = numeral(words, at) {
        return Some((value, None, at + taken));
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

/// The unit behind a number, and the word behind it.
fn unit_behind(text: &str, words: &[Word], after: usize) -> Option<(Unit, f64, usize)> {
    let (number, next) = (words.get(after.checked_sub(1)?)?, words.get(after)?);
    // Behind "sixty (60)" a part of the sentence ends, and goes on.
    let closes = text.get(number.at.end..next.at.start).is_some_and(|between| between.trim() == ")");
    let part = if closes { next.part } else { number.part };
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
