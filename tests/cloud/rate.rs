//! AWS's limits: token buckets per account, region and operation.
//!
//! In: a call and the time. Out: whether it gets a token. Where AWS publishes a number it stands here with its source; where not,
//! the comment says that it is assumed.

use super::call::Call;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How many calls may come at once, and how many per second from then on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Allowance {
    pub(crate) burst: f64,
    pub(crate) per_second: f64,
}

const fn allowed(burst: f64, per_second: f64) -> Allowance {
    Allowance { burst, per_second }
}

/// What an operation may be called; `None`: as often as one likes.
pub(crate) fn allowance(operation: &str) -> Option<Allowance> {
    let service = operation.split_once(':').map_or("", |(service, _)| service);
    Some(match (service, operation) {
        // S3: no limit of reading a bucket's settings is published, and none was found.
        ("s3", _) => return None,
        // "Request throttling for the Amazon EC2 API": the example of non-mutating actions, 100 and 20 a second.
        ("ec2" | "ebs", _) => allowed(100.0, 20.0),
        // "Request quotas" (KMS Developer Guide), the table of 2026, in which ListKeyRotations is among the lowest.
        (_, "kms:DescribeKey" | "kms:ListResourceTags") => allowed(2000.0, 2000.0),
        (_, "kms:GetKeyPolicy" | "kms:GetKeyRotationStatus") => allowed(1000.0, 1000.0),
        (_, "kms:ListKeys" | "kms:ListAliases") => allowed(500.0, 500.0),
        ("kms", _) => allowed(100.0, 100.0),
        // "Quotas in AWS CloudTrail": LookupEvents 2, Get, Describe and List 10 a second.
        (_, "cloudtrail:LookupEvents") => allowed(2.0, 2.0),
        // "DescribeContinuousBackups", "ListTagsOfResource" (DynamoDB API reference): ten a second.
        // "CloudWatch Logs quotas": DescribeLogGroups 10 a second. The others of Logs are assumed to be the same.
        ("cloudtrail" | "logs", _) | (_, "dynamodb:DescribeContinuousBackups" | "dynamodb:ListTagsOfResource") => {
            allowed(10.0, 10.0)
        }
        // "Best practices for managing the control plane in DynamoDB" (Developer Guide): 2,500 a second for all together; here per
        // operation.
        ("dynamodb", _) => allowed(2500.0, 2500.0),
        // IAM has buckets per API and account with numbers that are not published: assumed as EC2's.
        ("iam", _) => allowed(100.0, 20.0),
        // Lambda's control plane: 15 a second for all together, GetPolicy 15 ("Lambda quotas"); here per operation.
        ("lambda", _) => allowed(15.0, 15.0),
        // Assumed: API Gateway, Organizations and Cognito are known to be tight; the rest, RDS among them, is not published.
        ("apigateway" | "apigatewayv2" | "organizations" | "cognito-idp", _) => allowed(10.0, 5.0),
        ("sts", _) => allowed(600.0, 600.0),
        _ => allowed(40.0, 20.0),
    })
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

/// Account, region and operation.
type Place = (String, String, &'static str);

/// All buckets.
#[derive(Debug, Default)]
pub(crate) struct Rates(Mutex<HashMap<Place, Bucket>>);

impl Rates {
    /// Takes a token; whether there was one.
    pub(crate) fn take(&self, call: &Call, now: Instant) -> bool {
        let Some(Allowance { burst, per_second }) = allowance(call.operation) else { return true };
        let place = (call.account.clone(), call.region.clone(), call.operation);
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.entry(place).or_insert(Bucket { tokens: burst, at: now });
        let waited = now.saturating_duration_since(bucket.at).as_secs_f64();
        bucket.tokens = (bucket.tokens + waited * per_second).min(burst);
        bucket.at = now;
        let enough = bucket.tokens >= 1.0;
        if enough {
            bucket.tokens -= 1.0;
        }
        enough
    }

    /// Fills them again.
    pub(crate) fn reset(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Rates, allowance};
    use crate::cloud::call::Call;
    use crate::cloud::head::Request;
    use std::time::{Duration, Instant};

    fn call(account: &str) -> Call {
        let authorization =
            format!("AWS4-HMAC-SHA256 Credential=AKIA{account}TEST/20261130/eu-central-1/kms/aws4_request");
        let target = "TrentService.ListKeyRotations".to_owned();
        Call::of(Request {
            method: "POST".to_owned(),
            path: "/".to_owned(),
            authorization,
            target,
            ..Request::default()
        })
    }

    #[test]
    fn a_bucket_fills_again_at_its_rate_and_no_further_than_its_burst() {
        let (rates, call, other) = (Rates::default(), call("111122223333"), call("444455556666"));
        let begin = Instant::now();
        let passed = |call: &Call, after: u64| {
            let now = begin + Duration::from_millis(after);
            (0..500).filter(|_| rates.take(call, now)).count()
        };
        assert_eq!(passed(&call, 0), 100);
        assert_eq!(passed(&other, 0), 100);
        assert_eq!(passed(&call, 100), 10);
        assert_eq!(passed(&call, 60_000), 100);
        assert!(allowance("s3:GetBucketPolicy").is_none());
    }
}
