//! What lies in the vaults of a region, as other facts need it.
//!
//! In: answers of `ListRecoveryPointsByBackupVault`. Out: [`Points`], and which of them count as a complete backup.

use super::Answered;
use crate::aws::wire::backup::RecoveryPoint;
use crate::fact::{Observed, Unknown};

/// Recovery points of a region.
#[derive(Debug)]
pub(in crate::collect) struct Points {
    pub(in crate::collect) seen: Vec<Point>,
    /// Why there may be more, if so.
    pub(in crate::collect) unseen: Option<Unknown>,
    pub(in crate::collect) answered: Answered,
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

    /// Whether it was made of this resource.
    pub(in crate::collect) fn is_of(&self, arn: &str) -> bool {
        self.told.resource_arn.as_deref() == Some(arn)
    }
}
