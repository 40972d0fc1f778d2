//! A block of text to its sentences.
//!
//! In: a text in German or English. Out: where its sentences begin and end. A full stop after an abbreviation, an ordinal or within a
//! number or an address ends nothing; a semicolon does where what follows could stand by itself.

use std::ops::Range;

/// Abbreviations before whose full stop a sentence goes on, in lower case and without it. Those of one letter need no entry.
const ABBREVIATIONS: &[&str] = &[
    "abs", "abt", "anl", "approx", "art", "artt", "bspw", "bzgl", "bzw", "ca", "cf", "co", "dgl", "dr", "e.g", "eg",
    "einschl", "evtl", "exkl", "ff", "fig", "gem", "ggf", "grds", "hrsg", "i.e", "ie", "incl", "inc", "inkl", "insb",
    "insbes", "jährl", "kap", "lfd", "lit", "ltd", "max", "min", "mind", "mio", "monatl", "mr", "mrs", "nr", "no",
    "p.a", "paras", "para", "pos", "prof", "resp", "rn", "s.o", "s.u", "sec", "sog", "st", "std", "str", "tägl", "tel",
    "u.a", "usw", "vgl", "vs", "wg", "zb", "ziff", "zzgl", "zzt",
];

/// A clause behind a semicolon stands by itself from this many words on.
const CLAUSE: usize = 3;

/// Where the sentences of a text stand, in bytes, without the space around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let (mut all, mut start) = (Vec::new(), 0);
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        let (before, after) = (text.get(start..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let ends = match sign {
            '.' => ends_with_stop(before, after),
            '!' => after.starts_with(char::is_whitespace),
            '?' => after.starts_with(char::is_whitespace) && !answers(after),
            ';' => after.starts_with(char::is_whitespace) && after.split_whitespace().count() >= CLAUSE,
            _ => false,
        };
        if ends {
            let end = end + closing(after);
            push(text, start..end, &mut all);
            start = end;
        }
    }
    push(text, start..text.len(), &mut all);
    all
}

fn push(text: &str, at: Range<usize>, all: &mut Vec<Range<usize>>) {
    let piece = text.get(at.clone()).unwrap_or_default();
    let (leading, trimmed) = (piece.len() - piece.trim_start().len(), piece.trim());
    if trimmed.chars().any(char::is_alphanumeric) {
        all.push(at.start + leading..at.start + leading + trimmed.len());
    }
}

/// Quotes and brackets that close behind the stop belong to the sentence.
fn closing(after: &str) -> usize {
    after
        .chars()
        .take_while(|sign| matches!(sign, '"' | '“' | '”' | '»' | '«' | ')' | '\'' | '’'))
        .map(char::len_utf8)
        .sum()
}

/// Words with which an answer begins.
const ANSWERS: &[&str] = &["ja", "nein", "yes", "no", "nope", "keine", "none", "jawohl", "korrekt", "correct"];
/// What is no longer than so many words, and the end, answers the question before it.
const SHORT_ANSWER: usize = 5;

/// Whether what follows a question answers it: then neither says anything without the other.
fn answers(after: &str) -> bool {
    let mut words = after.split_whitespace();
    let first = words.next().unwrap_or_default().trim_end_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    let is_one = !after.trim_end().trim_end_matches(['.', '!']).contains(['.', '?', '!']);
    let is_short = words.count() < SHORT_ANSWER && is_one;
    ANSWERS.contains(&first.as_str()) || is_short
}

fn ends_with_stop(before: &str, after: &str) -> bool {
    let rest = after.get(closing(after)..).unwrap_or_default();
    if rest.is_empty() {
        return true;
    }
    let Some(next) = rest.strip_prefix(char::is_whitespace).map(str::trim_start) else {
        return rest == after && is_glued(before, after);
    };
    let last = before
        .rsplit(|sign: char| sign.is_whitespace() || matches!(sign, '(' | '"' | '„' | '“'))
        .next()
        .unwrap_or_default();
    let lower = last.to_lowercase();
    // "z. B.", "i. d. R.", "(§ 3.)", "1. Januar": one letter or a number, and no unit.
    let is_short = last.chars().count() == 1 && last.chars().all(char::is_alphanumeric);
    let is_ordinal = !last.is_empty() && last.chars().all(|sign| sign.is_ascii_digit()) && last.len() <= 2;
    // "state of the art. For …", but "Art. 32".
    if lower == "art" && !next.starts_with(|sign: char| sign.is_ascii_digit()) {
        return true;
    }
    if is_short || is_ordinal || ABBREVIATIONS.contains(&lower.as_str()) {
        return false;
    }
    if lower == "etc" || lower == "usw" {
        return next.starts_with(char::is_uppercase);
    }
    // A sentence begins with a capital, a digit, a quote or a bullet.
    next.starts_with(|sign: char| !sign.is_lowercase())
}

