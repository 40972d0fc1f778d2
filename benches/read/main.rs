//! How well documents are read: precision and recall of (statement, rule) and of parameters, per document and per rule.
//!
//!     cargo bench --no-default-features --bench read                     the open documents of tests/read/
//!     cargo bench --no-default-features --bench read -- DIR wrong        those of another folder, with what is wrong
//!     cargo bench --no-default-features --bench read -- claims DIR       DIR/claims.json and the texts beside it, by line
//!     cargo bench --no-default-features --bench read -- rules=rules      by the rules of a folder: wordings are tried without a build
//!
//! Parameters count where the rule was bound rightly. What is marked `also` counts neither for nor against.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and ends where its input is broken")]

mod by_line;
mod expected;
mod score;

use score::Scores;
use std::path::Path;
use tomscan::recognise::{Recogniser, Vocabulary, vocabulary};
use tomscan::rule::{load_dir, load_embedded};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let wants_wrong = words.iter().any(|word| word == "wrong");
    let by_line = words.iter().any(|word| word == "claims");
    let own = words.iter().find_map(|word| word.strip_prefix("rules="));
    let dir = words.iter().find(|word| !["wrong", "claims"].contains(&word.as_str()) && !word.starts_with("rules="));
    let dir = dir.map_or("tests/read/open", String::as_str);
    let (rules, words) = match own {
        Some(own) => (load_dir(Path::new(own)).expect("the rules load"), vocabulary_of(own)),
        None => (load_embedded().expect("the built-in rules load"), vocabulary()),
    };
    let recogniser = Recogniser::new(&rules, &words).expect("wordings are right");
    let mut scores = Scores::default();
    if by_line {
        by_line::score(Path::new(dir), &recogniser, &rules, &mut scores);
    } else {
        expected::score(Path::new(dir), &recogniser, &mut scores);
    }
    scores.print(wants_wrong);
}

fn vocabulary_of(folder: &str) -> Vocabulary {
    let text = std::fs::read_to_string(Path::new(folder).join("vocabulary.toml")).expect("lists of words");
    toml::from_str(&text).expect("lists of words")
}
