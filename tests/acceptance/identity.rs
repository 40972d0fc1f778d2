//! Who gets in and what applications leave behind: analyzers, user pools, directories, auditors' reports, secrets, queues,
//! topics. What was planted is what is reported, with the calls that it takes, and what is not seen is never confirmed.

use crate::calls::{REGIONS, made_only};
use crate::moto::{Truth, fault, moto};
use crate::tomscan::{Report, Run, Tomscan, claim_per_rule, text};
use crate::truth::{differences, holds, none, outcome};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tomscan::aws::operations::{ALL, Operation};
use tomscan::rule::load_embedded;

const RULES: [&str; 9] = [
    "accessanalyzer-external-access",
    "artifact-iso27001",
    "cognito-lockout",
    "cognito-mfa",
    "cognito-password-policy",
    "iam-access-review",
    "iam-federation",
    "secretsmanager-rotation",
    "sqs-sns-encryption-at-rest",
];
const STATES: &str = "510000000001";
const CLEAN: &str = "510000000002";

fn scan(account: &str, scenario: &'static str, faults: &str) -> (Run, Truth) {
    let truth = moto().plant(account, scenario);
    (Tomscan::of(account, faults).claims(&claim_per_rule(RULES, &truth["params"])).json(), truth)
}

#[test]
fn every_rule_has_states_of_all_kinds() {
    let scenarios = SCENARIOS.iter().map(|(number, scenario)| moto().plant(&account(*number), scenario));
    let all: Vec<Truth> = scenarios.chain([moto().plant(STATES, "states"), moto().plant(CLEAN, "clean")]).collect();
    let planted = |rule: &str, outcome: &str| {
        all.iter().filter_map(|truth| truth["truth"][rule].as_object()).flatten().any(|(_, planted)| planted == outcome)
    };
    for rule in RULES {
        for outcome in ["conforms", "deviates", "unknown"] {
            assert!(planted(rule, outcome), "{rule} has no state that {outcome}");
        }
    }
}

#[test]
fn short_pages_change_nothing() {
    let (run, truth) = scan(STATES, "states", "XSMALL");
    none(differences(&truth, &run.report()));
}

#[test]
fn what_comes_after_a_short_page_is_not_lost() {
    for (number, scenario) in [(30, "identity:crowd"), (31, "messages:crowd"), (32, "analyzers:crowd")] {
        let (run, truth) = scan(&account(number), scenario, "XSMALL");
        none(differences(&truth, &run.report()));
        let counts = run.counts();
        // Nine or ten entries in pages of seven, in one of the regions.
        let lists: &[&str] = match scenario {
            "identity:crowd" => &["cognito-idp:ListUserPools", "ds:DescribeDirectories"],
            "messages:crowd" => {
                &["sqs:ListQueues", "sns:ListTopics", "secretsmanager:ListSecrets", "ssm:DescribeParameters"]
            }
            _ => &["accessanalyzer:ListAnalyzers"],
        };
        for list in lists {
            assert_eq!(counts.get(*list), Some(&(REGIONS + 1)), "{list}");
        }
    }
}

#[test]
fn a_clean_account_holds_by_every_rule() {
    let truth = moto().plant(CLEAN, "clean");
    let mut params = truth["params"].clone();
    for mode in ["any", "aws-kms", "cmk"] {
        params["sqs-sns-encryption-at-rest"]["mode"] = json!(mode);
        let report = Tomscan::of(CLEAN, "").claims(&claim_per_rule(RULES, &params)).json().exits(0).report();
        none(differences(&truth, &report));
        for rule in RULES {
            assert!(holds(report.verdict(rule)), "{rule} is {}", report.verdict(rule));
        }
    }
}

