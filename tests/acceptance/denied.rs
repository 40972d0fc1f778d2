//! What was not seen is never taken for good, and never for bad: every operation is denied in turn, then throttled, broken,
//! cut short, answered with nothing and with something else.

use crate::moto::{fault, moto};
use crate::tomscan::{HEAD, Report, Run, Tomscan, all_rules, claim_for_every_rule, claim_per_rule, findings, text};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};
use tomscan::aws::operations::{ALL, Operation, operation};
use tomscan::fact::{Place, ResourceKind};
use tomscan::rule::{RuleSet, load_embedded};

const ACCOUNT: &str = "300000000001";

/// Where the logic of a rule does without an answer, in this account: what was seen decides alone. Everything else that
/// names an operation needs it.
const DOES_WITHOUT: &[(&str, &str)] = &[
    // Automatic rotation at the interval suffices; a rotation in the past is the other way.
    ("kms-rotation", "kms:ListKeyRotations"),
    // There is no cluster that could be a member of a global database.
    ("account-replica-residency", "rds:DescribeGlobalClusters"),
    // All four settings are on at each bucket and at the account: one of the two suffices, and then neither lists nor
    // policies let anybody in. Without both it is another matter, see below.
    ("s3-public-access-block", "s3control:GetPublicAccessBlock"),
    ("s3-public-access-block", "s3:GetPublicAccessBlock"),
    ("s3-public-access-block", "s3:GetBucketAcl"),
    ("s3-public-access-block", "s3:GetBucketOwnershipControls"),
    ("s3-public-access-block", "s3:GetBucketPolicyStatus"),
    // What is seen decides alone: a plan keeps its schedule whatever else there is, a restore last month is a test whatever
    // plans there are, the disk has a fresh recovery point, and the table is too new to need a backup.
    ("backup-plan-frequency", "dlm:GetLifecyclePolicies"),
    ("backup-plan-frequency", "ec2:DescribeSnapshots"),
    ("backup-restore-test", "backup:ListRestoreTestingPlans"),
    ("backup-recency", "ec2:DescribeSnapshots"),
    ("backup-recency", "dynamodb:ListBackups"),
    ("backup-recency", "dynamodb:DescribeContinuousBackups"),
    // Another zone will do there, and no bucket is named that would hold backups.
    ("backup-offsite-copy", "backup:ListCopyJobs"),
    ("backup-offsite-copy", "s3:GetBucketReplication"),
    // No snapshot is public, so it does not matter whether the region would withhold one.
    ("ec2-snapshot-not-public", "ec2:GetSnapshotBlockPublicAccessState"),
    // Trails record everything: whether event data stores do so too decides nothing.
    ("cloudtrail-enabled", "cloudtrail:ListEventDataStores"),
    ("cloudtrail-enabled", "cloudtrail:GetEventDataStore"),
    ("kms-usage-logged", "cloudtrail:ListEventDataStores"),
    ("kms-usage-logged", "cloudtrail:GetEventDataStore"),
    ("cloudtrail-data-events", "cloudtrail:ListEventDataStores"),
    ("cloudtrail-data-events", "cloudtrail:GetEventDataStore"),
    ("cloudtrail-integrity", "cloudtrail:ListEventDataStores"),
    ("cloudtrail-integrity", "cloudtrail:GetEventDataStore"),
    // The trail's bucket is closed twice, as above.
    ("cloudtrail-integrity", "s3control:GetPublicAccessBlock"),
    ("cloudtrail-integrity", "s3:GetPublicAccessBlock"),
    ("cloudtrail-integrity", "s3:GetBucketAcl"),
    ("cloudtrail-integrity", "s3:GetBucketOwnershipControls"),
    ("cloudtrail-integrity", "s3:GetBucketPolicyStatus"),
    // No bucket policy lets in anybody from outside, so it does not matter whether a block would keep him away.
    ("accessanalyzer-external-access", "s3control:GetPublicAccessBlock"),
    ("accessanalyzer-external-access", "s3:GetPublicAccessBlock"),
    ("accessanalyzer-external-access", "s3:GetBucketPolicyStatus"),
    // There is an event data store, and the bucket keeps log files long enough: whether the log group receives them as well
    // decides nothing.
    ("cloudtrail-retention", "cloudtrail:GetTrailStatus"),
    // The file system has a fresh recovery point.
    ("backup-recency", "fsx:DescribeBackups"),
    // Security groups alone let nobody in whom the document does not name: what lies behind or beside them decides nothing.
    ("ec2-sg-admin-ports", "ec2:DescribeInternetGateways"),
    ("ec2-sg-admin-ports", "elb:DescribeLoadBalancers"),
    ("ec2-sg-admin-ports", "elbv2:DescribeListeners"),
    ("ec2-sg-admin-ports", "elbv2:DescribeRules"),
    ("ec2-sg-public-ingress", "ec2:DescribeInstances"),
    ("ec2-sg-public-ingress", "ec2:DescribeInternetGateways"),
    ("ec2-sg-public-ingress", "elb:DescribeLoadBalancers"),
    ("rds-not-public", "ec2:DescribeInternetGateways"),
    ("rds-not-public", "ec2:DescribeManagedPrefixLists"),
    ("rds-not-public", "ec2:DescribeNetworkAcls"),
    ("rds-not-public", "ec2:DescribeVpcBlockPublicAccessExclusions"),
    ("rds-not-public", "ec2:GetManagedPrefixListEntries"),
    // The document speaks of site-to-site connections, and there is one.
    ("ec2-vpn-endpoint", "ec2:DescribeClientVpnEndpoints"),
    ("ec2-vpn-endpoint", "ec2:DescribeInstances"),
    // No route between the networks names a prefix list.
    ("vpc-network-separation", "ec2:DescribeManagedPrefixLists"),
    ("vpc-network-separation", "ec2:GetManagedPrefixListEntries"),
    // Environments are told apart by account: networks are not looked at, and no other account is demanded.
    ("account-environment-separation", "ec2:DescribeNetworkInterfaces"),
    ("account-environment-separation", "ec2:DescribeSubnets"),
    ("account-environment-separation", "organizations:ListAccounts"),
    // Everything that Inspector can scan is switched on, so it does not matter what there is; findings are not asked after.
    ("inspector-enabled", "ecr:DescribeRepositories"),
    ("inspector-enabled", "lambda:ListFunctions"),
    ("inspector-enabled", "inspector2:ListFindingAggregations"),
];

fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| load_embedded().expect("the built-in rules load"))
}

/// The parameters by rule under which everything holds in the account, which is planted by now.
fn params() -> &'static Value {
    static PARAMS: OnceLock<Value> = OnceLock::new();
    PARAMS.get_or_init(|| {
        let truth = moto().plant(ACCOUNT, "clean");
        let mut params = truth["params"].clone();
        params["kms-key-origin"] = json!({ "origins": ["AWS_KMS"] });
        for rule in [
            "s3-encryption-at-rest",
            "rds-encryption-at-rest",
            "rds-snapshot-encryption",
            "ebs-encryption-at-rest",
            "ebs-snapshot-encryption",
            "efs-encryption-at-rest",
            "dynamodb-encryption-at-rest",
            "backup-encryption",
            "sqs-sns-encryption-at-rest",
        ] {
            params[rule]["mode"] = json!("cmk");
        }
        leave_one_region();
        params
    })
}

/// A scan of the account in which everything holds, one claim per rule.
fn scan(faults: &str) -> Run {
    Tomscan::of(ACCOUNT, faults).claims(&claim_for_every_rule(params())).json()
}

/// A scan by the rules that read an operation, which does not answer as it should.
fn scan_by_readers(kind: &str, operation: &Operation) -> Run {
    let reads = |rule: &&str| rules().get(rule).is_some_and(|rule| rule.operations().contains(operation.id));
    let claims = claim_per_rule(all_rules().filter(reads), params());
    Tomscan::of(ACCOUNT, &fault(kind, operation.id)).claims(&claims).json()
}

