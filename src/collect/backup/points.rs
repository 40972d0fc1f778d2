//! What lies in the vaults of a region, as other facts need it.
//!
//! In: answers of `ListRecoveryPointsByBackupVault`. Out: [`Points`], and which of them count as a complete backup.

use super::Answered;
use crate::aws::wire::backup::RecoveryPoint;
use crate::fact::{Observed, Unknown};
use std::collections::HashMap;

/// Recovery points of a region.
#[derive(Debug, Default)]
pub(in crate::collect) struct Points {
    pub(in crate::collect) seen: Vec<Point>,
    /// Why there may be more, if so.
    pub(in crate::collect) unseen: Option<Unknown>,
    pub(in crate::collect) answered: Answered,
    /// Positions by the ARN of what they were made of.
    by_resource: HashMap<String, Vec<usize>>,
    /// Those of EC2 instances by the instance's id.
    by_instance: HashMap<String, Vec<usize>>,
}

impl Points {
    /// None so far, in lists that were answered then.
    pub(super) fn of_lists(answered: Answered) -> Self {
        Self { answered, ..Self::default() }
    }

    /// None, of which it is not known whether that is all.
    pub(super) fn not_asked(answered: Answered) -> Self {
        Self { unseen: Some(Unknown::undecidable("not-collected")), answered, ..Self::default() }
    }

    /// One more.
    pub(in crate::collect) fn add(&mut self, point: Point) {
        if let Some(arn) = &point.told.resource_arn {
            let position = self.seen.len();
            if let Some((_, id)) = arn.split_once(":instance/") {
                self.by_instance.entry(id.to_owned()).or_default().push(position);
            }
            self.by_resource.entry(arn.clone()).or_default().push(position);
        }
        self.seen.push(point);
    }

    /// Those of one resource.
    pub(in crate::collect) fn of(&self, arn: &str) -> impl Iterator<Item = &Point> {
        self.at(self.by_resource.get(arn))
    }

    /// Those of one EC2 instance as a whole.
    pub(in crate::collect) fn of_instance(&self, id: &str) -> impl Iterator<Item = &Point> {
        self.at(self.by_instance.get(id))
    }

    fn at<'p>(&'p self, positions: Option<&'p Vec<usize>>) -> impl Iterator<Item = &'p Point> {
        positions.into_iter().flatten().filter_map(|position| self.seen.get(*position))
    }
}

/// A recovery point and its vault.
#[derive(Clone, Debug)]
pub(in crate::collect) struct Point {
    pub(in crate::collect) vault: String,
    pub(in crate::collect) told: RecoveryPoint,
}

impl Point {
    /// Whether it is a whole backup that can be restored; unknown for a status that nobody knew when this was written.
    ///
    /// NOTE: "DescribeRecoveryPoint" (AWS Backup Developer Guide): `PARTIAL` lacks some of its parts, `EXPIRED` is to be deleted,
    /// `STOPPED` is a continuous backup that no longer goes on.
    pub(in crate::collect) fn is_complete(&self) -> Observed<bool> {
        match self.told.status.as_deref() {
            Some("COMPLETED" | "AVAILABLE") => Observed::Value(true),
            Some("CREATING" | "PARTIAL" | "EXPIRED" | "DELETING" | "STOPPED") => Observed::Value(false),
            _ => Observed::Unknown(Unknown::undecidable("recovery-point-status-not-known")),
        }
    }
}
