//! Snapshots, automated backups and proxies of one region.

use super::super::sheet::{Sheet, hours_since};
use super::super::{Found, in_turn, when};
use super::{Site, other_regions, tags};
use crate::aws::{Answer, all_pages, operations};
use crate::fact::kms::DataKey;
use crate::fact::rds::{AutomatedBackup, ClusterSnapshot, Proxy, Snapshot, Storage};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use aws_sdk_rds::types::{DbClusterSnapshot, DbInstanceAutomatedBackup, DbProxy, DbSnapshot, RestoreWindow};

pub(super) async fn collect(site: &Site<'_>) -> Found {
    let (snapshots, cluster_snapshots, backups, proxies) = tokio::join!(
        each(site, ResourceKind::RdsSnapshot, snapshots(site), async |item, sheet| snapshot(site, item, sheet).await),
        each(site, ResourceKind::RdsClusterSnapshot, cluster_snapshots(site), async |item, sheet| {
            cluster_snapshot(site, item, sheet).await
        }),
        each(site, ResourceKind::RdsAutomatedBackup, automated_backups(site), async |item, sheet| {
            automated_backup(site, item, sheet)
        }),
        each(site, ResourceKind::RdsProxy, proxies(site), async |item, sheet| proxy(site, item, sheet)),
    );
    let mut found = Found::default();
    for part in [snapshots, cluster_snapshots, backups, proxies] {
        found.add(part);
    }
    found
}

/// Something that the region's list of its kind names.
trait Named {
    fn name(&self) -> Option<&str>;
    fn arn(&self) -> Option<&str>;
}

macro_rules! named {
    ($($ty:ty: $name:ident, $arn:ident;)*) => {
        $(impl Named for $ty {
            fn name(&self) -> Option<&str> {
                self.$name()
            }

            fn arn(&self) -> Option<&str> {
                self.$arn()
            }
        })*
    };
}

named! {
    DbSnapshot: db_snapshot_identifier, db_snapshot_arn;
    DbClusterSnapshot: db_cluster_snapshot_identifier, db_cluster_snapshot_arn;
    DbInstanceAutomatedBackup: db_instance_identifier, db_instance_automated_backups_arn;
    DbProxy: db_proxy_name, db_proxy_arn;
}

/// Lists a kind, if a rule speaks of it here, and describes each resource of the list.
async fn each<T: Named>(
    site: &Site<'_>,
    kind: ResourceKind,
    list: impl Future<Output = Answer<Vec<T>>>,
    describe: impl AsyncFn(&T, Sheet) -> Resource,
) -> Found {
    let mut found = Found::default();
    if !site.lists(kind) {
        return found;
    }
    let listed = list.await;
    found.note(kind, &site.region, &listed.seen);
    let items = listed.seen.value().map_or(&[][..], Vec::as_slice);
    let described = items.iter().map(|item| {
        let sheet = site.sheet(kind, item.name().unwrap_or_default(), item.arn(), &listed);
        describe(item, sheet)
    });
    found.resources = in_turn(described).await;
    found
}

async fn snapshots(site: &Site<'_>) -> Answer<Vec<DbSnapshot>> {
    let operation = &operations::DESCRIBE_DB_SNAPSHOTS;
    all_pages(operation, async |marker| {
        let call = site.client.describe_db_snapshots().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| Observed::required(page.db_snapshots.map(|items| (items, page.marker)), operation.action))
    })
    .await
}

