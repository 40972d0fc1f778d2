//! A TOM document as a page, each statement marked: nothing of the document is lost, doubled or believed.
//!
//! With `TOMSCAN_TEST_PAGES=FOLDER` the pages are left in that folder, to be looked at.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may end where its own input is wrong"
)]

#[path = "reading_view/page.rs"]
mod page;

use page::{Node, Page};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;
use tomscan::document::{Block, Document, Format, Kind, Line, read};
use tomscan::draft::view::View;
use tomscan::draft::{Draft, Standing};
use tomscan::recognise::{Recogniser, vocabulary};
use tomscan::rule::{RuleSet, load_embedded};
use tomscan::text::Lang;

const CLASSES: [(&str, Standing); 5] = [
    ("tested", Standing::Tested),
    ("organisational", Standing::Organisational),
    ("doubtful", Standing::Doubtful),
    ("finding", Standing::Finding),
    ("no-measure", Standing::NoMeasure),
];

/// A document with everything that a page has to show.
const EVERYTHING: &str = "# Maßnahmen der Beispiel GmbH\n\nStand: 1. April 2024\n\n## Zugangskontrolle\n\n\
    Maßnahmen, die verhindern, dass Unbefugte Systeme nutzen:\n\n\
    - MFA ist für alle Administratoren verpflichtend.\n\
    - Kennwörter sind geregelt:\n    - Kennwörter haben mindestens 14 Zeichen, darunter ein Sonderzeichen.\n\
    \x20   - Die Einführung eines Security-Schlüssels mit MFA für alle ist geplant.\n\
    - Besucher werden begleitet. Passwörter haben mindestens 12 Zeichen.\n\n\
    ## Verfügbarkeit\n\n\
    Von allen Datenbanken werden täglich Backups erstellt. Backups werden 30 Tage aufbewahrt, soweit möglich. \
    Die Notebooks der Beschäftigten sind verschlüsselt. Protokolle werden «Frist» Tage aufbewahrt.\n\n\
    | Nr. | Bereich | Umsetzung |\n|---|---|---|\n| 1 | Backup | Backups werden 90 Tage aufbewahrt. |\n\
    | 2 | Speicher | Die Backups werden nicht verschlüsselt. Daten liegen in Frankfurt. |\n|  | Übertragung | Nur TLS 1.3 |\n";

static RULES: LazyLock<RuleSet> = LazyLock::new(|| load_embedded().expect("the built-in rules load"));
static RECOGNISER: LazyLock<Recogniser<'static>> =
    LazyLock::new(|| Recogniser::new(&RULES, &vocabulary()).expect("every wording of a rule can be read"));

struct Drafted {
    document: Document,
    draft: Draft,
}

impl Drafted {
    fn of(document: Document) -> Self {
        let draft = Draft::of(&document, &RECOGNISER);
        Self { document, draft }
    }

    fn read(name: &str, bytes: &[u8]) -> Self {
        Self::of(read(name, bytes).expect("a document that can be read"))
    }

    fn html(&self, name: &str, lang: Lang) -> String {
        let Self { document, draft } = self;
        let contradictions = draft.contradictions(&RULES).expect("a draft is a claims file");
        let view = View { name, document, draft, contradictions: &contradictions, rules: &RULES };
        let mut out = Vec::new();
        view.write(lang, &mut out).expect("memory can be written to");
        if let Some(folder) = std::env::var_os("TOMSCAN_TEST_PAGES") {
            std::fs::write(Path::new(&folder).join(format!("{name}.{lang}.html")), &out).expect("the folder exists");
        }
        String::from_utf8(out).expect("UTF-8")
    }
}

