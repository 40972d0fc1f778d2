//! The fields of a cron expression.
//!
//! In: the text of a field. Out: the numbers or days that it stands for; `None` for what is not documented.

use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// Names of months, from 1.
pub(super) const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Names of weekdays, from 1.
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A list of numbers, ranges and steps: `5`, `1-5`, `*/6`, `0/15`, `MON,WED`. `names` count from `lowest`.
pub(super) fn numbers(text: &str, lowest: i64, highest: i64, names: &[&str]) -> Option<BTreeSet<i64>> {
    let number = |text: &str| {
        let named = names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let value = match named {
            Some(index) => lowest + i64::try_from(index).ok()?,
            None => text.parse().ok()?,
        };
        (lowest..=highest).contains(&value).then_some(value)
    };
    let mut all = BTreeSet::new();
    for item in text.split(',') {
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, Some(step.parse::<usize>().ok().filter(|step| *step > 0)?)),
            None => (item, None),
        };
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (number(from)?, number(to)?),
            None if range == "*" => (lowest, highest),
            None if step.is_some() => (number(range)?, highest),
            None => (number(range)?, number(range)?),
        };
        if from > to {
            return None;
        }
        all.extend((from..=to).step_by(step.unwrap_or(1)));
    }
    Some(all)
}

/// A day by its place in the month.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DayOfMonth {
    Any,
    Number(i64),
    Last,
}

impl DayOfMonth {
    pub(super) fn is(&self, date: Date) -> bool {
        match self {
            Self::Any => true,
            Self::Number(number) => i64::from(date.day()) == *number,
            Self::Last => date.day() == date.days_in_month(),
        }
    }
}

/// `W`, the nearest weekday, may leave the month; it is not decided.
pub(super) fn days_of_month(text: &str) -> Option<Vec<DayOfMonth>> {
    match text {
        "?" | "*" => Some(vec![DayOfMonth::Any]),
        "L" => Some(vec![DayOfMonth::Last]),
        _ => Some(numbers(text, 1, 31, &[])?.into_iter().map(DayOfMonth::Number).collect()),
    }
}

/// A day by its weekday, 1 for Sunday.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DayOfWeek {
    Any,
    Weekday(i64),
    /// The last such weekday of the month.
    Last(i64),
    /// The n-th such weekday of the month.
    Nth(i64, i64),
}

impl DayOfWeek {
    pub(super) fn is(&self, date: Date) -> bool {
        let weekday = i64::from(date.weekday().since(Weekday::Sunday)) + 1;
        let day = i64::from(date.day());
        match self {
            Self::Any => true,
            Self::Weekday(own) => weekday == *own,
            Self::Last(own) => weekday == *own && day + 7 > i64::from(date.days_in_month()),
            Self::Nth(own, nth) => weekday == *own && (day - 1) / 7 + 1 == *nth,
        }
    }
}

pub(super) fn days_of_week(text: &str) -> Option<Vec<DayOfWeek>> {
    let weekday = |text: &str| numbers(text, 1, 7, &WEEKDAYS).filter(|days| days.len() == 1)?.into_iter().next();
    if text == "?" || text == "*" {
        return Some(vec![DayOfWeek::Any]);
    }
    if text == "L" {
        return Some(vec![DayOfWeek::Weekday(7)]);
    }
    if let Some((day, nth)) = text.split_once('#') {
        let nth = nth.parse().ok().filter(|nth| (1..=5).contains(nth))?;
        return Some(vec![DayOfWeek::Nth(weekday(day)?, nth)]);
    }
    // Names of weekdays hold no L.
    if let Some(day) = text.strip_suffix('L') {
        return Some(vec![DayOfWeek::Last(weekday(day)?)]);
    }
    Some(numbers(text, 1, 7, &WEEKDAYS)?.into_iter().map(DayOfWeek::Weekday).collect())
}
