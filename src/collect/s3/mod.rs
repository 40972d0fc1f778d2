//! S3: buckets of the account, wherever they lie.
//!
//! Calls: `ListBuckets` with its regions (no `GetBucketLocation`), the account's public access block once, per bucket only
//! the calls behind facts that rules read and that nothing else decides; `ListDirectoryBuckets` per region.
//!
//! Where access logs go is asked of all buckets first, so that each can be completed and handed over by itself.

mod bucket;
mod directory;
mod keeping;
mod listed;
mod log_targets;
pub(super) mod multi_region;
mod opened;
mod public;
mod shared;

use super::cloudtrail::CloudTrail;
use super::sheet::Sheet;
use super::side_by_side::Turns;
use super::store::{Network, Store};
use super::survey::Survey;
use super::{AT_ONCE, Found};
use crate::aws::operations;
use crate::fact::s3::Bucket;
use crate::fact::{Coverage, GLOBAL, ResourceKind, Unknown};
pub(super) use bucket::Asker;
use futures_util::stream::{self, StreamExt};
pub(super) use keeping::Keeping;
pub(super) use listed::Buckets;
use listed::Listed;
use log_targets::LogTargets;
use std::pin::pin;

const KIND: ResourceKind = ResourceKind::S3Bucket;

/// Where there may be more buckets than were found, and why: everywhere, if they could not be listed.
pub(super) fn unlisted_stores(found: &Found) -> impl Iterator<Item = (String, Unknown)> {
    let own = found.coverage.iter().filter(|coverage| coverage.kind == KIND);
    let why = own.filter_map(|coverage| coverage.listed.clone().err());
    why.take(1).map(|why| (GLOBAL.to_owned(), why))
}

/// The data store that a bucket is.
fn store(sheet: &Sheet, bucket: &Bucket) -> Store {
    Store {
        arn: sheet.arn.clone(),
        region: sheet.region.clone(),
        key_id: bucket.encryption.value().and_then(|encryption| encryption.key_id.clone()),
        key: bucket.encryption.clone().and_then(|encryption| encryption.key),
        network: Network::of(None),
        database: None,
        tags: bucket.tags.clone(),
    }
}

/// Collects buckets. General purpose buckets are handed over; what was listed is returned.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let (mut found, directory) =
        tokio::join!(general(survey), directory::collect(survey.account, survey.plan, survey.regions));
    found.add(directory);
    found
}

async fn general(survey: &Survey<'_>) -> Found {
    let (plan, asker) = (survey.plan, survey.buckets);
    let mut found = Found::default();
    if !plan.needs_for_any(&operations::LIST_BUCKETS) {
        return found;
    }
    let listed = asker.listed().await;
    found.note(KIND, GLOBAL, &listed.seen);
    let none = Buckets::default();
    let buckets = listed.seen.value().unwrap_or(&none);
    for bucket in buckets.iter() {
        if let Err(why) = &bucket.region {
            // A bucket whose region is not known cannot be judged, and must not vanish.
            let (region, listed) = (bucket.name.to_string(), Err(Unknown::clone(why)));
            found.coverage.push(Coverage { kind: KIND, region, listed });
        }
    }
    let covers = |region: &str| {
        plan.covers(KIND, region) || plan.wants(ResourceKind::KmsKey) && plan.covers(ResourceKind::KmsKey, region)
    };
    let wanted = || buckets.iter().filter_map(Listed::located).filter(|(_, region)| covers(region));
    let targets = LogTargets::of(survey, wanted()).await;
    let asked = wanted().enumerate().map(async |(index, (name, region))| {
        let (mut sheet, mut bucket) =
            Box::pin(asker.bucket(name, region, &listed.answered, buckets, survey.delivery)).await;
        targets.tell(asker, index, &mut sheet, &mut bucket).await;
        if buckets.len() > REMEMBERED {
            asker.shared.forget(name);
        }
        (sheet, bucket)
    });
    hand_over(survey, asked).await;
    found
}

/// Buckets beyond this number are not remembered for collectors that might ask about them once more.
const REMEMBERED: usize = 1000;

/// So many buckets are asked about at once. Each is up to a dozen calls, the last of which may need the answer of another: with fewer,
/// connections would stand idle meanwhile.
const BUCKETS_AT_ONCE: usize = 2 * AT_ONCE;

/// Hands each bucket over as soon as it was asked about and it is known what trails record of it.
async fn hand_over(survey: &Survey<'_>, asked: impl Iterator<Item = impl Future<Output = (Sheet, Bucket)>>) {
    let mut buckets = pin!(stream::iter(asked).buffer_unordered(BUCKETS_AT_ONCE));
    let mut turns = Turns::default();
    let mut waiting = Vec::new();
    while let Some(bucket) = buckets.next().await {
        turns.next().await;
        waiting.push(bucket);
        // Usually trails are known long before the first bucket is; where one of them is slow, buckets wait, and no call does.
        if let Some(trails) = survey.trails.get() {
            waiting.drain(..).for_each(|bucket| hand(survey, trails, bucket));
        }
    }
    let trails = survey.trails().await;
    waiting.drain(..).for_each(|bucket| hand(survey, trails, bucket));
}

fn hand(survey: &Survey<'_>, trails: &CloudTrail, (mut sheet, mut bucket): (Sheet, Bucket)) {
    trails.tell(&mut sheet, &mut bucket);
    if survey.plan.asks_what_keys_protect() {
        survey.delivery.stores().add(store(&sheet, &bucket));
    }
    survey.delivery.take(sheet.finish(&survey.account.id, &bucket));
}
