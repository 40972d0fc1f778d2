//! A cell that a spreadsheet shows and does not compute.
//!
//! In: any text. Out: the text on one line, with an apostrophe wherever a formula could begin.

use crate::report::plain::one_line;
use serde::Serialize;

/// A cell.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Cell(String);

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self(harmless(text.as_ref()))
    }
}

/// OWASP's rule against formulas: an apostrophe before a character with which one begins. Where a spreadsheet takes another
/// separator than the comma, as Excel does in German, a cell may begin inside the text, quotes or not: so also behind separators.
fn harmless(text: &str) -> String {
    let mut cell = String::new();
    let mut may_begin = true;
    for c in one_line(text).chars() {
        if may_begin && begins_formula(c) {
            cell.push('\'');
        }
        may_begin = matches!(c, ',' | ';' | '|') || (may_begin && is_passed_over(c));
        cell.push(c);
    }
    cell
}

/// With the forms that East Asian spreadsheets read as the same: full width and small.
fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫')
}

/// What an import may strip before it looks at the text: spaces, quotes, and what stands for a control character.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_text_that_would_be_a_formula_is_not_one() {
        for (text, cell) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+49 30 1", "'+49 30 1"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'=1"),
            ("\r\n=1", "'=1"),
            ("\u{0}=1", "\u{fffd}'=1"),
            ("\u{feff}=1", "\u{fffd}'=1"),
            ("＝1", "'＝1"),
            ("  \"=1", "\"'=1"),
            ("a;=1", "a;'=1"),
            ("a\",\"@x", "a\",\"'@x"),
            ("a; +1", "a; '+1"),
            ("a|-1", "a|'-1"),
        ] {
            assert_eq!(harmless(text), cell, "{text:?}");
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "",
            "a=b",
            "eu-central-1",
            "a@b.example",
            "aws s3 sync a b --region x",
            "2026-06-15T12:00:00Z",
            "Müller, Söhne; „x“",
        ] {
            assert_eq!(harmless(text), text);
        }
    }
}
