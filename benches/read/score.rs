//! Counts of what was found rightly, wrongly and not at all.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Right, wrong and missing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    right: usize,
    wrong: usize,
    missing: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missing += other.missing;
    }

    fn ratio(part: usize, rest: usize) -> f64 {
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        if part + rest == 0 { 1.0 } else { count(part) / count(part + rest) }
    }

    fn line(self) -> String {
        let (precision, recall) = (Self::ratio(self.right, self.wrong), Self::ratio(self.right, self.missing));
        let f1 = if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        format!(
            "P {precision:.2} R {recall:.2} F1 {f1:.3}  ({} right, {} wrong, {} missing)",
            self.right, self.wrong, self.missing
        )
    }
}

/// What a statement should come to.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    pub(crate) rules: BTreeSet<String>,
    /// Counts neither for nor against.
    pub(crate) also: BTreeSet<String>,
    pub(crate) params: BTreeMap<(String, String), Value>,
    pub(crate) also_params: BTreeMap<(String, String), Value>,
}

/// What it came to: rules with their parameters.
pub(crate) type Found = BTreeMap<String, BTreeMap<String, Value>>;

/// All scores.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    documents: BTreeMap<String, (Score, Score)>,
    rules: BTreeMap<String, Score>,
    params: BTreeMap<String, Score>,
    wrong: Vec<String>,
}

impl Scores {
    /// Counts one statement.
    pub(crate) fn count(&mut self, document: &str, text: &str, truth: &Truth, found: &Found) {
        let all: BTreeSet<&String> = truth.rules.iter().chain(found.keys()).collect();
        for rule in all {
            let (is, should) = (found.contains_key(rule), truth.rules.contains(rule));
            let score = match (is, should) {
                (true, true) => Score { right: 1, ..Score::default() },
                (true, false) if truth.also.contains(rule) => continue,
                (true, false) => Score { wrong: 1, ..Score::default() },
                _ => Score { missing: 1, ..Score::default() },
            };
            if !(is && should) {
                self.wrong.push(format!("{} {rule:34} {document}: {text}", if is { "+" } else { "-" }));
            }
            self.documents.entry(document.to_owned()).or_default().0.add(score);
            self.rules.entry(rule.clone()).or_default().add(score);
        }
        self.count_params(document, text, truth, found);
    }

    fn count_params(&mut self, document: &str, text: &str, truth: &Truth, found: &Found) {
        for (rule, params) in found.iter().filter(|(rule, _)| truth.rules.contains(*rule)) {
            let expected = truth.params.iter().filter(|((own, _), _)| own == rule).map(|((_, name), _)| name);
            let names: BTreeSet<&String> = expected.chain(params.keys()).collect();
            for name in names {
                let key = (rule.clone(), name.clone());
                let (is, should) = (params.get(name), truth.params.get(&key));
                let score = match (is, should) {
                    (Some(is), Some(should)) if is == should => Score { right: 1, ..Score::default() },
                    (Some(_), None) if truth.also_params.contains_key(&key) => continue,
                    (Some(_), Some(_)) => Score { wrong: 1, missing: 1, ..Score::default() },
                    (Some(_), None) => Score { wrong: 1, ..Score::default() },
                    (None, _) => Score { missing: 1, ..Score::default() },
                };
                if is != should {
                    self.wrong.push(format!("p {rule}.{name} is {is:?}, should be {should:?} {document}: {text}"));
                }
                self.documents.entry(document.to_owned()).or_default().1.add(score);
                self.params.entry(format!("{rule}.{name}")).or_default().add(score);
            }
        }
    }

    /// Prints everything.
    pub(crate) fn print(&self, wants_wrong: bool) {
        if wants_wrong {
            self.wrong.iter().for_each(|line| println!("{line}"));
        }
        println!("\nper rule");
        for (rule, score) in &self.rules {
            println!("  {rule:34} {}", score.line());
        }
        println!("\nper parameter");
        for (param, score) in &self.params {
            println!("  {param:50} {}", score.line());
        }
        println!("\nper document");
        let (mut rules, mut params) = (Score::default(), Score::default());
        for (name, (of_rules, of_params)) in &self.documents {
            println!("  {name:20} rules  {}\n  {:20} params {}", of_rules.line(), "", of_params.line());
            rules.add(*of_rules);
            params.add(*of_params);
        }
        println!("\nall: rules  {}\n     params {}", rules.line(), params.line());
    }
}
