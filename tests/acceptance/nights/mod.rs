//! Thirty nights of one account: what was planted is what each diff, each exit code and the history say, in a folder and in S3.
//!
//! `plan.rs` is the truth, written before it was ever run; here is what plays it.

mod plan;

use crate::moto::{key_id, moto};
use crate::tomscan::{Run, Tomscan, text};
use plan::{Step, nights};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// The rules of the play, as they are built in.
const RULES: [&str; 3] = [
    include_str!("../../../rules/encryption-in-transit/s3-tls-only.toml"),
    include_str!("../../../rules/backup/s3-versioning.toml"),
    include_str!("../../../rules/encryption-at-rest/s3-encryption-at-rest.toml"),
];

/// Where the nights are played.
struct Stage {
    account: &'static str,
    /// Beginning of the buckets' names.
    prefix: &'static str,
    ledger: String,
    /// The key id with which the ledger in S3 is kept, and its profile.
    keeper: Option<String>,
    folder: TempDir,
}

impl Stage {
    fn of(account: &'static str, prefix: &'static str, ledger: Option<&str>, keeper: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let ledger = ledger.map_or_else(|| folder.path().join("ledger").display().to_string(), str::to_owned);
        Self { account, prefix, ledger, keeper, folder }
    }

    /// A run with the ledger, and with the profile that keeps it.
    fn tomscan(&self, faults: &str, arguments: &[&str]) -> Tomscan {
        let run = Tomscan::of(self.account, faults).args(arguments).args(["--ledger", &self.ledger]);
        let Some(key) = &self.keeper else { return run };
        let credentials =
            format!("[ledger]\naws_access_key_id = {key}\naws_secret_access_key = x\nregion = eu-central-1\n");
        run.file("credentials", &credentials)
            .env_file("AWS_SHARED_CREDENTIALS_FILE", "credentials")
            .args(["--ledger-profile", "ledger"])
    }

    fn play(&self, step: &Step) -> Run {
        if !step.change.is_empty() {
            moto().plant_by(self.account, &step.change.replace("{bucket}", self.prefix));
        }
        let rules = self.folder.path().join("rules");
        write_rules(&rules, step.rules);
        let time = format!("{}T03:00:00Z", step.date);
        if let Some(until) = step.accept {
            let arguments = ["accept", "--reason", "is being migrated", "--owner", "Ops", "--until", until];
            self.tomscan("", &arguments).env("TOMSCAN_TEST_NOW", &format!("{}T01:00:00Z", step.date)).run().exits(0);
        }
        let arguments = ["--fail-on", "drift", "--lang", "en", "--rules", rules.to_str().expect("UTF-8")];
        let claims = step.claims.replace("{bucket}", self.prefix);
        let run = self.tomscan(step.faults, &arguments).claims(&claims).env("TOMSCAN_TEST_NOW", &time).json();
        run.exits(step.exit)
    }
}

fn write_rules(folder: &Path, change: Option<(&str, &str)>) {
    let folder = folder.join("own");
    std::fs::create_dir_all(&folder).expect("the folder is writable");
    for (index, rule) in RULES.iter().enumerate() {
        let name = ["s3-tls-only", "s3-versioning", "s3-encryption-at-rest"][index];
        let rule = change.map_or_else(|| (*rule).to_owned(), |(from, to)| rule.replace(from, to));
        std::fs::write(folder.join(format!("{name}.toml")), rule).expect("the folder is writable");
    }
}

