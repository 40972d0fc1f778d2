//! The words of a text, as wordings are looked for in them.
//!
//! In: a text. Out: its words in lower case, umlauts written out ("ä" as "ae", for documents write both), each with its place. A hyphen
//! parts words: "2-Faktor" is two.

use std::ops::Range;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In lower case, umlauts written out.
    pub text: String,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Which part of the sentence it is in: commas, dashes, brackets and colons part them.
    pub part: usize,
    /// What it belongs to beyond itself.
    pub tag: Option<Tag>,
}

/// What a word belongs to: wordings look for it by `#interval`, `#span`, `#region`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// How often: "alle drei Monate".
    Interval,
    /// For how long, or after what time: "30 Tage".
    Span,
    /// Another quantity.
    Quantity,
    /// A region of AWS, by code or city.
    Region,
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let (mut all, mut start, mut part) = (Vec::new(), None, 0);
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (sign.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text.get(from..at).unwrap_or_default();
                all.push(Word { text: plain(word), at: from..at, part, tag: None });
                start = None;
            }
            _ => {}
        }
        if parts(sign) {
            part += 1;
        }
    }
    all
}

/// A text as its plain words with a space between: what two texts are compared by that may differ in signs and line ends.
pub fn in_plain_words(text: &str) -> String {
    words(text).into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

fn parts(sign: char) -> bool {
    matches!(sign, ',' | ';' | ':' | '(' | ')' | '–' | '—' | '[' | ']' | '|')
}

/// In lower case, umlauts written out.
pub(super) fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for sign in word.chars().flat_map(char::to_lowercase) {
        match sign {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            // A soft hyphen, and what a composed letter is decomposed to.
            '\u{ad}' | '\u{301}' => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_whatever_way_they_are_written() {
        let texts = |text: &str| words(text).into_iter().map(|word| word.text).collect::<Vec<_>>();
        assert_eq!(texts("Größe, 2-Faktor-Schutz (MFA)."), ["groesse", "2", "faktor", "schutz", "mfa"]);
        assert_eq!(texts("Verschluesselung"), texts("Verschlüsselung"));
        assert!(texts(" – ").is_empty());
    }

    #[test]
    fn words_know_their_part_of_the_sentence() {
        let all = words("Daten liegen in Frankfurt, nicht in Irland (AWS)");
        assert_eq!(all.iter().map(|word| word.part).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1, 1, 2]);
    }
}
