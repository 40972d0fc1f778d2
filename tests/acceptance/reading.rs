//! `tomscan read`: a document to a draft that a scan takes as it is.

use crate::browser::browsed;
use crate::tomscan::Tomscan;
use serde_json::json;

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

#[test]
fn it_says_why() {
    let run = reading(&["--explain"]).run().exits(0);
    assert!(run.stdout.contains("+ iam-password-policy: \"Passwords … "), "{}", run.stdout);
    assert!(run.stdout.contains("min_length = 12"), "{}", run.stdout);
    assert!(run.stdout.contains("    plan; own systems; "), "{}", run.stdout);
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
