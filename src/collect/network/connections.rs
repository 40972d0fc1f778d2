//! Which VPCs can exchange traffic: peering connections and transit gateways, with the routes on both sides.

use super::Networks;
use super::model;
use super::region::Region;
use crate::aws::wire::ec2_vpc::{PeeringVpc, TransitGatewayAttachment, Vpc};
use crate::collect::labels::Labelling;
use crate::fact::ec2_vpc::Connections;
use crate::fact::{Observed, Unknown};
use crate::reach::{Cidr, Destination, Link, Network, Peer, Route, Target, Truth, connected, forwards};
use std::collections::BTreeMap;

/// One VPC with what is known of it here.
struct Side {
    cidrs: Vec<Cidr>,
    /// Routes of its route tables; `None`: not seen.
    routes: Option<Vec<Vec<Route>>>,
    tags: Option<BTreeMap<String, String>>,
    name: String,
    /// Whether it is a VPC that was listed, with ranges and routes.
    listed: bool,
}

impl Side {
    fn peer(&self) -> Peer<'_> {
        let routes = self.routes.as_ref().map(|tables| tables.iter().map(Vec::as_slice).collect());
        Peer { cidrs: &self.cidrs, routes }
    }
}

/// What was found so far.
#[derive(Default)]
struct Joined {
    vpcs: Vec<String>,
    tags: Labelling,
    doubt: Option<Unknown>,
}

impl Joined {
    fn doubt(&mut self, why: Unknown) {
        self.doubt.get_or_insert(why);
    }

    fn take(&mut self, truth: Truth, side: &Side, link: &str, why: &str) {
        match truth {
            Truth::Yes => {
                self.vpcs.push(format!("{} ({link})", side.name));
                // A VPC whose tags are not known counts as one without.
                self.tags.add(side.tags.clone().unwrap_or_default(), true);
            }
            Truth::Maybe => self.doubt(Unknown::undecidable(why)),
            Truth::No => {}
        }
    }
}

/// The VPCs with which one is joined.
pub(super) fn connections(networks: &Networks<'_>, region: &Region<'_>, network: &Network, vpc: &Vpc) -> Connections {
    let mut joined = Joined::default();
    let own = side(region, vpc);
    for unseen in [unseen(&region.route_tables.seen), unseen(&region.peerings.seen), unseen(&region.attachments.seen)] {
        unseen.into_iter().for_each(|why| joined.doubt(why));
    }
    peerings(networks, region, network, (vpc, &own), &mut joined);
    transit(region, network, (vpc, &own), &mut joined);
    let core = own
        .routes
        .iter()
        .flatten()
        .flatten()
        .any(|route| matches!(&route.target, Target::Connection(id) if id.starts_with("arn:")) && route.active);
    if core {
        joined.doubt(Unknown::undecidable("joined-by-a-core-network"));
    }
    let all_seen = joined.doubt.map_or(Observed::Value(true), Observed::Unknown);
    Connections { vpcs: joined.vpcs, tag_values: joined.tags.labels().tag_values, all_seen }
}

fn unseen<T>(seen: &Observed<T>) -> Option<Unknown> {
    match seen {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    }
}

fn cidrs(texts: impl IntoIterator<Item = String>) -> Vec<Cidr> {
    texts.into_iter().filter_map(|text| Cidr::parse(&text)).collect()
}

/// A VPC of this account.
fn side(region: &Region<'_>, vpc: &Vpc) -> Side {
    let tables = region.route_tables.seen.value();
    let own = tables.map(|tables| tables.iter().filter(|table| table.vpc_id == vpc.vpc_id));
    let ranges = vpc.cidr_block_association_set.item.iter().map(|block| block.cidr_block.clone());
    let ranges =
        ranges.chain(vpc.ipv6_cidr_block_association_set.item.iter().map(|block| block.ipv6_cidr_block.clone()));
    Side {
        cidrs: cidrs(ranges),
        routes: own.map(|tables| tables.map(|table| model::routes(region, table)).collect()),
        tags: Some(vpc.tag_set.by_name()),
        name: vpc.vpc_id.clone(),
        listed: true,
    }
}

