//! Where a statement stands, as readers find it there.

use super::Draft;
use crate::document::{Format, Line};
use crate::recognise::Statement;
use crate::say;
use crate::text::Lang;

/// A place as it was printed: what [`Draft::place`] wrote, read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    /// The language in which it was written.
    pub(super) lang: Lang,
    /// Page and line or paragraph.
    pub(super) at: (Option<u32>, u32),
    /// The nearest heading.
    pub(super) heading: Option<String>,
}

impl Printed {
    /// Reads it; `None` for a place in somebody's own words.
    pub(super) fn parse(place: &str) -> Option<Self> {
        let (page, rest) = match counted(place, &["Seite ", "page "]) {
            Some((page, rest)) => (Some(page), rest.strip_prefix(", ")?),
            None => (None, place),
        };
        let (number, rest) = counted(rest, &["Zeile ", "Absatz ", "line ", "paragraph "])?;
        let lang = if place.starts_with(['S', 'Z', 'A']) { Lang::De } else { Lang::En };
        let (open, close) = lang.pick("„ “", "\" \"").split_once(' ')?;
        let heading = match rest {
            "" => None,
            rest => Some(rest.strip_prefix(", ")?.strip_prefix(open)?.strip_suffix(close)?.to_owned()),
        };
        Some(Self { lang, at: (page, number), heading })
    }
}

/// The number behind one of these words, and what follows it.
fn counted<'t>(text: &'t str, names: &[&str]) -> Option<(u32, &'t str)> {
    let rest = names.iter().find_map(|name| text.strip_prefix(name))?;
    let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
    Some((rest.get(..end)?.parse().ok()?, rest.get(end..)?))
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_printed_is_read_again_and_nothing_else() {
        let printed = |place: &str| Printed::parse(place).map(|read| (read.lang, read.at, read.heading));
        let heading = |text: &str| Some(text.to_owned());
        assert_eq!(
            printed("Seite 3, Zeile 12, „1. Zugang, „innen““"),
            Some((Lang::De, (Some(3), 12), heading("1. Zugang, „innen“")))
        );
        assert_eq!(printed("Absatz 7"), Some((Lang::De, (None, 7), None)));
        assert_eq!(printed("page 1, line 2"), Some((Lang::En, (Some(1), 2), None)));
        assert_eq!(printed("paragraph 9, \"Access\""), Some((Lang::En, (None, 9), heading("Access"))));
        for own in ["Ziffer 3.1", "Seite 3", "Seite drei, Zeile 1", "section 3, first paragraph", "Zeile 4 ff.", ""] {
            assert_eq!(printed(own), None, "{own}");
        }
    }
}
