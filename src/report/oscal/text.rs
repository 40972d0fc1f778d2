//! Text from outside as OSCAL's datatypes want it.
//!
//! In: any text. Out: text that fits the datatype's pattern and means itself. OSCAL's markup is Markdown with parts of its own:
//! `{{ insert: … }}` inserts a parameter, `~` and `^` set low and high, and HTML is not allowed, so that
//! [`crate::report::markdown::escape`], which parts GitHub's signs by `<span>`, does not do for it.

use crate::report::plain::{clipped, one_line};
use std::fmt::Write;

/// What stands where there is no text, since no datatype takes an empty one.
const NOTHING: &str = "–";

/// `StringDatatype`: one line that does not begin or end with a space.
pub(crate) fn string(text: &str) -> String {
    filled(one_line(text))
}

/// `MarkupLineDatatype`, and a paragraph of `MarkupMultilineDatatype`.
pub(crate) fn line(text: &str) -> String {
    let line = clipped(&filled(one_line(text)));
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        let _infallible = match c {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '~' | '^' | '#' | '!' | '$' => {
                write!(out, "\\{c}")
            }
            c => out.write_char(c),
        };
    }
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    match out.as_bytes().get(digits) {
        // At the beginning these are lists, rules and underlines of headings.
        Some(b'+' | b'-' | b'=') if digits == 0 => out.insert(0, '\\'),
        Some(b'.' | b')') if digits > 0 => out.insert(digits, '\\'),
        _ => {}
    }
    out
}

/// `MarkupMultilineDatatype`: a paragraph for each text.
pub(crate) fn paragraphs<T: AsRef<str>>(texts: &[T]) -> String {
    texts.iter().map(|text| line(text.as_ref())).collect::<Vec<_>>().join("\n\n")
}

/// The tail of a `TokenDatatype`: letters, digits, dots and dashes stay, all else becomes its number, so that no two texts are one.
pub(crate) fn token(text: &str) -> String {
    text.chars().fold(String::new(), |mut token, c| {
        let _infallible = match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') => token.write_char(c),
            c => write!(token, "_{:x}_", u32::from(c)),
        };
        token
    })
}

fn filled(text: String) -> String {
    if text.is_empty() { NOTHING.to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{line, paragraphs, string, token};

    #[test]
    fn a_string_has_one_line_and_is_never_empty() {
        assert_eq!(string(" a\n b\u{202e} "), "a b\u{fffd}");
        assert_eq!((string(""), string("\n\u{a0}\t")), ("–".to_owned(), "–".to_owned()));
    }

    #[test]
    fn markup_means_itself() {
        assert_eq!(line("{{ insert: param, x }}"), r"\{\{ insert: param, x \}\}");
        assert_eq!(line("<b>*a*</b> [x](y) H~2~O"), r"&lt;b&gt;\*a\*&lt;/b&gt; \[x\](y) H\~2\~O");
        assert_eq!((line("- a"), line("12. a"), line("---")), (r"\- a".into(), r"12\. a".into(), r"\---".into()));
        assert_eq!(paragraphs(&["a\nb", "1) c"]), "a b\n\n1\\) c");
        assert!(line(&"x".repeat(10_000)).len() < 1_100);
    }

    #[test]
    fn tokens_of_different_texts_are_different() {
        assert_eq!(token("3.1-a"), "3.1-a");
        let tokens = ["a b", "a_b", "a_20_b", "aüb", "a\u{0}b"].map(token);
        assert_eq!(tokens.iter().collect::<std::collections::BTreeSet<_>>().len(), tokens.len());
        assert_eq!(tokens[0], "a_20_b");
    }
}
