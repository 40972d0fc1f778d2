//! Any text can be given as a recording. In: bytes. Out: a recording, which written again reads the same, or the line in which it is
//! none.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tomscan::aws::recording::Recording;
use tomscan::aws::secrets;

fuzz_target!(|text: &str| {
    let Ok(recording) = Recording::read("fuzzed", text) else {
        return;
    };
    let mut lines = vec![serde_json::to_string(&recording.header).unwrap()];
    lines.extend(recording.entries.iter().map(|entry| serde_json::to_string(entry).unwrap()));
    assert_eq!(Recording::read("again", &lines.join("\n")).unwrap(), recording);
    for id in secrets::operations() {
        let _ = secrets::without(text.to_owned(), secrets::members(id));
    }
});
