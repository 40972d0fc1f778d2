//! Restore jobs and restore testing plans of one region.

use super::super::storage::hours_from;
use super::super::survey::Site;
use super::super::{Found, when};
use super::{ACCOUNT, Answered, JOB, TESTING, needs};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::backup::{
    ListRestoreJobs, ListRestoreTestingPlans, RestoreJob as Listed, RestoreTestingPlan as ListedPlan,
};
use crate::fact::backup::{RestoreJob, RestoreTestingPlan};
use crate::fact::{Observed, Unknown};
use crate::schedule::longest_gap_hours;
use serde_json::json;
use std::collections::BTreeMap;

/// Restores of a region.
#[derive(Debug)]
pub(super) struct Jobs {
    pub(super) restores: Observed<Vec<Listed>>,
    pub(super) plans: Observed<Vec<ListedPlan>>,
    pub(super) answered: Answered,
}

pub(super) async fn in_region(site: &Site<'_>) -> (Jobs, Found) {
    let (jobs, plans) = tokio::join!(
        when(
            site.wants(JOB) || needs(site, &[ACCOUNT], ListRestoreJobs::OPERATION),
            site.list::<ListRestoreJobs>(json!({}))
        ),
        when(
            site.wants(TESTING) || needs(site, &[ACCOUNT], ListRestoreTestingPlans::OPERATION),
            site.list::<ListRestoreTestingPlans>(json!({}))
        ),
    );
    let mut found = Found::default();
    if site.wants(JOB) {
        found.note(JOB, &site.region, &jobs.seen);
        let listed = jobs.seen.value().map(Vec::as_slice).unwrap_or_default();
        let latest = latest(listed);
        found.resources.extend(listed.iter().map(|item| job(site, item, &jobs, &latest)));
    }
    if site.wants(TESTING) {
        found.note(TESTING, &site.region, &plans.seen);
        found.resources.extend(plans.seen.value().into_iter().flatten().map(|item| testing_plan(site, item, &plans)));
    }
    let answered = jobs.answered.into_iter().chain(plans.answered).collect();
    (Jobs { restores: jobs.seen, plans: plans.seen, answered }, found)
}

/// What a job restored, as far as AWS names it: older jobs name the type only.
fn source(job: &Listed) -> &str {
    let source = job.source_resource_arn.as_deref().or(job.resource_type.as_deref());
    source.unwrap_or(&job.restore_job_id)
}

/// The latest completed job of each resource, by its id.
fn latest(jobs: &[Listed]) -> BTreeMap<&str, &str> {
    let mut youngest: BTreeMap<&str, &Listed> = BTreeMap::new();
    for job in jobs.iter().filter(|job| job.status.as_deref() == Some("COMPLETED")) {
        let known = youngest.entry(source(job)).or_insert(job);
        if job.creation_date > known.creation_date {
            *known = job;
        }
    }
    youngest.into_iter().map(|(source, job)| (source, job.restore_job_id.as_str())).collect()
}

fn job(
    site: &Site<'_>,
    item: &Listed,
    listed: &Answer<Vec<Listed>>,
    latest: &BTreeMap<&str, &str>,
) -> crate::fact::Resource {
    let action = ListRestoreJobs::OPERATION.action;
    let id = &item.restore_job_id;
    let arn = site.arn("backup", &format!("restore-job:{id}"));
    let sheet = site.sheet(JOB, id, &arn, listed);
    let completed = item.status.as_deref() == Some("COMPLETED");
    let duration = item.creation_date.zip(item.completion_date).map(|(from, to)| {
        let hours = hours_from(site.account, from) - hours_from(site.account, to);
        hours.max(0.0)
    });
    let facts = RestoreJob {
        status: Observed::required(item.status.clone(), action),
        resource_type: Observed::required(item.resource_type.clone(), action),
        by_test: item.created_by.as_ref().is_some_and(|by| by.restore_testing_plan_arn.is_some()),
        validation: Observed::of(item.validation_status.clone()),
        age_days: Observed::required(item.creation_date, action).map(|time| hours_from(site.account, time) / 24.0),
        duration_hours: if completed { Observed::required(duration, action) } else { Observed::of(duration) },
        // Without a status nobody knows whether it counts.
        latest: Observed::required(item.status.as_ref(), action)
            .map(|_| completed && latest.get(source(item)) == Some(&id.as_str())),
    };
    sheet.finish(&site.account.id, &facts)
}

fn testing_plan(site: &Site<'_>, item: &ListedPlan, listed: &Answer<Vec<ListedPlan>>) -> crate::fact::Resource {
    let sheet = site.sheet(TESTING, &item.restore_testing_plan_name, &item.restore_testing_plan_arn, listed);
    let interval = longest_gap_hours(&item.schedule_expression);
    let facts = RestoreTestingPlan {
        interval_hours: interval
            .map_or_else(|| Observed::Unknown(Unknown::undecidable("schedule-not-readable")), Observed::Value),
        last_run_age_days: Observed::of(item.last_execution_time).map(|time| hours_from(site.account, time) / 24.0),
        age_days: hours_from(site.account, item.creation_time) / 24.0,
    };
    sheet.finish(&site.account.id, &facts)
}

#[cfg(test)]
mod tests {
    use super::{Listed, latest};
    use crate::aws::wire::Time;
    use jiff::Timestamp;

    fn job(id: &str, source: Option<&str>, status: &str, day: i64) -> Listed {
        Listed {
            restore_job_id: id.to_owned(),
            source_resource_arn: source.map(str::to_owned),
            resource_type: Some("RDS".to_owned()),
            creation_date: Timestamp::from_second(day * 86_400).ok().map(Time),
            completion_date: None,
            status: Some(status.to_owned()),
            validation_status: None,
            created_by: None,
        }
    }

    #[test]
    fn each_resource_has_one_latest_restore_and_failed_ones_are_none() {
        let jobs = [
            job("old", Some("arn:a"), "COMPLETED", 1),
            job("new", Some("arn:a"), "COMPLETED", 5),
            job("failed", Some("arn:a"), "FAILED", 9),
            job("other", Some("arn:b"), "COMPLETED", 2),
            job("nameless", None, "COMPLETED", 3),
        ];
        let latest = latest(&jobs);
        assert_eq!(latest.into_iter().collect::<Vec<_>>(), [("RDS", "nameless"), ("arn:a", "new"), ("arn:b", "other")]);
    }
}
