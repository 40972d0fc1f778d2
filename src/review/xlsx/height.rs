//! How high a row must be.
//!
//! In: texts and the widths of their columns. Out: points. Excel finds that out by itself when it opens a file, LibreOffice does not
//! for a file that looks like Excel's.

use unicode_width::UnicodeWidthStr;

/// Height of a line, in points.
const LINE: u32 = 14;

/// The highest that Excel allows, in points ("Excel specifications and limits").
const HIGHEST: u32 = 409;

/// Height of a row with these texts, each with the width of its column in characters.
pub(super) fn height<'t>(texts: impl IntoIterator<Item = (&'t str, f64)>) -> u32 {
    let lines = texts.into_iter().map(|(text, width)| lines(text, columns(width))).max();
    lines.unwrap_or(1).saturating_mul(LINE).min(HIGHEST)
}

/// Characters that fit: the letters of cells are smaller than those that widths are counted in (10 points to 11).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths are small, and ours")]
fn columns(width: f64) -> usize {
    ((width * 1.1) as usize).max(1)
}

/// How many lines the text takes, broken at spaces, and within words that are longer than a line.
fn lines(text: &str, width: usize) -> u32 {
    let mut lines = 0_usize;
    for paragraph in text.lines() {
        lines += 1;
        let mut used = 0;
        for word in paragraph.split(' ') {
            let long = word.width();
            if used > 0 && used + 1 + long > width {
                lines += 1;
                used = 0;
            }
            used += long + usize::from(used > 0);
            lines += used.saturating_sub(1) / width;
            used -= used.saturating_sub(1) / width * width;
        }
    }
    u32::try_from(lines.max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{HIGHEST, LINE, height, lines};

    #[test]
    fn lines_break_at_spaces_and_within_long_words() {
        for (text, expected) in [
            ("", 1),
            ("ten digits", 1),
            ("ten digits more", 2),
            ("a\nb", 2),
            ("0123456789", 1),
            ("0123456789012345678901", 3),
        ] {
            assert_eq!(lines(text, 10), expected, "{text}");
        }
    }

    #[test]
    fn the_highest_text_decides_and_no_row_is_higher_than_excel_allows() {
        assert_eq!(height([("one line", 10.0), ("these are two", 10.0)]), 2 * LINE);
        assert_eq!(height([("x".repeat(40_000).as_str(), 10.0)]), HIGHEST);
    }
}
