//! Finding phrases in the words of a claim.
//!
//! In: words, and a phrase: words in lower case, `*` for any ending, `..` for up to four words between. Out: whether it
//! occurs, and as what.

use std::collections::BTreeSet;

/// Words between which `..` may stand.
const FEW: usize = 4;

/// The words of a text, in lower case, without punctuation.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The telling words of a text: those of five letters and more, cut to six so that endings do not count, and numbers; without
/// the words of a list.
pub(super) fn stems(text: &str, without: &[&str]) -> BTreeSet<String> {
    let telling = |word: &String| word.chars().count() >= 5 || word.chars().any(|c| c.is_ascii_digit());
    let kept =
        words(text).into_iter().filter(telling).filter(|word| !without.iter().any(|pattern| fits(word, pattern)));
    kept.map(|word| word.chars().take(6).collect()).collect()
}

/// Whether a phrase occurs in a text.
pub(super) fn occurs(text: &str, phrase: &str) -> bool {
    let (words, pattern) = (words(text), phrase.split(' ').collect::<Vec<_>>());
    (0..words.len()).any(|start| matches(&words[start..], &pattern))
}

/// The first of several phrases that occurs.
pub(super) fn first<'p>(text: &str, phrases: &[&'p str]) -> Option<&'p str> {
    phrases.iter().copied().find(|phrase| occurs(text, phrase))
}

fn matches(words: &[String], pattern: &[&str]) -> bool {
    match pattern {
        [] => true,
        ["..", rest @ ..] => (0..=FEW.min(words.len())).any(|skipped| matches(&words[skipped..], rest)),
        [first, rest @ ..] => words.first().is_some_and(|word| fits(word, first)) && matches(&words[1..], rest),
    }
}

fn fits(word: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(word == pattern, |stem| word.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::occurs;

    #[test]
    fn phrases_are_whole_words_with_endings_and_gaps() {
        assert!(occurs("Übertragung nur über SSL-Verbindungen", "ssl"));
        assert!(!occurs("Massl ist ein Name", "ssl"));
        assert!(occurs("gemäß § 9 Satz 1 BDSG", "9 .. bdsg"));
        assert!(!occurs("§ 9 und davor und danach und weiter und so fort das BDSG", "9 .. bdsg"));
        assert!(occurs("Zugänge werden regelmäßig überprüft", "regelmäßig*"));
        assert!(occurs("in REGELMÄßIGEN Abständen", "regelmäßig*"));
    }
}
