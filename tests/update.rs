//! A claims file brought up to date with a new version of its document: what changes, and that nothing else does.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may end where its own input is wrong"
)]

#[path = "update/any.rs"]
mod any;
#[path = "update/folder.rs"]
mod folder;
#[path = "update/kept.rs"]
mod kept;

use folder::Folder;
use tomscan::draft::NotUpdated;
use tomscan::text::{Lang, Say};

fn count(claims: &str) -> usize {
    claims.matches("[[claim]]").count()
}

/// A document of these list items.
fn items(items: &[&str]) -> String {
    format!("# Measures\n\n- {}\n", items.join("\n- "))
}

const MFA: &str = "All administrators sign in with a second factor.";
const KEPT_30: &str = "Backups are taken every day and kept for 30 days.";
const KEPT_60: &str = "Backups are taken every day and kept for 60 days.";
const KEPT_90: &str = "Backups are taken every day and kept for 90 days.";
const VISITORS: &str = "Visitors are accompanied.";
const TRAINED: &str = "All staff are trained in data protection.";

#[test]
fn marks_stay_until_a_person_saw_to_them_and_go_where_they_are_stale() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS]));
    let draft = folder.draft();
    let first = folder.updated(&draft, &items(&[MFA, KEPT_60, TRAINED]));
    assert_eq!(
        (first.reworded, first.new, first.gone),
        (vec!["2".to_owned()], vec!["2a".to_owned()], vec!["3".to_owned()])
    );
    let before = format!("# tomscan: reworded, before: \"{KEPT_30}\"\n");
    let gone = "# tomscan: no longer in the document; delete the claim or adapt it\n";
    let new = "# tomscan: new in the document; please compare it there, then delete this line\n";
    for mark in
        [&before, gone, new, "# tomscan: please confirm that rules and values still fit; then delete these lines\n"]
    {
        assert_eq!(first.text.matches(mark).count(), 1, "{mark}\n{}", first.text);
    }
    // Another version: what was confirmed last is said, and what is in the document again is not said to be gone.
    let second = folder.updated(&first.text, &items(&[MFA, KEPT_90, TRAINED, VISITORS]));
    assert_eq!(second.text.matches(&before).count(), 1, "{}", second.text);
    assert!(second.text.contains(KEPT_90) && !second.text.contains(KEPT_60), "{}", second.text);
    assert!(!second.text.contains(gone) && second.text.contains(new), "{}", second.text);
    // A claim that is gone keeps what nobody confirmed.
    let third = folder.updated(&second.text, &items(&[MFA, VISITORS]));
    assert!(
        third.text.contains(&format!("{gone}{before}")) && third.text.contains(&format!("{gone}{new}")),
        "{}",
        third.text
    );
    // What a person confirmed once needs no confirmation where it is back.
    let back = folder.updated(&second.text, &items(&[MFA, KEPT_30, VISITORS]));
    assert!(!back.text.contains("reworded") && back.text.contains(KEPT_30), "{}", back.text);
    // A person deletes the lines, and comments of their own stay.
    let seen: String = second.text.split_inclusive('\n').filter(|line| !line.starts_with("# tomscan: ")).collect();
    let seen = seen.replace("[[claim]]\nid = \"2\"", "#tomscan: mine\n# tomscan is right here\n[[claim]]\nid = \"2\"");
    assert_eq!(folder.updated(&seen, &items(&[MFA, KEPT_90, TRAINED, VISITORS])).text, seen);
}

#[test]
fn a_claim_that_became_a_plan_or_doubtful_says_so() {
    let folder = Folder::with(&items(&[MFA, "All backups are encrypted.", VISITORS]));
    let draft = folder.draft();
    let plan = folder.updated(&draft, &items(&[MFA, "It is planned that all backups are encrypted.", VISITORS]));
    assert!(
        plan.text.contains("# tomscan: now reads as a plan or a placeholder, not as a measure in place\n"),
        "{}",
        plan.text
    );
    let doubtful = folder.updated(&draft, &items(&[MFA, "All backups are not encrypted.", VISITORS]));
    assert!(
        doubtful.text.contains("# tomscan: please look: backup-encryption fits the words, but: denied\n"),
        "{}",
        doubtful.text
    );
    assert!(doubtful.text.contains("# tomscan: proposed for the new words: no rules\n"), "{}", doubtful.text);
}

