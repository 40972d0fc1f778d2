//! Snapshots and machine images of one region: how they are encrypted, and who else may use them.

use super::{IMAGE, SNAPSHOT, Told, age, tags};
use crate::aws::Answer;
use crate::aws::wire::ebs::{
    DescribeImageAttribute, DescribeImages, DescribeSnapshotAttribute, DescribeSnapshots,
    GetSnapshotBlockPublicAccessState, Snapshot as Listed, SnapshotAttribute, SnapshotBlock,
};
use crate::aws::wire::{Ask, Time, ebs as wire};
use crate::collect::Found;
use crate::collect::survey::{Site, not_collected};
use crate::fact::ebs::{Image, Snapshot};
use crate::fact::kms::DataKey;
use crate::fact::{Observed, Resource, Unknown};
use serde_json::json;

/// Who may restore snapshots, as far as the region as a whole tells it.
struct Sharing {
    /// Own snapshots that every account may restore.
    to_all: Answer<Vec<Listed>>,
    /// What the region withholds of that.
    block: Answer<SnapshotBlock>,
}

pub(super) async fn snapshots(site: &Site<'_>) -> Found {
    let sharing = async {
        if !site.wants(SNAPSHOT) || !site.needs(SNAPSHOT, GetSnapshotBlockPublicAccessState::OPERATION) {
            return Sharing { to_all: not_collected(), block: not_collected() };
        }
        // One list instead of a call per snapshot, and it still answers where single snapshots may not be asked about.
        let to_all = site.list::<DescribeSnapshots>(json!({ "Owner": ["self"], "RestorableBy": ["all"] }));
        let (to_all, block) = tokio::join!(to_all, site.get::<GetSnapshotBlockPublicAccessState>(json!({})));
        Sharing { to_all, block }
    };
    let sharing = sharing.await;
    let own = json!({ "Owner": ["self"] });
    let describe = async |item: &Listed, listed: &Answer<Vec<Listed>>| snapshot(site, item, listed, &sharing).await;
    site.each_of::<DescribeSnapshots>(SNAPSHOT, own, describe).await
}

