//! When a resource was backed up last: resources and all places in which AWS keeps backups of them, put together.
//!
//! In: resources that other collectors found, recovery points, and what is read here where no rule asked for it by itself:
//! EBS snapshots, backups of FSx and DynamoDB, each list once per region. Out: the fact `last_backup`. A place that was not
//! seen never makes a backup younger, and never makes it missing for certain.

mod native;

use super::Found;
use super::backup::{Backups, InRegion, Point};
use super::storage::hours_from;
use super::survey::Survey;
use crate::aws::wire::Ask;
use crate::aws::wire::backup::ListRecoveryPointsByBackupVault;
use crate::collect::side_by_side::side_by_side;
use crate::fact::backup::LastBackup;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use native::Natives;
use serde_json::Value;

/// The kinds that know their last backup.
pub(super) const KINDS: [ResourceKind; 4] =
    [ResourceKind::Ec2Volume, ResourceKind::EfsFileSystem, ResourceKind::FsxFileSystem, ResourceKind::DynamodbTable];

/// The kinds that are backups of those, and read for them where a rule speaks of them.
pub(super) const COPIES: [ResourceKind; 2] = [ResourceKind::Ec2Snapshot, ResourceKind::FsxBackup];

/// One backup, complete or perhaps so.
struct Candidate {
    age_hours: f64,
    name: String,
    complete: Observed<bool>,
}

/// Gives every resource its last backup, where a rule reads it.
pub(super) async fn complete(survey: &Survey<'_>, backups: &Backups, found: &mut Found) {
    let read = |kind: ResourceKind| survey.plan.needs(kind, ListRecoveryPointsByBackupVault::OPERATION);
    for kind in KINDS.into_iter().filter(|kind| read(*kind)) {
        let places: Vec<&InRegion> =
            backups.regions.iter().filter(|place| survey.plan.covers(kind, &place.region)).collect();
        let natives: Vec<(&str, Natives)> = {
            let found = &*found;
            let lies = |place: &&&InRegion| {
                found.resources.iter().any(|resource| resource.kind == kind && resource.region == place.region)
            };
            side_by_side(places.iter().filter(lies).map(async |place| {
                let site = survey.site(&place.region);
                (place.region.as_str(), native::of_region(&site, kind, found).await)
            }))
            .await
        };
        for resource in found.resources.iter_mut().filter(|resource| resource.kind == kind) {
            let Some((_, natives)) = natives.iter().find(|(region, _)| *region == resource.region) else { continue };
            let facts = last_backup(survey, resource, &places, natives);
            let times = places.iter().flat_map(|place| &place.points.answered);
            resource.answered.extend(times.map(|(operation, time)| ((*operation).to_owned(), *time)));
            resource.answered.extend(natives.answered.iter().cloned());
            let facts = serde_json::to_value(facts).unwrap_or(Value::Null);
            resource.facts.insert("last_backup".to_owned(), facts);
        }
    }
}

fn last_backup(survey: &Survey<'_>, resource: &Resource, places: &[&InRegion], natives: &Natives) -> LastBackup {
    if let Some(why) = in_parts(resource) {
        return LastBackup { age_hours: None, source: None, all_seen: Observed::Unknown(why) };
    }
    let mut doubt = places.iter().find_map(|place| place.points.unseen.clone()).or_else(|| natives.unseen.clone());
    let mut candidates: Vec<Candidate> = natives.of(resource);
    let points = || places.iter().flat_map(|place| &place.points.seen);
    candidates.extend(points().filter(|point| point.is_of(&resource.arn)).map(|point| candidate(survey, point)));
    match point_in_time(resource) {
        Observed::Value(recovery) => candidates.push(recovery),
        Observed::Absent => {}
        Observed::Unknown(why) => doubt = Some(why),
    }
    let complete = candidates.iter().filter(|candidate| candidate.complete == Observed::Value(true));
    let youngest = complete.min_by(|a, b| a.age_hours.total_cmp(&b.age_hours));
    let age_hours = youngest.map(|candidate| candidate.age_hours);
    let younger = |hours: f64| age_hours.is_none_or(|age| hours < age);
    for candidate in candidates.iter().filter(|candidate| younger(candidate.age_hours)) {
        if let Observed::Unknown(why) = &candidate.complete {
            doubt = Some(why.clone());
        }
    }
    // A backup of a whole instance leaves snapshots of its volumes. Where those are not there, nobody knows what it holds.
    let whole = points().filter(|point| is_of_instance(point, resource)).map(|point| candidate(survey, point));
    if whole.into_iter().any(|whole| whole.complete == Observed::Value(true) && younger(whole.age_hours + 1.0)) {
        doubt = doubt.or_else(|| Some(Unknown::undecidable("instance-backed-up-as-a-whole")));
    }
    LastBackup {
        age_hours,
        source: youngest.map(|candidate| candidate.name.clone()),
        all_seen: doubt.map_or(Observed::Value(true), Observed::Unknown),
    }
}

/// Why the backups of a resource say nothing of it as a whole, if so: AWS backs up file systems of FSx for ONTAP volume by
/// volume ("Backup", FSx API reference).
fn in_parts(resource: &Resource) -> Option<Unknown> {
    if resource.kind != ResourceKind::FsxFileSystem {
        return None;
    }
    let ty = resource.facts.get("file_system_type").and_then(Value::as_str);
    match ty {
        Some("WINDOWS" | "LUSTRE" | "OPENZFS") => None,
        Some("ONTAP") => Some(Unknown::undecidable("backed-up-volume-by-volume")),
        _ => Some(Unknown::undecidable("unknown-file-system-type")),
    }
}

/// A recovery point. One without a date may be the youngest of all.
fn candidate(survey: &Survey<'_>, point: &Point) -> Candidate {
    let age = point.told.creation_date.map(|time| hours_from(survey.account, time));
    let dated = |complete| match age {
        Some(_) => Observed::Value(complete),
        None => Observed::required(None, ListRecoveryPointsByBackupVault::OPERATION.action),
    };
    Candidate {
        age_hours: age.unwrap_or(0.0),
        name: point.told.recovery_point_arn.clone(),
        complete: point.is_complete().and_then(dated),
    }
}

/// Whether a recovery point was made of an instance to which a volume is attached.
fn is_of_instance(point: &Point, resource: &Resource) -> bool {
    let instances = resource.facts.get("attached_to").and_then(Value::as_array);
    let backed_up = point.told.resource_arn.as_deref().and_then(|arn| arn.split_once(":instance/"));
    resource.kind == ResourceKind::Ec2Volume
        && backed_up.is_some_and(|(_, id)| {
            instances.into_iter().flatten().filter_map(Value::as_str).any(|instance| instance == id)
        })
}

/// Point-in-time recovery of a DynamoDB table: a backup as young as its latest restorable time.
fn point_in_time(resource: &Resource) -> Observed<Candidate> {
    if resource.kind != ResourceKind::DynamodbTable {
        return Observed::Absent;
    }
    let at = |group: &Value, name: &str| match group.get(name) {
        Some(value) => Unknown::from_json(value).map_or(Observed::Value(value.clone()), Observed::Unknown),
        None => Observed::Unknown(Unknown::undecidable("not-collected")),
    };
    let recovery = at(&Value::Object(resource.facts.clone()), "recovery");
    recovery.and_then(|recovery| at(&recovery, "latest_restorable_age_hours")).and_then(|age| {
        Observed::of(age.as_f64()).map(|age_hours| Candidate {
            age_hours,
            name: "point-in-time recovery".to_owned(),
            complete: Observed::Value(true),
        })
    })
}

#[cfg(test)]
mod tests;
