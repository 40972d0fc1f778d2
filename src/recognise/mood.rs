//! How a sentence means what it says: as a measure, a plan, a gap to fill in, a purpose, with a reserve, or denied.
//!
//! In: a sentence and its words. Out: [`Mood`]. Lists are data; each phrase is in lower case with umlauts, as in wordings.

use super::wording::{Phrase, find, phrases, starts};
use super::words::Word;
use serde::Serialize;
use std::ops::Range;
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

static PLANS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "geplant*",
        "in planung",
        "planen wir",
        "wir planen",
        "plant",
        "in vorbereitung",
        "in umsetzung",
        "im aufbau",
        "vorgesehen ist",
        "ist vorgesehen",
        "sind vorgesehen",
        "künftig*",
        "zukünftig*",
        "in zukunft",
        "demnächst",
        "angestrebt*",
        "anstreben",
        "streben .. an",
        "soll",
        "sollen",
        "sollte",
        "sollten",
        "einführen werden",
        "wird eingeführt",
        "werden eingeführt",
        "ist beabsichtigt",
        "beabsichtigen",
        "noch nicht umgesetzt",
        "wird .. umgestellt",
        "wird derzeit",
        "werden derzeit",
        "bis ende des jahres",
        "bis jahresende",
        "todo",
        "to do",
        "roadmap",
        "planned",
        "plan to",
        "plans to",
        "planning",
        "will be introduced",
        "will be implemented",
        "will be rolled out",
        "will be enabled",
        "will be activated",
        "will be migrated",
        "will introduce",
        "will be replaced",
        "will be extended",
        "to be introduced",
        "to be implemented",
        "going to",
        "in the future",
        "upcoming",
        "intend to",
        "intends to",
        "intended",
        "aim to",
        "aims to",
        "under evaluation",
        "being evaluated",
        "by the end of",
        "not yet",
        "noch nicht",
        "scheduled for",
        "should",
        "budgetiert*",
        "voraussichtlich*",
        "angedacht*",
        "in beschaffung",
        "in erprobung",
        "wird erprobt",
        "werden erprobt",
        "nächstes jahr",
        "nächsten jahr*",
        "kommenden jahr*",
        "quartal vorgesehen",
        "jahr vorgesehen",
        "arbeiten wir noch",
        "under negotiation",
        "being piloted",
        "piloted",
        "pilot running",
        "next year",
        "next quarter",
        "draft stage",
        "evaluieren wir",
        "prüfen wir derzeit",
    ])
});

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

/// What a sentence means.
pub(super) fn mood(text: &str, words: &[Word]) -> Mood {
    if is_placeholder(text, words) {
        return Mood::Placeholder;
    }
    if text.trim_end().ends_with(':') || says(words, &INTRODUCTIONS) || refers(text, words) {
        return Mood::Introduction;
    }
    if text.contains('☐') || text.trim_start().starts_with("[ ]") {
        return Mood::Negated;
    }
    if begins(words, &PURPOSES) {
        return Mood::Purpose;
    }
    if denies(text, words) {
        return Mood::Negated;
    }
    if words.iter().enumerate().any(|(place, _)| is_plan(words, place)) {
        return Mood::Plan;
    }
    if says(words, &HEDGES) { Mood::Hedged } else { Mood::Measure }
}

/// What sounds like a plan, and is none.
static NO_PLANS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "scheduled for deletion",
        "scheduled for destruction",
        "scheduled for removal",
        "geplante* wartung*",
        "geplante* ausf*",
        "planned maintenance",
        "planned downtime",
        "planned outage*",
        "as planned",
        "monitored and planned",
        "überwacht und geplant",
        "should .. fail",
        "should .. become unavailable",
        "should .. be unavailable",
        "should .. leave",
        "sollte .. ausfallen",
        "sollten .. ausfallen",
        "sollte .. ausfall*",
        "not yet expired",
        "going to production",
    ])
});

/// Whether a plan is spoken of from this word on.
fn is_plan(words: &[Word], place: usize) -> bool {
    let begins = |phrase: &Phrase| words.get(place..).is_some_and(|rest| starts(rest, phrase));
    let is_other = || NO_PLANS.iter().filter_map(|phrase| find(words, phrase)).any(|other| other.contains(&place));
    // "Should the page not answer, the telephone rings": a condition.
    let is_condition =
        place == 0 && words.first().is_some_and(|word| matches!(word.text.as_str(), "should" | "sollte" | "sollten"));
    PLANS.iter().any(begins) && !is_condition && !is_other()
}

/// What says of a whole sentence that it is not so.
static WHOLLY_DENIED: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "wird verzichtet",
        "wird .. verzichtet",
        "verzichten wir",
        "haben wir verzichtet",
        "bislang verzichtet",
        "derzeit nicht",
        "bislang nicht",
        "bisher nicht",
        "aktuell nicht",
        "momentan nicht",
        "zurzeit nicht",
        "noch nie",
        "nicht eingerichtet",
        "nicht umgesetzt",
        "nicht implementiert",
        "nicht im einsatz",
        "nicht vorhanden",
        "unterbleibt",
        "entfällt",
        "currently not",
        "not currently",
        "not at present",
        "at present not",
        "not in place",
        "not implemented",
        "not in use",
        "not performed",
        "none since",
        "has not been built",
    ])
});
/// Answers: a row or a question that ends in one denies the whole.
const DENYING_ANSWERS: &[&str] = &["nein", "no", "none", "nope", "keine", "entfaellt", "n"];

