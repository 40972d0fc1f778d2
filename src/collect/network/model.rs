//! From answers to the network that is reasoned about. Nothing is concluded here: what was not seen stays unseen.

use super::listeners::balancer_of;
use super::region::Region;
use crate::aws::wire::ec2_network::{Association, NetworkInterface, Permission, SecurityGroup};
use crate::aws::wire::ec2_routing::{self as wire, PrefixList, RouteTable};
use crate::fact::Observed;
use crate::reach::{
    AclEntry, Cidr, Destination, Interface, Network, Ports, Protocol, Role, Route, Rule, Seen, Source, Subnet, Target,
    Truth, Vpc,
};
use std::collections::{BTreeMap, BTreeSet};

/// The network of a region.
pub(super) fn network(region: &Region<'_>) -> Network {
    let groups = region.groups.seen.value().into_iter().flatten();
    let subnets = region.subnets.seen.value().into_iter().flatten();
    let vpcs: BTreeSet<&str> = subnets.clone().map(|subnet| subnet.vpc_id.as_str()).collect();
    Network {
        groups: groups.map(|group| (group.group_id.clone(), rules(group))).collect(),
        prefix_lists: prefix_lists(region),
        subnets: subnets.map(|subnet| (subnet.subnet_id.clone(), self::subnet(region, subnet))).collect(),
        vpcs: vpcs.into_iter().map(|id| (id.to_owned(), vpc(region, id))).collect(),
    }
}

/// The inbound rules of a group, one per source.
pub(super) fn rules(group: &SecurityGroup) -> Vec<Rule> {
    let of_permission = |permission: &Permission| {
        let range = |text: &str| Cidr::parse(text).map_or(Source::Unreadable, Source::Cidr);
        let v4 = permission.ip_ranges.item.iter().map(|item| range(&item.cidr_ip));
        let v6 = permission.ipv6_ranges.item.iter().map(|item| range(&item.cidr_ipv6));
        let lists = permission.prefix_list_ids.item.iter().map(|item| Source::PrefixList(item.prefix_list_id.clone()));
        let groups = permission.groups.item.iter().filter_map(|pair| pair.group_id.clone()).map(Source::Group);
        let sources: Vec<Source> = v4.chain(v6).chain(lists).chain(groups).collect();
        let protocol = Protocol::parse(&permission.ip_protocol);
        let rule = move |source| Rule {
            protocol: protocol.unwrap_or(Protocol::All),
            ports: ports(protocol, permission.from_port, permission.to_port),
            some_types: protocol.is_some_and(Protocol::is_icmp) && permission.from_port.is_some_and(|kind| kind != -1),
            source: if protocol.is_some() { source } else { Source::Unreadable },
        };
        sources.into_iter().map(rule).collect::<Vec<_>>()
    };
    group.ip_permissions.item.iter().flat_map(of_permission).collect()
}

/// The ports of a rule: all where the protocol has none, or where AWS names none.
fn ports(protocol: Option<Protocol>, first: Option<i64>, last: Option<i64>) -> Ports {
    let port = |number: Option<i64>| number.and_then(|number| u16::try_from(number).ok());
    match (protocol.is_some_and(Protocol::has_ports), port(first), port(last)) {
        (true, Some(first), Some(last)) => Ports { first, last },
        _ => Ports::ALL,
    }
}

fn prefix_lists(region: &Region<'_>) -> BTreeMap<String, crate::reach::PrefixList> {
    let lists = region.prefix_lists.seen.value().into_iter().flatten();
    let list = |list: &PrefixList| {
        let entries = region.entries.get(&list.prefix_list_id).and_then(|answer| answer.seen.value());
        let ranges: Option<Option<Vec<Cidr>>> =
            entries.map(|entries| entries.iter().map(|entry| Cidr::parse(&entry.cidr)).collect());
        crate::reach::PrefixList { entries: ranges.flatten(), cloudfront: is_cloudfront(list) }
    };
    lists.map(|one| (one.prefix_list_id.clone(), list(one))).collect()
}

