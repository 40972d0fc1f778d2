//! Directory buckets (S3 Express One Zone), which `ListBuckets` leaves out.
//!
//! Calls: `ListDirectoryBuckets` per region.

use super::super::regions::Regions;
use super::super::sheet::Sheet;
use super::super::{Found, Plan};
use crate::aws::{Account, Answer, all_pages, is_silence, operations};
use crate::collect::side_by_side::side_by_side;
use crate::fact::s3::DirectoryBucket;
use crate::fact::{Observed, ResourceKind};

const KIND: ResourceKind = ResourceKind::S3DirectoryBucket;

/// Regions that have directory buckets. Elsewhere the endpoint's name does not exist, and only there does an endpoint that does
/// not answer mean that there are none.
///
/// NOTE: AWS's own list of services by region, which `aws/offered.rs` asks for, knows S3 and not its directory buckets. The
/// regions are those of "Regional and Zonal endpoints for directory buckets in an Availability Zone" (S3 User Guide), and the
/// parents of the Local Zones in "Concepts for directory buckets in Local Zones" (there; for China in its edition for China).
/// Frankfurt stands in neither, but another client (MinIO's, 2026) knows endpoints there: in doubt a region stays in.
const OFFERED: &[&str] = &[
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "ap-south-1",
    "ap-northeast-1",
    "eu-west-1",
    "eu-north-1",
    "eu-central-1",
    "cn-north-1",
];

pub(super) async fn collect(account: &Account, plan: &Plan, regions: &Regions) -> Found {
    let mut found = Found::default();
    if !plan.wants(KIND) {
        return found;
    }
    let asked = regions.of(plan, KIND);
    for (region, answer) in asked.iter().zip(side_by_side(asked.iter().map(|region| in_region(account, region))).await)
    {
        let listed = empty_where_not_offered(region, answer.seen);
        found.note(KIND, region, &listed);
        for name in listed.value().into_iter().flatten() {
            let arn = format!("arn:{}:s3express:{region}:{}:bucket/{name}", account.partition, account.id);
            let mut sheet = Sheet::new(KIND, region, name, &arn);
            sheet.answered(&answer.answered);
            found.resources.push(sheet.finish(&account.id, &DirectoryBucket {}));
        }
    }
    found
}

fn empty_where_not_offered(region: &str, seen: Observed<Vec<String>>) -> Observed<Vec<String>> {
    match seen {
        Observed::Unknown(why) if is_silence(&why) && !OFFERED.contains(&region) => Observed::Value(Vec::new()),
        seen => seen,
    }
}

async fn in_region(account: &Account, region: &str) -> Answer<Vec<String>> {
    let operation = &operations::LIST_DIRECTORY_BUCKETS;
    let client = account.s3_express_in(region);
    all_pages(operation, async |token| {
        let call = client.list_directory_buckets().set_continuation_token(token).send();
        let page = account.ask(operation, region, call).await;
        let names =
            |buckets: Vec<aws_sdk_s3::types::Bucket>| buckets.into_iter().filter_map(|bucket| bucket.name).collect();
        page.and_then(|page| {
            Observed::required(page.buckets.map(|buckets| (names(buckets), page.continuation_token)), operation.action)
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::outcome::failed;
    use crate::fact::Unknown;

    #[test]
    fn silence_means_none_only_where_there_are_no_directory_buckets() {
        let silent = |code: &str| Observed::Unknown(failed(&operations::LIST_DIRECTORY_BUCKETS, code));
        for code in ["unreachable", "not-sent", "timeout"] {
            assert_eq!(empty_where_not_offered("eu-west-3", silent(code)), Observed::Value(Vec::new()), "{code}");
            for region in OFFERED {
                assert_eq!(empty_where_not_offered(region, silent(code)), silent(code), "{region} {code}");
            }
        }
        // Whoever answers is there, and what it held back was not seen.
        let denied =
            Observed::Unknown(Unknown::AccessDenied { action: "s3express:ListAllMyDirectoryBuckets".to_owned() });
        for seen in [denied, silent("unreadable-answer"), silent("interrupted"), silent("InternalError")] {
            assert_eq!(empty_where_not_offered("eu-west-3", seen.clone()), seen);
        }
    }
}
