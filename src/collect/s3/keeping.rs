//! How long a bucket keeps what lies in it: its lifecycle rules, versioning and Object Lock.
//!
//! Asked only of buckets that take logs, because three calls per bucket are many.

use super::bucket::Asker;
use crate::aws::{Answer, operations};
use crate::fact::cloudtrail::ObjectLock;
use crate::fact::s3::Kept;
use crate::fact::{Observed, Unknown};
use crate::lifecycle::{Protection, Rule, kept};
use aws_sdk_s3::types::{DefaultRetention, ExpirationStatus, LifecycleRule, ObjectLockEnabled};

/// What decides how long objects stay.
#[derive(Clone, Debug)]
pub(in crate::collect) struct Keeping {
    rules: Vec<Rule>,
    protection: Protection,
}

impl Keeping {
    /// How long objects stay whose keys begin with one of these.
    pub(in crate::collect) fn of(&self, prefixes: &[String]) -> Kept {
        let each = prefixes.iter().map(|prefix| kept(&self.rules, self.protection, prefix));
        // What nothing deletes is kept longest.
        let shortest = |a: Option<i64>, b: Option<i64>| a.into_iter().chain(b).min();
        let longest = |a: Option<i64>, b: Option<i64>| Some(a?.max(b?));
        let joined = each.reduce(|a, b| Kept {
            at_least_days: shortest(a.at_least_days, b.at_least_days),
            at_most_days: longest(a.at_most_days, b.at_most_days),
        });
        joined.unwrap_or(Kept { at_least_days: None, at_most_days: None })
    }
}

/// How new objects are locked.
#[derive(Clone, Debug, Default)]
pub(in crate::collect) struct Lock {
    /// For how long, where that is said.
    pub(in crate::collect) fixed: Option<ObjectLock>,
    /// Whether they are held for a time that is not said.
    open: bool,
    /// The days of `fixed`, leap days included.
    most_days: i64,
}

impl Asker<'_> {
    /// Rules, versioning and lock of a bucket.
    pub(in crate::collect) async fn keeping(&self, name: &str, region: &str) -> Answer<Keeping> {
        let (rules, asked, lock) = tokio::join!(
            self.lifecycle(name, region),
            self.versioning_status(name, region),
            self.object_lock(name, region),
        );
        let answered = [&rules.answered, &asked.answered, &lock.answered].into_iter().flatten().copied().collect();
        let lock = lock.seen.or_absent(Lock::default);
        let seen = rules.seen.or_absent(Vec::new).and_then(|rules| {
            asked.seen.and_then(|status| {
                lock.map(|lock| Keeping {
                    rules,
                    protection: Protection {
                        versioned: status != "Off",
                        locked_days: lock.most_days,
                        locked_openly: lock.open,
                    },
                })
            })
        });
        Answer { seen, answered }
    }

    async fn lifecycle(&self, name: &str, region: &str) -> Answer<Vec<Rule>> {
        let operation = &operations::GET_BUCKET_LIFECYCLE;
        let ask = async {
            let call = self.client(region).get_bucket_lifecycle_configuration().bucket(name).send();
            let answer = self.account().ask(operation, region, call).await;
            answer
                .and_then(|output| Observed::required(output.rules, operation.action))
                .map(|rules| rules.iter().map(rule).collect())
        };
        self.shared.lifecycle.cloned(name.to_owned(), ask).await
    }

    /// `Status` of a bucket's versioning; `Off` where it was never switched on.
    pub(in crate::collect) async fn versioning_status(&self, name: &str, region: &str) -> Answer<String> {
        self.versioning(name, region).await.map(|versioning| versioning.status)
    }

    /// How new objects of a bucket are locked; absent where they are not.
    pub(in crate::collect) async fn object_lock(&self, name: &str, region: &str) -> Answer<Lock> {
        let operation = &operations::GET_OBJECT_LOCK;
        let ask = async {
            let call = self.client(region).get_object_lock_configuration().bucket(name).send();
            let answer = self.account().ask(operation, region, call).await;
            answer.and_then(|output| Observed::required(output.object_lock_configuration, operation.action)).and_then(
                |config| match config.object_lock_enabled {
                    Some(ObjectLockEnabled::Enabled) => {
                        Observed::of(config.rule.and_then(|rule| rule.default_retention).map(|one| lock(&one)))
                    }
                    Some(_) => Observed::Unknown(Unknown::undecidable("object-lock-not-understood")),
                    None => Observed::Absent,
                },
            )
        };
        self.shared.object_lock.cloned(name.to_owned(), ask).await
    }
}

fn rule(rule: &LifecycleRule) -> Rule {
    let filter = rule.filter.as_ref();
    let and = filter.and_then(|filter| filter.and.as_ref());
    let of_rule = rule_prefix(rule);
    let prefix =
        filter.and_then(|filter| filter.prefix.as_deref()).or_else(|| and.and_then(|and| and.prefix.as_deref()));
    let narrowed = filter.is_some_and(|filter| {
        filter.tag.is_some() || filter.object_size_greater_than.is_some() || filter.object_size_less_than.is_some()
    }) || and.is_some_and(|and| {
        !and.tags().is_empty() || and.object_size_greater_than.is_some() || and.object_size_less_than.is_some()
    });
    let expiration = rule.expiration.as_ref();
    let noncurrent = rule.noncurrent_version_expiration.as_ref();
    Rule {
        enabled: rule.status == ExpirationStatus::Enabled,
        prefix: prefix.or(of_rule).unwrap_or_default().to_owned(),
        narrowed,
        expires_days: expiration.and_then(|expiration| expiration.days).map(i64::from),
        expires_on_a_date: expiration.is_some_and(|expiration| expiration.date.is_some()),
        noncurrent_days: noncurrent.and_then(|noncurrent| noncurrent.noncurrent_days).map(i64::from),
        newer_versions: noncurrent.and_then(|noncurrent| noncurrent.newer_noncurrent_versions).map_or(0, i64::from),
    }
}

/// `Prefix` of the rule itself, which old rules have instead of a filter.
#[expect(deprecated, reason = "buckets still have such rules")]
fn rule_prefix(rule: &LifecycleRule) -> Option<&str> {
    rule.prefix.as_deref()
}

fn lock(retention: &DefaultRetention) -> Lock {
    let (days, years) = (retention.days.map(i64::from), retention.years.map(i64::from));
    let fixed = days.or(years.map(|years| years * 365)).zip(retention.mode.as_ref());
    Lock {
        open: retention.default_event_hold.is_some() || fixed.is_none(),
        most_days: days.or(years.map(|years| years * 366)).unwrap_or_default(),
        fixed: fixed.map(|(days, mode)| ObjectLock { mode: mode.as_str().to_owned(), days }),
    }
}
