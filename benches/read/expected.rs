//! Documents with their expected reading beside them (`tests/read/README.md`).

use crate::score::{Found, Scores, Truth};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tomscan::recognise::{Recogniser, Statement, statements};

#[derive(Deserialize)]
struct Expected {
    statement: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    words: String,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    params: BTreeMap<String, BTreeMap<String, Value>>,
    #[serde(default)]
    also_params: BTreeMap<String, BTreeMap<String, Value>>,
}

/// Scores every document of a folder.
pub(crate) fn score(dir: &Path, recogniser: &Recogniser<'_>, scores: &mut Scores) {
    let entries = fs::read_dir(dir).expect("a folder of documents");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending != "toml")) {
        let Ok(text) = fs::read_to_string(path.with_extension("expected.toml")) else { continue };
        let expected: Expected = toml::from_str(&text).expect("an expected reading");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let document = tomscan::document::read(&name, &fs::read(path).expect("a document"));
        let document = document.expect("a document that can be read");
        one(&name, &document, &expected, recogniser, scores);
    }
}

fn one(
    name: &str,
    document: &tomscan::document::Document,
    expected: &Expected,
    recogniser: &Recogniser<'_>,
    scores: &mut Scores,
) {
    let name = name.split('.').next().unwrap_or(name);
    let own = statements(document);
    let mut found: Vec<(Found, bool)> =
        own.iter().map(|statement| (bound(&recogniser.recognise(statement)), false)).collect();
    let places: Vec<Option<usize>> = expected.statement.iter().map(|one| place(document, &own, &one.words)).collect();
    for (one, at) in expected.statement.iter().zip(&places) {
        let words = collapsed(&one.words);
        let mut all = Found::new();
        if at.is_none() {
            println!("not found in {name}: {words}");
        }
        // A label stands for the sentences behind it too, as far as they are in its block and have no label of their own.
        for next in at.map_or(0..0, |at| at..own.len()) {
            let is_of_block = own.get(next).map(|statement| statement.block)
                == at.and_then(|at| own.get(at)).map(|first| first.block);
            if !is_of_block || Some(next) != *at && places.contains(&Some(next)) {
                break;
            }
            if let Some((own, is_met)) = found.get_mut(next) {
                all.extend(own.clone());
                *is_met = true;
            }
        }
        scores.count(name, &words, &truth(one), &all);
    }
    for (statement, (found, _)) in own.iter().zip(&found).filter(|(_, (found, is_met))| !is_met && !found.is_empty()) {
        scores.count(name, &format!("[unlabelled] {}", statement.text), &Truth::default(), found);
    }
}

/// The statement in which the words of a label stand; what stands in several is looked for in its block.
fn place(document: &tomscan::document::Document, own: &[Statement], words: &str) -> Option<usize> {
    let words = collapsed(words);
    let sentence = own.iter().position(|statement| collapsed(&statement.text).contains(&words));
    sentence.or_else(|| {
        let block = document.blocks.iter().position(|block| collapsed(&block.text).contains(&words))?;
        own.iter().position(|statement| statement.block == block)
    })
}

/// Rules with their parameters.
pub(crate) fn bound(recognised: &tomscan::recognise::Recognised) -> Found {
    recognised.bindings.iter().map(|binding| (binding.rule.0.clone(), binding.params.clone())).collect()
}

fn truth(one: &One) -> Truth {
    let flat = |params: &BTreeMap<String, BTreeMap<String, Value>>| {
        let all = params
            .iter()
            .flat_map(|(rule, own)| own.iter().map(move |(name, value)| ((rule.clone(), name.clone()), value.clone())));
        all.collect()
    };
    Truth {
        rules: one.rules.iter().cloned().collect(),
        also: one.also.iter().cloned().collect(),
        params: flat(&one.params),
        also_params: flat(&one.also_params),
    }
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
