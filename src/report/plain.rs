//! Making text from the account harmless for a terminal.
//!
//! In: any text. Out: the text on one line, without control characters and without those that turn the direction of writing.

/// The text as it may be printed: controls, line breaks, and invisible characters that change the order of what is read
/// (Unicode "Bidi_Control", zero width) become `�`.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// As [`plain`], for sentences: there a line break or tab means no more than a space. Not for names and commands, which would
/// become those of something else.
pub fn one_line(text: &str) -> String {
    let lines = text.split(|c| matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}'));
    plain(&lines.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Longest text that is shown; AWS's names and ARNs are shorter, but not what stands in policies and claims.
const LONGEST: usize = 1_000;

/// The text, cut where nobody reads on, with a sign that it was.
pub fn clipped(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} (…)", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// Whether a terminal would obey the character, or a reader not see it.
pub(crate) fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{one_line, plain};

    #[test]
    fn escape_sequences_and_direction_marks_do_not_reach_a_terminal() {
        assert_eq!(plain("a\u{1b}[31mred\nnext\u{202e}x"), "a\u{fffd}[31mred\u{fffd}next\u{fffd}x");
        assert_eq!(plain("Müller & Söhne – „ß“"), "Müller & Söhne – „ß“");
    }

    #[test]
    fn words_over_several_lines_become_one_line() {
        assert_eq!(one_line(" a\r\n  b\tc\u{2028}d  e\u{7}\n"), "a b c d  e\u{fffd}");
    }
}
