//! Where a statement stands, as readers find it there.

use super::Draft;
use crate::document::{Format, Line};
use crate::recognise::Statement;
use crate::say;
use crate::text::Lang;

impl Draft {
    /// `Seite 3, Zeile 12, „Zugangskontrolle“`; where the format has no lines, the paragraph is counted.
    pub fn place(&self, statement: &Statement, lang: Lang) -> String {
        let Line { page, number, .. } = statement.place;
        let mut parts = Vec::new();
        if let Some(page) = page {
            parts.push(say!(lang, "Seite {page}", "page {page}"));
        }
        parts.push(match self.format {
            Format::Pdf | Format::Markdown | Format::Plain => say!(lang, "Zeile {number}", "line {number}"),
            Format::Docx | Format::Odt | Format::Html => say!(lang, "Absatz {number}", "paragraph {number}"),
        });
        if let Some(heading) = statement.headings.last() {
            parts.push(say!(lang, "„{heading}“", "\"{heading}\""));
        }
        parts.join(", ")
    }
}
