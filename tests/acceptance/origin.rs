//! Who changed what is newly refuted: CloudTrail's event history, asked as a scan asks it.
//!
//! The library is asked by a process of its own, this binary once more, because where AWS is stands in the environment.

use crate::moto::{fault, key_id, moto};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tomscan::aws::{Login, connect};
use tomscan::collect::{MOST_RESOURCES, origins};
use tomscan::drift::{Concerned, Origin, OriginUnknown};
use tomscan::fact::{ResourceKind, Unknown};

const ACCOUNT: &str = "950000000001";
const ACTION: &str = "cloudtrail:LookupEvents";
const ASKED: &str = "TOMSCAN_TEST_ASKED";
const REPLAYED: &str = "TOMSCAN_TEST_REPLAYED";
const TOLD: &str = "TOMSCAN_TEST_TOLD";

/// What the process of its own does: asks for what the environment names, and writes down what it was told and the recording.
#[test]
#[ignore = "a part of the tests below, in a process of its own"]
fn asks_by_itself() {
    let concerned: Vec<Concerned> = serde_json::from_str(&std::env::var(ASKED).expect("started by a test")).unwrap();
    let replay = std::env::var(REPLAYED).ok().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()));
    let login = Login { record: replay.is_none(), replay, ..Login::default() };
    let told = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let (account, _) = connect(login).await.expect("a login");
        (origins(&account, &concerned).await, account.tape().recorded())
    });
    std::fs::write(std::env::var(TOLD).unwrap(), serde_json::to_vec(&told).unwrap()).unwrap();
}

/// What was told, and how.
struct Told {
    origins: Vec<Origin>,
    recording: Option<String>,
    /// The calls of the history: regions, in the order in which they came.
    asked_in: Vec<String>,
    took: Duration,
}

fn ask(account: &str, faults: &str, concerned: &[Concerned], replayed: Option<&Path>) -> Told {
    let folder = tempfile::tempdir().unwrap();
    let (file, key) = (folder.path().join("told.json"), key_id(account, faults));
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["origin::asks_by_itself", "--exact", "--ignored"]).env_clear().env("HOME", folder.path());
    command.env(ASKED, serde_json::to_string(concerned).unwrap()).env(TOLD, &file);
    command.env("AWS_EC2_METADATA_DISABLED", "true");
    match replayed {
        Some(path) => command.env(REPLAYED, path),
        None => command
            .env("AWS_ENDPOINT_URL", moto().endpoint())
            .env("AWS_ACCESS_KEY_ID", &key)
            .env("AWS_SECRET_ACCESS_KEY", "not-a-secret")
            .env("AWS_REGION", "eu-central-1")
            .env("AWS_MAX_ATTEMPTS", "1"),
    };
    let started = Instant::now();
    let output = command.output().unwrap();
    let took = started.elapsed();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let (origins, recording) = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(moto().complaints(&key), Vec::<String>::new());
    let calls = moto().calls(&key).into_iter().filter(|call| call.operation == ACTION);
    Told { origins, recording, asked_in: calls.map(|call| call.region).collect(), took }
}

fn days_ago(days: i64) -> Timestamp {
    Timestamp::now() - SignedDuration::from_hours(24 * days)
}

fn concerned(kind: ResourceKind, region: &str, name: &str, arn: &str, days: i64) -> Concerned {
    let (region, name, arn) = (region.to_owned(), name.to_owned(), arn.to_owned());
    let second = Timestamp::from_second(days_ago(days).as_second()).unwrap();
    Concerned { kind, region, name, arn, after: Some(second) }
}

fn bucket(name: &str) -> Concerned {
    concerned(ResourceKind::S3Bucket, "eu-central-1", name, &format!("arn:aws:s3:::{name}"), 2)
}

fn plant() {
    static PLANTED: OnceLock<()> = OnceLock::new();
    PLANTED.get_or_init(|| moto().plant_by(ACCOUNT, PLANTS));
}