/// "… des Systems.Dazu kommen …": a sentence that lost the space behind its stop, and no address or file name.
fn is_glued(before: &str, after: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let next = after.split(char::is_whitespace).next().unwrap_or_default();
    let is_word =
        last.chars().count() >= LONG && last.chars().all(|sign| sign.is_alphabetic() || "-()„“\"".contains(sign));
    let mut signs = next.chars();
    let begins = signs.next().is_some_and(char::is_uppercase) && signs.next().is_some_and(char::is_lowercase);
    is_word
        && last.ends_with(|sign: char| sign.is_lowercase() || sign == ')')
        && begins
        && !next.contains(['@', '/', '.', '_'])
}

/// A word of fewer letters may be a part of a name.
const LONG: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        sentences(text).into_iter().filter_map(|at| text.get(at)).collect()
    }

    #[test]
    fn sentences_end_with_a_stop() {
        assert_eq!(parts("Alles ist gut. Nichts fehlt! Wirklich?"), ["Alles ist gut.", "Nichts fehlt!", "Wirklich?"]);
        assert_eq!(parts("It is state of the art. For all."), ["It is state of the art.", "For all."]);
        assert_eq!(parts("Ohne Punkt am Ende"), ["Ohne Punkt am Ende"]);
        assert_eq!(parts("Er sagt: „Nein.“ Dann geht er."), ["Er sagt: „Nein.“", "Dann geht er."]);
    }

    #[test]
    fn a_lost_space_parts_sentences_all_the_same() {
        assert_eq!(parts("Innerhalb des Systems.Dazu kommt mehr."), ["Innerhalb des Systems.", "Dazu kommt mehr."]);
        for text in
            ["Siehe Beispiel.Example.org für mehr", "gebaut mit dem Framework vue.Js", "an info@firma.Example/x"]
        {
            assert_eq!(parts(text), [text]);
        }
    }

    #[test]
    fn abbreviations_numbers_and_addresses_end_nothing() {
        for text in [
            "Gemäß Art. 32 Abs. 1 lit. b DSGVO z. B. durch TLS 1.2 und ca. 30 Tage",
            "Ab dem 1. Januar gilt u. a. die Regel bzw. ihr Nachfolger",
            "Siehe https://example.org/a.html und support@example.org für Weiteres",
            "Backups are kept, e.g. for 1.000 days, i.e. long",
            "Firewalls, Proxys etc. sind im Einsatz",
            "Measures under Art. 32 of the GDPR",
        ] {
            assert_eq!(parts(text), [text]);
        }
    }

    #[test]
    fn an_answer_stays_with_its_question() {
        let text = "Werden Sicherungen verschlüsselt? Ja, mit AES-256.";
        assert_eq!(parts(&format!("{text} Sie liegen in Frankfurt.")), [text, "Sie liegen in Frankfurt."]);
        assert_eq!(
            parts("How long are logs kept? Ninety days minimum."),
            ["How long are logs kept? Ninety days minimum."]
        );
        assert_eq!(parts("Are you sure? Who asks? I do."), ["Are you sure?", "Who asks? I do."]);
    }

    #[test]
    fn semicolons_part_what_could_stand_alone() {
        assert_eq!(
            parts("Daten sind verschlüsselt; Zugriffe werden protokolliert."),
            ["Daten sind verschlüsselt;", "Zugriffe werden protokolliert."]
        );
        assert_eq!(parts("E-Mails verschlüsselt; S/MIME bzw. PGP"), ["E-Mails verschlüsselt;", "S/MIME bzw. PGP"]);
        assert_eq!(parts("S/MIME; PGP"), ["S/MIME; PGP"]);
    }
}
