//! Any text can be given as a claims file. In: bytes. Out: claims or mistakes, each of which can be said in both languages; the
//! remarks on whatever claims there are.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tomscan::claim::{load, wording::remarks};
use tomscan::rule::{RuleSet, load_embedded};
use tomscan::text::{Lang, Say};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| load_embedded().unwrap());

fuzz_target!(|text: &str| {
    match load("/nonexistent/tom.toml", text, &RULES) {
        Ok(claims) => {
            let today = "2026-06-30".parse().unwrap();
            assert!(!claims.claims.is_empty());
            let _ = remarks(&claims, &RULES, today);
        }
        Err(mistakes) => {
            assert!(mistakes.0.len() <= tomscan::source::MOST_MISTAKES + 1);
            assert!(!mistakes.say(Lang::De).is_empty() && !mistakes.say(Lang::En).is_empty());
        }
    }
});
