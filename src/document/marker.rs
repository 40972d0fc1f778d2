//! What stands before an item of a list or before a heading: bullets, numbers, letters.
//!
//! In: a line. Out: its marker and the text behind it.

/// What sort a marker is of. Items of one list have markers of one sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A bullet, and which.
    Bullet(char),
    /// `1.`, `1)`, `(1)`.
    Number,
    /// `2.1`, `2.1.3`, and how many numbers it has.
    Chapter(u8),
    /// `a.`, `b)`, `(c)`.
    Letter,
    /// `i.`, `iv)`.
    Roman,
    /// `§ 3`.
    Section,
}

/// A marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker<'t> {
    /// Its sort.
    pub(super) sort: Sort,
    /// Its last number, from 1; 0 for bullets.
    pub(super) value: u32,
    /// The same letter as a Roman number: `i.` may be either.
    pub(super) roman: Option<u32>,
    /// The text behind it.
    pub(super) rest: &'t str,
}

/// Bullets that need no space behind them. Those beyond Unicode's letters are Wingdings and Symbol, as Word writes them.
const BULLETS: &str = "•●▪▫■□◦○‣⁃►▸➢➤✓✔✗✘◆◇❖»∙·⦁\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}\u{f0a8}\u{f06f}\u{f02d}";
/// Bullets that are words or signs too, and so need a space.
const DASHES: &str = "-–—*o+";
/// Boxes to tick say whether a measure is taken: they stay in the text.
const BOXES: &str = "☐☑☒✅";

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// The marker of a line.
pub(super) fn marker(line: &str) -> Option<Marker<'_>> {
    let line = line.trim_start();
    bullet(line).or_else(|| section(line)).or_else(|| number(line)).or_else(|| letter(line))
}

fn bullet(line: &str) -> Option<Marker<'_>> {
    let sign = line.chars().next()?;
    let rest = line.get(sign.len_utf8()..)?;
    if BOXES.contains(sign) {
        return Some(Marker { sort: Sort::Bullet(sign), value: 0, roman: None, rest: line });
    }
    let is_one =
        BULLETS.contains(sign) || DASHES.contains(sign) && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    is_one.then(|| Marker { sort: Sort::Bullet(sign), value: 0, roman: None, rest: rest.trim_start() })
}

fn section(line: &str) -> Option<Marker<'_>> {
    let rest = line.strip_prefix('§')?.trim_start();
    let (value, rest) = digits(rest)?;
    let rest = rest.strip_prefix(['.', ':']).unwrap_or(rest);
    let rest = rest.starts_with(char::is_whitespace).then(|| rest.trim_start())?;
    // "§ 9 BDSG verlangt …" speaks of a law.
    let word = rest.split_whitespace().next().unwrap_or_default();
    let is_law = ["Abs", "Satz", "S.", "Nr", "lit"].iter().any(|start| word.starts_with(start))
        || word.chars().filter(|letter| letter.is_uppercase()).count() > 2;
    (!is_law && !rest.is_empty()).then_some(Marker { sort: Sort::Section, value, roman: None, rest })
}

fn number(line: &str) -> Option<Marker<'_>> {
    let open = line.strip_prefix('(');
    let (mut value, mut rest) = digits(open.unwrap_or(line))?;
    if let Some(rest) = rest.strip_prefix(')') {
        return behind(rest).map(|rest| Marker { sort: Sort::Number, value, roman: None, rest });
    }
    let mut count = 1u8;
    while let Some((next, after)) = rest.strip_prefix('.').and_then(digits) {
        (value, rest, count) = (next, after, count.saturating_add(1));
    }
    let dotted = rest.strip_prefix('.');
    if open.is_some() || count == 1 && dotted.is_none() {
        return None;
    }
    let rest = behind(dotted.unwrap_or(rest))?;
    if count == 1 {
        let is_date = MONTHS.iter().any(|month| rest.starts_with(month));
        return (!is_date).then_some(Marker { sort: Sort::Number, value, roman: None, rest });
    }
    // "2.5 und mehr" goes on with a number.
    let is_chapter = rest.chars().find(|letter| letter.is_alphanumeric()).is_some_and(char::is_uppercase);
    is_chapter.then_some(Marker { sort: Sort::Chapter(count), value, roman: None, rest })
}

