//! The network of EC2 in every region asked: firewalls and what gets through them, VPCs and what joins them, VPN, environments.
//!
//! Calls per region, each once and only for facts that some rule reads: the lists of security groups, interfaces, subnets,
//! route tables, network ACLs, internet gateways, instances, VPCs, flow logs, peering connections, transit gateway attachments,
//! VPN; tagged resources; prefix lists where one is named; listeners of load balancers that have a public address; routes of
//! the account's own transit gateways. Databases are asked for here too, in regions where one has a public address.

mod connections;
mod databases;
mod environments;
mod flow_logs;
mod groups;
mod interfaces;
mod internet;
mod listeners;
mod model;
mod region;
mod vpcs;
mod vpn;

use super::Found;
use super::rds::Databases;
use super::survey::Survey;
use crate::aws::wire::Ask;
use crate::aws::wire::ec2_routing::DescribeRouteTables;
use crate::collect::side_by_side::side_by_side;
use crate::fact::{ResourceKind, Unknown};
use crate::reach::Network;
use region::Region;

const GROUP: ResourceKind = ResourceKind::Ec2SecurityGroup;
const INTERFACE: ResourceKind = ResourceKind::Ec2NetworkInterface;
const VPC: ResourceKind = ResourceKind::Ec2Vpc;
const VPN: ResourceKind = ResourceKind::Ec2Vpn;
const ENVIRONMENTS: ResourceKind = ResourceKind::AccountEnvironments;

/// The kinds that answers of the network tell of.
const KINDS: [ResourceKind; 7] =
    [GROUP, INTERFACE, VPC, VPN, ENVIRONMENTS, ResourceKind::RdsInstance, ResourceKind::RdsCluster];

/// The network of every region asked.
pub(super) struct Networks<'a> {
    regions: Vec<(Region<'a>, Network)>,
}

/// Asks what rules need. In which regions databases matter, the databases say.
pub(super) async fn look<'a>(survey: &'a Survey<'a>, databases: &Databases) -> Networks<'a> {
    let asked = survey.regions.asked.iter().filter(|region| survey.plan.narrowing.leaves(region));
    let regions = asked.map(async |name| {
        let region = region::look(survey.site(name), databases.may_be_public(name)).await;
        let network = model::network(&region);
        (region, network)
    });
    Networks { regions: side_by_side(regions).await }
}

impl<'a> Networks<'a> {
    /// The regions in which a kind is looked for.
    fn of(&self, survey: &Survey<'_>, kind: ResourceKind) -> impl Iterator<Item = &(Region<'a>, Network)> {
        self.regions.iter().filter(move |(region, _)| survey.plan.covers(kind, &region.site.region))
    }

    /// Why there may be more of a kind than these regions show: `--region` left some out, or the regions are not known.
    fn unasked(survey: &Survey<'_>, kind: ResourceKind) -> Option<Unknown> {
        let plan = survey.plan;
        let mut left_out = survey.regions.asked.iter();
        let left_out = left_out.find(|region| plan.in_scope(kind, region) && !plan.narrowing.leaves(region));
        let not_asked = left_out.map(|region| Unknown::NotAsked { region: region.clone() });
        not_asked.or_else(|| survey.regions.enabled.as_ref().err().cloned())
    }

    /// The resources with their facts.
    pub(super) async fn found(&self, survey: &Survey<'_>, databases: &Databases) -> Found {
        let mut found = Found::default();
        for (region, network) in &self.regions {
            found.add(groups::found(region, network));
            found.add(interfaces::found(region, network));
        }
        found.add(vpcs::found(survey, self));
        found.add(vpn::found(survey, self));
        found.add(environments::found(survey, self, databases).await);
        found
    }

    /// Tells databases what reaches them, where a rule reads it.
    pub(super) fn tell(&self, survey: &Survey<'_>, databases: &mut Databases) {
        let kinds = [ResourceKind::RdsInstance, ResourceKind::RdsCluster];
        if kinds.iter().any(|kind| survey.plan.needs(*kind, DescribeRouteTables::OPERATION)) {
            databases::complete(self, databases);
        }
    }
}
