//! The ledger's place in S3: what is created once stays, what is lost on the way is found again, and what is denied is named.
//!
//! Straight at the library, for one process has one environment: each test has a key id of its own with the faults it needs.

use crate::moto::{fault, key_id, moto};
use crate::tomscan::AmongOthers;
use aws_config::BehaviorVersion;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::SdkConfig;
use aws_types::region::Region;
use std::collections::BTreeSet;
use std::time::Duration;
use tomscan::ledger::{Creation, Hint, Lock, Mode, Period, Removal, Rule, S3Store, Store, StoreError};

const ACCOUNT: &str = "260000000001";
const HOME: &str = "eu-central-1";
/// As in `moto/plants/ledger.py`.
const MANY: usize = 1005;

pub(crate) fn config(key: &str, attempt: Duration) -> SdkConfig {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(attempt).build();
    let retries = RetryConfig::standard().with_max_attempts(4).with_initial_backoff(Duration::from_millis(10));
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(Credentials::from_keys(key, "x", None)))
        .region(Region::from_static(HOME))
        .endpoint_url(moto().endpoint())
        .timeout_config(timeouts)
        .retry_config(retries)
        .build()
}

/// A ledger in one of the buckets, and the key id that it is asked with.
struct Ledger {
    store: S3Store,
    key: String,
    _among_others: AmongOthers,
}

impl Ledger {
    fn new(bucket: &str, prefix: &str, faults: &str) -> Self {
        // The gate answers one call at a time, and every test of the binary asks it.
        Self::within(bucket, prefix, faults, Duration::from_mins(1)).expect("the ledger opens")
    }

    /// With attempts that end before a late answer comes (`DELAY` in faults.py).
    fn impatient(bucket: &str, prefix: &str, faults: &str) -> Self {
        Self::within(bucket, prefix, faults, Duration::from_secs(2)).expect("the ledger opens")
    }

    fn within(bucket: &str, prefix: &str, faults: &str, attempt: Duration) -> Result<Self, StoreError> {
        let among_others = AmongOthers::now();
        moto().plant(ACCOUNT, if bucket == "many" { "ledger:pages" } else { "ledger:buckets" });
        let key = key_id(ACCOUNT, faults);
        let store = S3Store::with(&config(&key, attempt), &format!("ledger-{bucket}"), prefix)?;
        Ok(Self { store, key, _among_others: among_others })
    }

    fn calls(&self, operation: &str) -> u64 {
        moto().counts(&self.key).get(operation).copied().unwrap_or_default()
    }
}

impl std::ops::Deref for Ledger {
    type Target = S3Store;

    fn deref(&self) -> &S3Store {
        &self.store
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(moto().complaints(&self.key), [""; 0]);
        }
    }
}

fn get(store: &S3Store, name: &str) -> Option<Vec<u8>> {
    store.get(name).expect("it can be read")
}

#[test]
fn what_is_created_is_never_overwritten() {
    for bucket in ["plain", "versioned", "locked", "ruled", "kms"] {
        let ledger = Ledger::new(bucket, "create", "");
        assert_eq!(ledger.place(), format!("s3://ledger-{bucket}/create"));
        assert_eq!(get(&ledger, "runs/1.json"), None);
        assert_eq!(ledger.create("runs/1.json", b"one"), Ok(Creation::Created), "{bucket}");
        assert_eq!(ledger.create("runs/1.json", b"two"), Ok(Creation::Taken), "{bucket}");
        assert_eq!(ledger.create("runs/1.json", b"one"), Ok(Creation::Created), "{bucket}");
        assert_eq!(get(&ledger, "runs/1.json"), Some(b"one".to_vec()));
    }
}

#[test]
fn an_undisturbed_write_is_one_request() {
    let ledger = Ledger::new("plain", "cheap", "");
    assert_eq!(ledger.create("a", b"1"), Ok(Creation::Created));
    assert_eq!(ledger.calls("s3:PutObject"), 1);
    assert_eq!(ledger.calls("s3:GetObject"), 0);
    assert_eq!(ledger.swap("a", b"1", b"2"), Ok(true));
    assert_eq!((ledger.calls("s3:PutObject"), ledger.calls("s3:GetObject")), (2, 1));
}