/// One enabled region instead of 17: this is about answers, and there are hundreds of runs.
fn leave_one_region() {
    let all = "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-north-1 \
               eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2";
    let disabled = |region: &str| {
        json!({
            "service": "account", "operation": "ListRegions",
            "where": { "RegionName": region }, "set": { "RegionOptStatus": "DISABLED" }
        })
    };
    moto().declare(ACCOUNT, &all.split(' ').map(disabled).collect());
    let region = "{'RegionName': 'eu-central-1', 'OptInStatus': 'opt-in-not-required'}";
    moto().plant_by(ACCOUNT, &format!("plant.answers('ec2', 'DescribeRegions', {{'Regions': [{region}]}})"));
}

/// The run without any fault.
fn undisturbed() -> &'static (Report, BTreeMap<String, u64>) {
    static RUN: OnceLock<(Report, BTreeMap<String, u64>)> = OnceLock::new();
    RUN.get_or_init(|| {
        let run = scan("").exits(0);
        (run.report(), run.counts())
    })
}

/// Operations that the undisturbed run calls, beside those about the login, the regions and where services are offered.
fn called() -> Vec<&'static Operation> {
    let (_, counts) = undisturbed();
    let special = ["sts:GetCallerIdentity", "account:ListRegions", "ec2:DescribeRegions", "ssm:GetParametersByPath"];
    ALL.iter().copied().filter(|op| counts.contains_key(op.id) && !special.contains(&op.id)).collect()
}

fn holds(verdict: &str) -> bool {
    ["confirmed", "partly-confirmed"].contains(&verdict)
}

/// Whether a rule cannot be decided without an operation.
fn needs(rule: &str, operation: &Operation) -> bool {
    let absorbed = DOES_WITHOUT.contains(&(rule, operation.id));
    !absorbed && rules().get(rule).is_some_and(|rule| rule.operations().contains(operation.id))
}

/// What is wrong with a run in which one operation did not answer as it should.
fn complaints(kind: &str, operation: &Operation, run: &Run) -> Vec<String> {
    let (before, now) = (&undisturbed().0.verdicts(), run.report());
    let at = format!("{kind} {}", operation.id);
    let mut wrong = Vec::new();
    for (rule, verdict) in now.verdicts() {
        let needed = needs(&rule, operation);
        if needed && (holds(&verdict) || verdict == "not-applicable") {
            wrong.push(format!("{at}: {rule} needs it and is {verdict}"));
        } else if verdict == "refuted" {
            wrong.push(format!("{at}: {rule} is refuted, and is not if all is seen"));
        } else if !needed && verdict != before[&rule] {
            wrong.push(format!("{at}: {rule} does not need it and turns from {} into {verdict}", before[&rule]));
        }
        if needed && !names_action(now.result(&rule), operation.action, kind == "DENY") {
            let said: Vec<_> = findings(now.result(&rule)).iter().map(|finding| &finding["unknown"]).collect();
            wrong.push(format!("{at}: {rule} does not name {}; it is {verdict}: {said:?}", operation.action));
        }
    }
    let any = rules().rules.keys().any(|rule| needs(&rule.0, operation));
    let right: &[i32] = if any { &[10, 11] } else { &[0] };
    if !right.contains(&run.code) {
        wrong.push(format!("{at}: exit code {}", run.code));
    }
    wrong
}

/// Whether a result says which action is missing, or which one did not answer.
fn names_action(result: &Value, action: &str, missing: bool) -> bool {
    if missing {
        return result["missing_actions"].as_array().is_some_and(|actions| actions.iter().any(|named| named == action));
    }
    let gaps = result["gaps"].as_array().into_iter().flatten().map(|gap| &gap["unknown"]);
    let unknown = findings(result).iter().flat_map(|finding| finding["unknown"].as_array().into_iter().flatten());
    // A policy is a text of its own inside the answer; where it is none, that is the reason given.
    gaps.chain(unknown).any(|why| why["action"] == action || why["reason"] == "unreadable-policy")
}

/// Runs work on as many threads as help, and gathers the complaints of all.
fn gather<T: Sync>(work: &[T], complain: impl Fn(&T) -> Vec<String> + Sync) -> Vec<String> {
    let (next, all) = (Mutex::new(work.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some(one) = next.lock().unwrap().next() else { break };
                    let wrong = complain(one);
                    all.lock().unwrap().extend(wrong);
                }
            });
        }
    });
    all.into_inner().unwrap()
}

