//! Backups that a service keeps by itself: EBS snapshots, backups of FSx and DynamoDB. EFS has none but those of AWS Backup.
//!
//! In: what the services' collectors found, if rules speak of it; else the lists, asked here. Out: [`Natives`] of a region.

use super::super::Found;
use super::super::storage::hours_from;
use super::super::survey::Site;
use super::Candidate;
use crate::aws::wire::dynamodb::ListBackups;
use crate::aws::wire::ebs::DescribeSnapshots;
use crate::aws::wire::fsx::DescribeBackups;
use crate::aws::wire::{Ask, Time};
use crate::aws::{Answer, operations::Operation};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use jiff::Timestamp;
use serde_json::{Value, json};

/// One backup, and what it was made of.
pub(super) struct Native {
    /// Id or ARN of the resource.
    of: String,
    /// Hours since it was made.
    age_hours: Observed<f64>,
    name: String,
    complete: Observed<bool>,
}

/// The backups of one kind in one region.
#[derive(Default)]
pub(super) struct Natives {
    seen: Vec<Native>,
    /// Why there may be more, if so.
    pub(super) unseen: Option<Unknown>,
    pub(super) answered: Vec<(String, Timestamp)>,
}

impl Natives {
    /// Those of one resource. One without an age may be the youngest of all.
    pub(super) fn of(&self, resource: &Resource) -> Vec<Candidate> {
        let own = self.seen.iter().filter(|native| native.of == resource.name || native.of == resource.arn);
        own.map(|native| Candidate {
            age_hours: native.age_hours.value().copied().unwrap_or(0.0),
            name: native.name.clone(),
            complete: native.age_hours.clone().and_then(|_| native.complete.clone()),
        })
        .collect()
    }
}

/// The backups of one kind in one region.
pub(super) async fn of_region(site: &Site<'_>, kind: ResourceKind, found: &Found) -> Natives {
    match kind {
        ResourceKind::Ec2Volume => match listed(site, ResourceKind::Ec2Snapshot, found, "volume") {
            Some(natives) => natives,
            None => asked(site.list::<DescribeSnapshots>(json!({ "Owner": ["self"] })).await, |item| Native {
                of: item.volume_id.clone().unwrap_or_default(),
                age_hours: age(site, item.start_time, DescribeSnapshots::OPERATION),
                name: format!("snapshot {}", item.snapshot_id),
                complete: state(item.status.as_deref()),
            }),
        },
        ResourceKind::FsxFileSystem => match listed(site, ResourceKind::FsxBackup, found, "file_system") {
            Some(natives) => natives,
            None => asked(site.list::<DescribeBackups>(json!({})).await, |item| Native {
                of: item.file_system.file_system_id.clone().unwrap_or_default(),
                age_hours: age(site, Some(item.creation_time), DescribeBackups::OPERATION),
                name: item.backup_id.clone(),
                complete: state(Some(&item.lifecycle)),
            }),
        },
        ResourceKind::DynamodbTable => {
            asked(site.list::<ListBackups>(json!({ "BackupType": "ALL" })).await, |item| Native {
                of: item.table_arn.clone().unwrap_or_default(),
                age_hours: age(site, item.backup_creation_date_time, ListBackups::OPERATION),
                name: item.backup_arn.clone(),
                complete: state(item.backup_status.as_deref()),
            })
        }
        _ => Natives::default(),
    }
}

fn age(site: &Site<'_>, time: Option<Time>, operation: &Operation) -> Observed<f64> {
    Observed::required(time, operation.action).map(|time| hours_from(site.account, time))
}

/// Whether a backup in this state can be restored. The states of the three services do not contradict each other.
fn state(state: Option<&str>) -> Observed<bool> {
    match state {
        Some("completed" | "AVAILABLE") => Observed::Value(true),
        Some(
            "pending" | "error" | "recoverable" | "recovering" | "CREATING" | "TRANSFERRING" | "DELETED" | "FAILED"
            | "PENDING" | "COPYING",
        ) => Observed::Value(false),
        _ => Observed::Unknown(Unknown::undecidable("backup-state-not-known")),
    }
}

fn asked<T>(answer: Answer<Vec<T>>, native: impl Fn(&T) -> Native) -> Natives {
    let answered = answer.answered.iter().map(|(operation, time)| ((*operation).to_owned(), *time)).collect();
    let mut natives = Natives { answered, ..Natives::default() };
    match answer.seen {
        Observed::Value(items) => natives.seen = items.iter().map(native).collect(),
        Observed::Absent => {}
        Observed::Unknown(why) => natives.unseen = Some(why),
    }
    natives
}

/// What a collector found already; `None` where no rule speaks of these backups here. `of` is the fact that names the resource.
fn listed(site: &Site<'_>, kind: ResourceKind, found: &Found, of: &str) -> Option<Natives> {
    let here = |coverage: &&crate::fact::Coverage| coverage.kind == kind && coverage.region == site.region;
    let coverage = found.coverage.iter().find(here)?;
    let own: Vec<&Resource> =
        found.resources.iter().filter(|resource| resource.kind == kind && resource.region == site.region).collect();
    let native = |resource: &Resource| {
        let fact = |name: &str| resource.facts.get(name).cloned().unwrap_or(Value::Null);
        let (age_hours, told) = (fact("age_hours"), fact("state"));
        Native {
            of: fact(of).as_str().unwrap_or_default().to_owned(),
            age_hours: match (age_hours.as_f64(), Unknown::from_json(&age_hours)) {
                (Some(hours), _) => Observed::Value(hours),
                (None, why) => Observed::Unknown(why.unwrap_or_else(|| Unknown::undecidable("not-collected"))),
            },
            name: match kind {
                ResourceKind::Ec2Snapshot => format!("snapshot {}", resource.name),
                _ => resource.name.clone(),
            },
            complete: state(told.as_str()),
        }
    };
    Some(Natives {
        answered: own.first().map(|resource| resource.answered.clone().into_iter().collect()).unwrap_or_default(),
        seen: own.into_iter().map(native).collect(),
        unseen: coverage.listed.clone().err(),
    })
}