/// What a drift says, a line for each change, as `plan.rs` writes it.
fn said(drift: &Value, stage: &Stage) -> Vec<String> {
    let causes = |change: &Value| {
        let causes = change["causes"].as_array().into_iter().flatten().map(text).collect::<Vec<_>>();
        if causes.is_empty() { String::new() } else { format!(" by {}", causes.join("+")) }
    };
    let own = |name: &Value| text(name).replace(&format!("{}-", stage.prefix), "");
    let list = |name: &str| drift[name].as_array().cloned().unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    lines.extend(list("claims").iter().map(|change| {
        let since = change["since"].as_str().map_or(String::new(), |since| format!(" since {}", &since[5..10]));
        format!("claim {} {}{}{since}", text(&change["claim"]), text(&change["turn"]), causes(change))
    }));
    lines.extend(list("findings").iter().map(|change| {
        let still = text(&change["turn"]) == "still-refuted";
        let since = change["since"]
            .as_str()
            .filter(|_| still)
            .map_or(String::new(), |since| format!(" since {}", &since[5..10]));
        let (rule, turn) = (text(&change["rule"]), text(&change["turn"]));
        format!("{} {rule} {turn}{}{since}", own(&change["name"]), causes(change))
    }));
    lines.extend(list("resources").iter().map(|change| {
        format!("{} {}", own(&change["name"]), if change["there"] == true { "is new" } else { "is gone" })
    }));
    let mut measures: Vec<String> =
        list("yardstick").iter().map(|change| format!("yardstick {}", text(&change["what"]))).collect();
    measures.dedup();
    lines.extend(measures);
    lines.sort();
    lines
}

fn play(stage: &Stage) {
    stage.tomscan("", &["ledger", "init"]).run().exits(0);
    let mut numbers = Vec::new();
    let mut reports: Vec<Option<Value>> = Vec::new();
    let mut number = 0;
    for step in nights() {
        number += 1 + u64::from(step.accept.is_some());
        let run = stage.play(&step);
        numbers.push(number);
        for words in step.says {
            assert!(run.stderr.contains(words), "{}: no \"{words}\" in: {}", step.date, run.stderr);
        }
        if run.stdout.is_empty() {
            reports.push(None);
            continue;
        }
        let report = run.report().0;
        let expected: Vec<String> = {
            let mut lines: Vec<String> = step.drift.iter().map(|line| (*line).to_owned()).collect();
            lines.sort();
            lines
        };
        assert_eq!(said(&report["drift"], stage), expected, "the night of {}", step.date);
        assert_eq!(named(&report), step.origin, "who changed it, the night of {}", step.date);
        reports.push(Some(report));
    }
    stage.tomscan("", &["ledger", "verify"]).run().exits(0);
    history_is_the_plan(stage, &numbers);
    every_diff_is_what_its_night_said(stage, &numbers, &reports);
    the_review_is_the_plan(stage, &reports);
}

/// The events that are named as origins.
fn named(report: &Value) -> Vec<String> {
    let changes = report["drift"]["findings"].as_array().into_iter().flatten();
    let events = changes.flat_map(|change| change["origin"]["events"].as_array().cloned().unwrap_or_default());
    events.map(|event| text(&event["name"]).to_owned()).collect()
}

fn history_is_the_plan(stage: &Stage, numbers: &[u64]) {
    let run = stage.tomscan("", &["history", "--format", "json"]).run().exits(0);
    let runs: Value = serde_json::from_str(&run.stdout).expect("JSON");
    for (step, number) in nights().iter().zip(numbers) {
        let kept = &runs[usize::try_from(number - 1).unwrap()]["run"];
        assert_eq!((&kept["exit"], &kept["run"]), (&json!(step.exit), &json!(number)), "{}", step.date);
        let verdict = |id: &str| {
            let claims = kept["claims"].as_array().into_iter().flatten();
            claims.into_iter().find(|claim| claim["id"] == id).map(|claim| text(&claim["verdict"]).to_owned())
        };
        assert_eq!(verdict("tls").as_deref(), step.tls, "claim tls, the night of {}", step.date);
    }
    let table = stage.tomscan("", &["history", "--lang", "en", "--last", "30"]).run().exits(0);
    let strip = table.stdout.lines().find(|line| line.trim_start().starts_with("tls ")).expect("a strip");
    let strip: String = strip.trim_start().trim_start_matches("tls").trim_start().to_owned();
    let expected: String = nights().iter().map(|step| sign(step.tls)).collect();
    assert_eq!(strip, expected);
}

fn sign(verdict: Option<&str>) -> char {
    match verdict {
        Some("confirmed") => '█',
        Some("partly-confirmed") => '▓',
        Some("refuted") => '✗',
        Some("unverified") => '?',
        None => '!',
        other => panic!("{other:?}"),
    }
}

