//! The ledger: whole at every moment, and whatever is done to it afterwards is named.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

use jiff::Timestamp;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;
use tomscan::ledger::{
    Acceptance, Act, Creation, Damage, Data, Directory, Failure, Hint, Ledger, LedgerError, Part, Removal, Scan, Store,
    StoreError,
};

fn at(day: i8) -> Timestamp {
    date(2026, 1, day).at(3, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

fn scan(day: i8, complete: bool, data: Data) -> Act {
    Act::Scan(Box::new(Scan {
        time: at(day),
        account: "123456789012".to_owned(),
        caller: "arn:aws:sts::123456789012:assumed-role/tomscan/nightly".to_owned(),
        complete,
        exit: 0,
        party: "p".to_owned(),
        title: "t".to_owned(),
        version: "1".to_owned(),
        claims_sha256: "c".to_owned(),
        document_sha256: None,
        rules_sha256: "r".to_owned(),
        reference: None,
        pseudonym_key: None,
        claims: Vec::new(),
        data,
    }))
}

fn parts(content: &[u8]) -> [Part<'_>; 2] {
    [
        Part { what: "report", file: "report.json", content },
        Part { what: "claims", file: "claims.toml", content: b"[document]" },
    ]
}

fn open(folder: &Path) -> Result<Ledger, LedgerError> {
    Ledger::open(Box::new(Directory::new(folder)))
}

fn keep(folder: &Path, day: i8) -> u64 {
    let content = format!("report of day {day}");
    open(folder).unwrap().keep(at(day), &parts(content.as_bytes()), |data| scan(day, true, data)).unwrap().run
}

/// A ledger with everything that one can hold: scans, a failure, an acceptance, a pruning.
fn furnished() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    Ledger::init(&mut Directory::new(folder.path()), at(1), None).unwrap();
    keep(folder.path(), 1);
    keep(folder.path(), 2);
    let mut ledger = open(folder.path()).unwrap();
    let failure = Failure { time: at(3), exit: 1, message: "no login".to_owned() };
    ledger.keep(at(3), &[], |_| Act::Failure(failure)).unwrap();
    let accepted = Part { what: "accepted", file: "accepted.json", content: b"{}" };
    let acceptance = |data| {
        let (reason, owner) = ("r".to_owned(), "o".to_owned());
        let account = "123456789012".to_owned();
        Act::Acceptance(Acceptance { time: at(4), of: 2, account, reason, owner, until: date(2026, 12, 31), data })
    };
    ledger.keep(at(4), &[accepted], acceptance).unwrap();
    ledger.prune(at(2), at(5)).unwrap();
    keep(folder.path(), 6);
    folder
}

/// Names of everything that is kept, below the ledger's folder.
fn files(folder: &Path) -> Vec<String> {
    Directory::new(folder).list("").unwrap()
}

/// What verifying names.
fn named(folder: &Path) -> BTreeSet<String> {
    let damages = match open(folder) {
        Ok(ledger) => ledger.verify().unwrap().damages,
        Err(LedgerError::Broken(_, damages)) => damages,
        Err(other) => panic!("{other}"),
    };
    damages.iter().map(|damage| damage.name().to_owned()).collect()
}

fn copy(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in files(folder) {
        let to: PathBuf = copy.path().join(&name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(folder.join(&name), to).unwrap();
    }
    copy
}

#[test]
fn what_was_kept_is_read_again_and_the_chain_is_whole() {
    let folder = furnished();
    let ledger = open(folder.path()).unwrap();
    assert_eq!(ledger.links().len(), 6);
    assert_eq!(ledger.read(2, "report").unwrap(), b"report of day 2");
    assert!(matches!(ledger.read(1, "report"), Err(LedgerError::Gone(1))));
    assert!(matches!(ledger.read(3, "report"), Err(LedgerError::NoRun(_))));
    let verified = ledger.verify().unwrap();
    assert_eq!((verified.runs, verified.data, verified.pruned), (6, 5, 1));
    assert!(verified.damages.is_empty() && verified.strangers.is_empty(), "{verified:?}");
    // `sha256sum` is enough to follow the chain.
    for pair in ledger.links().windows(2) {
        assert_eq!(pair[1].entry.previous, pair[0].sha256);
    }
}

#[test]
fn whichever_byte_of_whichever_file_is_flipped_the_file_is_named() {
    let folder = furnished();
    let mut flipped = 0;
    for name in files(folder.path()) {
        let path = folder.path().join(&name);
        let whole = fs::read(&path).unwrap();
        for position in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[position] ^= 1;
            fs::write(&path, &bytes).unwrap();
            assert!(named(folder.path()).contains(&name), "byte {position} of {name}");
            flipped += 1;
        }
        fs::write(&path, &whole).unwrap();
    }
    assert!(named(folder.path()).is_empty());
    assert!(flipped > 3000, "{flipped}");
}

#[test]
fn whichever_file_is_removed_or_cut_short_is_named() {
    let folder = furnished();
    for name in files(folder.path()) {
        let copy = copy(folder.path());
        fs::remove_file(copy.path().join(&name)).unwrap();
        assert_eq!(named(copy.path()), BTreeSet::from([name.clone()]));
        let whole = fs::read(folder.path().join(&name)).unwrap();
        fs::write(copy.path().join(&name), &whole[..whole.len() / 2]).unwrap();
        assert!(named(copy.path()).contains(&name), "{name} cut short");
    }
}

#[test]
fn runs_that_change_places_are_both_named() {
    let folder = furnished();
    let runs: Vec<String> = files(folder.path()).into_iter().filter(|name| name.starts_with("runs/")).collect();
    for first in &runs {
        for second in runs.iter().filter(|second| *second > first) {
            let copy = copy(folder.path());
            fs::copy(folder.path().join(second), copy.path().join(first)).unwrap();
            fs::copy(folder.path().join(first), copy.path().join(second)).unwrap();
            assert_eq!(named(copy.path()), BTreeSet::from([first.clone(), second.clone()]));
        }
    }
}

#[test]
fn data_that_change_places_are_both_named() {
    let folder = furnished();
    let data: Vec<String> = files(folder.path()).into_iter().filter(|name| name.ends_with("report.json.gz")).collect();
    let [first, second] = data.as_slice() else { panic!("{data:?}") };
    let copy = copy(folder.path());
    fs::copy(folder.path().join(second), copy.path().join(first)).unwrap();
    fs::copy(folder.path().join(first), copy.path().join(second)).unwrap();
    assert_eq!(named(copy.path()), BTreeSet::from([first.clone(), second.clone()]));
}

#[test]
fn a_run_that_is_put_in_is_named() {
    let folder = furnished();
    let last = fs::read(folder.path().join("runs/00000006.json")).unwrap();
    for name in ["runs/00000007.json", "runs/7.json", "runs/00000003b.json", "runs/deeper/00000007.json"] {
        let copy = copy(folder.path());
        let path = copy.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &last).unwrap();
        assert_eq!(named(copy.path()), BTreeSet::from([name.to_owned()]));
    }
    // What belongs to no run harms nothing, and is said.
    let copy = copy(folder.path());
    fs::write(copy.path().join("data/notes.txt"), "x").unwrap();
    let verified = open(copy.path()).unwrap().verify().unwrap();
    assert_eq!((verified.damages.len(), verified.strangers), (0, vec!["data/notes.txt".to_owned()]));
}

