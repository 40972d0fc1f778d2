//! Any bytes can be given to `tomscan diff` as a report. In: bytes. Out: what changed from it to itself, in words: nothing newly refuted.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tomscan::drift::{Before, FindingTurn, Now, Reference, Sight, compare};
use tomscan::report::json::ReportV1;
use tomscan::report::terminal::{Layout, write_drift};
use tomscan::text::Lang;

fuzz_target!(|bytes: &[u8]| {
    let _ = serde_json::from_slice::<ReportV1>(bytes);
    let Ok(sight) = serde_json::from_slice::<Sight>(bytes) else {
        return;
    };
    let reference = Reference { run: None, file: None, time: sight.time().to_owned() };
    let before = Before { reference, sight: sight.clone(), state: None };
    let drift = compare(Some(&before), &Now { sight, listed: None }).drift;
    assert!(drift.findings_that(FindingTurn::NewlyRefuted).next().is_none());
    for lang in [Lang::De, Lang::En] {
        write_drift(&drift, lang, Layout::default(), &mut Vec::new()).unwrap();
    }
});
