//! Claims whose words are in the document, though not as one statement: people join sentences, part them, and quote headings.
//!
//! Part of a statement is not enough: "all backups are encrypted" stands in "it is planned that all backups are encrypted" too. Claims make a
//! measure in parts where together they make most of it, or where it was the same in the former document and no claim makes it whole.

use super::{Fate, Pairing, Side, Taken};
use crate::document::Document;
use crate::draft::Entry;
use crate::recognise::{Mood, in_plain_words};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::RangeInclusive;

/// Fewer words than these are found by chance: then a whole heading, cell or paragraph must say them.
const FEWEST_WORDS: usize = 3;
/// Where words stand more often, the first places are looked at.
const MOST_PLACES: usize = 16;
/// Claims that make so many percent of a statement together make it.
const MOST_OF_IT: usize = 75;

/// The document, and what its statements are to it.
pub(super) struct Stated<'d> {
    pub(super) document: &'d Document,
    pub(super) entries: &'d [Entry],
    pub(super) sides: &'d [Side],
    /// The statements of the former document.
    pub(super) known: &'d HashSet<String>,
}

pub(super) fn pair(claims: &[Side], stated: &Stated<'_>, pairing: &mut Pairing) {
    let words = Words::of(stated.document);
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        if !pairing.is_open(index) || claim.words.is_empty() {
            continue;
        }
        for place in words.find(&claim.words) {
            let at: Vec<usize> =
                stated.entries_in(&place.blocks).filter(|entry| stated.touches(*entry, claim)).collect();
            let is_part = |entry: &usize| !stated.is_whole(*entry, claim) && !place.is_whole;
            if let Some(entry) = at.iter().copied().find(is_part) {
                parts.entry(entry).or_default().push(index);
                continue;
            }
            pairing.set(index, Fate::Same(at.first().copied()));
            for entry in at.into_iter().filter(|entry| pairing.is_free(*entry)).collect::<Vec<_>>() {
                pairing.take(entry, Taken::By(index));
            }
            break;
        }
    }
    for (entry, mut parts) in parts {
        parts.retain(|claim| pairing.is_open(*claim));
        if !stated.is_made_by(entry, &parts, claims, pairing.is_free(entry)) {
            continue;
        }
        for claim in parts {
            pairing.set(claim, Fate::Same(Some(entry)));
            if pairing.is_free(entry) {
                pairing.take(entry, Taken::By(claim));
            }
        }
    }
}

impl Stated<'_> {
    fn entries_in<'s>(&'s self, blocks: &'s RangeInclusive<usize>) -> impl Iterator<Item = usize> + 's {
        // Statements come in the order of their blocks, but for cells of a row, which come at its end.
        let entries = self.entries.iter().enumerate();
        entries.filter(|(_, entry)| blocks.contains(&entry.statement.block)).map(|(index, _)| index)
    }

    fn words(&self, entry: usize) -> &str {
        self.sides.get(entry).map_or("", |side| &side.words)
    }

    /// Whether one holds the other.
    fn touches(&self, entry: usize, claim: &Side) -> bool {
        is_in(&claim.words, self.words(entry)) || self.is_whole(entry, claim)
    }

    /// Whether the claim holds the whole statement.
    fn is_whole(&self, entry: usize, claim: &Side) -> bool {
        is_in(self.words(entry), &claim.words)
    }

    /// Whether claims that are parts of a statement make it.
    fn is_made_by(&self, entry: usize, parts: &[usize], claims: &[Side], is_free: bool) -> bool {
        let (words, Some(of)) = (self.words(entry), self.entries.get(entry)) else { return false };
        let parts: BTreeSet<&str> =
            parts.iter().filter_map(|claim| claims.get(*claim)).map(|side| &*side.words).collect();
        let count = |text: &str| text.split(' ').count();
        let made: usize = parts.iter().map(|part| count(part)).sum();
        let is_most = of.statement.mood == Mood::Measure && made * 100 >= count(words) * MOST_OF_IT;
        let is_known = of.standing.is_claim() && is_free && self.known.contains(words);
        made > 0 && (is_most || is_known)
    }
}

fn is_in(part: &str, whole: &str) -> bool {
    !part.is_empty() && format!(" {whole} ").contains(&format!(" {part} "))
}

/// All words of a document, a space before and behind each.
struct Words {
    text: String,
    /// Where the words of each block begin.
    blocks: Vec<usize>,
}

/// Where words stand in a document.
struct Place {
    blocks: RangeInclusive<usize>,
    /// Whole blocks say them.
    is_whole: bool,
}

impl Words {
    fn of(document: &Document) -> Self {
        let (mut text, mut blocks) = (String::from(" "), Vec::new());
        for block in &document.blocks {
            blocks.push(text.len());
            for word in in_plain_words(&block.text).split(' ').filter(|word| !word.is_empty()) {
                text.push_str(word);
                text.push(' ');
            }
        }
        Self { text, blocks }
    }

    /// The places where these words stand.
    fn find(&self, words: &str) -> Vec<Place> {
        let spaced = format!(" {words} ");
        let is_short = words.split(' ').nth(FEWEST_WORDS - 1).is_none();
        let places = self.text.match_indices(&spaced).map(|(at, _)| {
            let (start, end) = (at + 1, at + 1 + words.len());
            let blocks = self.block(start)..=self.block(end);
            Place { blocks, is_whole: self.begins(start) && (self.begins(end + 1) || end + 1 == self.text.len()) }
        });
        places.filter(|place| place.is_whole || !is_short).take(MOST_PLACES).collect()
    }

    /// The block of a place; of several that begin there, the last, for those before are empty.
    fn block(&self, at: usize) -> usize {
        self.blocks.partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn begins(&self, at: usize) -> bool {
        self.blocks.binary_search(&at).is_ok()
    }
}