async fn snapshot(site: &Site<'_>, item: &Listed, listed: &Answer<Vec<Listed>>, sharing: &Sharing) -> Resource {
    let id = &item.snapshot_id;
    let action = DescribeSnapshots::OPERATION.action;
    let mut sheet = site.sheet(SNAPSHOT, id, &arn(site, "snapshot", id), listed);
    let told = Told { encrypted: item.encrypted, sse_type: item.sse_type.as_deref(), action };
    let storage = told.storage(site, &mut sheet, item.kms_key_id.as_deref()).await;
    let permissions = if stays_here(&storage.key) {
        Answer::known(Observed::Value(SnapshotAttribute::default()))
    } else {
        let asked = json!({ "SnapshotId": id, "Attribute": "createVolumePermission" });
        site.get_for::<DescribeSnapshotAttribute>(SNAPSHOT, asked).await
    };
    let permissions = sheet.seen(permissions);
    sheet.answered(&sharing.block.answered);
    let facts = Snapshot {
        volume: Observed::required(item.volume_id.clone(), action),
        state: Observed::required(item.status.clone(), action),
        age_hours: age(site.account, item.start_time, action),
        storage,
        public: withheld(open_to_all(id, &permissions, &sharing.to_all.seen), &sharing.block.seen),
        shared_with: permissions.map(|attribute| {
            let users = attribute.create_volume_permission.item.into_iter().filter_map(|permission| permission.user_id);
            users.filter(|user| *user != site.account.id).collect()
        }),
        tags: tags(&item.tag_set),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Whether a snapshot cannot be shared at all, so that nobody need ask with whom it is.
///
/// NOTE: "Share an Amazon EBS snapshot" (EBS User Guide): those under the default key, which AWS manages, cannot be shared.
fn stays_here(key: &Observed<DataKey>) -> bool {
    key.value().is_some_and(DataKey::is_of_aws)
}

/// Whether a snapshot's permissions name every account: by the region's list of such, or by its own permissions.
fn open_to_all(id: &str, own: &Observed<SnapshotAttribute>, to_all: &Observed<Vec<Listed>>) -> Observed<bool> {
    let by_itself = own.value().map(|attribute| {
        attribute.create_volume_permission.item.iter().any(|permission| permission.group.as_deref() == Some("all"))
    });
    match (by_itself, to_all) {
        (Some(true), _) => Observed::Value(true),
        (_, Observed::Value(listed)) => Observed::Value(listed.iter().any(|snapshot| snapshot.snapshot_id == id)),
        (Some(false), _) | (None, Observed::Absent) => Observed::Value(false),
        (None, Observed::Unknown(why)) => Observed::Unknown(why.clone()),
    }
}

/// Whether everybody can restore it in effect.
///
/// NOTE: "Block public access for snapshots" (EBS User Guide): `block-all-sharing` leaves the permissions as they are, but treats
/// the snapshots as private; `block-new-sharing` leaves what is public.
fn withheld(open: Observed<bool>, block: &Observed<SnapshotBlock>) -> Observed<bool> {
    match (open, block.value().map(|block| block.state.as_str())) {
        (_, Some("block-all-sharing")) => Observed::Value(false),
        (Observed::Value(true), Some("block-new-sharing" | "unblocked")) => Observed::Value(true),
        (Observed::Value(true), Some(_)) => Observed::Unknown(Unknown::undecidable("unknown-public-access-state")),
        (Observed::Value(true), None) => match block {
            Observed::Unknown(why) => Observed::Unknown(why.clone()),
            _ => Observed::Value(true),
        },
        (open, _) => open,
    }
}

pub(super) async fn images(site: &Site<'_>) -> Found {
    // Disabled images are no longer offered, but still hold data.
    let own = json!({ "Owner": ["self"], "IncludeDisabled": true });
    site.each_of::<DescribeImages>(IMAGE, own, async |item, listed| image(site, item, listed).await).await
}

async fn image(site: &Site<'_>, item: &wire::Image, listed: &Answer<Vec<wire::Image>>) -> Resource {
    let id = &item.image_id;
    let action = DescribeImages::OPERATION.action;
    let mut sheet = site.sheet(IMAGE, id, &arn(site, "image", id), listed);
    let asked = json!({ "ImageId": id, "Attribute": "launchPermission" });
    let permissions = site.get_for::<DescribeImageAttribute>(IMAGE, asked).await;
    let made = item.creation_date.as_deref().and_then(|date| date.parse().ok()).map(Time);
    let facts = Image {
        state: Observed::required(item.image_state.clone(), action),
        age_hours: age(site.account, made, action),
        snapshots: item
            .block_device_mapping
            .item
            .iter()
            .filter_map(|disk| disk.ebs.as_ref()?.snapshot_id.clone())
            .collect(),
        public: Observed::required(item.is_public, action),
        shared_with: sheet.seen(permissions).map(|attribute| {
            let permissions = attribute.launch_permission.item.into_iter();
            let others = permissions.flat_map(|one| [one.user_id, one.organization_arn, one.organizational_unit_arn]);
            others.flatten().filter(|other| *other != site.account.id).collect()
        }),
        tags: tags(&item.tag_set),
    };
    sheet.finish(&site.account.id, &facts)
}

/// ARNs of snapshots and images name no account ("Resource types defined by Amazon EC2", Service Authorization Reference).
fn arn(site: &Site<'_>, kind: &str, id: &str) -> String {
    format!("arn:{}:ec2:{}::{kind}/{id}", site.account.partition, site.region)
}

#[cfg(test)]
mod tests {
    use super::{
        DataKey, Listed, Observed, SnapshotAttribute, SnapshotBlock, Unknown, open_to_all, stays_here, withheld,
    };
    use crate::aws::wire::Items;
    use crate::aws::wire::ebs::Permission;

    fn attribute(group: Option<&str>) -> Observed<SnapshotAttribute> {
        let item = vec![Permission { user_id: None, group: group.map(str::to_owned) }];
        Observed::Value(SnapshotAttribute { create_volume_permission: Items { item } })
    }

    fn listed(id: &str) -> Observed<Vec<Listed>> {
        let snapshot = Listed {
            snapshot_id: id.to_owned(),
            volume_id: None,
            status: None,
            start_time: None,
            encrypted: None,
            sse_type: None,
            kms_key_id: None,
            tag_set: Items::default(),
        };
        Observed::Value(vec![snapshot])
    }

    fn denied<T>() -> Observed<T> {
        Observed::Unknown(Unknown::AccessDenied { action: "ec2:Some".to_owned() })
    }

    fn block(state: &str) -> Observed<SnapshotBlock> {
        Observed::Value(SnapshotBlock { state: state.to_owned() })
    }

    #[test]
    fn only_a_key_of_aws_keeps_a_snapshot_in_the_account_for_certain() {
        let under = |manager: &str| {
            let text = String::new;
            let key =
                DataKey { arn: text(), manager: manager.to_owned(), state: text(), origin: text(), account: text() };
            stays_here(&Observed::Value(key))
        };
        assert!(under("AWS") && !under("CUSTOMER"));
        assert!(!stays_here(&Observed::Absent) && !stays_here(&denied()));
    }

    #[test]
    fn either_way_shows_that_everybody_may_restore_it() {
        assert_eq!(open_to_all("s", &attribute(Some("all")), &listed("other")), Observed::Value(true));
        assert_eq!(open_to_all("s", &denied(), &listed("s")), Observed::Value(true));
        assert_eq!(open_to_all("s", &attribute(Some("all")), &denied()), Observed::Value(true));
        assert_eq!(open_to_all("s", &denied(), &listed("other")), Observed::Value(false));
        assert_eq!(open_to_all("s", &attribute(None), &denied()), Observed::Value(false));
        assert_eq!(open_to_all("s", &denied(), &denied()), denied());
    }

    #[test]
    fn only_the_block_of_all_sharing_withholds_what_is_public() {
        assert_eq!(withheld(Observed::Value(true), &block("unblocked")), Observed::Value(true));
        assert_eq!(withheld(Observed::Value(true), &block("block-new-sharing")), Observed::Value(true));
        assert_eq!(withheld(Observed::Value(true), &block("block-all-sharing")), Observed::Value(false));
        assert_eq!(withheld(denied(), &block("block-all-sharing")), Observed::Value(false));
        assert!(matches!(withheld(Observed::Value(true), &block("block-some")), Observed::Unknown(_)));
        assert_eq!(withheld(Observed::Value(true), &denied()), denied());
        assert_eq!(withheld(Observed::Value(false), &denied()), Observed::Value(false));
        assert_eq!(withheld(denied(), &block("unblocked")), denied());
    }
}
