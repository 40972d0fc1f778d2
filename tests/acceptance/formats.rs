//! Reports in other formats: from the command line, in files, in the summary of a job, and as other programs read them.

#[path = "../formats/hostile.rs"]
mod hostile;

use crate::moto::python;
use crate::tomscan::{Run, Tomscan};
use hostile::{NAMES, Scan, bucket, inventory, text};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use tomscan::report::{junit, markdown, plain};
use tomscan::text::Lang;

const FORMATS: [(&str, &str); 6] = [
    ("table", "r.txt"),
    ("json", "r.json"),
    ("markdown", "r.md"),
    ("junit", "r.junit.xml"),
    ("sarif", "r.sarif.json"),
    ("csv", "r.csv"),
];

fn read(run: &Run, name: &str) -> String {
    std::fs::read_to_string(run.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_file_s_ending_gives_what_the_format_shows() {
    for (format, file) in FORMATS {
        let run = Tomscan::alone().args(["--demo", "--format", format, "--output", file]).run().exits(10);
        assert_eq!(
            read(&run, file),
            run.stdout,
            "{format}: the file is what was shown, and the exit code is no format's"
        );
    }
    let run = Tomscan::alone().args(["--demo", "-o", "a.sarif", "-o", "b.sarif.json", "-o", "c.xml"]).run();
    assert_eq!(read(&run, "a.sarif"), read(&run, "b.sarif.json"));
    assert!(read(&run, "c.xml").contains("<testsuites "));
}

#[test]
fn the_summary_of_a_job_gets_the_report_behind_what_is_there() {
    let shown = Tomscan::alone().args(["--demo", "--format", "markdown", "--lang", "de"]).run().stdout;
    let run = Tomscan::alone().env("GITHUB_STEP_SUMMARY", "summary.md").file("summary.md", "# mine\n");
    let run = run.args(["--demo", "--lang", "de"]).run().exits(10);
    assert_eq!(read(&run, "summary.md"), format!("# mine\n\n\n{shown}"));
    let run = Tomscan::alone().env("GITHUB_STEP_SUMMARY", "").args(["--demo"]).run().exits(10);
    assert_eq!(std::fs::read_dir(run.folder.path()).unwrap().count(), 0, "none is named");
}

#[test]
fn a_summary_that_cannot_be_written_is_told() {
    let run = Tomscan::alone().env("GITHUB_STEP_SUMMARY", "missing/summary.md");
    let run = run.args(["--demo", "--lang", "en"]).run().exits(1);
    assert!(run.stderr.contains("missing/summary.md was not written"), "{}", run.stderr);
    let full = "x".repeat(1024 * 1024);
    let run = Tomscan::alone().env("GITHUB_STEP_SUMMARY", "summary.md").file("summary.md", &full);
    let run = run.args(["--demo", "--lang", "en"]).run().exits(1);
    assert!(run.stderr.contains("1 MiB"), "{}", run.stderr);
    assert_eq!(read(&run, "summary.md").len(), full.len());
}

/// What Jenkins's schema says of the XML, and the HTML that GitHub makes of the Markdown.
fn as_others_read(junit: &str, markdown: &str) -> String {
    let xsd = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/junit-10.xsd");
    let mut child = python().arg("formats.py").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let given = json!({ "xsd": xsd, "junit": junit, "markdown": markdown }).to_string();
    child.stdin.take().unwrap().write_all(given.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "formats.py failed");
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(said["wrong"], json!([]), "{junit}");
    said["html"].as_str().expect("a text").to_owned()
}

#[test]
fn the_demo_is_junit_and_markdown_in_both_languages() {
    for (lang, claims) in [("de", "Alle Aussagen"), ("en", "All claims")] {
        let shown = |format| Tomscan::alone().args(["--demo", "--lang", lang, "--format", format]).run().stdout;
        let html = as_others_read(&shown("junit"), &shown("markdown"));
        let (_, table) = html.split_once(&format!("<h2>{claims}</h2>")).expect("the table of claims");
        assert_eq!(table.matches("<tr>").count(), 17, "a head and 16 claims: {table}");
        assert_eq!(table.matches("<td").count(), 16 * 4, "{table}");
    }
}

#[test]
fn names_from_the_account_are_text_to_other_readers() {
    // Ten resources are shown per rule.
    for (lang, names) in NAMES.chunks(10).flat_map(|names| [(Lang::De, names), (Lang::En, names)]) {
        let buckets = names.iter().map(|name| bucket(name)).collect();
        let scan = Scan::of("tom.toml", &text(lang), inventory(buckets));
        let markdown = scan.written(markdown::write);
        let html = as_others_read(&scan.written(junit::write), &markdown);
        let own = "h1 h2 h3 p strong em ul li code pre blockquote table thead tbody tr th td br span hr";
        for tag in html.split('<').skip(1).map(|rest| rest.trim_start_matches('/')) {
            let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            assert!(own.split(' ').any(|own| own == name), "<{name}> is none of ours: {html}");
        }
        let rows = html.rsplit_once("<tbody>").expect("the table of claims").1;
        assert_eq!((rows.matches("<tr>").count(), rows.matches("<td").count()), (6, 24), "{rows}");
        let shown = text_of(&html);
        for name in names {
            let name = plain::plain(name);
            assert!(shown.contains(name.trim()), "{name:?} is not shown as it is: {shown}");
        }
        // Mentions, links and references are read out of what is neither code nor parted by a tag.
        for piece in prose_of(&html) {
            let linked =
                ["@octocat", "#1", "://", "www.evil", "a@evil", ":key:"].iter().any(|sign| piece.contains(sign));
            assert!(!linked, "{piece:?}");
        }
    }
}

/// The text between tags that stands in no code.
fn prose_of(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .filter_map(|rest| rest.split_once('>'))
        .filter(|(tag, _)| !tag.starts_with("code"))
        .map(|(_, text)| text)
}

/// What a reader sees.
fn text_of(html: &str) -> String {
    let text: String = html.split('<').map(|rest| rest.split_once('>').map_or(rest, |(_, text)| text)).collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
