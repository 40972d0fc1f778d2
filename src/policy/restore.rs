//! Can a principal have backups restored? In: his identity policies and permissions boundary, and the roles that AWS Backup may
//! assume. Out: `RestoreDecision`.
//!
//! Whoever is an administrator, or can become one, can. *No* is said only if every single way is ruled out; *Yes* only if one
//! is shown. A condition that he can satisfy (MFA, a network) does not hold him back.
//!
//! Not considered, as in `administrator`: policies of the organisation, session policies, resource policies (of vaults too).

use super::administrator::{AdminDecision, AdminKind, Home, Identity, StatementRef, administrator_in};
use super::escalation::{Need, Target};
use super::permissions::{Finding, Permissions};
use super::truth::Reason;

/// Whether a principal can have backups restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreDecision {
    /// He can, by these statements, and this is the action or the way to become an administrator; `None` for full access.
    Yes(Vec<StatementRef>, Option<&'static str>),
    /// He cannot.
    No,
    /// Not decided.
    CannotTell(Reason),
}

/// Actions that bring data back from a backup, each enough by itself ("Actions, resources, and condition keys" of Amazon RDS,
/// EC2, DynamoDB and FSx). `rds:` stands for Aurora, Neptune and DocumentDB too.
const DIRECT: [&str; 8] = [
    "rds:RestoreDBInstanceFromDBSnapshot",
    "rds:RestoreDBInstanceToPointInTime",
    "rds:RestoreDBClusterFromSnapshot",
    "rds:RestoreDBClusterToPointInTime",
    "ec2:CreateVolume",
    "dynamodb:RestoreTableFromBackup",
    "dynamodb:RestoreTableToPointInTime",
    "fsx:CreateFileSystemFromBackup",
];

/// AWS Backup restores as a role that the principal passes to it ("StartRestoreJob", AWS Backup Developer Guide). The job is
/// authorised against the recovery point, which has an ARN of the service it comes from.
const START: Need = Need { action: "backup:StartRestoreJob", target: Target::Everything };

/// Whether the principal, who lives in `home`, can have backups restored. `backup_roles` are the ARNs of roles that AWS Backup
/// may assume.
#[must_use]
pub fn can_restore(identity: &Identity, home: &Home, backup_roles: &[String]) -> RestoreDecision {
    let permissions = Permissions { identity, home };
    let mut doubt = None;
    for action in DIRECT {
        match permissions.single(&Need { action, target: Target::Any }) {
            Finding::Shown(statements) => return RestoreDecision::Yes(statements, Some(action)),
            Finding::RuledOut => {}
            Finding::Open(reason) => doubt = doubt.or(Some(reason)),
        }
    }
    match permissions.passing(&START, "backup.amazonaws.com", backup_roles) {
        Finding::Shown(statements) => return RestoreDecision::Yes(statements, Some(START.action)),
        Finding::RuledOut => {}
        Finding::Open(reason) => doubt = doubt.or(Some(reason)),
    }
    match administrator_in(identity, home) {
        AdminDecision::Yes(evidence) => {
            let way = match evidence.kind {
                AdminKind::FullAccess => None,
                AdminKind::Escalation(way) => Some(way.id()),
            };
            return RestoreDecision::Yes(evidence.statements, way);
        }
        AdminDecision::No => {}
        AdminDecision::CannotTell(reason) => doubt = doubt.or(Some(reason)),
    }
    doubt.map_or(RestoreDecision::No, RestoreDecision::CannotTell)
}
