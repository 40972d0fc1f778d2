//! RDS: instances, clusters, snapshots, automated backups and proxies in every region asked; also Neptune and DocumentDB as
//! far as the RDS API lists them.
//!
//! Calls per region: one list per kind that rules speak of, each parameter group and engine version once,
//! `DescribeGlobalClusters` where a cluster rule reads it.

mod capacity;
mod database;
mod lineage;
mod others;
mod place;

use super::alarms::Alarms;
use super::data_key::DataKeys;
use super::delivery::Delivery;
use super::regions::Regions;
use super::sheet::Sheet;
use super::store::{Network, Store};
use super::{Found, Plan, rds_parameters};
use crate::aws::{Account, Answer, operations};
use crate::collect::side_by_side::side_by_side;
use crate::fact::rds::{Cluster, Instance, Storage};
use crate::fact::{Observed, ResourceKind, Unknown};
use aws_sdk_rds::types::{StorageEncryptionType, Tag};
pub(super) use place::Place;
use std::collections::BTreeMap;

/// Everything of one region that a call needs.
pub(super) struct Site<'a> {
    account: &'a Account,
    plan: &'a Plan,
    keys: &'a DataKeys<'a>,
    alarms: &'a Alarms<'a>,
    client: aws_sdk_rds::Client,
    region: String,
    parameters: rds_parameters::Parameters,
}

/// Databases with their facts.
#[derive(Debug, Default)]
pub(super) struct Databases {
    account: String,
    instances: Vec<(Sheet, Instance, Place)>,
    clusters: Vec<(Sheet, Cluster, Place)>,
    found: Found,
}

impl Databases {
    /// The data stores that databases are. A member of a cluster lies in a VPC, but the database is the cluster.
    pub(super) fn stores(&self) -> Vec<Store> {
        let cluster_arn = |region: &str, id: &str| {
            let found = self.clusters.iter().find(|(sheet, ..)| sheet.region == region && sheet.name == id);
            found.map_or_else(|| id.to_owned(), |(sheet, ..)| sheet.arn.clone())
        };
        let instance = |(sheet, instance, _): &(Sheet, Instance, Place)| Store {
            arn: sheet.arn.clone(),
            region: sheet.region.clone(),
            key_id: None,
            key: instance.storage.key.clone(),
            network: instance.vpc.clone().map_or_else(Network::not_looked_up, |vpc| Network::of(Some(vpc))),
            database: Some(
                instance.cluster.as_deref().map_or_else(|| sheet.arn.clone(), |id| cluster_arn(&sheet.region, id)),
            ),
            tags: instance.tags.clone(),
        };
        let has_members = |cluster: &Sheet| {
            let member = |(sheet, instance, _): &(Sheet, Instance, Place)| {
                sheet.region == cluster.region && instance.cluster.as_deref() == Some(cluster.name.as_str())
            };
            self.instances.iter().any(member)
        };
        let cluster = |(sheet, cluster, _): &(Sheet, Cluster, Place)| Store {
            arn: sheet.arn.clone(),
            region: sheet.region.clone(),
            key_id: None,
            key: cluster.storage.key.clone(),
            // That of its instances, which are stores themselves.
            network: if has_members(sheet) { Network::of(None) } else { Network::not_looked_up() },
            database: Some(sheet.arn.clone()),
            tags: cluster.tags.clone(),
        };
        self.instances.iter().map(instance).chain(self.clusters.iter().map(cluster)).collect()
    }

    /// Where databases could not be listed, and why.
    pub(super) fn unlisted_stores(&self) -> impl Iterator<Item = (String, Unknown)> {
        let stores = [ResourceKind::RdsInstance, ResourceKind::RdsCluster];
        let of_stores = self.found.coverage.iter().filter(move |coverage| stores.contains(&coverage.kind));
        of_stores.filter_map(|coverage| coverage.listed.clone().err().map(|why| (coverage.region.clone(), why)))
    }

    /// Why databases of a region could not be listed, if so.
    pub(super) fn unlisted(&self, region: &str) -> Option<Unknown> {
        self.unlisted_stores().find(|(place, _)| place == region).map(|(_, why)| why)
    }

    /// Hands databases over; what belongs to them, and what was listed, is returned.
    pub(super) fn hand_over(self, delivery: &Delivery<'_>) -> Found {
        let Self { account, instances, clusters, found } = self;
        for (sheet, instance, _) in instances {
            delivery.hand(sheet.finish(&account, &instance));
        }
        for (sheet, cluster, _) in clusters {
            delivery.hand(sheet.finish(&account, &cluster));
        }
        found
    }
}

