//! Object Lock: what the bucket does by itself so that nobody can take a run away, and what the ledger asks for.
//!
//! In: a bucket. Out: whether Object Lock is on, and its default rule; the end of a retention that the ledger sets itself.

use super::failure::Failure;
use crate::say;
use crate::text::{Lang, Say};
use aws_sdk_s3::Client;
use aws_sdk_s3::types::{DefaultRetention, ObjectLockEnabled, ObjectLockMode, ObjectLockRetentionMode};
use aws_smithy_types::DateTime;
use jiff::Timestamp;

/// What is known of a bucket's Object Lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Object Lock is off: nothing is protected.
    Off,
    /// Object Lock is on; a rule protects every new object by itself.
    On(Option<Rule>),
    /// It may not be looked at. A rule works all the same.
    Unknown,
}

/// A bucket's rule for new objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// How strict it is.
    pub mode: Mode,
    /// For how long it protects.
    pub period: Period,
}

/// How strict a retention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Who has `s3:BypassGovernanceRetention` can lift it.
    Governance,
    /// Nobody can lift it, not even root.
    Compliance,
}

/// How long a retention lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Days.
    Days(u32),
    /// Years.
    Years(u32),
}

impl Say for Lock {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Off => say!(lang, "ohne Object Lock", "without Object Lock"),
            Self::On(None) => {
                say!(
                    lang,
                    "mit Object Lock, ohne Regel für neue Objekte",
                    "with Object Lock, without a rule for new objects"
                )
            }
            Self::On(Some(Rule { mode, period })) => {
                let (mode, period) = (mode.name(), period.say(lang));
                say!(lang, "mit Object Lock: {mode}, {period}", "with Object Lock: {mode}, {period}")
            }
            Self::Unknown => say!(
                lang,
                "Object Lock unbekannt, denn s3:GetBucketObjectLockConfiguration fehlt; eine Regel des Buckets wirkt trotzdem",
                "Object Lock unknown, for s3:GetBucketObjectLockConfiguration is missing; a rule of the bucket works all the same"
            ),
        }
    }
}

impl Say for Period {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Days(1) => say!(lang, "1 Tag", "1 day"),
            Self::Days(days) => say!(lang, "{days} Tage", "{days} days"),
            Self::Years(1) => say!(lang, "1 Jahr", "1 year"),
            Self::Years(years) => say!(lang, "{years} Jahre", "{years} years"),
        }
    }
}

impl Mode {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Governance => "GOVERNANCE",
            Self::Compliance => "COMPLIANCE",
        }
    }
}

/// A retention that the ledger sets on what it creates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Retention {
    pub(super) days: u32,
    pub(super) mode: Mode,
}

impl Retention {
    /// The mode and the end of a retention that begins now.
    pub(super) fn beginning_now(self) -> (ObjectLockMode, DateTime) {
        let days = i64::from(self.days);
        let mode = match self.mode {
            Mode::Governance => ObjectLockMode::Governance,
            Mode::Compliance => ObjectLockMode::Compliance,
        };
        (mode, DateTime::from_secs(Timestamp::now().as_second() + days * 86_400))
    }
}

/// Asks a bucket for its Object Lock.
pub(super) async fn look(client: &Client, bucket: &str) -> Result<Lock, Failure> {
    let output = match client.get_object_lock_configuration().bucket(bucket).send().await {
        Ok(output) => output,
        Err(error) => {
            let failure = Failure::read(&error);
            return match () {
                () if failure.is("ObjectLockConfigurationNotFoundError") => Ok(Lock::Off),
                () if failure.is_denied() => Ok(Lock::Unknown),
                () => Err(failure),
            };
        }
    };
    let Some(said) = output.object_lock_configuration else {
        return Err(Failure::unreadable("GetObjectLockConfiguration"));
    };
    if said.object_lock_enabled != Some(ObjectLockEnabled::Enabled) {
        return Ok(Lock::Off);
    }
    match said.rule.and_then(|rule| rule.default_retention) {
        None => Ok(Lock::On(None)),
        // A mode or a period of tomorrow: it works, but what it does is not known here.
        Some(default) => Ok(rule(&default).map_or(Lock::Unknown, |rule| Lock::On(Some(rule)))),
    }
}

fn rule(said: &DefaultRetention) -> Option<Rule> {
    let mode = match said.mode.as_ref()? {
        ObjectLockRetentionMode::Governance => Mode::Governance,
        ObjectLockRetentionMode::Compliance => Mode::Compliance,
        _ => return None,
    };
    let number =
        |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok()).filter(|number| *number > 0);
    let period = number(said.days).map(Period::Days).or_else(|| number(said.years).map(Period::Years))?;
    Some(Rule { mode, period })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_says_what_it_does_in_both_languages() {
        let lock = Lock::On(Some(Rule { mode: Mode::Compliance, period: Period::Years(1) }));
        assert_eq!(lock.say(Lang::De), "mit Object Lock: COMPLIANCE, 1 Jahr");
        assert_eq!(lock.say(Lang::En), "with Object Lock: COMPLIANCE, 1 year");
        assert!(Lock::Unknown.say(Lang::En).contains("s3:GetBucketObjectLockConfiguration"));
    }

    #[test]
    fn a_rule_that_is_not_understood_is_no_rule() {
        let said = DefaultRetention::builder().mode(ObjectLockRetentionMode::from("ETERNAL")).days(1).build();
        assert_eq!(rule(&said), None);
        let said = DefaultRetention::builder().mode(ObjectLockRetentionMode::Governance).days(30).build();
        assert_eq!(rule(&said), Some(Rule { mode: Mode::Governance, period: Period::Days(30) }));
    }
}
