//! Numbers as words: "vierzehn", "fünfunddreißig", "hundertachtzig", "thirty-six", "one hundred and eighty".
//!
//! In: words, umlauts written out. Out: the number, and how many words it takes.

use crate::recognise::words::Word;

const ONES: [(&[&str], f64); 9] = [
    (&["ein", "eins", "eine", "einem", "einen", "einer", "eines", "one"], 1.0),
    (&["zwei", "zwo", "zweier", "two"], 2.0),
    (&["drei", "dreier", "three"], 3.0),
    (&["vier", "four"], 4.0),
    (&["fuenf", "five"], 5.0),
    (&["sechs", "six"], 6.0),
    (&["sieben", "seven"], 7.0),
    (&["acht", "eight"], 8.0),
    (&["neun", "nine"], 9.0),
];

const TEENS: [(&[&str], f64); 10] = [
    (&["zehn", "ten"], 10.0),
    (&["elf", "eleven"], 11.0),
    (&["zwoelf", "twelve"], 12.0),
    (&["dreizehn", "thirteen"], 13.0),
    (&["vierzehn", "fourteen"], 14.0),
    (&["fuenfzehn", "fifteen"], 15.0),
    (&["sechzehn", "sixteen"], 16.0),
    (&["siebzehn", "seventeen"], 17.0),
    (&["achtzehn", "eighteen"], 18.0),
    (&["neunzehn", "nineteen"], 19.0),
];

const TENS: [(&[&str], f64); 8] = [
    (&["zwanzig", "twenty"], 20.0),
    (&["dreissig", "thirty"], 30.0),
    (&["vierzig", "forty", "fourty"], 40.0),
    (&["fuenfzig", "fifty"], 50.0),
    (&["sechzig", "sixty"], 60.0),
    (&["siebzig", "seventy"], 70.0),
    (&["achtzig", "eighty"], 80.0),
    (&["neunzig", "ninety"], 90.0),
];

fn of(table: &[(&[&str], f64)], word: &str) -> Option<f64> {
    table.iter().find(|(names, _)| names.contains(&word)).map(|(_, value)| *value)
}

/// A German number in one word, below a thousand.
fn german(word: &str) -> Option<f64> {
    if let Some((hundreds, rest)) = word.split_once("hundert") {
        let hundreds = if hundreds.is_empty() { 1.0 } else { of(&ONES, hundreds)? };
        let rest = rest.strip_prefix("und").unwrap_or(rest);
        return Some(hundreds * 100.0 + if rest.is_empty() { 0.0 } else { german(rest)? });
    }
    let tens = || {
        let (ones, tens) = word.split_once("und")?;
        Some(of(&ONES, ones)? + of(&TENS, tens)?)
    };
    of(&ONES, word).or_else(|| of(&TEENS, word)).or_else(|| of(&TENS, word)).or_else(tens)
}

/// The number at a word, and the words that it takes.
pub(super) fn numeral(words: &[Word], at: usize) -> Option<(f64, usize)> {
    let text = |place: usize| words.get(place).map_or("", |word| word.text.as_str());
    let below_hundred = |place: usize| {
        let tens = of(&TENS, text(place)).zip(of(&ONES, text(place + 1)));
        tens.map(|(tens, ones)| (tens + ones, 2)).or_else(|| german(text(place)).map(|value| (value, 1)))
    };
    if text(at) == "hundred" {
        return Some((100.0, 1));
    }
    let (value, taken) = below_hundred(at)?;
    if text(at + taken) != "hundred" {
        return Some((value, taken));
    }
    let next = at + taken + 1;
    let joined = if text(next) == "and" { next + 1 } else { next };
    let rest = below_hundred(joined).filter(|(rest, _)| *rest < 100.0);
    Some(rest.map_or((value * 100.0, taken + 1), |(rest, more)| (value * 100.0 + rest, joined + more - at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words::words;

    #[test]
    fn numbers_are_read_in_words() {
        for (text, value, taken) in [
            ("vierzehn Zeichen", 14.0, 1),
            ("fünfunddreißig Tage", 35.0, 1),
            ("hundertachtzig Tage", 180.0, 1),
            ("zweihundertsechsundfünfzig Bit", 256.0, 1),
            ("thirty-six hours", 36.0, 2),
            ("one hundred and eighty days", 180.0, 4),
            ("four hundred days", 400.0, 2),
            ("zweier Tage", 2.0, 1),
        ] {
            assert_eq!(numeral(&words(text), 0), Some((value, taken)), "{text}");
        }
        for text in ["und so weiter", "Verbund", "hundertmal", "andere"] {
            assert_eq!(numeral(&words(text), 0), None, "{text}");
        }
    }
}
