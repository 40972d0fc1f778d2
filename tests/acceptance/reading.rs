//! `tomscan read`: a document to a draft that a scan takes as it is.

use crate::browser::browsed;
use crate::moto::moto;
use crate::tomscan::{Run, Tomscan, ended};
use serde_json::json;
use std::path::Path;

const DOCUMENT: &str = "# Security measures\n\n## Access\n\nAll employees sign in with a second factor. Passwords have at least 12 characters.\n\n\
    ## Availability\n\nBackups are taken daily and kept for 30 days. Visitors are accompanied. A second region is planned.\n";

fn reading(args: &[&str]) -> Tomscan {
    Tomscan::alone().file("tom.md", DOCUMENT).args(["read", "tom.md", "--lang", "en"]).args(args.iter().copied())
}

#[test]
fn a_document_becomes_a_draft_and_the_draft_is_a_claims_file() {
    let run = reading(&["-o", "draft.toml"]).run().exits(0);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
    assert_eq!(
        run.stderr.trim(),
        "5 statements: 3 with rules, 1 organisational, 0 for a look, 1 plans or placeholders, 0 without a measure"
    );
    let draft = std::fs::read_to_string(run.path("draft.toml")).unwrap();
    assert!(draft.contains("words = \"Backups are taken daily and kept for 30 days.\""), "{draft}");
    assert!(draft.contains("file = \"tom.md\""), "{draft}");
    // As it is, it is a claims file: nothing is wrong with it, and a scan of it can be planned.
    let whole = || Tomscan::alone().file("tom.md", DOCUMENT).file("tom.toml", &draft);
    let checked = whole().args(["check", "--lang", "en"]).run().exits(0);
    assert!(checked.stdout.contains("4 claims without mistakes: 3 with rules, 1 organisational"), "{}", checked.stdout);
    let planned = whole().args(["iam-policy"]).run().exits(0);
    assert!(planned.stdout.contains("backup:ListBackupPlans"), "{}", planned.stdout);
}

/// Documents in German and English, as text, Markdown and web page (`tests/read/open`).
const WHOLE: [(&str, &str); 3] = [
    ("institut.txt", include_str!("../read/open/institut.txt")),
    ("saas-crm.md", include_str!("../read/open/saas-crm.md")),
    ("stadtwerke.html", include_str!("../read/open/stadtwerke.html")),
];

#[test]
fn a_live_account_is_scanned_by_a_draft_as_it_is() {
    moto().plant("200000000002", "clean");
    for (name, document) in WHOLE {
        let read = Tomscan::alone().file(name, document).args(["read", name, "-o", "tom.toml"]).run().exits(0);
        let draft = std::fs::read_to_string(read.path("tom.toml")).unwrap();
        let scan = Tomscan::of("200000000002", "").file(name, document).claims(&draft).by_itself().json();
        // Some values that a document states are not those of the account that was planted; nothing else may come between.
        assert!([0, 10].contains(&scan.code), "{name}: {} {}", scan.code, scan.stderr);
        assert!(!scan.stderr.contains(name), "the document is as it was read: {}", scan.stderr);
        let report = scan.report();
        let count = |line: &str| draft.lines().filter(|own| own.starts_with(line)).count();
        let (drafted, bound) = (count("[[claim]]"), count("rules = [\""));
        assert_eq!(report.claims().count(), drafted, "{name}");
        let (tested, others): (Vec<_>, Vec<_>) =
            report.claims().partition(|claim| claim["results"].as_array().is_some_and(|results| !results.is_empty()));
        assert!(others.iter().all(|claim| claim["verdict"] == "unattested"), "{name}: {others:?}");
        let tested = tested.len();
        assert_eq!(tested, bound, "{name}: each claim with rules has a result");
        assert!(tested > 5, "{name}: {tested} of {drafted}");
    }
}

#[test]
fn it_says_why() {
    let run = reading(&["--explain"]).run().exits(0);
    assert!(run.stdout.contains("+ iam-password-policy: \"Passwords … "), "{}", run.stdout);
    assert!(run.stdout.contains("min_length = 12"), "{}", run.stdout);
    assert!(run.stdout.contains("\n    plan; own systems; "), "{}", run.stdout);
}

#[test]
fn a_document_becomes_a_page_with_its_statements_marked() {
    // The ending alone asks for it, and so does the format, with the same bytes.
    let run = reading(&["-o", "view.html"]).run().exits(0);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
    let page = std::fs::read_to_string(run.path("view.html")).unwrap();
    assert_eq!(reading(&["--format", "html"]).run().exits(0).stdout, page);
    assert!(page.contains("class=\"finding\">A second region is planned.</mark>"), "{page}");
    assert!(page.contains(run.stderr.trim()), "the summary stands in the page: {}", run.stderr);
    let draft = reading(&["-o", "draft.html", "--format", "toml"]).run().exits(0);
    assert!(std::fs::read_to_string(draft.path("draft.html")).unwrap().starts_with("# Drafted by tomscan"));
    let refused = reading(&["--explain", "--format", "html"]).run().exits(2);
    assert!(refused.stderr.contains("--explain"), "{}", refused.stderr);
    let again = Tomscan::alone().file("tom.md", DOCUMENT).file("view.html", "kept");
    let again = again.args(["read", "tom.md", "--lang", "en", "-o", "view.html"]).run().exits(2);
    assert_eq!(std::fs::read_to_string(again.path("view.html")).unwrap(), "kept");
}

