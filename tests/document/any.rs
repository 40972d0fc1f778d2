//! Any bytes at all, and documents with bytes changed: no panic, and blocks that keep their promises.

use super::paper::{Page, pdf};
use super::{docx, odt, shown};
use proptest::prelude::*;
use std::time::{Duration, Instant};
use tomscan::document::read;

/// One document of each format.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let list = "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>";
    vec![
        (
            "tom.pdf",
            pdf(&[Page::default().text(2, 14.0, 50.0, 700.0, "Schutz").lines(50.0, 600.0, &["Türen sind", "• zu"])]),
        ),
        ("tom.docx", docx::document(body)),
        ("tom.odt", odt::document(list)),
        ("tom.html", b"<!doctype html><main><h1>a</h1><table><tr><td>b<td>c</table><ul><li>d<ul><li>e".to_vec()),
        ("tom.md", b"# a\n\n- b\n  - c\n\n| d | e |\n|---|---|\n| f | g |\n".to_vec()),
        ("tom.txt", "Titel\n=====\n\n§ 1. A\n• b\n  - c-\nd\n1. e\n".as_bytes().to_vec()),
    ]
}

/// Reads, and looks at what came of it.
fn look(name: &str, bytes: &[u8]) {
    let begin = Instant::now();
    if let Ok(document) = read(name, bytes) {
        document.blocks.iter().for_each(|block| {
            shown(block);
        });
    }
    assert!(begin.elapsed() < Duration::from_secs(20));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2000), name in "[a-z]{1,3}\\.(pdf|docx|odt|html|md|txt)") {
        look(&name, &bytes);
    }

    #[test]
    fn any_text(lines in proptest::collection::vec("[ \t]{0,4}([-•o*§]|[0-9a-i]{1,2}[.)])? ?[A-Za-zäöüß .,:()/„“-]{0,60}", 0..30)) {
        look("tom.txt", lines.join("\n").as_bytes());
        look("tom.md", lines.join("\n").as_bytes());
        look("tom.html", format!("<html><p>{}", lines.join("<br>")).as_bytes());
    }

    #[test]
    fn any_markup(tags in proptest::collection::vec("</?(p|b|li|ul|table|tr|td|th|h2|br|div|main|a|form)( hidden| class=cookie| colspan=999)?>|[A-Za-z .:-]{0,9}", 0..60)) {
        look("tom.html", format!("<html>{}", tags.concat()).as_bytes());
    }

    #[test]
    fn documents_with_bytes_changed(which in 0..6usize, changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let (name, mut bytes) = documents().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        look(name, &bytes);
    }
}
