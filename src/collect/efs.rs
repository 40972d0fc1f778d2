//! EFS: file systems in every region asked.
//!
//! Calls per region: `DescribeFileSystems`, and as far as rules read them `DescribeReplicationConfigurations` once and
//! `DescribeFileSystemPolicy` per file system.

use super::Found;
use super::outside::access;
use super::storage::{hours_from, storage};
use super::survey::{Site, Survey, not_collected};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::efs::{
    DescribeFileSystemPolicy, DescribeFileSystems, DescribeReplicationConfigurations, FileSystem as Listed, Replication,
};
use crate::fact::efs::{FileSystem, FileSystemPolicy};
use crate::fact::outside::Access;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use crate::policy::{Decision, Policy, ResourceArn, plain_http, refuses_plaintext};
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
    let policy = sheet.seen(policy).map(|reply| Some(reply.policy)).or_absent(|| None);
    let outside = policy.clone().and_then(|text| access(text.as_deref(), &arn, &site.account.id)).map(named);
    let policy = policy.map(|text| judged(text.as_deref(), &arn));
    sheet.answered(&replications.answered);
    let facts = FileSystem {
        age_hours: Observed::Value(hours_from(site.account, item.creation_time)),
        availability_zone: item.availability_zone_name.clone(),
        storage,
        policy,
        outside,
        copy_regions: replications.seen.as_ref().map(|all| copy_regions(all, id, &site.region)).or_absent(Vec::new),
        // Joined later.
        last_backup: not_collected().seen,
        tags: Observed::Value(item.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Those whom the policy names. NOTE: "Default EFS file system policy" (EFS User Guide): without a policy every client that reaches
/// a mount target has full access. A policy that is open to everybody is no more than that: the network decides.
fn named(access: Access) -> Access {
    let everybody = |who: &str| who.starts_with('*');
    let shown = access.shown.into_iter().zip(access.examples).filter(|(who, _)| !everybody(who));
    let (shown, examples) = shown.unzip();
    let possible = access.possible.into_iter().filter(|who| !everybody(who)).collect();
    Access { shown, examples, possible, services: access.services }
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

/// What a file system policy refuses; `None`: there is none.
///
/// NOTE: "Default EFS file system policy" (EFS User Guide): without a policy every client that reaches a mount target has full
/// access, and nothing asks for TLS.
fn judged(policy: Option<&str>, arn: &str) -> FileSystemPolicy {
    let open = |reason: &str| (Observed::Unknown(Unknown::undecidable(reason)), None);
    let (refuses_plaintext, counterexample) = match (ResourceArn::parse(arn), policy.map(Policy::parse)) {
        (Err(_), _) => open("unusual-arn"),
        (Ok(_), Some(Err(_))) => open("unreadable-policy"),
        (Ok(file_system), None) => (Observed::Value(false), Some(plain_http(file_system).to_string())),
        (Ok(file_system), Some(Ok(policy))) => match refuses_plaintext(&policy, file_system) {
            Decision::Yes => (Observed::Value(true), None),
            Decision::No(request) => (Observed::Value(false), Some(request.to_string())),
            Decision::CannotTell(reason) => open(reason.code()),
        },
    };
    FileSystemPolicy { exists: policy.is_some(), refuses_plaintext, counterexample }
}

#[cfg(test)]
mod tests {
    use super::{Observed, Replication, copy_regions, judged};
    use crate::aws::wire::efs::Destination;

    const ARN: &str = "arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-1";

    #[test]
    fn clear_text_is_refused_by_a_policy_alone() {
        let policy = |statement: &str| format!(r#"{{ "Version": "2012-10-17", "Statement": [{statement}] }}"#);
        let deny = r#"{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "*",
            "Condition": { "Bool": { "aws:SecureTransport": "false" } } }"#;
        let allow_all =
            r#"{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "elasticfilesystem:ClientMount" }"#;
        let refuses = |text: Option<&str>| judged(text, ARN).refuses_plaintext;
        assert_eq!(refuses(None), Observed::Value(false));
        assert_eq!(refuses(Some(&policy(deny))), Observed::Value(true));
        assert_eq!(refuses(Some(&policy(&format!("{allow_all},{deny}")))), Observed::Value(true));
        assert_eq!(refuses(Some(&policy(allow_all))), Observed::Value(false));
        assert!(judged(Some(&policy(allow_all)), ARN).counterexample.is_some());
        assert!(matches!(refuses(Some("no policy")), Observed::Unknown(_)));
    }

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