/// NOTE: CloudFront asks origins from the addresses in `com.amazonaws.global.cloudfront.origin-facing`, for IPv6 with `ipv6.`
/// before `cloudfront` ("Locations and IP address ranges of CloudFront edge servers", CloudFront Developer Guide).
fn is_cloudfront(list: &PrefixList) -> bool {
    let name = list.prefix_list_name.as_str();
    list.owner_id == "AWS" && name.starts_with("com.amazonaws.global.") && name.ends_with("cloudfront.origin-facing")
}

/// The prefix lists whose ranges make a difference: those that rules name, and those of routes but gateway endpoints.
pub(super) fn lists_that_matter(
    groups: Option<&Vec<SecurityGroup>>,
    tables: Option<&Vec<RouteTable>>,
    lists: &[PrefixList],
) -> BTreeSet<String> {
    let rules = groups.into_iter().flatten().flat_map(|group| &group.ip_permissions.item);
    let by_rules = rules.flat_map(|rule| &rule.prefix_list_ids.item).map(|list| list.prefix_list_id.clone());
    let routes = tables.into_iter().flatten().flat_map(|table| &table.route_set.item);
    let by_routes = routes.filter(|route| !to_gateway_endpoint(route, lists));
    by_rules.chain(by_routes.filter_map(|route| route.destination_prefix_list_id.clone())).collect()
}

/// Whether a route takes traffic to S3 or DynamoDB by a gateway endpoint. Nobody on the internet has an address of theirs, so
/// that such a route takes no answer away.
fn to_gateway_endpoint(route: &wire::Route, lists: &[PrefixList]) -> bool {
    let of_aws = |id: &str| lists.iter().any(|list| list.prefix_list_id == id && list.owner_id == "AWS");
    route.gateway_id.as_deref().is_some_and(|id| id.starts_with("vpce-"))
        && route.destination_prefix_list_id.as_deref().is_some_and(of_aws)
}

fn subnet(region: &Region<'_>, subnet: &wire::Subnet) -> Subnet {
    let tables = region.route_tables.seen.value();
    let of_subnet = |table: &&RouteTable| {
        let own = |association: &wire::RouteTableAssociation| association.subnet_id.as_ref() == Some(&subnet.subnet_id);
        table.association_set.item.iter().any(own)
    };
    let main = |table: &&RouteTable| {
        table.vpc_id == subnet.vpc_id && table.association_set.item.iter().any(|association| association.main)
    };
    let table = tables.and_then(|tables| tables.iter().find(of_subnet).or_else(|| tables.iter().find(main)));
    let acls = region.acls.seen.value();
    let acl = acls.and_then(|acls| {
        acls.iter().find(|acl| acl.association_set.item.iter().any(|guarded| guarded.subnet_id == subnet.subnet_id))
    });
    Subnet {
        vpc: subnet.vpc_id.clone(),
        routes: table.map(|table| routes(region, table)),
        acl: acl.and_then(|acl| acl.entry_set.item.iter().map(entry).collect()),
        blocked: blocked(region, subnet),
    }
}

/// The routes of a table.
pub(super) fn routes(region: &Region<'_>, table: &RouteTable) -> Vec<Route> {
    let lists = region.prefix_lists.seen.value().map_or(&[][..], Vec::as_slice);
    table.route_set.item.iter().filter(|route| !to_gateway_endpoint(route, lists)).map(route).collect()
}

fn route(route: &wire::Route) -> Route {
    let range = route.destination_cidr_block.as_deref().or(route.destination_ipv6_cidr_block.as_deref());
    let list = || Destination::PrefixList(route.destination_prefix_list_id.clone().unwrap_or_default());
    Route {
        destination: range.and_then(Cidr::parse).map_or_else(list, Destination::Cidr),
        target: target(route),
        active: route.state == "active",
        propagated: matches!(route.origin.as_deref(), Some("EnableVgwRoutePropagation" | "Advertisement")),
    }
}

