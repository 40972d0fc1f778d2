//! Word documents.

use super::{blocks, refused, zipped};
use tomscan::document::Format;

const STYLES: &str = r#"<w:styles xmlns:w="w">
    <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
    <w:style w:styleId="Eigen"><w:name w:val="Eigene"/><w:basedOn w:val="Zwei"/></w:style>
    <w:style w:styleId="Zwei"><w:name w:val="Überschrift 2"/></w:style>
    <w:style w:styleId="Kreis"><w:name w:val="Kreis"/><w:basedOn w:val="Kreis"/></w:style>
    <w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
</w:styles>"#;

/// A document with a body.
pub(crate) fn document(body: &str) -> Vec<u8> {
    let text = format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let numbering = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
        <w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator"><w:p><w:r><w:t>---- nein</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:t>Auch feiertags.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    zipped(&[
        ("word/document.xml", &text),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", numbering),
        ("word/footnotes.xml", notes),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Kopf</w:t></w:r></w:p></w:hdr>"),
    ])
}

fn docx(body: &str) -> Vec<String> {
    let mut blocks = blocks("tom.docx", &document(body), Format::Docx);
    assert_eq!(blocks.pop().as_deref(), Some("p Auch feiertags."));
    blocks
}

fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

#[test]
fn styles_make_headings_through_their_names_levels_and_ancestors() {
    let of = |style: &str| paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), style);
    let body = ["Titel", "berschrift1", "Eigen", "Kreis", "Verzeichnis1"].map(of).concat();
    let body = body + &paragraph("<w:outlineLvl w:val=\"2\"/>", "Ebene");
    assert_eq!(docx(&body), ["h1 Titel", "h1 berschrift1", "h2 Eigen", "p Kreis", "h3 Ebene"]);
}

#[test]
fn numbering_makes_items_and_bold_numbers_make_headings() {
    let list = |id: u8, level: u8| format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr>");
    let bold = format!("<w:p><w:pPr>{}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Zutritt</w:t></w:r></w:p>", list(7, 0));
    let body = bold
        + &paragraph(&list(1, 0), "Türen")
        + &paragraph(&list(1, 1), "außen")
        + &paragraph(&list(0, 0), "Keine Liste.");
    assert_eq!(docx(&body), ["h1 Zutritt", "i1 Türen", "i2 außen", "p Keine Liste."]);
}

#[test]
fn runs_of_every_sort() {
    let body = r#"<w:p><w:r><w:t>Zu</w:t><w:softHyphen/><w:t>tritt</w:t><w:noBreakHyphen/><w:t>Regel</w:t><w:tab/><w:t>gilt</w:t><w:br/><w:t>stets</w:t></w:r>
        <w:hyperlink><w:r><w:t xml:space="preserve"> hier &amp; dort</w:t></w:r></w:hyperlink><w:ins><w:r><w:t xml:space="preserve"> neu</w:t></w:r></w:ins>
        <w:del><w:r><w:delText>alt</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>fort</w:t></w:r></w:moveFrom>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>versteckt</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>.</w:t></w:r></w:p>"#;
    assert_eq!(docx(body), ["p Zutritt-Regel gilt stets hier & dort neu."]);
}

#[test]
fn a_text_box_is_read_once() {
    let inner = "<w:txbxContent><w:p><w:r><w:t>Im Kasten.</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>Davor.</w:t><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(docx(&body), ["p Davor.", "p Im Kasten."]);
}

#[test]
fn tables_within_tables_belong_to_their_cell() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let text = |text: &str| paragraph("", text);
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&text("tief")), cell(&text("tiefer")));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>{}</w:tr></w:tbl>",
        cell(&text("Was")),
        cell(&text("Wann")),
        text("Türen"),
        cell(&inner)
    );
    assert_eq!(docx(&body), ["c1,1 Was", "c1,2 Wann", "c2,1 Türen", "c2,3 tief", "c2,3 tiefer"]);
    let frame = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&text("Nur ein Rahmen.")));
    assert_eq!(docx(&frame), ["p Nur ein Rahmen."]);
}

#[test]
fn other_zip_files_and_old_word_files_are_told_apart() {
    assert!(refused("a.docx", &zipped(&[("xl/workbook.xml", "<a/>")])).contains("neither PDF"));
    assert!(refused("a.docx", b"PK\x03\x04 broken").contains("damaged"));
    assert!(refused("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains(".doc"));
    assert!(refused("a.docx", &zipped(&[("word/document.xml", "<w:document>")])).contains("damaged"));
}
