//! Any XML can be the text of a document. In: XML, packed here so that the fuzzer need not learn checksums. Out: no panic, no hang.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use tomscan::document::read;

fuzz_target!(|text: &str| {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", text)] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let _ = read("tom.odt", &zip.finish().unwrap().into_inner());
});