fn target(route: &wire::Route) -> Target {
    let joins = [&route.transit_gateway_id, &route.vpc_peering_connection_id, &route.core_network_arn];
    if let Some(id) = joins.into_iter().flatten().next() {
        return Target::Connection(id.clone());
    }
    match route.gateway_id.as_deref() {
        Some("local") => Target::Local,
        Some(id) if id.starts_with("igw-") => Target::InternetGateway,
        Some(id) if id.starts_with("vpce-") => Target::Appliance,
        _ if route.instance_id.is_some() || route.network_interface_id.is_some() => Target::Appliance,
        _ => Target::Elsewhere,
    }
}

/// `None` for an entry that cannot be read: then nothing is known of the whole ACL.
fn entry(entry: &wire::AclEntry) -> Option<AclEntry> {
    let protocol = Protocol::parse(&entry.protocol)?;
    let range = entry.port_range;
    Some(AclEntry {
        number: entry.rule_number,
        egress: entry.egress,
        allow: match entry.rule_action.as_str() {
            "allow" => true,
            "deny" => false,
            _ => return None,
        },
        protocol,
        ports: ports(Some(protocol), range.map(|range| range.from), range.map(|range| range.to)),
        some_types: protocol.is_icmp()
            && entry.icmp_type_code.and_then(|kind| kind.r#type).is_some_and(|kind| kind != -1),
        cidr: Cidr::parse(entry.cidr_block.as_deref().or(entry.ipv6_cidr_block.as_deref())?)?,
    })
}

/// Whether VPC Block Public Access blocks something in a subnet.
pub(super) fn blocks_public_access(subnet: &wire::Subnet) -> bool {
    // A region without the feature leaves the state out; the words of its first months count as well.
    let mode = subnet.block_public_access_states.as_ref().map(|states| states.internet_gateway_block_mode.as_str());
    !matches!(mode, None | Some("off" | "bidirectional-access-allowed"))
}

/// Whether it keeps incoming traffic out. A subnet may be left out of it by itself or with its VPC.
fn blocked(region: &Region<'_>, subnet: &wire::Subnet) -> Seen<bool> {
    if !blocks_public_access(subnet) {
        return Some(false);
    }
    let exclusions = region.exclusions.seen.value()?;
    let counts = |exclusion: &&wire::Exclusion| {
        let gone = ["delete-complete", "disable-complete", "create-failed"].contains(&exclusion.state.as_str());
        let both_ways = exclusion.internet_gateway_exclusion_mode != "allow-egress";
        let named = [subnet.subnet_id.as_str(), subnet.vpc_id.as_str()]
            .iter()
            .any(|id| exclusion.resource_arn.ends_with(&format!("/{id}")));
        !gone && both_ways && named
    };
    Some(!exclusions.iter().any(|exclusion| counts(&exclusion)))
}

fn vpc(region: &Region<'_>, id: &str) -> Vpc {
    let own = region
        .subnets
        .seen
        .value()
        .into_iter()
        .flatten()
        .any(|subnet| subnet.vpc_id == id && subnet.owner_id == region.site.account.id);
    let attached = region.gateways.seen.value().map(|gateways| {
        gateways.iter().any(|gateway| gateway.attachment_set.item.iter().any(|attachment| attachment.vpc_id == id))
    });
    let of_gateway = |table: &&RouteTable| {
        let gateway = |association: &wire::RouteTableAssociation| {
            association.gateway_id.as_deref().is_some_and(|gateway| gateway.starts_with("igw-"))
        };
        table.vpc_id == id && table.association_set.item.iter().any(gateway)
    };
    let tables = region.route_tables.seen.value();
    let ingress =
        tables.map(|tables| tables.iter().filter(of_gateway).flat_map(|table| routes(region, table)).collect());
    let interfaces = region.interfaces.seen.value().into_iter().flatten();
    let mut accelerators =
        interfaces.filter(|item| item.vpc_id == id && item.interface_type == "global_accelerator_managed");
    Vpc {
        // Of a VPC that another account shares, gateway and incoming routes belong to its owner and are not listed.
        internet_gateway: attached.filter(|attached| own || *attached),
        ingress_routes: ingress.filter(|_| own),
        accelerated: accelerators.next().is_some(),
    }
}

/// Whether the internet might address an interface.
pub(super) fn may_be_public(interface: &NetworkInterface) -> bool {
    public_v4(interface) != Truth::No || !v6(interface).is_empty()
}

fn public_v4(interface: &NetworkInterface) -> Truth {
    let addresses = interface.private_ip_addresses_set.item.iter();
    let associations = addresses.filter_map(|address| address.association.as_ref()).chain(&interface.association);
    let of = |association: &Association| match association.public_ip {
        Some(_) => Truth::Yes,
        None if association.carrier_ip.is_some() || association.customer_owned_ip.is_some() => Truth::Maybe,
        None => Truth::No,
    };
    associations.map(of).max().unwrap_or(Truth::No)
}

/// The IPv6 addresses and ranges of an interface that are not local by themselves.
fn v6(interface: &NetworkInterface) -> Vec<Cidr> {
    let addresses = interface.ipv6_addresses_set.item.iter().map(|address| address.ipv6_address.as_str());
    let ranges = interface.ipv6_prefix_set.item.iter().map(|prefix| prefix.ipv6_prefix.as_str());
    let global = Cidr::parse("2000::/3");
    addresses
        .chain(ranges)
        .filter_map(Cidr::parse)
        .filter(|cidr| global.is_some_and(|all| all.contains(*cidr)))
        .collect()
}

/// Whether the internet can send to its IPv6 addresses. Private ones are never advertised there.
fn public_v6(region: &Region<'_>, interface: &NetworkInterface) -> Truth {
    let addresses = v6(interface);
    if addresses.is_empty() || interface.deny_all_igw_traffic == Some(true) {
        return Truth::No;
    }
    let Some(subnets) = region.subnets.seen.value() else { return Truth::Maybe };
    let Some(subnet) = subnets.iter().find(|subnet| subnet.subnet_id == interface.subnet_id) else {
        return Truth::Maybe;
    };
    let private = |address: &Cidr| {
        subnet.ipv6_cidr_block_association_set.item.iter().any(|block| {
            block.ipv6_address_attribute.as_deref() == Some("private")
                && Cidr::parse(&block.ipv6_cidr_block).is_some_and(|range| range.contains(*address))
        })
    };
    Truth::of(Some(!addresses.iter().all(private)))
}

/// The addresses by which the internet addresses an interface, for readers.
pub(super) fn public_addresses(region: &Region<'_>, interface: &NetworkInterface) -> Vec<String> {
    let addresses = interface.private_ip_addresses_set.item.iter();
    let associations = addresses.filter_map(|address| address.association.as_ref()).chain(&interface.association);
    let v4: BTreeSet<String> = associations.filter_map(|association| association.public_ip.clone()).collect();
    let v6: Vec<String> = match public_v6(region, interface) {
        Truth::No => Vec::new(),
        _ => interface.ipv6_addresses_set.item.iter().map(|address| address.ipv6_address.clone()).collect(),
    };
    v4.into_iter().chain(v6).collect()
}

/// An interface as it is reasoned about.
pub(super) fn interface(region: &Region<'_>, interface: &NetworkInterface) -> Interface {
    let private =
        interface.private_ip_addresses_set.item.iter().filter_map(|item| Cidr::parse(&item.private_ip_address));
    Interface {
        subnet: interface.subnet_id.clone(),
        groups: interface.group_set.item.iter().map(|group| group.group_id.clone()).collect(),
        addresses: private.chain(v6(interface)).collect(),
        public_v4: public_v4(interface),
        public_v6: public_v6(region, interface),
        role: role(region, interface),
    }
}

/// NOTE: a NAT gateway takes no connection that begins outside ("NAT gateways", VPC User Guide).
fn role(region: &Region<'_>, interface: &NetworkInterface) -> Role {
    if let Some(name) = balancer_of(interface) {
        let listeners = region.balancers.get(name).map(|balancer| &balancer.listeners.seen);
        return Role::LoadBalancer(listeners.and_then(Observed::value).cloned());
    }
    match interface.interface_type.as_str() {
        "natGateway" | "nat_gateway" => Role::TakesNoConnections,
        _ if interface.status == "available" && !interface.requester_managed => Role::Unattached,
        _ => Role::Host,
    }
}