#[test]
fn statements_in_another_order_are_the_same_claims() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS, TRAINED]));
    let draft = folder.draft();
    let updated = folder.updated(&draft, &items(&[TRAINED, VISITORS, KEPT_30, MFA]));
    assert_eq!((updated.unchanged, count(&updated.text)), (4, 4));
    let read = |line: &str| line.strip_prefix("place = '").and_then(|rest| rest.split(',').next()).map(str::to_owned);
    let places: Vec<_> = updated.text.lines().filter_map(read).collect();
    assert_eq!(places, ["line 6", "line 5", "line 4", "line 3"]);
}

#[test]
fn sentences_that_stand_twice_are_told_apart_by_their_headings() {
    let below = |heads: [&str; 2]| heads.map(|head| format!("## {head}\n\nAll data are encrypted.\n\n")).concat();
    let folder = Folder::with(&below(["Backups", "Archive"]));
    let draft =
        folder.draft().replace("id = \"1\"", "id = \"of backups\"").replace("id = \"2\"", "id = \"of the archive\"");
    let updated = folder.updated(&draft, &below(["Archive", "Backups"]));
    let place = "id = \"of backups\"\nwords = \"All data are encrypted.\"\nplace = 'line 7, \"Backups\"'";
    assert!(updated.text.contains(place), "{}", updated.text);
    // A third one is new; where one goes, the words of both claims are in the document all the same.
    let third = folder.updated(&draft, &(below(["Archive", "Backups"]) + "## Logs\n\nAll data are encrypted.\n"));
    assert_eq!((third.unchanged, third.new), (2, vec!["of backups-2".to_owned()]));
    let one = folder.updated(&draft, "## Backups\n\nAll data are encrypted.\n");
    assert_eq!((one.unchanged, one.gone.len()), (2, 0));
}

#[test]
fn claims_that_people_joined_or_parted_are_in_the_document_and_nothing_of_it_is_new() {
    let text = "Backups are taken daily. They are encrypted with a key of our own. Staff are trained every year, visitors are accompanied at all times.\n";
    let claim =
        |id: &str, words: &str| format!("\n[[claim]]\nid = \"{id}\"\nwords = \"{words}\"\nfamily = \"availability\"\n");
    let claims = format!(
        "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"en\"\n{}{}{}",
        claim("1", "Backups are taken daily. They are encrypted with a key of our own."),
        claim("2", "Staff are trained every year"),
        claim("3", "visitors are accompanied at all times"),
    );
    let updated = Folder::with(text).updated(&claims, text);
    assert_eq!((updated.unchanged, updated.new.len(), updated.gone.len()), (3, 0, 0), "{}", updated.text);
    // A part of another sentence is not enough.
    let other = text.replace(
        "Staff are trained every year, visitors",
        "No longer can we say that staff are trained every year, nor that visitors",
    );
    let updated = Folder::with("").updated(&claims, &other);
    assert_eq!((updated.unchanged, updated.reworded.len(), updated.gone.len()), (1, 1, 1), "{}", updated.text);
}

#[test]
fn what_a_person_left_out_stays_out_as_far_as_the_former_document_is_known() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS]));
    let draft = folder.draft();
    let (left_out, _) = draft.split_once("\n[[claim]]\nid = \"3\"").unwrap();
    assert_eq!(folder.updated(left_out, &items(&[MFA, KEPT_30, VISITORS])).text, left_out);
    // The new version lies beside the former one: its name is that of the document from now on.
    let new = items(&[MFA, KEPT_30, VISITORS, TRAINED]);
    let updated = folder.update_by("tom-2.md", left_out, &new).unwrap();
    assert_eq!((updated.new, count(&updated.text)), (vec!["2a".to_owned()], 3));
    assert_eq!(updated.renamed, Some(("tom.md".to_owned(), "tom-2.md".to_owned())));
    assert!(updated.text.contains(&format!("file = \"tom-2.md\"\nsha256 = \"{}\"\n", tomscan::sha256(new.as_bytes()))));
    // The former one may be gone: its claims can be read all the same.
    std::fs::remove_file(folder.0.path().join("tom.md")).unwrap();
    let updated = folder.update_by("tom-2.md", left_out, &new).unwrap();
    assert_eq!(updated.new, ["2a", "2b"]);
}

