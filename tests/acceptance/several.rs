//! Several accounts in one run: an organisation of 200, its shards, one account that fails, the limits of AWS.

use crate::cloud::{Behaviour, Fault, Plan, Planted, Server, account_id, key_id, serve};
use crate::tomscan::{Run, Tomscan, text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

const CLAIMS: &str = r#"
[document]
title = "Measures of a group"
party = "Group"
version = "1"
language = "en"

[[claim]]
id = "tls"
words = "Clear text is refused."
family = "transfer"
rules = ["s3-tls-only"]

[[claim]]
id = "password"
words = "Passwords are long."
family = "system-access"
rules = ["iam-password-policy"]

[[claim]]
id = "training"
words = "Staff are trained."
family = "organisation"

[[attestation]]
claim = "training"
by = "DPO"
on = 2026-01-01
until = 2036-01-01
evidence = "list"
"#;

fn organization(accounts: usize, behaviour: Behaviour) -> Server {
    serve(Planted::new(Plan::of(3).in_organization(accounts)), behaviour)
}

fn tomscan(server: &Server, arguments: &[&str]) -> Tomscan {
    Tomscan::alone()
        .env("AWS_ENDPOINT_URL", &server.endpoint())
        .env("AWS_ACCESS_KEY_ID", &key_id(&account_id(0)))
        .env("AWS_SECRET_ACCESS_KEY", "not-a-secret")
        .env("AWS_REGION", "eu-central-1")
        .env("TOMSCAN_TEST_NOW", "2026-11-30T03:00:00Z")
        .claims(CLAIMS)
        .args(arguments.iter().copied())
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", run.stdout, run.stderr))
}

/// Asserts that a report is as its schema says.
#[track_caller]
fn fits(report: &Value) {
    let schema = tomscan::organization::organization_schema().to_value();
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let wrong: Vec<String> = validator.iter_errors(report).map(|error| error.to_string()).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

fn verdicts(whole: &Value) -> BTreeMap<&str, &str> {
    whole["claims"].as_array().unwrap().iter().map(|claim| (text(&claim["id"]), text(&claim["verdict"]))).collect()
}

const WHOLE: [&str; 5] = ["--organization", "--role", "tomscan", "--format", "json"];

#[test]
fn two_hundred_accounts_give_the_same_report_whole_and_in_shards() {
    let server = organization(200, Behaviour::default());
    let whole = tomscan(&server, &WHOLE).run().exits(10);
    let report = json(&whole);
    fits(&report);
    assert_eq!(report["accounts"].as_array().unwrap().len(), 200);
    assert_eq!(verdicts(&report), [("password", "confirmed"), ("tls", "refuted"), ("training", "attested")].into());
    assert_eq!(report["claims"][0]["accounts"], serde_json::json!({ "refuted": 200 }));
    let sent = report["requests"]["sent"].as_u64().unwrap();
    // Beside those to the accounts: who logged in, the list of accounts in pages of 20, and a role for each but one's own.
    assert_eq!(server.tally().total(), sent + 1 + 10 + 199);

    let mut merge = Tomscan::alone().args(["merge", "--format", "json"]);
    for shard in ["0/3", "1/3", "2/3"] {
        let part = tomscan(&server, &[&WHOLE[..], &["--shard", shard]].concat()).run().exits(10);
        let name = format!("part-{}.json", shard.replace('/', "-"));
        merge = merge.file(&name, &part.stdout).args([name]);
    }
    assert_eq!(merge.run().exits(10).stdout, whole.stdout, "shards put together are the one run");
}

#[test]
fn a_shard_that_is_missing_leaves_its_accounts_not_verified() {
    let server = organization(20, Behaviour::default());
    let part = tomscan(&server, &[&WHOLE[..], &["--shard", "0/2"]].concat()).run();
    let merged =
        Tomscan::alone().file("part.json", &part.stdout).args(["merge", "part.json", "--format", "json"]).run();
    let report = json(&merged);
    let accounts = report["accounts"].as_array().unwrap();
    let missing = accounts.iter().filter(|account| account["failed"].is_string()).count();
    assert_eq!(accounts.len(), 20);
    assert!(missing > 0 && missing < 20, "{missing} are missing");
    assert_eq!(report["claims"][1]["verdict"], "unverified");
    assert_eq!(report["claims"][1]["accounts"]["unverified"], missing);
}

#[test]
fn one_accounts_failure_is_that_accounts_not_verified() {
    let denied = account_id(2);
    let hidden = account_id(3);
    let behaviour = Behaviour::default()
        .with(Fault::Denied.on("sts:GetCallerIdentity").of_account(&denied))
        .with(Fault::Denied.on("s3").of_account(&hidden));
    let server = organization(5, behaviour);
    let files = ["--output", "{account}.json", "--output", "whole.md", "--output", "whole.csv"];
    let run = tomscan(&server, &[&WHOLE[..], &files].concat()).run().exits(10);
    let report = json(&run);
    let account = |id: &str| {
        report["accounts"].as_array().unwrap().iter().find(|account| account["account"] == id).unwrap().clone()
    };
    assert!(text(&account(&denied)["failed"]).contains("AccessDenied"), "{}", account(&denied)["failed"]);
    assert!(run.stderr.contains(&denied), "{}", run.stderr);
    assert_eq!(account(&hidden)["claims"][0]["verdict"], "unverified");
    assert_eq!(account(&hidden)["claims"][0]["missing_actions"][0], "s3:ListAllMyBuckets");
    assert_eq!(account(&hidden)["claims"][1]["verdict"], "confirmed");
    assert_eq!(report["claims"][1]["verdict"], "unverified", "of one account nothing was seen");
    assert_eq!(report["claims"][2]["verdict"], "attested");
    assert!(run.path(&format!("{hidden}.json")).exists() && !run.path(&format!("{denied}.json")).exists());
    let written = |name: &str| std::fs::read_to_string(run.path(name)).unwrap();
    assert!(written("whole.md").contains("| password |") && written("whole.md").contains(&denied));
    assert_eq!(written("whole.csv").lines().count(), 1 + 2 * 5, "a row per tested claim and account");
}

#[test]
fn a_role_needs_its_external_id_and_a_list_names_accounts() {
    let behaviour = Behaviour { external_id: Some("secret-42".to_owned()), ..Behaviour::default() };
    let server = organization(4, behaviour);
    let ids = [account_id(1), account_id(2)].join(",");
    let list = ["--accounts", &ids, "--role", "tomscan", "--format", "json"];
    let without = json(&tomscan(&server, &list).run().exits(11));
    assert!(text(&without["accounts"][0]["failed"]).contains("sts:AssumeRole"), "{without}");
    let with = json(&tomscan(&server, &[&list[..], &["--external-id", "secret-42"]].concat()).run().exits(10));
    assert_eq!(with["accounts"].as_array().unwrap().len(), 2);
    assert_eq!(with["accounts"][0]["failed"], Value::Null);
}

#[test]
fn a_ledger_keeps_a_run_of_each_account_and_merge_reads_it() {
    let server = organization(3, Behaviour::default());
    let init = Tomscan::alone().args(["ledger", "init", "--ledger", "nights"]).run().exits(0);
    let ledger = init.path("nights").display().to_string();
    let whole = tomscan(&server, &[&WHOLE[..], &["--ledger", &ledger]].concat()).run().exits(10);
    let again = tomscan(&server, &[&WHOLE[..], &["--ledger", &ledger, "--fail-on", "drift"]].concat()).run().exits(0);
    assert!(again.stderr.contains("kept as run 6"), "{}", again.stderr);
    let merged = Tomscan::alone().args(["merge", &ledger, "--format", "json"]).run().exits(10);
    let (merged, whole) = (json(&merged), json(&whole));
    assert_eq!((&merged["claims"], &merged["summary"]), (&whole["claims"], &whole["summary"]));
}

#[test]
fn what_does_not_belong_together_is_not_put_together() {
    let server = organization(2, Behaviour::default());
    let whole = tomscan(&server, &WHOLE).run();
    let other = whole.stdout.replacen("\"rules_sha256\": \"", "\"rules_sha256\": \"0", 1);
    let refused = |second: &str| {
        let merge = Tomscan::alone().file("a.json", &whole.stdout).file("b.json", second);
        merge.args(["merge", "a.json", "b.json"]).run().exits(2).stderr
    };
    assert!(refused(&other).contains("other rules"));
    assert!(refused(&whole.stdout).contains("stands in two reports"));
    assert!(refused("{}").contains("no report of tomscan"));
    for wrong in [
        &["--role", "tomscan"][..],
        &["--organization"],
        &["--organization", "--role", "x", "--shard", "3/3"],
        &["--accounts", "12", "--role", "x"],
        &["--organization", "--role", "x", "--format", "junit"],
        &["--organization", "--role", "x", "--record", "one.jsonl"],
    ] {
        tomscan(&server, wrong).run().exits(2);
    }
}

#[test]
fn the_limits_of_aws_are_not_reached() {
    let server = serve(Planted::new(Plan::of(120)), Behaviour { limits: true, ..Behaviour::default() });
    let run = tomscan(&server, &["--undocumented", "--format", "json"]).run();
    let tally = server.tally();
    assert!(tally.throttles() * 100 <= tally.total(), "{:?} of {}", tally.throttled, tally.total());
    let throttled: u64 = json(&run)["throttled"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(throttled, tally.throttles());
}

#[test]
fn the_users_own_limits_are_kept() {
    let server = serve(Planted::new(Plan::of(20)), Behaviour::after(Duration::from_millis(5)));
    let run = tomscan(&server, &["--concurrency", "3", "--max-rate", "100", "--format", "json"]).run().exits(10);
    let tally = server.tally();
    assert!(tally.at_once <= 3, "{} at once", tally.at_once);
    let calls = u32::try_from(tally.total()).unwrap();
    assert!(tally.wall() > Duration::from_secs(1) * (calls - 20) / 100, "{calls} in {:?}", tally.wall());
    assert_eq!(run.report().calls().values().sum::<u64>(), u64::from(calls));
}

#[test]
fn a_plan_names_the_calls_of_the_scan() {
    let plan = Plan::of(40);
    let server = serve(Planted::new(plan), Behaviour::default());
    let run = tomscan(&server, &["--format", "json"]).run().exits(10);
    let made = run.report().calls();
    let asked = Tomscan::alone().claims(CLAIMS).file("report.json", &run.stdout);
    let planned = json(&asked.args(["plan", "--from", "report.json", "--format", "json"]).run().exits(0));
    assert_eq!(planned["uncounted"], 0);
    let expected: BTreeMap<String, u64> = planned["calls"]
        .as_array()
        .unwrap()
        .iter()
        .map(|call| (text(&call["operation"]).to_owned(), call["calls"].as_u64().unwrap()))
        .collect();
    // What a scan asks beside what rules read: who it is, and which regions there are.
    let beside = ["sts:GetCallerIdentity", "account:ListRegions", "s3:HeadBucket"];
    let differ = |(operation, calls): &(&String, &u64)| {
        !beside.contains(&operation.as_str()) && expected.get(*operation) != Some(*calls)
    };
    assert_eq!(made.iter().filter(differ).collect::<Vec<_>>(), [], "planned: {expected:?}");
    let before = Tomscan::alone().claims(CLAIMS).args(["plan"]).run().exits(0);
    assert!(
        before.stdout.contains("s3:GetBucketPolicy") && before.stdout.contains("per s3.bucket"),
        "{}",
        before.stdout
    );
}

#[test]
fn nobody_is_named_where_names_are_replaced() {
    let refused = Fault::Denied.on("sts:GetCallerIdentity").of_account(&account_id(1));
    let server = organization(3, Behaviour::default().with(refused));
    let key = "0123456789abcdef0123456789abcdef";
    let run = tomscan(&server, &[&WHOLE[..], &["--pseudonymise", "key"]].concat()).file("key", key).run().exits(10);
    assert!(run.stdout.contains("user/user-"), "{}", run.stdout);
    assert!(!run.stdout.contains("user/scanner"), "{}", run.stdout);
}
