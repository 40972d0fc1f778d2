//! Jobs that are killed at any moment while others keep theirs: the chain is whole, no run is half there, and none that was
//! reported as kept is lost. In a folder and in S3.

use crate::moto::{key_id, moto};
use crate::tomscan::{HEAD, Tomscan};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use tomscan::ledger::{Directory, Ledger, S3Store, Store};

const KEEPER: &str = "970000000001";
/// Each round kills one of two jobs.
const ROUNDS: u64 = 60;

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
    let run = run.env("AWS_MAX_ATTEMPTS", "3").args(["--lang", "en"]);
    let run = if accepts {
        run.args(["accept", "--reason", "r", "--owner", "o", "--until", "2099-01-01"])
    } else {
        run.args(["--keep-recording"])
    };
    run.args(["--ledger", &place.ledger])
}

fn start(run: &Tomscan) -> Child {
    run.process().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("tomscan starts")
}

/// The run that a job reported as kept, if it came to that.
fn reported(child: Child) -> Option<(u64, Option<String>)> {
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("panicked"), "{said}");
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
    assert!(reported(start(&first)).is_some(), "the first run is kept");
    let usual = began.elapsed();
    let (mut kept, mut killed, mut seed) = (Reported::new(), 0_u64, 7);
    for round in 0..ROUNDS {
        let (one, other) = (job(place, round % 3 == 0), job(place, round % 2 == 0));
        let (mut victim, survivor) = (start(&one), start(&other));
        // Anywhere in its life, most often near its end, where it keeps the run.
        let share = 30 + next(&mut seed) % 100;
        std::thread::sleep(usual.mul_f64(f64::from(u32::try_from(share).expect("small")) / 100.0));
        killed += u64::from(victim.try_wait().expect("it can be asked").is_none());
        let _it_may_have_ended = victim.kill();
        kept.extend(reported(victim));
        kept.extend(reported(survivor));
        if round % 10 == 9 {
            is_whole(place, &kept);
        }
    }
    let runs = is_whole(place, &kept);
    eprintln!(
        "{ROUNDS} rounds of two jobs: {killed} killed alive, {} reported as kept, {runs} runs in the chain",
        kept.len()
    );
    assert!(killed >= ROUNDS / 4, "only {killed} were killed while they ran");
    assert!(kept.len() as u64 >= ROUNDS, "whoever is not killed keeps its run: {}", kept.len());
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
