//! A day in a version line.

use jiff::civil::Date;

const MONTHS: [(&str, &[&str]); 12] = [
    ("jan", &["januar", "january", "jänner"]),
    ("feb", &["februar", "february"]),
    ("mar", &["märz", "march", "maerz"]),
    ("apr", &["april"]),
    ("may", &["mai", "may"]),
    ("jun", &["juni", "june"]),
    ("jul", &["juli", "july"]),
    ("aug", &["august"]),
    ("sep", &["september"]),
    ("oct", &["oktober", "october"]),
    ("nov", &["november"]),
    ("dec", &["dezember", "december"]),
];

/// The last day that a text names: `01.04.2023`, `2023-04-01`, `1. April 2023`, `April 1, 2023`, `04/2023`, `April 2023`. Of a month its
/// first day. A day and a month in digits that a slash parts may be either: none.
pub(super) fn read(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    (0..words.len()).rev().find_map(|end| {
        let word = words.get(end)?.trim_matches(|sign: char| !sign.is_alphanumeric());
        digits(word).or_else(|| {
            let year = year(word)?;
            let before = |back: usize| end.checked_sub(back).and_then(|at| words.get(at)).copied();
            let month = |back| before(back).and_then(month);
            let day = |back| before(back).and_then(day);
            match (month(1), day(1)) {
                (Some(month), _) => Date::new(year, month, day(2).unwrap_or(1)).ok(),
                (None, Some(day)) => Date::new(year, month(2)?, day).ok(),
                _ => None,
            }
        })
    })
}

fn digits(word: &str) -> Option<Date> {
    let parts = |sign| word.split(sign).collect::<Vec<&str>>();
    match (parts('.').as_slice(), parts('-').as_slice(), parts('/').as_slice()) {
        ([day, month, year], ..) | (_, [year, month, day], _) => {
            Date::new(self::year(year)?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        ([month, year], ..) | (.., [month, year]) => Date::new(self::year(year)?, month.parse().ok()?, 1).ok(),
        _ => None,
    }
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| (1990..2100).contains(year) && word.len() == 4)
}

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let is = |(short, names): &(&str, &[&str])| word == *short || names.contains(&word);
    MONTHS.iter().position(is).and_then(|index| i8::try_from(index + 1).ok())
}

fn day(word: &str) -> Option<i8> {
    word.trim_end_matches(|sign: char| !sign.is_ascii_digit()).parse().ok().filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_documents_write_them() {
        for text in
            ["Stand: 01.04.2023", "Version 2.1 vom 1. April 2023", "as of April 1, 2023", "2023-04-01", "1 April 2023"]
        {
            assert_eq!(read(text), Some(date(2023, 4, 1)), "{text}");
        }
        for text in ["Stand April 2023", "Stand 04/2023", "Stand: 04.2023"] {
            assert_eq!(read(text), Some(date(2023, 4, 1)), "{text}");
        }
        for text in ["Version 2.1", "04/05/2023", "Version 2023", "31.02.2023"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
