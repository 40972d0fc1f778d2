//! The published documents: what stands in a line against the claims of that line. Their parameters stand in `examples/`, claim by claim.

use crate::expected::bound;
use crate::score::{Found, Scores, Truth};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tomscan::recognise::{Recogniser, statements};
use tomscan::rule::{RuleId, RuleSet};

#[derive(Deserialize)]
struct Claim {
    /// `S0-07`: the claim 07 of the example.
    id: String,
    seed: usize,
    line: u32,
    rules: Vec<String>,
}

/// The documents as claims files, in their order.
const EXAMPLES: [&str; 5] = ["invitario", "cloud-hoster", "conrat", "travel-portal", "dealcode"];

/// The parameters that the claims of a document state, by claim.
fn stated(seed: usize, rules: &RuleSet) -> BTreeMap<String, Params> {
    let path = format!("{}/examples/{}.de.toml", env!("CARGO_MANIFEST_DIR"), EXAMPLES[seed]);
    let text = fs::read_to_string(&path).expect("an example");
    let claims = tomscan::claim::load(&path, &text, rules).expect("a claims file");
    claims.claims.into_iter().map(|claim| (claim.id, claim.params)).collect()
}

type Params = BTreeMap<RuleId, BTreeMap<String, Value>>;

/// Scores the documents of a folder with `claims.json`.
pub(crate) fn score(dir: &Path, recogniser: &Recogniser<'_>, rules: &RuleSet, scores: &mut Scores) {
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
        let stated = stated(seed, rules);
        for claim in claims.iter().filter(|claim| claim.seed == seed) {
            let truth = &mut lines.entry(claim.line).or_default().0;
            truth.rules.extend(claim.rules.iter().cloned());
            let params = claim.id.split_once('-').and_then(|(_, id)| stated.get(id));
            for (rule, params) in params.into_iter().flatten() {
                let named = params.iter().map(|(name, value)| ((rule.0.clone(), name.clone()), value.clone()));
                truth.params.extend(named);
            }
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
