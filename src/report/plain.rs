//! Making text from the account harmless for a terminal.
//!
//! In: any text. Out: the text on one line, without control characters and without those that turn the direction of writing.

/// The text as it may be printed: controls, line breaks, and invisible characters that change the order of what is read
/// (Unicode "Bidi_Control", zero width) become `�`.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// As [`plain`], where line breaks and other white space of the text mean nothing: each run of them becomes one space.
pub fn one_line(text: &str) -> String {
    plain(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_harmful(c: char) -> bool {
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
        assert_eq!(one_line(" a\r\n  b\tc\u{2028}d\u{7}\n"), "a b c d\u{fffd}");
    }
}