fn letter(line: &str) -> Option<Marker<'_>> {
    let open = line.strip_prefix('(');
    let line = open.unwrap_or(line);
    let end = line.find(|letter: char| !letter.is_ascii_lowercase())?;
    let (word, rest) = line.split_at_checked(end)?;
    let after = if open.is_some() { rest.strip_prefix(')') } else { rest.strip_prefix(['.', ')']) }?;
    let mut rest = behind(after)?;
    // "a. . Titel" is a letter whose dot was written twice; "i. d. R." is an abbreviation.
    if let Some(after) = rest.strip_prefix(". ") {
        rest = after.trim_start();
    } else if rest.chars().nth(1) == Some('.') || rest.starts_with(char::is_lowercase) && rest.len() == after.len() {
        return None;
    }
    let roman = roman(word);
    match word.as_bytes() {
        [one] => Some(Marker { sort: Sort::Letter, value: u32::from(one - b'a') + 1, roman, rest }),
        _ => roman.map(|value| Marker { sort: Sort::Roman, value, roman: Some(value), rest }),
    }
}

/// The text behind a marker, which a space or a letter follows, or nothing.
fn behind(rest: &str) -> Option<&str> {
    let is_apart =
        rest.is_empty() || rest.starts_with(|next: char| next.is_whitespace() || next.is_alphabetic() || next == '„');
    is_apart.then(|| rest.trim_start())
}

/// A number of at most two digits: years and amounts are no markers.
fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if digits.is_empty() || digits.len() > 2 { None } else { Some((digits.parse().ok()?, rest)) }
}

/// A small Roman number up to twenty.
fn roman(word: &str) -> Option<u32> {
    const ROMAN: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
        "xviii", "xix", "xx",
    ];
    ROMAN.iter().zip(1..).find(|(roman, _)| **roman == word).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<(Sort, u32, &str)> {
        marker(line).map(|marker| (marker.sort, marker.value, marker.rest))
    }

    #[test]
    fn markers_of_every_sort() {
        assert_eq!(of("•Text"), Some((Sort::Bullet('•'), 0, "Text")));
        assert_eq!(of("– Text"), Some((Sort::Bullet('–'), 0, "Text")));
        assert_eq!(of("o Text"), Some((Sort::Bullet('o'), 0, "Text")));
        assert_eq!(of("-"), Some((Sort::Bullet('-'), 0, "")));
        assert_eq!(of("☐ Alarmanlage"), Some((Sort::Bullet('☐'), 0, "☐ Alarmanlage")));
        assert_eq!(of("3. Zugriff"), Some((Sort::Number, 3, "Zugriff")));
        assert_eq!(of("(3) Zugriff"), Some((Sort::Number, 3, "Zugriff")));
        assert_eq!(of("2.10 Zugriff"), Some((Sort::Chapter(2), 10, "Zugriff")));
        assert_eq!(of("2.1.3. Zugriff"), Some((Sort::Chapter(3), 3, "Zugriff")));
        assert_eq!(of("c.Zugriff"), Some((Sort::Letter, 3, "Zugriff")));
        assert_eq!(of("b. . Zugriff"), Some((Sort::Letter, 2, "Zugriff")));
        assert_eq!(of("iii) Zugriff"), Some((Sort::Roman, 3, "Zugriff")));
        assert_eq!(of("§ 3. Zugriff"), Some((Sort::Section, 3, "Zugriff")));
    }

    #[test]
    fn what_only_looks_like_a_marker() {
        for line in [
            "-Text",
            "offen",
            "i. d. R. nachts",
            "z. B. Türen",
            "u.a. Türen",
            "31. Dezember",
            "2.5 und mehr",
            "01.04.2023",
            "§ 9 BDSG verlangt es",
            "§ 9 Abs. 2",
            "24 Stunden",
            "2024. Danach",
            "(Text)",
            "",
            "d.h. nachts",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
