//! Sessions that end in the middle of a scan: another one is fetched where there is one, else what is left is not verified.

use super::{Scanned, baseline, says_nothing_wrong, scan_as};
use crate::cloud::{Behaviour, account_id, key_id};
use std::time::Duration;

/// A profile whose `credential_process` gives sessions of eight seconds, so many of them; a scan slow enough to need more than one.
/// Returns how often the process was asked.
fn scan(sessions: usize) -> (Scanned, usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let asked = folder.path().join("asked");
    let (key, path) = (key_id(&account_id(0)), asked.display());
    let process = format!(
        "echo asked >> {path}\n\
         [ $(wc -l < {path}) -le {sessions} ] || exit 1\n\
         end=$(date -u -d '+8 seconds' +%Y-%m-%dT%H:%M:%SZ)\n\
         printf '{{\"Version\":1,\"AccessKeyId\":\"{key}\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\",\"Expiration\":\"%s\"}}' $end\n"
    );
    let scanned = scan_as(Behaviour::after(Duration::from_millis(20)), |run, _| {
        let script = run.folder().join("process.sh").display().to_string();
        let config = format!("[profile p]\nregion = eu-central-1\ncredential_process = sh {script}\n");
        run.file("process.sh", &process).file("config", &config).env_file("AWS_CONFIG_FILE", "config").args([
            "--profile",
            "p",
            "--max-rate",
            "100",
        ])
    });
    let asked = std::fs::read_to_string(asked).expect("the process was asked").lines().count();
    (scanned, asked)
}

#[test]
fn another_session_is_fetched_and_nothing_is_lost() {
    let (scanned, asked) = scan(1000);
    assert!(
        scanned.took > Duration::from_secs(8),
        "the scan was too fast to need a second session: {:?}",
        scanned.took
    );
    // Each serves half of its eight seconds, whoever asks.
    let most = usize::try_from(scanned.took.as_secs() / 4).expect("seconds") + 2;
    assert!((2..=most).contains(&asked), "asked {asked} times in {:?}", scanned.took);
    assert_eq!(scanned.report.verdicts().len(), baseline().report.verdicts().len());
    let unverified = |scanned: &Scanned| scanned.report.verdicts().values().filter(|one| *one == "unverified").count();
    assert_eq!(unverified(&scanned), unverified(baseline()));
}

#[test]
fn where_there_is_no_other_what_is_left_is_not_verified() {
    let (scanned, _) = scan(1);
    says_nothing_wrong("a session of eight seconds", &scanned);
    assert_eq!(scanned.code, 10);
    let unverified = scanned.report.verdicts().values().filter(|one| *one == "unverified").count();
    assert!(unverified > 30, "{unverified}");
}
