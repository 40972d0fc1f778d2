//! What a user types, what he is told, and what he can rely on: mistakes, logins, files, languages, terminals, signals.

use crate::moto::moto;
use crate::tomscan::{HEAD, Report, Run, Tomscan, ended, findings, text};
use serde_json::json;
use std::process::Stdio;
use std::time::{Duration, Instant};

const EMPTY: &str = "500000000001";
const CLEAN: &str = "500000000002";
const STATES: &str = "500000000003";

/// A claims file with one claim that one rule tests.
fn claim(rule: &str, more: &str) -> String {
    format!("{HEAD}{more}\n[[claim]]\nid = \"1\"\nwords = \"w\"\nfamily = \"encryption\"\nrules = [\"{rule}\"]\n")
}

fn one_line(run: &Run) -> &str {
    let said = run.stderr.trim_end();
    assert_eq!(said.lines().count(), 1, "one sentence: {said}");
    assert_eq!(run.stdout, "");
    said
}

// --- the claims file ---------------------------------------------------------------------

/// Many mistakes; behind each the German and the English words of its message.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("[document]", "", ""),
    (
        "titel = \"t\"",
        "unbekannter Schlüssel „titel“; gemeint ist vermutlich „title“",
        "unknown key \"titel\"; did you mean \"title\"?",
    ),
    ("party = 1", "„party“ muss ein Text", "\"party\" must be a text"),
    ("version = \"1\"", "", ""),
    ("language = \"fr\"", "„de“ oder „en“", "\"de\" or \"en\""),
    ("[scope]", "", ""),
    ("accounts = [\"12345\"]", "keine Kontonummer", "no account id"),
    ("select = 'resource.tags[\"a\"] =='", "", ""),
    ("[[claim]]", "", ""),
    ("id = \"1\"", "", ""),
    ("words = \"w\"", "", ""),
    (
        "family = \"encription\"",
        "unbekannte Familie „encription“; gemeint ist vermutlich „encryption“",
        "did you mean \"encryption\"?",
    ),
    ("rules = [\"s3-tls-olny\"]", "gemeint ist vermutlich „s3-tls-only“", "did you mean \"s3-tls-only\"?"),
    ("[[claim]]", "die Aussage „1“ gibt es schon", "the claim \"1\" exists already"),
    ("id = \"1\"", "", ""),
    ("words = \"w\"", "", ""),
    ("family = \"availability\"", "", ""),
    ("rules = [\"rds-backup-retention\"]", "", ""),
    (
        "params = { min_dayz = 7, max_days = \"many\" }",
        "gemeint ist vermutlich „min_days“",
        "did you mean \"min_days\"?",
    ),
    ("[[attestation]]", "", ""),
    ("claim = \"9\"", "unbekannte Aussage „9“", "unknown claim \"9\""),
    ("by = \"x\"", "", ""),
    ("on = 2026-13-40", "", ""),
    ("until = \"tomorrow\"", "ein Datum wie 2026-12-31", "a date such as 2026-12-31"),
    ("evidence = \"e\"", "", ""),
    ("[[waiver]]", "hier fehlt „owner“", "\"owner\" is missing here"),
    ("rule = \"kms-rotatoin\"", "gemeint ist vermutlich „kms-rotation“", "did you mean \"kms-rotation\"?"),
    ("resource = \"x\"", "", ""),
    ("reason = \"\"", "„reason“ ist leer", "\"reason\" is empty"),
    ("until = 2026-12-31", "", ""),
];

#[test]
fn all_mistakes_of_a_claims_file_are_told_at_once_with_their_place() {
    let valid_toml =
        |line: &str| if line == "on = 2026-13-40" { "on = 2026-01-01".to_owned() } else { line.to_owned() };
    let file = MISTAKES.iter().map(|(line, ..)| valid_toml(line)).collect::<Vec<_>>().join("\n");
    for lang in ["de", "en"] {
        let run = Tomscan::of(EMPTY, "").claims(&file).args(["--lang", lang]).run().exits(2);
        assert_eq!(run.stdout, "");
        for (index, (line, de, en)) in MISTAKES.iter().enumerate() {
            let words = if lang == "de" { de } else { en };
            let place = format!("tom.toml:{}:", index + 1);
            let told = run.stderr.lines().any(|said| said.starts_with(&place) && said.contains(words));
            assert!(words.is_empty() || told, "{place} {line}: {words}\n{}", run.stderr);
        }
        let places = run
            .stderr
            .lines()
            .filter_map(|line| line.strip_prefix("tom.toml:")?.split(':').next()?.parse::<u32>().ok());
        assert!(places.is_sorted(), "in the order of the file:\n{}", run.stderr);
        assert!(run.calls().is_empty(), "nothing is asked before the input is right");
    }
}

