//! The bucket that takes a trail's log files. It may lie in any region, and belong to another account: then only its region
//! can be told.

use super::needs_of_bucket;
use crate::aws::wire::Ask;
use crate::aws::wire::cloudtrail::Trail;
use crate::aws::wire::s3control::GetPublicAccessBlock;
use crate::aws::{Answer, operations};
use crate::collect::s3;
use crate::collect::survey::{Survey, not_collected};
use crate::fact::cloudtrail::TrailBucket;
use crate::fact::{Observed, Unknown};
use jiff::Timestamp;

/// The facts, and when they were answered.
pub(super) async fn facts(survey: &Survey<'_>, trail: &Trail) -> (TrailBucket, Vec<(&'static str, Timestamp)>) {
    let name = trail.s3_bucket_name.as_str();
    let mut answered = Vec::new();
    if !needs_of_bucket(survey, &operations::LIST_BUCKETS) {
        return (all_unknown(name, &Unknown::undecidable("not-collected")), answered);
    }
    let listed = survey.buckets.listed().await;
    answered.extend(&listed.answered);
    let own = match &listed.seen {
        Observed::Value(own) => own.named(name),
        Observed::Unknown(why) => return (all_unknown(name, why), answered),
        Observed::Absent => None,
    };
    let Some(own) = own else {
        let mut facts = all_unknown(name, &Unknown::undecidable("bucket-of-another-account"));
        if needs_of_bucket(survey, &operations::HEAD_BUCKET) {
            facts.region = survey.buckets.region_of(name).await.into();
        }
        return (facts, answered);
    };
    let region = match &own.region {
        Ok(region) => &**region,
        Err(why) => return (all_unknown(name, why), answered),
    };
    let (facts, times) = of_own(survey, trail, region).await;
    answered.extend(times);
    (facts, answered)
}

async fn of_own(survey: &Survey<'_>, trail: &Trail, region: &str) -> (TrailBucket, Vec<(&'static str, Timestamp)>) {
    let (name, buckets) = (trail.s3_bucket_name.as_str(), survey.buckets);
    let needs = |operation| needs_of_bucket(survey, operation);
    let (public, versioning, lock, keeping) = tokio::join!(
        asked(needs(GetPublicAccessBlock::OPERATION), buckets.is_public(name, region)),
        asked(needs(&operations::GET_BUCKET_VERSIONING), buckets.versioning_status(name, region)),
        asked(needs(&operations::GET_OBJECT_LOCK), buckets.object_lock(name, region)),
        asked(needs(&operations::GET_BUCKET_LIFECYCLE), buckets.keeping(name, region)),
    );
    let times = [&public.answered, &versioning.answered, &lock.answered, &keeping.answered];
    let answered = times.into_iter().flatten().copied().collect();
    let facts = TrailBucket {
        name: name.to_owned(),
        region: Observed::Value(region.to_owned()),
        public: public.seen,
        versioning: versioning.seen,
        object_lock: lock.seen.and_then(|lock| Observed::of(lock.fixed)),
        kept: keeping.seen.map(|keeping: s3::Keeping| keeping.of(&[prefix(trail)])),
    };
    (facts, answered)
}

async fn asked<T>(needed: bool, call: impl Future<Output = Answer<T>>) -> Answer<T> {
    if needed { call.await } else { not_collected() }
}

/// Where the log files lie ("Finding your CloudTrail log files", CloudTrail User Guide). For an organisation its id stands
/// between, which the trail does not tell.
fn prefix(trail: &Trail) -> String {
    let own = trail.s3_key_prefix.as_deref().filter(|own| !own.is_empty()).map(|own| format!("{own}/"));
    let account = trail.trail_arn.split(':').nth(4).filter(|_| !trail.is_organization_trail);
    let below = account.map(|account| format!("{account}/CloudTrail/"));
    format!("{}AWSLogs/{}", own.unwrap_or_default(), below.unwrap_or_default())
}

fn all_unknown(name: &str, why: &Unknown) -> TrailBucket {
    TrailBucket {
        name: name.to_owned(),
        region: Observed::Unknown(why.clone()),
        public: Observed::Unknown(why.clone()),
        versioning: Observed::Unknown(why.clone()),
        object_lock: Observed::Unknown(why.clone()),
        kept: Observed::Unknown(why.clone()),
    }
}
