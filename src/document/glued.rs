//! Headings that stand in one line with the sentence behind them: "Zugriffskontrolle Kein Zugriff ohne Konto."
//!
//! In: the text of a paragraph or item without its marker. Out: where the sentence begins. Copied web pages and PDFs are full of
//! these; without the seam, heading and sentence would be one claim.

/// Words that begin with a capital letter only where a sentence begins.
const OPENERS: &[&str] = &[
    "Alle",
    "Am",
    "An",
    "Auf",
    "Aus",
    "Bei",
    "Dabei",
    "Daher",
    "Damit",
    "Das",
    "Dazu",
    "Dem",
    "Den",
    "Der",
    "Die",
    "Diese",
    "Dieser",
    "Dieses",
    "Durch",
    "Ein",
    "Eine",
    "Einen",
    "Es",
    "Falls",
    "Folgende",
    "Für",
    "Gemäß",
    "Grundsätzlich",
    "Hier",
    "Hierzu",
    "Im",
    "In",
    "Insbesondere",
    "Jede",
    "Jeder",
    "Jedes",
    "Kein",
    "Keine",
    "Keinen",
    "Mit",
    "Nur",
    "Sofern",
    "Soweit",
    "Um",
    "Unser",
    "Unsere",
    "Unter",
    "Wenn",
    "Wir",
    "Zu",
    "Zum",
    "Zur",
    "Über",
    "All",
    "Each",
    "No",
    "Our",
    "The",
    "We",
];

/// The longest heading, in characters and in words.
const LONGEST: usize = 120;
const MOST_WORDS: usize = 12;
/// The same where nothing but the words tells that it is one.
const FEW_WORDS: usize = 5;

/// What else tells that a text begins with a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// A number, letter or § stands before it.
    Numbered,
    /// A bullet stands before it.
    Item,
    /// Nothing.
    Nothing,
}

/// Whether a word begins a sentence if it has a capital letter.
pub(super) fn is_opener(word: &str) -> bool {
    OPENERS.contains(&word)
}

/// Where the sentence begins.
pub(super) fn seam(text: &str, begins: Begins) -> Option<usize> {
    if begins == Begins::Numbered
        && let Some(at) = without_space(text)
    {
        return Some(at);
    }
    let most = if begins == Begins::Numbered { MOST_WORDS } else { FEW_WORDS };
    let (mut depth, mut count, mut before) = (0i32, 0usize, "");
    for word in text.split_whitespace() {
        let at = offset(text, word);
        if at > LONGEST || count > most {
            return None;
        }
        if depth <= 0 && count > 0 && is_seam(text, at, before, word, begins) {
            return Some(at);
        }
        count += usize::from(depth <= 0 && !word.starts_with('('));
        depth += brackets(word);
        let ends = depth <= 0 && word.ends_with(['.', ',', ';', ':', '!', '?']);
        if ends || count == 1 && OPENERS.contains(&word) {
            return None;
        }
        before = word;
    }
    None
}

fn is_seam(text: &str, at: usize, before: &str, word: &str, begins: Begins) -> bool {
    let (Some(head), Some(rest)) = (text.get(..at), text.get(at..)) else { return false };
    let ends_as_heading = before.ends_with([')', '“', '"']) || before.starts_with(char::is_uppercase);
    let is_sentence = rest.split_whitespace().nth(2).is_some() && rest.contains(['.', ';', ':']);
    if !ends_as_heading || !is_sentence || !word.starts_with(char::is_uppercase) {
        return false;
    }
    let goal = head.split_whitespace().next().unwrap_or_default();
    let is_goal = goal == head.split(" (").next().unwrap_or_default().trim_end()
        && goal.starts_with(char::is_uppercase)
        && (goal.ends_with("kontrolle") || goal == "Pseudonymisierung");
    is_goal || begins != Begins::Nothing && OPENERS.contains(&word)
}

/// "… (nach 5.1 der Norm)Daten werden", "… nach 27001:2022Es wird": a numbered heading without even a space behind it.
fn without_space(text: &str) -> Option<usize> {
    let letters: Vec<(usize, char)> = text.char_indices().take(LONGEST).collect();
    letters.windows(2).find_map(|pair| {
        let [(_, before), (at, letter)] = pair else { return None };
        let rest = text.get(*at..)?;
        let word = rest.split_whitespace().next()?;
        let is_seam = *before == ')' && letter.is_uppercase() || before.is_ascii_digit() && OPENERS.contains(&word);
        (is_seam && rest.contains('.')).then_some(*at)
    })
}

fn brackets(word: &str) -> i32 {
    word.chars().fold(0, |depth, letter| match letter {
        '(' | '„' => depth + 1,
        ')' | '“' | '”' => depth - 1,
        _ => depth,
    })
}

/// Where a part of a text stands in it.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, begins: Begins) -> Option<(&str, &str)> {
        seam(text, begins).map(|at| text.split_at(at)).map(|(head, rest)| (head.trim_end(), rest))
    }

    #[test]
    fn a_heading_before_a_sentence() {
        let rest = "Der Zutritt ist geregelt. Türen sind zu.";
        for (head, begins) in [
            ("Zutrittskontrolle", Begins::Nothing),
            ("Pseudonymisierung (Art. 32 Abs. 1 lit. a DSGVO; Art. 25)", Begins::Item),
            ("Betrieb der Türen", Begins::Item),
            ("Regeln für Gäste („Besuch“)", Begins::Numbered),
            ("Rollen- und Rechtekonzept der Verwaltung im Haus", Begins::Numbered),
        ] {
            let text = format!("{head} {rest}");
            assert_eq!(split(&text, begins), Some((head, rest)));
        }
        assert_eq!(
            split("Netze (nach 13.1)Netze sind getrennt.", Begins::Numbered),
            Some(("Netze (nach 13.1)", "Netze sind getrennt."))
        );
        let glued = "Eingabekontrolle Protokollierung, wer etwas ändert. So ist es.";
        assert_eq!(split(glued, Begins::Item).map(|(head, _)| head), Some("Eingabekontrolle"));
    }

    #[test]
    fn sentences_without_one() {
        for text in [
            "Der Auftragnehmer schließt die Türen. Das gilt immer.",
            "Zutrittskontrolle für Serverräume mit Karte und PIN",
            "Türen werden geschlossen, Fenster auch. Die Regel gilt.",
            "Alarmanlage",
            "Wir informieren Kunden. Im Notfall sofort.",
            "",
        ] {
            assert_eq!(split(text, Begins::Item), None, "{text}");
        }
    }
}
