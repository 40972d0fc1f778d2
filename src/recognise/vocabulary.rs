//! Lists of words that several rules use, by name: `rules/vocabulary.toml`.

use super::wording::Vocabulary;

static TEXT: &str = include_str!("../../rules/vocabulary.toml");

/// The lists inside the binary. A file that is no table of lists gives none, which a test would see.
pub fn embedded() -> Vocabulary {
    toml::from_str(TEXT).unwrap_or_default()
}
