//! Backup plans of one region: their rules, their selections, and whether they make backups in time.

use super::super::storage::hours_from;
use super::super::survey::{Site, not_collected};
use super::super::{Found, in_turn, when};
use super::schedules::{Schedule, Schedules};
use super::{ACCOUNT, PLAN, Point, Points, needs};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::backup::{
    GetBackupPlan, ListBackupPlans, ListBackupSelections, ListRecoveryPointsByBackupVault, Plan as Listed, Rule,
};
use crate::fact::backup::{Plan, PlanRules};
use crate::fact::{Observed, Unknown};
use crate::schedule::longest_gap_hours;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What a rule runs by that names no schedule ("`BackupRule`", AWS Backup Developer Guide).
const DEFAULT_SCHEDULE: &str = "cron(0 5 ? * * *)";
/// Minutes that a job has to start if the rule says nothing ("Start window", AWS Backup Developer Guide: 8 hours).
const DEFAULT_START_WINDOW: i64 = 480;
/// Hours of tolerance for a backup that is being made while the scan runs.
const TOLERANCE: f64 = 2.0;

/// A plan as it was seen.
struct Seen<'p> {
    plan: &'p Listed,
    rules: Answer<Vec<Rule>>,
    selections: Answer<usize>,
}

/// `points` is what lies in the vaults of the region, where it was asked for anyway.
pub(super) async fn in_region(site: &Site<'_>, points: Option<&Points>) -> (Schedules, Found) {
    let mut found = Found::default();
    let mut schedules = Schedules::default();
    let for_account = needs(site, &[ACCOUNT], ListBackupPlans::OPERATION);
    if !site.wants(PLAN) && !for_account {
        return (schedules, found);
    }
    let listed = site.list::<ListBackupPlans>(json!({})).await;
    schedules.answered.extend(listed.answered.iter().copied());
    if let Observed::Unknown(why) = &listed.seen {
        schedules.unseen.push(why.clone());
    }
    let plans = in_turn(listed.seen.value().into_iter().flatten().map(|plan| read(site, plan))).await;
    if site.wants(PLAN) {
        found.note(PLAN, &site.region, &listed.seen);
        found.resources.extend(plans.iter().map(|seen| {
            let mut sheet = site.sheet(PLAN, name(seen.plan), &seen.plan.backup_plan_arn, &listed);
            let facts = Plan {
                rules: sheet.seen(seen.rules.clone()).map(|rules| rules_facts(site, &rules)),
                selections: sheet.seen(seen.selections.clone()).map(|count| i64::try_from(count).unwrap_or(i64::MAX)),
                last_run_age_hours: Observed::of(seen.plan.last_execution_date)
                    .map(|time| hours_from(site.account, time)),
            };
            sheet.finish(&site.account.id, &facts)
        }));
    }
    if for_account {
        for part in in_turn(plans.iter().map(|seen| in_force(site, seen, points))).await {
            schedules = schedules.and(part);
        }
    }
    (schedules, found)
}

fn name(plan: &Listed) -> &str {
    plan.backup_plan_name.as_deref().unwrap_or(&plan.backup_plan_id)
}

async fn read<'p>(site: &Site<'_>, plan: &'p Listed) -> Seen<'p> {
    let kinds = [PLAN, ACCOUNT];
    let asked = json!({ "backupPlanId": plan.backup_plan_id });
    let (details, selections) = tokio::join!(
        when(needs(site, &kinds, GetBackupPlan::OPERATION), site.get::<GetBackupPlan>(asked.clone())),
        when(needs(site, &kinds, ListBackupSelections::OPERATION), site.list::<ListBackupSelections>(asked)),
    );
    Seen {
        plan,
        rules: details.map(|details| details.backup_plan.rules),
        selections: selections.map(|selections| selections.len()),
    }
}

