//! What was not seen is never taken for good, and never for bad: every operation is denied in turn, then throttled, broken,
//! cut short, answered with nothing and with something else.

mod account;
mod does_without;
mod occasions;
mod regions;

use crate::moto::{fault, moto};
use crate::tomscan::{HEAD, Tomscan, all_rules};
use crate::truth::{holds, none};
use account::{ACCOUNT, called, complaints, gather, rules, scan_by_readers, undisturbed};
use std::collections::BTreeSet;
use tomscan::aws::operations::{ALL, Operation, operation};

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
    let of_rules: BTreeSet<&str> =
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
