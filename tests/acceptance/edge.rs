//! The edge: what is asked for each rule, and what becomes of the rules where parts of it are not seen.

use crate::group::Group;
use crate::moto::moto;
use crate::truth::{differences, none};

const EDGE: Group =
    Group { rules: &RULES, states: ("530000000001", "edge:states"), clean: ("530000000002", "edge:clean") };
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

#[test]
fn each_rule_asks_only_what_it_needs() {
    let asks = |rule: &str, expected: &[(&str, u64)]| EDGE.asks(rule, rule != "cloudfront-tls", expected);
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
    // Two of the listeners speak clear text: what they do with requests is asked. One function has a URL.
    let clear = [
        ("elbv2:DescribeListeners", 3),
        ("elbv2:DescribeRules", 2),
        ("apigateway:GetRestApis", 1),
        ("apigatewayv2:GetApis", 1),
        ("lambda:ListFunctions", 1),
        ("lambda:ListFunctionUrlConfigs", 1),
    ];
    asks("elb-https-only", &[&balancers[..], &clear].concat());
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
    let truth = moto().plant(EDGE.states.0, EDGE.states.1);
    // What lies in the other region is left out here.
    let wrong = differences(&truth, &EDGE.of_states("XSMALL")).into_iter();
    none(wrong.filter(|wrong| !wrong.contains("away:80")).collect());
}

/// Each answer that a rule reads is denied in turn. What was good does not turn bad by it, nor the other way round.
#[test]
fn what_is_not_seen_neither_confirms_nor_refutes() {
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
    none(EDGE.wrong_without(&answers));
}
