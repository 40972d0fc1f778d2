//! Whether a rule keeps its schedule.

use super::{deadline, interval, kept, retention, vaults};
use crate::aws::Answer;
use crate::aws::wire::Time;
use crate::aws::wire::backup::{CreatedBy, Lifecycle, RecoveryPoint, Rule};
use crate::collect::backup::Point;
use crate::fact::{Observed, Unknown};
use jiff::Timestamp;
use std::collections::BTreeMap;

fn now() -> Timestamp {
    Timestamp::from_second(1_000_000_000).unwrap_or_default()
}

fn rule(schedule: Option<&str>) -> Rule {
    Rule {
        rule_id: Some("r1".to_owned()),
        target_backup_vault_name: "prod".to_owned(),
        target_logically_air_gapped_backup_vault_arn: None,
        schedule_expression: schedule.map(str::to_owned),
        start_window_minutes: None,
        lifecycle: None,
        copy_actions: None,
        enable_continuous_backup: None,
    }
}

fn point(rule: &str, status: &str, hours: i64) -> Point {
    Point {
        vault: "prod".to_owned(),
        told: RecoveryPoint {
            recovery_point_arn: "arn".to_owned(),
            source_backup_vault_arn: None,
            resource_arn: None,
            resource_type: None,
            created_by: Some(CreatedBy { backup_plan_id: None, backup_rule_id: Some(rule.to_owned()) }),
            status: Some(status.to_owned()),
            creation_date: Timestamp::from_second(now().as_second() - hours * 3600).ok().map(Time),
            lifecycle: None,
            encryption_key_arn: None,
            encryption_key_type: None,
            is_encrypted: None,
        },
    }
}

fn with(vault: &str, seen: Observed<Vec<Point>>) -> BTreeMap<String, Answer<Vec<Point>>> {
    BTreeMap::from([(vault.to_owned(), Answer::known(seen))])
}

fn daily(points: Vec<Point>) -> Observed<bool> {
    kept(now(), &rule(None), &with("prod", Observed::Value(points)))
}

#[test]
fn a_rule_without_schedule_runs_every_day_and_has_eight_hours_to_start() {
    assert_eq!(interval(&rule(None)), Observed::Value(24.0));
    assert_eq!(deadline(&rule(None)), Some(34.0));
    assert_eq!(deadline(&Rule { start_window_minutes: Some(60), ..rule(None) }), Some(27.0));
    assert_eq!(deadline(&rule(Some("cron(0 5 ? * * 2020)"))), None);
}

#[test]
fn only_a_complete_and_fresh_backup_of_the_rule_itself_shows_that_it_is_kept() {
    assert_eq!(daily(vec![point("r1", "COMPLETED", 20)]), Observed::Value(true));
    assert_eq!(daily(vec![point("r1", "AVAILABLE", 34)]), Observed::Value(true));
    assert_eq!(daily(vec![point("r1", "COMPLETED", 35)]), Observed::Value(false));
    assert_eq!(daily(vec![point("r1", "PARTIAL", 5)]), Observed::Value(false));
    assert_eq!(daily(vec![point("r1", "EXPIRED", 5)]), Observed::Value(false));
    assert_eq!(daily(vec![point("r1", "CREATING", 1)]), Observed::Value(false));
    // Last night's backup of the plan's weekly rule says nothing of the daily one.
    assert_eq!(daily(vec![point("weekly", "COMPLETED", 5)]), Observed::Value(false));
    assert_eq!(daily(Vec::new()), Observed::Value(false));
}

#[test]
fn a_vault_that_was_not_seen_leaves_it_open() {
    let denied = Unknown::AccessDenied { action: "backup:ListRecoveryPointsByBackupVault".to_owned() };
    assert_eq!(kept(now(), &rule(None), &with("prod", Observed::Unknown(denied.clone()))), Observed::Unknown(denied));
}

#[test]
fn an_air_gapped_vault_is_a_second_place() {
    let arn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:gap".to_owned();
    let rule = Rule { target_logically_air_gapped_backup_vault_arn: Some(arn), ..rule(None) };
    assert_eq!(vaults(&rule), ["prod", "gap"]);
    assert_eq!(
        kept(now(), &rule, &with("gap", Observed::Value(vec![point("r1", "COMPLETED", 3)]))),
        Observed::Value(true)
    );
}

/// B10: without `DeleteAfterDays`, or with -1, a backup is kept for ever.
#[test]
fn a_backup_without_a_day_of_deletion_is_kept_for_ever() {
    let with = |days| Rule { lifecycle: Some(Lifecycle { delete_after_days: days }), ..rule(None) };
    assert_eq!(retention(&rule(None)), None);
    assert_eq!(retention(&with(None)), None);
    assert_eq!(retention(&with(Some(-1))), None);
    assert_eq!(retention(&with(Some(35))), Some(35));
}