/// Whether a sentence denies all that it says: "is not set up", "MFA: no", "Can you …? Not today."
fn denies(text: &str, words: &[Word]) -> bool {
    let answer = words.first().filter(|first| DENYING_ANSWERS.contains(&first.text.as_str()));
    // "No shared accounts" begins with the same word, and goes on.
    let ends_there = |first: &Word| {
        let behind = text.rsplit_once(": ").map_or(text, |(_, answer)| answer).trim_start();
        let rest = behind.get(first.at.end - first.at.start..).unwrap_or_default().trim_start();
        rest.is_empty() || rest.starts_with(['.', ',', ';', '–', '—', '!', '-'])
    };
    answer.is_some_and(ends_there) || says(words, &WHOLLY_DENIED)
}

fn says(words: &[Word], phrases: &[Phrase]) -> bool {
    phrases.iter().any(|phrase| find(words, phrase).is_some())
}

/// Whether one of the phrases stands among the first words.
fn begins(words: &[Word], phrases: &[Phrase]) -> bool {
    phrases.iter().any(|phrase| find(words, phrase).is_some_and(|at| at.start <= 1))
}

/// «Frist», [Anzahl], XX, ____, TBD.
fn is_placeholder(text: &str, words: &[Word]) -> bool {
    let marked = text.contains("___") || text.contains("…………") || text.contains("......");
    let named = |open: char, close: char| {
        text.split(open).skip(1).any(|rest| {
            let inner = rest.split(close).next().filter(|inner| inner.len() < rest.len()).unwrap_or_default();
            // A single sign ticks a box, and a number refers to a source.
            let is_named = inner.chars().count() > 1 && inner.chars().any(char::is_alphabetic);
            is_named && inner.chars().count() <= 40 || matches!(inner.trim(), "•" | "●" | "…" | "..." | "_")
        })
    };
    let is_gap = |word: &Word| matches!(word.text.as_str(), "xx" | "xxx" | "xxxx" | "tbd" | "tba" | "nn");
    marked || named('[', ']') || named('{', '}') || is_gap_quote(text) || words.iter().any(is_gap)
}

/// A single word or two in guillemets that stands for what is to be put in: «Frist».
fn is_gap_quote(text: &str) -> bool {
    text.split('«').skip(1).any(|rest| {
        let inner = rest.split('»').next().filter(|inner| inner.len() < rest.len()).unwrap_or_default();
        inner.split_whitespace().count() <= 3 && !inner.is_empty()
    })
}

const DENIALS: &[&str] = &[
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keiner",
    "keinem",
    "keinerlei",
    "keines",
    "not",
    "no",
    "never",
    "without",
    "ohne",
    "weder",
    "neither",
    "nobody",
    "niemand",
    "nie",
    "niemals",
    "none",
    "don",
    "doesn",
    "isn",
    "aren",
    "won",
];
/// Turns in which a word of denial denies nothing.
static HARMLESS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "niemand .. ohne",
        "nicht ohne",
        "kein* .. ohne",
        "never without",
        "no .. without",
        "nobody .. without",
        "not .. without",
        "nicht nur",
        "not only",
        "nicht mehr",
        "no longer",
        "not longer",
        "nicht länger",
        "nicht später",
        "nicht weniger",
        "nicht älter",
        "nicht seltener",
        "no less",
        "not less",
        "no fewer",
        "not fewer",
        "no more",
        "not more",
        "never more",
        "no later",
        "not later",
        "no older",
        "not older",
        "nicht unterschreiten",
        "nicht überschreiten",
        "nicht unter",
        "nicht über",
        "ohne verzögerung",
        "ohne verzug",
        "ohne schuldhafte*",
        "ohne ausnahme",
        "ohne unterbrechung",
        "without delay",
        "without undue",
        "without exception*",
        "without interruption",
        "cannot .. without",
        "nobody .. without",
        "niemand .. anders",
        "nicht allgemein",
        "not limited",
        "nicht unbefugt",
        "no unauthori*",
        "kein* unbefugt*",
    ])
});

/// Whether a word denies.
pub(super) fn is_denial(word: &Word) -> bool {
    DENIALS.contains(&word.text.as_str())
}

/// How near to what is found a word of denial denies it.
const NEAR: usize = 4;

/// Whether what was found in a sentence is denied: a word of denial that is not itself part of what was found stands near, in the same
/// part of the sentence.
pub(super) fn is_denied(words: &[Word], found: &[Range<usize>]) -> bool {
    let harmless: Vec<Range<usize>> = HARMLESS.iter().filter_map(|phrase| find(words, phrase)).collect();
    words.iter().enumerate().any(|(place, word)| {
        let within = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&place));
        let near = |range: &Range<usize>| {
            let distance = if place < range.start { range.start - place } else { place.saturating_sub(range.end - 1) };
            distance <= NEAR && words.get(range.start).is_some_and(|first| first.part == word.part)
        };
        is_denial(word) && !within(found) && !within(&harmless) && found.iter().any(near)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words::words;

    fn of(text: &str) -> Mood {
        mood(text, &words(text))
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
        assert_eq!(mood("MFA for customers: no", &words("no")), Mood::Negated);
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