#[test]
fn what_is_replaced_is_what_was_read() {
    for bucket in ["plain", "versioned", "kms", "ruled"] {
        let ledger = Ledger::new(bucket, "swap", "");
        assert_eq!(ledger.swap("head.json", b"0", b"1"), Ok(false), "nothing stands there");
        assert_eq!(ledger.create("head.json", b"0"), Ok(Creation::Created));
        assert_eq!(ledger.swap("head.json", b"0", b"1"), Ok(true), "{bucket}");
        assert_eq!(ledger.swap("head.json", b"0", b"2"), Ok(false), "{bucket}");
        assert_eq!(get(&ledger, "head.json"), Some(b"1".to_vec()));
    }
}

#[test]
fn of_two_who_create_the_same_name_one_does() {
    let names: Vec<String> = (0..10).map(|n| format!("runs/{n}.json")).collect();
    let race = |who: &'static str| {
        let names = names.clone();
        move || -> Vec<Creation> {
            let ledger = Ledger::new("plain", "race", "");
            names.iter().map(|name| ledger.create(name, who.as_bytes()).expect("it can be created")).collect()
        }
    };
    let (left, right) = (std::thread::spawn(race("left")), std::thread::spawn(race("right")));
    let (left, right) = (left.join().expect("ends"), right.join().expect("ends"));
    let ledger = Ledger::new("plain", "race", "");
    for (name, (left, right)) in names.iter().zip(left.into_iter().zip(right)) {
        let winner: &[u8] = match (left, right) {
            (Creation::Created, Creation::Taken) => b"left",
            (Creation::Taken, Creation::Created) => b"right",
            both => panic!("{name}: {both:?}"),
        };
        assert_eq!(get(&ledger, name).as_deref(), Some(winner), "{name}");
    }
}

#[test]
fn no_replacement_is_lost_among_several_who_replace() {
    Ledger::new("kms", "count", "").create("head.json", b"0").expect("created");
    let threads: Vec<_> = (0..3).map(|_| std::thread::spawn(|| count_to_four_more("kms"))).collect();
    for thread in threads {
        thread.join().expect("ends");
    }
    assert_eq!(get(&Ledger::new("kms", "count", ""), "head.json"), Some(b"12".to_vec()));
}

fn count_to_four_more(bucket: &str) {
    let ledger = Ledger::new(bucket, "count", "");
    let mut done = 0;
    while done < 4 {
        let now = get(&ledger, "head.json").expect("stands");
        let next = String::from_utf8(now.clone()).unwrap().parse::<u32>().unwrap() + 1;
        done += u32::from(ledger.swap("head.json", &now, next.to_string().as_bytes()).expect("it can be replaced"));
    }
}

#[test]
fn an_answer_that_is_lost_or_late_changes_nothing_about_what_was_done() {
    for kind in ["LOST1", "LOST", "LATE1"] {
        let ledger = Ledger::impatient("versioned", kind, &fault(kind, "s3:PutObject"));
        assert_eq!(ledger.create("a", b"1"), Ok(Creation::Created), "{kind}");
        assert_eq!(ledger.calls("s3:PutObject"), 1, "{kind}: what stands there is not written again");
        let ledger = Ledger::impatient("versioned", kind, &fault(kind, "s3:PutObject"));
        assert_eq!(ledger.swap("a", b"1", b"2"), Ok(true), "{kind}");
        assert_eq!(ledger.create("a", b"1"), Ok(Creation::Taken), "{kind}");
    }
}

#[test]
fn a_request_that_arrives_late_overwrites_nothing() {
    let create = Ledger::impatient("plain", "slow", &fault("SLOW1", "s3:PutObject"));
    assert_eq!(create.create("a", b"1"), Ok(Creation::Created));
    let swap = Ledger::impatient("plain", "slow", &fault("SLOW1", "s3:PutObject"));
    assert_eq!(swap.swap("a", b"1", b"2"), Ok(true));
    assert_eq!(swap.swap("a", b"2", b"3"), Ok(true));
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(get(&swap, "a"), Some(b"3".to_vec()));
}

