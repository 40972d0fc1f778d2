//! What tomscan says without or beside an account: remarks on a claims file, the permissions it needs, measures it leaves out.

use crate::moto::moto;
use crate::tomscan::{Tomscan, findings};
use serde_json::Value;
use std::collections::BTreeSet;

const CLAIMS: &str = r#"
[document]
title = "TOM"
party = "Musterwerk GmbH"
version = "1"
language = "de"
date = 2023-04-01
review_months = 12

[[claim]]
id = "1"
words = "Daten werden ausschließlich über SSL übertragen."
family = "encryption"
rules = ["s3-tls-only"]

[[claim]]
id = "2"
words = "Besucher werden begleitet."
family = "physical-access"
"#;

#[test]
fn check_names_file_line_claim_and_remark_and_asks_nobody() {
    let run = Tomscan::alone().file("tom.toml", CLAIMS).args(["check"]).run().exits(0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.stdout);
    assert!(lines[0].starts_with("tom.toml:1: Dokument, Überprüfung überfällig: "), "{}", lines[0]);
    assert!(lines[1].starts_with("tom.toml:10: Aussage 1, veralteter Begriff: SSL"), "{}", lines[1]);
    assert_eq!(lines[2], "2 Aussagen ohne Fehler: 1 mit Regeln, 1 organisatorisch · 2 Anmerkungen zum Wortlaut");
    let english = Tomscan::alone().file("tom.toml", CLAIMS).args(["check", "--lang", "en"]).run().exits(0);
    assert!(english.stdout.contains("tom.toml:10: claim 1, outdated term: SSL"), "{}", english.stdout);
}

