//! Resources of which AWS keeps backups, and where copies of those lie: recovery points, copy jobs and automated backups of
//! RDS put together.
//!
//! In: backups of all regions, automated backups. Out: one resource per thing that is backed up, in its own region. Copies are
//! what exists: recovery points and automated backups elsewhere, and completed copy jobs to other accounts.

use super::super::Found;
use super::super::sheet::Sheet;
use super::super::storage::hours_from;
use super::super::survey::Survey;
use super::{Backups, InRegion, PROTECTED, Point};
use crate::aws::operations;
use crate::aws::wire::Time;
use crate::aws::wire::backup::CopyJob;
use crate::fact::backup::{Copies, ProtectedResource};
use crate::fact::{Coverage, Observed, Resource, ResourceKind, Unknown};
use std::collections::{BTreeMap, BTreeSet};

/// Types of resources whose snapshots AWS keeps in Amazon S3, in several zones of the region: "CreateSnapshot" (EC2 API
/// reference), "Introduction to backups" (RDS User Guide), "Protecting your data with backups" (FSx User Guides).
const IN_SEVERAL_ZONES: [&str; 5] = ["EBS", "EC2", "RDS", "Aurora", "FSx"];

/// Puts them together. `found` holds what the collector of RDS found.
pub(in crate::collect) fn protected(survey: &Survey<'_>, backups: &Backups, found: &Found) -> Found {
    let mut all = Found::default();
    if !survey.plan.wants(PROTECTED) {
        return all;
    }
    let automated = Automated::of(survey, found);
    let bench = Bench { survey, backups, automated };
    for region in backups.regions.iter().filter(|region| survey.plan.covers(PROTECTED, &region.region)) {
        let sources = bench.sources(region);
        let unseen = region.points.unseen.clone().or_else(|| bench.automated.unlisted.get(&region.region).cloned());
        let listed = unseen.map_or(Ok(sources.len() as u64), Err);
        all.coverage.push(Coverage { kind: PROTECTED, region: region.region.clone(), listed });
        all.resources.extend(sources.into_iter().map(|(arn, ty)| bench.resource(region, &arn, &ty)));
    }
    all
}

/// Automated backups of DB instances.
#[derive(Default)]
struct Automated {
    backups: Vec<AutomatedBackup>,
    /// Regions in which they could not be listed, and why.
    unlisted: BTreeMap<String, Unknown>,
}

struct AutomatedBackup {
    /// The DB instance.
    arn: String,
    /// Where the backup lies.
    region: String,
    /// The DB instance's region.
    source_region: String,
    age_hours: Option<f64>,
    in_region: Observed<bool>,
    answered: Vec<(String, jiff::Timestamp)>,
}

impl Automated {
    fn of(survey: &Survey<'_>, found: &Found) -> Self {
        const KIND: ResourceKind = ResourceKind::RdsAutomatedBackup;
        let unlisted = found.coverage.iter().filter(|coverage| coverage.kind == KIND);
        let unlisted =
            unlisted.filter_map(|coverage| Some((coverage.region.clone(), coverage.listed.clone().err()?))).collect();
        let backups = found.resources.iter().filter(|resource| resource.kind == KIND);
        Self { backups: backups.filter_map(|resource| AutomatedBackup::of(survey, resource)).collect(), unlisted }
    }
}

impl AutomatedBackup {
    fn of(survey: &Survey<'_>, resource: &Resource) -> Option<Self> {
        let source_region = resource.facts.get("source_region")?.as_str()?.to_owned();
        let (partition, account) = (&survey.account.partition, &survey.account.id);
        let in_region = resource.facts.get("in_region")?;
        Some(Self {
            arn: format!("arn:{partition}:rds:{source_region}:{account}:db:{}", resource.name),
            region: resource.region.clone(),
            age_hours: resource.facts.get("latest_restorable_age_hours")?.as_f64(),
            in_region: match (in_region.as_bool(), Unknown::from_json(in_region)) {
                (Some(value), _) => Observed::Value(value),
                (None, Some(why)) => Observed::Unknown(why),
                (None, None) => Observed::Absent,
            },
            source_region,
            answered: resource.answered.clone().into_iter().collect(),
        })
    }
}

