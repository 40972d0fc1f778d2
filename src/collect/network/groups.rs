//! Security groups: their rules, what these open, and what has them.

use super::region::Region;
use super::{GROUP, internet};
use crate::aws::wire::Ask;
use crate::aws::wire::ec2_network::{DescribeNetworkInterfaces, NetworkInterface, Permission};
use crate::aws::wire::ec2_routing::GetManagedPrefixListEntries;
use crate::collect::Found;
use crate::fact::ec2_network::{IngressRule, Internet, SecurityGroup};
use crate::fact::{Observed, Unknown};
use crate::reach::{
    self, AclEntry, Cidr, Destination, Family, Interface, Network, Ports, Protocol, Role, Route, Subnet, Target, Truth,
};

/// The groups of a region.
pub(super) fn found(region: &Region<'_>, network: &Network) -> Found {
    let (site, mut found) = (&region.site, Found::default());
    if !site.wants(GROUP) {
        return found;
    }
    found.note(GROUP, &site.region, &region.groups.seen);
    let world = open_world(network);
    for group in region.groups.seen.value().into_iter().flatten() {
        let arn = site.arn("ec2", &format!("security-group/{}", group.group_id));
        let mut sheet = site.sheet(GROUP, &group.group_id, &arn, &region.groups);
        sheet.answered(&region.interfaces.answered);
        sheet.answered(&region.prefix_lists.answered);
        let interfaces = if site.needs(GROUP, DescribeNetworkInterfaces::OPERATION) {
            region.interfaces.seen.clone()
        } else {
            Observed::Unknown(Unknown::undecidable("not-collected"))
        };
        let count = |counts: &dyn Fn(&NetworkInterface) -> bool| {
            let interfaces = interfaces.clone();
            interfaces.map(|all| i64::try_from(all.iter().filter(|item| counts(item)).count()).unwrap_or(i64::MAX))
        };
        let facts = SecurityGroup {
            group_name: group.group_name.clone(),
            vpc: group.vpc_id.clone(),
            is_default: group.group_name == "default",
            ingress: group.ip_permissions.item.iter().flat_map(rules).collect(),
            egress_rules: i64::try_from(group.ip_permissions_egress.item.iter().flat_map(rules).count())
                .unwrap_or(i64::MAX),
            opens: if site.needs(GROUP, GetManagedPrefixListEntries::OPERATION) {
                Observed::Value(opens(region, &world, &group.group_id))
            } else {
                Observed::Unknown(Unknown::undecidable("not-collected"))
            },
            interfaces: count(&|item| item.group_set.item.iter().any(|own| own.group_id == group.group_id)),
            vpc_interfaces: count(&|item| item.vpc_id == group.vpc_id),
            tags: Observed::Value(group.tag_set.by_name()),
        };
        found.resources.push(sheet.finish(&site.account.id, &facts));
    }
    found
}

/// The rules of one protocol and range of ports, one per source.
fn rules(permission: &Permission) -> Vec<IngressRule> {
    let protocol = Protocol::parse(&permission.ip_protocol);
    let port = |number: Option<i64>, all| number.filter(|number| *number >= 0).unwrap_or(all);
    let has_ports = protocol.is_some_and(Protocol::has_ports);
    let (from_port, to_port) =
        if has_ports { (port(permission.from_port, 0), port(permission.to_port, 65535)) } else { (0, 65535) };
    let rule = |source: String, from_group| IngressRule {
        protocol: if permission.ip_protocol == "-1" { "all".to_owned() } else { permission.ip_protocol.clone() },
        from_port,
        to_port,
        all_ports: permission.ip_protocol == "-1" || has_ports && (from_port, to_port) == (0, 65535),
        source,
        from_group,
    };
    let addresses = permission.ip_ranges.item.iter().map(|range| range.cidr_ip.clone());
    let addresses = addresses.chain(permission.ipv6_ranges.item.iter().map(|range| range.cidr_ipv6.clone()));
    let addresses = addresses.chain(permission.prefix_list_ids.item.iter().map(|list| list.prefix_list_id.clone()));
    let groups = permission.groups.item.iter().map(|pair| pair.group_id.clone().unwrap_or_default());
    addresses.map(|source| rule(source, false)).chain(groups.map(|source| rule(source, true))).collect()
}

/// The name of the subnet and VPC in which nothing stands in the way but the groups.
const OPEN: &str = "open";

/// The groups and prefix lists of a network, in a subnet that lets everything through.
fn open_world(network: &Network) -> Network {
    let all = |family, egress| AclEntry {
        number: 1,
        egress,
        allow: true,
        protocol: Protocol::All,
        ports: Ports::ALL,
        some_types: false,
        cidr: Cidr::all(family),
    };
    let acl = Family::BOTH.into_iter().flat_map(|family| [all(family, false), all(family, true)]);
    let route = |family| Route {
        destination: Destination::Cidr(Cidr::all(family)),
        target: Target::InternetGateway,
        active: true,
        propagated: false,
    };
    let subnet = Subnet {
        vpc: OPEN.to_owned(),
        routes: Some(Family::BOTH.map(route).to_vec()),
        acl: Some(acl.collect()),
        blocked: Some(false),
    };
    let vpc = reach::Vpc { internet_gateway: Some(true), ingress_routes: Some(Vec::new()), accelerated: false };
    Network {
        groups: network.groups.clone(),
        prefix_lists: network.prefix_lists.clone(),
        subnets: [(OPEN.to_owned(), subnet)].into(),
        vpcs: [(OPEN.to_owned(), vpc)].into(),
    }
}

/// What a group opens by itself.
fn opens(region: &Region<'_>, world: &Network, group: &str) -> Internet {
    let interface = Interface {
        subnet: OPEN.to_owned(),
        groups: vec![group.to_owned()],
        addresses: Vec::new(),
        public_v4: Truth::Yes,
        public_v6: Truth::Yes,
        role: Role::Host,
    };
    internet::internet(region, &reach::internet(world, &interface))
}
