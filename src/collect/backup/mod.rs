//! AWS Backup and Data Lifecycle Manager: vaults and what lies in them, plans, policies, restores, in every region asked; and
//! the account as a whole.
//!
//! Calls per region, as far as rules read them: `ListBackupVaults`, per vault `ListRecoveryPointsByBackupVault` and
//! `GetBackupVaultAccessPolicy`; `ListBackupPlans`, per plan `GetBackupPlan` and `ListBackupSelections`, and for each vault of
//! a plan its fresh recovery points; `ListRestoreJobs`, `ListRestoreTestingPlans`; `GetLifecyclePolicies` twice,
//! `GetLifecyclePolicy` per policy, `DescribeSnapshots` once for all policies; `ListCopyJobs` where there are backups.

mod account;
mod jobs;
mod plans;
mod points;
mod protected;
mod schedules;
mod vaults;

pub(super) use points::{Point, Points};
pub(super) use protected::protected;
pub(super) use schedules::{Schedule, Schedules};

use super::Found;
use super::survey::{Site, Survey};
use crate::aws::operations::Operation;
use crate::aws::wire::Ask;
use crate::aws::wire::backup::{ListCopyJobs, ListRecoveryPointsByBackupVault};
use crate::collect::side_by_side::side_by_side;
use crate::fact::{Coverage, Observed, ResourceKind, Unknown};
use jiff::Timestamp;
use jobs::Jobs;
use serde_json::json;

const VAULT: ResourceKind = ResourceKind::BackupVault;
const POINT: ResourceKind = ResourceKind::BackupRecoveryPoint;
const PLAN: ResourceKind = ResourceKind::BackupPlan;
const JOB: ResourceKind = ResourceKind::BackupRestoreJob;
const TESTING: ResourceKind = ResourceKind::BackupRestoreTestingPlan;
const PROTECTED: ResourceKind = ResourceKind::BackupProtectedResource;
const ACCOUNT: ResourceKind = ResourceKind::BackupAccount;

/// When answers came, by operation.
type Answered = Vec<(&'static str, Timestamp)>;

/// What was seen of backups, region by region.
#[derive(Debug, Default)]
pub(super) struct Backups {
    pub(super) regions: Vec<InRegion>,
    /// What was listed.
    pub(super) coverage: Vec<Coverage>,
}

/// What was seen in one region.
#[derive(Debug)]
pub(super) struct InRegion {
    pub(super) region: String,
    pub(super) points: Points,
    /// Copies that were made of recovery points of this region, all of them completed.
    pub(super) copies: Observed<Vec<crate::aws::wire::backup::CopyJob>>,
    schedules: Schedules,
    jobs: Jobs,
    answered: Answered,
}

/// Collects what AWS Backup and Data Lifecycle Manager know.
pub(super) async fn collect(survey: &Survey<'_>) -> Backups {
    let asked = survey.regions.asked.iter().filter(|region| survey.plan.narrowing.leaves(region));
    let sites: Vec<Site<'_>> = asked.map(|region| survey.site(region)).collect();
    let (mut all, mut found) = (Backups::default(), Found::default());
    for (region, of_region) in side_by_side(sites.iter().map(async |site| in_region(site).await)).await {
        all.regions.push(region);
        found.add(of_region);
    }
    found.add(account::account(survey, &all));
    found.hand_over(survey.delivery);
    all.coverage = found.coverage;
    all
}

async fn in_region(site: &Site<'_>) -> (InRegion, Found) {
    let mut found = Found::default();
    let (((points, vaults), (plans, of_plans)), (policies, of_policies), (jobs, of_jobs)) = tokio::join!(
        async {
            // Plans look for their backups in what is listed anyway.
            let (points, vaults) = vaults::in_region(site).await;
            let plans = plans::in_region(site, needs_points(site).then_some(&points)).await;
            ((points, vaults), plans)
        },
        super::dlm::in_region(site),
        jobs::in_region(site),
    );
    for part in [vaults, of_plans, of_policies, of_jobs] {
        found.add(part);
    }
    let mut answered = points.answered.clone();
    let copies = copies(site, &points, &mut answered).await;
    let schedules = plans.and(policies);
    answered.extend(schedules.answered.iter().chain(&jobs.answered).copied());
    (InRegion { region: site.region.clone(), points, copies, schedules, jobs, answered }, found)
}

/// Where nothing lies in a vault, nothing was copied from one.
async fn copies(
    site: &Site<'_>,
    points: &Points,
    answered: &mut Answered,
) -> Observed<Vec<crate::aws::wire::backup::CopyJob>> {
    if points.seen.is_empty() {
        return points.unseen.clone().map_or(Observed::Value(Vec::new()), Observed::Unknown);
    }
    if !site.wants(PROTECTED) || !site.needs(PROTECTED, ListCopyJobs::OPERATION) {
        return Observed::Unknown(Unknown::undecidable("not-collected"));
    }
    let answer = site.list::<ListCopyJobs>(json!({ "state": "COMPLETED" })).await;
    answered.extend(answer.answered);
    answer.seen.map(|jobs| jobs.into_iter().filter(|job| job.state.as_deref() == Some("COMPLETED")).collect())
}

/// Whether the facts of one of these kinds come from an operation here.
pub(super) fn needs(site: &Site<'_>, kinds: &[ResourceKind], operation: &Operation) -> bool {
    kinds.iter().any(|kind| site.wants(*kind) && site.needs(*kind, operation))
}

/// Whether what lies in the vaults of a region is asked for. Copies lie outside the regions of the document's scope too.
fn needs_points(site: &Site<'_>) -> bool {
    let operation = ListRecoveryPointsByBackupVault::OPERATION;
    let of_resources = super::last_backup::KINDS;
    site.wants(POINT) || site.plan.needs(PROTECTED, operation) || needs(site, &of_resources, operation)
}
