//! Snapshots, automated backups and proxies of one region.

use super::super::Found;
use super::{Site, other_regions, tags};
use crate::aws::{Answer, all_pages, operations};
use crate::fact::rds::{AutomatedBackup, ClusterSnapshot, Proxy, Snapshot};
use crate::fact::{Observed, ResourceKind};
use aws_sdk_rds::types::{DbClusterSnapshot, DbInstanceAutomatedBackup, DbProxy, DbSnapshot};

pub(super) async fn collect(site: &Site<'_>) -> Found {
    let (snapshots, cluster_snapshots, backups, proxies) =
        tokio::join!(snapshots(site), cluster_snapshots(site), automated_backups(site), proxies(site));
    let mut found = Found::default();
    for part in [snapshots, cluster_snapshots, backups, proxies] {
        found.add(part);
    }
    found
}

async fn snapshots(site: &Site<'_>) -> Found {
    let (kind, operation) = (ResourceKind::RdsSnapshot, &operations::DESCRIBE_DB_SNAPSHOTS);
    let mut found = Found::default();
    if !site.lists(kind) {
        return found;
    }
    let listed: Answer<Vec<DbSnapshot>> = all_pages(operation, async |marker| {
        let call = site.client.describe_db_snapshots().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(page.db_snapshots.map(|snapshots| (snapshots, page.marker)), operation.action)
        })
    })
    .await;
    found.note(kind, &site.region, &listed.seen);
    for snapshot in listed.seen.value().into_iter().flatten() {
        let mut sheet = site.sheet(
            kind,
            snapshot.db_snapshot_identifier().unwrap_or_default(),
            snapshot.db_snapshot_arn(),
            &listed,
        );
        let storage = site
            .storage(
                &mut sheet,
                snapshot.encrypted,
                snapshot.storage_encryption_type(),
                snapshot.kms_key_id(),
                operation.action,
            )
            .await;
        let snapshot_type = snapshot.snapshot_type().unwrap_or_default().to_owned();
        found.resources.push(
            sheet.finish(&site.account.id, &Snapshot { snapshot_type, storage, tags: tags(snapshot.tag_list()) }),
        );
    }
    found
}

async fn cluster_snapshots(site: &Site<'_>) -> Found {
    let (kind, operation) = (ResourceKind::RdsClusterSnapshot, &operations::DESCRIBE_DB_CLUSTER_SNAPSHOTS);
    let mut found = Found::default();
    if !site.lists(kind) {
        return found;
    }
    let listed: Answer<Vec<DbClusterSnapshot>> = all_pages(operation, async |marker| {
        let call = site.client.describe_db_cluster_snapshots().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(page.db_cluster_snapshots.map(|snapshots| (snapshots, page.marker)), operation.action)
        })
    })
    .await;
    found.note(kind, &site.region, &listed.seen);
    for snapshot in listed.seen.value().into_iter().flatten() {
        let mut sheet = site.sheet(
            kind,
            snapshot.db_cluster_snapshot_identifier().unwrap_or_default(),
            snapshot.db_cluster_snapshot_arn(),
            &listed,
        );
        let storage = site
            .storage(
                &mut sheet,
                snapshot.storage_encrypted,
                snapshot.storage_encryption_type(),
                snapshot.kms_key_id(),
                operation.action,
            )
            .await;
        let snapshot_type = snapshot.snapshot_type().unwrap_or_default().to_owned();
        found.resources.push(
            sheet
                .finish(&site.account.id, &ClusterSnapshot { snapshot_type, storage, tags: tags(snapshot.tag_list()) }),
        );
    }
    found
}

async fn automated_backups(site: &Site<'_>) -> Found {
    let (kind, operation) = (ResourceKind::RdsAutomatedBackup, &operations::DESCRIBE_DB_INSTANCE_AUTOMATED_BACKUPS);
    let mut found = Found::default();
    if !site.lists(kind) {
        return found;
    }
    let listed: Answer<Vec<DbInstanceAutomatedBackup>> = all_pages(operation, async |marker| {
        let call = site.client.describe_db_instance_automated_backups().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(
                page.db_instance_automated_backups.map(|backups| (backups, page.marker)),
                operation.action,
            )
        })
    })
    .await;
    found.note(kind, &site.region, &listed.seen);
    for backup in listed.seen.value().into_iter().flatten() {
        let sheet = site.sheet(
            kind,
            backup.db_instance_identifier().unwrap_or_default(),
            backup.db_instance_automated_backups_arn(),
            &listed,
        );
        let copies = backup
            .db_instance_automated_backups_replications()
            .iter()
            .filter_map(|copy| copy.db_instance_automated_backups_arn());
        let facts = AutomatedBackup {
            source_region: backup.region().unwrap_or(&site.region).to_owned(),
            copy_regions: other_regions(copies, &site.region),
        };
        found.resources.push(sheet.finish(&site.account.id, &facts));
    }
    found
}

async fn proxies(site: &Site<'_>) -> Found {
    let (kind, operation) = (ResourceKind::RdsProxy, &operations::DESCRIBE_DB_PROXIES);
    let mut found = Found::default();
    if !site.lists(kind) {
        return found;
    }
    let listed: Answer<Vec<DbProxy>> = all_pages(operation, async |marker| {
        let call = site.client.describe_db_proxies().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(page.db_proxies.map(|proxies| (proxies, page.marker)), operation.action)
        })
    })
    .await;
    found.note(kind, &site.region, &listed.seen);
    for proxy in listed.seen.value().into_iter().flatten() {
        let sheet = site.sheet(kind, proxy.db_proxy_name().unwrap_or_default(), proxy.db_proxy_arn(), &listed);
        found.resources.push(
            sheet.finish(
                &site.account.id,
                &Proxy { require_tls: Observed::required(proxy.require_tls, operation.action) },
            ),
        );
    }
    found
}