#[track_caller]
fn none(mut wrong: Vec<String>) {
    wrong.sort();
    assert!(wrong.is_empty(), "{} complaints:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn undisturbed_every_rule_holds_so_that_a_fault_has_something_to_spoil() {
    let (report, _) = undisturbed();
    none(
        report
            .verdicts()
            .into_iter()
            .filter(|(_, verdict)| !holds(verdict))
            .map(|(rule, is)| format!("{rule}: {is}"))
            .collect(),
    );
}

#[test]
fn a_denied_call_never_confirms() {
    let wrong = gather(&called(), |operation| complaints("DENY", operation, &scan_by_readers("DENY", operation)));
    none(wrong);
}

#[test]
fn an_operation_that_is_not_called_changes_nothing_when_it_is_denied() {
    let (before, counts) = undisturbed();
    let of_rules: BTreeSet<String> =
        all_rules().filter_map(|rule| rules().get(rule)).flat_map(tomscan::rule::Rule::operations).collect();
    let idle = |operation: &&&Operation| !counts.contains_key(operation.id) && of_rules.contains(operation.id);
    let idle: Vec<_> = ALL.iter().filter(idle).collect();
    let wrong = gather(&idle, |operation| {
        let run = scan_by_readers("DENY", operation);
        let before = before.verdicts();
        let same = run.code == 0 && run.report().verdicts().iter().all(|(rule, verdict)| before[rule] == *verdict);
        if same {
            Vec::new()
        } else {
            vec![format!("{} is not called, and denied it changes the report", operation.id)]
        }
    });
    none(wrong);
}

#[test]
fn an_operation_that_only_some_states_call_never_confirms_when_it_is_denied() {
    // `states` has what `clean` lacks: buckets replicated to another company, Aurora clusters.
    const STATES: &str = "300000000002";
    let truth = moto().plant(STATES, "states");
    let claims = claim_for_every_rule(&truth["params"]);
    let before = Tomscan::of(STATES, "").claims(&claims).json();
    let (_, clean) = undisturbed();
    let further: Vec<_> =
        ALL.iter().filter(|op| before.counts().contains_key(op.id) && !clean.contains_key(op.id)).collect();
    assert!(further.len() >= 2, "{further:?}");
    let before = before.report();
    let wrong = gather(&further, |operation| {
        let run = Tomscan::of(STATES, &fault("DENY", operation.id)).claims(&claims).json();
        worse_outcomes(&before, &run.report())
            .into_iter()
            .map(|wrong| format!("DENY {}: {wrong}", operation.id))
            .collect()
    });
    none(wrong);
}

/// Findings that say something else than before and not `unknown`: only what is not seen may change.
fn worse_outcomes(before: &Report, now: &Report) -> Vec<String> {
    let outcomes = |report: &Report| {
        let mut all = BTreeMap::new();
        for result in report.results() {
            for finding in findings(result) {
                let id =
                    (text(&result["rule"]).to_owned(), text(&finding["arn"]).to_owned(), finding["check"].to_string());
                all.insert(id, text(&finding["outcome"]).to_owned());
            }
        }
        all
    };
    let before = outcomes(before);
    let changed =
        outcomes(now).into_iter().filter(|(id, outcome)| outcome != "unknown" && before.get(id) != Some(outcome));
    changed.map(|((rule, arn, _), outcome)| format!("{rule} on {arn} turns into {outcome}")).collect()
}

/// Operations of each kind: lists and single questions, XML and JSON, each service.
const REPRESENTATIVE: &[&str] = &[
    "s3:ListBuckets",
    "s3:GetBucketPolicy",
    "s3:GetBucketEncryption",
    "s3:GetBucketTagging",
    "s3:GetBucketVersioning",
    "kms:ListKeys",
    "kms:GetKeyRotationStatus",
    "iam:GetCredentialReport",
    "iam:GetAccountAuthorizationDetails",
    "rds:DescribeDBInstances",
    "rds:DescribeDBParameters",
];

#[test]
fn an_answer_of_something_else_or_of_nothing_neither_confirms_nor_refutes() {
    let representative = |operation: &&Operation| REPRESENTATIVE.contains(&operation.id);
    let garbage = called().into_iter().filter(representative).map(|operation| ("GARBAGE", operation));
    let work: Vec<_> = called().into_iter().map(|operation| ("EMPTY", operation)).chain(garbage).collect();
    none(gather(&work, |(kind, operation)| complaints(kind, operation, &scan_by_readers(kind, operation))));
}

#[test]
fn a_call_that_fails_neither_confirms_nor_refutes() {
    let operations = REPRESENTATIVE.iter().map(|id| operation(id).expect("in the table"));
    let work: Vec<_> = operations.flat_map(|operation| ["THROTTLE", "ERROR"].map(|kind| (kind, operation))).collect();
    none(gather(&work, |(kind, operation)| complaints(kind, operation, &scan_by_readers(kind, operation))));
}

/// Half an answer must not pass for a whole one, even where a proxy has made its length fit.
#[test]
fn an_answer_cut_short_neither_confirms_nor_refutes() {
    let work: Vec<_> = REPRESENTATIVE.iter().map(|id| operation(id).expect("in the table")).collect();
    none(gather(&work, |operation| complaints("TRUNCATED", operation, &scan_by_readers("TRUNCATED", operation))));
}

#[test]
fn without_any_of_the_answers_that_stand_in_for_each_other_exposure_is_not_confirmed() {
    let all = DOES_WITHOUT.iter().filter(|(rule, _)| *rule == "s3-public-access-block");
    let report = scan(&all.map(|(_, operation)| fault("DENY", operation)).collect::<String>()).exits(11).report();
    assert_eq!(report.verdict("s3-public-access-block"), "unverified");
    // One action for the two settings that stand in for each other, and one for each of the other answers.
    assert!(report.result("s3-public-access-block")["missing_actions"].as_array().unwrap().len() >= 4);
}

#[test]
fn what_a_rule_does_without_is_still_marked_as_not_seen() {
    let report = scan(&fault("DENY", "kms:ListKeyRotations")).exits(0).report();
    let evidence =
        findings(report.result("kms-rotation")).iter().flat_map(|finding| finding["evidence"].as_array().unwrap());
    let unseen = evidence.filter(|evidence| evidence["observed"].get("$unknown").is_some()).count();
    assert!(unseen > 0, "the rotations of the past are shown as seen");
}

#[test]
fn without_list_regions_the_regions_come_from_ec2() {
    let (before, _) = undisturbed();
    for kind in ["DENY", "ERROR", "GARBAGE", "EMPTY", "TRUNCATED"] {
        let run = scan(&fault(kind, "account:ListRegions")).exits(0);
        assert_eq!(run.counts().get("ec2:DescribeRegions"), Some(&1), "{kind}");
        assert_eq!(run.report().verdicts(), before.verdicts(), "{kind}");
    }
}

#[test]
fn without_any_list_of_regions_no_regional_claim_is_confirmed() {
    let (before, _) = undisturbed();
    let mut wrong = Vec::new();
    for kind in ["DENY", "THROTTLE", "GARBAGE", "EMPTY", "TRUNCATED"] {
        let faults = fault("DENY", "account:ListRegions") + &fault(kind, "ec2:DescribeRegions");
        let run = scan(&faults).exits(11);
        for (rule, verdict) in run.report().verdicts() {
            let checks = &rules().get(&rule).expect("a rule").checks;
            // AWS lists all buckets at once, wherever they lie; a trail of all regions records those that are not known too; and
            // a plan, a restore or a VPN that was seen is one, whatever else there is.
            let seen_anyway = ["cloudtrail-enabled", "kms-usage-logged", "ec2-vpn-endpoint"].contains(&rule.as_str());
            let of_regions = |kind: ResourceKind| match kind.place() {
                Place::Global => false,
                Place::Gathered => !seen_anyway,
                Place::ListedOnce | Place::Regions => !["s3.bucket", "backup.account"].contains(&kind.as_str()),
            };
            let regional = checks.iter().any(|check| of_regions(check.kind));
            let right = if regional { "unverified" } else { &before.verdicts()[&rule] };
            if verdict != *right {
                wrong.push(format!("{kind}: {rule} is {verdict}, and not {right}"));
            }
        }
    }
    none(wrong);
}

#[test]
fn without_caller_identity_there_is_no_report_but_one_sentence() {
    for kind in ["DENY", "THROTTLE", "ERROR", "GARBAGE", "EMPTY", "TRUNCATED"] {
        let run = scan(&fault(kind, "sts:GetCallerIdentity")).exits(1);
        assert_eq!(run.stdout, "", "{kind}");
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{kind}: {}", run.stderr);
        assert!(run.counts().keys().eq(["sts:GetCallerIdentity"]), "{kind}: {:?}", run.counts());
    }
}

#[test]
fn a_fault_in_one_region_spoils_that_region_only() {
    const REGIONS: &str = "300000000003";
    moto().plant(REGIONS, "clean");
    let claims = claim_per_rule(["rds-encryption-at-rest"], &json!({}));
    let whole = Tomscan::of(REGIONS, "").claims(&claims).json().exits(0).report();
    let run = Tomscan::of(REGIONS, "XDENYXrds_DescribeDBInstancesXeu_west_1").claims(&claims).json().exits(11);
    let report = run.report();
    let result = report.result("rds-encryption-at-rest");
    let gaps: BTreeSet<&str> = result["gaps"].as_array().unwrap().iter().map(|gap| text(&gap["region"])).collect();
    assert_eq!(gaps, BTreeSet::from(["eu-west-1"]));
    let elsewhere = |report: &Report| -> Vec<(String, String)> {
        let found = findings(report.result("rds-encryption-at-rest")).iter();
        let found = found.filter(|finding| finding["region"] != "eu-west-1");
        found.map(|finding| (text(&finding["arn"]).to_owned(), text(&finding["outcome"]).to_owned())).collect()
    };
    assert!(!elsewhere(&report).is_empty(), "there are databases in eu-central-1");
    assert_eq!(elsewhere(&report), elsewhere(&whole), "the databases of other regions are judged as before");
    assert_eq!(report.verdict("rds-encryption-at-rest"), "unverified");
}

#[test]
fn a_throttled_call_is_tried_again() {
    let claims =
        format!("{HEAD}[[claim]]\nid = \"1\"\nwords = \"w\"\nfamily = \"encryption\"\nrules = [\"s3-tls-only\"]\n");
    moto().plant(ACCOUNT, "clean");
    let key = fault("THROTTLE", "s3:GetBucketPolicy");
    let run = Tomscan::of(ACCOUNT, &key).env("AWS_MAX_ATTEMPTS", "3").claims(&claims).json().exits(11);
    assert_eq!(run.counts().get("s3:GetBucketPolicy"), Some(&12), "four buckets, three attempts each");
    let action = operation("s3:GetBucketPolicy").unwrap().action;
    assert!(run.stdout.contains("throttled") && run.stdout.contains(action), "{}", run.stdout);
}

#[test]
fn tags_that_were_not_answered_leave_nothing_out_of_the_scope() {
    moto().plant(ACCOUNT, "clean");
    let select = "[scope]\nselect = 'resource.tags[\"Environment\"] == \"prod\"'\n";
    let rule = "[[claim]]\nid = \"1\"\nwords = \"w\"\nfamily = \"encryption\"\nrules = [\"kms-key-strength\", \"s3-tls-only\"]\n";
    let claims = format!("{HEAD}{select}{rule}");
    let seen = Tomscan::of(ACCOUNT, "").claims(&claims).json().exits(0).report();
    assert_eq!(seen.claim("1")["counts"]["unknown"], 0);
    for operation in ["kms:ListResourceTags", "s3:GetBucketTagging"] {
        for kind in ["DENY", "EMPTY", "GARBAGE", "TRUNCATED"] {
            let report = Tomscan::of(ACCOUNT, &fault(kind, operation)).claims(&claims).json().report();
            assert_eq!(report.verdict("1"), "unverified", "{kind} {operation}");
        }
    }
}
