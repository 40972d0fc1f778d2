//! A sheet with a head, rows of what tomscan knows, and behind them fields for people.
//!
//! In: columns and rows. Out: a sheet to filter, to fill in and to print. Fields of people are empty in every row.

use super::column::{Answer, Column};
use super::height::height;
use super::row::{self, Row};
use super::style::Style;
use crate::review::paper::more;
use crate::text::Lang;
use rust_xlsxwriter::{DataValidation, IgnoreError, Worksheet, XlsxError};

/// So many rows have room; what is beyond is counted. Excel itself ends at 1,048,576.
const MOST: usize = 100_000;

/// Columns that stay in sight.
const FROZEN: u16 = 3;

/// Characters across a page of which small print is still legible; wider sheets go over several pages side by side.
const ON_A_PAGE: f64 = 200.0;

/// A4, in the numbering of the file format.
const A4: u8 = 9;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    columns: &[Column],
    rows: impl Iterator<Item = Row>,
    style: &Style,
    lang: Lang,
) -> Result<(), XlsxError> {
    write_head(sheet, columns, style, lang)?;
    let last = write_rows(sheet, columns, rows, MOST, style, lang)?;
    set_up(sheet, columns, last, lang)
}

fn write_head(sheet: &mut Worksheet, columns: &[Column], style: &Style, lang: Lang) -> Result<(), XlsxError> {
    let heads: Vec<String> = columns.iter().map(|column| column.head(lang)).collect();
    // A filter's button takes the room of some letters.
    let texts = heads.iter().zip(columns).map(|(head, column)| (head.as_str(), column.width - 4.0));
    sheet.set_row_height(0, height(texts))?;
    for ((at, column), head) in (0..).zip(columns).zip(&heads) {
        sheet.set_column_width(at, column.width)?;
        let format = if column.answer.is_some() { &style.head_of_people } else { &style.head };
        sheet.write_string_with_format(0, at, head, format)?;
    }
    Ok(())
}

/// Writes the rows and says which line is the last of them.
fn write_rows(
    sheet: &mut Worksheet,
    columns: &[Column],
    mut rows: impl Iterator<Item = Row>,
    most: usize,
    style: &Style,
    lang: Lang,
) -> Result<u32, XlsxError> {
    let mut last = 0;
    for row in rows.by_ref().take(most) {
        last += 1;
        row::write(sheet, last, columns, &row, style, lang)?;
    }
    let left = rows.count();
    if left > 0 {
        sheet.write_string_with_format(last + 1, 0, more(left, lang), &style.note)?;
    }
    Ok(last)
}

/// What makes it a form: answers to choose from, a filter, a head that stays, and a page to print on.
fn set_up(sheet: &mut Worksheet, columns: &[Column], last: u32, lang: Lang) -> Result<(), XlsxError> {
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (at, column) in (0..).zip(columns) {
        if let Some(Answer::OneOf(answers)) = &column.answer
            && last > 0
        {
            let validation = DataValidation::new()
                .allow_list_strings(answers)?
                .set_error_title(column.name)?
                .set_error_message(answers.join(" / "))?;
            sheet.add_data_validation(1, at, last, at, &validation)?;
        }
    }
    if let Some((first, _)) = (0..).zip(columns).find(|(_, column)| column.answer.is_some()) {
        sheet.set_vertical_page_breaks(&[first])?;
    }
    // An account's id is no number.
    sheet.ignore_error_range(1, 0, last.max(1), last_column, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(1, FROZEN)?;
    sheet.autofilter(0, 0, last, last_column)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_repeat_columns(0, FROZEN - 1)?;
    let width: f64 = columns.iter().map(|column| column.width).sum();
    for_paper(sheet, pages(width), lang);
    Ok(())
}

/// How many pages side by side it takes to read this width on paper.
fn pages(width: f64) -> u16 {
    (1..=u16::MAX).find(|pages| f64::from(*pages) * ON_A_PAGE >= width).unwrap_or(1)
}

/// Landscape A4, as wide as so many pages.
pub(super) fn for_paper(sheet: &mut Worksheet, pages: u16, lang: Lang) {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(pages, 0);
    sheet.set_margins(0.4, 0.4, 0.4, 0.6, 0.3, 0.3);
    sheet.set_footer(lang.pick("&L&A&RSeite &P von &N", "&L&A&RPage &P of &N"));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

    use super::*;
    use crate::review::xlsx::row::Value;
    use calamine::{Reader, Xlsx};
    use rust_xlsxwriter::Workbook;
    use std::io::Cursor;

    /// The cells of a sheet with so many rows, where there is room for three.
    fn cells(rows: u64, lang: Lang) -> Vec<String> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory().unwrap();
        let rows = (1..=rows).map(|number| Row { values: vec![Value::count(number)], ended: false });
        let columns = [Column::told("No.", 5.0), Column::asked("Due", 10.0, Answer::Date)];
        write_rows(sheet, &columns, rows, 3, &Style::new(), lang).unwrap();
        let mut read = Xlsx::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        let range = read.worksheet_range_at(0).unwrap().unwrap();
        range.rows().flatten().map(ToString::to_string).collect()
    }

    #[test]
    fn rows_beyond_the_room_are_counted_in_the_last_one() {
        assert_eq!(cells(3, Lang::En), ["1", "2", "3"]);
        assert_eq!(cells(5, Lang::En), ["1", "2", "3", "and 2 more (in the JSON of the review)"]);
        assert_eq!(cells(4, Lang::De), ["1", "2", "3", "und 1 weitere (im JSON der Prüfung)"]);
    }

    #[test]
    fn a_sheet_goes_over_as_many_pages_as_it_takes_to_read_it() {
        assert_eq!([1.0, 200.0, 201.0, 513.0].map(pages), [1, 1, 2, 3]);
    }
}
