//! What a document says of itself: its title, whose measures it states, its version and date.
//!
//! In: a [`Document`]. Out: [`About`], with nothing in it that does not stand there.

mod date;
mod party;

use crate::document::{Block, Document, Kind};
use jiff::civil::Date;

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The first heading, else the first line.
    pub title: Option<String>,
    /// Whose measures it states: the first company that is named.
    pub party: Option<String>,
    /// Its version, as printed: "Version 2.1", "Stand: März 2024".
    pub version: Option<String>,
    /// The day from which it speaks; of a month its first.
    pub date: Option<Date>,
}

/// A first line that is longer is no title, and its beginning is enough.
const MOST_OF_TITLE: usize = 200;
/// Blocks at the beginning and at the end, where documents speak of themselves.
const AT_THE_START: usize = 40;
const AT_THE_END: usize = 15;

impl About {
    /// What a document says of itself.
    pub fn of(document: &Document) -> Self {
        let blocks = &document.blocks;
        let title = blocks.iter().find(|block| matches!(block.kind, Kind::Heading(_))).or_else(|| blocks.first());
        let end = blocks.len().saturating_sub(AT_THE_END).max(AT_THE_START);
        let edges = || blocks.iter().take(AT_THE_START).chain(blocks.get(end..).unwrap_or_default());
        let version = edges().find_map(|block| version(&block.text));
        Self {
            title: title.map(|block| block.text.chars().take(MOST_OF_TITLE).collect()),
            party: edges().find_map(|block: &Block| party::named(&block.text)),
            date: version.as_deref().and_then(date::read),
            version,
        }
    }
}

/// A line of more words says more than who speaks, and since when.
const MOST_OF_LINE: usize = 14;

impl About {
    /// Whether a text says only what stands here: "Example Ltd, London, version 2".
    pub fn is_said_by(&self, text: &str) -> bool {
        let said = [&self.title, &self.party, &self.version];
        text.split_whitespace().count() <= MOST_OF_LINE
            && said.into_iter().flatten().any(|said| text.contains(said.as_str()))
    }
}

/// Words before which a version or a date stands, in lower case.
const VERSION: &[&str] = &[
    "version",
    "fassung",
    "revision",
    "stand",
    "stand:",
    "version:",
    "fassung:",
    "revision:",
    "gültig",
    "effective",
    "last",
    "updated:",
    "status:",
    "datum:",
    "date:",
];

/// A version is a short line, or what a line ends in.
const MOST_OF_VERSION: usize = 8;

/// "Version 2.1", "Stand: 01.04.2023", "last updated 1 March 2024": a line of few words, or what stands in brackets, behind a dash or
/// behind a bar, with a number in it.
fn version(text: &str) -> Option<String> {
    let pieces = text.split(['(', ')', '|', '–', '—', '·', ';']).flat_map(|piece| piece.split(", "));
    pieces.map(str::trim).map(|piece| piece.trim_end_matches(['.', ','])).find_map(|piece| {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let first = words.first()?.to_lowercase();
        let fits = VERSION.contains(&first.as_str())
            && (2..=MOST_OF_VERSION).contains(&words.len())
            && piece.chars().any(|sign| sign.is_ascii_digit());
        // "Stand der Technik 2024" is none, nor is "last 30 days".
        let second = words.get(1)?.to_lowercase();
        let is_other = first == "stand" && second == "der"
            || first == "last"
                && !["updated", "revised", "changed", "modified", "reviewed", "updated:"].contains(&second.as_str())
            || first == "gültig" && !["ab", "seit"].contains(&second.as_str());
        (fits && !is_other).then(|| piece.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    fn about(text: &str) -> About {
        About::of(&read("toms.md", text.as_bytes()).expect("a text"))
    }

    #[test]
    fn a_document_is_asked_who_speaks_and_since_when() {
        let german = about(
            "# Technische und organisatorische Maßnahmen\n\nMuster & Partner Software GmbH, Hamburg\n\nStand: 01.04.2023\n",
        );
        assert_eq!(german.title.as_deref(), Some("Technische und organisatorische Maßnahmen"));
        assert_eq!(german.party.as_deref(), Some("Muster & Partner Software GmbH"));
        assert_eq!(german.version.as_deref(), Some("Stand: 01.04.2023"));
        assert_eq!(german.date, Some(jiff::civil::date(2023, 4, 1)));
        let english =
            about("# Security measures (Version 3.2, last updated March 2025)\n\nExample Ltd. protects its systems.\n");
        assert_eq!(english.party.as_deref(), Some("Example Ltd"));
        assert_eq!(english.version.as_deref(), Some("Version 3.2"));
    }

    #[test]
    fn nothing_is_said_that_does_not_stand_there() {
        let about = about(
            "# Maßnahmen\n\nDer Stand der Technik von 2024 gilt. Gehostet wird bei Amazon Web Services EMEA SARL.\n",
        );
        assert_eq!((about.party, about.version, about.date), (None, None, None));
    }
}
