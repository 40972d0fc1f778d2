//! Files that were made to hold tomscan up: too many, too long, too deep, too costly. Each ends with a message, and soon.
#![allow(clippy::expect_used, reason = "a test may end where its own input is wrong")]

use std::fmt::Write;
use std::time::{Duration, Instant};
use tomscan::claim;
use tomscan::ledger::{Directory, Ledger, LedgerError, Store};
use tomscan::rule::{Condition, load_dir, load_embedded};
use tomscan::text::{Lang, Say};

/// Far more than any of these takes, far less than a hang.
const SOON: Duration = Duration::from_mins(1);

const HEAD: &str = "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\n";

/// The messages on a claims file, in both languages.
fn said(text: &str) -> (String, String) {
    let begin = Instant::now();
    let rules = load_embedded().expect("the rules");
    let said = match claim::load("tom.toml", text, &rules) {
        Ok(_) => (String::new(), String::new()),
        Err(mistakes) => (mistakes.say(Lang::De), mistakes.say(Lang::En)),
    };
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    said
}

fn claims(count: usize, words: &str) -> String {
    (0..count).fold(HEAD.to_owned(), |mut text, id| {
        let _a_string_takes_it =
            write!(text, "[[claim]]\nid = \"c{id}\"\nfamily = \"organisation\"\nwords = \"{words}\"\n");
        text
    })
}

#[test]
fn a_thousand_claims_are_read_and_more_are_not() {
    assert_eq!(said(&claims(1000, "Wir tun es.")).1, "");
    let (de, en) = said(&claims(1001, "Wir tun es."));
    assert!(de.contains("„claim“: 1001 Einträge, höchstens 1000 sind möglich"), "{de}");
    assert!(en.contains("\"claim\": 1001 entries, 1000 are possible at most"), "{en}");
}

#[test]
fn a_list_of_a_thousand_regions_is_read_and_more_are_not() {
    let with = |regions: usize| {
        let list = vec!["\"eu-central-1\""; regions].join(", ");
        said(&format!("{}\n[scope]\nregions = [{list}]\n", claims(1, "Wir tun es."))).1
    };
    assert_eq!(with(1000), "");
    assert!(with(1001).contains("\"regions\": 1001 entries"));
}

#[test]
fn words_are_of_bounded_length_in_characters() {
    assert_eq!(said(&claims(1, &"ü".repeat(20_000))).1, "");
    let (de, en) = said(&claims(1, &"ü".repeat(20_001)));
    assert!(de.contains("tom.toml:8:9: „words“ ist länger als 20000 Zeichen"), "{de}");
    assert!(en.contains("tom.toml:8:9: \"words\" is longer than 20000 characters"), "{en}");
    assert!(!de.contains("leer"), "nothing else is wrong: {de}");
}

#[test]
fn of_many_mistakes_the_first_hundred_are_listed() {
    let text = (0..50_000).fold(HEAD.to_owned(), |text, key| text + &format!("k{key} = 1\n"));
    let (de, en) = said(&text);
    assert_eq!(en.lines().count(), 101, "{en}");
    assert!(en.ends_with("tom.toml: further mistakes are not listed; mend these first"), "{en}");
    assert!(de.ends_with("tom.toml: weitere Fehler sind nicht aufgeführt; erst diese beheben"), "{de}");
}

#[test]
fn a_word_of_a_megabyte_is_not_searched_for_a_likely_one() {
    let long = "x".repeat(900_000);
    assert!(said(&format!("{HEAD}\n{long} = 1\n")).1.contains("unknown key"));
    assert!(said(&format!("{HEAD}\n[[claim]]\nid = \"c\"\nfamily = \"{long}\"\nwords = \"w\"\n")).1.contains("family"));
}

#[test]
fn brackets_do_not_exhaust_the_stack() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        let deep = format!("x = {}1{}\n{HEAD}", open.repeat(100_000), close.repeat(100_000));
        assert!(said(&deep).1.contains("not valid TOML"));
    }
    let dotted = format!("{}x = 1\n{HEAD}", "a.".repeat(100_000));
    assert!(said(&dotted).1.contains("not valid TOML"));
    assert!(said(&format!("[{}a]\nx = 1\n", "a.".repeat(100_000))).1.contains("not valid TOML"));
}

