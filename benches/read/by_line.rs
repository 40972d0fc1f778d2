//! The real documents: what stands in a line against the claims of that line.

use crate::expected::bound;
use crate::score::{Found, Scores, Truth};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tomscan::recognise::{Recogniser, statements};

#[derive(Deserialize)]
struct Claim {
    seed: usize,
    line: u32,
    rules: Vec<String>,
}

/// Scores the documents of a folder with `claims.json`.
pub(crate) fn score(dir: &Path, recogniser: &Recogniser<'_>, scores: &mut Scores) {
    let text = fs::read_to_string(dir.join("claims.json")).expect("claims.json");
    let claims: Vec<Claim> = serde_json::from_str(&text).expect("a list of claims");
    let mut documents: Vec<PathBuf> =
        fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    documents.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    documents.sort();
    for (seed, path) in documents.iter().enumerate() {
        let name = format!("S{seed}");
        let document = tomscan::document::read(&name, &fs::read(path).expect("a document"));
        let document = document.expect("a document that can be read");
        let mut lines: BTreeMap<u32, (Truth, Found, String)> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| claim.seed == seed) {
            lines.entry(claim.line).or_default().0.rules.extend(claim.rules.iter().cloned());
        }
        for statement in statements(&document) {
            let line = lines.entry(statement.place.number).or_default();
            line.1.extend(bound(&recogniser.recognise(&statement)));
            line.2.push_str(&statement.text);
        }
        for (number, (truth, found, text)) in &lines {
            let start: String = text.chars().take(90).collect();
            scores.count(&name, &format!("{number} {start}"), truth, found);
        }
    }
}
