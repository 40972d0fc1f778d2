//! Directory buckets (S3 Express One Zone), which `ListBuckets` leaves out.
//!
//! Calls: `ListDirectoryBuckets` per region.

use super::super::regions::Regions;
use super::super::sheet::Sheet;
use super::super::{Found, Plan};
use crate::aws::{Account, Answer, all_pages, operations};
use crate::fact::s3::DirectoryBucket;
use crate::fact::{Observed, ResourceKind, Unknown};
use futures_util::future::join_all;

const KIND: ResourceKind = ResourceKind::S3DirectoryBucket;

/// Regions that have S3 Express One Zone ("Endpoints for directory buckets", S3 User Guide). Elsewhere the endpoint's name
/// does not exist; only there does an unreachable endpoint mean that there are no directory buckets.
const OFFERED: &[&str] =
    &["us-east-1", "us-east-2", "us-west-2", "ap-south-1", "ap-northeast-1", "eu-west-1", "eu-north-1", "eu-central-1"];

pub(super) async fn collect(account: &Account, plan: &Plan, regions: &Regions) -> Found {
    let mut found = Found::default();
    if !plan.wants(KIND) {
        return found;
    }
    let asked = regions.of(plan, KIND);
    for (region, answer) in asked.iter().zip(join_all(asked.iter().map(|region| in_region(account, region))).await) {
        let listed = match answer.seen {
            Observed::Unknown(Unknown::Failed { code, .. })
                if is_unreachable(&code) && !OFFERED.contains(&region.as_str()) =>
            {
                Observed::Value(Vec::new())
            }
            seen => seen,
        };
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

fn is_unreachable(code: &str) -> bool {
    ["unreachable", "not-sent", "timeout"].contains(&code)
}

async fn in_region(account: &Account, region: &str) -> Answer<Vec<String>> {
    let operation = &operations::LIST_DIRECTORY_BUCKETS;
    // The list is signed like any other call; a session exists only for a single directory bucket.
    let config = aws_sdk_s3::config::Builder::from(&account.config_in(region)).disable_s3_express_session_auth(true);
    let client = aws_sdk_s3::Client::from_conf(config.build());
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