#[test]
fn the_column_of_a_mistake_counts_characters() {
    let line = "claim = [{ id = \"1\", words = \"ÄÖÜ\", family = \"encryptoin\" }]";
    let column = line.split("\"encryptoin\"").next().unwrap().chars().count() + 1;
    let run = Tomscan::alone().claims(&format!("{line}\n{HEAD}")).args(["--lang", "en"]).run().exits(2);
    assert!(run.stderr.contains(&format!("tom.toml:1:{column}: unknown family")), "{}", run.stderr);
}

#[test]
fn what_is_no_toml_is_told_with_line_and_column() {
    let file = claim("s3-tls-only", "") + "\n[[waiver]\nrule = \n";
    for (lang, words) in [("de", "kein gültiges TOML"), ("en", "not valid TOML")] {
        let run = Tomscan::alone().claims(&file).args(["--lang", lang]).run().exits(2);
        let line = file.lines().position(|line| line == "[[waiver]").unwrap() + 1;
        assert!(run.stderr.contains(&format!("tom.toml:{line}:")) && run.stderr.contains(words), "{}", run.stderr);
    }
}

#[test]
fn a_claims_file_that_is_not_there_is_told_and_never_replaced_by_the_general_set() {
    let run = Tomscan::of(EMPTY, "").args(["--claims", "missing.toml", "--lang", "en"]).run();
    assert!([1, 2].contains(&run.code), "exit {}", run.code);
    assert!(one_line(&run).contains("missing.toml"), "{}", run.stderr);
    assert!(run.calls().is_empty());
}

// --- the login ---------------------------------------------------------------------------

#[test]
fn an_account_outside_the_scope_is_refused_before_anything_is_scanned() {
    let file = claim("s3-tls-only", "[scope]\naccounts = [\"999999999999\"]\n");
    let run = Tomscan::of(EMPTY, "").claims(&file).run().exits(2);
    let said = one_line(&run);
    assert!(said.contains(EMPTY) && said.contains("999999999999") && said.contains("tom.toml"), "{said}");
    assert!(run.counts().keys().eq(["sts:GetCallerIdentity"]), "{:?}", run.counts());
}

#[test]
fn a_missing_profile_and_missing_credentials_say_what_to_type() {
    let run = Tomscan::alone().args(["--profile", "prod", "--lang", "en"]).run().exits(1);
    assert!(
        one_line(&run).contains("\"prod\"") && run.stderr.contains("aws configure list-profiles"),
        "{}",
        run.stderr
    );
    let run = Tomscan::alone().args(["--lang", "en"]).run().exits(1);
    assert!(one_line(&run).contains("aws sso login --profile"), "{}", run.stderr);
    let run = Tomscan::alone().args(["--lang", "de"]).run().exits(1);
    assert!(one_line(&run).contains("anmelden mit `aws sso login"), "{}", run.stderr);
}

#[test]
fn an_expired_login_says_how_to_log_in_again() {
    for (lang, words) in [("de", "abgelaufen"), ("en", "expired")] {
        let run = Tomscan::of(EMPTY, "XEXPIRED").args(["--lang", lang]).run().exits(1);
        assert!(one_line(&run).contains("aws sso login") && run.stderr.contains(words), "{}", run.stderr);
        assert!(run.counts().keys().eq(["sts:GetCallerIdentity"]), "{:?}", run.counts());
    }
}

#[test]
fn an_expired_login_names_the_profile() {
    let config = "[profile prod]\nregion = eu-central-1\n";
    let run = Tomscan::of(EMPTY, "XEXPIRED");
    let key = run.key().to_owned();
    let credentials = format!("[prod]\naws_access_key_id = {key}\naws_secret_access_key = x\n");
    let run = run.file("config", config).file("credentials", &credentials);
    let run = run.env("AWS_CONFIG_FILE", "config").env("AWS_SHARED_CREDENTIALS_FILE", "credentials");
    let run = run.args(["--profile", "prod", "--lang", "en"]).run().exits(1);
    assert!(one_line(&run).contains("aws sso login --profile prod"), "{}", run.stderr);
}