/// States that exclude each other in one account.
const SCENARIOS: [(u32, &str); 16] = [
    (10, "analyzers:no_unused_analyzer"),
    (11, "analyzers:late_analyzer"),
    (12, "analyzers:silent_analyzer"),
    (22, "analyzers:other_accounts"),
    (23, "analyzers:passed_over"),
    (24, "analyzers:tags_passed_over"),
    (25, "identity:expired_provider"),
    (13, "analyzers:two_analyzers"),
    (14, "analyzers:a_late_one_and_silence"),
    (15, "analyzers:a_good_one_and_silence"),
    (16, "identity:only_vendors"),
    (17, "identity:another_standard"),
    (18, "identity:central"),
    (19, "identity:elsewhere"),
    (20, "identity:beside_a_provider"),
    (21, "identity:half_a_pool"),
];

fn account(number: u32) -> String {
    format!("5100000000{number}")
}

#[test]
fn states_that_exclude_each_other_are_reported_as_they_are() {
    let mut wrong = Vec::new();
    for (number, scenario) in SCENARIOS {
        let (run, truth) = scan(&account(number), scenario, "");
        wrong.extend(differences(&truth, &run.report()).into_iter().map(|wrong| format!("{scenario}: {wrong}")));
    }
    none(wrong);
}

/// A scan with one rule and these parameters.
fn by(account: &str, rule: &str, params: &Value, faults: &str) -> Run {
    Tomscan::of(account, faults).claims(&claim_per_rule([rule], &json!({ rule: params }))).json()
}

#[test]
fn the_kinds_of_keys_under_which_messages_lie_are_told_apart() {
    let truth = moto().plant("510000000004", "messages:levels");
    let rule = "sqs-sns-encryption-at-rest";
    let outcomes = |report: &Report, level: &str| {
        let held = truth["truth"][format!("level-{level}")].as_object().expect("resources of the level");
        held.keys().map(|name| outcome(report, rule, name).to_owned()).collect::<Vec<_>>()
    };
    // Per level the queue first, then the topic: SNS does not tell how it stores messages without a key.
    let expected = [
        ("any", ["conforms", "conforms", "conforms", "conforms", "deviates"], "unknown"),
        ("aws-kms", ["conforms", "conforms", "conforms", "deviates", "deviates"], "deviates"),
        ("cmk", ["conforms", "deviates", "unknown", "deviates", "deviates"], "deviates"),
    ];
    for (mode, levels, topic_without_key) in expected {
        let report = by("510000000004", rule, &json!({ "mode": mode }), "").report();
        for (level, right) in ["own", "aws", "others", "service", "none"].iter().zip(levels) {
            let topics = match *level {
                "service" => None,
                "none" => Some(topic_without_key),
                _ => Some(right),
            };
            let right: Vec<&str> = [right].into_iter().chain(topics).collect();
            assert_eq!(outcomes(&report, level), right, "{mode}, {level}");
        }
    }
    let denied = by("510000000004", rule, &json!({ "mode": "cmk" }), &fault("DENY", "kms:DescribeKey")).report();
    assert_eq!(outcomes(&denied, "own"), ["unknown"; 2]);
    assert_eq!(outcomes(&denied, "aws"), ["deviates"; 2], "an alias of AWS tells by itself");
}

#[test]
fn user_pools_are_held_against_what_the_document_says() {
    moto().plant(STATES, "states");
    let of = |rule: &str, params: &Value, pools: [&str; 3]| {
        let report = by(STATES, rule, params, "").report();
        pools.map(|pool| outcome(&report, rule, pool).to_owned())
    };
    let pools = ["strict", "lower-case", "weak"];
    assert_eq!(of("cognito-mfa", &json!({ "mode": "ON" }), pools), ["conforms", "deviates", "deviates"]);
    assert_eq!(of("cognito-mfa", &json!({}), pools), ["conforms", "conforms", "deviates"]);
    // Five attempts are Cognito's own: they hold for every pool, and three for none.
    assert_eq!(of("cognito-lockout", &json!({}), pools), ["conforms"; 3]);
    assert_eq!(of("cognito-lockout", &json!({ "max_attempts": 3 }), pools), ["deviates"; 3]);
    let upper = json!({ "min_length": 8, "uppercase": true });
    assert_eq!(of("cognito-password-policy", &upper, pools), ["conforms", "deviates", "deviates"]);
    assert_eq!(of("cognito-password-policy", &json!({ "min_length": 6 }), pools), ["conforms"; 3]);
}

