//! Text from outside in a cell: shown as it is.
//!
//! In: any text. Out: text on one line that the file format can hold. That it is no formula is the business of its format
//! (`style.rs`) and of the type of the cell: text is never looked at again.

use crate::report::plain::{one_line, plain};
use crate::say;
use crate::text::Lang;

/// What a cell holds, in UTF-16 code units ("Excel specifications and limits").
const MOST: usize = 32_767;

/// Room for the note that says how much was cut.
const NOTE: usize = 100;

/// A sentence.
pub(super) fn sentence(text: &str, lang: Lang) -> String {
    cut(allowed(&one_line(text)), lang)
}

/// A name.
pub(super) fn name(text: &str, lang: Lang) -> String {
    cut(allowed(&plain(text)), lang)
}

/// A command, whole or not at all: half a command is no command.
pub(super) fn command(text: &str, lang: Lang) -> String {
    let whole = allowed(&plain(text));
    if units(&whole) <= MOST {
        return whole;
    }
    let length = whole.chars().count();
    say!(
        lang,
        "zu lang für eine Zelle ({length} Zeichen): im JSON der Prüfung",
        "too long for a cell ({length} characters): in the JSON of the review"
    )
}

/// Without the two characters that XML cannot hold and that are no control characters.
fn allowed(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn cut(text: String, lang: Lang) -> String {
    if units(&text) <= MOST {
        return text;
    }
    let mut room = MOST - NOTE;
    let fits = |c: &char| room.checked_sub(c.len_utf16()).map(|left| room = left).is_some();
    let kept: String = text.chars().take_while(fits).collect();
    let left = text.chars().count() - kept.chars().count();
    say!(
        lang,
        "{kept} (… und {left} weitere Zeichen im JSON der Prüfung)",
        "{kept} (… and {left} more characters in the JSON of the review)"
    )
}

#[cfg(test)]
mod tests {
    use super::{MOST, command, name, sentence, units};
    use crate::text::Lang;

    #[test]
    fn what_fits_stays_and_what_does_not_says_how_much_was_cut() {
        let longest = "x".repeat(MOST);
        assert_eq!(name(&longest, Lang::En), longest);
        let cut = name(&format!("{longest}x"), Lang::En);
        assert!(cut.ends_with("x (… and 101 more characters in the JSON of the review)"), "{}", cut.len());
        for text in ["\u{1f600}".repeat(40_000), "ä".repeat(1_000_000)] {
            for lang in [Lang::De, Lang::En] {
                assert!(units(&sentence(&text, lang)) <= MOST);
                assert!(command(&text, lang).len() < 100);
            }
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced_visibly() {
        assert_eq!(name("a\u{0}b\u{fffe}\u{ffff}\r\n", Lang::En), "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(sentence(" a\r\n b\u{202e}", Lang::En), "a b\u{fffd}");
    }
}