fn peerings(
    networks: &Networks<'_>,
    region: &Region<'_>,
    network: &Network,
    (vpc, own): (&Vpc, &Side),
    joined: &mut Joined,
) {
    for peering in region.peerings.seen.value().into_iter().flatten() {
        let (requester, accepter) = (&peering.requester_vpc_info, &peering.accepter_vpc_info);
        let other = match (requester.vpc_id == vpc.vpc_id, accepter.vpc_id == vpc.vpc_id) {
            (true, _) => accepter,
            (_, true) => requester,
            _ => continue,
        };
        if peering.status.code != "active" {
            continue;
        }
        let other = other_side(networks, region, other);
        let id = peering.vpc_peering_connection_id.as_str();
        let link = Link { id, there: Truth::Yes, back: Truth::Yes };
        let truth = connected(network, &own.peer(), &other.peer(), &link);
        joined.take(truth, &other, id, "other-side-of-the-peering-not-seen");
    }
}

/// The VPC at the other end of a peering connection: one of this account in any region that was asked, or a strange one.
fn other_side(networks: &Networks<'_>, region: &Region<'_>, other: &PeeringVpc) -> Side {
    let at = other.region.as_deref().unwrap_or(&region.site.region);
    let listed = networks.regions.iter().find(|(there, _)| there.site.region == at);
    let known = listed.and_then(|(there, _)| {
        let vpcs = there.vpcs.seen.value()?;
        vpcs.iter().find(|vpc| vpc.vpc_id == other.vpc_id).map(|vpc| side(there, vpc))
    });
    known.unwrap_or_else(|| {
        let ranges = other.cidr_block_set.item.iter().map(|block| block.cidr_block.clone());
        let ranges = ranges.chain(other.ipv6_cidr_block_set.item.iter().map(|block| block.ipv6_cidr_block.clone()));
        strange(&other.vpc_id, &other.owner_id, &region.site.account.id, cidrs(ranges))
    })
}

/// A VPC whose routes and tags cannot be seen from here.
fn strange(vpc: &str, owner: &str, account: &str, cidrs: Vec<Cidr>) -> Side {
    let name = if owner == account { vpc.to_owned() } else { format!("{vpc} of {owner}") };
    Side { cidrs, routes: None, tags: None, name, listed: false }
}

fn transit(region: &Region<'_>, network: &Network, (vpc, own): (&Vpc, &Side), joined: &mut Joined) {
    let attachments = region.attachments.seen.value().map_or(&[][..], Vec::as_slice);
    let of_vpc = |item: &&TransitGatewayAttachment| item.resource_type == "vpc" && item.state == "available";
    let mine = attachments.iter().filter(of_vpc).filter(|item| item.resource_id.as_deref() == Some(&vpc.vpc_id));
    for mine in mine {
        let gateway = mine.transit_gateway_id.as_str();
        let routed = |target: &Target| *target == Target::Connection(gateway.to_owned());
        let uses = own.routes.as_ref().is_none_or(|tables| {
            tables
                .iter()
                .flatten()
                .any(|route| route.active && (routed(&route.target) || route.target == Target::Appliance))
        });
        if !uses {
            continue;
        }
        if mine.transit_gateway_owner_id != region.site.account.id {
            joined.doubt(Unknown::undecidable("transit-gateway-of-another-account"));
            continue;
        }
        let others = attachments.iter().filter(|item| item.transit_gateway_id == gateway);
        let others = others.filter(|item| item.transit_gateway_attachment_id != mine.transit_gateway_attachment_id);
        for other in others {
            one_transit(region, network, own, (mine, other), joined);
        }
    }
}

