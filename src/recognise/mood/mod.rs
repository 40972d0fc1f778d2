//! How a sentence means what it says: as a measure, a plan, a gap to fill in, a purpose, with a reserve, or denied.
//!
//! In: a sentence and its words. Out: [`Mood`]. Lists are data; each phrase is in lower case with umlauts, as in wordings.

mod denial;
mod placeholder;
mod plan;

use super::wording::{Phrase, find, phrases, starts};
use super::words::Word;
use denial::denies;
pub(super) use denial::{denies_by_its_words, is_denial, is_denied};
use placeholder::is_placeholder;
use plan::plans;
use serde::Serialize;
use std::sync::LazyLock;

/// How a sentence means what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mood {
    /// A measure in place.
    Measure,
    /// A measure with a reserve: "soweit möglich".
    Hedged,
    /// Something that is not done, or done elsewhere.
    Negated,
    /// Something that is to come.
    Plan,
    /// A gap that somebody forgot to fill in.
    Placeholder,
    /// A purpose, a definition or a duty: what measures are for, and no measure.
    Purpose,
    /// A sentence before a list, or one that refers elsewhere.
    Introduction,
}

impl Mood {
    /// Whether what it says can be tested.
    pub fn is_testable(self) -> bool {
        matches!(self, Self::Measure | Self::Hedged)
    }
}

static HEDGES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "soweit .. möglich",
        "sofern .. möglich",
        "wenn möglich",
        "wo möglich",
        "wo immer möglich",
        "so weit wie möglich",
        "nach möglichkeit",
        "möglichst",
        "grundsätzlich*",
        "in der regel",
        "i d r",
        "weitgehend*",
        "im wesentlichen",
        "überwiegend",
        "bei bedarf",
        "im bedarfsfall",
        "gegebenenfalls",
        "ggf",
        "soweit .. erforderlich",
        "soweit technisch*",
        "soweit sinnvoll",
        "sofern .. erforderlich",
        "nach bestem wissen",
        "where possible",
        "wherever possible",
        "if possible",
        "where feasible",
        "where applicable",
        "where appropriate",
        "as far as possible",
        "to the extent possible",
        "as far as .. feasible",
        "generally",
        "usually",
        "typically",
        "in principle",
        "as a rule",
        "if necessary",
        "where necessary",
        "best effort*",
        "normally",
        "largely",
        "mit ausnahme",
        "ausgenommen",
        "mit ausnahmen",
        "except",
        "with the exception",
        "exceptions",
    ])
});

static PURPOSES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "maßnahmen die",
        "maßnahmen um",
        "maßnahmen dass",
        "maßnahmen zur",
        "maßnahmen damit",
        "maßnahmen gegen",
        "measures to",
        "measures that",
        "measures which",
        "measures for",
        "gewährleistung",
        "sicherstellung",
        "sicherstellen dass",
        "verhinderung",
        "verwehrung",
        "ziel ist",
        "ziel dieser",
        "zweck",
        "kein unbefugte*",
        "keine unbefugte*",
        "no unauthorised",
        "no unauthorized",
        "preventing",
        "ensuring that",
        "ensure that",
        "the purpose",
        "the aim",
        "the objective",
        "es ist zu verhindern",
        "es ist zu gewährleisten",
        "ist sicherzustellen dass",
        "es muss sichergestellt",
        "unbefugten ist der",
        "unter zutrittskontrolle",
        "unter zugangskontrolle",
        "protection against",
        "schutz gegen",
    ])
});

static INTRODUCTIONS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "folgende* maßnahmen",
        "nachfolgende* maßnahmen",
        "nachfolgend genannte*",
        "nachstehende* maßnahmen",
        "folgenden technischen",
        "following measures",
        "measures below",
        "following technical",
        "im einzelnen",
    ])
});

static REFERENCES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "siehe",
        "vgl",
        "see",
        "refer to",
        "weitere informationen",
        "nähere informationen",
        "näheres",
        "einzelheiten",
        "for more information",
        "for details",
        "further information",
        "more information",
    ])
});
/// A reference says little else.
const MOST_OF_REFERENCE: usize = 14;

/// Whether a sentence only refers elsewhere: an address, "see annex 2".
fn refers(text: &str, words: &[Word]) -> bool {
    let text = text.trim();
    let is_address = !text.contains(char::is_whitespace) && (text.contains("://") || text.starts_with("www."));
    is_address || words.len() <= MOST_OF_REFERENCE && REFERENCES.iter().any(|phrase| starts(words, phrase))
}

