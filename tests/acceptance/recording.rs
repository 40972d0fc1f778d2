//! A recording replayed is the scan once more, byte for byte, without network and credentials; and it holds no secret.

use crate::moto::{fault, moto};
use crate::tomscan::{Run, Tomscan, claim_for_every_rule};
use std::sync::OnceLock;

const ACCOUNT: &str = "400000000001";
const TOKEN: &str = "IQoJb3JpZ2luX2VjEPT-session-token-of-the-test";
const SECRET: &str = "wJalrXUtnFEMI-not-a-secret";

/// A recorded scan: the run, its JSON, its table, the recording, and the claims file.
pub(crate) struct Recorded {
    run: Run,
    json: String,
    table: String,
    pub(crate) recording: String,
    pub(crate) claims: String,
}

fn record(faults: &str, attempts: &str) -> Recorded {
    let truth = moto().plant(ACCOUNT, "states");
    let claims = claim_for_every_rule(&truth["params"]);
    let files = ["--record", "account.jsonl", "--output", "report.json", "--output", "report.txt"];
    let run = Tomscan::of(ACCOUNT, faults)
        .env("AWS_SESSION_TOKEN", TOKEN)
        .env("AWS_MAX_ATTEMPTS", attempts)
        .claims(&claims)
        .args(files)
        .run()
        .exits(10);
    let read = |name: &str| std::fs::read_to_string(run.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (json, table, recording) = (read("report.json"), read("report.txt"), read("account.jsonl"));
    Recorded { run, json, table, recording, claims }
}

/// The recording without faults, made once for all tests that only read it.
pub(crate) fn undisturbed() -> &'static Recorded {
    static RECORDED: OnceLock<Recorded> = OnceLock::new();
    RECORDED.get_or_init(|| record("", "1"))
}

/// Replays without endpoint and credentials, as an auditor would.
fn replay(claims: &str, recording: &str) -> Run {
    let files = ["--replay", "account.jsonl", "--output", "report.json", "--output", "report.txt"];
    Tomscan::alone().claims(claims).file("account.jsonl", recording).args(files).run()
}

/// The first line in which two texts differ: whole reports would be too much to read.
#[track_caller]
fn same(what: &str, before: &str, now: &str) {
    let different = before.lines().zip(now.lines()).enumerate().find(|(_, (before, now))| before != now);
    if let Some((line, (before, now))) = different {
        panic!("{what}, line {}:\n  recorded: {before}\n  replayed: {now}", line + 1);
    }
    assert_eq!(before.len(), now.len(), "{what} is longer or shorter");
}

#[track_caller]
fn replays_identically(recorded: &Recorded) {
    let replayed = replay(&recorded.claims, &recorded.recording);
    assert_eq!(replayed.code, recorded.run.code, "{}", replayed.stderr);
    let read = |name: &str| std::fs::read_to_string(replayed.path(name)).expect("written");
    same("report.json", &recorded.json, &read("report.json"));
    same("report.txt", &recorded.table, &read("report.txt"));
    same("standard output", &recorded.run.stdout, &replayed.stdout);
}

#[test]
fn a_replay_gives_the_same_report_byte_for_byte() {
    replays_identically(undisturbed());
}

#[test]
fn a_replay_of_faults_and_retries_is_identical() {
    let faults = fault("THROTTLE", "kms:DescribeKey")
        + &fault("ERROR", "rds:DescribeDBParameters")
        + &fault("DENY", "s3:GetBucketPolicy")
        + &fault("GARBAGE", "iam:GetAccountAuthorizationDetails")
        + &fault("EMPTY", "s3:GetBucketEncryption");
    let recorded = record(&faults, "2");
    let asked = recorded.run.counts()["rds:DescribeDBParameters"];
    assert!(recorded.json.contains(&format!("\"rds:DescribeDBParameters\": {asked}")), "retries are counted");
    replays_identically(&recorded);
}

#[test]
fn a_recording_holds_no_credential_token_or_signature() {
    let recorded = undisturbed();
    let lower = recorded.recording.to_lowercase();
    for secret in [recorded.run.key.as_str(), SECRET, TOKEN] {
        assert!(!recorded.recording.contains(secret), "the recording holds {secret}");
        assert!(!recorded.json.contains(secret) && !recorded.table.contains(secret), "a report holds {secret}");
        assert!(!recorded.run.stderr.contains(secret), "a message holds {secret}");
    }
    for word in ["authorization\"", "credential=", "signature=", "x-amz-security-token", "aws4-hmac-sha256", "akia4"] {
        assert!(!lower.contains(word), "the recording holds {word}");
    }
}

#[test]
fn a_recording_of_the_same_account_is_in_the_same_order() {
    let order = |recorded: &Recorded| {
        let lines = recorded.recording.lines().skip(1);
        let entries = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON lines"));
        let key = |entry: serde_json::Value| ["operation", "region", "request"].map(|name| entry[name].to_string());
        let mut keys: Vec<_> = entries.map(key).collect();
        // IAM makes the credential report at the first scan, and is asked twice then.
        keys.dedup();
        keys
    };
    assert_eq!(order(undisturbed()), order(&record("", "1")));
}

#[test]
fn a_recording_that_cannot_be_used_is_one_clear_message() {
    let good = &undisturbed().recording;
    let half_a_line = &good[..good.len() / 2];
    let other_format = good.replacen("\"recording\":1", "\"recording\":99", 1);
    for (text, words) in [
        ("", "line 1"),
        ("{\"not\": \"a recording\"}", "line 1"),
        ("hello", "line 1"),
        (other_format.as_str(), "format 99"),
        (half_a_line, "line "),
    ] {
        let run = Tomscan::alone()
            .file("broken.jsonl", text)
            .args(["--replay", "broken.jsonl", "--lang", "en"])
            .run()
            .exits(1);
        assert_eq!(run.stdout, "");
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains("broken.jsonl") && run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    let run = Tomscan::alone().args(["--replay", "missing.jsonl"]).run().exits(2);
    assert!(run.stderr.contains("missing.jsonl"), "{}", run.stderr);
}

#[test]
fn what_a_recording_lacks_is_not_verified() {
    let recorded = undisturbed();
    let without = |line: &&str| !line.contains("s3:GetBucketPolicy\"");
    let recording = recorded.recording.lines().filter(without).collect::<Vec<_>>().join("\n") + "\n";
    let report = replay(&recorded.claims, &recording);
    let json = std::fs::read_to_string(report.path("report.json")).expect("written");
    let report = crate::tomscan::Report(serde_json::from_str(&json).expect("JSON"));
    assert_eq!(report.verdict("s3-tls-only"), "unverified");
}
