//! Schedules that are in force, and whether they are kept.
//!
//! In: rules of plans and policies, and the backups that they made. Out: [`Schedules`], first of a region, then of the account.

use super::Answered;
use crate::fact::backup::Schedules as Facts;
use crate::fact::{Observed, Unknown};

/// A schedule in force.
#[derive(Clone, Debug)]
pub(in crate::collect) struct Schedule {
    /// `plan/…` or `policy/…` with its region.
    pub(in crate::collect) name: String,
    /// The longest time between two runs in hours.
    pub(in crate::collect) hours: Observed<f64>,
    /// Whether it made a complete backup in time.
    pub(in crate::collect) kept: Observed<bool>,
}

/// The schedules of a region.
#[derive(Clone, Debug, Default)]
pub(in crate::collect) struct Schedules {
    pub(in crate::collect) seen: Vec<Schedule>,
    /// Why there may be more, if so.
    pub(in crate::collect) unseen: Vec<Unknown>,
    pub(in crate::collect) answered: Answered,
}

impl Schedules {
    /// Both together.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.seen.extend(other.seen);
        self.unseen.extend(other.unseen);
        self.answered.extend(other.answered);
        self
    }

    /// The facts, where `elsewhere` is why other regions may have more.
    pub(super) fn facts(&self, elsewhere: Option<Unknown>) -> Facts {
        let shortest = |of: &dyn Fn(&Schedule) -> bool| {
            let hours = self.seen.iter().filter(|schedule| of(schedule));
            let hours = hours.filter_map(|schedule| Some((*schedule.hours.value()?, schedule.name.clone())));
            hours.min_by(|(a, _), (b, _)| a.total_cmp(b))
        };
        let kept = shortest(&|schedule| schedule.kept == Observed::Value(true));
        let set = shortest(&|_| true);
        let open = |schedule: &Schedule| match (&schedule.hours, &schedule.kept) {
            (Observed::Unknown(why), _) | (_, Observed::Unknown(why)) => Some(why.clone()),
            _ => None,
        };
        let doubt = self.unseen.iter().cloned().chain(self.seen.iter().filter_map(open)).chain(elsewhere).min();
        Facts {
            kept_hours: kept.as_ref().map(|(hours, _)| *hours),
            kept_by: kept.map(|(_, name)| name),
            set_hours: set.as_ref().map(|(hours, _)| *hours),
            set_by: set.map(|(_, name)| name),
            all_seen: doubt.map_or(Observed::Value(true), Observed::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Observed, Schedule, Schedules, Unknown};

    fn schedule(name: &str, hours: f64, kept: Observed<bool>) -> Schedule {
        Schedule { name: name.to_owned(), hours: Observed::Value(hours), kept }
    }

    fn all(seen: Vec<Schedule>) -> Schedules {
        Schedules { seen, ..Schedules::default() }
    }

    #[test]
    fn the_shortest_that_is_kept_is_not_always_the_shortest_that_is_set() {
        let facts = all(vec![
            schedule("daily", 24.0, Observed::Value(false)),
            schedule("weekly", 168.0, Observed::Value(true)),
            schedule("monthly", 744.0, Observed::Value(true)),
        ])
        .facts(None);
        assert_eq!((facts.kept_hours, facts.kept_by.as_deref()), (Some(168.0), Some("weekly")));
        assert_eq!((facts.set_hours, facts.set_by.as_deref()), (Some(24.0), Some("daily")));
        assert_eq!(facts.all_seen, Observed::Value(true));
    }

    #[test]
    fn what_could_not_be_read_leaves_it_open_whether_there_is_a_shorter_one() {
        let denied = || Unknown::AccessDenied { action: "backup:GetBackupPlan".to_owned() };
        let weekly = || schedule("weekly", 168.0, Observed::Value(true));
        let odd = Schedule { hours: Observed::Unknown(Unknown::undecidable("schedule-not-readable")), ..weekly() };
        assert!(matches!(all(vec![weekly(), odd]).facts(None).all_seen, Observed::Unknown(_)));
        assert_eq!(all(vec![weekly()]).facts(Some(denied())).all_seen, Observed::Unknown(denied()));
        let mut unlisted = all(vec![weekly()]);
        unlisted.unseen.push(denied());
        assert_eq!(unlisted.facts(None).all_seen, Observed::Unknown(denied()));
        let unproven = schedule("daily", 24.0, Observed::Unknown(denied()));
        assert_eq!(all(vec![unproven]).facts(None).all_seen, Observed::Unknown(denied()));
    }

    #[test]
    fn nothing_at_all_is_nothing() {
        let facts = Schedules::default().facts(None);
        assert_eq!((facts.kept_hours, facts.set_hours, facts.all_seen), (None, None, Observed::Value(true)));
    }
}
