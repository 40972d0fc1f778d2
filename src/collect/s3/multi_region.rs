//! Multi-Region Access Points: one name for buckets in several regions.
//!
//! Calls: `ListMultiRegionAccessPoints`, in the one region that answers for all.

use super::super::Found;
use super::super::survey::Survey;
use crate::aws::wire::Ask;
use crate::aws::wire::s3control::{ListMultiRegionAccessPoints, MULTI_REGION_HOME, MultiRegionAccessPoint as Listed};
use crate::fact::s3::MultiRegionAccessPoint;
use crate::fact::{Coverage, GLOBAL, Observed, ResourceKind};
use serde_json::json;
use std::collections::BTreeSet;

const KIND: ResourceKind = ResourceKind::S3MultiRegionAccessPoint;

/// Collects Multi-Region Access Points.
pub(in crate::collect) async fn collect(survey: &Survey<'_>) -> Found {
    let (account, mut found) = (survey.account, Found::default());
    if !survey.plan.wants(KIND) {
        return found;
    }
    if account.partition != "aws" {
        // NOTE: only the partition of the commercial regions has them ("Multi-Region Access Point restrictions and
        // limitations", S3 User Guide).
        found.coverage.push(Coverage { kind: KIND, region: GLOBAL.to_owned(), listed: Ok(0) });
        return found;
    }
    let site = survey.global();
    let listed = account.list::<ListMultiRegionAccessPoints>(MULTI_REGION_HOME, json!({})).await;
    found.note(KIND, GLOBAL, &listed.seen);
    for item in listed.seen.value().into_iter().flatten() {
        let alias = item.alias.as_deref().unwrap_or(&item.name);
        let arn = format!("arn:{}:s3::{}:accesspoint/{alias}", account.partition, account.id);
        let sheet = site.sheet(KIND, &item.name, &arn, &listed);
        found.resources.push(sheet.finish(&account.id, &facts(item, &account.id)));
    }
    found
}

fn facts(item: &Listed, own: &str) -> MultiRegionAccessPoint {
    let buckets = &item.regions.region;
    let distinct = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>();
    MultiRegionAccessPoint {
        regions: Observed::required(
            buckets.iter().map(|bucket| bucket.region.clone()).collect::<Option<BTreeSet<_>>>().map(distinct),
            ListMultiRegionAccessPoints::OPERATION.action,
        ),
        other_accounts: distinct(
            buckets.iter().filter_map(|bucket| bucket.bucket_account_id.clone()).filter(|id| id != own).collect(),
        ),
    }
}