/// Whether a VPC is joined with another attachment of its transit gateway.
fn one_transit(
    region: &Region<'_>,
    network: &Network,
    own: &Side,
    (mine, other): (&TransitGatewayAttachment, &TransitGatewayAttachment),
    joined: &mut Joined,
) {
    let there = routes_of(region, mine);
    match (other.resource_type.as_str(), other.resource_id.as_deref()) {
        ("vpc", Some(id)) if other.state == "available" => {
            let known = region.vpcs.seen.value().into_iter().flatten().find(|vpc| vpc.vpc_id == id);
            let side = known.map_or_else(
                || strange(id, &other.resource_owner_id, &region.site.account.id, Vec::new()),
                |vpc| side(region, vpc),
            );
            let (first, second) = (&mine.transit_gateway_attachment_id, &other.transit_gateway_attachment_id);
            let link = Link {
                id: &mine.transit_gateway_id,
                there: leads(network, there.as_deref(), &side, second),
                back: leads(network, routes_of(region, other).as_deref(), own, first),
            };
            let truth = if side.listed {
                connected(network, &own.peer(), &side.peer(), &link)
            } else {
                link.there.min(link.back).min(Truth::Maybe)
            };
            let why = unseen_routes(region, mine).unwrap_or("joined-by-way-of-something-else");
            joined.take(truth, &side, &mine.transit_gateway_id, why);
        }
        ("peering", _) => {
            let id = &other.transit_gateway_attachment_id;
            let uses = there.as_ref().is_none_or(|routes| {
                routes.iter().any(|route| route.active && route.target == Target::Connection(id.clone()))
            });
            if uses {
                joined.doubt(Unknown::undecidable("joined-with-another-transit-gateway"));
            }
        }
        _ => {}
    }
}

/// Whether routes of a transit gateway lead to a VPC by its attachment; of a strange VPC the ranges are not known.
fn leads(network: &Network, routes: Option<&[Route]>, to: &Side, attachment: &str) -> Truth {
    let Some(routes) = routes else { return Truth::Maybe };
    if !to.listed {
        let names = |route: &Route| route.active && route.target == Target::Connection(attachment.to_owned());
        return if routes.iter().any(names) { Truth::Maybe } else { Truth::No };
    }
    forwards(network, routes, &to.cidrs, attachment)
}

/// Why the routes for an attachment were not seen, in a word, if so.
fn unseen_routes(region: &Region<'_>, attachment: &TransitGatewayAttachment) -> Option<&'static str> {
    routes_of(region, attachment).is_none().then_some("transit-gateway-routes-not-seen")
}

/// The routes by which a transit gateway routes what comes from an attachment; `None`: not seen.
fn routes_of(region: &Region<'_>, attachment: &TransitGatewayAttachment) -> Option<Vec<Route>> {
    let Some(association) = &attachment.association else { return Some(Vec::new()) };
    // A policy table decides otherwise, and is not read.
    let table = association.transit_gateway_route_table_id.as_ref()?;
    let routes = region.transit_routes.get(table)?.seen.value()?;
    let route = |route: &crate::aws::wire::ec2_vpc::TransitGatewayRoute| {
        let list = || Destination::PrefixList(route.prefix_list_id.clone().unwrap_or_default());
        let destination =
            route.destination_cidr_block.as_deref().and_then(Cidr::parse).map_or_else(list, Destination::Cidr);
        let targets = route.transit_gateway_attachments.item.iter();
        let targets: Vec<Target> =
            targets.map(|target| Target::Connection(target.transit_gateway_attachment_id.clone())).collect();
        let targets = if targets.is_empty() { vec![Target::Elsewhere] } else { targets };
        let (active, propagated) = (route.state == "active", route.r#type == "propagated");
        targets.into_iter().map(move |target| Route { destination: destination.clone(), target, active, propagated })
    };
    Some(routes.iter().flat_map(route).collect())
}