#[test]
fn what_passes_is_tried_again_and_what_does_not_ends() {
    for kind in ["CONFLICT2", "ERROR2", "THROTTLE2", "GARBAGE1", "EMPTY1"] {
        let faults = fault(kind, "s3:PutObject");
        assert_eq!(Ledger::new("plain", kind, &faults).create("a", b"1"), Ok(Creation::Created), "{kind}");
        assert_eq!(Ledger::new("plain", kind, &faults).swap("a", b"1", b"2"), Ok(true), "{kind}");
    }
    for (kind, hint) in [("CONFLICT", Hint::Cause), ("THROTTLE", Hint::Network), ("ERROR", Hint::Unsure)] {
        let ledger = Ledger::new("plain", &format!("ever-{kind}"), &fault(kind, "s3:PutObject"));
        let error = ledger.create("a", b"1").expect_err("it ends");
        assert_eq!((error.hint, ledger.calls("s3:PutObject")), (hint, 4), "{kind}");
        assert_eq!(get(&ledger, "a"), None);
    }
}

#[test]
fn half_an_object_is_read_again_and_never_passed_on() {
    Ledger::new("plain", "half", "").create("a", b"a whole object").expect("created");
    let once = Ledger::new("plain", "half", &fault("TRUNCATED1", "s3:GetObject"));
    assert_eq!(get(&once, "a"), Some(b"a whole object".to_vec()));
    for kind in ["TRUNCATED", "EMPTY", "GARBAGE"] {
        let ledger = Ledger::new("plain", "half", &fault(kind, "s3:GetObject"));
        let error = ledger.get("a").expect_err("it is not whole");
        assert_eq!((error.place.as_str(), error.hint), ("s3://ledger-plain/half/a", Hint::Network), "{kind}");
    }
}

#[test]
fn half_a_list_is_no_list() {
    for kind in ["TRUNCATED", "EMPTY", "GARBAGE"] {
        let ledger = Ledger::new("many", "tom", &fault(kind, "s3:ListObjectsV2"));
        let error = ledger.list("runs/").expect_err("it is not whole");
        assert_eq!(error.hint, Hint::Network, "{kind}: {error}");
    }
}

#[test]
fn a_list_goes_to_its_end() {
    let ledger = Ledger::new("many", "tom", "");
    let names = ledger.list("runs/").expect("a list");
    let expected: Vec<String> = (0..MANY).map(|n| format!("runs/{n:08}.json")).collect();
    assert_eq!(names, expected, "no folder of the console, no neighbour");
    assert_eq!(ledger.calls("s3:ListObjectsV2"), 2);
    assert_eq!(ledger.list("runs/0000100").expect("a list"), expected[1000..]);
    assert!(ledger.list("data/").expect("a list").is_empty());
    assert_eq!(Ledger::new("many", "", "").list("tomcat").expect("a list"), ["tomcat/runs/1.json"]);
    let small = Ledger::new("many", "tom", "XSMALLXs3_ListObjectsV2");
    assert_eq!(small.list("runs/0000002").expect("a list"), expected[20..30]);
    assert_eq!(small.calls("s3:ListObjectsV2"), 2);
}

#[test]
fn many_are_read_in_their_order() {
    let ledger = Ledger::new("many", "tom", "");
    let mut names: Vec<String> = (0..70).rev().map(|n| format!("runs/{n:08}.json")).collect();
    names.insert(3, "runs/none.json".to_owned());
    let mut expected: Vec<_> = (0..70).rev().map(|n| Some(n.to_string().into_bytes())).collect();
    expected.insert(3, None);
    assert_eq!(ledger.get_all(&names).expect("all of them"), expected);
}

type Act<'a> = &'a dyn Fn(&S3Store) -> Result<(), StoreError>;

