//! Snapshots, automated backups and proxies of one region.

use super::super::Found;
use super::super::sheet::Sheet;
use super::{Site, other_regions, tags};
use crate::aws::{Answer, all_pages, operations};
use crate::fact::rds::{AutomatedBackup, ClusterSnapshot, Proxy, Snapshot};
use crate::fact::{Observed, Resource, ResourceKind};
use aws_sdk_rds::types::{DbClusterSnapshot, DbInstanceAutomatedBackup, DbProxy, DbSnapshot};

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
    for item in listed.seen.value().into_iter().flatten() {
        let sheet = site.sheet(kind, item.name().unwrap_or_default(), item.arn(), &listed);
        found.resources.push(describe(item, sheet).await);
    }
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
    sheet.finish(&site.account.id, &Snapshot { snapshot_type, storage, tags: tags(item.tag_list()) })
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
    sheet.finish(&site.account.id, &ClusterSnapshot { snapshot_type, storage, tags: tags(item.tag_list()) })
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
