//! Text for the page, in words and names.
//!
//! Names such as ARNs, hashes and API operations are never hyphenated, for a hyphen would be read as part of them. They may break
//! behind what is no letter and no digit, and where nothing like that comes for long, anywhere. Words of a language are hyphenated as
//! usual.

use super::legible;
use serde::Serialize;

/// A stretch of text.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Run {
    /// Words with the spaces between them.
    Words(String),
    /// A name, in parts between which it may break.
    Name(Vec<String>),
}

/// A sentence or a cell.
pub(super) fn sentence(text: &str) -> Vec<Run> {
    runs(&legible::text(text))
}

/// A command, whole.
pub(super) fn command(text: &str) -> Vec<Run> {
    runs(&legible::whole(text))
}

fn runs(text: &str) -> Vec<Run> {
    let (mut runs, mut words) = (Vec::new(), String::new());
    for word in text.split_inclusive(' ') {
        let name = word.trim_end_matches(' ');
        if !is_name(name) {
            words.push_str(word);
            continue;
        }
        if !words.is_empty() {
            runs.push(Run::Words(std::mem::take(&mut words)));
        }
        runs.push(Run::Name(parts(name)));
        words.push_str(word.get(name.len()..).unwrap_or_default());
    }
    if !words.is_empty() {
        runs.push(Run::Words(words));
    }
    runs
}

/// Longer words belong to no language.
const LONGEST_WORD: usize = 40;

fn is_name(word: &str) -> bool {
    let inner = word.trim_end_matches(['.', ',', ';', ':', ')']);
    let technical = |c: char| c.is_ascii_digit() || ":/_=@{}[].".contains(c);
    let kebab = inner.contains('-') && inner.chars().all(|c| c == '-' || c.is_ascii_lowercase());
    let camel = inner.chars().zip(inner.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    inner.chars().any(technical) || kebab || camel || word.chars().count() > LONGEST_WORD
}

/// So many characters in a row need no break.
const UNBROKEN: usize = 16;
/// More are cut into pieces of so many.
const PIECE: usize = 8;

fn parts(name: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut before = None;
    for c in name.chars() {
        let ends = part.chars().last().is_some_and(|last| !last.is_alphanumeric());
        // Dates, times and decimals stay whole.
        let number = c.is_ascii_digit() && before.is_some_and(|before: char| before.is_ascii_digit());
        if ends && c.is_alphanumeric() && !number {
            parts.append(&mut cut(&std::mem::take(&mut part)));
        }
        if c.is_alphanumeric() {
            before = Some(c);
        }
        part.push(c);
    }
    parts.append(&mut cut(&part));
    parts
}

fn cut(part: &str) -> Vec<String> {
    let letters: Vec<char> = part.chars().collect();
    if letters.len() <= UNBROKEN {
        return vec![part.to_owned()];
    }
    letters.chunks(PIECE).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Run, sentence};

    fn words(text: &str) -> Run {
        Run::Words(text.to_owned())
    }

    fn name(parts: &[&str]) -> Run {
        Run::Name(parts.iter().map(|part| (*part).to_owned()).collect())
    }

    #[test]
    fn names_are_told_from_words_and_nothing_is_lost() {
        assert_eq!(sentence("Die Übertragungskontrolle gilt."), [words("Die Übertragungskontrolle gilt.")]);
        assert_eq!(
            sentence("siehe s3-tls-only; Ende"),
            [words("siehe "), name(&["s3-", "tls-", "only;"]), words(" Ende")]
        );
        assert_eq!(sentence("arn:aws:s3:::a-b"), [name(&["arn:", "aws:", "s3:::", "a-", "b"])]);
        assert_eq!(sentence("DescribeTrails, x"), [name(&["DescribeTrails,"]), words(" x")]);
        assert_eq!(sentence("2026-01-31 03:00"), [name(&["2026-01-31"]), words(" "), name(&["03:00"])]);
        let hash = "0123456789abcdef0123";
        assert_eq!(sentence(hash), [name(&["01234567", "89abcdef", "0123"])]);
        for text in ["", " ", "a  b", "https://x.example/?a=b  c", "名前-名前 1.2.3", &"x".repeat(100)] {
            let whole: String = sentence(text)
                .into_iter()
                .map(|run| match run {
                    Run::Words(words) => words,
                    Run::Name(parts) => parts.concat(),
                })
                .collect();
            assert_eq!(whole, super::legible::text(text));
        }
    }
}