#[test]
fn what_is_denied_is_named() {
    Ledger::new("versioned", "denied", "").create("a", b"1").expect("created");
    let get = |store: &S3Store| store.get("a").map(|_| ());
    let list = |store: &S3Store| store.list("").map(|_| ());
    let create = |store: &S3Store| store.create("b", b"1").map(|_| ());
    let swap = |store: &S3Store| store.swap("a", b"1", b"2").map(|_| ());
    let remove = |store: &S3Store| store.remove("a").map(|_| ());
    let cases: [(&str, Act, &str); 7] = [
        ("s3:GetObject", &get, "s3:GetObject"),
        ("s3:ListObjectsV2", &list, "s3:ListBucket"),
        ("s3:PutObject", &create, "s3:PutObject"),
        ("s3:PutObject", &swap, "s3:PutObject"),
        ("s3:GetBucketVersioning", &remove, "s3:GetBucketVersioning"),
        ("s3:ListObjectVersions", &remove, "s3:ListBucketVersions"),
        ("s3:DeleteObject", &remove, "s3:DeleteObjectVersion"),
    ];
    for (operation, act, action) in cases {
        let ledger = Ledger::new("versioned", "denied", &fault("DENY", operation));
        let error = act(&ledger).expect_err(operation);
        assert_eq!(error.hint, Hint::Action(action.to_owned()), "{error}");
        assert!(error.place.starts_with("s3://ledger-versioned/denied"), "{error}");
    }
}

#[test]
fn nothing_is_not_told_from_not_shown_without_the_right_to_list() {
    let ledger = Ledger::new("plain", "hidden", &fault("DENY", "s3:ListObjectsV2"));
    let error = ledger.get("none").expect_err("S3 does not say that there is none");
    assert_eq!(error.hint, Hint::Action("s3:ListBucket".to_owned()));
    assert_eq!(ledger.create("a", b"1"), Ok(Creation::Created), "writing needs no list");
    assert_eq!(get(&ledger, "a"), Some(b"1".to_vec()));
}

#[test]
fn a_login_that_ended_a_bucket_that_is_not_there_and_a_profile_that_is_not_there_are_told_apart() {
    let open = |bucket: &str, faults: &str| Ledger::within(bucket, "x", faults, Duration::from_mins(1)).map(|_| ());
    assert_eq!(open("plain", "XEXPIRED").expect_err("expired").hint, Hint::Login);
    let error = open("nowhere", "").expect_err("no bucket");
    assert_eq!((error.place.as_str(), error.hint), ("s3://ledger-nowhere/x", Hint::NoBucket));
    let error = S3Store::open("ledger-plain", "x", Some("tomscan-no-such-profile")).expect_err("no profile");
    assert_eq!(error.hint, Hint::NoProfile("tomscan-no-such-profile".to_owned()));
    let nobody = config("AKIA260000000001", Duration::from_secs(5)).into_builder().endpoint_url("http://127.0.0.1:9");
    let error = S3Store::with(&nobody.build(), "ledger-plain", "x").expect_err("nobody listens");
    assert_eq!(error.hint, Hint::Network, "{error}");
}

#[test]
fn a_login_that_ends_on_the_way_is_named() {
    let ledger = Ledger::new("plain", "expired", &fault("EXPIRED", "s3:PutObject"));
    assert_eq!(ledger.create("a", b"1").expect_err("expired").hint, Hint::Login);
    assert_eq!(ledger.calls("s3:PutObject"), 1, "another attempt would not help");
}

#[test]
fn a_bucket_is_asked_in_its_own_region() {
    for faults in ["", "XDENYXs3_HeadBucketXeu_west_1"] {
        let ledger = Ledger::new("away", "region", faults);
        ledger.create("a", b"1").expect("created");
        assert_eq!(get(&ledger, "a"), Some(b"1".to_vec()));
        assert_eq!(ledger.list("").expect("a list"), ["a"]);
        let elsewhere: Vec<_> = moto().calls(&ledger.key).into_iter().filter(|call| call.region == HOME).collect();
        assert_eq!(elsewhere.len(), 1, "only the question where it lies: {elsewhere:?}");
    }
}

#[test]
fn who_may_not_look_at_the_bucket_itself_can_still_keep_a_ledger() {
    let faults = fault("DENY", "s3:HeadBucket") + &fault("DENY", "s3:GetObjectLockConfiguration");
    let ledger = Ledger::new("ruled", "blind", &faults);
    assert_eq!(ledger.lock(), &Lock::Unknown);
    assert_eq!(ledger.create("a", b"1"), Ok(Creation::Created));
    assert_eq!(ledger.remove("a"), Ok(Removal::Retained), "the rule of the bucket works by itself");
}

