//! DB instances and DB clusters of one region.

use super::super::rds_parameters::Group;
use super::super::sheet::{Sheet, hours_since};
use super::super::{Found, in_turn, when};
use super::{Place, Site, capacity, other_regions, tags};
use crate::aws::{Answer, all_pages, operations};
use crate::fact::rds::{Backup, Cluster, Instance};
use crate::fact::{Observed, ResourceKind, Unknown};
use aws_sdk_rds::types::{DbCluster, DbInstance};
use aws_smithy_types::DateTime;
use std::collections::BTreeMap;

const INSTANCE: ResourceKind = ResourceKind::RdsInstance;
const CLUSTER: ResourceKind = ResourceKind::RdsCluster;

/// Databases of one region, each with its place in the network.
#[derive(Default)]
pub(super) struct InRegion {
    pub(super) instances: Vec<(Sheet, Instance, Place)>,
    pub(super) clusters: Vec<(Sheet, Cluster, Place)>,
    pub(super) found: Found,
}

pub(super) async fn collect(site: &Site<'_>) -> InRegion {
    let mut all = InRegion::default();
    let (instances, clusters, globals) = tokio::join!(
        when(site.lists(INSTANCE), instances(site)),
        when(site.lists(CLUSTER), clusters(site)),
        when(
            site.lists(CLUSTER) && site.plan.needs(CLUSTER, &operations::DESCRIBE_GLOBAL_CLUSTERS),
            global_members(site)
        ),
    );
    if site.lists(INSTANCE) {
        all.found.note(INSTANCE, &site.region, &instances.seen);
        let listed = instances.seen.value().map_or(&[][..], Vec::as_slice);
        all.instances = in_turn(listed.iter().map(|instance| one_instance(site, instance, &instances))).await;
    }
    if site.lists(CLUSTER) {
        all.found.note(CLUSTER, &site.region, &clusters.seen);
        let listed = clusters.seen.value().map_or(&[][..], Vec::as_slice);
        all.clusters =
            in_turn(listed.iter().map(|cluster| one_cluster(site, cluster, &clusters, &instances.seen, &globals)))
                .await;
    }
    all
}

async fn instances(site: &Site<'_>) -> Answer<Vec<DbInstance>> {
    let operation = &operations::DESCRIBE_DB_INSTANCES;
    all_pages(operation, async |marker| {
        let call = site.client.describe_db_instances().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(page.db_instances.map(|instances| (instances, page.marker)), operation.action)
        })
    })
    .await
}

async fn clusters(site: &Site<'_>) -> Answer<Vec<DbCluster>> {
    let operation = &operations::DESCRIBE_DB_CLUSTERS;
    all_pages(operation, async |marker| {
        let call = site.client.describe_db_clusters().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(page.db_clusters.map(|clusters| (clusters, page.marker)), operation.action)
        })
    })
    .await
}

/// Per cluster ARN the ARNs of all members of its global database.
async fn global_members(site: &Site<'_>) -> Answer<BTreeMap<String, Vec<String>>> {
    let operation = &operations::DESCRIBE_GLOBAL_CLUSTERS;
    let listed = all_pages(operation, async |marker| {
        let call = site.client.describe_global_clusters().max_records(100).set_marker(marker).send();
        let page = site.account.ask(operation, &site.region, call).await;
        page.and_then(|page| {
            Observed::required(page.global_clusters.map(|clusters| (clusters, page.marker)), operation.action)
        })
    })
    .await;
    listed.map(|globals| {
        let members = globals.into_iter().map(|global| {
            let members = global.global_cluster_members.unwrap_or_default();
            members
                .iter()
                .flat_map(|member| member.db_cluster_arn.iter().chain(member.readers.iter().flatten()))
                .cloned()
                .collect::<Vec<_>>()
        });
        members.flat_map(|members| members.clone().into_iter().map(move |arn| (arn, members.clone()))).collect()
    })
}

