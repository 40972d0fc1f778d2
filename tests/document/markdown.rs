//! Markdown.

use super::{blocks, read};
use tomscan::document::Format;

#[test]
fn headings_lists_tables_and_quotes_are_read_and_code_is_not() {
    let text = "---\ntitle: x\n---\n# Schutz\n\nTüren sind\n*immer* zu.\n\n- Türen\n  - außen\n  - innen\n\n    stets zu\n- Fenster\n\n\
        > Ein Zitat.\n\n```\ncode\n```\n<div>roh</div>\n\n| Was | Wann |\n|---|---|\n| Tür | nachts |\n\n**Zugang**\n\nKennwörter: `lang`.\n\n- [ ] offen\n- [x] getan\n";
    assert_eq!(
        blocks("tom.md", text.as_bytes(), Format::Markdown),
        [
            "h1 Schutz",
            "p Türen sind immer zu.",
            "i1 Türen",
            "i2 außen",
            "i2 innen",
            "p stets zu",
            "i1 Fenster",
            "p Ein Zitat.",
            "c1,1 Was",
            "c1,2 Wann",
            "c2,1 Tür",
            "c2,2 nachts",
            "h2 Zugang",
            "p Kennwörter: lang.",
            "i1 ☐ offen",
            "i1 ☑ getan",
        ]
    );
}

#[test]
fn a_place_names_the_line_of_the_file() {
    let document = read("tom.md", "# Schutz\n\nTüren sind\nimmer zu.\n".as_bytes()).expect("a text");
    let block = document.blocks.last().expect("a paragraph");
    assert_eq!(block.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [3, 4]);
}
