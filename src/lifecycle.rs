//! How long S3 keeps objects: lifecycle rules, versioning and Object Lock put together.
//!
//! In: the rules of a bucket, and where in it the objects lie. Out: [`Kept`], two bounds in days. Where a rule applies to
//! some of the objects only, or hides them before it deletes them, the bounds lie apart, and what is between them is left
//! open. No SDK, no I/O.

use crate::fact::s3::Kept;

/// A lifecycle rule (`LifecycleRule`), as far as it deletes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// `Status` is `Enabled`.
    pub enabled: bool,
    /// `Prefix` of the filter; empty: all keys.
    pub prefix: String,
    /// Whether the filter asks for tags or sizes as well.
    pub narrowed: bool,
    /// `Expiration.Days`.
    pub expires_days: Option<i64>,
    /// Whether there is an `Expiration.Date`, after which objects are deleted whatever their age.
    pub expires_on_a_date: bool,
    /// `NoncurrentVersionExpiration.NoncurrentDays`.
    pub noncurrent_days: Option<i64>,
    /// `NoncurrentVersionExpiration.NewerNoncurrentVersions`: so many old versions stay.
    pub newer_versions: i64,
}

/// What else decides on deletion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Protection {
    /// Versioning is or was on: expiry then hides an object, and its version stays as a noncurrent one.
    pub versioned: bool,
    /// Days for which new objects are locked.
    pub locked_days: i64,
    /// Whether objects are locked for a time that is not known.
    pub locked_openly: bool,
}

/// How long objects stay whose keys begin with `prefix`.
///
/// NOTE: of several rules the one with the shorter time counts ("Conflicting lifecycle configurations", S3 User Guide).
pub fn kept(rules: &[Rule], protection: Protection, prefix: &str) -> Kept {
    let touching = || rules.iter().filter(|rule| rule.touches(prefix));
    let whole = || rules.iter().filter(|rule| rule.applies_to_all(prefix));
    let earliest = |rule: &Rule| if rule.expires_on_a_date { Some(0) } else { rule.expires_days };
    let at_least_days = touching().filter_map(earliest).min();
    let expired = whole().filter_map(|rule| rule.expires_days).min();
    let removed = match expired {
        Some(days) if protection.versioned => {
            let lasting = whole().filter(|rule| rule.newer_versions == 0).filter_map(|rule| rule.noncurrent_days).min();
            lasting.map(|more| days + more)
        }
        other => other,
    };
    let at_most_days = removed.filter(|_| !protection.locked_openly).map(|days| days.max(protection.locked_days));
    Kept { at_least_days, at_most_days }
}

impl Rule {
    /// Whether it applies to some object below a prefix, as far as keys go.
    fn touches(&self, prefix: &str) -> bool {
        self.enabled && (self.prefix.starts_with(prefix) || prefix.starts_with(&self.prefix))
    }

    /// Whether it applies to every object below a prefix.
    fn applies_to_all(&self, prefix: &str) -> bool {
        self.enabled && !self.narrowed && prefix.starts_with(&self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGS: &str = "AWSLogs/";

    fn expires(days: i64) -> Rule {
        Rule { enabled: true, expires_days: Some(days), ..Rule::default() }
    }

    fn bounds(rules: &[Rule], protection: Protection) -> (Option<i64>, Option<i64>) {
        let kept = kept(rules, protection, LOGS);
        (kept.at_least_days, kept.at_most_days)
    }

    const PLAIN: Protection = Protection { versioned: false, locked_days: 0, locked_openly: false };
    const VERSIONED: Protection = Protection { versioned: true, ..PLAIN };

    #[test]
    fn without_rules_nothing_is_ever_deleted() {
        assert_eq!(bounds(&[], PLAIN), (None, None));
        assert_eq!(bounds(&[Rule { enabled: false, ..expires(30) }], PLAIN), (None, None));
        let transitions_only = Rule { enabled: true, ..Rule::default() };
        assert_eq!(bounds(&[transitions_only], PLAIN), (None, None));
    }

    #[test]
    fn a_rule_for_all_objects_gives_both_bounds_and_the_shorter_one_counts() {
        assert_eq!(bounds(&[expires(30)], PLAIN), (Some(30), Some(30)));
        assert_eq!(bounds(&[expires(365), expires(30)], PLAIN), (Some(30), Some(30)));
    }

    #[test]
    fn prefixes_decide_which_objects_a_rule_speaks_of() {
        let of = |prefix: &str, days| Rule { prefix: prefix.to_owned(), ..expires(days) };
        assert_eq!(bounds(&[of("AWSLogs", 30)], PLAIN), (Some(30), Some(30)));
        assert_eq!(bounds(&[of("backup/", 30)], PLAIN), (None, None));
        // For one account of several: the others' stay.
        assert_eq!(bounds(&[of("AWSLogs/111122223333/", 30)], PLAIN), (Some(30), None));
        assert_eq!(bounds(&[of("AWSLogs/111122223333/", 7), expires(90)], PLAIN), (Some(7), Some(90)));
    }

    #[test]
    fn tags_and_sizes_leave_it_open_which_objects_are_meant() {
        assert_eq!(bounds(&[Rule { narrowed: true, ..expires(30) }], PLAIN), (Some(30), None));
    }

    #[test]
    fn a_date_says_nothing_of_an_age() {
        let rule = Rule { enabled: true, expires_on_a_date: true, ..Rule::default() };
        assert_eq!(bounds(&[rule], PLAIN), (Some(0), None));
    }

    #[test]
    fn with_versioning_expiry_only_hides() {
        assert_eq!(bounds(&[expires(30)], VERSIONED), (Some(30), None));
        let with = |newer_versions| Rule { noncurrent_days: Some(10), newer_versions, ..expires(30) };
        assert_eq!(bounds(&[with(0)], VERSIONED), (Some(30), Some(40)));
        assert_eq!(bounds(&[with(1)], VERSIONED), (Some(30), None));
        let noncurrent_only = Rule { expires_days: None, ..with(0) };
        assert_eq!(bounds(std::slice::from_ref(&noncurrent_only), VERSIONED), (None, None));
        assert_eq!(bounds(&[expires(30), noncurrent_only], VERSIONED), (Some(30), Some(40)));
    }

    #[test]
    fn a_lock_keeps_objects_beyond_their_expiry() {
        let rule = Rule { noncurrent_days: Some(1), ..expires(30) };
        let locked = Protection { locked_days: 365, ..VERSIONED };
        assert_eq!(bounds(std::slice::from_ref(&rule), locked), (Some(30), Some(365)));
        assert_eq!(bounds(&[rule], Protection { locked_openly: true, ..VERSIONED }), (Some(30), None));
    }
}
