//! OpenDocument texts.

use super::{blocks, zipped};
use tomscan::document::Format;

/// A document with a body.
pub(crate) fn document(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:table="b"><office:automatic-styles>
        <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
        <style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
        <style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>
        <text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>
        </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

#[test]
fn everything_that_an_author_writes() {
    let body = r#"<text:tracked-changes><text:changed-region><text:deletion><text:p>gelöscht</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:p text:style-name="P1">Titel</text:p><text:table-of-content><text:index-body><text:p>Schutz 1</text:p></text:index-body></text:table-of-content>
        <text:h text:outline-level="2">Schutz</text:h>
        <text:p>Türen<text:s text:c="3"/>sind<text:tab/>zu<text:line-break/>und<text:span text:style-name="T2">versteckt</text:span> bleiben es<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Auch feiertags.</text:p></text:note-body></text:note>.</text:p>
        <text:list><text:list-item><text:p>Türen</text:p><text:p>Stets zu.</text:p><text:list><text:list-item><text:p>außen</text:p></text:list-item></text:list></text:list-item></text:list>
        <text:list text:style-name="L1"><text:list-item><text:p><text:span text:style-name="T1">Zugang</text:span></text:p></text:list-item></text:list>
        <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Was</text:p></table:table-cell><table:table-cell><text:p>Wann</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>nachts</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(
        blocks("tom.odt", &document(body), Format::Odt),
        [
            "h1 Titel",
            "h2 Schutz",
            "p Türen sind zu und bleiben es.",
            "i1 Türen",
            "p Stets zu.",
            "i2 außen",
            "h3 Zugang",
            "c1,1 Was",
            "c1,2 Wann",
            "c2,3 nachts",
            "p Auch feiertags.",
        ]
    );
}
