//! When a resource was backed up last: resources and all places in which AWS keeps backups of them, put together.
//!
//! In: a resource, recovery points, and what is read here where no rule asked for it by itself: EBS snapshots, backups of FSx and
//! DynamoDB, each list once per region. Out: the fact `last_backup`. A place that was not seen never makes a backup younger, and
//! never makes it missing for certain.

mod native;

use super::backup::{InRegion, Point};
use super::storage::hours_from;
use super::survey::{Site, Survey};
use crate::aws::wire::Ask;
use crate::aws::wire::backup::ListRecoveryPointsByBackupVault;
use crate::fact::backup::LastBackup;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
pub(super) use native::Copies;
use native::Natives;
use serde_json::Value;

/// The kinds that know their last backup.
pub(super) const KINDS: [ResourceKind; 4] =
    [ResourceKind::Ec2Volume, ResourceKind::EfsFileSystem, ResourceKind::FsxFileSystem, ResourceKind::DynamodbTable];

/// One backup, complete or perhaps so.
#[derive(Clone, Debug)]
struct Candidate {
    age_hours: f64,
    name: String,
    complete: Observed<bool>,
}

/// Whether a rule reads when resources of this kind were backed up last.
pub(super) fn is_read(survey: &Survey<'_>, kind: ResourceKind) -> bool {
    KINDS.contains(&kind) && survey.plan.needs(kind, ListRecoveryPointsByBackupVault::OPERATION)
}

/// Gives a resource its last backup. Waits until all of its region's backups are known.
pub(super) async fn complete(site: &Site<'_>, resource: &mut Resource) {
    let covered = |place: &&InRegion| site.plan.covers(resource.kind, &place.region);
    let places: Vec<&InRegion> = site.backups().await.regions.iter().filter(covered).collect();
    if !places.iter().any(|place| place.region == resource.region) {
        return;
    }
    let natives = site.delivery.copies.of(site, resource.kind).await;
    let facts = last_backup(site, resource, &places, &natives);
    let times = places.iter().flat_map(|place| &place.points.answered);
    resource.answered.extend(times.map(|(operation, time)| ((*operation).to_owned(), *time)));
    resource.answered.extend(natives.answered.iter().cloned());
    let facts = serde_json::to_value(facts).unwrap_or(Value::Null);
    resource.facts.insert("last_backup".to_owned(), facts);
}

fn last_backup(survey: &Survey<'_>, resource: &Resource, places: &[&InRegion], natives: &Natives) -> LastBackup {
    if let Some(why) = in_parts(resource) {
        return LastBackup { age_hours: None, source: None, all_seen: Observed::Unknown(why) };
    }
    let mut doubt = places.iter().find_map(|place| place.points.unseen.clone()).or_else(|| natives.unseen.clone());
    let mut candidates: Vec<Candidate> = natives.of(resource).cloned().collect();
    let points = places.iter().flat_map(|place| place.points.of(&resource.arn));
    candidates.extend(points.map(|point| candidate(survey, point)));
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
    let whole = instances_of(resource).flat_map(|id| places.iter().flat_map(|place| place.points.of_instance(id)));
    let mut whole = whole.map(|point| candidate(survey, point));
    if whole.any(|whole| whole.complete == Observed::Value(true) && younger(whole.age_hours + 1.0)) {
        doubt = doubt.or_else(|| Some(Unknown::undecidable("instance-backed-up-as-a-whole")));
    }
    LastBackup {
        age_hours,
        source: youngest.map(|candidate| candidate.name.clone()),
        all_seen: doubt.map_or(Observed::Value(true), Observed::Unknown),
    }
}

/// The instances to which a volume is attached.
fn instances_of(resource: &Resource) -> impl Iterator<Item = &str> {
    let attached = resource.facts.get("attached_to").filter(|_| resource.kind == ResourceKind::Ec2Volume);
    attached.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
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
