//! Files that were made to hold tomscan up or to fill the memory: each ends with a message, and soon.

use super::paper::{Page, file, pdf};
use super::{docx, odt, read, refused, zipped};
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

/// Far more than any of these takes in a debug build, and no more than a document may.
const SOON: Duration = Duration::from_secs(70);

/// Reads a file, and says what came of it.
fn soon(name: &str, bytes: &[u8]) -> String {
    let begin = Instant::now();
    let said = read(name, bytes)
        .map_or_else(|error| error.to_string(), |document| format!("{} blocks", document.blocks.len()));
    assert!(begin.elapsed() < SOON, "{name}: {:?}", begin.elapsed());
    said
}

#[test]
fn a_file_that_is_too_large() {
    assert!(refused("tom.txt", &vec![b' '; 50 * 1024 * 1024 + 1]).contains("larger than 50 MiB"));
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    let spaces = vec![b' '; 1024 * 1024];
    (0..100).for_each(|_| zip.write_all(&spaces).expect("its bytes"));
    let bytes = zip.finish().expect("a file").into_inner();
    assert!(bytes.len() < 1024 * 1024);
    assert!(refused("tom.docx", &bytes).contains("64 MiB when unpacked"));
}

#[test]
fn what_lies_too_deep_is_not_followed() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    assert!(
        refused("tom.docx", &docx::document(&deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"))).contains("nested")
    );
    assert!(
        refused("tom.odt", &odt::document(&deep("<text:list><text:list-item>", "</text:list-item></text:list>")))
            .contains("nested")
    );
    for html in [deep("<div>", "</div>"), deep("<ul><li>", ""), deep("<table><tr><td>", ""), deep("<b>", "<p>x")] {
        soon("tom.html", format!("<html>{html}").as_bytes());
    }
    assert!(refused("tom.html", format!("<html>{}", deep("<div>", "</div>")).as_bytes()).contains("nested"));
    for markdown in [deep("> ", "x"), deep("- ", "x"), deep("[", "]"), deep("*a ", "*"), deep("  - a\n", "")] {
        soon("tom.md", markdown.as_bytes());
    }
    let arrays = file(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), format!("<< /Kids {} >>", deep("[", "]"))], "");
    assert!(refused("tom.pdf", &arrays).contains("nested"));
}

#[test]
fn the_deepest_that_is_followed_has_room_on_a_small_stack() {
    let work = || {
        let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(75), close.repeat(75));
        soon("tom.docx", &docx::document(&deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")));
        soon(
            "tom.odt",
            &odt::document(&deep("<text:list><text:list-item><text:p>", "</text:p></text:list-item></text:list>")),
        );
        soon("tom.html", format!("<html>{}", deep("<table><tr><td>a<td>", "")).as_bytes());
        soon("tom.html", format!("<html>{}", deep("<div><b>", "")).as_bytes())
    };
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work).expect("a thread");
    assert_eq!(thread.join().expect("no overflow"), "1 blocks");
}

#[test]
fn endless_tables_and_lists_end() {
    let rows = "<tr><td>a<td>b".repeat(150_000);
    assert!(refused("tom.html", format!("<html><table>{rows}").as_bytes()).contains("200000"));
    let paragraphs = "<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(200_001);
    assert!(refused("tom.docx", &docx::document(&paragraphs)).contains("200000"));
    assert!(refused("tom.txt", "a\n\n".repeat(300_000).as_bytes()).contains("200000"));
    assert!(refused("tom.md", "- a\n".repeat(300_000).as_bytes()).contains("200000"));
}

#[test]
fn entities_that_multiply_stand_for_nothing() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document><w:body><w:p><w:r><w:t>x&b;y</w:t></w:r></w:p></w:body></w:document>"#;
    let document = read("tom.docx", &zipped(&[("word/document.xml", bomb)])).expect("a document");
    assert_eq!(document.blocks.first().map(|block| block.text.as_str()), Some("xy"));
}

#[test]
fn a_page_tree_that_leads_back_to_itself_is_not_followed() {
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let around = file(&[catalogue.clone(), "<< /Type /Pages /Kids [2 0 R] /Count 1 >>".to_owned()], "");
    assert!(refused("tom.pdf", &around).contains("damaged"));
    // Each of forty levels names the next twice.
    let level = |number: u32| format!("<< /Type /Pages /Kids [{next} 0 R {next} 0 R] /Count 2 >>", next = number + 1);
    let many: Vec<String> = std::iter::once(catalogue).chain((2..42).map(level)).collect();
    assert!(refused("tom.pdf", &file(&many, "")).contains("5000 pages"));
}

#[test]
fn a_stream_that_unpacks_to_gigabytes_is_not_unpacked() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let spaces = vec![b' '; 1024 * 1024];
    (0..80).for_each(|_| packer.write_all(&spaces).expect("bytes"));
    let packed = packer.finish().expect("bytes");
    let mut bytes = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
    bytes.extend(packed);
    bytes.extend(b"\nendstream\nendobj\n");
    assert!(refused("tom.pdf", &bytes).contains("64 MiB when unpacked"));
}

/// Made by qpdf with an owner's password only, so that it opens without one: 300 MiB of zeros, packed twice.
const ENCRYPTED_BOMB: &[u8] = include_bytes!("encrypted/bomb.pdf");

#[test]
fn what_is_encrypted_but_opens_is_looked_into_all_the_same() {
    assert!(refused("tom.pdf", ENCRYPTED_BOMB).contains("64 MiB when unpacked"));
    // A stream of objects would be unpacked before anybody knows the key.
    let packed = |length: &str| {
        let object =
            format!("<< /Type /ObjStm /N 1 /First 4 /Length {length} >>\nstream\n{}\nendstream", "x".repeat(70_000));
        refused("tom.pdf", &file(&["<< /Type /Catalog >>".to_owned(), object], "/Encrypt 9 0 R"))
    };
    assert!(packed("70000").contains("64 MiB when unpacked"));
    assert!(packed("9 0 R").contains("64 MiB when unpacked"));
    assert!(packed("7").contains("damaged") || packed("7").contains("encrypted"), "{}", packed("7"));
}

#[test]
fn a_form_that_draws_itself_ends() {
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 3 0 R >> >> /Length 14 >>\nstream\n/X Do /X Do  \nendstream";
    let page =
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /X 3 0 R >> >> /Contents 5 0 R >>";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        form,
        page,
        "<< /Length 5 >>\nstream\n/X Do\nendstream",
    ];
    assert!(refused("tom.pdf", &file(&objects.map(str::to_owned), "")).contains("damaged"));
}

#[test]
fn files_that_end_too_early() {
    let pdf = pdf(&[Page::default().lines(50.0, 760.0, &["Türen sind zu."])]);
    let docx = docx::document("<w:p><w:r><w:t>Türen sind zu.</w:t></w:r></w:p>");
    for (name, bytes) in [("tom.pdf", pdf), ("tom.docx", docx)] {
        for end in (0..bytes.len()).step_by(7) {
            let _read_or_refused = read(name, bytes.get(..end).expect("a part"));
        }
    }
}
