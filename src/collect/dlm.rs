//! Data Lifecycle Manager: policies of one region, and whether they make snapshots in time.
//!
//! Calls: `GetLifecyclePolicies` twice (custom and default policies), `GetLifecyclePolicy` per policy, and where there are
//! schedules in force `DescribeSnapshots` once, with the tag that the service gives to its snapshots.

use super::backup::{Schedule, Schedules, needs};
use super::storage::hours_from;
use super::survey::{Site, not_collected};
use super::{Found, in_turn, when};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::dlm::{GetLifecyclePolicies, GetLifecyclePolicy, PolicyDetails, PolicySummary, Schedule as Told};
use crate::aws::wire::ebs::{DescribeSnapshots, Snapshot};
use crate::fact::dlm::{Details, Policy};
use crate::fact::{Observed, ResourceKind, Unknown};
use crate::schedule::longest_gap_hours;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const POLICY: ResourceKind = ResourceKind::DlmPolicy;
const ACCOUNT: ResourceKind = ResourceKind::BackupAccount;

/// Tags that the service gives to its snapshots ("Amazon Data Lifecycle Manager: how it works", Amazon EBS User Guide).
const POLICY_TAG: &str = "aws:dlm:lifecycle-policy-id";
const SCHEDULE_TAG: &str = "aws:dlm:lifecycle-schedule-name";
/// Hours after its time within which a snapshot is begun, and some tolerance for one that is being made while the scan runs:
/// "The operation occurs within a one-hour window following the specified time" ("`CreateRule`", DLM API reference).
const TOLERANCE: f64 = 3.0;

/// A policy as it was seen.
struct Seen<'p> {
    summary: &'p PolicySummary,
    details: Answer<PolicyDetails>,
}

/// One schedule of a policy: its name in the tags of snapshots, and the longest time between two runs in hours.
struct Run {
    name: Option<String>,
    hours: Observed<f64>,
}

pub(super) async fn in_region(site: &Site<'_>) -> (Schedules, Found) {
    let mut found = Found::default();
    let mut schedules = Schedules::default();
    let for_account = needs(site, &[ACCOUNT], GetLifecyclePolicies::OPERATION);
    if !site.wants(POLICY) && !for_account {
        return (schedules, found);
    }
    let listed = list(site).await;
    schedules.answered.extend(listed.answered.iter().copied());
    if let Observed::Unknown(why) = &listed.seen {
        schedules.unseen.push(why.clone());
    }
    let policies = in_turn(listed.seen.value().into_iter().flatten().map(async |summary| {
        let needed = needs(site, &[POLICY, ACCOUNT], GetLifecyclePolicy::OPERATION);
        let answer = when(needed, site.get::<GetLifecyclePolicy>(json!({ "policyId": summary.policy_id }))).await;
        Seen { summary, details: answer.map(|reply| reply.policy.policy_details) }
    }))
    .await;
    if site.wants(POLICY) {
        found.note(POLICY, &site.region, &listed.seen);
        found.resources.extend(policies.iter().map(|seen| policy(site, seen, &listed)));
    }
    if for_account {
        in_force(site, &policies, &mut schedules).await;
    }
    (schedules, found)
}

/// All policies: whether a list that names no default policies holds them is not documented, so both are asked for.
async fn list(site: &Site<'_>) -> Answer<Vec<PolicySummary>> {
    let (custom, default) = tokio::join!(
        site.get::<GetLifecyclePolicies>(json!({})),
        site.get::<GetLifecyclePolicies>(json!({ "defaultPolicyType": "ALL" })),
    );
    let answered = custom.answered.into_iter().chain(default.answered).collect();
    let seen = custom.seen.and_then(|custom| {
        default.seen.map(|default| {
            let all = custom.policies.into_iter().chain(default.policies);
            let by_id: BTreeMap<String, PolicySummary> = all.map(|policy| (policy.policy_id.clone(), policy)).collect();
            by_id.into_values().collect()
        })
    });
    Answer { seen, answered }
}

