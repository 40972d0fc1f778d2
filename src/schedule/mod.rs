//! How far apart the runs of a schedule lie at most.
//!
//! In: a schedule expression of AWS, `cron(0 5 ? * * *)` or `rate(12 hours)`. Out: the longest time between two runs in
//! hours. What cannot be said for certain is `None`. No SDK, no clock.
//!
//! "Setting a schedule pattern for scheduled rules (legacy) in Amazon EventBridge" (EventBridge User Guide): six fields,
//! minutes to year. AWS Backup and Data Lifecycle Manager refer to it.

mod field;

use field::{DayOfMonth, DayOfWeek, days_of_month, days_of_week, numbers};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The longest time between two runs in hours, by the clock on the wall: where clocks are put back, one run comes an hour
/// later than the day before.
pub fn longest_gap_hours(expression: &str) -> Option<f64> {
    let text = expression.trim();
    if let Some(rate) = inside(text, "rate") {
        return rate_hours(rate);
    }
    Cron::parse(inside(text, "cron").unwrap_or(text))?.longest_gap_hours()
}

/// What stands between the brackets of `name(…)`.
fn inside<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.strip_prefix(name)?.trim_start().strip_prefix('(')?.strip_suffix(')')
}

fn rate_hours(text: &str) -> Option<f64> {
    let mut words = text.split_whitespace();
    let (value, unit) = (words.next()?.parse::<u32>().ok()?, words.next()?);
    if value == 0 || words.next().is_some() {
        return None;
    }
    let hours = match unit {
        "minute" | "minutes" => 1.0 / 60.0,
        "hour" | "hours" => 1.0,
        "day" | "days" => 24.0,
        _ => return None,
    };
    Some(f64::from(value) * hours)
}

/// A cron expression that runs every year.
struct Cron {
    /// Minutes of the day at which it runs.
    times: BTreeSet<i64>,
    months: BTreeSet<i64>,
    days_of_month: Vec<DayOfMonth>,
    days_of_week: Vec<DayOfWeek>,
}

impl Cron {
    fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, day_of_month, month, day_of_week, year] = fields.as_slice() else { return None };
        // One that names years ends some day; when, is a question to the clock.
        if *year != "*" {
            return None;
        }
        let (minutes, hours) = (numbers(minutes, 0, 59, &[])?, numbers(hours, 0, 23, &[])?);
        let times = hours.iter().flat_map(|hour| minutes.iter().map(move |minute| hour * 60 + minute)).collect();
        // AWS wants a `?` in one of the two; what both of them together mean is not documented.
        let any = |field: &str| field == "?" || field == "*";
        if !any(day_of_month) && !any(day_of_week) {
            return None;
        }
        Some(Self {
            times,
            months: numbers(month, 1, 12, &field::MONTHS)?,
            days_of_month: days_of_month(day_of_month)?,
            days_of_week: days_of_week(day_of_week)?,
        })
    }

    fn runs_on(&self, date: Date) -> bool {
        self.months.contains(&i64::from(date.month()))
            && self.days_of_month.iter().any(|day| day.is(date))
            && self.days_of_week.iter().any(|day| day.is(date))
    }

    /// Goes through a whole turn of the calendar: after 28 years weekdays and leap years fall together again.
    fn longest_gap_hours(&self) -> Option<f64> {
        const DAY: i64 = 24 * 60;
        let (first, last) = (*self.times.first()?, *self.times.last()?);
        let within_a_day = self.times.iter().zip(self.times.iter().skip(1)).map(|(early, late)| late - early).max();
        let mut longest = None;
        let mut before = None;
        let days = jiff::civil::date(2024, 1, 1).series(jiff::Span::new().days(1)).take(28 * 366);
        for (index, _) in (0_i64..).zip(days).filter(|(_, date)| self.runs_on(*date)) {
            let since = before.map(|before| index * DAY + first - before);
            longest = longest.max(since);
            before = Some(index * DAY + last);
        }
        // A single run in all these years leaves no gap to speak of.
        let minutes = i32::try_from(longest?.max(within_a_day.unwrap_or(0))).ok()?;
        Some(f64::from(minutes) / 60.0)
    }
}

#[cfg(test)]
mod tests;
