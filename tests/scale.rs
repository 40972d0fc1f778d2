//! tomscan against the simulated AWS of `tests/cloud/`: what is planted is seen whole, and what is answered is read.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails may panic"
)]

#[path = "cloud/mod.rs"]
mod cloud;

use cloud::{Behaviour, Plan, Planted, Recorded, Server, account_id, key_id, serve};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// The longest that a run may take; then it counts as hanging.
const PATIENCE: Duration = Duration::from_mins(3);

/// tomscan, and the folder that is its home.
fn tomscan(claims: &str) -> (Command, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tom.toml"), claims).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tomscan"));
    command.env_clear().env("HOME", folder.path()).env("AWS_EC2_METADATA_DISABLED", "true");
    command.current_dir(folder.path()).args(["--claims", "tom.toml", "--format", "json"]);
    (command, folder)
}

fn asking(mut command: Command, server: &Server) -> Command {
    command
        .env("AWS_ENDPOINT_URL", server.endpoint())
        .env("AWS_ACCESS_KEY_ID", key_id(&account_id(0)))
        .env("AWS_SECRET_ACCESS_KEY", "not-a-secret")
        .env("AWS_REGION", "eu-central-1");
    command
}

fn report(command: Command) -> Value {
    let output = assert_cmd::Command::from_std(command).timeout(PATIENCE).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("no JSON report: {error}\n{said}"))
}

/// Whatever a report says to be unknown because a call failed.
fn failures(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if members.get("why").is_some_and(|why| why == "failed" || why == "throttled") {
                found.push(value.to_string());
            }
            members.values().for_each(|member| failures(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| failures(item, found)),
        _ => {}
    }
}

#[test]
fn a_planted_account_is_seen_whole_by_every_rule() {
    let rules = tomscan::rule::load_embedded().unwrap();
    let head = "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"en\"\n".to_owned();
    let claims = rules.ids().fold(head, |file, rule| {
        let rule = &rule.0;
        format!("{file}\n[[claim]]\nid = \"{rule}\"\nwords = \"w\"\nfamily = \"encryption\"\nrules = [\"{rule}\"]\n")
    });
    let plan = Plan::of(60).in_organization(3);
    let server = serve(Planted::new(plan.clone()), Behaviour::default());
    let (command, _folder) = tomscan(&claims);
    let report = report(asking(command, &server));
    let mut failed = Vec::new();
    failures(&report, &mut failed);
    assert_eq!(failed, Vec::<String>::new());
    assert_eq!(report["complete"], true);
    let tls = report["results"].as_array().unwrap().iter().find(|result| result["rule"] == "s3-tls-only").unwrap();
    assert_eq!(tls["counts"]["listed"], plan.buckets);
    assert_eq!(tls["counts"]["deviating"], 12, "of ten buckets two do not refuse clear text");
    assert_eq!(tls["counts"]["unknown"], 2, "of fifty buckets one does not show its policy: the 8th and the 58th");

    let counted: BTreeMap<String, u64> = serde_json::from_value(report["calls"].clone()).unwrap();
    let arrived: BTreeMap<String, u64> =
        server.tally().calls.into_iter().map(|(operation, calls)| (operation.to_owned(), calls)).collect();
    assert_eq!(counted, arrived);
}

#[test]
fn a_recording_behind_http_gives_the_report_of_its_replay() {
    let recording = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/accounts/demo.jsonl");
    let claims = include_str!("../examples/demo/tom.en.toml");
    let recorded = Recorded::read(include_str!("../fixtures/accounts/demo.jsonl")).unwrap();
    let now = recorded.now.clone();
    let server = serve(recorded, Behaviour::default());
    let (mut command, _folder) = tomscan(claims);
    command.env("TOMSCAN_TEST_NOW", now);
    let over_http = report(asking(command, &server));
    let (mut command, _folder) = tomscan(claims);
    command.args(["--replay", recording]);
    let replayed = report(command);
    for part in ["claims", "calls", "coverage"] {
        assert_eq!(over_http[part], replayed[part], "{part}");
    }
}