fn policy(site: &Site<'_>, seen: &Seen<'_>, listed: &Answer<Vec<PolicySummary>>) -> crate::fact::Resource {
    let action = GetLifecyclePolicies::OPERATION.action;
    let summary = seen.summary;
    let arn = site.arn("dlm", &format!("policy/{}", summary.policy_id));
    let mut sheet = site.sheet(POLICY, &summary.policy_id, &arn, listed);
    let facts = Policy {
        state: Observed::required(summary.state.clone(), action),
        policy_type: Observed::required(summary.policy_type.clone(), action),
        details: sheet.seen(seen.details.clone()).map(|details| Details {
            interval_hours: shortest(&runs(&details)),
            copy_regions: copy_regions(&details, &site.region),
        }),
        tags: Observed::Value(summary.tags.clone().unwrap_or_default()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// The schedules of a policy; none for one that only copies what others made.
fn runs(details: &PolicyDetails) -> Vec<Run> {
    if details.policy_language.as_deref() == Some("SIMPLIFIED") {
        // One day where it says nothing ("`PolicyDetails`", DLM API reference).
        let days = u32::try_from(details.create_interval.unwrap_or(1)).ok().filter(|days| *days > 0);
        return vec![Run { name: None, hours: readable(days.map(|days| f64::from(days) * 24.0)) }];
    }
    let schedules = details.schedules.iter().flatten();
    schedules.map(|told| Run { name: told.name.clone(), hours: readable(hours(told)) }).collect()
}

fn readable(hours: Option<f64>) -> Observed<f64> {
    hours.map_or_else(|| Observed::Unknown(Unknown::undecidable("schedule-not-readable")), Observed::Value)
}

fn hours(told: &Told) -> Option<f64> {
    let rule = told.create_rule.as_ref()?;
    match (&rule.cron_expression, rule.interval, rule.interval_unit.as_deref()) {
        (Some(cron), None, _) => longest_gap_hours(cron),
        (None, Some(interval), Some("HOURS")) => u32::try_from(interval).ok().filter(|hours| *hours > 0).map(f64::from),
        _ => None,
    }
}

/// The shortest interval; unknown where one could not be read, absent without any.
fn shortest(runs: &[Run]) -> Observed<f64> {
    let unknown = runs.iter().find_map(|run| match &run.hours {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    let known = runs.iter().filter_map(|run| run.hours.value().copied()).min_by(f64::total_cmp);
    unknown.map_or_else(|| Observed::of(known), Observed::Unknown)
}

fn copy_regions(details: &PolicyDetails, own: &str) -> Vec<String> {
    let of_schedules =
        details.schedules.iter().flatten().flat_map(|told| told.cross_region_copy_rules.iter().flatten());
    let of_schedules = of_schedules.filter_map(|rule| rule.target.as_deref().or(rule.target_region.as_deref()));
    let of_defaults = details.cross_region_copy_targets.iter().flatten();
    let of_defaults = of_defaults.filter_map(|target| target.target_region.as_deref());
    let of_events = details.actions.iter().flatten().flat_map(|action| &action.cross_region_copy);
    let of_events = of_events.map(|copy| copy.target.as_str());
    // An Outpost is named by its ARN, and belongs to the region in it.
    let region = |target: &'_ str| match target.strip_prefix("arn:") {
        Some(arn) => arn.split(':').nth(2).unwrap_or_default().to_owned(),
        None => target.to_owned(),
    };
    let regions: BTreeSet<String> = of_schedules.chain(of_defaults).chain(of_events).map(region).collect();
    regions.into_iter().filter(|region| !region.is_empty() && region != own).collect()
}

/// The schedules of policies that are switched on, and whether their snapshots are fresh.
async fn in_force(site: &Site<'_>, policies: &[Seen<'_>], schedules: &mut Schedules) {
    let mut on = Vec::new();
    for seen in policies {
        schedules.answered.extend(seen.details.answered.iter().copied());
        match (seen.summary.state.as_deref(), &seen.details.seen) {
            (Some("DISABLED" | "ERROR"), _) | (_, Observed::Absent) => {}
            (Some("ENABLED"), Observed::Value(details)) => on.push((&seen.summary.policy_id, runs(details))),
            (Some("ENABLED"), Observed::Unknown(why)) => schedules.unseen.push(why.clone()),
            _ => schedules.unseen.push(Unknown::undecidable("policy-state-not-known")),
        }
    }
    if on.iter().all(|(_, runs)| runs.is_empty()) {
        return;
    }
    let ids: Vec<&String> = on.iter().map(|(id, _)| *id).collect();
    let made = if needs(site, &[ACCOUNT], DescribeSnapshots::OPERATION) {
        let filter = json!([{ "Name": format!("tag:{POLICY_TAG}"), "Value": ids }]);
        site.list::<DescribeSnapshots>(json!({ "Owner": ["self"], "Filter": filter })).await
    } else {
        not_collected()
    };
    schedules.answered.extend(made.answered.iter().copied());
    for (id, runs) in on {
        for run in runs {
            let kept = match &made.seen {
                Observed::Value(made) => Observed::Value(kept(site, id, &run, made)),
                Observed::Absent => Observed::Value(false),
                Observed::Unknown(why) => Observed::Unknown(why.clone()),
            };
            schedules.seen.push(Schedule { name: format!("policy/{id} ({})", site.region), hours: run.hours, kept });
        }
    }
}

/// Whether a completed snapshot of this schedule is young enough.
fn kept(site: &Site<'_>, policy: &str, run: &Run, made: &[Snapshot]) -> bool {
    let Some(hours) = run.hours.value() else { return false };
    let tag = |snapshot: &Snapshot, key: &str| {
        snapshot.tag_set.item.iter().find(|tag| tag.key == key).map(|tag| tag.value.clone())
    };
    made.iter().any(|snapshot| {
        tag(snapshot, POLICY_TAG).as_deref() == Some(policy)
            && (run.name.is_none() || tag(snapshot, SCHEDULE_TAG) == run.name)
            && snapshot.status.as_deref() == Some("completed")
            && snapshot.start_time.is_some_and(|time| hours_from(site.account, time) <= hours + TOLERANCE)
    })
}