/// Collects databases and what belongs to them.
pub(super) async fn collect(
    account: &Account,
    plan: &Plan,
    regions: &Regions,
    keys: &DataKeys<'_>,
    alarms: &Alarms<'_>,
) -> Databases {
    let per_region = side_by_side(regions.asked.iter().map(|region| async {
        let client = account.rds_in(region);
        let site = Site {
            account,
            plan,
            keys,
            alarms,
            client,
            region: region.clone(),
            parameters: rds_parameters::Parameters::default(),
        };
        let (databases, others) = tokio::join!(database::collect(&site), others::collect(&site));
        (databases, others)
    }));
    let mut all = Databases { account: account.id.clone(), ..Databases::default() };
    for (databases, others) in per_region.await {
        all.instances.extend(databases.instances);
        all.clusters.extend(databases.clusters);
        all.found.add(databases.found);
        all.found.add(others);
    }
    all.trace();
    all
}

impl Site<'_> {
    /// Whether a kind is listed in this region: for its own rules, or because keys ask what they protect.
    fn lists(&self, kind: ResourceKind) -> bool {
        let own = self.plan.wants(kind) && self.plan.covers(kind, &self.region);
        let store = matches!(kind, ResourceKind::RdsInstance | ResourceKind::RdsCluster);
        let for_keys = store
            && self.plan.needs(ResourceKind::KmsKey, &operations::DESCRIBE_DB_INSTANCES)
            && self.plan.covers(ResourceKind::KmsKey, &self.region);
        // The zones of a cluster are those of its instances.
        let for_clusters = kind == ResourceKind::RdsInstance
            && self.plan.needs(ResourceKind::RdsCluster, &operations::DESCRIBE_DB_INSTANCES)
            && self.plan.covers(ResourceKind::RdsCluster, &self.region);
        // Backups of a database may have been replicated to any region.
        let for_copies = kind == ResourceKind::RdsAutomatedBackup
            && self
                .plan
                .needs(ResourceKind::BackupProtectedResource, &operations::DESCRIBE_DB_INSTANCE_AUTOMATED_BACKUPS)
            && self.plan.narrowing.leaves(&self.region);
        own || for_keys || for_clusters || for_copies || self.lists_for_separation(kind)
    }

    /// Whether databases are listed because something else asks whose data it holds, or which environments there are.
    fn lists_for_separation(&self, kind: ResourceKind) -> bool {
        let (operation, kinds): (_, &[ResourceKind]) = match kind {
            ResourceKind::RdsInstance => (
                &operations::DESCRIBE_DB_INSTANCES,
                &[ResourceKind::RdsSnapshot, ResourceKind::RdsClusterSnapshot, ResourceKind::AccountEnvironments],
            ),
            ResourceKind::RdsCluster => (
                &operations::DESCRIBE_DB_CLUSTERS,
                &[ResourceKind::RdsInstance, ResourceKind::RdsSnapshot, ResourceKind::RdsClusterSnapshot],
            ),
            _ => return false,
        };
        kinds.iter().any(|kind| self.plan.needs(*kind, operation) && self.plan.covers(*kind, &self.region))
    }

    fn sheet<T>(&self, kind: ResourceKind, name: &str, arn: Option<&str>, listed: &Answer<T>) -> Sheet {
        let mut sheet = Sheet::new(kind, &self.region, name, arn.unwrap_or(name));
        sheet.answered(&listed.answered);
        sheet
    }

    /// Encryption at rest. `encrypted` and `ty` are `StorageEncrypted` and `StorageEncryptionType` of the same answer.
    async fn storage(
        &self,
        sheet: &mut Sheet,
        encrypted: Option<bool>,
        ty: Option<&StorageEncryptionType>,
        key: Option<&str>,
        action: &str,
    ) -> Storage {
        let ty = ty.map(StorageEncryptionType::as_str);
        // NOTE: since 2026-02-18 Aurora encrypts under a key of its own and says StorageEncrypted=false, StorageEncryptionType=sse-rds
        // (DBCluster, RDS API reference).
        let by_type = ty.map(|ty| ty.starts_with("sse-"));
        let kms = Observed::required(ty.map(|ty| ty == "sse-kms").or(encrypted), action);
        let key = match &kms {
            Observed::Value(true) => sheet.seen(self.keys.of_store(sheet.kind, &self.region, key).await),
            Observed::Unknown(why) => Observed::Unknown(why.clone()),
            _ => Observed::Absent,
        };
        Storage { encrypted: Observed::required(by_type.or(encrypted), action), kms, key }
    }
}

/// Regions in ARNs, other than `own`. A name without a region lies in the same one.
fn other_regions<'a>(names: impl IntoIterator<Item = &'a str>, own: &str) -> Vec<String> {
    let region = |name: &'a str| name.strip_prefix("arn:").and_then(|arn| arn.split(':').nth(2));
    let mut regions: Vec<String> = names
        .into_iter()
        .filter_map(region)
        .filter(|region| *region != own && !region.is_empty())
        .map(str::to_owned)
        .collect();
    regions.sort();
    regions.dedup();
    regions
}

/// `TagList`; RDS always sends it.
fn tags(list: &[Tag]) -> Observed<BTreeMap<String, String>> {
    Observed::Value(
        list.iter().filter_map(|tag| Some((tag.key.clone()?, tag.value.clone().unwrap_or_default()))).collect(),
    )
}
