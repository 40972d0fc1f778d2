//! S3: buckets of the account, wherever they lie.
//!
//! Calls: `ListBuckets` with its regions (no `GetBucketLocation`), the account's public access block once, per bucket only
//! the calls behind facts that rules read; `ListDirectoryBuckets` per region.

mod bucket;
mod directory;
mod keeping;
pub(super) mod multi_region;
mod public;
mod shared;

use super::sheet::Sheet;
use super::side_by_side::Turns;
use super::store::{Network, Store};
use super::survey::Survey;
use super::{AT_ONCE, Found, Plan, in_turn};
use crate::aws::wire::Ask;
use crate::aws::wire::cloudtrail::{DescribeTrails, ListEventDataStores};
use crate::aws::{Account, Answer, all_pages, operations};
use crate::fact::s3::Bucket;
use crate::fact::{Coverage, GLOBAL, Observed, ResourceKind, Unknown};
pub(super) use bucket::Asker;
use futures_util::stream::{self, StreamExt};
pub(super) use keeping::Keeping;
use std::collections::BTreeMap;
use std::pin::pin;

const KIND: ResourceKind = ResourceKind::S3Bucket;

/// Buckets in AWS's list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) region: Result<String, Unknown>,
}

/// Buckets with their facts.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    account: String,
    buckets: Vec<(Sheet, Bucket)>,
    found: Found,
}

impl Buckets {
    /// The data stores that buckets are.
    pub(super) fn stores(&self) -> Vec<Store> {
        let store = |(sheet, bucket): &(Sheet, Bucket)| Store {
            arn: sheet.arn.clone(),
            region: sheet.region.clone(),
            key_id: bucket.encryption.value().and_then(|encryption| encryption.key_id.clone()),
            key: bucket.encryption.clone().and_then(|encryption| encryption.key),
            network: Network::of(None),
            database: None,
            tags: bucket.tags.clone(),
        };
        self.buckets.iter().map(store).collect()
    }

    /// The buckets that were asked about, to be completed with what others know of them.
    pub(super) fn each(&mut self) -> impl Iterator<Item = (&mut Sheet, &mut Bucket)> {
        self.buckets.iter_mut().map(|(sheet, bucket)| (sheet, bucket))
    }

    /// Where there may be more buckets, and why: everywhere, if they could not be listed.
    pub(super) fn unlisted_stores(&self) -> impl Iterator<Item = (String, Unknown)> {
        let own = self.found.coverage.iter().filter(|coverage| coverage.kind == KIND);
        let why = own.filter_map(|coverage| coverage.listed.clone().err());
        why.take(1).map(|why| (GLOBAL.to_owned(), why))
    }

    /// The resources with their facts, as far as rules speak of them.
    pub(super) fn found(self, plan: &Plan) -> Found {
        let mut found = self.found;
        if plan.wants(KIND) {
            found
                .resources
                .extend(self.buckets.into_iter().map(|(sheet, bucket)| sheet.finish(&self.account, &bucket)));
        }
        found
    }
}

/// Collects buckets.
pub(super) async fn collect(survey: &Survey<'_>, asker: &Asker<'_>) -> Buckets {
    let Survey { account, plan, regions, .. } = *survey;
    let mut all = Buckets { account: account.id.clone(), ..Buckets::default() };
    let (general, directory) = tokio::join!(general(survey, asker), directory::collect(account, plan, regions));
    all.found.add(directory);
    if let Some((buckets, found)) = general {
        all.buckets = buckets;
        all.found.add(found);
    }
    all
}

async fn general(survey: &Survey<'_>, asker: &Asker<'_>) -> Option<(Vec<(Sheet, Bucket)>, Found)> {
    let plan = survey.plan;
    if !plan.needs_for_any(&operations::LIST_BUCKETS) {
        return None;
    }
    let mut found = Found::default();
    let listed = asker.listed().await;
    found.note(KIND, GLOBAL, &listed.seen);
    let buckets = listed.seen.value().cloned().unwrap_or_default();
    let own: Vec<(String, String)> =
        buckets.iter().filter_map(|bucket| Some((bucket.name.clone(), bucket.region.clone().ok()?))).collect();
    for bucket in &buckets {
        if let Err(why) = &bucket.region {
            // A bucket whose region is not known cannot be judged, and must not vanish.
            found.coverage.push(Coverage { kind: KIND, region: bucket.name.clone(), listed: Err(why.clone()) });
        }
    }
    let wanted = |region: &str| {
        plan.covers(KIND, region) || plan.wants(ResourceKind::KmsKey) && plan.covers(ResourceKind::KmsKey, region)
    };
    let asked = own
        .iter()
        .filter(|(_, region)| wanted(region))
        .map(|(name, region)| asker.bucket(name, region, &listed.answered, &own));
    if !is_completed_by_others(plan) {
        one_by_one(survey, asker, asked, own.len()).await;
        return Some((Vec::new(), found));
    }
    let mut seen = in_turn(asked).await;
    let prefixes = mark_log_targets(&mut seen);
    if plan.needs(KIND, &operations::GET_BUCKET_LIFECYCLE) {
        in_turn(seen.iter_mut().map(|(sheet, bucket)| access_logs(asker, sheet, bucket, &prefixes))).await;
    }
    Some((seen, found))
}

