//! One text as each kind of document, made by LibreOffice and Chromium: the same claims.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may end where its own input is wrong")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tomscan::document::read;
use tomscan::draft::{About, Draft, Standing};
use tomscan::recognise::{Recognised, Recogniser, vocabulary};
use tomscan::rule::{RuleSet, load_embedded};

/// What a document comes to, but for the places: each statement with its standing, rules and parameters.
type Claims = (About, Vec<(String, Standing, Recognised)>);

fn claims(path: &Path) -> Claims {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| load_embedded().expect("the built-in rules load"));
    static RECOGNISER: LazyLock<Recogniser<'static>> =
        LazyLock::new(|| Recogniser::new(&RULES, &vocabulary()).expect("every wording of a rule can be read"));
    let bytes = std::fs::read(path).expect("a document");
    let document =
        read(&path.display().to_string(), &bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let draft = Draft::of(&document, &RECOGNISER);
    let entries = draft.entries.into_iter().filter(|entry| entry.standing != Standing::NoMeasure);
    (draft.about, entries.map(|entry| (entry.statement.text, entry.standing, entry.recognised)).collect())
}

/// Runs a program of the machine's that must be there.
fn run(program: &str, package: &str, command: &mut Command) {
    let output = command.output().unwrap_or_else(|_| panic!("{program} is missing; Debian: apt-get install {package}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Makes another kind of document out of one, by LibreOffice, with a profile of its own.
fn convert(from: &Path, reads: &str, to: &str, folder: &Path) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new("soffice");
    office.args([profile.as_str(), "--headless", reads, "--convert-to", to, "--outdir"]).arg(folder).arg(from);
    run("soffice", "libreoffice-writer-nogui", office.env("HOME", folder));
    folder.join(from.with_extension(to).file_name().expect("a name"))
}

/// Prints a page to PDF, by Chromium.
fn print(page: &Path, folder: &Path) -> PathBuf {
    let pdf = folder.join("printed.pdf");
    let mut chromium = Command::new("chromium");
    chromium.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-pdf-header-footer",
    ]);
    chromium.arg(format!("--user-data-dir={}", folder.join("browser").display()));
    chromium.arg(format!("--print-to-pdf={}", pdf.display())).arg(format!("file://{}", page.display()));
    run("chromium", "chromium", &mut chromium);
    pdf
}

#[test]
fn the_same_text_gives_the_same_claims_in_every_format() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office");
    let folder = tempfile::tempdir().expect("a folder");
    let html = own.join("toms.html");
    let expected = claims(&html);
    let (about, statements) = &expected;
    assert_eq!(about.party.as_deref(), Some("Nordlicht Buchungssysteme GmbH"));
    assert_eq!(about.version.as_deref(), Some("Stand: 1. März 2026"));
    assert_eq!(statements.len(), 15, "{statements:#?}");
    assert!(
        statements.iter().filter(|(_, standing, _)| *standing == Standing::Tested).count() >= 10,
        "{statements:#?}"
    );
    let odt = convert(&html, "--infilter=HTML (StarWriter)", "odt", folder.path());
    let docx = convert(&odt, "--writer", "docx", folder.path());
    let pdf = convert(&odt, "--writer", "pdf", folder.path());
    let printed = print(&html, folder.path());
    for path in [own.join("toms.md"), own.join("toms.txt"), odt, docx, pdf, printed] {
        let (own_about, own_statements) = claims(&path);
        assert_eq!(own_about, expected.0, "{}", path.display());
        for (own, expected) in own_statements.iter().zip(&expected.1) {
            assert_eq!(own, expected, "{}", path.display());
        }
        assert_eq!(own_statements.len(), expected.1.len(), "{}", path.display());
    }
}
