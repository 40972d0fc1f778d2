//! Which facts change by themselves as time passes: ages, and whether a date is over.
//!
//! In: a fact's name, or its value. Out: whether it runs with the clock, or the value without what does. Two scans of the same
//! account differ in these every night, and that is no change of the account.

use serde_json::Value;

/// Whether an attribute of this name runs with time: its documentation says "days since", "hours since", "days until", or that a
/// date is over.
pub fn runs_with_time(name: &str) -> bool {
    // The longest time that a password may be used is a setting of the account.
    DATES.contains(&name) || (name != "max_age_days" && ENDINGS.iter().any(|ending| name.ends_with(ending)))
}

/// Facts that turn on a date: a certificate begins, the time in which the lock of a backup vault can be taken back ends.
const DATES: &[&str] = &["lock_final", "started"];

/// How the names of ages end.
const ENDINGS: &[&str] = &[
    "age_days",
    "age_hours",
    "days_ago",
    "days_left",
    "idle_days",
    "last_used_days",
    "disabled_days",
    "stopped_days",
    "deletion_in_days",
    "oldest_access_key_days",
    "inaccessible_hours",
];

/// The value without everything that runs with time.
pub fn without_time(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_time).collect(),
        Value::Object(members) => {
            let lasting = members.iter().filter(|(name, _)| !runs_with_time(name));
            lasting.map(|(name, value)| (name.clone(), without_time(value))).collect()
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{runs_with_time, without_time};
    use crate::fact::ResourceKind;
    use crate::fact::catalogue::catalogue;
    use serde_json::json;

    /// Lengths of time that are settings, or differences of two dates: they change only if the account does.
    const LASTING: &[&str] = &[
        "at_least_days",
        "at_most_days",
        "delete_after_days",
        "duration_hours",
        "event_history_days",
        "interval_hours",
        "kept_hours",
        "max_age_days",
        "max_retention_days",
        "max_session_hours",
        "min_retention_days",
        "period_days",
        "retention_days",
        "set_hours",
        "snapshot_retention_days",
        "unused_after_days",
    ];

    #[test]
    fn every_length_of_time_is_known_to_run_or_to_last() {
        let facts = ResourceKind::ALL.iter().flat_map(|kind| catalogue(*kind).facts.values());
        for fact in facts {
            let name = fact.path.rsplit('.').next().unwrap_or_default();
            if ["_days", "_hours", "_ago", "_left"].iter().any(|ending| name.ends_with(ending)) {
                let lasts = LASTING.contains(&name);
                assert!(lasts != runs_with_time(name), "{}: {}", fact.path, fact.about);
            }
            let since = ["Days since", "Hours since", "Days until"].iter().any(|words| fact.about.starts_with(words));
            let date = ["has passed", "is over"].iter().any(|words| fact.about.contains(words));
            assert!(!(since || date) || runs_with_time(name), "{}: {}", fact.path, fact.about);
        }
    }

    #[test]
    fn ages_are_taken_out_at_any_depth() {
        let value = json!({"points": [{"id": "a", "age_hours": 3.5}], "age_days": 4, "retention_days": 7});
        assert_eq!(without_time(&value), json!({"points": [{"id": "a"}], "retention_days": 7}));
    }
}