/// Whether other buckets, trails or keys still have a say about a bucket that was asked about.
fn is_completed_by_others(plan: &Plan) -> bool {
    let by_trails = [DescribeTrails::OPERATION, ListEventDataStores::OPERATION];
    plan.needs(KIND, &operations::GET_BUCKET_LOGGING)
        || plan.needs(KIND, &operations::GET_BUCKET_LIFECYCLE)
        || plan.asks_what_keys_protect()
        || by_trails.into_iter().any(|operation| plan.needs(KIND, operation))
}

/// Buckets beyond this number are not remembered for collectors that might ask about them once more.
const REMEMBERED: usize = 1000;

/// Hands each bucket over as soon as it was asked about.
async fn one_by_one(
    survey: &Survey<'_>,
    asker: &Asker<'_>,
    asked: impl Iterator<Item = impl Future<Output = (Sheet, Bucket)>>,
    number: usize,
) {
    let mut buckets = pin!(stream::iter(asked).buffered(AT_ONCE));
    let mut turns = Turns::default();
    while let Some((sheet, bucket)) = buckets.next().await {
        turns.next().await;
        if number > REMEMBERED {
            asker.shared.forget(&sheet.name);
        }
        survey.delivery.take(sheet.finish(&survey.account.id, &bucket));
    }
}

/// Buckets on one page, as many as AWS allows (`MaxBuckets`, S3 API reference).
const MOST_BUCKETS: i32 = 10_000;

/// `s3:ListBuckets` with a page size, for only then AWS answers with regions (`BucketRegion`, S3 API reference).
async fn list(account: &Account, asker: &Asker<'_>) -> Answer<Vec<Listed>> {
    let operation = &operations::LIST_BUCKETS;
    let home = account.home_region();
    let client = asker.client(&home);
    let answer = all_pages(operation, async |token| {
        let call = client.list_buckets().max_buckets(MOST_BUCKETS).set_continuation_token(token).send();
        let page = account.ask(operation, &home, call).await;
        page.and_then(|page| {
            Observed::required(page.buckets.map(|buckets| (buckets, page.continuation_token)), operation.action)
        })
    })
    .await;
    let Observed::Value(buckets) = answer.seen else {
        return Answer { seen: answer.seen.map(|_| Vec::new()), answered: answer.answered };
    };
    let located = in_turn(buckets.into_iter().map(|bucket| async {
        let name = bucket.name.unwrap_or_default();
        let region = match bucket.bucket_region {
            Some(region) => Ok(region),
            None => asker.region_of(&name).await,
        };
        Listed { name, region }
    }));
    Answer { seen: Observed::Value(located.await), answered: answer.answered }
}

/// Tells each bucket whether another one delivers its logs to it; the beginnings of their keys by bucket.
fn mark_log_targets(buckets: &mut [(Sheet, Bucket)]) -> BTreeMap<String, Vec<String>> {
    let mut prefixes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for logging in buckets.iter().filter_map(|(_, bucket)| bucket.logging.value()) {
        if let Some(target) = &logging.target_bucket {
            prefixes.entry(target.clone()).or_default().push(logging.target_prefix.clone().unwrap_or_default());
        }
    }
    let unseen = buckets.iter().find_map(|(_, bucket)| match &bucket.logging {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    for (sheet, bucket) in buckets.iter_mut() {
        if let Observed::Value(logging) = &mut bucket.logging {
            logging.is_log_target = match &unseen {
                _ if prefixes.contains_key(&sheet.name) => Observed::Value(true),
                Some(why) => Observed::Unknown(why.clone()),
                None => Observed::Value(false),
            };
        }
    }
    prefixes
}

/// Finds out how long the access logs stay that other buckets deliver here.
async fn access_logs(
    asker: &Asker<'_>,
    sheet: &mut Sheet,
    bucket: &mut Bucket,
    prefixes: &BTreeMap<String, Vec<String>>,
) {
    let is_target = bucket.logging.clone().and_then(|logging| logging.is_log_target);
    bucket.access_logs_kept = match (prefixes.get(&sheet.name), is_target) {
        (Some(prefixes), _) => {
            let keeping = asker.keeping(&sheet.name, &sheet.region).await;
            sheet.seen(keeping.map(|keeping| keeping.of(prefixes)))
        }
        (None, Observed::Unknown(why)) => Observed::Unknown(why),
        (None, _) => Observed::Absent,
    };
}
