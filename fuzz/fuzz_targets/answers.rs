//! Any bytes can come as the body of an answer. In: a line that names an operation of the light caller, and a body. Out: what is read of
//! it, or why it cannot be read; and without its secrets the body reads as well as before.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tomscan::aws::secrets;
use tomscan::aws::wire::{Reader, tables};

static READERS: LazyLock<Vec<(&'static str, Reader)>> = LazyLock::new(|| {
    let each = tables().flat_map(|table| table.operations.iter().zip(table.readers));
    each.map(|(operation, reader)| (operation.id, *reader)).collect()
});

fuzz_target!(|text: &str| {
    let Some((name, body)) = text.split_once('\n') else {
        return;
    };
    let own = READERS.iter().find(|(id, _)| *id == name);
    let (id, read) = *own.unwrap_or(&READERS[name.len() % READERS.len()]);
    let _ = read(body);
    let clean = secrets::without(body.to_owned(), secrets::members(id));
    // Of what is emptied, that it was there may be read, and what was no text there may be no text.
    if id != "account:GetAlternateContact" && read(body).is_ok() && serde_json::from_str::<serde_json::Value>(body).is_ok() {
        assert!(read(&clean).is_ok(), "{id}");
    }
});
