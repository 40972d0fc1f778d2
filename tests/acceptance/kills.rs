//! A hundred jobs that are killed at any moment while others keep theirs: the chain is whole, no run is half there, and none that was
//! reported as kept is lost. In a folder and in S3.

use crate::moto::{key_id, moto};
use crate::tomscan::{AmongOthers, HEAD, Tomscan};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use tomscan::ledger::{Directory, Ledger, S3Store, Store};

const KEEPER: &str = "970000000001";
/// So many jobs are killed while they run; each has another one beside it.
const KILLED: u64 = 50;

/// A ledger that jobs keep runs in.
struct Place<'p> {
    ledger: String,
    key: String,
    open: Box<dyn Fn() -> Box<dyn Store> + 'p>,
}

/// What jobs reported as kept: number and hash; of acceptances the number alone.
type Reported = BTreeMap<u64, Option<String>>;

/// The next of a row of numbers that looks random and is the same in every run of the test.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn job(place: &Place<'_>, accepts: bool) -> Tomscan {
    let by_people = format!("{HEAD}[[claim]]\nid = \"1\"\nwords = \"w\"\nfamily = \"organisation\"\n");
    let run = Tomscan::of(KEEPER, "").claims(&by_people).env("AWS_ACCESS_KEY_ID", &place.key);
    let run = run.env("AWS_MAX_ATTEMPTS", "3");
    let run = if accepts {
        run.args(["accept", "--reason", "r", "--owner", "o", "--until", "2099-01-01"])
    } else {
        run.args(["--keep-recording"])
    };
    run.args(["--ledger", &place.ledger, "--lang", "en"])
}

fn start(run: &Tomscan) -> Child {
    run.process().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("tomscan starts")
}

/// What a job said until its end.
fn said(child: Child) -> String {
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// The run that a job reported as kept, if it came to that.
fn reported(said: &str) -> Option<(u64, Option<String>)> {
    let kept = said.split("kept as run ").nth(1)?;
    let number: String = kept.chars().take_while(char::is_ascii_digit).collect();
    let run: u64 = number.parse().ok()?;
    let named = kept.split(&format!("({run}:")).nth(1);
    // A job that dies while it writes may leave half a line.
    let hash = named.and_then(|rest| rest.get(..64)).map(str::to_owned);
    Some((run, hash))
}

fn is_whole(place: &Place<'_>, reported: &Reported) -> usize {
    let ledger = Ledger::open((place.open)()).unwrap_or_else(|error| panic!("{error}"));
    let verified = ledger.verify().expect("it is read");
    assert!(verified.damages.is_empty(), "{:?}", verified.damages);
    for (run, hash) in reported {
        let link = ledger.run(*run).unwrap_or_else(|_| panic!("run {run} was reported as kept and is lost"));
        assert!(hash.as_ref().is_none_or(|hash| *hash == link.sha256), "run {run} is another one");
        for stored in link.entry.data() {
            let what = stored.name.rsplit('/').next().and_then(|file| file.split('.').next()).expect("a file");
            ledger.read(*run, what).unwrap_or_else(|error| panic!("run {run}: {error}"));
        }
    }
    ledger.links().len()
}

fn torment(place: &Place<'_>) {
    let first = job(place, false);
    let began = Instant::now();
    assert!(reported(&said(start(&first))).is_some(), "the first run is kept");
    let mut usual = began.elapsed();
    let (mut kept, mut killed, mut rounds, mut seed) = (Reported::new(), 0, 0_u64, 7);
    while killed < KILLED {
        rounds += 1;
        let _among_others = AmongOthers::now();
        assert!(rounds < 10 * KILLED, "only {killed} of {rounds} were killed while they ran");
        let (one, other) = (job(place, rounds.is_multiple_of(3)), job(place, rounds.is_multiple_of(2)));
        let (mut victim, survivor) = (start(&one), start(&other));
        // Anywhere in its life, most often towards its end, where it keeps the run.
        let share = 30 + u32::try_from(next(&mut seed) % 80).expect("small");
        std::thread::sleep(usual * share / 100);
        let ran = victim.try_wait().expect("it can be asked").is_none();
        let _it_may_have_ended = victim.kill();
        killed += u64::from(ran);
        // How long a job takes depends on what else the machine does.
        usual = if ran { usual * 103 / 100 } else { usual * 85 / 100 };
        kept.extend(reported(&said(victim)));
        let other = said(survivor);
        kept.extend([reported(&other).unwrap_or_else(|| panic!("who is not killed keeps its run: {other}"))]);
        if rounds.is_multiple_of(20) {
            is_whole(place, &kept);
        }
    }
    let runs = is_whole(place, &kept);
    eprintln!("{killed} jobs killed beside {rounds} others: {} runs reported as kept, {runs} in the chain", kept.len());
}

#[test]
fn jobs_killed_at_any_moment_leave_a_whole_chain_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger");
    moto().plant_by(KEEPER, "");
    let open = || -> Box<dyn Store> { Box::new(Directory::new(Path::new(&path))) };
    let place = Place { ledger: path.display().to_string(), key: key_id(KEEPER, ""), open: Box::new(open) };
    Tomscan::alone().args(["ledger", "init", "--ledger", &place.ledger]).run().exits(0);
    torment(&place);
}

#[test]
fn jobs_killed_at_any_moment_leave_a_whole_chain_in_s3() {
    moto().plant_by(KEEPER, "plant.client('s3').create_bucket(Bucket='kills-ledger', CreateBucketConfiguration={'LocationConstraint': HOME})");
    let key = key_id(KEEPER, "");
    let config = crate::ledger_s3::config(&key, Duration::from_mins(1));
    let open = || -> Box<dyn Store> { Box::new(S3Store::with(&config, "kills-ledger", "tom").expect("a bucket")) };
    let place = Place { ledger: "s3://kills-ledger/tom".to_owned(), key: key.clone(), open: Box::new(open) };
    let init = Tomscan::of(KEEPER, "").args(["ledger", "init", "--ledger", &place.ledger]);
    init.env("AWS_ACCESS_KEY_ID", &key).run().exits(0);
    torment(&place);
}