#[test]
fn the_end_of_a_file_and_an_inline_head_are_no_special_places() {
    let claims = "document = { title = 't', party = 'p', version = '1', language = 'en' } # head\n[[claim]]\nid = '1'\n\
                  words = 'All administrators sign in with a second factor.'\nfamily = 'system-access'";
    let text = items(&[MFA, TRAINED]);
    let updated = Folder::with("").updated(claims, &text);
    let hash = tomscan::sha256(text.as_bytes());
    let head = format!("language = 'en', file = \"tom.md\", sha256 = \"{hash}\" }} # head\n");
    assert!(updated.text.contains(&head), "{}", updated.text);
    assert!(updated.text.contains("family = 'system-access'\n\n# tomscan: new in the document"), "{}", updated.text);
    assert_eq!(updated.new, ["1a"]);
    // A statement before all others goes before the first claim, below the comments that stand apart.
    let apart = claims.replace("[[claim]]", "\n# Access\n\n# mine\n[[claim]]");
    let updated = Folder::with("").updated(&apart, &items(&[TRAINED, MFA]));
    assert!(updated.text.contains("# Access\n\n# tomscan: new in"), "{}", updated.text);
    assert!(updated.text.contains("family = \"organisation\"\n\n# mine\n[[claim]]\nid = '1'"), "{}", updated.text);
}

#[test]
fn a_file_without_empty_lines_is_a_claims_file_afterwards() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS]));
    let dense: String = folder.draft().split_inclusive('\n').filter(|line| *line != "\n").collect();
    let dense = dense.replace("file = \"tom.md\"\n", "");
    let dense: String = dense.split_inclusive('\n').filter(|line| !line.starts_with("sha256")).collect();
    let updated = folder.updated(&dense, &items(&[TRAINED, MFA, KEPT_60, "Keys are changed every year."]));
    assert_eq!(
        (updated.reworded, updated.new, updated.gone.len()),
        (vec!["2".to_owned()], vec!["0a".to_owned(), "2a".to_owned()], 1)
    );
    let head = "language = \"en\"\nfile = \"tom.md\"\nsha256 = ";
    assert!(updated.text.contains(head) && updated.text.contains("\n\n[[claim]]\nid = \"1\""), "{}", updated.text);
}

fn refused(claims: &str, document: &str) -> NotUpdated {
    let error = Folder::with("").update(claims, document).unwrap_err();
    assert!(!error.say(Lang::De).is_empty() && error.to_string() == error.say(Lang::En));
    error
}

#[test]
fn what_cannot_be_updated_is_said() {
    let folder = Folder::with(&items(&[MFA, KEPT_30, VISITORS]));
    let draft = folder.draft();
    let other = "# Other\n\nThe server room has two doors. Keys are handed out by the caretaker. Fire extinguishers hang on each floor.\n";
    assert_eq!(refused(&draft, other), NotUpdated::Another { same: 0, reworded: 0, all: 3 });
    let NotUpdated::Mistakes(mistakes) = refused(&draft.replace("words = ", "wrods = "), &items(&[MFA])) else {
        panic!("mistakes")
    };
    assert!(mistakes.say(Lang::En).contains("unknown key \"wrods\"; did you mean \"words\"?"));
    assert!(matches!(refused("[[claim", &items(&[MFA])), NotUpdated::Mistakes(_)));
    assert!(matches!(refused("", &items(&[MFA])), NotUpdated::Mistakes(_)));
    let inline =
        "claim = [{ id = '1', words = 'w', family = 'input' }]\n[document]\ntitle = 't'\nparty = 'p'\nversion = '1'\n";
    assert_eq!(refused(inline, &items(&[MFA])), NotUpdated::Inline);
    let many: Vec<String> = (0..1000).map(|number| format!("Room {number} is locked by key {number}.")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).chain([MFA, KEPT_30]).collect();
    assert_eq!(refused(&draft, &items(&many)), NotUpdated::TooMany);
}