struct Bench<'a> {
    survey: &'a Survey<'a>,
    backups: &'a Backups,
    automated: Automated,
}

impl Bench<'_> {
    /// What is backed up in a region, with its type: whatever has a complete backup where it lies itself.
    fn sources(&self, region: &InRegion) -> BTreeMap<String, String> {
        let points = region.points.seen.iter().filter(|point| is_complete(point) && self.is_own(point));
        let of_points = points.filter_map(|point| {
            let arn = point.told.resource_arn.as_deref()?;
            let home = part(arn, 3).unwrap_or(&region.region);
            let ty = point.told.resource_type.clone().unwrap_or_default();
            (home == region.region).then(|| (arn.to_owned(), ty))
        });
        let automated = self.automated.backups.iter().filter(|backup| {
            backup.region == region.region && backup.source_region == region.region && backup.age_hours.is_some()
        });
        // What AWS Backup calls the resource comes first.
        automated.map(|backup| (backup.arn.clone(), "RDS".to_owned())).chain(of_points).collect()
    }

    /// Whether a recovery point is a backup of something in this account, and not a copy from another one.
    fn is_own(&self, point: &Point) -> bool {
        let resource = point.told.resource_arn.as_deref().and_then(|arn| part(arn, 4));
        let copied_from = point.told.source_backup_vault_arn.as_deref().and_then(|arn| part(arn, 4));
        resource.or(copied_from).is_none_or(|account| account == self.survey.account.id)
    }

    fn resource(&self, region: &InRegion, arn: &str, ty: &str) -> Resource {
        let name = arn.rsplit([':', '/']).next().unwrap_or(arn);
        let mut sheet = Sheet::new(PROTECTED, &region.region, name, arn);
        for region in &self.backups.regions {
            sheet.answered(&region.points.answered);
        }
        sheet.answered(&region.answered);
        let automated: Vec<&AutomatedBackup> =
            self.automated.backups.iter().filter(|backup| backup.arn == arn).collect();
        for (operation, time) in automated.iter().flat_map(|backup| &backup.answered) {
            if *operation == operations::DESCRIBE_DB_INSTANCE_AUTOMATED_BACKUPS.id {
                sheet.answered(&[(operations::DESCRIBE_DB_INSTANCE_AUTOMATED_BACKUPS.id, *time)]);
            }
        }
        let jobs = self.copied_elsewhere(region, arn);
        let facts = ProtectedResource {
            resource_type: ty.to_owned(),
            in_several_zones: in_several_zones(region, arn, &automated),
            other_regions: self.other_regions(region, arn, &automated, &jobs),
            other_accounts: copies(
                jobs.iter().filter_map(|(account, _, days)| Some(((*account)?, *days))),
                unseen_jobs(region),
            ),
        };
        sheet.finish(&self.survey.account.id, &facts)
    }

    /// Copies in other accounts that should still be kept there: account, region and days since each was made.
    fn copied_elsewhere<'r>(&self, region: &'r InRegion, arn: &str) -> Vec<(Option<&'r str>, Option<&'r str>, f64)> {
        let own = self.survey.account.id.as_str();
        let jobs = region.copies.value().into_iter().flatten().filter(|job| job.resource_arn.as_deref() == Some(arn));
        jobs.filter_map(|job| {
            let to = job.destination_backup_vault_arn.as_deref()?;
            let days = hours_from(self.survey.account, job.completion_date?) / 24.0;
            let account = part(to, 4).filter(|account| *account != own)?;
            is_kept(job, days).then(|| (Some(account), part(to, 3), days))
        })
        .collect()
    }

    fn other_regions(
        &self,
        region: &InRegion,
        arn: &str,
        automated: &[&AutomatedBackup],
        jobs: &[(Option<&str>, Option<&str>, f64)],
    ) -> Copies {
        let days = |time: Time| hours_from(self.survey.account, time) / 24.0;
        let others = || self.backups.regions.iter().filter(|other| other.region != region.region);
        let points = others().flat_map(|other| other.points.of(arn).map(move |point| (other.region.as_str(), point)));
        let points = points
            .filter(|(_, point)| is_complete(point))
            .filter_map(|(place, point)| Some((place, days(point.told.creation_date?))));
        let replicas = automated.iter().filter(|backup| backup.region != region.region);
        let replicas = replicas.filter_map(|backup| Some((backup.region.as_str(), backup.age_hours? / 24.0)));
        let jobs = jobs.iter().filter_map(|(_, place, days)| Some(((*place)?, *days)));
        let jobs = jobs.filter(|(place, _)| *place != region.region);
        let unlisted = || self.automated.unlisted.values().next().filter(|_| part(arn, 2) == Some("rds")).cloned();
        let unseen = self.unasked().or_else(|| others().find_map(|other| other.points.unseen.clone()));
        let unseen = unseen.or_else(|| odd_status(others(), arn)).or_else(unlisted).or_else(|| unseen_jobs(region));
        copies(points.chain(replicas).chain(jobs), unseen)
    }

    /// Why copies may lie in regions that nobody asked, if so.
    fn unasked(&self) -> Option<Unknown> {
        let regions = self.survey.regions;
        let left_out = regions.asked.iter().find(|region| !self.survey.plan.narrowing.leaves(region));
        let left_out = left_out.map(|region| Unknown::NotAsked { region: region.clone() });
        regions.enabled.clone().err().or(left_out)
    }
}