#[test]
fn what_is_removed_leaves_no_version_behind() {
    let ledger = Ledger::new("versioned", "remove", "XSMALLXs3_ListObjectVersions");
    for name in ["a", "a.json", "a/b"] {
        ledger.create(name, b"0").expect("created");
    }
    for n in 0..9_u8 {
        assert_eq!(ledger.swap("a", &[b'0' + n], &[b'0' + n + 1]), Ok(true));
    }
    moto().plant_by(
        ACCOUNT,
        "s3 = plant.client('s3')\n\
         s3.delete_object(Bucket='ledger-versioned', Key='remove/a')\n\
         s3.put_object(Bucket='ledger-versioned', Key='remove/a', Body=b'again')\n",
    );
    assert_eq!(ledger.remove("a"), Ok(Removal::Removed));
    assert_eq!(ledger.list("").expect("a list"), ["a.json", "a/b"]);
    assert_eq!(ledger.remove("a"), Ok(Removal::Removed), "there was nothing");
    moto().plant_by(
        ACCOUNT,
        "left = plant.client('s3').list_object_versions(Bucket='ledger-versioned', Prefix='remove/')\n\
         assert not left.get('DeleteMarkers') and len(left['Versions']) == 2, left\n",
    );
    let plain = Ledger::new("plain", "remove", "");
    plain.create("a", b"0").expect("created");
    assert_eq!(plain.remove("a"), Ok(Removal::Removed));
    assert_eq!((get(&plain, "a"), plain.calls("s3:ListObjectVersions")), (None, 0));
    assert_eq!(plain.remove("a"), Ok(Removal::Removed));
}

#[test]
fn the_rule_of_a_bucket_keeps_what_is_created() {
    let rule = Rule { mode: Mode::Governance, period: Period::Days(5) };
    let ledger = Ledger::new("ruled", "rule", "");
    assert_eq!(ledger.lock(), &Lock::On(Some(rule)));
    ledger.create("a", b"1").expect("created");
    assert_eq!(ledger.remove("a"), Ok(Removal::Retained));
    assert_eq!(get(&ledger, "a"), Some(b"1".to_vec()));
    assert_eq!(Ledger::new("plain", "rule", "").lock(), &Lock::Off);
}

#[test]
fn a_retention_of_the_ledger_s_own_keeps_what_is_created() {
    let mut ledger = Ledger::new("locked", "own", "");
    assert_eq!(ledger.lock(), &Lock::On(None));
    ledger.create("loose", b"1").expect("created");
    assert_eq!(ledger.remove("loose"), Ok(Removal::Removed));
    ledger.store.retain_for(1, Mode::Compliance);
    ledger.create("kept", b"1").expect("created");
    assert_eq!(ledger.swap("kept", b"1", b"2"), Ok(true), "a new version is no removal");
    assert_eq!(ledger.remove("kept"), Ok(Removal::Retained));
    assert_eq!(get(&ledger, "kept"), Some(b"2".to_vec()), "what is current stays while an older version must");
}

#[test]
fn a_retention_without_object_lock_is_a_mistake_and_writes_nothing() {
    let mut ledger = Ledger::new("plain", "unlocked", "");
    ledger.store.retain_for(1, Mode::Governance);
    let error = ledger.create("a", b"1").expect_err("no Object Lock");
    assert_eq!(error.hint, Hint::Cause, "{error}");
    assert_eq!(get(&ledger, "a"), None);
}

#[test]
fn names_keep_their_characters() {
    let ledger = Ledger::new("plain", "team=privacy/tom_!.*'()-", "");
    let names = ["data/0-a.b/report.json.gz", "head.json", "runs/00000042.json"];
    for name in names {
        ledger.create(name, name.as_bytes()).expect("created");
    }
    let listed: BTreeSet<String> = ledger.list("").expect("a list").into_iter().collect();
    assert_eq!(listed, names.map(str::to_owned).into());
    assert_eq!(get(&ledger, names[0]).as_deref(), Some(names[0].as_bytes()));
}
