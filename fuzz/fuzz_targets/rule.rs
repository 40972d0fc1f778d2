//! Any text can be given as a rule. In: bytes. Out: a rule or mistakes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tomscan::rule::load_text;
use tomscan::text::{Lang, Say};

fuzz_target!(|text: &str| {
    match load_text("backup", "fuzzed", text) {
        Ok(rules) => assert_eq!(rules.ids().len(), 1),
        Err(mistakes) => assert!(!mistakes.say(Lang::De).is_empty()),
    }
});