/// What a page of ours adds to the document.
fn is_added(node: &Node) -> bool {
    ["notes", "sign", "page"].iter().any(|class| node.has_class(class))
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is true of every page: no mistakes, nothing lost, nothing double, each statement marked once as what it is, each link leads on.
fn assert_whole(drafted: &Drafted, html: &str) -> Page {
    let page = Page::parse(html);
    assert_eq!(page.mistakes, [""; 0]);
    let article = page.first("article");
    let blocks = drafted.document.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>();
    assert_eq!(in_one_line(&page.text(article, &is_added)), in_one_line(&blocks.join("\n")));
    let marks: Vec<(usize, &Node)> = page.elements().filter(|(_, node)| node.name == "mark").collect();
    assert_eq!(marks.len(), drafted.draft.entries.len());
    for (number, ((id, mark), entry)) in (1..).zip(marks.iter().zip(&drafted.draft.entries)) {
        let said = page.text(*id, &is_added);
        assert!(entry.statement.text.ends_with(&said), "{said:?}: {entry:?}");
        assert_eq!(drafted.document.blocks[entry.statement.block].text[entry.statement.at.clone()], said);
        let class = CLASSES.iter().find(|(_, standing)| *standing == entry.standing).unwrap().0;
        assert_eq!(mark.attribute("class"), Some(class));
        assert_eq!(mark.attribute("id"), Some(format!("s{number}").as_str()));
    }
    let ids: Vec<&str> = page.elements().filter_map(|(_, node)| node.attribute("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for (_, node) in page.elements() {
        for (name, value) in &node.attributes {
            assert!(!name.starts_with("on") && name != "style" && name != "src", "{name}={value}");
        }
        if let Some(link) = node.attribute("href") {
            assert!(link.strip_prefix('#').is_some_and(|target| unique.contains(target)), "{link}");
        }
    }
    page
}

/// The documents in `tests/read/open`, by name.
fn documents() -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/open")).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "toml"));
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}

#[test]
fn nothing_of_a_document_is_lost_and_every_statement_is_marked_once() {
    let documents = documents();
    assert_eq!(documents.len(), 18);
    for (name, bytes) in documents {
        let drafted = Drafted::read(&name, &bytes);
        let lang = drafted.draft.language;
        let html = drafted.html(&name, lang);
        assert_whole(&drafted, &html);
        assert_eq!(html, Drafted::read(&name, &bytes).html(&name, lang), "{name}: the same document, the same bytes");
    }
}

#[test]
fn a_page_says_in_both_languages_what_became_of_the_statements_and_why() {
    let drafted = Drafted::read("alles.md", EVERYTHING.as_bytes());
    for (_, standing) in CLASSES {
        assert!(drafted.draft.count(standing) > 0, "{standing:?}");
    }
    let german = drafted.html("alles.md", Lang::De);
    assert_whole(&drafted, &german);
    for said in [
        "<title>alles.md: Satz für Satz</title>",
        "<h2>Widersprüche (1)</h2>",
        "mit Regeln, Maßnahme mit Vorbehalt",
        "<b>Absicht</b>",
        "<b>Platzhalter</b>",
        "<code>min_length</code> = 14",
        "Angenommen, weil nicht genannt",
        "gemeint: Beschäftigte, Geräte, Räume",
        "<b>verneint</b>",
        "<th scope=\"col\">",
    ] {
        assert!(german.contains(said), "{said}");
    }
    let english = drafted.html("alles.md", Lang::En);
    assert_whole(&drafted, &english);
    for said in
        ["<h2>Contradictions (1)</h2>", "<article class=\"document\" lang=\"de\">", "<div class=\"notes\" lang=\"en\">"]
    {
        assert!(english.contains(said), "{said}");
    }
}

#[test]
fn the_structure_of_a_document_is_that_of_the_page() {
    let html = Drafted::read("alles.md", EVERYTHING.as_bytes()).html("alles.md", Lang::De);
    let page = Page::parse(&html);
    let of = |name: &str| {
        page.elements()
            .filter(|(_, node)| node.name == name)
            .map(|(id, _)| in_one_line(&page.text(id, &is_added)))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("h3")[..1], ["Maßnahmen der Beispiel GmbH"]);
    assert_eq!(of("h4"), ["Zugangskontrolle", "Verfügbarkeit"]);
    assert_eq!(of("th"), ["Nr.", "Bereich", "Umsetzung"]);
    // The cell that the document leaves empty has its place.
    assert_eq!(of("tr")[3], "Übertragung Nur TLS 1.3");
    assert_eq!(of("td").iter().filter(|cell| cell.is_empty()).count(), 1);
    let article = html.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
    assert!(article.contains("Kennwörter sind geregelt:</mark>"), "{article}");
    let inner = article.split("Kennwörter sind geregelt:</mark>").nth(1).unwrap();
    assert!(inner.find("<ul>\n<li>").unwrap() < inner.find("</li>").unwrap(), "a list in an item of a list");
}

#[test]
fn pages_are_divided_where_they_begin_also_within_a_sentence() {
    let line = |offset, page| Line { offset, page: Some(page), number: 1 };
    let block = |kind, text: &str, lines: &[Line]| Block { kind, text: text.to_owned(), lines: lines.to_vec() };
    let long = "Von allen Datenbanken werden täglich Backups erstellt. Besucher werden begleitet.";
    let document = Document {
        format: Format::Pdf,
        blocks: vec![
            block(Kind::Heading(1), "Maßnahmen", &[line(0, 1)]),
            block(Kind::Paragraph, long, &[line(0, 1), line(10, 2), line(long.find("Besucher").unwrap(), 3)]),
            block(Kind::Item(1), "Alle Datenbanken sind verschlüsselt.", &[line(0, 4)]),
            block(Kind::Cell(1, 1), "Backup", &[line(0, 4)]),
            block(Kind::Cell(1, 2), "Backups werden 30 Tage aufbewahrt.", &[line(0, 5)]),
            block(Kind::Heading(9), "Ganz unten", &[line(0, 5)]),
        ],
        pages: Some(5),
    };
    let drafted = Drafted::of(document);
    let html = drafted.html("seiten.pdf", Lang::De);
    let page = assert_whole(&drafted, &html);
    let dividers = page.elements().filter(|(_, node)| node.has_class("page")).map(|(id, _)| page.text(id, &|_| false));
    assert_eq!(dividers.collect::<Vec<_>>(), ["Seite 1", "Seite 2", "Seite 3", "Seite 4", "Seite 5"]);
    assert!(html.contains("Von allen <span class=\"page within\">Seite 2</span>Datenbanken werden"), "{html}");
    assert!(html.contains("<h6 id=\"b5\" aria-level=\"11\">Ganz unten</h6>"), "{html}");
}

#[test]
fn a_hostile_document_is_shown_and_not_believed() {
    let attacks = [
        "</mark></article><script>alert(1)</script> Alle Datenbanken sind verschlüsselt.",
        "<img src=x onerror=alert(1)> Backups werden täglich erstellt.",
        "\" onmouseover=\"alert(1) Backups werden täglich erstellt.",
        "' style='x' &lt;b&gt; &amp;#60; <!-- --> ]]> <![CDATA[ Backups werden täglich erstellt.",
        "</style></script></title></textarea> {{1}} javascript:alert(1) Backups werden täglich erstellt.",
        "\u{2066}Backups\u{2069} werden \u{61c}täglich erstellt.",
    ];
    let kinds = [
        Kind::Heading(1),
        Kind::Paragraph,
        Kind::Item(3),
        Kind::Item(1),
        Kind::Cell(1, 7),
        Kind::Cell(4_000_000_000, 4_000_000_000),
    ];
    let blocks = kinds.iter().flat_map(|kind| {
        attacks.iter().map(|text| Block {
            kind: *kind,
            text: (*text).to_owned(),
            lines: vec![Line { offset: 0, page: None, number: 1 }],
        })
    });
    let mut drafted = Drafted::of(Document { format: Format::Plain, blocks: blocks.collect(), pages: None });
    let html = drafted.html("\"><script>alert(1)<\\script>.txt", Lang::De);
    assert_eq!(
        (html.matches("<script").count(), html.matches("<style").count(), html.matches("<title").count()),
        (1, 1, 1)
    );
    for raw in ["<img", "<!--", "\u{2066}", "\u{61c}", "http:", "https:"] {
        assert!(!html.contains(raw), "{raw:?}");
    }
    let policy = html.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    // Signs that turn the direction of writing are shown as what they are.
    for block in &mut drafted.document.blocks {
        block.text = tomscan::report::plain::plain(&block.text);
    }
    let page = Page::parse(&html);
    assert_eq!(page.mistakes, [""; 0]);
    let blocks = drafted.document.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>();
    assert_eq!(in_one_line(&page.text(page.first("article"), &is_added)), in_one_line(&blocks.join("\n")));
}

#[test]
fn a_page_grows_as_its_document_does() {
    let bytes = |text: &str| Drafted::read("lang.md", text.as_bytes()).html("lang.md", Lang::De).len();
    let (one, twenty) = (bytes(EVERYTHING), bytes(&EVERYTHING.repeat(20)));
    assert!(twenty < 20 * one, "{one} bytes, and {twenty} of twenty times the document");
}

#[test]
fn many_contradictions_do_not_make_a_page_of_another_order() {
    let lines: Vec<String> = (1..60).map(|signs| format!("- Kennwörter haben mindestens {signs} Zeichen.")).collect();
    let text = lines.join("\n");
    let drafted = Drafted::read("viele.md", text.as_bytes());
    let contradictions = drafted.draft.contradictions(&RULES).unwrap().len();
    assert!(contradictions > 1000, "{contradictions}");
    let html = drafted.html("viele.md", Lang::De);
    assert_whole(&drafted, &html);
    assert!(html.contains("weitere; alle nennt <code>tomscan read</code>"));
    assert!(html.len() < 200_000, "{} bytes", html.len());
}