#[test]
fn check_tells_mistakes_as_a_scan_does() {
    let wrong = CLAIMS.replace("s3-tls-only", "s3-tls-onyl");
    let run = Tomscan::alone().file("other.toml", &wrong).args(["check", "other.toml"]).run().exits(2);
    assert!(run.stderr.contains("other.toml:14:") && run.stderr.contains("s3-tls-only"), "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

#[test]
fn remarks_stand_in_the_report_and_change_no_verdict() {
    let account = "800000000001";
    moto().plant(account, "clean");
    let run = Tomscan::of(account, "").file("tom.toml", CLAIMS).args(["--format", "json"]).run();
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let kinds: Vec<&str> =
        report["remarks"].as_array().expect("a list").iter().filter_map(|remark| remark["kind"].as_str()).collect();
    assert_eq!(kinds, ["review-overdue", "outdated-term"]);
    assert_eq!((report["claims"][0]["verdict"].as_str(), run.code), (Some("confirmed"), 0));
    let table = Tomscan::of(account, "").file("tom.toml", CLAIMS).run();
    assert!(table.stdout.contains("Zum Wortlaut des Dokuments"), "{}", table.stdout);
}

#[test]
fn measures_without_a_claim_are_listed_from_what_was_seen_anyway_and_with_undocumented_from_all() {
    let account = "800000000002";
    moto().plant(account, "clean");
    let undocumented = |arguments: &[&str]| -> (BTreeSet<String>, usize) {
        let run = Tomscan::of(account, "").file("tom.toml", CLAIMS).args(["--format", "json"]).args(arguments).run();
        let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let indices = report["undocumented"].as_array().expect("a list").iter();
        let results = indices.map(|index| &report["results"][usize::try_from(index.as_u64().unwrap()).unwrap()]);
        let rules = results.inspect(|result| assert!(!findings(result).is_empty()));
        (rules.map(|result| result["rule"].as_str().unwrap().to_owned()).collect(), run.counts().len())
    };
    let (free, few) = undocumented(&[]);
    let (all, many) = undocumented(&["--undocumented"]);
    // What the bucket list shows anyway costs no further call; the rest is asked only on demand.
    assert!(!free.contains("kms-rotation") && all.contains("kms-rotation"), "{free:?}\n{all:?}");
    assert!(free.is_subset(&all) && few < many, "{few} {many}");
    assert!(!all.contains("s3-tls-only"), "it has a claim");
}

#[test]
fn permissions_come_as_a_policy_and_as_roles_to_deploy() {
    let printed = |arguments: &[&str]| {
        let run = Tomscan::alone().file("tom.toml", CLAIMS).args(["iam-policy"]).args(arguments).run().exits(0);
        run.stdout
    };
    let policy: Value = serde_json::from_str(&printed(&[])).expect("JSON");
    let actions = policy["Statement"][0]["Action"].clone();
    assert!(actions.as_array().expect("a list").iter().any(|action| action == "s3:GetBucketPolicy"));
    let template: Value = serde_json::from_str(&printed(&["--format", "cloudformation"])).expect("JSON");
    let resources = &template["Resources"];
    assert_eq!(resources["Policy1"]["Properties"]["PolicyDocument"]["Statement"][0]["Action"], actions);
    assert_eq!(resources["Role"]["Properties"]["ManagedPolicyArns"][0]["Ref"], "Policy1");
    let terraform = printed(&["--format", "terraform"]);
    let (_, encoded) = terraform.split_once("policy      = jsonencode(").expect("a policy");
    let (encoded, _) = encoded.split_once(")\n}").expect("its end");
    assert_eq!(serde_json::from_str::<Value>(encoded).expect("JSON")["Statement"][0]["Action"], actions);
}

#[test]
fn a_document_that_changed_is_said_and_fails_where_that_is_asked_for() {
    let account = "800000000004";
    moto().plant(account, "clean");
    let old = "Die Übertragung ist SSL-verschlüsselt.\n\nBesucher werden begleitet.\n";
    let draft = |sha256: &str| {
        format!(
            "[document]\ntitle = \"TOM\"\nparty = \"p\"\nversion = \"1\"\nfile = \"tom.txt\"\nsha256 = \"{sha256}\"\n\
             [[claim]]\nid = \"1\"\nwords = \"Die Übertragung ist SSL-verschlüsselt.\"\nfamily = \"transfer\"\nrules = [\"s3-tls-only\"]\n\
             [[claim]]\nid = \"2\"\nwords = \"Besucher werden begleitet.\"\nfamily = \"physical-access\"\n"
        )
    };
    let claims = draft(&tomscan::sha256(old.as_bytes()));
    let scan = |document: &str, fail_on: &[&str]| {
        let scan = Tomscan::of(account, "").file("tom.txt", document).file("tom.toml", &claims);
        scan.args(fail_on.iter().copied()).run()
    };
    let fails = ["--fail-on", "document"];
    let same = scan(old, &fails);
    assert_eq!(same.code, 0, "{}", same.stderr);
    assert!(!same.stdout.contains("Dokument geändert"), "{}", same.stdout);
    // Nothing is lost, and yet it is another.
    let longer = scan(&format!("{old}\nBackups werden täglich erstellt.\n"), &fails);
    assert_eq!(longer.code, 11);
    assert!(longer.stdout.contains("der Wortlaut aller Aussagen steht noch darin"), "{}", longer.stdout);
    let other = old.replace("Besucher werden begleitet", "Besucher melden sich an");
    let lost = scan(&other, &fails);
    assert_eq!(lost.code, 11);
    assert!(lost.stderr.contains("das Dokument hat sich geändert, nicht mehr darin: Aussage 2"), "{}", lost.stderr);
    // Who does not ask for it is told, and no verdict changes.
    let told = scan(&other, &[]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(told.stdout.contains("der Wortlaut einer Aussage steht nicht mehr darin"), "{}", told.stdout);
    let check = |hash: &str, args: &[&str]| {
        Tomscan::alone().file("tom.txt", old).file("tom.toml", &draft(hash)).args(args.iter().copied()).run()
    };
    let wrong = check("4711", &["check", "--lang", "en"]).exits(2);
    assert!(wrong.stderr.contains("\"sha256\" must be 64 hexadecimal digits"), "{}", wrong.stderr);
}

#[test]
fn what_cannot_hold_in_two_documents_is_named_with_both_places() {
    let claims = |place: &str, regions: &str| {
        format!(
            "[document]\ntitle = \"TOM\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"en\"\n[[claim]]\nid = \"7\"\nwords = \"w\"\n\
             place = \"{place}\"\nfamily = \"location\"\nrules = [\"account-residency\"]\nparams = {{ regions = [\"{regions}\"] }}\n"
        )
    };
    let both = Tomscan::alone()
        .file("ours.toml", &claims("page 1, line 4", "eu-central-1"))
        .file("theirs.toml", &claims("page 9, line 2", "eu-west-1"));
    let run = both.args(["check", "ours.toml", "theirs.toml"]).run().exits(0);
    let last = run.stdout.lines().last().unwrap_or_default();
    let named = "ours.toml:6: claim 7 (page 1, line 4), contradiction with theirs.toml:6: claim 7 (page 9, line 2): ";
    assert!(last.starts_with(named), "{}", run.stdout);
}