#[test]
fn numbers_beyond_all_bounds_are_mistakes() {
    for number in ["9".repeat(100_000), "1e999999999".to_owned(), "-0x1".to_owned(), "1_".repeat(50_000)] {
        assert!(!said(&format!("{HEAD}review_months = {number}\n{}", claims(1, "w"))).1.is_empty());
    }
}

/// The message on a condition.
fn refused(condition: &str) -> String {
    let begin = Instant::now();
    let said = Condition::parse(condition).map_or_else(|error| error.both().en, |_| String::new());
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    said
}

#[test]
fn conditions_are_of_bounded_length_and_depth() {
    assert!(refused(&"(".repeat(100_000)).contains("longer than 2000 characters"));
    let deep = |open: &str, close: &str, count: usize| format!("{}true{}", open.repeat(count), close.repeat(count));
    for (open, close) in [("(", ")"), ("[", "]"), ("!", ""), ("-", ""), ("{1:", "}"), ("true?", ":1"), ("x(", ")")] {
        let most = 2000 / (open.len() + close.len()) - 4;
        let _an_error_or_none = refused(&deep(open, close, most));
        let _an_error_or_none = refused(&open.repeat(1900 / open.len()));
    }
    // To the left they grow without recursion of the parser, and the tree is as deep.
    for chain in ["true && ", "true || ", "1 == ", "resource.", "1 + ", "params.a["] {
        let _an_error_or_none = refused(&format!("{}a", chain.repeat(1900 / chain.len())));
    }
}

#[test]
fn what_a_condition_costs_is_bounded() {
    let cheap = [
        "resource.tags.all(a, params.x.exists(b, a.split(\"|\").exists(c, c == b)))",
        "resource.tags.filter(a, a == \"x\").map(a, a.split(\"|\")).all(a, a == [\"x\", \"y\"])",
        "resource.a.all(x, x) && resource.b.all(x, x) && resource.c.exists(x, x) && resource.d.exists_one(x, x)",
        "resource.a.all(x, x.from + 1 < 5) && [resource.a, resource.b] == []",
    ];
    for condition in cheap {
        assert_eq!(refused(condition), "", "{condition}");
    }
    let costly = [
        "[1].all(a, [1].all(b, [1].all(c, [1].all(d, [1].exists(e, true)))))",
        "[\"a\"].map(a, a + a).exists(a, true)",
        "[\"a\"].map(a, [a, a]).map(a, [a, a]).exists(a, true)",
        "[\"a\"].map(a, {1: a, 2: a}).exists(a, true)",
        "[\"a\"].exists_one(a, a + a == a)",
    ];
    for condition in costly {
        assert!(refused(condition).contains("costs too much"), "{condition}: {}", refused(condition));
    }
}

#[test]
fn a_folder_of_rules_is_read_to_a_bound_and_nothing_but_rules_is_read() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("backup");
    std::fs::create_dir(&folder).expect("a folder");
    let huge = std::fs::File::create(folder.join("huge.bin")).expect("a file");
    huge.set_len(1 << 40).expect("a file with a hole");
    let of_dir = || match load_dir(root.path()) {
        Ok(rules) => format!("{} rules", rules.ids().len()),
        Err(mistakes) => mistakes.say(Lang::En),
    };
    assert!(of_dir().contains("there are no rules here"), "{}", of_dir());
    std::fs::rename(folder.join("huge.bin"), folder.join("huge.toml")).expect("a file");
    assert!(of_dir().contains("huge.toml: cannot be read: larger than 1 MiB, which no rule is"), "{}", of_dir());
    std::fs::remove_file(folder.join("huge.toml")).expect("gone");
    for index in 0..2001 {
        std::fs::write(folder.join(format!("r{index}.toml")), "").expect("a file");
    }
    assert!(of_dir().contains("more than 2000 rules; was another folder meant?"), "{}", of_dir());
}