#[test]
fn a_browser_shows_the_marked_document_by_keyboard_and_asks_no_network() {
    let run = reading(&["-o", "view.html"]).run().exits(0);
    let told = browsed(&run.path("view.html"), "");
    let counts = [("tested", 3), ("organisational", 1), ("doubtful", 0), ("finding", 1), ("no-measure", 0)];
    for (kind, count) in counts {
        assert_eq!(told["marked"][kind], json!([[count, count], [0, 0], [count, count]]), "{kind}");
    }
    let folded = &told["unfolded"][0];
    assert!(folded.as_u64().is_some_and(|folded| folded > 0), "{folded}");
    assert_eq!(told["unfolded"], json!([folded, folded, 0]));
    let reached = told["tab"].as_array().unwrap();
    for name in ["a", "summary", "input", "button"] {
        assert!(reached.contains(&json!(name)), "{name}: {reached:?}");
    }
}

#[test]
fn what_cannot_be_read_or_written_is_one_message() {
    let run = reading(&["-o", "tom.md"]).run().exits(2);
    assert_eq!(
        run.stderr.trim(),
        "tomscan: nothing was read: tom.md exists already and stays as it is; choose another name"
    );
    assert_eq!(std::fs::read_to_string(run.path("tom.md")).unwrap(), DOCUMENT);
    let run = Tomscan::alone().args(["read", "missing.pdf", "--lang", "en"]).run().exits(2);
    assert!(run.stderr.starts_with("tomscan: nothing was read: missing.pdf: "), "{}", run.stderr);
    let run = Tomscan::alone()
        .file("scan.pdf", "%PDF-1.7\nnothing")
        .args(["read", "scan.pdf", "--lang", "de"])
        .run()
        .exits(2);
    assert!(run.stderr.starts_with("tomscan: nicht gelesen: scan.pdf: "), "{}", run.stderr);
}

/// The draft of the document, with decisions of a person in it.
fn decided() -> String {
    let run = reading(&["-o", "draft.toml"]).run().exits(0);
    let draft = std::fs::read_to_string(run.path("draft.toml")).unwrap();
    let attested = "\n[[attestation]]\nclaim = \"4\"\nby = \"Jane Doe\"\non = 2026-02-10\nuntil = 2027-02-09\nevidence = \"visitors' book\"\n";
    // It was agreed on with somebody.
    draft.replace("[[claim]]\nid = \"2\"", "# agreed with Jane\n[[claim]]\nid = \"2\"") + attested
}

/// Its next version: a longer password, another measure, and nothing of visitors.
fn next() -> String {
    DOCUMENT
        .replace("12 characters.", "14 characters. Every bucket is encrypted.")
        .replace(" Visitors are accompanied.", "")
}

/// An update of `tom.toml`.
fn update(document: &str, claims: &str, args: &[&str]) -> Tomscan {
    let run = Tomscan::alone().file("tom.md", document).file("tom.toml", claims);
    run.args(["read", "tom.md", "--update", "tom.toml", "--lang", "en"]).args(args.iter().copied())
}

/// What lies in the folder of a run.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Nothing was written: no byte of the claims file, and no other file.
#[track_caller]
fn stays(run: &Run, claims: &str) {
    assert_eq!(std::fs::read_to_string(run.path("tom.toml")).unwrap(), claims);
    assert_eq!(files(run.folder.path()), ["tom.md", "tom.toml"]);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
}

#[test]
fn a_claims_file_follows_its_document_and_keeps_what_people_decided() {
    let claims = decided();
    let run = update(&next(), &claims, &[]).run().exits(0);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
    let said: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(
        said,
        [
            "tom.toml: 2 unchanged, 1 reworded (2), 1 new (2a), 1 no longer in the document (4)",
            "what is to be decided stands in tom.toml, in the lines with \"# tomscan:\"",
            "5 statements: 4 with rules, 0 organisational, 0 for a look, 1 plans or placeholders, 0 without a measure",
        ]
    );
    let updated = std::fs::read_to_string(run.path("tom.toml")).unwrap();
    for kept in ["# agreed with Jane\n", "evidence = \"visitors' book\"\n", "min_length = 12", "\nid = \"4\"\n"] {
        assert!(updated.contains(kept), "{kept}\n{updated}");
    }
    assert!(updated.contains("# tomscan: proposed for the new words: params = { min_length = 14 }\n"), "{updated}");
    assert_eq!(files(run.folder.path()), ["tom.md", "tom.toml"]);
    // A second run has nothing to do, and the file can be checked as it is.
    let again = update(&next(), &updated, &[]).run().exits(0);
    assert!(again.stderr.contains("\nthe file was up to date already\n"), "{}", again.stderr);
    stays(&again, &updated);
    let checked = Tomscan::alone().file("tom.md", &next()).file("tom.toml", &updated);
    let checked = checked.args(["check", "--lang", "en"]).run().exits(0);
    assert!(checked.stdout.contains("5 claims without mistakes"), "{}", checked.stdout);
    assert!(!checked.stdout.contains("document has changed"), "{}", checked.stdout);
}

