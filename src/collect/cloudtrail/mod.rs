//! CloudTrail: trails, event data stores, and what all of them together record.
//!
//! Calls: `DescribeTrails` and `ListEventDataStores` once per region, for one region shows the trails of all regions and of
//! the organisation, but not those of another region alone; `GetTrailStatus` and `GetEventSelectors` once per trail in its
//! home region, `GetEventDataStore` once per store; the settings of each trail's bucket. What trails record of a bucket's
//! objects is told to the buckets ([`CloudTrail::tell`]).

mod account;
mod bucket;
mod record;
mod store;
mod trail;

use super::Found;
use super::sheet::Sheet;
use super::survey::Survey;
use crate::aws::operations::{self, Operation};
use crate::aws::wire::Ask;
use crate::aws::wire::cloudtrail::{DescribeTrails, GetEventSelectors, GetTrailStatus, ListEventDataStores};
use crate::fact::cloudtrail::Recorded;
use crate::fact::s3::Bucket;
use crate::fact::{Coverage, Observed, ResourceKind, Unknown};
use crate::trail::{Access, Events};
use jiff::Timestamp;
pub(super) use record::Feed;
use record::Recorders;
use std::collections::BTreeSet;
use trail::Listing;

const ACCOUNT: ResourceKind = ResourceKind::CloudTrailAccount;
const TRAIL: ResourceKind = ResourceKind::CloudTrailTrail;
const STORE: ResourceKind = ResourceKind::CloudTrailEventDataStore;
const BUCKET: ResourceKind = ResourceKind::S3Bucket;
/// Of which changes somebody hears depends on what trails deliver.
const CHANGES: ResourceKind = ResourceKind::CloudWatchAccount;

/// What was seen of CloudTrail.
#[derive(Debug, Default)]
pub(super) struct CloudTrail {
    partition: String,
    asked: bool,
    recorders: Recorders,
    feeds: Vec<Feed>,
    /// Names of buckets that take log files.
    buckets: BTreeSet<String>,
    /// Why there may be more trails.
    unlisted: Option<Unknown>,
    answered: Vec<(&'static str, Timestamp)>,
    /// What was listed.
    pub(super) coverage: Vec<Coverage>,
}

/// Whether facts of a kind that looks at all trails together come from an operation.
fn needs(survey: &Survey<'_>, kinds: &[ResourceKind], operation: &Operation) -> bool {
    kinds.iter().any(|kind| survey.plan.needs(*kind, operation))
}

/// Collects what CloudTrail records.
pub(super) async fn collect(survey: &Survey<'_>) -> CloudTrail {
    let wants_trails = needs(survey, &[ACCOUNT, TRAIL, BUCKET, CHANGES], DescribeTrails::OPERATION);
    let wants_stores = survey.plan.wants(STORE) || needs(survey, &[ACCOUNT, BUCKET], ListEventDataStores::OPERATION);
    let mut all = CloudTrail { partition: survey.account.partition.clone(), ..CloudTrail::default() };
    if !wants_trails && !wants_stores && !survey.plan.wants(ACCOUNT) {
        return all;
    }
    let (listing, stores) =
        tokio::join!(async { if wants_trails { trail::list(survey).await } else { Listing::default() } }, async {
            if wants_stores { store::list(survey).await } else { store::Stores::default() }
        },);
    let recorders = Recorders::of(survey.account.now, &listing, &stores);
    all.asked = wants_trails;
    all.buckets = listing.trails.iter().map(|seen| seen.trail.s3_bucket_name.clone()).collect();
    all.unlisted = listing.unlisted.values().next().cloned();
    all.feeds = record::feeds(&listing);
    all.answered = [&listing.answered, &stores.answered].into_iter().flatten().copied().collect();
    let (of_account, of_trails) = tokio::join!(
        account::collect(survey, &listing, &stores, &recorders, &all.answered),
        trail::collect(survey, &listing),
    );
    let mut found = Found::default();
    for part in [of_account, of_trails, store::collect(survey, stores).await] {
        found.add(part);
    }
    found.hand_over(survey.delivery);
    all.coverage = found.coverage;
    all.recorders = recorders;
    all
}

impl CloudTrail {
    /// Tells a bucket what is recorded of its objects, and whether it takes a trail's log files.
    pub(super) fn tell(&self, sheet: &mut Sheet, bucket: &mut Bucket) {
        if !self.asked {
            return;
        }
        sheet.answered(&self.answered);
        let of = |access| Events::of_objects(&sheet.region, &self.partition, &sheet.name, access);
        let (reads, writes) = (of(Access::Read), of(Access::Write));
        bucket.data_events = Observed::Value(self.recorders.recording(&[reads], &[writes]));
        bucket.is_trail_bucket = match &self.unlisted {
            _ if self.buckets.contains(&sheet.name) => Observed::Value(true),
            Some(why) => Observed::Unknown(why.clone()),
            None => Observed::Value(false),
        };
    }

    /// The log groups to which trails deliver.
    pub(super) fn feeds(&self) -> &[Feed] {
        &self.feeds
    }

    /// Whether trails record these changes.
    pub(super) fn recorded(&self, changes: Events) -> Recorded {
        self.recorders.recording(&[], &[changes]).writes
    }

    /// Why there may be more trails, if so.
    pub(super) fn unlisted(&self) -> Option<&Unknown> {
        self.unlisted.as_ref()
    }

    /// When the answers about trails came.
    pub(super) fn answered(&self) -> &[(&'static str, Timestamp)] {
        &self.answered
    }
}

/// Operations behind the recorders, as far as the plan asks for them.
fn asks_status(survey: &Survey<'_>) -> bool {
    needs(survey, &[ACCOUNT, TRAIL, BUCKET, CHANGES], GetTrailStatus::OPERATION)
}

fn asks_selectors(survey: &Survey<'_>) -> bool {
    needs(survey, &[ACCOUNT, BUCKET, CHANGES], GetEventSelectors::OPERATION)
}

/// Whether an operation of S3 is needed for trails.
fn needs_of_bucket(survey: &Survey<'_>, operation: &operations::Operation) -> bool {
    survey.plan.needs(TRAIL, operation)
}
