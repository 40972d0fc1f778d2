//! Text that the fonts of the page can show: PDF/A allows no character without a glyph, and nobody may lose one.

use super::world::fonts;
use crate::report::plain::{clipped, one_line, plain};
use std::fmt::Write;

/// For sentences and cells: on one line, and cut where nobody reads on.
pub(super) fn text(text: &str) -> String {
    shown(&clipped(&one_line(text)))
}

/// For commands: whole.
pub(super) fn whole(text: &str) -> String {
    shown(&plain(text))
}

/// A character that no font has is named by its code point.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_shown(c) {
            out.push(c);
        } else {
            let _a_string_takes_it = write!(out, "[U+{:04X}]", u32::from(c));
        }
    }
    out
}

/// Text may be set regular or bold: both must have it. Private use means nothing that others could read.
fn is_shown(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    !private && fonts().iter().take(2).all(|font| font.info().coverage.contains(u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn what_no_font_has_is_named_and_nothing_is_lost() {
        assert_eq!(text("Müller – „ß“ Ελλάδα Привет"), "Müller – „ß“ Ελλάδα Привет");
        assert_eq!(text("a\u{4e2d}b\u{202e}c\u{e000}"), "a[U+4E2D]b\u{fffd}c[U+E000]");
    }
}
