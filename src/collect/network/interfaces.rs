//! Network interfaces: what stands behind them, and what reaches them.

use super::listeners::balancer_of;
use super::region::Region;
use super::{INTERFACE, internet, model};
use crate::aws::wire::Ask;
use crate::aws::wire::ec2_network::NetworkInterface as Listed;
use crate::aws::wire::ec2_routing::DescribeRouteTables;
use crate::collect::Found;
use crate::fact::ec2_network::NetworkInterface;
use crate::fact::{Observed, Unknown};
use crate::reach::{self, Interface, Network, Role, Truth};
use std::collections::{BTreeMap, BTreeSet};

/// The interfaces of a region.
pub(super) fn found(region: &Region<'_>, network: &Network) -> Found {
    let (site, mut found) = (&region.site, Found::default());
    if !site.wants(INTERFACE) {
        return found;
    }
    found.note(INTERFACE, &site.region, &region.interfaces.seen);
    let listed = region.interfaces.seen.value().map_or(&[][..], Vec::as_slice);
    let balancers = balancers(region, listed);
    for item in listed {
        let arn = site.arn("ec2", &format!("network-interface/{}", item.network_interface_id));
        let mut sheet = site.sheet(INTERFACE, &item.network_interface_id, &arn, &region.interfaces);
        sheet.answered(&region.groups.answered);
        sheet.answered(&region.subnets.answered);
        sheet.answered(&region.route_tables.answered);
        sheet.answered(&region.acls.answered);
        sheet.answered(&region.gateways.answered);
        sheet.answered(&region.exclusions.answered);
        sheet.answered(&region.prefix_lists.answered);
        sheet.answered(&region.instances.answered);
        if let Some(balancer) = balancer_of(item).and_then(|name| region.balancers.get(name)) {
            sheet.answered(&balancer.listeners.answered);
        }
        let interface = model::interface(region, item);
        let (role, owner) = owner(item, &interface);
        let facts = NetworkInterface {
            role: role.to_owned(),
            owner,
            vpc: item.vpc_id.clone(),
            groups: interface.groups.clone(),
            public_addresses: model::public_addresses(region, item),
            internet: if site.needs(INTERFACE, DescribeRouteTables::OPERATION) {
                Observed::Value(internet::internet(region, &reach::internet(network, &interface)))
            } else {
                Observed::Unknown(Unknown::undecidable("not-collected"))
            },
            load_balancers: load_balancers(region, network, &interface, &balancers),
            instance_tags: instance_tags(region, item),
            tags: Observed::Value(item.tag_set.by_name()),
        };
        found.resources.push(sheet.finish(&site.account.id, &facts));
    }
    found
}

/// What stands behind an interface, in a word and by name.
fn owner(item: &Listed, interface: &Interface) -> (&'static str, String) {
    let service = || item.requester_id.clone().unwrap_or_else(|| item.interface_type.clone());
    let instance = item.attachment.as_ref().and_then(|attachment| attachment.instance_id.clone());
    match (&interface.role, instance) {
        (Role::LoadBalancer(_), _) => ("load-balancer", balancer_of(item).unwrap_or_default().to_owned()),
        (Role::TakesNoConnections, _) => ("no-connections", item.interface_type.clone()),
        (Role::Unattached, _) => ("nothing", String::new()),
        (Role::Host, Some(instance)) => ("instance", instance),
        (Role::Host, None) => ("service", service()),
    }
}

/// The interfaces of load balancers that the internet can address, by name.
fn balancers<'i>(region: &Region<'_>, listed: &'i [Listed]) -> Vec<(&'i str, Interface)> {
    let public = listed.iter().filter(|item| model::may_be_public(item));
    public.filter_map(|item| Some((balancer_of(item)?, model::interface(region, item)))).collect()
}

/// The load balancers that the security groups of an interface let in.
fn load_balancers(
    region: &Region<'_>,
    network: &Network,
    interface: &Interface,
    balancers: &[(&str, Interface)],
) -> Observed<Vec<String>> {
    if let Observed::Unknown(why) = &region.groups.seen {
        return Observed::Unknown(why.clone());
    }
    let host = interface.role == Role::Host;
    let mut names = BTreeSet::new();
    for (name, from) in balancers.iter().filter(|_| host) {
        match reach::lets_in(network, from, interface) {
            Truth::Yes => {
                names.insert((*name).to_owned());
            }
            Truth::Maybe => return Observed::Unknown(Unknown::undecidable("security-group-not-seen")),
            Truth::No => {}
        }
    }
    Observed::Value(names.into_iter().collect())
}

/// The tags of the instance behind an interface.
fn instance_tags(region: &Region<'_>, item: &Listed) -> Observed<BTreeMap<String, String>> {
    let Some(id) = item.attachment.as_ref().and_then(|attachment| attachment.instance_id.as_ref()) else {
        return Observed::Value(BTreeMap::new());
    };
    region.instances.seen.clone().and_then(|instances| {
        match instances.iter().find(|instance| instance.instance_id == *id) {
            Some(instance) => Observed::Value(instance.tag_set.by_name()),
            None => Observed::Unknown(Unknown::undecidable("instance-not-seen")),
        }
    })
}