async fn one_instance(
    site: &Site<'_>,
    instance: &DbInstance,
    listed: &Answer<Vec<DbInstance>>,
) -> (Sheet, Instance, Place) {
    let action = operations::DESCRIBE_DB_INSTANCES.action;
    let mut sheet =
        site.sheet(INSTANCE, instance.db_instance_identifier().unwrap_or_default(), instance.db_instance_arn(), listed);
    let (engine, version) = (instance.engine().unwrap_or_default(), instance.engine_version().unwrap_or_default());
    let member = instance.db_cluster_identifier().is_some();
    let group = instance.db_parameter_groups().first();
    let group = Group {
        name: group.and_then(|group| group.db_parameter_group_name.clone()),
        apply_status: group.and_then(|group| group.parameter_apply_status.clone()),
        of_cluster: false,
    };
    let needs = |operation| site.plan.needs(INSTANCE, operation);
    let (tls, version_known) = tokio::join!(
        when(
            needs(&operations::DESCRIBE_DB_PARAMETERS) && !member,
            site.parameters.tls(site.account, &site.client, &site.region, engine, &group)
        ),
        when(
            needs(&operations::DESCRIBE_DB_ENGINE_VERSIONS),
            site.parameters.version(site.account, &site.client, &site.region, engine, version)
        ),
    );
    let storage = site
        .storage(
            &mut sheet,
            instance.storage_encrypted,
            instance.storage_encryption_type(),
            instance.kms_key_id(),
            action,
        )
        .await;
    let copies =
        instance.read_replica_db_instance_identifiers().iter().chain(instance.read_replica_db_cluster_identifiers());
    let backups = instance
        .db_instance_automated_backups_replications()
        .iter()
        .filter_map(|copy| copy.db_instance_automated_backups_arn());
    let subnet_group = instance.db_subnet_group();
    let facts = Instance {
        engine: engine.to_owned(),
        engine_version: version.to_owned(),
        status: Observed::required(instance.db_instance_status.clone(), action),
        cluster: instance.db_cluster_identifier.clone(),
        storage,
        tls: if member { Observed::Absent } else { sheet.seen(tls) },
        publicly_accessible: Observed::required(instance.publicly_accessible, action),
        vpc: subnet_group.and_then(|group| group.vpc_id.clone()),
        subnet_group: subnet_group.and_then(|group| group.db_subnet_group_name.clone()),
        internet: not_collected(),
        lineage: not_collected(),
        vpc_neighbours: not_collected(),
        subnet_neighbours: not_collected(),
        availability_zones: zones(instance),
        multi_az: Observed::required(instance.multi_az, action),
        backup: if member {
            Observed::Absent
        } else {
            backup(site, instance.backup_retention_period, instance.latest_restorable_time(), action)
        },
        replica_of: instance
            .read_replica_source_db_instance_identifier
            .clone()
            .or_else(|| instance.read_replica_source_db_cluster_identifier.clone()),
        copy_regions: other_regions(copies.map(String::as_str).chain(backups), &site.region),
        deletion_protection: Observed::required(instance.deletion_protection, action),
        auto_minor_version_upgrade: Observed::required(instance.auto_minor_version_upgrade, action),
        log_exports: instance.enabled_cloudwatch_logs_exports().to_vec(),
        version: sheet.seen(version_known),
        capacity: capacity::of_instance(site, &mut sheet, instance).await,
        tags: tags(instance.tag_list()),
    };
    let place = Place::of_instance(&site.region, instance);
    (sheet, facts, place)
}

fn zones(instance: &DbInstance) -> Observed<Vec<String>> {
    let named = [instance.availability_zone(), instance.secondary_availability_zone()];
    if instance.multi_az == Some(true) && named.iter().flatten().count() < 2 {
        return Observed::Unknown(Unknown::undecidable("standby-zone-not-named"));
    }
    let mut zones: Vec<String> = named.into_iter().flatten().map(str::to_owned).collect();
    zones.dedup();
    Observed::Value(zones)
}

fn backup(site: &Site<'_>, retention: Option<i32>, latest: Option<&DateTime>, action: &str) -> Observed<Backup> {
    Observed::required(retention, action).map(|days| Backup {
        retention_days: i64::from(days),
        latest_restorable_age_hours: latest.map(|time| hours_since(site.account, time)),
    })
}

