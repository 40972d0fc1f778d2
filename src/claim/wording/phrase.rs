//! Finding phrases in the words of a claim.
//!
//! In: words, and a phrase: words in lower case, `*` for any ending, `..` for up to four words between. Out: whether it
//! occurs, and as what.

/// Words between which `..` may stand.
const FEW: usize = 4;

/// The words of a text, in lower case, without punctuation.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
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
