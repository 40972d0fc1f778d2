//! Backups that a service keeps by itself: EBS snapshots, backups of FSx and DynamoDB. EFS has none but those of AWS Backup.
//!
//! In: what the services' collectors hand over, if rules speak of it; else the lists, asked here. Out: [`Natives`] of a region.

use super::super::Plan;
use super::super::storage::hours_from;
use super::super::survey::Site;
use super::Candidate;
use crate::aws::wire::backup::ListRecoveryPointsByBackupVault;
use crate::aws::wire::dynamodb::ListBackups;
use crate::aws::wire::ebs::DescribeSnapshots;
use crate::aws::wire::fsx::DescribeBackups;
use crate::aws::wire::{Ask, Time};
use crate::aws::{Answer, Once, operations::Operation};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tokio::sync::Notify;

/// One backup, and what it was made of.
struct Native {
    /// Id or ARN of the resource.
    of: String,
    /// Hours since it was made.
    age_hours: Observed<f64>,
    name: String,
    complete: Observed<bool>,
}

/// The backups of one kind in one region, of each resource those that decide.
#[derive(Debug, Default)]
pub(super) struct Natives {
    by_resource: HashMap<String, Latest>,
    /// Why there may be more, if so.
    pub(super) unseen: Option<Unknown>,
    pub(super) answered: Vec<(String, Timestamp)>,
}

/// The youngest backup of a resource that is complete, and the youngest of which that is open.
#[derive(Debug, Default)]
struct Latest {
    complete: Option<Candidate>,
    open: Option<Candidate>,
}

impl Natives {
    /// Those of one resource.
    pub(super) fn of(&self, resource: &Resource) -> impl Iterator<Item = &Candidate> {
        let latest = [&resource.name, &resource.arn].into_iter().filter_map(|of| self.by_resource.get(of));
        latest.flat_map(|latest| [&latest.complete, &latest.open]).flatten()
    }

    /// One more. One without an age may be the youngest of all; one that is not complete is none.
    fn add(&mut self, native: Native) {
        let candidate = Candidate {
            age_hours: native.age_hours.value().copied().unwrap_or(0.0),
            name: native.name,
            complete: native.age_hours.and_then(|_| native.complete),
        };
        let latest = self.by_resource.entry(native.of).or_default();
        let known = match candidate.complete {
            Observed::Value(true) => &mut latest.complete,
            Observed::Unknown(_) => &mut latest.open,
            _ => return,
        };
        // Of two that are as young the same one each time, in whatever order they come.
        let comes_first = |known: &Candidate| {
            candidate.age_hours.total_cmp(&known.age_hours).then_with(|| candidate.name.cmp(&known.name)).is_lt()
        };
        if known.as_ref().is_none_or(comes_first) {
            *known = Some(candidate);
        }
    }
}

/// Backups that a collector may list by itself.
#[derive(Clone, Copy, Debug)]
struct NativeKind {
    /// What they are made of.
    of: ResourceKind,
    kind: ResourceKind,
    /// The fact that names what one was made of.
    names: &'static str,
    listed_by: &'static Operation,
}

const NATIVE_KINDS: [NativeKind; 2] = [
    NativeKind {
        of: ResourceKind::Ec2Volume,
        kind: ResourceKind::Ec2Snapshot,
        names: "volume",
        listed_by: DescribeSnapshots::OPERATION,
    },
    NativeKind {
        of: ResourceKind::FsxFileSystem,
        kind: ResourceKind::FsxBackup,
        names: "file_system",
        listed_by: DescribeBackups::OPERATION,
    },
];

/// The backups that services keep by themselves, each list once per region: those that a collector lists anyway are noted as they
/// pass.
#[derive(Debug)]
pub(in crate::collect) struct Copies {
    /// Those that are noted, by kind.
    noted: BTreeMap<ResourceKind, NativeKind>,
    passing: RefCell<BTreeMap<(ResourceKind, String), Natives>>,
    passed: RefCell<BTreeMap<(ResourceKind, String), Natives>>,
    one_passed: Notify,
    /// By kind of resource and region.
    known: Once<(ResourceKind, String), Natives>,
}

impl Copies {
    /// None so far.
    pub(in crate::collect) fn new(plan: &Plan) -> Self {
        let read = |kind| plan.needs(kind, ListRecoveryPointsByBackupVault::OPERATION);
        let noted = NATIVE_KINDS.into_iter().filter(|copy| read(copy.of));
        Self {
            noted: noted.map(|copy| (copy.kind, copy)).collect(),
            passing: RefCell::default(),
            passed: RefCell::default(),
            one_passed: Notify::new(),
            known: Once::default(),
        }
    }