async fn one_cluster(
    site: &Site<'_>,
    cluster: &DbCluster,
    listed: &Answer<Vec<DbCluster>>,
    instances: &Observed<Vec<DbInstance>>,
    globals: &Answer<BTreeMap<String, Vec<String>>>,
) -> (Sheet, Cluster, Place) {
    let action = operations::DESCRIBE_DB_CLUSTERS.action;
    let mut sheet =
        site.sheet(CLUSTER, cluster.db_cluster_identifier().unwrap_or_default(), cluster.db_cluster_arn(), listed);
    let (engine, version) = (cluster.engine().unwrap_or_default(), cluster.engine_version().unwrap_or_default());
    let group = Group {
        name: cluster.db_cluster_parameter_group.clone(),
        apply_status: Some(apply_status(cluster)),
        of_cluster: true,
    };
    let needs = |operation| site.plan.needs(CLUSTER, operation);
    let (tls, version_known) = tokio::join!(
        when(
            needs(&operations::DESCRIBE_DB_CLUSTER_PARAMETERS),
            site.parameters.tls(site.account, &site.client, &site.region, engine, &group)
        ),
        when(
            needs(&operations::DESCRIBE_DB_ENGINE_VERSIONS),
            site.parameters.version(site.account, &site.client, &site.region, engine, version)
        ),
    );
    let storage = site
        .storage(&mut sheet, cluster.storage_encrypted, cluster.storage_encryption_type(), cluster.kms_key_id(), action)
        .await;
    sheet.answered(&globals.answered);
    let arn = sheet.arn.clone();
    let facts = Cluster {
        engine: engine.to_owned(),
        engine_version: version.to_owned(),
        status: Observed::required(cluster.status.clone(), action),
        storage,
        tls: sheet.seen(tls),
        publicly_accessible: cluster.publicly_accessible,
        internet: if cluster.publicly_accessible.is_some() { not_collected() } else { Observed::Absent },
        lineage: not_collected(),
        availability_zones: instances.as_ref().and_then(|instances| member_zones(cluster, instances)),
        backup: backup(site, cluster.backup_retention_period, cluster.latest_restorable_time(), action),
        copy_regions: other_regions(cluster.read_replica_identifiers().iter().map(String::as_str), &site.region),
        global_regions: globals.seen.as_ref().map(|members| {
            let arns = members.get(&arn).map_or(&[][..], Vec::as_slice);
            other_regions(arns.iter().map(String::as_str), &site.region)
        }),
        deletion_protection: Observed::required(cluster.deletion_protection, action),
        log_exports: cluster.enabled_cloudwatch_logs_exports().to_vec(),
        version: sheet.seen(version_known),
        capacity: capacity::of_cluster(site, &mut sheet, cluster).await,
        tags: tags(cluster.tag_list()),
    };
    (sheet, facts, Place::of_cluster(&site.region, cluster))
}

/// What is put together after all regions were seen, where a rule reads it.
fn not_collected<T>() -> Observed<T> {
    Observed::Unknown(Unknown::undecidable("not-collected"))
}

/// The zones of a cluster's instances. A member that the list of instances lacks makes them unknown.
fn member_zones(cluster: &DbCluster, instances: &[DbInstance]) -> Observed<Vec<String>> {
    let mut zones = Vec::new();
    for member in cluster.db_cluster_members() {
        let instance =
            instances.iter().find(|instance| instance.db_instance_identifier() == member.db_instance_identifier());
        match instance.and_then(DbInstance::availability_zone) {
            Some(zone) => zones.push(zone.to_owned()),
            None => return Observed::Unknown(Unknown::undecidable("member-zone-not-named")),
        }
    }
    zones.sort();
    zones.dedup();
    Observed::Value(zones)
}

/// `in-sync` when every member runs with the group's values; else the status of the first that does not.
fn apply_status(cluster: &DbCluster) -> String {
    let statuses = || {
        cluster
            .db_cluster_members()
            .iter()
            .map(|member| member.db_cluster_parameter_group_status().unwrap_or("unknown"))
    };
    let first_other = statuses().find(|status| *status != "in-sync");
    first_other.unwrap_or("in-sync").to_owned()
}
