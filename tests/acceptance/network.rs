//! The network: what is asked for each rule, and what becomes of the rules where parts of the network are not seen.

use crate::group::Group;
use crate::truth::{contradictions, none};

const NETWORK: Group =
    Group { rules: &RULES, states: ("560000000001", "network:states"), clean: ("560000000002", "clean") };
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

#[test]
fn each_rule_asks_only_what_it_needs() {
    let asks = |rule: &str, expected: &[&str]| {
        NETWORK.asks(rule, true, &expected.iter().map(|operation| (*operation, 1)).collect::<Vec<_>>());
    };
    let interfaces = "ec2:DescribeNetworkInterfaces";
    asks("ec2-default-sg-closed", &["ec2:DescribeSecurityGroups", interfaces]);
    asks("vpc-flow-logs", &["ec2:DescribeVpcs", "ec2:DescribeFlowLogs", interfaces]);
    let databases = ["rds:DescribeDBInstances", "rds:DescribeDBClusters"];
    let snapshots = ["rds:DescribeDBSnapshots", "rds:DescribeDBClusterSnapshots"];
    asks("rds-environment-separation", &[databases, snapshots].concat());
    // What stands between the internet and an address: groups with the prefix lists that they name, routes, ACLs, exclusions.
    let ways = [
        "ec2:DescribeInternetGateways",
        "ec2:DescribeManagedPrefixLists",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcBlockPublicAccessExclusions",
        "ec2:GetManagedPrefixListEntries",
    ];
    asks("rds-not-public", &[&ways[..], &databases].concat());
    // The one load balancer with a public address shows by its interfaces; its listener in clear text is asked what it does.
    let open = [interfaces, "elbv2:DescribeListeners", "elbv2:DescribeRules"];
    asks("ec2-sg-admin-ports", &[&ways[..], &open].concat());
    // Instances say by their tags which of them is a bastion.
    asks("ec2-sg-public-ingress", &[&ways[..], &open, &["ec2:DescribeInstances"]].concat());
    let networks = [
        ("ec2:DescribeInstances", 1),
        ("ec2:DescribeNetworkInterfaces", 1),
        ("ec2:DescribeRouteTables", 1),
        ("ec2:DescribeSubnets", 1),
        ("ec2:DescribeTransitGatewayAttachments", 1),
        ("ec2:DescribeVpcPeeringConnections", 1),
        ("ec2:DescribeVpcs", 1),
        // Two route tables.
        ("ec2:SearchTransitGatewayRoutes", 2),
    ];
    NETWORK.asks("vpc-network-separation", true, &networks);
}

/// Lists of the network are read once, however many rules reason with them; entries of prefix lists where a group names one.
#[test]
fn what_several_rules_need_is_asked_once() {
    let counts = NETWORK.of_clean(&RULES).counts();
    for (operation, count) in counts.iter().filter(|(operation, _)| operation.starts_with("ec2:Describe")) {
        assert_eq!(*count, 1, "{operation}: {counts:?}");
    }
    // Only a listener in clear text is asked what it does with requests.
    assert_eq!((counts["elbv2:DescribeListeners"], counts["elbv2:DescribeRules"]), (1, 1), "{counts:?}");
    assert_eq!(counts["ec2:SearchTransitGatewayRoutes"], 2, "one per route table: {counts:?}");
}

#[test]
fn short_pages_change_nothing() {
    let (whole, short) = (NETWORK.of_states(""), NETWORK.of_states("XSMALL"));
    none(contradictions(&whole, &short));
    assert_eq!(whole.verdicts(), short.verdicts());
}

/// Each list that the reasoning reads is denied in turn. What was shut does not open by it, and what was open does not shut.
#[test]
fn what_is_not_seen_neither_confirms_nor_refutes() {
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
    none(NETWORK.wrong_without(&lists));
}