const PLANTS: &str = r#"
arn = "arn:aws:s3:::"
plant.event("PutBucketPolicy", "one", arn + "one", at=days_ago(1))
plant.event("GetBucketPolicy", "one", arn + "one", at=days_ago(0.5), read_only=True)
plant.event("DeleteBucketPolicy", "one", arn + "one", at=days_ago(0.4), errorCode="AccessDenied")
plant.event("PurgeQueue", "one", source="sqs.amazonaws.com", at=days_ago(0.3))
plant.event("CreateBucket", "one", arn + "one", at=days_ago(30))
for hour in range(7):
    plant.event(f"Put{hour}", "many", at=days_ago(1 + hour / 24))
plant.event("PutBucketAcl", "two", at=days_ago(1))
plant.event("RotateKey", "arn:aws:kms:eu-central-1:950000000001:key/k", source="kms.amazonaws.com",
            who={"accountId": plant.account, "invokedBy": "AWS Internal"})
plant.event("AttachUserPolicy", "jonas", source="iam.amazonaws.com", region="us-east-1")
for minute in range(30):
    plant.event("GetBucketAcl", "read", at=days_ago(0.1 + minute / 1440), read_only=True)
for minute in range(10):
    plant.event("GetBucketAcl", "paged", at=days_ago(0.1 + minute / 1440), read_only=True)
plant.event("PutBucketAcl", "paged", at=days_ago(0.9))
"#;

fn names(origin: &Origin) -> Vec<&str> {
    origin.events().iter().map(|event| event.name.as_str()).collect()
}

