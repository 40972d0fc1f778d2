//! EBS: volumes, snapshots, machine images and the settings for them, in every region asked.
//!
//! Calls per region, as far as rules read them: `DescribeVolumes`; `DescribeSnapshots`, once more for those that are public, and
//! `DescribeSnapshotAttribute` per snapshot that can be shared; `DescribeImages` and `DescribeImageAttribute` per image; one call per setting.

mod copies;

use super::Found;
use super::sheet::Sheet;
use super::storage::{hours_from, storage};
use super::survey::{Site, Survey, not_collected};
use crate::aws::wire::ebs::{
    DescribeVolumes, GetEbsDefaultKmsKeyId, GetEbsEncryptionByDefault, GetImageBlockPublicAccessState,
    GetSnapshotBlockPublicAccessState, Tag,
};
use crate::aws::wire::{Ask, Items, Time, ebs as wire};
use crate::aws::{Account, Answer};
use crate::fact::ebs::{EbsSettings, Volume};
use crate::fact::storage::Storage;
use crate::fact::{Coverage, Observed, Resource, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeMap;

const VOLUME: ResourceKind = ResourceKind::Ec2Volume;
const SNAPSHOT: ResourceKind = ResourceKind::Ec2Snapshot;
const IMAGE: ResourceKind = ResourceKind::Ec2Image;
const SETTINGS: ResourceKind = ResourceKind::Ec2EbsSettings;

/// Collects what block storage there is.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[VOLUME, SNAPSHOT, IMAGE, SETTINGS], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    // NOTE: an account can hide volumes that a service of AWS manages from lists ("ModifyManagedResourceVisibility", EC2 API
    // reference); they hold its data all the same.
    let all = json!({ "IncludeManagedResources": true });
    let (volumes, snapshots, images, settings) = tokio::join!(
        site.each_of::<DescribeVolumes>(VOLUME, all, async |item, listed| volume(site, item, listed).await),
        copies::snapshots(site),
        copies::images(site),
        settings(site),
    );
    let mut found = Found::default();
    for part in [volumes, snapshots, images, settings] {
        found.add(part);
    }
    found
}

async fn volume(site: &Site<'_>, volume: &wire::Volume, listed: &Answer<Vec<wire::Volume>>) -> Resource {
    let id = &volume.volume_id;
    let action = DescribeVolumes::OPERATION.action;
    let mut sheet = site.sheet(VOLUME, id, &site.arn("ec2", &format!("volume/{id}")), listed);
    let told = Told { encrypted: volume.encrypted, sse_type: volume.sse_type.as_deref(), action };
    let storage = told.storage(site, &mut sheet, volume.kms_key_id.as_deref()).await;
    let facts = Volume {
        state: Observed::required(volume.status.clone(), action),
        attached_to: volume.attachment_set.item.iter().filter_map(|at| at.instance_id.clone()).collect(),
        age_hours: age(site.account, volume.create_time, action),
        storage,
        // Joined later.
        last_backup: not_collected().seen,
        tags: tags(&volume.tag_set),
    };
    sheet.finish(&site.account.id, &facts)
}

/// The settings of the region. AWS has no ARN for them.
async fn settings(site: &Site<'_>) -> Found {
    let mut found = Found::default();
    if !site.wants(SETTINGS) {
        return found;
    }
    found.coverage.push(Coverage { kind: SETTINGS, region: site.region.clone(), listed: Ok(1) });
    let mut sheet = Sheet::new(SETTINGS, &site.region, &site.region, &site.arn("ec2", "ebs-settings"));
    let nothing = || json!({});
    let (encryption, key_id, snapshots, images) = tokio::join!(
        site.get_for::<GetEbsEncryptionByDefault>(SETTINGS, nothing()),
        site.get_for::<GetEbsDefaultKmsKeyId>(SETTINGS, nothing()),
        site.get_for::<GetSnapshotBlockPublicAccessState>(SETTINGS, nothing()),
        site.get_for::<GetImageBlockPublicAccessState>(SETTINGS, nothing()),
    );
    let default_key_id = sheet.seen(key_id).map(|reply| reply.kms_key_id);
    let default_key = match &default_key_id {
        // Names of this form are reserved for the keys that AWS manages, and such a key need not exist yet.
        Observed::Value(id) if id.starts_with("alias/aws/") || id.contains(":alias/aws/") => Observed::Absent,
        Observed::Value(id) => sheet.seen(site.keys.of_store(SETTINGS, &site.region, Some(id)).await),
        Observed::Absent => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
    };
    let facts = EbsSettings {
        encryption_by_default: sheet.seen(encryption).map(|reply| reply.ebs_encryption_by_default),
        default_key_id,
        default_key,
        snapshot_public_access: sheet.seen(snapshots).map(|reply| reply.state),
        image_public_access: sheet.seen(images).map(|reply| reply.image_block_public_access_state),
    };
    found.resources.push(sheet.finish(&site.account.id, &facts));
    found
}

/// What EC2 tells of the encryption of a volume or snapshot.
struct Told<'a> {
    encrypted: Option<bool>,
    sse_type: Option<&'a str>,
    action: &'static str,
}

impl Told<'_> {
    /// Encrypted at all, and under a KMS key. `SseType` is "reserved for future use" (EC2 API reference): where it contradicts
    /// `Encrypted`, nobody knows yet what is meant.
    fn levels(&self) -> (Observed<bool>, Observed<bool>) {
        let (encrypted, kms) = match (self.encrypted, self.sse_type) {
            (None, _) => return (Observed::required(None, self.action), Observed::required(None, self.action)),
            (Some(true), None | Some("sse-kms")) => (true, true),
            (Some(true), Some("sse-ebs")) => (true, false),
            (Some(false), None | Some("none")) => (false, false),
            _ => {
                let open = || Observed::Unknown(Unknown::undecidable("contradictory-encryption-state"));
                return (open(), open());
            }
        };
        (Observed::Value(encrypted), Observed::Value(kms))
    }

    async fn storage(&self, site: &Site<'_>, sheet: &mut Sheet, key: Option<&str>) -> Storage {
        let (encrypted, kms) = self.levels();
        storage(site, sheet, encrypted, kms, key).await
    }
}

fn age(account: &Account, time: Option<Time>, action: &str) -> Observed<f64> {
    Observed::required(time, action).map(|time| hours_from(account, time))
}

fn tags(tags: &Items<Tag>) -> Observed<BTreeMap<String, String>> {
    Observed::Value(tags.item.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::{Observed, Told};

    fn levels(encrypted: Option<bool>, sse_type: Option<&str>) -> (Option<bool>, Option<bool>) {
        let (encrypted, kms) = Told { encrypted, sse_type, action: "ec2:DescribeVolumes" }.levels();
        let seen = |level: Observed<bool>| level.value().copied();
        (seen(encrypted), seen(kms))
    }

    #[test]
    fn a_volume_is_encrypted_as_ec2_says_and_a_contradiction_says_nothing() {
        assert_eq!(levels(Some(true), None), (Some(true), Some(true)));
        assert_eq!(levels(Some(true), Some("sse-kms")), (Some(true), Some(true)));
        assert_eq!(levels(Some(true), Some("sse-ebs")), (Some(true), Some(false)));
        assert_eq!(levels(Some(false), Some("none")), (Some(false), Some(false)));
        for open in
            [(None, None), (Some(true), Some("none")), (Some(false), Some("sse-ebs")), (Some(true), Some("new"))]
        {
            assert_eq!(levels(open.0, open.1), (None, None), "{open:?}");
        }
    }
}
