//! The edge: what is asked for each rule, and what becomes of the rules where parts of it are not seen.

use crate::live::{contradictions, differences};
use crate::moto::{fault, moto};
use crate::tomscan::{Report, Run, Tomscan, claim_per_rule};
use std::collections::BTreeMap;

const STATES: &str = "530000000001";
const CLEAN: &str = "530000000002";
const RULES: [&str; 9] = [
    "acm-certificate-validity",
    "autoscaling-multi-az",
    "autoscaling-policy",
    "cloudfront-tls",
    "elb-access-logging",
    "elb-backend-tls",
    "elb-tls-min-version",
    "ses-tls",
    "transfer-encrypted-protocols",
];

/// Scans the home region of a planted account.
fn scan(account: &str, scenario: &'static str, rules: &[&str], faults: &str) -> Run {
    let truth = moto().plant(account, scenario);
    let claims = claim_per_rule(rules.iter().copied(), &truth["params"]);
    Tomscan::of(account, faults).claims(&claims).args(["--region", "eu-central-1"]).json()
}

fn of_states(faults: &str) -> Report {
    scan(STATES, "edge:states", &RULES, faults).report()
}

#[test]
fn each_rule_asks_only_what_it_needs() {
    let asks = |rule: &str, expected: &[(&str, u64)]| {
        let counts = scan(CLEAN, "edge:clean", &[rule], "").counts();
        let regions = [("sts:GetCallerIdentity", 1), ("account:ListRegions", 1)];
        let global = rule == "cloudfront-tls";
        let start = regions.iter().take(if global { 1 } else { 2 });
        let expected: BTreeMap<String, u64> =
            start.chain(expected).map(|(operation, count)| ((*operation).to_owned(), *count)).collect();
        assert_eq!(counts, expected, "{rule}");
    };
    // A distribution names the certificate that it serves, and only the one with a VPC origin needs a second look.
    asks("cloudfront-tls", &[("cloudfront:ListDistributions", 1), ("cloudfront:GetVpcOrigin", 1)]);
    asks("transfer-encrypted-protocols", &[("transfer:ListServers", 1), ("transfer:DescribeServer", 1)]);
    let balancers = [("elbv2:DescribeLoadBalancers", 1), ("elb:DescribeLoadBalancers", 1)];
    asks("autoscaling-multi-az", &[&balancers[..], &[("autoscaling:DescribeAutoScalingGroups", 1)]].concat());
    // Three load balancers; one security policy for all of their listeners; names and versions of the rest come in lists.
    let versions = [
        ("elbv2:DescribeListeners", 3),
        ("elbv2:DescribeSSLPolicies", 1),
        ("elb:DescribeLoadBalancerPolicies", 1),
        ("apigateway:GetDomainNames", 1),
        ("apigateway:GetRestApis", 1),
        ("apigatewayv2:GetApis", 1),
        ("opensearch:ListDomainNames", 1),
        ("opensearch:DescribeDomains", 1),
    ];
    asks("elb-tls-min-version", &[&balancers[..], &versions].concat());
    let mail = [
        ("sesv2:ListConfigurationSets", 1),
        ("sesv2:GetConfigurationSet", 1),
        ("sesv2:ListEmailIdentities", 1),
        ("sesv2:GetEmailIdentity", 1),
    ];
    asks("ses-tls", &mail);
}

#[test]
fn short_pages_change_nothing() {
    let truth = moto().plant(STATES, "edge:states");
    let report = of_states("XSMALL");
    // What lies in the other region is left out here.
    let wrong: Vec<_> = differences(&truth, &report).into_iter().filter(|wrong| !wrong.contains("away:80")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each answer that a rule reads is denied in turn. What was good does not turn bad by it, nor the other way round.
#[test]
fn what_is_not_seen_neither_confirms_nor_refutes() {
    let whole = of_states("");
    let answers = [
        "acm:ListCertificates",
        "apigateway:GetDomainNames",
        "apigateway:GetStages",
        "application-autoscaling:DescribeScalingPolicies",
        "autoscaling:DescribePolicies",
        "cloudfront:GetDistributionConfig",
        "cloudfront:GetVpcOrigin",
        "cloudfront:ListDistributions",
        "elasticache:DescribeReplicationGroups",
        "elb:DescribeLoadBalancerPolicies",
        "elbv2:DescribeListeners",
        "elbv2:DescribeLoadBalancerAttributes",
        "elbv2:DescribeLoadBalancers",
        "elbv2:DescribeRules",
        "elbv2:DescribeSSLPolicies",
        "elbv2:DescribeTargetGroups",
        "iam:ListServerCertificates",
        "logs:DescribeDeliveries",
        "logs:DescribeDeliverySources",
        "opensearch:DescribeDomains",
        "sesv2:GetConfigurationSet",
        "sesv2:GetEmailIdentity",
        "transfer:DescribeServer",
    ];
    let mut wrong = Vec::new();
    for operation in answers {
        let less = of_states(&fault("DENY", operation));
        wrong.extend(contradictions(&whole, &less).into_iter().map(|wrong| format!("without {operation}: {wrong}")));
        let open = less.results().any(|result| result["missing_actions"].as_array().is_some_and(|all| !all.is_empty()));
        if !open {
            wrong.push(format!("without {operation}: no rule says that something is missing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
