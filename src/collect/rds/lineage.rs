//! Whose data a database or snapshot holds, by the tags of what it comes from; and the databases beside it in the network.
//!
//! In: the databases and snapshots of all regions. Out: the facts `lineage`, `vpc_neighbours`, `subnet_neighbours`.

use super::Databases;
use crate::collect::labels::Labelling;
use crate::fact::ec2_vpc::Labels;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::Value;
use std::collections::BTreeMap;

type Tags = Observed<BTreeMap<String, String>>;

impl Databases {
    /// Gives every database and snapshot its lineage, and every DB instance its neighbours.
    pub(super) fn trace(&mut self) {
        let instances: Vec<_> = (0..self.instances.len()).map(|index| self.of_instance(index)).collect();
        let clusters: Vec<_> = (0..self.clusters.len()).map(|index| self.of_cluster(index)).collect();
        let snapshots: Vec<_> = self.found.resources.iter().map(|resource| self.of_snapshot(resource)).collect();
        for ((_, instance, _), (lineage, vpc, subnets)) in self.instances.iter_mut().zip(instances) {
            (instance.lineage, instance.vpc_neighbours, instance.subnet_neighbours) =
                (Observed::Value(lineage), Observed::Value(vpc), Observed::Value(subnets));
        }
        for ((_, cluster, _), lineage) in self.clusters.iter_mut().zip(clusters) {
            cluster.lineage = Observed::Value(lineage);
        }
        for (resource, lineage) in self.found.resources.iter_mut().zip(snapshots) {
            if let Some(lineage) = lineage {
                let lineage = serde_json::to_value(lineage).unwrap_or(Value::Null);
                resource.facts.insert("lineage".to_owned(), lineage);
            }
        }
    }

    /// Lineage, neighbours in the VPC, neighbours in the subnet group.
    fn of_instance(&self, index: usize) -> (Labels, Labels, Labels) {
        let (sheet, instance, _) = &self.instances[index];
        let mut lineage = Labelling::default();
        lineage.add_seen(&instance.tags, true);
        if let Some(cluster) = &instance.cluster {
            self.add_source(&mut lineage, &sheet.region, cluster);
        }
        if let Some(source) = &instance.replica_of {
            self.add_source(&mut lineage, &sheet.region, source);
        }
        let beside = |same: &dyn Fn(&crate::fact::rds::Instance) -> bool| {
            let mut labelling = Labelling::default();
            let here = self.instances.iter().filter(|(other, ..)| other.region == sheet.region);
            here.filter(|(_, other, _)| same(other)).for_each(|(_, other, _)| labelling.add_seen(&other.tags, true));
            labelling.labels()
        };
        let in_vpc = beside(&|other| other.vpc == instance.vpc);
        let in_group = beside(&|other| other.vpc == instance.vpc && other.subnet_group == instance.subnet_group);
        (lineage.labels(), in_vpc, in_group)
    }

    fn of_cluster(&self, index: usize) -> Labels {
        let (sheet, cluster, place) = &self.clusters[index];
        let mut lineage = Labelling::default();
        lineage.add_seen(&cluster.tags, true);
        let members = self.instances.iter().filter(|(other, instance, _)| {
            other.region == sheet.region && instance.cluster.as_ref() == Some(&sheet.name)
        });
        members.for_each(|(_, instance, _)| lineage.add_seen(&instance.tags, false));
        let clones = self.clusters.iter().filter(|(other, _, there)| {
            other.arn != sheet.arn && place.clone_group.is_some() && there.clone_group == place.clone_group
        });
        clones.for_each(|(_, clone, _)| lineage.add_seen(&clone.tags, true));
        if let Some(source) = &place.replica_of {
            self.add_source(&mut lineage, &sheet.region, source);
        }
        lineage.labels()
    }

    /// A snapshot of a database that is gone has only its own tags to tell.
    fn of_snapshot(&self, resource: &Resource) -> Option<Labels> {
        if !matches!(resource.kind, ResourceKind::RdsSnapshot | ResourceKind::RdsClusterSnapshot) {
            return None;
        }
        let text = |name: &str| resource.facts.get(name).and_then(Value::as_str);
        let mut lineage = Labelling::default();
        lineage.add_seen(&tags_of(resource), true);
        match text("database").and_then(|id| self.database(&resource.region, id)) {
            Some(tags) => lineage.add_seen(tags, true),
            None => self.unlisted(&resource.region).into_iter().for_each(|why| lineage.unseen(why)),
        }
        if let Some(source) = text("copied_from") {
            let account = source.split(':').nth(4);
            let known = self.found.resources.iter().find(|other| other.arn == source);
            match known {
                Some(known) => lineage.add_seen(&tags_of(known), true),
                None if account.is_some_and(|account| account != self.account) => {
                    lineage.unseen(Unknown::undecidable("snapshot-from-another-account"));
                }
                None => {}
            }
        }
        Some(lineage.labels())
    }

    /// Adds what a replica or member comes from; one that is not here makes it unknown whose data it is.
    fn add_source(&self, lineage: &mut Labelling, region: &str, id: &str) {
        match self.database(region, id) {
            Some(tags) => lineage.add_seen(tags, true),
            None => lineage.unseen(self.unlisted(region).unwrap_or_else(|| Unknown::undecidable("source-not-seen"))),
        }
    }

    /// The tags of a database by ARN, or by its name in the same region.
    fn database(&self, region: &str, id: &str) -> Option<&Tags> {
        let is = |sheet: &crate::collect::sheet::Sheet| sheet.arn == id || sheet.name == id && sheet.region == region;
        let instance = self.instances.iter().find(|(sheet, ..)| is(sheet)).map(|(_, instance, _)| &instance.tags);
        instance.or_else(|| self.clusters.iter().find(|(sheet, ..)| is(sheet)).map(|(_, cluster, _)| &cluster.tags))
    }
}

fn tags_of(resource: &Resource) -> Tags {
    let tags = resource.facts.get("tags");
    if let Some(why) = tags.and_then(Unknown::from_json) {
        return Observed::Unknown(why);
    }
    let tags = tags.and_then(Value::as_object).into_iter().flatten();
    Observed::Value(tags.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect())
}