/// A part of an ARN: 2 is the service, 3 the region, 4 the account. `None` where it is empty.
fn part(arn: &str, index: usize) -> Option<&str> {
    arn.split(':').nth(index).filter(|part| !part.is_empty())
}

fn is_complete(point: &Point) -> bool {
    point.is_complete() == Observed::Value(true)
}

/// A recovery point of the resource that may or may not be complete.
fn odd_status<'r>(regions: impl Iterator<Item = &'r InRegion>, arn: &str) -> Option<Unknown> {
    let points = regions.flat_map(|region| region.points.of(arn));
    points.map(Point::is_complete).find_map(|complete| match complete {
        Observed::Unknown(why) => Some(why),
        _ => None,
    })
}

fn unseen_jobs(region: &InRegion) -> Option<Unknown> {
    match &region.copies {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    }
}

/// Whether a copy has not been deleted by its own lifecycle yet.
fn is_kept(job: &CopyJob, days: f64) -> bool {
    let kept = job.destination_recovery_point_lifecycle.as_ref().and_then(|lifecycle| lifecycle.delete_after_days);
    let kept = kept.filter(|days| *days >= 0).and_then(|days| i32::try_from(days).ok());
    kept.is_none_or(|kept| days <= f64::from(kept))
}

fn in_several_zones(region: &InRegion, arn: &str, automated: &[&AutomatedBackup]) -> Observed<bool> {
    let points = || region.points.of(arn).filter(|point| is_complete(point));
    let documented =
        |point: &Point| point.told.resource_type.as_deref().is_some_and(|ty| IN_SEVERAL_ZONES.contains(&ty));
    if points().any(documented) {
        return Observed::Value(true);
    }
    if points().next().is_some() {
        return Observed::Unknown(Unknown::undecidable("backup-place-not-documented"));
    }
    let own = automated.iter().find(|backup| backup.region == region.region);
    own.map_or(Observed::Value(false), |backup| backup.in_region.clone())
}

/// Places with the age of what lies there in days, and why there may be more.
fn copies<'r>(seen: impl Iterator<Item = (&'r str, f64)>, unseen: Option<Unknown>) -> Copies {
    let (mut places, mut youngest) = (BTreeSet::new(), None);
    for (place, days) in seen {
        places.insert(place);
        youngest = Some(youngest.map_or(days, |known: f64| known.min(days)));
    }
    Copies {
        places: places.into_iter().map(str::to_owned).collect(),
        age_days: youngest,
        all_seen: unseen.map_or(Observed::Value(true), Observed::Unknown),
    }
}