#[test]
fn leaving_out_regions_leaves_open_what_they_could_show() {
    let (late, away) = (account(11), account(13));
    moto().plant(&late, "analyzers:late_analyzer");
    moto().plant(&away, "analyzers:two_analyzers");
    let narrowed = |account: &str, rule: &str, region: &str| {
        let run = Tomscan::of(account, "").claims(&claim_per_rule([rule], &json!({})));
        let run = run.args(["--region", region]).json();
        assert_eq!(run.counts().get("accessanalyzer:ListAnalyzers"), Some(&1), "only {region} is asked");
        run.report().verdict(rule).to_owned()
    };
    // Another region may have an analyzer that is earlier, or any at all; one that is seen sees all of IAM.
    assert_eq!(narrowed(&late, "iam-access-review", "eu-central-1"), "unverified");
    assert_eq!(narrowed(&late, "iam-access-review", "eu-west-1"), "unverified");
    assert_eq!(narrowed(&away, "iam-access-review", "eu-west-1"), "partly-confirmed");
    moto().plant(CLEAN, "clean");
    assert_eq!(narrowed(CLEAN, "accessanalyzer-external-access", "eu-west-1"), "unverified");
}

#[track_caller]
fn asks_only(rules: &[&str], expected: &[(&str, u64)]) {
    moto().plant(CLEAN, "clean");
    let run = Tomscan::of(CLEAN, "").claims(&claim_per_rule(rules.iter().copied(), &json!({}))).json();
    made_only(&run, &rules.join(", "), expected);
}

#[test]
fn each_rule_makes_only_its_own_calls() {
    let (regions, analyzers) = (("account:ListRegions", 1), ("accessanalyzer:ListAnalyzers", REGIONS));
    // One analyzer in every region; one of them also for unused access.
    let outside = ("accessanalyzer:ListFindings", REGIONS);
    let unused = [("accessanalyzer:GetAnalyzer", 1), ("accessanalyzer:ListFindingsV2", 1)];
    asks_only(&["iam-access-review"], &[&[regions, analyzers], &unused[..]].concat());
    // That rule reads policies of many services as well (`outsiders.rs`); both together list the analyzers once.
    let both = ["accessanalyzer-external-access", "iam-access-review"];
    let run = Tomscan::of(CLEAN, "").claims(&claim_per_rule(both, &json!({}))).json();
    let counts = run.counts();
    let of_analyzers = counts.into_iter().filter(|(operation, _)| operation.starts_with("accessanalyzer:"));
    let wanted = [&[analyzers, outside], &unused[..]].concat();
    let wanted = wanted.into_iter().map(|(name, count)| (name.to_owned(), count));
    assert_eq!(of_analyzers.collect::<BTreeMap<_, _>>(), wanted.collect());
    // Reports are AWS's: no region is asked for.
    asks_only(&["artifact-iso27001"], &[("artifact:ListReports", 1)]);
    let pools = [regions, ("cognito-idp:ListUserPools", REGIONS), ("cognito-idp:DescribeUserPool", 1)];
    for rules in
        [&["cognito-lockout"][..], &["cognito-mfa"], &["cognito-lockout", "cognito-mfa", "cognito-password-policy"]]
    {
        asks_only(rules, &pools);
    }
    let iam = [("iam:GetCredentialReport", 1), ("iam:ListSAMLProviders", 1)];
    let directories = [("ds:DescribeDirectories", REGIONS), ("sso-admin:ListInstances", REGIONS)];
    asks_only(&["iam-federation"], &[&[regions], &iam[..], &directories].concat());
    // Nothing but lists: secrets and parameters are not asked about one by one, and no key is.
    let kept = [regions, ("secretsmanager:ListSecrets", REGIONS), ("ssm:DescribeParameters", REGIONS)];
    asks_only(&["secretsmanager-rotation"], &kept);
    let queues = [("sqs:ListQueues", REGIONS), ("sqs:GetQueueAttributes", 1)];
    let topics = [("sns:ListTopics", REGIONS), ("sns:GetTopicAttributes", 1), ("kms:DescribeKey", 1)];
    asks_only(&["sqs-sns-encryption-at-rest"], &[&[regions], &queues[..], &topics].concat());
}

