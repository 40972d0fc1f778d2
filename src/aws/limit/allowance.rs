//! How often tomscan asks by itself: below what AWS publishes, so that production keeps the larger share of the account's limits.
//!
//! In: an operation. Out: its [`Allowance`], and how many calls to its service may be under way at once in one region. Where AWS
//! publishes no limit, the default is what careful scripts live with; a throttle lowers it (`rate.rs`).

use crate::aws::operations::Operation;

/// A token bucket: so many calls at once, then so many a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowance {
    /// Calls that may come at once after a pause.
    pub burst: f64,
    /// Calls a second in the long run.
    pub per_second: f64,
}

impl Allowance {
    /// Seconds in which so many calls go through, if nothing else holds them up.
    pub fn seconds_for(self, calls: f64) -> f64 {
        ((calls - self.burst) / self.per_second).max(0.0)
    }
}

const fn allow(burst: f64, per_second: f64) -> Allowance {
    Allowance { burst, per_second }
}

/// What a limit counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Counted {
    /// Each operation has a limit of its own.
    Operation(&'static str),
    /// All operations of the service share one.
    Service(&'static str),
}

/// Where no limit is published.
const UNPUBLISHED: Allowance = allow(20.0, 10.0);

/// Services whose reading operations share one limit per region.
const SHARED: &[&str] = &["elb", "elbv2"];

/// What counts an operation's calls together.
pub(super) fn counted(operation: &Operation) -> Counted {
    match operation.service() {
        service if SHARED.contains(&service) => Counted::Service(service),
        _ => Counted::Operation(operation.id),
    }
}

/// What tomscan allows itself of an operation, per account and region.
pub fn allowance(operation: &Operation) -> Allowance {
    match operation.id {
        // 10 a second ("DescribeContinuousBackups", "ListTagsOfResource", DynamoDB API reference).
        "dynamodb:DescribeContinuousBackups" | "dynamodb:ListTagsOfResource" => allow(1.0, 8.0),
        // 2 a second ("LookupEvents", CloudTrail API reference), which somebody at the console needs too.
        "cloudtrail:LookupEvents" => allow(1.0, 5.0 / 3.0),
        // Quotas of 2,000, 1,000 and 500 a second, calls of other services included ("Request quotas", KMS Developer Guide).
        "kms:DescribeKey" | "kms:ListResourceTags" => allow(400.0, 400.0),
        "kms:GetKeyPolicy" | "kms:GetKeyRotationStatus" => allow(200.0, 200.0),
        // 2,500 a second for all operations of the control plane together ("Best practices for managing the control plane in
        // DynamoDB", Developer Guide), of which production's own SDKs make some too.
        "dynamodb:DescribeTable" => allow(200.0, 100.0),
        // 10 a second ("CloudWatch Logs quotas").
        "logs:DescribeLogGroups" => allow(5.0, 5.0),
        _ => of_service(operation.service()),
    }
}

fn of_service(service: &str) -> Allowance {
    match service {
        // No limit is published for reading a bucket's settings; one for objects is 5,500 a second and prefix ("Best practices
        // design patterns", S3 User Guide).
        "s3" => allow(300.0, 600.0),
        // Bucket of 100, filled up by 20 a second, for each reading operation ("Request throttling for the Amazon EC2 API").
        // RDS publishes none; there lists of a whole region and pages of parameters come in bursts.
        "ec2" | "rds" => allow(40.0, 10.0),
        // Bucket of 40, filled up by 10 a second, for all of them together ("Request throttling for the Elastic Load Balancing
        // API").
        "elb" | "elbv2" => allow(20.0, 5.0),
        // 10 a second ("Quotas in AWS CloudTrail").
        "cloudtrail" => allow(5.0, 5.0),
        // 15 a second for most ("Lambda quotas": control plane API requests).
        "lambda" => allow(8.0, 8.0),
        // From 20 a second on ("Request throttling for the Amazon ECS API").
        "ecs" => allow(20.0, 10.0),
        // 100 a second and more for other operations, ListKeyRotations among the lowest ("Request quotas", KMS Developer Guide).
        "kms" => allow(50.0, 50.0),
        // Standard queues take nearly any number of calls of an action ("Amazon SQS message quotas").
        "sqs" => allow(100.0, 50.0),
        _ => UNPUBLISHED,
    }
}

/// Calls at once to one service in one region. IAM has one endpoint for the whole account.
pub fn at_once(service: &str) -> usize {
    match service {
        "s3" => 96,
        // Up to five calls of each key; their rates are what limits them.
        "kms" => 24,
        // A call of each table: at four at once, and with others in line before them, they would come at half their rate.
        "dynamodb" => 8,
        "rds" => 6,
        _ => 4,
    }
}