fn rules_facts(site: &Site<'_>, rules: &[Rule]) -> PlanRules {
    let gaps: Vec<Observed<f64>> = rules.iter().map(interval).collect();
    let shortest = gaps.iter().filter_map(Observed::value).copied().min_by(f64::total_cmp);
    let open = gaps.iter().find_map(|gap| match gap {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    let destinations = || rules.iter().flat_map(|rule| rule.copy_actions.iter().flatten());
    let part = |index: usize, own: &str| {
        let parts = destinations().filter_map(|copy| copy.destination_backup_vault_arn.split(':').nth(index));
        let parts: BTreeSet<&str> = parts.filter(|part| *part != own && !part.is_empty()).collect();
        parts.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    PlanRules {
        // One that cannot be read may run more often than the others.
        interval_hours: open.map_or_else(|| Observed::of(shortest), Observed::Unknown),
        retention_days: rules.iter().filter_map(retention).min(),
        continuous: rules.iter().any(|rule| rule.enable_continuous_backup == Some(true)),
        copy_regions: part(3, &site.region),
        copy_accounts: part(4, &site.account.id),
    }
}

/// Days for which a rule keeps backups; `None`: for ever.
fn retention(rule: &Rule) -> Option<i64> {
    rule.lifecycle.as_ref()?.delete_after_days.filter(|days| *days >= 0)
}

fn interval(rule: &Rule) -> Observed<f64> {
    let gap = longest_gap_hours(rule.schedule_expression.as_deref().unwrap_or(DEFAULT_SCHEDULE));
    gap.map_or_else(|| Observed::Unknown(Unknown::undecidable("schedule-not-readable")), Observed::Value)
}

/// The schedules of a plan; none where no selection is assigned to it.
async fn in_force(site: &Site<'_>, seen: &Seen<'_>, points: Option<&Points>) -> Schedules {
    let mut all = Schedules::default();
    all.answered.extend(seen.rules.answered.iter().chain(&seen.selections.answered).copied());
    let selected = match &seen.selections.seen {
        Observed::Value(count) => *count > 0,
        Observed::Absent => false,
        Observed::Unknown(why) => {
            all.unseen.push(why.clone());
            return all;
        }
    };
    let rules = match &seen.rules.seen {
        _ if !selected => return all,
        Observed::Value(rules) => rules.as_slice(),
        Observed::Absent => &[],
        Observed::Unknown(why) => {
            all.unseen.push(why.clone());
            return all;
        }
    };
    let made = match points {
        Some(points) if points.unseen.is_none() => listed(rules, points),
        _ => made(site, seen.plan, rules).await,
    };
    for rule in rules {
        all.seen.push(Schedule {
            name: format!("plan/{} ({})", name(seen.plan), site.region),
            hours: interval(rule),
            kept: kept(site.account.now, rule, &made),
        });
    }
    all.answered.extend(made.into_values().flat_map(|answer| answer.answered));
    all
}

/// Hours within which a rule must have made its last backup: its interval, its start window, and some tolerance.
fn deadline(rule: &Rule) -> Option<f64> {
    let minutes = i32::try_from(rule.start_window_minutes.unwrap_or(DEFAULT_START_WINDOW)).ok()?;
    interval(rule).value().map(|gap| gap + f64::from(minutes) / 60.0 + TOLERANCE)
}

fn since(now: Timestamp, hours: f64) -> Timestamp {
    now - SignedDuration::from_secs_f64(hours * 3600.0)
}

/// The vaults in which a rule's backups lie.
fn vaults(rule: &Rule) -> Vec<&str> {
    let second = rule.target_logically_air_gapped_backup_vault_arn.as_deref();
    let second = second.and_then(|arn| arn.split_once(":backup-vault:").map(|(_, name)| name));
    std::iter::once(rule.target_backup_vault_name.as_str()).chain(second).collect()
}

/// The plan's recovery points by vault, no older than any of its rules needs.
async fn made(site: &Site<'_>, plan: &Listed, rules: &[Rule]) -> BTreeMap<String, Answer<Vec<Point>>> {
    let mut from: BTreeMap<&str, f64> = BTreeMap::new();
    for rule in rules {
        let Some(hours) = deadline(rule) else { continue };
        for vault in vaults(rule) {
            let longest = from.entry(vault).or_default();
            *longest = longest.max(hours);
        }
    }
    let needed = needs(site, &[ACCOUNT], ListRecoveryPointsByBackupVault::OPERATION);
    let lists = from.into_iter().map(async |(vault, hours)| {
        let asked = json!({
            "backupVaultName": vault,
            "backupPlanId": plan.backup_plan_id,
            "createdAfter": since(site.account.now, hours).to_string(),
        });
        let answer = if needed { site.list::<ListRecoveryPointsByBackupVault>(asked).await } else { not_collected() };
        let points = |points: Vec<_>| points.into_iter().map(|told| Point { vault: vault.to_owned(), told }).collect();
        (vault.to_owned(), answer.map(points))
    });
    in_turn(lists).await.into_iter().collect()
}

/// The same, out of everything that lies in the vaults.
fn listed(rules: &[Rule], points: &Points) -> BTreeMap<String, Answer<Vec<Point>>> {
    let of = |vault: &str| points.seen.iter().filter(|point| point.vault == vault).cloned().collect::<Vec<_>>();
    let all: BTreeSet<&str> = rules.iter().flat_map(vaults).collect();
    all.into_iter().map(|vault| (vault.to_owned(), Answer::known(Observed::Value(of(vault))))).collect()
}

/// Whether a rule made a complete backup in time. Unknown where a vault was not seen and no other shows it.
fn kept(now: Timestamp, rule: &Rule, made: &BTreeMap<String, Answer<Vec<Point>>>) -> Observed<bool> {
    let Some(hours) = deadline(rule) else { return Observed::Unknown(Unknown::undecidable("schedule-not-readable")) };
    let by_rule = |point: &&Point| {
        let rule_id = point.told.created_by.as_ref().and_then(|by| by.backup_rule_id.as_deref());
        rule_id.is_some() && rule_id == rule.rule_id.as_deref()
    };
    let fresh = |point: &Point| point.told.creation_date.is_some_and(|date| date.0 >= since(now, hours));
    let answers: Vec<_> = vaults(rule).into_iter().filter_map(|vault| made.get(vault)).collect();
    let seen = || answers.iter().filter_map(|answer| answer.seen.value()).flatten();
    if seen().filter(by_rule).any(|point| point.is_complete() == Observed::Value(true) && fresh(point)) {
        return Observed::Value(true);
    }
    let why = answers.iter().find_map(|answer| match &answer.seen {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    why.map_or(Observed::Value(false), Observed::Unknown)
}

#[cfg(test)]
mod tests;