#[test]
fn a_login_that_ends_during_the_scan_confirms_nothing() {
    moto().plant(CLEAN, "clean");
    let report =
        Tomscan::of(CLEAN, "XEXPIREDXs3_GetBucketPolicy").claims(&claim("s3-tls-only", "")).json().exits(11).report();
    assert_eq!(report.verdict("1"), "unverified");
    assert!(report.0.to_string().contains("login-expired"));
}

#[test]
fn an_endpoint_that_nobody_listens_on_is_one_sentence() {
    let run =
        Tomscan::of(EMPTY, "").env("AWS_ENDPOINT_URL", "http://127.0.0.1:9").args(["--lang", "en"]).run().exits(1);
    assert!(one_line(&run).contains("cannot be reached"), "{}", run.stderr);
}

// --- rules -------------------------------------------------------------------------------

#[test]
fn rules_can_be_listed_shown_and_checked() {
    let list = Tomscan::alone().args(["rules", "list"]).run().exits(0);
    for rule in crate::tomscan::all_rules() {
        assert!(list.stdout.contains(rule), "{rule}");
        Tomscan::alone().args(["rules", "show", rule, "--lang", "de"]).run().exits(0);
    }
    let shown = Tomscan::alone().args(["rules", "show", "s3-tls-only", "--lang", "en"]).run().exits(0);
    assert!(shown.stdout.contains("s3:GetBucketPolicy") && shown.stdout.contains("min_tls"), "{}", shown.stdout);
    Tomscan::alone().args(["rules", "check"]).run().exits(0);
}

#[test]
fn an_unknown_rule_is_told_with_the_nearest_one() {
    let run = Tomscan::alone().args(["rules", "show", "s3-tls-olny", "--lang", "en"]).run().exits(2);
    assert!(one_line(&run).contains("did you mean \"s3-tls-only\"?"), "{}", run.stderr);
}

#[test]
fn a_rule_of_ones_own_is_checked_with_file_and_line() {
    let own = "title.de = \"t\"\ntitle.en = \"t\"\nseverity = \"hihg\"\n";
    let run = Tomscan::alone();
    std::fs::create_dir_all(run.folder().join("own/logging")).unwrap();
    let run = run.file("own/logging/my-rule.toml", own).args(["rules", "check", "own", "--lang", "en"]).run().exits(2);
    assert!(
        run.stderr.contains("my-rule.toml:3:") && run.stderr.contains("low, medium, high, critical"),
        "{}",
        run.stderr
    );
}

// --- files -------------------------------------------------------------------------------

