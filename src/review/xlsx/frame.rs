//! The sheet that says what was reviewed, with what, and how to read the others: the head, the counts and the yardsticks of the paper.

use super::height::height;
use super::style::Style;
use super::{actions, cell, claims, table};
use crate::review::Review;
use crate::review::paper::{Block, Table, frame, title};
use crate::say;
use crate::text::Lang;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Widths of the columns, in characters: a paragraph runs over all of them.
const WIDTHS: [f64; LAST_COLUMN as usize + 1] = [38.0, 46.0, 30.0, 30.0, 26.0, 40.0];

const LAST_COLUMN: u16 = 5;

/// The sheet's name.
pub(super) fn name(lang: Lang) -> &'static str {
    lang.pick("Prüfung", "Review")
}

pub(super) fn write(sheet: &mut Worksheet, review: &Review, style: &Style, lang: Lang) -> Result<(), XlsxError> {
    for (at, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(at, width)?;
    }
    let mut page = Page { sheet, style, lang, line: 0 };
    for block in title(review, lang).iter().chain(&how_to_read(lang)).chain(&frame(review, lang)) {
        page.block(block)?;
        // Room between blocks.
        page.line += 1;
    }
    table::for_paper(page.sheet, 1, lang);
    Ok(())
}

fn how_to_read(lang: Lang) -> [Block; 3] {
    let (actions, claims) = (actions::name(lang), claims::name(lang));
    [
        Block::Heading(2, lang.pick("Wie die Blätter zu lesen sind", "How to read the sheets").to_owned()),
        Block::Text(say!(
            lang,
            "„{actions}“ hat eine Zeile je offener Abweichung und je Aussage, die aus anderem Grund offen ist; was im Zeitraum \
             endete, steht dahinter, grau und kursiv. „{claims}“ hat eine Zeile je Aussage über alle Nächte.",
            "\"{actions}\" has a row for each open deviation and for each claim that is open for another reason; what ended \
             within the period comes after them, grey and in italics. \"{claims}\" has a row for each claim over all nights."
        )),
        Block::Text(
            lang.pick(
                "Gelbe Spalten mit „auszufüllen“ im Kopf sind für Menschen und von tomscan leer gelassen; in den anderen steht, was \
                 das Prüfbuch sagt. Vorschläge sind als solche bezeichnet und ersetzen keine Beurteilung.",
                "Yellow columns with \"to fill in\" in their head are for people, and tomscan leaves them empty; the others say \
                 what the ledger says. Proposals are called so and replace no assessment.",
            )
            .to_owned(),
        ),
    ]
}

/// A sheet that is written from top to bottom.
struct Page<'p> {
    sheet: &'p mut Worksheet,
    style: &'p Style,
    lang: Lang,
    line: u32,
}

impl Page<'_> {
    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        let style = self.style;
        match block {
            Block::Heading(1, words) => self.heading(words, &style.title),
            Block::Heading(_, words) => self.heading(words, &style.heading),
            Block::Text(words) => self.paragraph(&cell::sentence(words, self.lang)),
            Block::Command(line) => self.paragraph(&cell::command(line, self.lang)),
            Block::List(items) => items.iter().try_for_each(|item| self.paragraph(&cell::sentence(item, self.lang))),
            Block::Facts(facts) => facts.iter().try_for_each(|(name, value)| self.row([name, value], &style.told.text)),
            Block::Table(table) => self.table(table),
            Block::Blank(fields) => fields.iter().try_for_each(|field| self.row([field], &style.field)),
            // Nights stand in the paper.
            Block::Strip(..) | Block::Legend(_) => Ok(()),
        }
    }

    fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        self.row(&table.columns, &self.style.head)?;
        table.rows.iter().try_for_each(|row| self.row(row.iter().map(|cell| &cell.text), &self.style.told.text))
    }

    fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c String>, format: &Format) -> Result<(), XlsxError> {
        let cells: Vec<String> = cells.into_iter().map(|text| cell::sentence(text, self.lang)).collect();
        self.sheet.set_row_height(self.line, height(cells.iter().map(String::as_str).zip(WIDTHS)))?;
        for (at, text) in (0..).zip(&cells) {
            self.sheet.write_string_with_format(self.line, at, text, format)?;
        }
        self.line += 1;
        Ok(())
    }

    /// Text that may run into empty cells.
    fn heading(&mut self, words: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.line, 0, cell::sentence(words, self.lang), format)?;
        self.line += 1;
        Ok(())
    }

    /// Text over all columns.
    fn paragraph(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.line, height([(text, WIDTHS.iter().sum())]))?;
        self.sheet.merge_range(self.line, 0, self.line, LAST_COLUMN, text, &self.style.prose)?;
        self.line += 1;
        Ok(())
    }
}
