//! The characters of a text, as sentences are read: one space between words, no invisible characters, no ligatures.
//!
//! In: a text as it stands in the file. Out: the same text, tidied. And how a line goes on in the next: what a hyphen at its end means.

/// What a hyphen at the end of a line can stand before without belonging to it: "Zutritts-/und Zugangskontrolle".
const AND: [&str; 9] = ["und", "oder", "bzw", "sowie", "and", "or", "noch", "als", "bis"];

/// A text in one line.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for letter in text.chars() {
        take(&mut tidied, letter);
    }
    while tidied.ends_with(' ') {
        tidied.pop();
    }
    tidied
}

/// Adds a letter of the file.
fn take(tidied: &mut String, letter: char) {
    match letter {
        _ if is_invisible(letter) => {}
        'ﬀ' => tidied.push_str("ff"),
        'ﬁ' => tidied.push_str("fi"),
        'ﬂ' => tidied.push_str("fl"),
        'ﬃ' => tidied.push_str("ffi"),
        'ﬄ' => tidied.push_str("ffl"),
        'ﬅ' | 'ﬆ' => tidied.push_str("st"),
        '\u{2010}' | '\u{2011}' => tidied.push('-'),
        // Dots that stand by themselves: macOS and some PDFs write umlauts so.
        '\u{308}' => umlaut(tidied),
        _ if letter.is_whitespace() || letter.is_control() => {
            if !tidied.is_empty() && !tidied.ends_with(' ') {
                tidied.push(' ');
            }
        }
        _ => tidied.push(letter),
    }
}

/// Soft hyphens and characters without width.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\0'
    )
}

/// Puts dots on the last letter.
fn umlaut(tidied: &mut String) {
    let with_dots = match tidied.chars().last() {
        Some('a') => 'ä',
        Some('o') => 'ö',
        Some('u') => 'ü',
        Some('A') => 'Ä',
        Some('O') => 'Ö',
        Some('U') => 'Ü',
        Some('e') => 'ë',
        Some('i') => 'ï',
        _ => return tidied.push('\u{308}'),
    };
    tidied.pop();
    tidied.push(with_dots);
}

/// Adds the next line of a paragraph, and says where it begins. A word that was divided at the line's end is whole again.
pub(super) fn join(text: &mut String, next: &str) -> usize {
    match seam(text, next) {
        Seam::Space if !text.is_empty() => text.push(' '),
        Seam::Space | Seam::Close => {}
        Seam::Divided => {
            text.pop();
        }
    }
    let begin = text.len();
    text.push_str(next);
    begin
}

/// What lies between two lines.
enum Seam {
    Space,
    /// Nothing.
    Close,
    /// A hyphen that was put there to divide a word.
    Divided,
}

fn seam(text: &str, next: &str) -> Seam {
    if text.ends_with('/') && !text.ends_with(" /") && next.chars().next().is_some_and(char::is_alphanumeric) {
        return Seam::Close;
    }
    let Some(before) = text.strip_suffix('-') else { return Seam::Space };
    let (Some(last), Some(first)) = (before.chars().last(), next.chars().next()) else { return Seam::Space };
    let word = next.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    if !last.is_alphanumeric() || AND.contains(&word) {
        return Seam::Space;
    }
    let is_divided = last.is_lowercase() && first.is_lowercase() && !goes_on_with_hyphens(next, word);
    if is_divided { Seam::Divided } else { Seam::Close }
}

/// "need-" / "to-know": of a word with hyphens in lower case, the one at the line's end is another.
fn goes_on_with_hyphens(next: &str, word: &str) -> bool {
    let rest = next.get(word.len()..).and_then(|rest| rest.strip_prefix('-'));
    rest.is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str, next: &str) -> String {
        let mut text = text.to_owned();
        let begin = join(&mut text, next);
        assert_eq!(text.get(begin..), Some(next));
        text
    }

    #[test]
    fn spaces_ligatures_and_invisible_characters() {
        assert_eq!(tidy("  Zu\u{ad}griff\u{a0}\t auf \u{200b}Pro\u{fb01}le\r\n"), "Zugriff auf Profile");
        assert_eq!(tidy("U\u{308}bung, scho\u{308}n"), "Übung, schön");
        assert_eq!(tidy("„so“ \"und\" 'so'"), "„so“ \"und\" 'so'");
    }

    #[test]
    fn a_divided_word_is_whole_again_and_other_hyphens_stay() {
        assert_eq!(joined("die Verschlüsse-", "lung der Daten"), "die Verschlüsselung der Daten");
        assert_eq!(joined("alle IT-", "Systeme"), "alle IT-Systeme");
        assert_eq!(joined("Zutritts-", "und Zugangskontrolle"), "Zutritts- und Zugangskontrolle");
        assert_eq!(joined("Klein-", "/Großbuchstaben"), "Klein-/Großbuchstaben");
        assert_eq!(joined("der need-", "to-know-Grundsatz"), "der need-to-know-Grundsatz");
        assert_eq!(joined("alle 24-", "stündigen Läufe"), "alle 24-stündigen Läufe");
        assert_eq!(joined("Räume –", "auch Keller"), "Räume – auch Keller");
        assert_eq!(joined("über TLS/", "SSL"), "über TLS/SSL");
    }
}