#[test]
fn an_unknown_ending_is_told_before_anything_is_asked() {
    let run = Tomscan::of(EMPTY, "").args(["--output", "report.docx", "--lang", "en"]).run().exits(2);
    assert!(one_line(&run).contains("report.docx") && run.stderr.contains(".json"), "{}", run.stderr);
    assert!(run.calls().is_empty(), "{:?}", run.calls());
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_asked_and_nothing_is_left_behind() {
    for (target, block) in [("missing/report.json", ""), ("file/report.json", "file"), ("dir.json", "dir.json/")] {
        let run = Tomscan::of(EMPTY, "").args(["--output", target, "--lang", "en"]);
        match block {
            "" => {}
            folder if folder.ends_with('/') => std::fs::create_dir(run.folder().join(folder)).unwrap(),
            name => std::fs::write(run.folder().join(name), "mine").unwrap(),
        }
        let run = run.run().exits(1);
        assert!(one_line(&run).contains(target) && run.stderr.contains("was not written"), "{target}: {}", run.stderr);
        assert!(run.calls().is_empty(), "{target}: {:?}", run.calls());
        let left: Vec<_> =
            std::fs::read_dir(run.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| name == block.trim_end_matches('/')), "{target} leaves {left:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_report_is_still_shown() {
    let run = Tomscan::of(EMPTY, "").args(["--output", "full.json", "--lang", "en"]);
    std::os::unix::fs::symlink("/dev/full", run.folder().join("full.json")).unwrap();
    let run = run.run().exits(1);
    assert!(run.stderr.contains("full.json was not written"), "{}", run.stderr);
    assert!(run.stdout.contains("not applicable"), "{}", run.stdout);
}

#[test]
fn an_existing_report_is_replaced_whole_and_readable_by_others() {
    let run = Tomscan::of(EMPTY, "")
        .file("report.json", &"x".repeat(1_000_000))
        .args(["--output", "report.json", "-o", "report.txt"])
        .run();
    let json = std::fs::read_to_string(run.path("report.json")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["report_version"], 1);
    let table = std::fs::read_to_string(run.path("report.txt")).unwrap();
    assert_eq!(table, run.stdout, "the file is what was shown");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(run.path("report.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o444, 0o444);
    }
}

// --- terminals and pipes -----------------------------------------------------------------

#[test]
fn a_closed_pipe_is_success() {
    for arguments in [
        &["rules", "list"][..],
        &["--demo"],
        &["rules", "show", "s3-tls-only"],
        &["completions", "bash"],
        &["iam-policy"],
    ] {
        let run = Tomscan::alone().args(arguments.iter().copied());
        let mut child = run.process().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        // The demo's own exit code says what it found; the pipe adds nothing to it.
        assert!(matches!(output.status.code(), Some(0 | 10 | 11)), "{arguments:?}: {:?} {said}", output.status);
        assert!(!said.contains("panicked") && !said.contains("pipe"), "{arguments:?}: {said}");
    }
}

#[test]
fn what_is_no_terminal_gets_no_escape_sequences_and_no_progress() {
    let plain = Tomscan::of(EMPTY, "").run();
    let no_color = Tomscan::of(EMPTY, "").env("NO_COLOR", "1").env("TERM", "xterm-256color").run();
    for run in [plain, no_color] {
        assert!(!run.stdout.contains('\u{1b}') && run.stderr.is_empty(), "{:?} {}", run.stderr, run.stdout);
        assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "80 columns");
    }
}

#[test]
fn hostile_names_do_not_reach_the_terminal_raw() {
    const ACCOUNT: &str = "500000000004";
    moto().plant_by(
        ACCOUNT,
        "key = plant.key('shared')\n\
         for n in ('one', 'two'): plant.instance('db-' + n, key, tags={'Environment': n + '\\u202ecba'})\n\
         plant.instance('hostile', key)\n\
         plant.key('named-by-escapes', AWAY)\n",
    );
    // XML cannot carry an escape sequence, JSON can: KMS answers in JSON.
    let facts = json!([
        { "service": "rds", "operation": "DescribeDBInstances", "where": { "DBInstanceIdentifier": "hostile" },
          "set": { "Engine": "post\u{202e}gres\n\nFAKE: confirmed", "DBInstanceIdentifier": "a\u{202e}b; rm -rf ~ '" } },
        { "service": "kms", "operation": "DescribeKey", "where": { "Description": "named-by-escapes" },
          "set": { "Origin": "\u{1b}]0;owned\u{7}\u{1b}[31mELSEWHERE" } }
    ]);
    moto().declare(ACCOUNT, &facts);
    let rules = ["rds-backup-retention", "rds-tls-enforced", "kms-key-separation", "kms-key-origin"];
    let params = json!({
        "rds-backup-retention": { "min_days": 30 },
        "kms-key-separation": { "per_environment": true, "per_database": true }
    });
    let claims = crate::tomscan::claim_per_rule(rules, &params);
    for lang in ["de", "en"] {
        let run = Tomscan::of(ACCOUNT, "").claims(&claims).args(["--lang", lang]).run();
        assert!(
            run.stdout.contains("rm -rf") && run.stdout.contains("[31mELSEWHERE"),
            "both are shown: {}",
            run.stdout
        );
        let harmful = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!run.stdout.contains(harmful) && !run.stderr.contains(harmful), "{:?}", run.stdout);
        assert!(!run.stdout.lines().any(|line| line.trim_start().starts_with("FAKE")), "{}", run.stdout);
    }
    let json = Tomscan::of(ACCOUNT, "").claims(&claims).json();
    assert!(!json.stdout.contains('\u{1b}'), "JSON escapes control characters");
}

#[test]
fn a_command_to_copy_quotes_a_name_that_would_bring_another_command_along() {
    const ACCOUNT: &str = "500000000006";
    moto().plant_by(ACCOUNT, "plant.instance('hostile', plant.key('k'), BackupRetentionPeriod=1)\n");
    let facts = json!([
        { "service": "rds", "operation": "DescribeDBInstances", "where": { "DBInstanceIdentifier": "hostile" },
          "set": { "DBInstanceIdentifier": "x; rm -rf ~ '$(id)'" } }
    ]);
    moto().declare(ACCOUNT, &facts);
    let params = json!({ "rds-backup-retention": { "min_days": 7 } });
    let claims = crate::tomscan::claim_per_rule(["rds-backup-retention"], &params);
    let run = Tomscan::of(ACCOUNT, "").claims(&claims).args(["--lang", "en"]).run().exits(10);
    let words = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(r"--db-instance-identifier 'x; rm -rf ~ '\''$(id)'\'''"), "{words}");
}

