//! The language of a document: German or English, by its small words.

use crate::document::Document;
use crate::text::Lang;

const GERMAN: &[&str] = &[
    "der", "die", "das", "und", "ist", "werden", "wird", "für", "von", "mit", "nicht", "auf", "zu", "durch", "sind",
    "im",
];
const ENGLISH: &[&str] =
    &["the", "and", "of", "to", "is", "are", "for", "by", "with", "all", "in", "on", "be", "our", "that", "not"];

/// The language of which more small words occur.
pub(super) fn of(document: &Document) -> Lang {
    let words = document.blocks.iter().flat_map(|block| block.text.split_whitespace());
    let (mut german, mut english) = (0_usize, 0_usize);
    for word in words.map(|word| word.trim_matches(|sign: char| !sign.is_alphabetic()).to_lowercase()) {
        german += usize::from(GERMAN.contains(&word.as_str()));
        english += usize::from(ENGLISH.contains(&word.as_str()));
    }
    if english > german { Lang::En } else { Lang::De }
}
