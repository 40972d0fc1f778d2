//! The claims files in `examples/`, each against an account of its own: what comes out for every claim is what was planted
//! (`moto/plants/documents.py`, and the verdicts in `documents.toml` beside it), in German and English the same.

use crate::moto::moto;
use crate::tomscan::{Report, Tomscan};
use std::collections::BTreeMap;

/// Verdict by claim, written down by hand; claims that are not named have no rule and nobody's word.
fn expected(name: &str, found: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string("tests/acceptance/moto/plants/documents.toml").expect("the table of verdicts");
    let table: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(&text).expect("TOML");
    let mut expected: BTreeMap<_, _> = found.keys().map(|id| (id.clone(), "unattested".to_owned())).collect();
    for (verdict, claims) in &table[name] {
        for claim in claims {
            let before = expected.insert(claim.clone(), verdict.clone());
            assert_eq!(before.as_deref(), Some("unattested"), "{name}: claim {claim} is named twice, or there is none");
        }
    }
    expected
}

fn claims(name: &str, lang: &str) -> String {
    let path = format!("examples/{name}.{lang}.toml");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The claims whose verdict is another than expected, with both.
fn wrong(name: &str, report: &Report) -> Vec<String> {
    let found = report.verdicts();
    let expected = expected(name, &found);
    let different = found.iter().filter(|(id, verdict)| expected[*id] != **verdict);
    different.map(|(id, verdict)| format!("{id}: {verdict}, planted as {}", expected[id])).collect()
}

/// One scan in English; German from its recording, since both files ask the same of AWS.
fn comes_out_as_planted(name: &str, account: &str, scenario: &'static str) {
    moto().plant(account, scenario);
    let english = Tomscan::of(account, "")
        .env("AWS_MAX_ATTEMPTS", "3")
        .claims(&claims(name, "en"))
        .args(["--record", "account.jsonl"])
        .json()
        .exits(10);
    assert_eq!(wrong(name, &english.report()), [""; 0], "{name}.en");
    let recording = std::fs::read_to_string(english.path("account.jsonl")).expect("the recording");
    let replay = Tomscan::alone().claims(&claims(name, "de")).file("account.jsonl", &recording);
    let german = replay.args(["--replay", "account.jsonl"]).json().exits(10).report();
    assert_eq!(german.verdicts(), english.report().verdicts(), "{name}.de");
}

#[test]
fn invitario_comes_out_as_planted() {
    comes_out_as_planted("invitario", "820000000001", "documents:invitario");
}

#[test]
fn the_cloud_hoster_comes_out_as_planted() {
    comes_out_as_planted("cloud-hoster", "820000000002", "documents:cloud_hoster");
}

#[test]
fn conrat_comes_out_as_planted() {
    comes_out_as_planted("conrat", "820000000003", "documents:conrat");
}

#[test]
fn the_travel_portal_comes_out_as_planted() {
    comes_out_as_planted("travel-portal", "820000000004", "documents:travel_portal");
}

#[test]
fn dealcode_comes_out_as_planted() {
    comes_out_as_planted("dealcode", "820000000005", "documents:dealcode");
}
