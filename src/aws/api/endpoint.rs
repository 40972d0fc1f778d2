//! Where a service answers: its host name in every partition, with the FIPS and dual-stack settings of the profile.
//!
//! In: a service, a region, the settings. Out: host name and signing region. A test holds it against AWS's published endpoint
//! rules.

use crate::aws::wire::{Endpoint, Service};

/// A partition of AWS: regions that share accounts and host names (`partitions.json` of the AWS SDKs).
struct Partition {
    name: &'static str,
    /// How its region codes begin.
    prefix: &'static str,
    suffix: &'static str,
    dual_suffix: &'static str,
    /// The region that answers for services with one endpoint.
    main: &'static str,
}

const PARTITIONS: &[Partition] = &[
    partition("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"),
    partition("aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"),
    partition("aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"),
    partition("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"),
    partition("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"),
    partition("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"),
    partition("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws", "us-gov-west-1"),
];
const AWS: Partition = partition("aws", "", "amazonaws.com", "api.aws", "us-east-1");

const fn partition(
    name: &'static str,
    prefix: &'static str,
    suffix: &'static str,
    dual_suffix: &'static str,
    main: &'static str,
) -> Partition {
    Partition { name, prefix, suffix, dual_suffix, main }
}

/// The partitions in which some services have names of their own for dual stack.
const OLDER: &[&str] = &["aws", "aws-cn", "aws-us-gov"];

/// Services whose dual-stack name begins differently.
fn dual_stack_name<'p>(prefix: &'p str, partition: &Partition, fips: bool) -> &'p str {
    match prefix {
        "api.ecr" => "ecr",
        "elasticfilesystem" if OLDER.contains(&partition.name) => "efs",
        "es" if OLDER.contains(&partition.name) && !fips => "aos",
        ordinary => ordinary,
    }
}

/// Services that answer dual-stack requests under their ordinary name, in some partitions.
fn has_dual_stack_name(prefix: &str, region: &str, partition: &Partition, fips: bool) -> bool {
    match (prefix, partition.name) {
        ("cognito-idp", "aws") => fips && !region.starts_with("us-"),
        ("secretsmanager", "aws" | "aws-us-gov") => false,
        ("secretsmanager", "aws-cn") => fips,
        _ => true,
    }
}

/// Services whose ordinary name is the FIPS one in GovCloud, also with dual stack for those in the second list.
const FIPS_ANYWAY_IN_GOVCLOUD: &[&str] = &[
    "access-analyzer",
    "application-autoscaling",
    "autoscaling",
    "cloudtrail",
    "dlm",
    "dynamodb",
    "ec2",
    "elasticache",
    "elasticloadbalancing",
    "events",
    "guardduty",
    "logs",
    "monitoring",
    "organizations",
    "redshift",
    "sns",
    "sqs",
    "ssm",
    "sso",
    "sts",
];
const FIPS_ANYWAY_WITH_DUAL_STACK: &[&str] = &["events", "monitoring", "organizations"];

/// FIPS and dual stack, as the profile or the environment asks for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Variant {
    /// `AWS_USE_FIPS_ENDPOINT`.
    pub fips: bool,
    /// `AWS_USE_DUALSTACK_ENDPOINT`.
    pub dual_stack: bool,
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Host name.
    pub host: String,
    /// Region in the signature.
    pub signing_region: String,
}

/// The partition of a region, such as `aws-eusc`.
pub fn partition_name(region: &str) -> &'static str {
    partition_of(region).name
}

/// The region that answers for a partition's services with one endpoint, such as `us-east-1`.
pub fn main_region(region: &str) -> &'static str {
    partition_of(region).main
}

fn partition_of(region: &str) -> &'static Partition {
    PARTITIONS.iter().find(|partition| region.starts_with(partition.prefix)).unwrap_or(&AWS)
}

/// Where a service answers for a region. `account` is the account asked.
pub fn place(service: &Service, region: &str, account: &str, variant: Variant) -> Place {
    let partition = partition_of(region);
    match service.endpoint {
        Endpoint::Regional(prefix) => regional(prefix, region, partition, variant),
        Endpoint::MainRegion(prefix) => regional(prefix, partition.main, partition, variant),
        Endpoint::Partition(prefix) => {
            Place { host: without_region(prefix, partition, variant), signing_region: partition.main.to_owned() }
        }
        Endpoint::OfAccount(prefix) => {
            let fips = if variant.fips { "-fips" } else { "" };
            let dual = if variant.dual_stack { "dualstack." } else { "" };
            let host = format!("{account}.{prefix}{fips}.{dual}{region}.{}", partition.suffix);
            Place { host, signing_region: region.to_owned() }
        }
    }
}

fn regional(prefix: &str, region: &str, partition: &Partition, variant: Variant) -> Place {
    let dual_stack = variant.dual_stack && has_dual_stack_name(prefix, region, partition, variant.fips);
    let anyway = if dual_stack { FIPS_ANYWAY_WITH_DUAL_STACK } else { FIPS_ANYWAY_IN_GOVCLOUD };
    let own = partition.name == "aws-us-gov" && anyway.contains(&prefix);
    let fips = if variant.fips && !own { "-fips" } else { "" };
    let prefix = if dual_stack { dual_stack_name(prefix, partition, variant.fips) } else { prefix };
    let suffix = if dual_stack { partition.dual_suffix } else { partition.suffix };
    Place { host: format!("{prefix}{fips}.{region}.{suffix}"), signing_region: region.to_owned() }
}

/// CloudFront and Route 53, which AWS names differently in each partition.
fn without_region(prefix: &str, partition: &Partition, variant: Variant) -> String {
    let fips = if variant.fips { "-fips" } else { "" };
    let suffix = if variant.dual_stack { partition.dual_suffix } else { partition.suffix };
    match (prefix, partition.name, variant.dual_stack) {
        ("route53", "aws-us-gov", _) => format!("route53.us-gov.{suffix}"),
        ("cloudfront", "aws-cn", false) => format!("cloudfront{fips}.{}.{suffix}", partition.main),
        (_, "aws", true) => format!("{prefix}{fips}.global.{suffix}"),
        ("route53", "aws-cn" | "aws-eusc", true) if !variant.fips => format!("route53.global.{suffix}"),
        _ => format!("{prefix}{fips}.{suffix}"),
    }
}