#[test]
fn the_last_run_and_all_after_any_run_are_missed() {
    let folder = furnished();
    for keep in 0..6 {
        let copy = copy(folder.path());
        let gone: Vec<String> = (keep + 1..=6).map(|run| format!("runs/{run:08}.json")).collect();
        for name in &gone {
            fs::remove_file(copy.path().join(name)).unwrap();
        }
        assert_eq!(named(copy.path()), gone.into_iter().collect());
    }
}

#[test]
fn a_place_without_a_ledger_is_no_first_run() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(open(folder.path()), Err(LedgerError::None(_))));
    assert!(matches!(open(&folder.path().join("nowhere")), Err(LedgerError::None(_))));
    Ledger::init(&mut Directory::new(folder.path()), at(1), None).unwrap();
    assert!(matches!(Ledger::init(&mut Directory::new(folder.path()), at(2), None), Err(LedgerError::Exists(_))));
    // Of a ledger that lost its first file the rest is not taken for a new one.
    fs::remove_file(folder.path().join("ledger.json")).unwrap();
    assert!(matches!(open(folder.path()), Err(LedgerError::Broken(..))));
    assert!(matches!(Ledger::init(&mut Directory::new(folder.path()), at(2), None), Err(LedgerError::Broken(..))));
}

#[test]
fn jobs_that_end_at_once_all_keep_their_runs() {
    let folder = tempfile::tempdir().unwrap();
    Ledger::init(&mut Directory::new(folder.path()), at(1), None).unwrap();
    let kept: Vec<u64> = std::thread::scope(|scope| {
        let path = folder.path();
        let jobs: Vec<_> = (0..8)
            .map(|job| {
                scope.spawn(move || {
                    // Opened before the others keep theirs: what a long scan does.
                    let mut ledger = open(path).unwrap();
                    let one = |_| {
                        let content = format!("job {job}");
                        ledger.keep(at(1), &parts(content.as_bytes()), |data| scan(1, true, data)).unwrap().run
                    };
                    (0..10).map(one).collect::<Vec<u64>>()
                })
            })
            .collect();
        jobs.into_iter().flat_map(|job| job.join().unwrap()).collect()
    });
    let distinct: BTreeSet<u64> = kept.iter().copied().collect();
    assert_eq!(distinct, (1..=80).collect());
    let ledger = open(folder.path()).unwrap();
    assert_eq!(ledger.head().run, 80);
    assert!(ledger.verify().unwrap().damages.is_empty());
}

