//! The backups of the account as a whole, put together from the regions.

use super::super::sheet::Sheet;
use super::super::storage::hours_from;
use super::super::survey::Survey;
use super::super::{Found, global};
use super::schedules::Schedules;
use super::{ACCOUNT, Backups, InRegion};
use crate::aws::operations::Operation;
use crate::aws::wire::Ask;
use crate::aws::wire::backup::{
    ListBackupPlans, ListRestoreJobs, ListRestoreTestingPlans, RestoreJob, RestoreTestingPlan,
};
use crate::fact::backup::{Account, RestoreTesting, Restores};
use crate::fact::{Coverage, GLOBAL, Observed, Unknown};

/// The account's backups as one resource.
pub(super) fn account(survey: &Survey<'_>, backups: &Backups) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(ACCOUNT) {
        return found;
    }
    let id = &survey.account.id;
    let mut sheet = Sheet::new(ACCOUNT, GLOBAL, id, &format!("arn:{}:iam::{id}:root", survey.account.partition));
    let regions: Vec<&InRegion> =
        backups.regions.iter().filter(|region| survey.plan.covers(ACCOUNT, &region.region)).collect();
    for region in &regions {
        sheet.answered(&region.answered);
    }
    let elsewhere =
        survey.regions.enabled.clone().err().or_else(|| left_out(survey).next().map(|region| not_asked(region)));
    let when = |operation: &Operation| survey.plan.needs(ACCOUNT, operation);
    let facts = Account {
        schedules: needed(when(ListBackupPlans::OPERATION), || {
            let all = regions.iter().map(|region| region.schedules.clone()).fold(Schedules::default(), Schedules::and);
            all.facts(elsewhere.clone())
        }),
        restores: needed(when(ListRestoreJobs::OPERATION), || restores(survey, &regions, elsewhere.clone())),
        restore_testing: needed(when(ListRestoreTestingPlans::OPERATION), || {
            testing(survey, &regions, elsewhere.clone())
        }),
    };
    found.coverage.push(global(ACCOUNT, Ok(1)));
    // How an account is backed up is said of all its regions: those that nobody asked are a gap, whatever the others show.
    let gap = |region: &String| Coverage { kind: ACCOUNT, region: region.clone(), listed: Err(not_asked(region)) };
    found.coverage.extend(left_out(survey).map(gap));
    found.resources.push(sheet.finish(id, &facts));
    found
}

fn needed<T>(needed: bool, facts: impl FnOnce() -> T) -> Observed<T> {
    if needed { Observed::Value(facts()) } else { Observed::Unknown(Unknown::undecidable("not-collected")) }
}

/// Regions that `--region` leaves out although a rule speaks of them.
fn left_out<'s>(survey: &'s Survey<'_>) -> impl Iterator<Item = &'s String> {
    let left_out = |region: &&String| survey.plan.in_scope(ACCOUNT, region) && !survey.plan.narrowing.leaves(region);
    survey.regions.asked.iter().filter(left_out)
}

fn not_asked(region: &str) -> Unknown {
    Unknown::NotAsked { region: region.to_owned() }
}

/// Everything that was seen of one list in all regions, with its region, and why there may be more.
fn gathered<'r, T>(
    regions: &[&'r InRegion],
    list: impl Fn(&'r InRegion) -> &'r Observed<Vec<T>>,
    elsewhere: Option<Unknown>,
) -> (Vec<(&'r str, &'r T)>, Observed<bool>) {
    let (mut all, mut doubt) = (Vec::new(), elsewhere);
    for region in regions {
        match list(region) {
            Observed::Value(items) => all.extend(items.iter().map(|item| (region.region.as_str(), item))),
            Observed::Absent => {}
            Observed::Unknown(why) => doubt = Some(why.clone()),
        }
    }
    (all, doubt.map_or(Observed::Value(true), Observed::Unknown))
}

fn restores(survey: &Survey<'_>, regions: &[&InRegion], elsewhere: Option<Unknown>) -> Restores {
    let (jobs, all_seen) = gathered(regions, |region| &region.jobs.restores, elsewhere);
    let is = |job: &RestoreJob, status: &str| job.status.as_deref() == Some(status);
    let validated = |job: &RestoreJob, status: &str| job.validation_status.as_deref() == Some(status);
    let good = |job: &RestoreJob| is(job, "COMPLETED") && !validated(job, "FAILED");
    let days = |job: &RestoreJob| job.creation_date.map(|time| hours_from(survey.account, time) / 24.0);
    let youngest = |of: &dyn Fn(&RestoreJob) -> bool| {
        let ages = jobs.iter().filter(|(_, job)| of(job)).filter_map(|(region, job)| Some((days(job)?, *region, *job)));
        ages.min_by(|(a, ..), (b, ..)| a.total_cmp(b))
    };
    let last = youngest(&good);
    let count = |of: &dyn Fn(&RestoreJob) -> bool| {
        i64::try_from(jobs.iter().filter(|(_, job)| of(job)).count()).unwrap_or(i64::MAX)
    };
    Restores {
        completed: count(&good),
        failed: count(&|job| is(job, "FAILED") || is(job, "COMPLETED") && validated(job, "FAILED")),
        last_age_days: last.map(|(days, ..)| days),
        last_validated_age_days: youngest(&|job| good(job) && validated(job, "SUCCESSFUL")).map(|(days, ..)| days),
        last: last.map(|(_, region, job)| format!("{} ({region})", job.resource_type.as_deref().unwrap_or("?"))),
        all_seen,
    }
}

fn testing(survey: &Survey<'_>, regions: &[&InRegion], elsewhere: Option<Unknown>) -> RestoreTesting {
    let (plans, all_seen) = gathered(regions, |region| &region.jobs.plans, elsewhere);
    let idle = |plan: &RestoreTestingPlan| {
        hours_from(survey.account, plan.last_execution_time.unwrap_or(plan.creation_time)) / 24.0
    };
    RestoreTesting {
        plans: i64::try_from(plans.len()).unwrap_or(i64::MAX),
        idle_days: plans.iter().map(|(_, plan)| idle(plan)).min_by(f64::total_cmp),
        all_seen,
    }
}
