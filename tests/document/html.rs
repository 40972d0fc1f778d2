//! Web pages: what they are about, and what is left out.

use super::blocks;
use tomscan::document::Format;

fn html(text: &str) -> Vec<String> {
    blocks("tom.html", text.as_bytes(), Format::Html)
}

#[test]
fn only_the_content_is_read() {
    let page = r#"<!doctype html><html><head><title>Titel</title><style>p{}</style></head><body class="cookies-not-set">
        <a class="skip-link">Zum Inhalt</a>
        <header><nav><a>Start</a></nav>Kopf</header>
        <div id="cookie-banner"><p>Wir nutzen Cookies.</p><button>Annehmen</button></div>
        <ol class="breadcrumb"><li>Start</li></ol>
        <div><h1>Schutz</h1><p>Türen sind <em>immer</em>
            zu.</p><p hidden>versteckt</p><p style="display: none">auch</p><p aria-hidden="true">auch</p>
        <form><input value="x"><select><option>Wahl</option></select></form><script>var x = "<p>nein</p>";</script></div>
        <div class="share">Teilen</div><aside>Am Rand</aside><footer>Fuß</footer>
        <p>WordPress Cookie Hinweis von Beispiel</p></body></html>"#;
    assert_eq!(html(page), ["h1 Schutz", "p Türen sind immer zu."]);
    let main = "<!doctype html><body><div>Daneben</div><main><header><h1>Schutz</h1></header><p>Türen sind zu.</p></main></body>";
    assert_eq!(html(main), ["h1 Schutz", "p Türen sind zu."]);
}

#[test]
fn a_chapter_on_cookies_is_content() {
    let page = "<!doctype html><main><h1>Schutz</h1><section id=cookies><h2>Cookies</h2><p>Cookies laufen nach einer Woche ab.</p></section></main>";
    assert_eq!(html(page), ["h1 Schutz", "h2 Cookies", "p Cookies laufen nach einer Woche ab."]);
}

#[test]
fn lists_nest_and_only_the_first_paragraph_is_the_item() {
    let page = "<!doctype html><ul><li>Türen<ul><li>Außen</li><li><p>Innen</p><p>Stets zu.</p></li></ul></li><li>Fenster</li></ul>";
    assert_eq!(html(page), ["i1 Türen", "i2 Außen", "i2 Innen", "p Stets zu.", "i1 Fenster"]);
}

#[test]
fn tables_have_cells_and_frames_have_none() {
    let page = "<!doctype html><table><tr><th>Was<th>Wann</tr><tr><td rowspan=2>Türen<td>nachts<br>und sonntags</tr><tr><td>tags</tr></table>\
        <table role=presentation><tr><td>Links<td>Rechts</table><table><tr><td>Allein</td></tr></table>";
    assert_eq!(
        html(page),
        [
            "c1,1 Was",
            "c1,2 Wann",
            "c2,1 Türen",
            "c2,2 nachts und sonntags",
            "c3,2 tags",
            "p Links",
            "p Rechts",
            "p Allein"
        ]
    );
}

#[test]
fn bold_paragraphs_and_bold_beginnings_are_headings() {
    let page = "<!doctype html><h2>Schutz</h2><p><strong>Zutritt</strong></p><p>Türen sind zu.</p>\
        <p><b>Zugang</b><br>Kennwörter sind lang.</p><p><b>Wichtig:</b> immer.</p><p><b>Es ist alles sicher.</b></p>\
        <p>- Türen<br>- Fenster</p>";
    assert_eq!(
        html(page),
        [
            "h2 Schutz",
            "h3 Zutritt",
            "p Türen sind zu.",
            "h3 Zugang",
            "p Kennwörter sind lang.",
            "p Wichtig: immer.",
            "p Es ist alles sicher.",
            "i1 Türen",
            "i1 Fenster",
        ]
    );
}

#[test]
fn the_declared_encoding_counts_and_a_wrong_one_does_not() {
    let latin = b"<!doctype html><meta charset=iso-8859-1><p>T\xfcren sind zu.</p>";
    assert_eq!(blocks("x.html", latin, Format::Html), ["p Türen sind zu."]);
    let wrong = b"<!doctype html><meta charset=utf-8><p>T\xfcren sind zu.</p>";
    assert_eq!(blocks("x.html", wrong, Format::Html), ["p Türen sind zu."]);
    let utf = "<html><meta charset=iso-8859-1><p>Türen sind zu.</p>";
    assert_eq!(blocks("tom.txt", utf.as_bytes(), Format::Html), ["p Türen sind zu."]);
}