async fn snapshot(site: &Site<'_>, item: &DbSnapshot, mut sheet: Sheet) -> Resource {
    let action = operations::DESCRIBE_DB_SNAPSHOTS.action;
    let storage =
        site.storage(&mut sheet, item.encrypted, item.storage_encryption_type(), item.kms_key_id(), action).await;
    let snapshot_type = item.snapshot_type().unwrap_or_default().to_owned();
    let shared = when(
        site.plan.needs(sheet.kind, &operations::DESCRIBE_DB_SNAPSHOT_ATTRIBUTES),
        if_shareable(&snapshot_type, &storage, snapshot_shares(site, &sheet.name)),
    );
    let shared = sheet.seen(shared.await);
    let facts = Snapshot {
        snapshot_type,
        storage,
        database: item.db_instance_identifier.clone(),
        copied_from: item.source_db_snapshot_identifier.clone().filter(|source| !source.is_empty()),
        lineage: Observed::Unknown(Unknown::undecidable("not-collected")),
        public: shared.clone().map(|accounts| is_public(&accounts)),
        shared_with: shared.map(|accounts| others(&accounts, &site.account.id)),
        tags: tags(item.tag_list()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// The values of the attribute `restore`: accounts, or `all`.
async fn snapshot_shares(site: &Site<'_>, name: &str) -> Answer<Vec<String>> {
    let operation = &operations::DESCRIBE_DB_SNAPSHOT_ATTRIBUTES;
    let call = site.client.describe_db_snapshot_attributes().db_snapshot_identifier(name).send();
    let answer = site.account.ask(operation, &site.region, call).await;
    answer.and_then(|output| {
        let attributes = output.db_snapshot_attributes_result.and_then(|result| result.db_snapshot_attributes);
        Observed::required(attributes, operation.action).map(|attributes| {
            let restore = attributes.into_iter().filter(|attribute| attribute.attribute_name() == Some("restore"));
            restore.flat_map(|attribute| attribute.attribute_values.unwrap_or_default()).collect()
        })
    })
}

/// NOTE: only manual snapshots can be shared, others must be copied first ("Sharing a DB snapshot", RDS User Guide); and none under
/// the default key, which AWS manages ("Sharing encrypted snapshots"). Of such there are many, so they are not asked about.
async fn if_shareable(
    snapshot_type: &str,
    storage: &Storage,
    asked: impl Future<Output = Answer<Vec<String>>>,
) -> Answer<Vec<String>> {
    let stays_here = snapshot_type == "automated" || storage.key.value().is_some_and(DataKey::is_of_aws);
    if stays_here { Answer::known(Observed::Value(Vec::new())) } else { asked.await }
}

/// Whether every AWS account can restore it.
fn is_public(shares: &[String]) -> bool {
    shares.iter().any(|account| account == "all")
}

/// Those other than the account itself with whom it is shared one by one.
fn others(shares: &[String], own: &str) -> Vec<String> {
    shares.iter().filter(|account| *account != "all" && *account != own).cloned().collect()
}

async fn cluster_snapshots(site: &Site<'_>) -> Answer<Vec<DbClusterSnapshot>> {
    let operation = &operations::DESCRIBE_DB_CLUSTER_SNAPSHOTS;
    all_pages(operation, async |marker| {
        let call = site.client.describe_db_cluster_snapshots().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(page.db_cluster_snapshots.map(|items| (items, page.marker)), operation.action)
        })
    })
    .await
}

async fn cluster_snapshot(site: &Site<'_>, item: &DbClusterSnapshot, mut sheet: Sheet) -> Resource {
    let action = operations::DESCRIBE_DB_CLUSTER_SNAPSHOTS.action;
    let storage = site
        .storage(&mut sheet, item.storage_encrypted, item.storage_encryption_type(), item.kms_key_id(), action)
        .await;
    let snapshot_type = item.snapshot_type().unwrap_or_default().to_owned();
    let shared = when(
        site.plan.needs(sheet.kind, &operations::DESCRIBE_DB_CLUSTER_SNAPSHOT_ATTRIBUTES),
        if_shareable(&snapshot_type, &storage, cluster_snapshot_shares(site, &sheet.name)),
    );
    let shared = sheet.seen(shared.await);
    let facts = ClusterSnapshot {
        snapshot_type,
        storage,
        database: item.db_cluster_identifier.clone(),
        copied_from: item.source_db_cluster_snapshot_arn.clone().filter(|source| !source.is_empty()),
        lineage: Observed::Unknown(Unknown::undecidable("not-collected")),
        public: shared.clone().map(|accounts| is_public(&accounts)),
        shared_with: shared.map(|accounts| others(&accounts, &site.account.id)),
        tags: tags(item.tag_list()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// The values of the attribute `restore`: accounts, or `all`.
async fn cluster_snapshot_shares(site: &Site<'_>, name: &str) -> Answer<Vec<String>> {
    let operation = &operations::DESCRIBE_DB_CLUSTER_SNAPSHOT_ATTRIBUTES;
    let call = site.client.describe_db_cluster_snapshot_attributes().db_cluster_snapshot_identifier(name).send();
    let answer = site.account.ask(operation, &site.region, call).await;
    answer.and_then(|output| {
        let result = output.db_cluster_snapshot_attributes_result;
        let attributes = result.and_then(|result| result.db_cluster_snapshot_attributes);
        Observed::required(attributes, operation.action).map(|attributes| {
            let restore = attributes.into_iter().filter(|attribute| attribute.attribute_name() == Some("restore"));
            restore.flat_map(|attribute| attribute.attribute_values.unwrap_or_default()).collect()
        })
    })
}

async fn automated_backups(site: &Site<'_>) -> Answer<Vec<DbInstanceAutomatedBackup>> {
    let operation = &operations::DESCRIBE_DB_INSTANCE_AUTOMATED_BACKUPS;
    all_pages(operation, async |marker| {
        let call = site.client.describe_db_instance_automated_backups().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(page.db_instance_automated_backups.map(|items| (items, page.marker)), operation.action)
        })
    })
    .await
}

fn automated_backup(site: &Site<'_>, item: &DbInstanceAutomatedBackup, sheet: Sheet) -> Resource {
    let copies = item.db_instance_automated_backups_replications();
    let copies = copies.iter().filter_map(|copy| copy.db_instance_automated_backups_arn());
    let facts = AutomatedBackup {
        source_region: item.region().unwrap_or(&site.region).to_owned(),
        copy_regions: other_regions(copies, &site.region),
        latest_restorable_age_hours: item
            .restore_window()
            .and_then(RestoreWindow::latest_time)
            .map(|time| hours_since(site.account, time)),
        in_region: Observed::required(item.backup_target(), operations::DESCRIBE_DB_INSTANCE_AUTOMATED_BACKUPS.action)
            .map(|target| target == "region"),
    };
    sheet.finish(&site.account.id, &facts)
}

async fn proxies(site: &Site<'_>) -> Answer<Vec<DbProxy>> {
    let operation = &operations::DESCRIBE_DB_PROXIES;
    all_pages(operation, async |marker| {
        let call = site.client.describe_db_proxies().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| Observed::required(page.db_proxies.map(|items| (items, page.marker)), operation.action))
    })
    .await
}

fn proxy(site: &Site<'_>, item: &DbProxy, sheet: Sheet) -> Resource {
    let require_tls = Observed::required(item.require_tls, operations::DESCRIBE_DB_PROXIES.action);
    sheet.finish(&site.account.id, &Proxy { require_tls })
}