/// `diff` of a night and the complete one before it says what the night itself said, but for who did it.
fn every_diff_is_what_its_night_said(stage: &Stage, numbers: &[u64], reports: &[Option<Value>]) {
    let kept: Vec<(u64, &Value)> =
        numbers.iter().copied().zip(reports).filter_map(|(number, report)| Some((number, report.as_ref()?))).collect();
    for pair in kept.windows(2).step_by(4) {
        let [(before, _), (after, report)] = pair else { unreachable!() };
        let (before, after) = (before.to_string(), after.to_string());
        let run = stage.tomscan("", &["diff", &before, &after, "--format", "json"]).run();
        let drift: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr));
        assert_eq!(said(&drift, stage), said(&report["drift"], stage), "diff {before} {after}");
        let refuted = drift["findings"].as_array().unwrap().iter().any(|change| change["turn"] == "newly-refuted");
        assert_eq!(run.code == 10, refuted, "diff {before} {after}");
    }
    // Over all nights: a bucket that came and went is no change, and two are mended.
    let (first, last) = (kept[0].0.to_string(), kept[kept.len() - 2].0.to_string());
    let run = stage.tomscan("", &["diff", &first, &last, "--format", "json"]).run();
    let drift: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(drift["resources"], json!([]));
}

/// The review of the thirty nights says of the claim `tls` what the plan says, and of resources what the nights said.
fn the_review_is_the_plan(stage: &Stage, reports: &[Option<Value>]) {
    let nights = nights();
    let (from, to) = (nights[0].date.as_str(), nights[nights.len() - 1].date.as_str());
    let files = ["--output", "review.json", "--output", "review.md"];
    for (lang, heading) in [("de", "# Wirksamkeitskontrolle"), ("en", "# Effectiveness review")] {
        let run = stage.tomscan("", &["review", "--from", from, "--to", to, "--lang", lang]).args(files);
        let run = run.env("TOMSCAN_TEST_NOW", "2027-03-01T00:00:00Z").run().exits(0);
        let review: Value =
            serde_json::from_str(&std::fs::read_to_string(run.path("review.json")).unwrap()).expect("JSON");
        let validator =
            jsonschema::validator_for(&tomscan::review::review_schema().to_value()).expect("a valid schema");
        assert!(validator.is_valid(&review), "{:?}", validator.iter_errors(&review).next());
        let document = &review["documents"][0];
        let claim = document["claims"].as_array().unwrap().iter().find(|claim| claim["id"] == "tls").expect("a claim");
        let spans = claim["strip"].as_array().unwrap().iter();
        let strip = spans.flat_map(|span| (0..span["nights"].as_u64().unwrap()).map(|_| text(&span["sign"])));
        assert_eq!(
            strip.collect::<Vec<_>>(),
            nights.iter().map(|step| step.tls.unwrap_or("no-report")).collect::<Vec<_>>()
        );
        let seen = |turn: &str| {
            let drifts = reports.iter().flatten().filter(|report| report["complete"] == true);
            let changes = drifts.flat_map(|report| report["drift"]["findings"].as_array().unwrap().iter());
            changes.filter(|change| change["turn"] == turn).count()
        };
        let deviations = document["deviations"].as_array().unwrap();
        assert_eq!(deviations.len(), seen("newly-refuted"));
        assert_eq!(deviations.iter().filter(|one| one["ended"]["how"] == "mended").count(), seen("mended"));
        assert!(std::fs::read_to_string(run.path("review.md")).unwrap().starts_with(heading));
    }
}

#[test]
fn thirty_nights_in_a_folder_are_what_was_planted() {
    play(&Stage::of("960000000001", "nights-one", None, None));
}

#[test]
fn thirty_nights_in_s3_are_what_was_planted() {
    moto().plant_by("960000000003", "plant.client('s3').create_bucket(Bucket='nights-ledger', CreateBucketConfiguration={'LocationConstraint': HOME}, ObjectLockEnabledForBucket=True)");
    let keeper = key_id("960000000003", "");
    play(&Stage::of("960000000002", "nights-two", Some("s3://nights-ledger/prod/tom"), Some(keeper)));
}