/// What a sentence means that stands under a title: what the other cells of its row say, else nothing.
pub(super) fn mood(title: &str, text: &str, words: &[Word]) -> Mood {
    if is_placeholder(text, words) || is_placeholder(title, &[]) {
        return Mood::Placeholder;
    }
    if text.trim_end().ends_with(':') || says(words, &INTRODUCTIONS) || refers(text, words) {
        return Mood::Introduction;
    }
    if [title, text].iter().any(|part| part.contains('☐') || part.trim_start().starts_with("[ ]")) {
        return Mood::Negated;
    }
    if begins(words, &PURPOSES) {
        return Mood::Purpose;
    }
    if denies(text, words) {
        return Mood::Negated;
    }
    if plans(words) {
        return Mood::Plan;
    }
    if says(words, &HEDGES) { Mood::Hedged } else { Mood::Measure }
}

fn says(words: &[Word], phrases: &[Phrase]) -> bool {
    phrases.iter().any(|phrase| find(words, phrase).is_some())
}

/// Whether one of the phrases stands among the first words.
fn begins(words: &[Word], phrases: &[Phrase]) -> bool {
    phrases.iter().any(|phrase| find(words, phrase).is_some_and(|at| at.start <= 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words::words;

    #[test]
    fn the_other_cells_of_a_row_may_deny_it() {
        let cell = |title: &str, text: &str| mood(title, text, &words(text));
        assert_eq!(cell("Is the load balanced?", "No, it is even"), Mood::Negated);
        assert_eq!(cell("☐", "Turnusmäßiger Tausch der Kennwörter"), Mood::Negated);
        assert_eq!(cell("Geteilte Konten", "Keine geteilten Konten im Betrieb"), Mood::Measure);
    }

    fn of(text: &str) -> Mood {
        mood("", text, &words(text))
    }

    #[test]
    fn moods_are_told_apart() {
        assert_eq!(of("Alle Daten sind verschlüsselt."), Mood::Measure);
        assert_eq!(of("Daten werden soweit möglich verschlüsselt."), Mood::Hedged);
        assert_eq!(of("Die Einführung von MFA ist für Q3 geplant."), Mood::Plan);
        assert_eq!(of("Backups will be introduced next year."), Mood::Plan);
        assert_eq!(of("Aufbewahrung: «Frist» Tage"), Mood::Placeholder);
        assert_eq!(of("Logs werden [Anzahl] Tage aufbewahrt."), Mood::Placeholder);
        assert_eq!(of("Backups alle XX Stunden"), Mood::Placeholder);
        assert_eq!(of("[x] Backups sind verschlüsselt"), Mood::Measure);
        assert_eq!(of("☐ Backups sind verschlüsselt"), Mood::Negated);
        assert_eq!(of("Eine Zwei-Faktor-Anmeldung ist derzeit nicht eingerichtet."), Mood::Negated);
        assert_eq!(of("MFA for customers: no"), Mood::Negated);
        assert_eq!(of("Are backups encrypted? No, they are not."), Mood::Negated);
        assert_eq!(of("No shared accounts"), Mood::Measure);
        assert_eq!(of("Keys that are not needed are scheduled for deletion."), Mood::Measure);
        assert_eq!(of("Aufbewahrung: [•] Tage"), Mood::Placeholder);
        assert_eq!(of("Maßnahmen, die verhindern, dass Unbefugte Zutritt haben"), Mood::Purpose);
        assert_eq!(of("Dazu treffen wir folgende Maßnahmen:"), Mood::Introduction);
        assert_eq!(of("Siehe Anlage 2 zum Vertrag."), Mood::Introduction);
        assert_eq!(of("https://aws.amazon.com/de/compliance/"), Mood::Introduction);
        assert_eq!(
            of("Source code is reviewed by a second person before each release goes to production, without exception."),
            Mood::Measure
        );
    }

    #[test]
    fn denials_concern_what_is_near() {
        let denied = |text: &str, what: &str| {
            let words = words(text);
            let at = phrases(&[what]).iter().find_map(|phrase| find(&words, phrase)).expect("it is there");
            is_denied(&words, &[at])
        };
        assert!(denied("Backups werden nicht verschlüsselt", "verschlüsselt"));
        assert!(denied("Es gibt keine Backups", "backups"));
        assert!(!denied("Backups werden verschlüsselt, damit Unbefugte sie nicht lesen", "verschlüsselt"));
        assert!(!denied("Nicht nur Backups werden verschlüsselt", "backups"));
    }
}
