//! Rows: what tomscan knows, each value as what it is, and empty fields for people.
//!
//! In: values. Out: cells. A point in time is one for a spreadsheet too, so that rows can be sorted and filtered by it.

use super::cell;
use super::column::{Answer, Column};
use super::height::height;
use super::style::{Style, Told};
use crate::review::paper::words;
use crate::text::Lang;
use jiff::Timestamp;
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

/// What a cell holds.
pub(super) enum Value {
    Nothing,
    Sentence(String),
    Name(String),
    Command(String),
    Number(f64),
    Date(Date),
    /// RFC 3339, UTC.
    Time(String),
}

impl Value {
    /// What may take several lines.
    fn text(&self) -> &str {
        match self {
            Self::Sentence(text) | Self::Name(text) | Self::Command(text) => text,
            Self::Nothing | Self::Number(_) | Self::Date(_) | Self::Time(_) => "",
        }
    }

    /// A number of things.
    pub(super) fn count(count: u64) -> Self {
        Self::Number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)))
    }
}

/// A row of what tomscan knows.
pub(super) struct Row {
    /// As many as there are columns of tomscan.
    pub(super) values: Vec<Value>,
    /// Whether there is nothing left to do.
    pub(super) ended: bool,
}

/// Writes a row. Fields of people stay empty.
pub(super) fn write(
    sheet: &mut Worksheet,
    line: u32,
    columns: &[Column],
    row: &Row,
    style: &Style,
    lang: Lang,
) -> Result<(), XlsxError> {
    let told = if row.ended { &style.ended } else { &style.told };
    let texts = row.values.iter().zip(columns).map(|(value, column)| (value.text(), column.width));
    sheet.set_row_height(line, height(texts))?;
    let mut values = row.values.iter();
    for (at, column) in (0..).zip(columns) {
        match column.answer {
            None => write_value(sheet, line, at, values.next().unwrap_or(&Value::Nothing), told, lang)?,
            Some(Answer::Date) => blank(sheet, line, at, &style.date_field)?,
            Some(Answer::Words | Answer::OneOf(_)) => blank(sheet, line, at, &style.field)?,
        }
    }
    Ok(())
}

fn blank(sheet: &mut Worksheet, line: u32, at: u16, format: &Format) -> Result<(), XlsxError> {
    sheet.write_blank(line, at, format).map(|_| ())
}

fn write_value(
    sheet: &mut Worksheet,
    line: u32,
    at: u16,
    value: &Value,
    told: &Told,
    lang: Lang,
) -> Result<(), XlsxError> {
    match value {
        Value::Nothing => sheet.write_blank(line, at, &told.text),
        Value::Sentence(text) => sheet.write_string_with_format(line, at, cell::sentence(text, lang), &told.text),
        Value::Name(text) => sheet.write_string_with_format(line, at, cell::name(text, lang), &told.text),
        Value::Command(text) => {
            let format = if text.starts_with(|c: char| c.is_ascii_lowercase()) { &told.command } else { &told.text };
            sheet.write_string_with_format(line, at, cell::command(text, lang), format)
        }
        Value::Number(number) => sheet.write_number_with_format(line, at, *number, &told.number),
        Value::Date(date) => match day(*date) {
            Some(day) => sheet.write_datetime_with_format(line, at, &day, &told.date),
            None => sheet.write_string_with_format(line, at, date.to_string(), &told.text),
        },
        Value::Time(time) => match moment(time) {
            Some(moment) => sheet.write_datetime_with_format(line, at, &moment, &told.time),
            None => sheet.write_string_with_format(line, at, cell::name(&words::time(time), lang), &told.text),
        },
    }
    .map(|_| ())
}

/// A date that Excel knows: none before 1900.
fn day(date: Date) -> Option<ExcelDateTime> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, month, day).ok()
}

fn moment(time: &str) -> Option<ExcelDateTime> {
    ExcelDateTime::from_timestamp(time.parse::<Timestamp>().ok()?.as_second()).ok()
}

#[cfg(test)]
mod tests {
    use super::{day, moment};
    use jiff::civil::date;

    #[test]
    fn what_is_no_time_for_a_spreadsheet_stays_text() {
        assert!(moment("2026-01-01T03:00:00Z").is_some() && day(date(2026, 1, 1)).is_some());
        assert!(moment("=1").is_none() && moment("1605-01-01T00:00:00Z").is_none());
        assert!(day(date(-1, 1, 1)).is_none());
    }
}
