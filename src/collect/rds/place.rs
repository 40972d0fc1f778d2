//! Where databases lie in the network, and what reaches them there.

use super::Databases;
use crate::fact::ec2_network::Internet;
use crate::fact::{Observed, ResourceKind, Unknown};
use aws_sdk_rds::types::{DbCluster, DbInstance};
use std::collections::BTreeMap;

/// Where a database lies, as its list tells it.
#[derive(Clone, Debug, Default)]
pub(in crate::collect) struct Place {
    pub(in crate::collect) region: String,
    /// Subnets of its group with their availability zones; none for clusters, which only name the group.
    pub(in crate::collect) subnets: Vec<(String, Option<String>)>,
    /// Availability zones in which it runs or may run.
    pub(in crate::collect) zones: Vec<String>,
    pub(in crate::collect) groups: Vec<String>,
    pub(in crate::collect) port: Option<u16>,
    /// Whether it has IPv6 addresses as well (`NetworkType` `DUAL`).
    pub(in crate::collect) dual_stack: bool,
    /// The cluster's clone group: all clones of one cluster share it.
    pub(super) clone_group: Option<String>,
    /// The cluster of which a cluster is a replica.
    pub(super) replica_of: Option<String>,
}

impl Place {
    pub(super) fn of_instance(region: &str, instance: &DbInstance) -> Self {
        let subnet_group = instance.db_subnet_group();
        let subnets = subnet_group.map_or(&[][..], |group| group.subnets());
        let named = [instance.availability_zone(), instance.secondary_availability_zone()];
        // A standby whose zone is not named may lie in any.
        let known = instance.multi_az != Some(true) || named.iter().flatten().count() == 2;
        let port = instance.endpoint().and_then(|endpoint| endpoint.port()).or(instance.db_instance_port);
        Self {
            region: region.to_owned(),
            subnets: subnets
                .iter()
                .filter_map(|subnet| {
                    let zone = subnet.subnet_availability_zone().and_then(|zone| zone.name());
                    Some((subnet.subnet_identifier()?.to_owned(), zone.map(str::to_owned)))
                })
                .collect(),
            zones: if known { named.into_iter().flatten().map(str::to_owned).collect() } else { Vec::new() },
            groups: active(instance.vpc_security_groups()),
            port: number(port),
            dual_stack: instance.network_type() == Some("DUAL"),
            clone_group: None,
            replica_of: None,
        }
    }

    pub(super) fn of_cluster(region: &str, cluster: &DbCluster) -> Self {
        Self {
            region: region.to_owned(),
            groups: active(cluster.vpc_security_groups()),
            port: number(cluster.port),
            dual_stack: cluster.network_type() == Some("DUAL"),
            clone_group: cluster.clone_group_id.clone(),
            replica_of: cluster.replication_source_identifier.clone().filter(|id| !id.is_empty()),
            ..Self::default()
        }
    }
}

/// Port 0 stands where the database has none yet.
fn number(port: Option<i32>) -> Option<u16> {
    u16::try_from(port?).ok().filter(|port| *port != 0)
}

fn active(groups: &[aws_sdk_rds::types::VpcSecurityGroupMembership]) -> Vec<String> {
    groups.iter().filter_map(|group| group.vpc_security_group_id.clone()).collect()
}

impl Databases {
    /// Whether a database in a region has a public address, or may have one.
    pub(in crate::collect) fn may_be_public(&self, region: &str) -> bool {
        let mut instances = self.instances.iter().filter(|(sheet, ..)| sheet.region == region);
        let mut clusters = self.clusters.iter().filter(|(sheet, ..)| sheet.region == region);
        instances.any(|(_, instance, _)| instance.publicly_accessible == Observed::Value(true))
            || clusters.any(|(_, cluster, _)| cluster.publicly_accessible == Some(true))
    }

    /// Notes what reaches every database, given its place and whether it has a public address.
    pub(in crate::collect) fn expose(&mut self, reached: impl Fn(&Place, &Observed<bool>) -> Observed<Internet>) {
        for (_, instance, place) in &mut self.instances {
            instance.internet = reached(place, &instance.publicly_accessible);
        }
        for (_, cluster, place) in &mut self.clusters {
            if let Some(public) = cluster.publicly_accessible {
                cluster.internet = reached(place, &Observed::Value(public));
            }
        }
    }

    /// ARN and tags of the DB instances of a region.
    pub(in crate::collect) fn tags_in<'d>(
        &'d self,
        region: &'d str,
    ) -> impl Iterator<Item = (&'d str, &'d Observed<BTreeMap<String, String>>)> {
        let here = self.instances.iter().filter(move |(sheet, ..)| sheet.region == region);
        here.map(|(sheet, instance, _)| (sheet.arn.as_str(), &instance.tags))
    }

    /// Why the DB instances of a region were not listed, if so.
    pub(in crate::collect) fn unlisted_instances(&self, region: &str) -> Option<Unknown> {
        let coverage = self.found.coverage.iter();
        let mut here = coverage.filter(|item| item.region == region && item.kind == ResourceKind::RdsInstance);
        here.find_map(|item| item.listed.clone().err())
    }
}