// --- scope -------------------------------------------------------------------------------

#[test]
fn one_region_leaves_residency_not_verified() {
    moto().plant(CLEAN, "clean");
    let run = Tomscan::of(CLEAN, "").args(["--region", "eu-central-1"]).json().exits(11);
    let report = run.report();
    for claim in ["1", "2"] {
        assert_eq!(report.verdict(claim), "unverified", "claim {claim}");
    }
    let gaps = report.result("account-residency")["gaps"].as_array().unwrap().clone();
    assert!(gaps.iter().any(|gap| gap["region"] == "eu-west-1" && gap["unknown"]["why"] == "not-asked"), "{gaps:?}");
    let elsewhere: Vec<_> = run.calls().into_iter().filter(|call| call.region == "eu-west-1").collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn a_scope_of_regions_leaves_others_unasked_but_for_residency() {
    moto().plant(STATES, "states");
    let scope = "[scope]\nregions = [\"eu-central-1\"]\n";
    let run = Tomscan::of(STATES, "").claims(&claim("rds-encryption-at-rest", scope)).json();
    let regions: std::collections::BTreeSet<_> =
        run.calls().into_iter().filter(|call| call.operation.starts_with("rds:")).map(|call| call.region).collect();
    assert_eq!(regions.into_iter().collect::<Vec<_>>(), ["eu-central-1"]);
    let report = Tomscan::of(STATES, "").claims(&claim("account-residency", scope)).json().exits(10).report();
    let away = findings(report.result("account-residency")).iter().filter(|finding| finding["region"] == "eu-west-1");
    assert!(away.count() > 0, "residency looks everywhere");
}

#[test]
fn a_selection_by_tag_chooses_resources_and_denied_tags_are_not_verified() {
    moto().plant(STATES, "states");
    let select = "[scope]\nselect = 'resource.tags[\"Environment\"] == \"prod\"'\n";
    let file = claim("rds-multi-az", select);
    let report = Tomscan::of(STATES, "").claims(&file).json().report();
    let names: Vec<_> = findings(report.result("rds-multi-az")).iter().map(|finding| text(&finding["name"])).collect();
    assert!(!names.is_empty() && names.iter().all(|name| name.contains("prod")), "{names:?}");

    moto().plant(CLEAN, "clean");
    let file = claim("s3-tls-only", select);
    let seen = Tomscan::of(CLEAN, "").claims(&file).json().exits(0);
    assert_eq!(seen.counts().get("s3:GetBucketTagging"), Some(&4), "tags are asked because the selection reads them");
    let denied = Tomscan::of(CLEAN, "XDENYXs3_GetBucketTagging").claims(&file).json().exits(11).report();
    assert_eq!(denied.verdict("1"), "unverified");
    assert!(denied.result("s3-tls-only")["missing_actions"].to_string().contains("s3:GetBucketTagging"));
}

// --- people's words ----------------------------------------------------------------------

const MULTI_AZ: &str = "db-single-az";

fn waiver(resource: &str, until: &str) -> String {
    format!(
        "\n[[waiver]]\nrule = \"rds-multi-az\"\nresource = \"{resource}\"\nreason = \"test system\"\nowner = \"ops\"\nuntil = {until}\n"
    )
}

fn with_waivers(waivers: &[String]) -> (Run, Report) {
    moto().plant(STATES, "states");
    let select = format!("[scope]\nselect = 'resource.name in [\"{MULTI_AZ}\", \"db-good\"]'\n");
    let run = Tomscan::of(STATES, "").claims(&(claim("rds-multi-az", &select) + &waivers.concat())).json();
    let report = run.report();
    (run, report)
}

#[test]
fn a_waiver_covers_a_deviation_for_its_time_and_one_that_fits_nothing_is_told() {
    let (run, report) = with_waivers(&[]);
    assert_eq!((run.code, report.verdict("1")), (10, "refuted"));
    let (run, report) = with_waivers(&[waiver(MULTI_AZ, "2099-12-31"), waiver("gone", "2099-12-31")]);
    assert_eq!((run.code, report.verdict("1")), (0, "partly-confirmed"));
    assert_eq!(report.claim("1")["counts"]["waived"], 1);
    assert_eq!(report.0["waivers"]["unmatched"][0]["resource"], "gone");
    let (run, report) = with_waivers(&[waiver(MULTI_AZ, "2020-12-31")]);
    assert_eq!((run.code, report.verdict("1")), (10, "refuted"));
    assert_eq!(report.0["waivers"]["expired"][0]["resource"], MULTI_AZ);
    let arn = format!("arn:aws:rds:eu-central-1:{STATES}:db:{MULTI_AZ}");
    let (run, _) = with_waivers(&[waiver(&arn, "2099-12-31")]);
    assert_eq!(run.code, 0, "a waiver may name the ARN");
}

#[test]
fn an_attestation_counts_for_its_time() {
    let organisational =
        |id: &str| format!("\n[[claim]]\nid = \"{id}\"\nwords = \"w\"\nfamily = \"physical-access\"\n");
    let word = |id: &str, on: &str, until: &str| {
        format!("\n[[attestation]]\nclaim = \"{id}\"\nby = \"DPO\"\non = {on}\nuntil = {until}\nevidence = \"audit\"\n")
    };
    let claims = ["valid", "ended", "missing", "future"].map(organisational).concat();
    let words = word("valid", "2020-01-01", "2099-01-01")
        + &word("ended", "2020-01-01", "2021-01-01")
        + &word("future", "2098-01-01", "2099-01-01");
    let run = Tomscan::of(EMPTY, "").claims(&format!("{HEAD}{claims}{words}")).json();
    let report = run.report();
    assert_eq!(report.verdict("valid"), "attested");
    for id in ["ended", "missing", "future"] {
        assert_eq!(report.verdict(id), "unattested", "{id}");
    }
    assert_eq!(run.counts().keys().collect::<Vec<_>>(), ["sts:GetCallerIdentity"], "nothing is there to be asked");
}

// --- signals -----------------------------------------------------------------------------

#[cfg(unix)]
#[test]
fn an_interrupted_scan_ends_soon_with_an_incomplete_report() {
    const ACCOUNT: &str = "500000000005";
    moto().plant(ACCOUNT, "many");
    let run = Tomscan::of(ACCOUNT, "").args(["--format", "json", "--lang", "en"]);
    let child = run.process().stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
    while moto().calls(run.key()).len() < 50 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let interrupted = Instant::now();
    // std has no signals; `kill` is part of every POSIX system.
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    let run = ended(run, output);
    assert!(interrupted.elapsed() < Duration::from_secs(20), "{:?}", interrupted.elapsed());
    assert!([10, 11].contains(&run.code), "exit {}: {}", run.code, run.stderr);
    assert!(run.stderr.contains("interrupted"), "{}", run.stderr);
    let report = run.report();
    assert_eq!(report.0["complete"], false);
    for claim in report.claims() {
        let verdict = text(&claim["verdict"]);
        assert!(!["confirmed", "partly-confirmed", "not-applicable"].contains(&verdict), "{claim}");
    }
}

#[test]
fn the_help_is_there_in_both_languages() {
    let english = Tomscan::alone().args(["--help"]).run().exits(0);
    let german = Tomscan::alone().args(["--lang", "de", "--help"]).run().exits(0);
    assert!(english.stdout.contains("Exit codes:") && german.stdout.contains("Rückgabewerte:"));
    let by_locale = Tomscan::alone().env("LANG", "de_DE.UTF-8").args(["--help"]).run().exits(0);
    assert_eq!(by_locale.stdout, german.stdout);
    assert!(Tomscan::alone().args(["--version"]).run().exits(0).stdout.starts_with("tomscan "));
    Tomscan::alone().args(["--no-such-option"]).run().exits(2);
}
