//! Copies of databases: snapshots and automated backups.
//!
//! In: a call of RDS. Out: its answer. Every tenth snapshot was made by hand, and none is shared.

use super::rds::{encryption, engine, instance_name, members};
use super::site::Site;
use crate::cloud::answer::Answer;

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    let plan = site.plan;
    match site.call.name() {
        "DescribeDBSnapshots" => {
            let item = |index| format!("<DBSnapshot>{}</DBSnapshot>", snapshot(site, index));
            Some(site.xml(plan.db_snapshots, &members("DBSnapshots"), item))
        }
        "DescribeDBClusterSnapshots" => Some(Answer::query(site.call, "<DBClusterSnapshots/>")),
        "DescribeDBInstanceAutomatedBackups" => {
            let item =
                |index| format!("<DBInstanceAutomatedBackup>{}</DBInstanceAutomatedBackup>", backup(site, index));
            Some(site.xml(plan.instances, &members("DBInstanceAutomatedBackups"), item))
        }
        "DescribeDBSnapshotAttributes" => {
            let name = site.call.asked("DBSnapshotIdentifier").unwrap_or_default();
            Some(Answer::query(
                site.call,
                &format!(
                    "<DBSnapshotAttributesResult><DBSnapshotIdentifier>{name}</DBSnapshotIdentifier><DBSnapshotAttributes>\
                     <DBSnapshotAttribute><AttributeName>restore</AttributeName><AttributeValues/></DBSnapshotAttribute>\
                     </DBSnapshotAttributes></DBSnapshotAttributesResult>"
                ),
            ))
        }
        _ => None,
    }
}

/// The instance of a snapshot, in the same region.
fn source(site: &Site<'_>, index: usize) -> usize {
    site.index((index / 2) % site.share(site.plan.instances).max(1))
}

fn snapshot(site: &Site<'_>, index: usize) -> String {
    let instance = source(site, index);
    let (engine, version) = engine(instance);
    let by_hand = (index / 2).is_multiple_of(10);
    let (name, kind) = if by_hand {
        (format!("by-hand-{index:06}"), "manual")
    } else {
        (format!("rds:{}-{index:06}", instance_name(instance)), "automated")
    };
    format!(
        "<DBSnapshotIdentifier>{name}</DBSnapshotIdentifier><DBInstanceIdentifier>{}</DBInstanceIdentifier>\
         <SnapshotCreateTime>{}</SnapshotCreateTime><Engine>{engine}</Engine><AllocatedStorage>100</AllocatedStorage>\
         <Status>available</Status><EngineVersion>{version}</EngineVersion><SnapshotType>{kind}</SnapshotType>{}\
         <DBSnapshotArn>{}</DBSnapshotArn><TagList/>",
        instance_name(instance),
        site.days_ago(index % 14),
        encryption(site, instance, "Encrypted"),
        site.arn("rds", &format!("snapshot:{name}")),
    )
}

fn backup(site: &Site<'_>, index: usize) -> String {
    let name = instance_name(index);
    let arn = site.arn("rds", &format!("db:{name}"));
    let (engine, version) = engine(index);
    format!(
        "<DBInstanceArn>{arn}</DBInstanceArn><DbiResourceId>db-{index:024}</DbiResourceId><Region>{}</Region>\
         <DBInstanceIdentifier>{name}</DBInstanceIdentifier><Status>active</Status><Engine>{engine}</Engine>\
         <EngineVersion>{version}</EngineVersion><RestoreWindow><EarliestTime>{}</EarliestTime><LatestTime>{}</LatestTime>\
         </RestoreWindow>{}<DBInstanceAutomatedBackupsArn>{}</DBInstanceAutomatedBackupsArn>\
         <BackupRetentionPeriod>14</BackupRetentionPeriod><BackupTarget>region</BackupTarget>",
        site.region(),
        site.days_ago(14),
        site.hours_ago(0),
        encryption(site, index, "Encrypted"),
        site.arn("rds", &format!("auto-backup:ab-{index:024}")),
    )
}