const DISTURBED: &str = "510000000005";

/// A scan of the clean account, where every rule holds.
fn disturbed(faults: &str) -> Run {
    let truth = moto().plant(DISTURBED, "clean");
    let mut params = truth["params"].clone();
    params["sqs-sns-encryption-at-rest"]["mode"] = json!("cmk");
    Tomscan::of(DISTURBED, faults).claims(&claim_per_rule(RULES, &params)).json()
}

/// Denied and empty answers are for `denied.rs`, which takes all rules together; there these two kinds are for few operations.
#[test]
fn an_operation_that_answers_something_else_or_later_never_confirms() {
    let rules = load_embedded().expect("the built-in rules load");
    moto().plant(DISTURBED, "clean");
    moto().leave_one_region(DISTURBED);
    let undisturbed = disturbed("").exits(0);
    let (before, counts) = (undisturbed.report(), undisturbed.counts());
    // What other rules need too, policies of buckets and keys among it, is left to them.
    let here =
        ["accessanalyzer", "artifact", "cognito-idp", "ds", "iam", "secretsmanager", "sns", "sqs", "ssm", "sso-admin"];
    let about =
        |id: &str| id == "kms:DescribeKey" || id.split(':').next().is_some_and(|service| here.contains(&service));
    let called: Vec<&Operation> =
        ALL.iter().copied().filter(|one| counts.contains_key(one.id) && about(one.id)).collect();
    let ids: BTreeSet<&str> = called.iter().map(|one| one.id).collect();
    assert!(ids.len() >= 19, "{ids:?}");
    let mut wrong = Vec::new();
    for (operation, kind) in called.into_iter().flat_map(|operation| [(operation, "GARBAGE"), (operation, "THROTTLE")])
    {
        let report = disturbed(&fault(kind, operation.id)).report();
        for rule in RULES {
            let needed = rules.get(rule).expect("a rule").operations().contains(operation.id);
            let right = if needed { "unverified" } else { before.verdict(rule) };
            if report.verdict(rule) != right {
                wrong.push(format!("{kind} {}: {rule} is {}, not {right}", operation.id, report.verdict(rule)));
            }
        }
    }
    none(wrong);
}

#[test]
fn one_silent_region_leaves_open_only_what_it_could_show() {
    let denied = |operation: &str| fault("DENY", operation) + "Xeu_west_1";
    let faults = [
        "accessanalyzer:ListAnalyzers",
        "cognito-idp:ListUserPools",
        "ds:DescribeDirectories",
        "secretsmanager:ListSecrets",
        "sqs:ListQueues",
    ];
    let (run, _) = scan(CLEAN, "clean", &faults.map(denied).concat());
    let report = run.exits(11).report();
    for rule in RULES {
        // One analyzer sees all of IAM, and auditors' reports have no region.
        let right =
            if ["iam-access-review", "artifact-iso27001"].contains(&rule) { "partly-confirmed" } else { "unverified" };
        assert_eq!(report.verdict(rule), right, "{rule}");
        let gaps = report.result(rule)["gaps"].as_array().into_iter().flatten();
        assert!(gaps.map(|gap| text(&gap["region"])).all(|region| region == "eu-west-1"), "{rule}");
    }
}
