//! `tomscan read`: a document to a draft that a scan takes as it is.

use crate::tomscan::Tomscan;

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