/// A place that breaks down at its nth act, before or after having done it, and stays broken.
#[derive(Debug)]
struct Breaking {
    inner: Directory,
    left: Arc<AtomicUsize>,
    done: bool,
}

impl Breaking {
    fn act<T>(&self, act: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let broken = || StoreError { place: "x".to_owned(), cause: "disk full".to_owned(), hint: Hint::Cause };
        match self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)) {
            Ok(1) if self.done => act().and_then(|_| Err(broken())),
            Ok(1) | Err(_) => Err(broken()),
            Ok(_) => act(),
        }
    }
}

impl Store for Breaking {
    fn place(&self) -> &str {
        self.inner.place()
    }
    fn retain(&mut self, _days: u32, _compliance: bool) -> bool {
        false
    }
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.act(|| self.inner.get(name))
    }
    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.act(|| self.inner.list(prefix))
    }
    fn create(&self, name: &str, bytes: &[u8]) -> Result<Creation, StoreError> {
        self.act(|| self.inner.create(name, bytes))
    }
    fn swap(&self, name: &str, from: &[u8], to: &[u8]) -> Result<bool, StoreError> {
        self.act(|| self.inner.swap(name, from, to))
    }
    fn remove(&self, name: &str) -> Result<Removal, StoreError> {
        self.act(|| self.inner.remove(name))
    }
}

