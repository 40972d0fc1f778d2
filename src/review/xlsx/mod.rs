//! A review as a workbook: the list of actions that teams fill in.
//!
//! In: a [`Review`]. Out: XLSX with three sheets: what is to be done (`actions.rs`, `open_claims.rs`), the claims with room for
//! people's assessment (`claims.rs`), and what was reviewed (`frame.rs`). `table.rs` sets the first two (`column.rs`, `row.rs`),
//! `cell.rs` makes text from outside harmless. The same review makes the same bytes.

mod action;
mod actions;
mod cell;
mod claims;
mod column;
mod frame;
mod height;
mod open_claims;
mod row;
mod style;
mod table;

use super::Review;
use crate::say;
use crate::text::Lang;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::io::{self, Write};
use std::panic::catch_unwind;
use style::Style;

/// Writes the workbook. Its rows wait in a file in the system's folder for temporary files, not in memory.
pub fn write(review: &Review, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    // NOTE: rust_xlsxwriter 0.102 panics where it cannot write to its temporary file.
    let made = catch_unwind(|| workbook(review, lang).and_then(|mut book| book.save_to_buffer()));
    let bytes = made.map_err(|_| io::Error::other(broken_off(lang)))?.map_err(failed)?;
    out.write_all(&bytes)
}

fn broken_off(lang: Lang) -> &'static str {
    lang.pick(
        "die Mappe wurde nicht fertig; ist im Ordner für temporäre Dateien (TMPDIR) noch Platz?",
        "the workbook was not finished; is there room left in the folder for temporary files (TMPDIR)?",
    )
}

fn workbook(review: &Review, lang: Lang) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(review, lang)?);
    let style = Style::new();
    let sheet = book.add_worksheet_with_constant_memory()?.set_name(actions::name(lang))?;
    table::write(sheet, &actions::columns(lang), actions::rows(review, lang), &style, lang)?;
    let sheet = book.add_worksheet_with_constant_memory()?.set_name(claims::name(lang))?;
    table::write(sheet, &claims::columns(lang), claims::rows(review, lang), &style, lang)?;
    let sheet = book.add_worksheet_with_constant_memory()?.set_name(frame::name(lang))?;
    frame::write(sheet, review, &style, lang)?;
    Ok(book)
}

/// What the file says of itself: nobody's name, and no clock but the review's.
fn properties(review: &Review, lang: Lang) -> Result<DocProperties, XlsxError> {
    let (from, to) = (review.period.from, review.period.to);
    let title = say!(
        lang,
        "Wirksamkeitskontrolle {from} bis {to}: Maßnahmen und Aussagen",
        "Effectiveness review {from} to {to}: actions and claims"
    );
    let made = ExcelDateTime::from_timestamp(review.made.as_second())?;
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&made))
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}
