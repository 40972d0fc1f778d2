//! VPCs: what lies in them, what joins them, what is logged of them.

use super::region::Region;
use super::{Networks, VPC, connections, flow_logs};
use crate::aws::wire::Ask;
use crate::aws::wire::ec2_network::DescribeNetworkInterfaces;
use crate::aws::wire::ec2_servers::DescribeInstances;
use crate::aws::wire::ec2_vpc::{DescribeVpcPeeringConnections, Vpc as Listed};
use crate::collect::Found;
use crate::collect::labels::Labelling;
use crate::collect::survey::Survey;
use crate::fact::ec2_vpc::{Labels, Vpc};
use crate::fact::{Observed, Unknown};
use crate::reach::Network;

/// The VPCs of all regions.
pub(super) fn found(survey: &Survey<'_>, networks: &Networks<'_>) -> Found {
    let mut found = Found::default();
    let siblings = siblings(survey, networks);
    for (region, network) in &networks.regions {
        if !region.site.wants(VPC) {
            continue;
        }
        found.note(VPC, &region.site.region, &region.vpcs.seen);
        for vpc in region.vpcs.seen.value().into_iter().flatten() {
            found.resources.push(one(networks, region, network, vpc, &siblings));
        }
    }
    found
}

fn one(
    networks: &Networks<'_>,
    region: &Region<'_>,
    network: &Network,
    vpc: &Listed,
    siblings: &Labels,
) -> crate::fact::Resource {
    let site = &region.site;
    let mut sheet = site.sheet(VPC, &vpc.vpc_id, &site.arn("ec2", &format!("vpc/{}", vpc.vpc_id)), &region.vpcs);
    sheet.answered(&region.interfaces.answered);
    sheet.answered(&region.flow_logs.answered);
    sheet.answered(&region.subnets.answered);
    sheet.answered(&region.instances.answered);
    sheet.answered(&region.route_tables.answered);
    sheet.answered(&region.peerings.answered);
    sheet.answered(&region.attachments.answered);
    let not_collected = || Unknown::undecidable("not-collected");
    let ranges = vpc.cidr_block_association_set.item.iter().map(|block| block.cidr_block.clone());
    let v6 = vpc.ipv6_cidr_block_association_set.item.iter().map(|block| block.ipv6_cidr_block.clone());
    let interfaces = if site.needs(VPC, DescribeNetworkInterfaces::OPERATION) {
        region.interfaces.seen.clone()
    } else {
        Observed::Unknown(not_collected())
    };
    let count = |all: Vec<crate::aws::wire::ec2_network::NetworkInterface>| {
        i64::try_from(all.iter().filter(|item| item.vpc_id == vpc.vpc_id).count()).unwrap_or(i64::MAX)
    };
    let facts = Vpc {
        is_default: vpc.is_default,
        owner: vpc.owner_id.clone(),
        cidr_blocks: ranges.chain(v6).collect(),
        instance_tenancy: vpc.instance_tenancy.clone(),
        interfaces: interfaces.map(count),
        flow_logs: flow_logs::flow_logs(region, &vpc.vpc_id, vpc.owner_id == site.account.id),
        inside: if site.needs(VPC, DescribeInstances::OPERATION) {
            Observed::Value(inside(region, vpc))
        } else {
            Observed::Unknown(not_collected())
        },
        siblings: Observed::Value(siblings.clone()),
        connected: if site.needs(VPC, DescribeVpcPeeringConnections::OPERATION) {
            Observed::Value(connections::connections(networks, region, network, vpc))
        } else {
            Observed::Unknown(not_collected())
        },
        tags: Observed::Value(vpc.tag_set.by_name()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// The tags in a VPC. VPC and instances must have them; a subnet belongs to its VPC, so that its own only add.
fn inside(region: &Region<'_>, vpc: &Listed) -> Labels {
    let mut labelling = Labelling::default();
    labelling.add(vpc.tag_set.by_name(), true);
    let subnets = region.subnets.seen.value().into_iter().flatten().filter(|subnet| subnet.vpc_id == vpc.vpc_id);
    subnets.for_each(|subnet| labelling.add(subnet.tag_set.by_name(), false));
    let instances = region.instances.seen.value().into_iter().flatten();
    let instances = instances.filter(|item| item.exists() && item.vpc_id.as_ref() == Some(&vpc.vpc_id));
    instances.for_each(|instance| labelling.add(instance.tag_set.by_name(), true));
    labelling.seen_all(&region.subnets.seen);
    labelling.seen_all(&region.instances.seen);
    labelling.labels()
}

/// The tags of all VPCs of the account.
fn siblings(survey: &Survey<'_>, networks: &Networks<'_>) -> Labels {
    let mut labelling = Labelling::default();
    for (region, _) in networks.of(survey, VPC) {
        labelling.seen_all(&region.vpcs.seen);
        let vpcs = region.vpcs.seen.value().into_iter().flatten();
        vpcs.for_each(|vpc| labelling.add(vpc.tag_set.by_name(), true));
    }
    networks.unasked(survey, VPC).into_iter().for_each(|why| labelling.unseen(why));
    labelling.labels()
}
