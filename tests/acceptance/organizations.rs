//! The organisation's guardrail against other regions: each state, who may read it, and how many calls it takes.

use crate::moto::{fault, moto};
use crate::tomscan::{Run, Tomscan, claim_per_rule, findings, text};
use serde_json::{Value, json};

const RULE: &str = "organizations-region-deny";

fn scan(account: &str, scenario: &'static str, params: &Value, faults: &str) -> (Run, crate::moto::Truth) {
    let truth = moto().plant(account, scenario);
    let claims = claim_per_rule([RULE], params);
    (Tomscan::of(account, faults).claims(&claims).json(), truth)
}

fn worst(run: &Run) -> String {
    let report = run.report();
    let outcomes: Vec<String> =
        findings(report.result(RULE)).iter().map(|finding| text(&finding["outcome"]).to_owned()).collect();
    ["deviates", "unknown", "conforms"]
        .into_iter()
        .find(|word| outcomes.iter().any(|outcome| outcome == word))
        .expect("a finding")
        .to_owned()
}

#[test]
fn every_state_of_the_guardrail_is_reported_as_it_is() {
    for (account, scenario) in [
        ("240000000001", "organizations:alone"),
        ("240000000002", "organizations:management"),
        ("240000000003", "organizations:guarded"),
        ("240000000004", "organizations:wide"),
        ("240000000005", "organizations:exempting"),
        ("240000000006", "organizations:unguarded"),
        ("240000000007", "organizations:without_policies"),
        ("240000000008", "organizations:billing"),
        ("240000000009", "organizations:enumerated"),
        ("240000000010", "organizations:by_resource"),
        ("240000000011", "organizations:member"),
    ] {
        let (run, truth) = scan(account, scenario, &json!({}), "");
        assert_eq!(worst(&run), truth["truth"][RULE][account], "{scenario}");
        let (small, _) = scan(account, scenario, &json!({}), "XSMALL");
        assert_eq!(worst(&small), worst(&run), "{scenario} in short pages");
    }
}

#[test]
fn a_guardrail_supports_and_never_proves() {
    let (run, _) = scan("240000000003", "organizations:guarded", &json!({}), "");
    assert_eq!(run.exits(0).report().verdict(RULE), "partly-confirmed");
}

#[test]
fn what_is_open_is_named_and_may_be_documented() {
    let (run, _) = scan("240000000004", "organizations:wide", &json!({}), "");
    assert!(run.stdout.contains("us-east-1"), "{}", run.stdout);
    let params = json!({ RULE: { "regions": ["eu-central-1", "us-east-1"] } });
    let (documented, _) = scan("240000000004", "organizations:wide", &params, "");
    assert_eq!(worst(&documented), "conforms");
    let params = json!({ RULE: { "regions": ["eu-west-1"] } });
    let (elsewhere, _) = scan("240000000003", "organizations:guarded", &params, "");
    assert_eq!(worst(&elsewhere), "deviates", "Frankfurt is open, and the document says Ireland");
}

#[test]
fn each_list_and_each_text_is_read_once() {
    let (run, _) = scan("240000000003", "organizations:guarded", &json!({}), "");
    let counts = run.counts();
    let of = |operation: &str| counts.get(&*format!("organizations:{operation}")).copied().unwrap_or_default();
    let calls = (of("DescribeOrganization"), of("ListParents"), of("ListPoliciesForTarget"), of("DescribePolicy"));
    assert_eq!(calls, (1, 2, 6, 2), "two parents, three levels of two types, two texts");
    let (run, _) = scan("240000000002", "organizations:management", &json!({}), "");
    assert_eq!(run.counts().keys().filter(|operation| operation.starts_with("organizations:")).count(), 1);
}

#[test]
fn a_member_account_is_told_which_permission_it_lacks() {
    let (run, _) = scan("240000000011", "organizations:member", &json!({}), "");
    let report = run.exits(11).report();
    assert_eq!(report.verdict(RULE), "unverified");
    assert_eq!(report.result(RULE)["missing_actions"], json!(["organizations:ListParents"]));
}

#[test]
fn a_denied_or_broken_call_neither_confirms_nor_refutes() {
    for operation in ["DescribeOrganization", "ListParents", "ListPoliciesForTarget", "DescribePolicy"] {
        let operation = format!("organizations:{operation}");
        for scenario in [("240000000003", "organizations:guarded"), ("240000000004", "organizations:wide")] {
            for kind in ["DENY", "THROTTLE", "ERROR", "EMPTY", "GARBAGE", "TRUNCATED"] {
                let (run, _) = scan(scenario.0, scenario.1, &json!({}), &fault(kind, &operation));
                let report = run.exits(11).report();
                assert_eq!(report.verdict(RULE), "unverified", "{kind} {operation} {}", scenario.1);
                if kind == "DENY" {
                    assert_eq!(report.result(RULE)["missing_actions"], json!([operation]), "{}", scenario.1);
                }
            }
        }
    }
}
