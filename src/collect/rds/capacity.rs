//! What must be watched of a database so that its shortages are noticed.

use super::super::alarms::Shortages;
use super::super::sheet::Sheet;
use super::Site;
use crate::alarm::{Need, Target};
use crate::fact::ResourceKind;
use crate::fact::cloudwatch::Capacity;
use aws_sdk_rds::types::{DbCluster, DbInstance};

/// A metric of a database, by engine and dimensions.
type Metric = fn(&str, &[(&'static str, &str)]) -> Target;

pub(super) async fn of_instance(site: &Site<'_>, sheet: &mut Sheet, instance: &DbInstance) -> Capacity {
    let (engine, id) = (instance.engine().unwrap_or_default(), sheet.name.clone());
    let need = |metric: Metric| Need::one(metric(engine, &[("DBInstanceIdentifier", &id)]));
    let needs = shortages(engine, need);
    site.alarms.capacity(ResourceKind::RdsInstance, sheet, &site.region, &needs).await
}

/// NOTE: Aurora reports metrics per instance, per role and for the cluster as a whole ("Amazon CloudWatch dimensions for
/// Aurora"): one of the three is enough.
pub(super) async fn of_cluster(site: &Site<'_>, sheet: &mut Sheet, cluster: &DbCluster) -> Capacity {
    let (engine, id) = (cluster.engine().unwrap_or_default(), sheet.name.clone());
    let members = cluster.db_cluster_members();
    let need = |metric: Metric| {
        let of_member = |id: &str| metric(engine, &[("DBInstanceIdentifier", id)]);
        let of_role = |role: &str| metric(engine, &[("DBClusterIdentifier", &id), ("Role", role)]);
        let roles: &[&str] = if members.len() == 1 { &["WRITER"] } else { &["WRITER", "READER"] };
        let ids = members.iter().filter_map(|member| member.db_instance_identifier());
        Need::one(metric(engine, &[("DBClusterIdentifier", &id)]))
            .or_all(roles.iter().map(|role| of_role(role)).collect())
            .or_all(ids.map(of_member).collect())
    };
    let needs = shortages(engine, need);
    site.alarms.capacity(ResourceKind::RdsCluster, sheet, &site.region, &needs).await
}

fn shortages(engine: &str, need: impl Fn(Metric) -> Need) -> Shortages {
    // NOTE: the storage of these engines grows with the data ("Overview of Amazon Aurora storage" and the pages on storage of
    // Neptune and DocumentDB).
    let grows = engine.starts_with("aurora") || ["neptune", "docdb"].contains(&engine);
    Shortages {
        cpu: need(Target::database_cpu),
        memory: need(Target::database_memory),
        storage: (!grows).then(|| need(Target::database_storage)),
    }
}
