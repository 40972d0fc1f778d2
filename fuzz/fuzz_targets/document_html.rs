//! Any bytes can be read as a web page. In: bytes. Out: no panic, no hang.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tomscan::document::read;

fuzz_target!(|bytes: &[u8]| {
    let _ = read("tom.html", &[b"<html>".as_slice(), bytes].concat());
});
