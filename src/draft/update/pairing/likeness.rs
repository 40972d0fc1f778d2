//! How alike two sentences are.
//!
//! In: plain words. Out: a percentage. Each word is taken apart into the groups of three letters that it holds, its beginning and end
//! included; two sentences are as alike as the share of groups that they have in common (Dice's coefficient). So endings and compounds
//! count for what they are ("verschlüsselt", "Verschlüsselung"), in both languages and without lists of words; small words count little.

use std::cmp::Ordering;

/// The groups of letters of a sentence.
#[derive(Debug)]
pub(super) struct Letters(Vec<[char; 3]>);

impl Letters {
    /// Those of plain words with a space between.
    pub(super) fn of(words: &str) -> Self {
        let mut groups = Vec::new();
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
            groups.extend(letters.windows(3).filter_map(|group| <[char; 3]>::try_from(group).ok()));
        }
        groups.sort_unstable();
        Self(groups)
    }

    /// How alike they are, in percent; 0 if they are less alike than `least`.
    pub(super) fn likeness(&self, other: &Self, least: usize) -> usize {
        let (short, long) = (self.0.len().min(other.0.len()), self.0.len().max(other.0.len()));
        let percent = |common: usize| (200 * common).checked_div(short + long).unwrap_or_default();
        if percent(short) < least {
            return 0;
        }
        let (mut ones, mut others) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0;
        while let (Some(one), Some(another)) = (ones.peek(), others.peek()) {
            match one.cmp(another) {
                Ordering::Less => drop(ones.next()),
                Ordering::Greater => drop(others.next()),
                Ordering::Equal => {
                    common += 1;
                    ones.next();
                    others.next();
                }
            }
        }
        Some(percent(common)).filter(|percent| *percent >= least).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::reworded::LEAST;
    use super::*;
    use crate::recognise::in_plain_words;

    fn likeness(one: &str, other: &str) -> usize {
        Letters::of(&in_plain_words(one)).likeness(&Letters::of(&in_plain_words(other)), LEAST)
    }

    #[test]
    fn what_was_reworded_is_alike_and_what_is_another_measure_is_not() {
        for (one, other) in [
            ("Backups werden 30 Tage aufbewahrt.", "Sicherungen werden 60 Tage lang aufbewahrt."),
            ("Zugriffsrechte werden jährlich überprüft.", "Die Überprüfung der Zugriffsrechte erfolgt halbjährlich."),
            ("Von allen Datenbanken werden täglich Backups erstellt.", "Alle Datenbanken werden stündlich gesichert."),
            ("Access rights are reviewed once a year.", "Access rights are reviewed every six months by data owners."),
            ("Logs are kept for one year.", "Audit logs are retained for one year."),
            ("Firewall", "Einsatz einer Firewall"),
        ] {
            assert!(likeness(one, other) >= LEAST, "{one} / {other}");
            assert_eq!(likeness(one, other), likeness(other, one));
        }
        for (one, other) in [
            ("Besucher werden begleitet.", "Backups werden täglich erstellt."),
            ("Die Notebooks der Beschäftigten sind verschlüsselt.", "Die Räume der Verwaltung sind abgeschlossen."),
            ("Backups are taken every four hours.", "Visitors are accompanied at all times."),
            ("", "Firewall"),
            ("", ""),
        ] {
            assert_eq!(likeness(one, other), 0, "{one} / {other}");
        }
        assert_eq!(likeness("Größe: 2-Faktor", "GROESSE 2 Faktor"), 100);
    }
}
