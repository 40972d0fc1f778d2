//! The page on states that scanners misjudge, held against the tests that it names.

use std::path::Path;

/// `docs/misjudged-states.md` names fixtures and test functions that exist.
#[test]
fn every_misjudged_state_has_its_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let page = read("docs/misjudged-states.md");
    let exists = |name: &str| match name.split_once(".rs:") {
        Some((file, function)) => read(&format!("{file}.rs")).contains(&format!("\nfn {function}(")),
        None => root.join(format!("fixtures/rules/{name}.json")).exists(),
    };
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && !line.contains("| state |")).collect();
    let tests = |row: &str| {
        let cell = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        cell.split_whitespace().map(|name| name.trim_matches('`').to_owned()).collect::<Vec<_>>()
    };
    let named =
        |id: &str| rows.iter().any(|row| row.split('|').nth(1).is_some_and(|ids| ids.split(' ').any(|own| own == id)));
    let entries = [("S", 10), ("E", 11), ("I", 9), ("R", 10), ("B", 11), ("C", 7), ("L", 6)];
    let ids = entries.iter().flat_map(|(letter, last)| (1..=*last).map(move |number| format!("{letter}{number}")));
    let left_out: Vec<String> = ids.filter(|id| !named(id)).collect();
    assert!(left_out.is_empty(), "entries without a row: {left_out:?}");
    let gone: Vec<String> = rows.iter().flat_map(|row| tests(row)).filter(|name| !exists(name)).collect();
    assert!(gone.is_empty(), "no such fixture or test: {gone:?}");
    assert!(rows.iter().all(|row| !tests(row).is_empty()), "a state without tests");
}