    /// A resource that may be a backup.
    pub(in crate::collect) fn see(&self, resource: &Resource) {
        let Some(copy) = self.noted.get(&resource.kind) else { return };
        let mut passing = self.passing.borrow_mut();
        let natives = passing.entry((resource.kind, resource.region.clone())).or_default();
        // The pages of the list were answered one after the other: the last counts.
        let page = resource.answered.get(copy.listed_by.id).copied();
        match (natives.answered.last_mut(), page) {
            (Some((_, last)), Some(page)) => *last = page.max(*last),
            (None, Some(page)) => natives.answered.push((copy.listed_by.id.to_owned(), page)),
            (_, None) => {}
        }
        natives.add(native(resource, copy.names));
    }

    /// Nothing more of a kind comes from a region.
    pub(in crate::collect) fn end_of(&self, kind: ResourceKind, region: &str, listed: &Result<u64, Unknown>) {
        if !self.noted.contains_key(&kind) {
            return;
        }
        let key = (kind, region.to_owned());
        let mut natives = self.passing.borrow_mut().remove(&key).unwrap_or_default();
        natives.unseen = listed.as_ref().err().cloned();
        self.passed.borrow_mut().insert(key, natives);
        self.one_passed.notify_waiters();
    }

    /// The backups of one kind of resource in one region.
    pub(super) async fn of(&self, site: &Site<'_>, kind: ResourceKind) -> Arc<Natives> {
        self.known.get((kind, site.region.clone()), self.look(site, kind)).await
    }

    async fn look(&self, site: &Site<'_>, kind: ResourceKind) -> Natives {
        match NATIVE_KINDS.into_iter().find(|copy| copy.of == kind) {
            Some(copy) if site.wants(copy.kind) => self.pass(copy.kind, &site.region).await,
            _ => of_region(site, kind).await,
        }
    }

    /// Waits until a collector has listed them all.
    async fn pass(&self, copy: ResourceKind, region: &str) -> Natives {
        let key = (copy, region.to_owned());
        loop {
            let one_passed = self.one_passed.notified();
            if let Some(natives) = self.passed.borrow_mut().remove(&key) {
                return natives;
            }
            one_passed.await;
        }
    }
}

/// The backups of one kind in one region, where no rule speaks of them.
async fn of_region(site: &Site<'_>, kind: ResourceKind) -> Natives {
    match kind {
        ResourceKind::Ec2Volume => {
            asked(site.list::<DescribeSnapshots>(json!({ "Owner": ["self"] })).await, |item| Native {
                of: item.volume_id.clone().unwrap_or_default(),
                age_hours: age(site, item.start_time, DescribeSnapshots::OPERATION),
                name: format!("snapshot {}", item.snapshot_id),
                complete: state(item.status.as_deref()),
            })
        }
        ResourceKind::FsxFileSystem => asked(site.list::<DescribeBackups>(json!({})).await, |item| Native {
            of: item.file_system.file_system_id.clone().unwrap_or_default(),
            age_hours: age(site, Some(item.creation_time), DescribeBackups::OPERATION),
            name: item.backup_id.clone(),
            complete: state(Some(&item.lifecycle)),
        }),
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
        Observed::Value(items) => items.iter().map(native).for_each(|native| natives.add(native)),
        Observed::Absent => {}
        Observed::Unknown(why) => natives.unseen = Some(why),
    }
    natives
}

/// A backup as a collector describes it. `of` is the fact that names what it was made of.
fn native(resource: &Resource, of: &str) -> Native {
    let fact = |name: &str| resource.facts.get(name).cloned().unwrap_or(Value::Null);
    let (age_hours, told) = (fact("age_hours"), fact("state"));
    Native {
        of: fact(of).as_str().unwrap_or_default().to_owned(),
        age_hours: match (age_hours.as_f64(), Unknown::from_json(&age_hours)) {
            (Some(hours), _) => Observed::Value(hours),
            (None, why) => Observed::Unknown(why.unwrap_or_else(|| Unknown::undecidable("not-collected"))),
        },
        name: match resource.kind {
            ResourceKind::Ec2Snapshot => format!("snapshot {}", resource.name),
            _ => resource.name.clone(),
        },
        complete: state(told.as_str()),
    }
}
