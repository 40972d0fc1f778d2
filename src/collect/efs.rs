//! EFS: file systems in every region asked.
//!
//! Calls per region: `DescribeFileSystems`, and as far as rules read them `DescribeReplicationConfigurations` once and
//! `DescribeFileSystemPolicy` per file system.

use super::Found;
use super::storage::{hours_from, storage};
use super::survey::{Site, Survey, not_collected};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::efs::{
    DescribeFileSystemPolicy, DescribeFileSystems, DescribeReplicationConfigurations, FileSystem as Listed, Replication,
};
use crate::fact::efs::{FileSystem, FileSystemPolicy};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeSet;

const KIND: ResourceKind = ResourceKind::EfsFileSystem;

/// Collects file systems.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    // Without a file system named, all replications of the account in the region.
    let replications = site.list_for::<DescribeReplicationConfigurations>(KIND, json!({})).await;
    let list = site.list::<DescribeFileSystems>(json!({}));
    site.each(KIND, list, async |item, listed| file_system(site, item, listed, &replications).await).await
}

async fn file_system(
    site: &Site<'_>,
    item: &Listed,
    listed: &Answer<Vec<Listed>>,
    replications: &Answer<Vec<Replication>>,
) -> Resource {
    let id = &item.file_system_id;
    let arn =
        item.file_system_arn.clone().unwrap_or_else(|| site.arn("elasticfilesystem", &format!("file-system/{id}")));
    let mut sheet = site.sheet(KIND, id, &arn, listed);
    let encrypted = || Observed::required(item.encrypted, DescribeFileSystems::OPERATION.action);
    let storage = storage(site, &mut sheet, encrypted(), encrypted(), item.kms_key_id.as_deref()).await;
    let policy = site.get_for::<DescribeFileSystemPolicy>(KIND, json!({ "FileSystemId": id })).await;
    let policy = sheet.seen(policy).map(|reply| judged(&reply.policy, &arn)).or_absent(|| no_policy(&arn));
    sheet.answered(&replications.answered);
    let facts = FileSystem {
        age_hours: Observed::Value(hours_from(site.account, item.creation_time)),
        availability_zone: item.availability_zone_name.clone(),
        storage,
        policy,
        copy_regions: replications.seen.clone().or_absent(Vec::new).map(|all| copy_regions(&all, id, &site.region)),
        // Joined later.
        last_backup: not_collected().seen,
        tags: Observed::Value(item.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Regions, other than its own, to which a file system is copied.
fn copy_regions(replications: &[Replication], id: &str, own: &str) -> Vec<String> {
    let copies = replications.iter().filter(|replication| replication.source_file_system_id == id);
    let regions: BTreeSet<&str> = copies
        .flat_map(|replication| &replication.destinations)
        .map(|destination| destination.region.as_str())
        .collect();
    regions.into_iter().filter(|region| *region != own).map(str::to_owned).collect()
}

/// NOTE: "Default EFS file system policy" (EFS User Guide): without a policy every client that reaches a mount target has full
/// access, and nothing asks for TLS.
fn no_policy(arn: &str) -> FileSystemPolicy {
    FileSystemPolicy {
        exists: false,
        refuses_plaintext: Observed::Value(false),
        counterexample: Some(format!("nfs elasticfilesystem:ClientMount {arn} (anonymous)")),
    }
}

/// What a policy refuses.
fn judged(_text: &str, _arn: &str) -> FileSystemPolicy {
    FileSystemPolicy {
        exists: true,
        refuses_plaintext: Observed::Unknown(Unknown::undecidable("file-system-policy-not-judged")),
        counterexample: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Replication, copy_regions};
    use crate::aws::wire::efs::Destination;

    #[test]
    fn only_copies_of_this_file_system_elsewhere_count() {
        let replication = |source: &str, region: &str| Replication {
            source_file_system_id: source.to_owned(),
            destinations: vec![Destination { region: region.to_owned() }],
        };
        let all =
            [replication("fs-1", "eu-west-1"), replication("fs-2", "us-east-1"), replication("fs-1", "eu-central-1")];
        assert_eq!(copy_regions(&all, "fs-1", "eu-central-1"), ["eu-west-1"]);
    }
}
