//! The network: what is asked for each rule, and what becomes of the rules where parts of the network are not seen.

use crate::live::contradictions;
use crate::moto::{fault, moto};
use crate::tomscan::{Report, Run, Tomscan, claim_per_rule};
use std::collections::BTreeMap;

const STATES: &str = "560000000001";
const CLEAN: &str = "560000000002";
const RULES: [&str; 9] = [
    "account-environment-separation",
    "ec2-default-sg-closed",
    "ec2-sg-admin-ports",
    "ec2-sg-public-ingress",
    "ec2-vpn-endpoint",
    "rds-environment-separation",
    "rds-not-public",
    "vpc-flow-logs",
    "vpc-network-separation",
];

/// Scans the home region of a planted account.
fn scan(account: &str, scenario: &'static str, rules: &[&str], faults: &str) -> Run {
    let truth = moto().plant(account, scenario);
    let claims = claim_per_rule(rules.iter().copied(), &truth["params"]);
    Tomscan::of(account, faults).claims(&claims).args(["--region", "eu-central-1"]).json()
}

fn of_states(faults: &str) -> Report {
    scan(STATES, "network:states", &RULES, faults).report()
}

#[test]
fn each_rule_asks_only_what_it_needs() {
    let asks = |rule: &str, expected: &[&str]| {
        let mut counts = scan(CLEAN, "clean", &[rule], "").counts();
        counts.remove("account:ListRegions");
        let start = [("sts:GetCallerIdentity".to_owned(), 1)];
        let expected: BTreeMap<String, u64> =
            start.into_iter().chain(expected.iter().map(|operation| ((*operation).to_owned(), 1))).collect();
        assert_eq!(counts, expected, "{rule}");
    };
    let interfaces = "ec2:DescribeNetworkInterfaces";
    asks("ec2-default-sg-closed", &["ec2:DescribeSecurityGroups", interfaces]);
    asks("vpc-flow-logs", &["ec2:DescribeVpcs", "ec2:DescribeFlowLogs", interfaces]);
    let databases = ["rds:DescribeDBInstances", "rds:DescribeDBClusters"];
    let snapshots = ["rds:DescribeDBSnapshots", "rds:DescribeDBClusterSnapshots"];
    asks("rds-environment-separation", &[databases, snapshots].concat());
}

/// Lists of the network are read once, however many rules reason with them; entries of prefix lists where a group names one.
#[test]
fn what_several_rules_need_is_asked_once() {
    let counts = scan(CLEAN, "clean", &RULES, "").counts();
    for (operation, count) in counts.iter().filter(|(operation, _)| operation.starts_with("ec2:Describe")) {
        assert_eq!(*count, 1, "{operation}: {counts:?}");
    }
    // Only a listener in clear text is asked what it does with requests.
    assert_eq!((counts["elbv2:DescribeListeners"], counts["elbv2:DescribeRules"]), (1, 1), "{counts:?}");
    assert_eq!(counts["ec2:SearchTransitGatewayRoutes"], 2, "one per route table: {counts:?}");
}

#[test]
fn short_pages_change_nothing() {
    let (whole, short) = (of_states(""), of_states("XSMALL"));
    assert_eq!(contradictions(&whole, &short), Vec::<String>::new());
    assert_eq!(whole.verdicts(), short.verdicts());
}

/// Each list that the reasoning reads is denied in turn. What was shut does not open by it, and what was open does not shut.
#[test]
fn what_is_not_seen_neither_confirms_nor_refutes() {
    let whole = of_states("");
    let lists = [
        "ec2:DescribeFlowLogs",
        "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcPeeringConnections",
        "ec2:DescribeVpcs",
        "elbv2:DescribeListeners",
        "elbv2:DescribeRules",
        "rds:DescribeDBInstances",
    ];
    let mut wrong = Vec::new();
    for operation in lists {
        let less = of_states(&fault("DENY", operation));
        wrong.extend(contradictions(&whole, &less).into_iter().map(|wrong| format!("without {operation}: {wrong}")));
        let open = less.results().any(|result| result["missing_actions"].as_array().is_some_and(|all| !all.is_empty()));
        if !open {
            wrong.push(format!("without {operation}: no rule says that something is missing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
