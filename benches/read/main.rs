//! How well documents are read: precision and recall of (statement, rule) and of parameters, per document and per rule.
//!
//!     cargo bench --no-default-features --bench read                     the open documents of tests/read/
//!     cargo bench --no-default-features --bench read -- DIR wrong        those of another folder, with what is wrong
//!     cargo bench --no-default-features --bench read -- claims DIR       DIR/claims.json and the texts beside it, by line
//!
//! Parameters count where the rule was bound rightly. What is marked `also` counts neither for nor against.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and ends where its input is broken")]

mod by_line;
mod expected;
mod score;

use score::Scores;
use std::path::Path;
use tomscan::recognise::{Recogniser, vocabulary};
use tomscan::rule::load_embedded;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let wants_wrong = words.iter().any(|word| word == "wrong");
    let by_line = words.iter().any(|word| word == "claims");
    let dir = words.iter().find(|word| !["wrong", "claims"].contains(&word.as_str()));
    let dir = dir.map_or("tests/read/open", String::as_str);
    let rules = load_embedded().expect("the built-in rules load");
    let recogniser = Recogniser::new(&rules, &vocabulary()).expect("wordings are right");
    let mut scores = Scores::default();
    if by_line {
        by_line::score(Path::new(dir), &recogniser, &mut scores);
    } else {
        expected::score(Path::new(dir), &recogniser, &mut scores);
    }
    scores.print(wants_wrong);
}