/// Breaks one act of `work` after the other, and asserts that the ledger is whole each time.
fn broken_everywhere(work: impl Fn(&mut Ledger) -> Result<(), LedgerError>) -> BTreeMap<bool, usize> {
    let mut ends = BTreeMap::new();
    for (left, done) in (1..40).flat_map(|left| [(left, false), (left, true)]) {
        let folder = furnished();
        let before = open(folder.path()).unwrap().head();
        let counter = Arc::new(AtomicUsize::new(usize::MAX));
        let store = Breaking { inner: Directory::new(folder.path()), left: Arc::clone(&counter), done };
        let mut ledger = Ledger::open(Box::new(store)).unwrap();
        counter.store(left, Ordering::Relaxed);
        let ended = work(&mut ledger);
        let after = open(folder.path()).unwrap();
        assert!(after.verify().unwrap().damages.is_empty(), "broken at act {left}");
        assert!(ended.is_err() || after.head().run > before.run, "kept, and not there: act {left}");
        assert!(after.head().run <= before.run + 1);
        // And the next night goes on as if nothing had been.
        let next = keep(folder.path(), 9);
        assert!(next > before.run && open(folder.path()).unwrap().verify().unwrap().damages.is_empty());
        *ends.entry(ended.is_ok()).or_default() += 1;
    }
    ends
}

#[test]
fn wherever_keeping_breaks_off_a_run_is_whole_or_absent() {
    let ends =
        broken_everywhere(|ledger| ledger.keep(at(8), &parts(b"report"), |data| scan(8, true, data)).map(|_| ()));
    // Data twice, the run, the head read and written.
    assert_eq!(ends.get(&false), Some(&10), "{ends:?}");
}

#[test]
fn wherever_pruning_breaks_off_it_is_known_what_was_to_go() {
    let ends = broken_everywhere(|ledger| ledger.prune(at(7), at(8)).map(|_| ()));
    assert!(ends.contains_key(&false) && ends.contains_key(&true), "{ends:?}");
}

#[test]
fn pruning_spares_what_the_next_scan_is_compared_with_and_what_is_accepted() {
    let folder = furnished();
    let mut ledger = open(folder.path()).unwrap();
    let pruned = ledger.prune(at(30), at(30)).unwrap();
    assert_eq!((pruned.runs, pruned.removed), (1, 2), "only the scan of day 2");
    assert!(ledger.read(6, "report").is_ok() && ledger.read(4, "accepted").is_ok());
    let again = ledger.prune(at(30), at(30)).unwrap();
    assert_eq!((again.runs, again.removed), (0, 0));
    assert_eq!(ledger.links().len(), 7, "a pruning that removes nothing is no run");
    assert!(open(folder.path()).unwrap().verify().unwrap().damages.is_empty());
}

#[test]
fn who_makes_the_whole_chain_anew_is_found_only_by_a_hash_outside() {
    let folder = furnished();
    let vouched = open(folder.path()).unwrap().run(6).unwrap().sha256.clone();
    let forged = furnished();
    assert!(named(forged.path()).is_empty());
    assert_ne!(open(forged.path()).unwrap().run(6).unwrap().sha256, vouched);
}

#[test]
fn a_scan_that_was_broken_off_is_no_reference() {
    let folder = tempfile::tempdir().unwrap();
    Ledger::init(&mut Directory::new(folder.path()), at(1), None).unwrap();
    keep(folder.path(), 1);
    let mut ledger = open(folder.path()).unwrap();
    ledger.keep(at(2), &parts(b"half"), |data| scan(2, false, data)).unwrap();
    let last = |party: &str, title: &str| ledger.last_complete("123456789012", party, title).map(|link| link.entry.run);
    assert_eq!(last("p", "t"), Some(1));
    assert_eq!(last("p", "renamed"), Some(1), "a document that was renamed is not taken for a first run");
    assert!(ledger.last_complete("999999999999", "p", "t").is_none());
}

#[test]
fn damages_are_told_apart() {
    let folder = furnished();
    fs::copy(folder.path().join("runs/00000002.json"), folder.path().join("runs/00000003.json")).unwrap();
    let Err(LedgerError::Broken(_, damages)) = open(folder.path()) else { panic!("whole") };
    assert_eq!(damages, [Damage::Swapped("runs/00000003.json".to_owned(), 2)]);
}
