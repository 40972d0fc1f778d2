//! The list of the account's buckets, and where each lies.
//!
//! Calls: `ListBuckets` page by page; `HeadBucket` of those that the list says no region of.

use super::bucket::Asker;
use crate::aws::{Account, Answer, all_pages, operations};
use crate::collect::in_turn;
use crate::fact::{Observed, Unknown};
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// A bucket in AWS's list. It is kept until the last bucket was asked about, so it is small.
#[derive(Clone, Debug)]
pub(in crate::collect) struct Listed {
    pub(in crate::collect) name: Box<str>,
    pub(in crate::collect) region: Result<Arc<str>, Arc<Unknown>>,
}

impl Listed {
    /// Name and region, if that is known.
    pub(super) fn located(&self) -> Option<(&str, &str)> {
        Some((&self.name, self.region.as_deref().ok()?))
    }
}

/// The account's buckets in the order of their names.
#[derive(Debug, Default)]
pub(in crate::collect) struct Buckets(Vec<Listed>);

impl Buckets {
    /// The bucket of this name, if it is one of the account's.
    pub(in crate::collect) fn named(&self, name: &str) -> Option<&Listed> {
        let position = self.0.binary_search_by(|bucket| (*bucket.name).cmp(name)).ok()?;
        self.0.get(position)
    }
}

impl Deref for Buckets {
    type Target = [Listed];

    fn deref(&self) -> &[Listed] {
        &self.0
    }
}

/// Buckets on one page, as many as AWS allows (`MaxBuckets`, S3 API reference).
const MOST_BUCKETS: i32 = 10_000;

/// `s3:ListBuckets` with a page size, for only then AWS answers with regions (`BucketRegion`, S3 API reference).
pub(super) async fn list(account: &Account, asker: &Asker<'_>) -> Answer<Buckets> {
    let operation = &operations::LIST_BUCKETS;
    let home = account.home_region();
    let client = asker.client(&home);
    let regions = Regions::default();
    let answer = all_pages(operation, async |token| {
        let call = client.list_buckets().max_buckets(MOST_BUCKETS).set_continuation_token(token).send();
        let page = account.ask(operation, &home, call).await;
        page.and_then(|page| {
            let buckets = page.buckets.map(|buckets| buckets.into_iter().map(|bucket| regions.entry(bucket)).collect());
            Observed::required(buckets.map(|buckets: Vec<Entry>| (buckets, page.continuation_token)), operation.action)
        })
    })
    .await;
    let Observed::Value(entries) = answer.seen else {
        return Answer { seen: answer.seen.map(|_| Buckets::default()), answered: answer.answered };
    };
    let located = in_turn(entries.into_iter().map(async |(name, region)| {
        let region = match region {
            Some(region) => Ok(region),
            None => asker.region_of(&name).await.map(Arc::from).map_err(Arc::new),
        };
        Listed { name, region }
    }));
    let mut buckets = located.await;
    buckets.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    buckets.shrink_to_fit();
    Answer { seen: Observed::Value(Buckets(buckets)), answered: answer.answered }
}

/// Name and region of a bucket.
type Entry = (Box<str>, Option<Arc<str>>);

/// The regions that occur: thousands of buckets lie in a handful.
#[derive(Default)]
struct Regions(Mutex<BTreeSet<Arc<str>>>);

impl Regions {
    fn entry(&self, bucket: aws_sdk_s3::types::Bucket) -> Entry {
        (bucket.name.unwrap_or_default().into(), bucket.bucket_region.map(|region| self.shared(&region)))
    }

    fn shared(&self, region: &str) -> Arc<str> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(region) = known.get(region) {
            return Arc::clone(region);
        }
        let new: Arc<str> = region.into();
        known.insert(Arc::clone(&new));
        new
    }
}
