//! The account in which everything holds, and what is wrong with a scan of it in which an operation did not answer.

use super::does_without::DOES_WITHOUT;
use crate::moto::{fault, moto};
use crate::tomscan::{Report, Run, Tomscan, all_rules, claim_for_every_rule, claim_per_rule, findings};
use crate::truth::holds;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};
use tomscan::aws::operations::{ALL, Operation};
use tomscan::rule::{RuleSet, load_embedded};

pub(super) const ACCOUNT: &str = "300000000001";

pub(super) fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| load_embedded().expect("the built-in rules load"))
}

/// The parameters by rule under which everything holds in the account, which is planted by now.
pub(super) fn params() -> &'static Value {
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
        moto().leave_one_region(ACCOUNT);
        params
    })
}

/// A scan of the account in which everything holds, one claim per rule.
pub(super) fn scan(faults: &str) -> Run {
    Tomscan::of(ACCOUNT, faults).claims(&claim_for_every_rule(params())).json()
}

/// A scan by the rules that read an operation, which does not answer as it should.
pub(super) fn scan_by_readers(kind: &str, operation: &Operation) -> Run {
    let reads = |rule: &&str| rules().get(rule).is_some_and(|rule| rule.operations().contains(operation.id));
    let claims = claim_per_rule(all_rules().filter(reads), params());
    Tomscan::of(ACCOUNT, &fault(kind, operation.id)).claims(&claims).json()
}

/// The run without any fault.
pub(super) fn undisturbed() -> &'static (Report, BTreeMap<String, u64>) {
    static RUN: OnceLock<(Report, BTreeMap<String, u64>)> = OnceLock::new();
    RUN.get_or_init(|| {
        let run = scan("").exits(0);
        (run.report(), run.counts())
    })
}

/// Operations that the undisturbed run calls, beside those about the login, the regions and where services are offered.
pub(super) fn called() -> Vec<&'static Operation> {
    let (_, counts) = undisturbed();
    let special = ["sts:GetCallerIdentity", "account:ListRegions", "ec2:DescribeRegions", "ssm:GetParametersByPath"];
    ALL.iter().copied().filter(|op| counts.contains_key(op.id) && !special.contains(&op.id)).collect()
}

/// Whether a rule cannot be decided without an operation.
pub(super) fn needs(rule: &str, operation: &Operation) -> bool {
    let absorbed = DOES_WITHOUT.contains(&(rule, operation.id));
    !absorbed && rules().get(rule).is_some_and(|rule| rule.operations().contains(operation.id))
}

/// What is wrong with a run in which one operation did not answer as it should.
pub(super) fn complaints(kind: &str, operation: &Operation, run: &Run) -> Vec<String> {
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
    let any = rules().ids().any(|rule| needs(&rule.0, operation));
    let right: &[i32] = if any { &[10, 11] } else { &[0] };
    if !right.contains(&run.code) {
        wrong.push(format!("{at}: exit code {}", run.code));
    }
    wrong
}

/// Whether a result says which action is missing, or which one did not answer.
pub(super) fn names_action(result: &Value, action: &str, missing: bool) -> bool {
    if missing {
        return result["missing_actions"].as_array().is_some_and(|actions| actions.iter().any(|named| named == action));
    }
    let gaps = result["gaps"].as_array().into_iter().flatten().map(|gap| &gap["unknown"]);
    let unknown = findings(result).iter().flat_map(|finding| finding["unknown"].as_array().into_iter().flatten());
    // A policy is a text of its own inside the answer; where it is none, that is the reason given.
    gaps.chain(unknown).any(|why| why["action"] == action || why["reason"] == "unreadable-policy")
}

/// Runs work on as many threads as help, and gathers the complaints of all.
pub(super) fn gather<T: Sync>(work: &[T], complain: impl Fn(&T) -> Vec<String> + Sync) -> Vec<String> {
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
