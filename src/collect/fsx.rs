//! FSx: file systems and backups in every region asked.
//!
//! Calls per region: `DescribeFileSystems`, `DescribeBackups`, each if a rule speaks of them.

use super::Found;
use super::sheet::Sheet;
use super::storage::{hours_from, storage};
use super::survey::{Site, Survey, not_collected};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::fsx::{self as wire, DescribeBackups, DescribeFileSystems, Tag};
use crate::fact::fsx::{Backup, FileSystem};
use crate::fact::storage::Storage;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeMap;

const FILE_SYSTEM: ResourceKind = ResourceKind::FsxFileSystem;
const BACKUP: ResourceKind = ResourceKind::FsxBackup;

/// Collects file systems and their backups.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[FILE_SYSTEM, BACKUP], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    let file_systems = site.list::<DescribeFileSystems>(json!({}));
    let backups = site.list::<DescribeBackups>(json!({}));
    let (mut found, backups) = tokio::join!(
        site.each(FILE_SYSTEM, file_systems, async |item, listed| file_system(site, item, listed).await),
        site.each(BACKUP, backups, async |item, listed| backup(site, item, listed).await),
    );
    found.add(backups);
    found
}

async fn file_system(site: &Site<'_>, item: &wire::FileSystem, listed: &Answer<Vec<wire::FileSystem>>) -> Resource {
    let action = DescribeFileSystems::OPERATION.action;
    let arn = item.resource_arn.as_deref().unwrap_or(&item.file_system_id);
    let mut sheet = site.sheet(FILE_SYSTEM, &item.file_system_id, arn, listed);
    let storage =
        encryption(site, &mut sheet, item.file_system_type.as_deref(), item.kms_key_id.as_deref(), action).await;
    let facts = FileSystem {
        file_system_type: Observed::required(item.file_system_type.clone(), action),
        age_hours: Observed::required(item.creation_time, action).map(|time| hours_from(site.account, time)),
        vpc: Observed::required(item.vpc_id.clone(), action),
        storage,
        // Joined later.
        last_backup: not_collected().seen,
        tags: tags(&item.tags),
    };
    sheet.finish(&site.account.id, &facts)
}

async fn backup(site: &Site<'_>, item: &wire::Backup, listed: &Answer<Vec<wire::Backup>>) -> Resource {
    let action = DescribeBackups::OPERATION.action;
    let arn = item.resource_arn.as_deref().unwrap_or(&item.backup_id);
    let mut sheet = site.sheet(BACKUP, &item.backup_id, arn, listed);
    let of = &item.file_system;
    let storage =
        encryption(site, &mut sheet, of.file_system_type.as_deref(), item.kms_key_id.as_deref(), action).await;
    let facts = Backup {
        backup_type: Observed::Value(item.r#type.clone()),
        state: Observed::Value(item.lifecycle.clone()),
        file_system: Observed::required(of.file_system_id.clone(), action),
        source_region: item.source_backup_region.clone().filter(|region| *region != site.region),
        age_hours: Observed::Value(hours_from(site.account, item.creation_time)),
        storage,
        tags: tags(&item.tags),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Encryption at rest.
///
/// NOTE: FSx encrypts every file system and backup of the four types ("Encryption of data at rest" in the four FSx user guides) and
/// names the KMS key, except for Lustre scratch file systems, where a key of the service is used ("FileSystem", FSx API reference).
async fn encryption(site: &Site<'_>, sheet: &mut Sheet, ty: Option<&str>, key: Option<&str>, action: &str) -> Storage {
    let open = |reason: &str| Observed::Unknown(Unknown::undecidable(reason));
    match (ty, key) {
        (_, Some(key)) => storage(site, sheet, Observed::Value(true), Observed::Value(true), Some(key)).await,
        (Some("LUSTRE"), None) => Storage {
            encrypted: Observed::Value(true),
            kms: open("fsx-does-not-name-scratch-key"),
            key: Observed::Absent,
        },
        (Some("WINDOWS" | "ONTAP" | "OPENZFS"), None) => {
            storage(site, sheet, Observed::Value(true), Observed::required(None, action), None).await
        }
        (_, None) => {
            let reason = "unknown-file-system-type";
            storage(site, sheet, open(reason), open(reason), None).await
        }
    }
}

fn tags(tags: &[Tag]) -> Observed<BTreeMap<String, String>> {
    Observed::Value(tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect())
}
