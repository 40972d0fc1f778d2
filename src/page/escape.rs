//! Text from outside inside HTML: shown as it is, never as markup.

use crate::report::plain::{clipped, one_line, plain};

/// As content of an element or as a quoted attribute, on one line; what is too long to read is cut.
pub(crate) fn text(text: &str) -> String {
    escaped(&clipped(&one_line(text)))
}

/// The same, whole: half a command is no command, and half a sentence no statement.
pub(crate) fn whole(text: &str) -> String {
    escaped(&plain(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