#[test]
fn what_contradicts_each_other_in_the_new_version_is_told() {
    let contradicting = next() + "\nBackups are kept for at most 14 days.\n";
    let run = update(&contradicting, &decided(), &[]).run().exits(0);
    let told =
        |line: &&str| line.starts_with("contradiction, line 9, \"Availability\" and line 11, \"Availability\": ");
    assert_eq!(run.stderr.lines().filter(told).count(), 1, "{}", run.stderr);
}

#[test]
fn what_the_document_says_of_itself_and_its_new_name_are_told() {
    let claims = decided().replace("version = \"please fill in\"", "version = \"Version 1\"");
    let run =
        Tomscan::alone().file("tom-2.md", &next().replace("# Security measures", "# Security measures (Version 2)"));
    // The former file is gone by now.
    let run =
        run.file("tom.toml", &claims).args(["read", "tom-2.md", "--update", "tom.toml", "--lang", "de"]).run().exits(0);
    let said: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(
        said,
        [
            "tom.toml: 2 unverändert, 1 neu formuliert (2), 1 neu (2a), 1 nicht mehr im Dokument (4)",
            "das Dokument ist jetzt tom-2.md, vorher war es tom.md",
            "das Dokument nennt sich „Version 2“, die Aussagendatei nennt „Version 1“: bitte version in [document] anpassen",
            "was zu entscheiden ist, steht in tom.toml in den Zeilen mit „# tomscan:“",
            "5 Sätze: 4 mit Regeln, 0 organisatorisch, 0 zum Ansehen, 1 Absichten oder Platzhalter, 0 ohne Maßnahme",
        ]
    );
    let updated = std::fs::read_to_string(run.path("tom.toml")).unwrap();
    assert!(updated.contains("version = \"Version 1\"\n") && updated.contains("file = \"tom-2.md\"\n"), "{updated}");
}

#[test]
fn where_a_claims_file_cannot_be_updated_it_stays_as_it_is_and_one_message_says_why() {
    let claims = decided();
    let other = "# Other\n\nThe server room has two doors. Fire extinguishers hang on each floor.\n";
    let run = update(other, &claims, &[]).run().exits(2);
    let says = "tomscan: tom.toml stays as it is: of 4 claims 0 are in this document word for word and 0 in similar words, too few for a new version; ";
    assert!(run.stderr.starts_with(says) && run.stderr.lines().count() == 1, "{}", run.stderr);
    stays(&run, &claims);
    // Mistakes are told as `check` tells them.
    let wrong = claims.replace("family = \"physical-access\"", "family = \"physical-acces\"");
    let run = update(&next(), &wrong, &[]).run().exits(2);
    let checked =
        Tomscan::alone().file("tom.md", &next()).file("tom.toml", &wrong).args(["check", "--lang", "en"]).run();
    let [own, as_checked] = [&run.stderr, &checked.stderr].map(|text| text.split_once('\n').unwrap_or_default());
    assert_eq!(own.0, "tomscan: tom.toml stays as it is: the file has mistakes");
    assert_eq!(own.1, as_checked.1);
    assert!(
        run.stderr.contains("unknown family \"physical-acces\"; did you mean \"physical-access\"?"),
        "{}",
        run.stderr
    );
    stays(&run, &wrong);
    let run =
        Tomscan::alone().file("tom.md", DOCUMENT).args(["read", "tom.md", "--update", "none.toml", "--lang", "en"]);
    let run = run.run().exits(2);
    assert!(run.stderr.starts_with("tomscan: none.toml cannot be read: "), "{}", run.stderr);
    let run = update("", &claims, &[]).run().exits(2);
    assert!(run.stderr.starts_with("tomscan: nothing was read: tom.md: "), "{}", run.stderr);
    stays(&run, &claims);
    for args in [["-o", "other.toml"].as_slice(), &["--explain"]] {
        let run = update(&next(), &claims, args).run().exits(2);
        assert!(run.stderr.contains("cannot be used with"), "{}", run.stderr);
        stays(&run, &claims);
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_claims_file_whole() {
    let claims = decided();
    let run = update(&next(), &claims, &[]);
    let process = run.process();
    // No file may grow, as on a full disk.
    let mut full = std::process::Command::new("sh");
    full.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\""]);
    full.arg(process.get_program()).args(process.get_args()).current_dir(run.folder()).env_clear();
    full.envs(process.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = full.output().expect("a shell");
    let run = ended(run, output).exits(1);
    assert!(run.stderr.starts_with("tomscan: tom.toml was not written: "), "{}", run.stderr);
    stays(&run, &claims);
}