/// A ledger whose first run, which somebody made by hand, keeps a report under this name.
fn ledger_naming(name: &str) -> Result<Ledger, LedgerError> {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("ledger");
    Ledger::init(&mut Directory::new(&folder), jiff::Timestamp::UNIX_EPOCH, None).expect("a ledger");
    let genesis = std::fs::read(folder.join("ledger.json")).expect("its first file");
    let run = serde_json::json!({
        "run": 1, "id": "0", "previous": tomscan::sha256(&genesis), "kept": "2026-01-01T00:00:00Z", "tomscan": "0",
        "kind": "acceptance", "time": "2026-01-01T00:00:00Z", "of": 1, "account": "0", "reason": "r", "owner": "o",
        "until": "2026-12-31",
        "data": { "accepted": { "name": name, "sha256": "0", "bytes": 0, "content_sha256": "0" } },
    });
    std::fs::create_dir_all(folder.join("runs")).expect("a folder");
    std::fs::write(folder.join("runs/00000001.json"), run.to_string()).expect("a run");
    Ledger::open(Box::new(Directory::new(&folder)))
}

#[test]
fn a_ledger_names_nothing_outside_of_it() {
    assert!(ledger_naming("data/0/accepted.json.gz").is_ok());
    for outside in
        ["/etc/passwd", "../secret", "data/../../secret", "data/./x", "data//x", "runs/00000001.json", "data/"]
    {
        let damages = match ledger_naming(outside) {
            Err(LedgerError::Broken(_, damages)) => damages,
            other => panic!("{outside}: {other:?}"),
        };
        assert!(damages.iter().any(|damage| damage.name() == "runs/00000001.json"), "{outside}: {damages:?}");
    }
}

#[test]
fn a_ledger_is_no_larger_than_it_can_be_and_links_in_it_end() {
    let root = tempfile::tempdir().expect("a folder");
    let mut place = Directory::new(root.path());
    Ledger::init(&mut place, jiff::Timestamp::UNIX_EPOCH, None).expect("a ledger");
    std::fs::create_dir_all(root.path().join("data/x")).expect("a folder");
    #[cfg(unix)]
    for link in ["data/a", "data/b", "data/x/a", "data/x/b"] {
        std::os::unix::fs::symlink(root.path(), root.path().join(link)).expect("a link");
    }
    assert!(place.list("").expect("a list").len() < 100);
    std::fs::create_dir_all(root.path().join("runs")).expect("a folder");
    let run = std::fs::File::create(root.path().join("runs/00000001.json")).expect("a file");
    run.set_len(1 << 40).expect("a file with a hole");
    let error = Ledger::open(Box::new(place)).map(|_| ()).expect_err("no ledger has such a run");
    assert!(error.say(Lang::De).ends_with("00000001.json: größer als 16 MiB, und so groß ist kein Lauf eines Prüfbuchs; ist eine andere Datei gemeint?"), "{}", error.say(Lang::De));
    assert!(error.say(Lang::En).contains("larger than 16 MiB, which no run of a ledger is"), "{}", error.say(Lang::En));
}

#[test]
fn a_chain_that_counts_to_infinity_is_damaged_at_once() {
    let begin = Instant::now();
    let root = tempfile::tempdir().expect("a folder");
    let runs = root.path().join("runs");
    Ledger::init(&mut Directory::new(root.path()), jiff::Timestamp::UNIX_EPOCH, None).expect("a ledger");
    std::fs::create_dir_all(&runs).expect("a folder");
    let damages = || match Ledger::open(Box::new(Directory::new(root.path()))) {
        Err(LedgerError::Broken(_, damages)) => damages.iter().map(|damage| damage.name().to_owned()).collect(),
        other => vec![format!("{other:?}")],
    };
    for number in [u64::MAX, 1 << 40] {
        let far = runs.join(format!("{number}.json"));
        std::fs::write(&far, "{}").expect("a run");
        assert_eq!(damages(), [format!("runs/{number}.json")]);
        std::fs::remove_file(far).expect("gone");
        let hash = "0".repeat(64);
        let check = tomscan::sha256(format!("{number}:{hash}").as_bytes());
        let head = format!("{{\n  \"run\": {number},\n  \"sha256\": \"{hash}\",\n  \"check\": \"{check}\"\n}}\n");
        let before = std::fs::read(root.path().join("head.json")).expect("the head");
        std::fs::write(root.path().join("head.json"), head).expect("a head");
        assert_eq!(damages(), ["head.json"]);
        std::fs::write(root.path().join("head.json"), before).expect("the head");
    }
    assert!(begin.elapsed() < SOON);
}
