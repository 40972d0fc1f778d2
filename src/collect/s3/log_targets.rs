//! Which buckets take the access logs of others, and how long those stay there.
//!
//! Calls: `GetBucketLogging` of all buckets, before anything else is asked of them; `GetBucketLifecycleConfiguration` of those that
//! take logs.

use super::bucket::Asker;
use super::{AT_ONCE, KIND};
use crate::aws::{Answer, operations};
use crate::collect::sheet::Sheet;
use crate::collect::side_by_side::Turns;
use crate::collect::survey::{Survey, not_collected};
use crate::fact::s3::{Bucket, Logging};
use crate::fact::{Observed, Unknown};
use futures_util::stream::{self, StreamExt};
use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;

/// Where buckets deliver their access logs, as far as a rule reads it.
#[derive(Debug, Default)]
pub(super) struct LogTargets {
    /// What each bucket says, in the order asked; neighbours mostly say the same.
    logging: Vec<Arc<Answer<Logging>>>,
    /// The beginnings of the logs' keys by the bucket that takes them.
    prefixes: HashMap<String, Vec<String>>,
    /// Why there may be more, if so.
    unseen: Option<Unknown>,
    asks_how_long: bool,
}

/// Each bucket is asked one thing only: so many at once keep the connections busy.
const AT_ONCE_HERE: usize = 4 * AT_ONCE;

impl LogTargets {
    /// Asks all buckets.
    pub(super) async fn of<'b>(survey: &Survey<'_>, buckets: impl Iterator<Item = (&'b str, &'b str)>) -> Self {
        let mut all = Self::default();
        if !survey.plan.needs(KIND, &operations::GET_BUCKET_LOGGING) {
            return all;
        }
        all.asks_how_long = survey.plan.needs(KIND, &operations::GET_BUCKET_LIFECYCLE);
        let asked = buckets.map(|(name, region)| survey.buckets.logging(name, region));
        let mut answers = pin!(stream::iter(asked).buffered(AT_ONCE_HERE));
        let mut turns = Turns::default();
        while let Some(answer) = answers.next().await {
            turns.next().await;
            all.note(answer);
        }
        all
    }

    fn note(&mut self, answer: Answer<Logging>) {
        match &answer.seen {
            Observed::Value(logging) => {
                if let Some(target) = &logging.target_bucket {
                    let prefixes = self.prefixes.entry(target.clone()).or_default();
                    prefixes.push(logging.target_prefix.clone().unwrap_or_default());
                }
            }
            Observed::Absent => {}
            Observed::Unknown(why) => self.unseen = self.unseen.take().or_else(|| Some(why.clone())),
        }
        let same = self.logging.last().filter(|last| ***last == answer).map(Arc::clone);
        self.logging.push(same.unwrap_or_else(|| Arc::new(answer)));
    }

    /// Tells the bucket that was asked at this position what it said itself, whether others deliver here, and how long that stays.
    pub(super) async fn tell(&self, asker: &Asker<'_>, index: usize, sheet: &mut Sheet, bucket: &mut Bucket) {
        let logging = self.logging.get(index).map_or_else(not_collected, |logging| Answer::clone(logging));
        let prefixes = self.prefixes.get(&sheet.name);
        let is_log_target = match &self.unseen {
            _ if prefixes.is_some() => Observed::Value(true),
            Some(why) => Observed::Unknown(why.clone()),
            None => Observed::Value(false),
        };
        bucket.logging = sheet.seen(logging).map(|logging| Logging { is_log_target, ..logging });
        if !self.asks_how_long {
            return;
        }
        let is_target = bucket.logging.clone().and_then(|logging| logging.is_log_target);
        bucket.access_logs_kept = match (prefixes, is_target) {
            (Some(prefixes), _) => {
                let keeping = asker.keeping(&sheet.name, &sheet.region).await;
                sheet.seen(keeping.map(|keeping| keeping.of(prefixes)))
            }
            (None, Observed::Unknown(why)) => Observed::Unknown(why),
            (None, _) => Observed::Absent,
        };
    }
}