fn not_seen(origin: &Origin) -> &Unknown {
    match origin {
        Origin::Unknown { reason: OriginUnknown::NotSeen { unknown } } => unknown,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_change_is_named_and_nothing_that_changed_nothing() {
    plant();
    let told = ask(ACCOUNT, "", &[bucket("one")], None);
    let Origin::Named { events, all: true, .. } = &told.origins[0] else { panic!("{:?}", told.origins) };
    assert_eq!(
        names(&told.origins[0]),
        ["PutBucketPolicy"],
        "not the reading, the failed, the queue's, nor that before"
    );
    let event = &events[0];
    let who = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Ops/mara@example.com");
    assert_eq!((event.principal.as_deref(), event.source.as_deref()), (Some(who.as_str()), Some("203.0.113.7")));
    let early = event.time.duration_since(days_ago(1)).abs();
    assert!(!event.by_service && early < SignedDuration::from_mins(10), "{}", event.time);
    let page = "https://eu-central-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-central-1#/events/00000000-";
    assert!(event.link.as_ref().is_some_and(|link| link.starts_with(page)), "{:?}", event.link);
    assert_eq!(told.asked_in, ["eu-central-1"; 2], "by name and by ARN");
}

#[test]
fn several_changes_are_candidates_the_newest_first() {
    plant();
    let told = ask(ACCOUNT, "", &[bucket("many")], None);
    assert_eq!(names(&told.origins[0]), ["Put0", "Put1", "Put2", "Put3", "Put4"]);
    assert!(told.origins[0].is_ambiguous());
}

#[test]
fn each_resource_is_asked_for_where_and_as_events_name_it_each_once_and_slowly() {
    plant();
    let user = concerned(ResourceKind::IamUser, "global", "jonas", "arn:aws:iam::950000000001:user/jonas", 2);
    let key = concerned(ResourceKind::KmsKey, "eu-central-1", "k", "arn:aws:kms:eu-central-1:950000000001:key/k", 2);
    let whole = concerned(ResourceKind::CloudTrailAccount, "global", ACCOUNT, "arn:aws:iam::950000000001:root", 2);
    let told = ask(ACCOUNT, "", &[user, key.clone(), bucket("two"), key, whole, bucket("quiet")], None);
    let found: Vec<_> = told.origins.iter().map(names).collect();
    assert_eq!(
        found,
        [vec!["AttachUserPolicy"], vec!["RotateKey"], vec!["PutBucketAcl"], vec!["RotateKey"], vec![], vec![]]
    );
    let rotated = &told.origins[1].events()[0];
    assert!(rotated.by_service && rotated.principal.as_deref() == Some("AWS Internal"));
    assert_eq!(told.origins[4], Origin::unknown(OriginUnknown::NotNamed));
    assert!(
        matches!(told.origins[5], Origin::Unknown { reason: OriginUnknown::NoEvent { .. } }),
        "{:?}",
        told.origins[5]
    );
    let here = told.asked_in.iter().filter(|region| *region == "eu-central-1").count();
    assert_eq!((here, told.asked_in.len()), (6, 8), "{:?}", told.asked_in);
    assert!(told.took >= Duration::from_secs(3), "six questions, five of them 600 ms after another: {:?}", told.took);
}

#[test]
fn who_may_not_read_the_history_is_told_so_and_asks_no_more() {
    plant();
    let asked = [bucket("one"), bucket("two")];
    let told = ask(ACCOUNT, &fault("DENY", ACTION), &asked, None);
    let denied = Unknown::AccessDenied { action: ACTION.to_owned() };
    assert_eq!(told.origins.iter().map(not_seen).collect::<Vec<_>>(), [&denied; 2]);
    assert_eq!(told.asked_in.len(), 1);
    let told = ask(ACCOUNT, &fault("THROTTLE", ACTION), &asked, None);
    assert_eq!(*not_seen(&told.origins[0]), Unknown::Throttled { action: ACTION.to_owned() });
    for kind in ["ERROR", "GARBAGE", "EMPTY", "TRUNCATED"] {
        let told = ask(ACCOUNT, &fault(kind, ACTION), &asked[..1], None);
        assert!(matches!(not_seen(&told.origins[0]), Unknown::Failed { .. }), "{kind}: {:?}", told.origins);
    }
}

#[test]
fn an_end_of_the_history_or_of_patience_is_told() {
    plant();
    let old = Concerned { after: Some(days_ago(200)), ..bucket("quiet") };
    let changed = Concerned { after: old.after, ..bucket("two") };
    let told = ask(ACCOUNT, "XSMALL", &[old.clone(), changed, bucket("read"), bucket("paged")], None);
    assert_eq!(told.origins[0], Origin::unknown(OriginUnknown::BeforeHistory { after: old.after.unwrap() }));
    assert_eq!(names(&told.origins[1]), ["PutBucketAcl"]);
    assert!(told.origins[1].is_ambiguous(), "there may be older ones beyond the history");
    let Origin::Unknown { reason: OriginUnknown::TooManyEvents { read, back_to } } = &told.origins[2] else { panic!() };
    assert_eq!((*read, back_to.is_some()), (21, true), "three pages of seven");
    assert_eq!(names(&told.origins[3]), ["PutBucketAcl"], "on the second page");
}

#[test]
fn only_so_many_resources_are_asked_about() {
    let regions = "ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 \
                   eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2";
    let group = |n: usize| {
        let region = regions.split_whitespace().nth(n % 16).unwrap();
        concerned(ResourceKind::Ec2SecurityGroup, region, &format!("sg-{n}"), "arn:aws:ec2:x", 2)
    };
    let asked: Vec<_> = (0..=MOST_RESOURCES).map(group).collect();
    let told = ask("950000000002", "", &asked, None);
    let too_many = Origin::unknown(OriginUnknown::TooManyResources { most: MOST_RESOURCES });
    assert_eq!(told.origins.iter().filter(|origin| **origin == too_many).count(), 1);
    assert_eq!((told.origins.last(), told.asked_in.len()), (Some(&too_many), MOST_RESOURCES));
}

#[test]
fn a_recording_replays_to_the_same_and_holds_no_request_of_an_event() {
    plant();
    let asked = [bucket("one"), bucket("many"), bucket("quiet")];
    let told = ask(ACCOUNT, "", &asked, None);
    let recording = told.recording.expect("a recording");
    assert!(recording.contains("PutBucketPolicy") && !recording.contains("hunter2"), "{recording}");
    assert!(!serde_json::to_string(&told.origins).unwrap().contains("hunter2"));
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let replayed = ask(ACCOUNT, "", &asked, Some(&file("whole.jsonl", &recording)));
    assert_eq!(replayed.origins, told.origins);
    let without = recording.lines().filter(|line| !line.contains(ACTION)).collect::<Vec<_>>().join("\n");
    let lacking = ask(ACCOUNT, "", &asked, Some(&file("lacking.jsonl", &without)));
    let missing = Unknown::Failed { action: ACTION.to_owned(), code: "not-in-recording".to_owned() };
    assert_eq!(lacking.origins.iter().map(not_seen).collect::<Vec<_>>(), [&missing; 3]);
    let value: Value = json!(lacking.origins);
    assert_eq!(value[0]["reason"]["why"], "not-seen", "{value}");
}
