//! What reaches databases from the internet.
//!
//! RDS does not say which interface is a database's, so that one is assumed in each subnet in which it may lie: of its subnet
//! group and its availability zones, or, where the group is not told, of its VPC. What all of them agree on is certain.

use super::region::Region;
use super::{Networks, internet};
use crate::collect::rds::{Databases, Place};
use crate::fact::ec2_network::Internet;
use crate::fact::{Observed, Unknown};
use crate::reach::{self, Interface, Listener, Network, Protocol, Reach, Role, Truth};

/// Tells every database with a public address what reaches it.
pub(super) fn complete(networks: &Networks<'_>, databases: &mut Databases) {
    databases.expose(|place, public| {
        let region = networks.regions.iter().find(|(region, _)| region.site.region == place.region);
        match (region, public) {
            (_, Observed::Value(false) | Observed::Absent) => Observed::Value(nothing()),
            (Some((region, network)), Observed::Value(true)) => reached(region, network, place),
            (_, Observed::Unknown(why)) => Observed::Unknown(why.clone()),
            (None, _) => Observed::Unknown(Unknown::undecidable("not-collected")),
        }
    });
}

fn nothing() -> Internet {
    Internet {
        openings: Vec::new(),
        possible: Vec::new(),
        complete: Observed::Value(true),
        summary: Vec::new(),
        barrier: Some(reach::Barrier::NoPublicAddress.code().to_owned()),
    }
}

fn reached(region: &Region<'_>, network: &Network, place: &Place) -> Observed<Internet> {
    if let Observed::Unknown(why) = &region.subnets.seen {
        return Observed::Unknown(why.clone());
    }
    if place.groups.is_empty() {
        return Observed::Unknown(Unknown::undecidable("interface-without-security-group"));
    }
    let Some(port) = place.port else {
        return Observed::Unknown(Unknown::undecidable("port-of-the-database-not-told"));
    };
    let subnets = subnets(region, network, place);
    let reaches: Vec<Reach> =
        subnets.iter().map(|subnet| reach::internet(network, &interface(subnet, place, port))).collect();
    match reaches.split_first() {
        None => Observed::Unknown(Unknown::undecidable("subnet-of-the-database-not-told")),
        Some((first, rest)) if rest.iter().all(|other| other == first) => {
            Observed::Value(internet::internet(region, first))
        }
        // Some of the subnets let in what others do not: it is possible, and no more.
        Some(_) => {
            let one = reaches.iter().map(|reach| internet::internet(region, reach));
            let (mut possible, mut complete) = (Vec::new(), Observed::Value(true));
            for told in one {
                possible.extend(told.openings);
                possible.extend(told.possible);
                if told.complete != Observed::Value(true) {
                    complete = told.complete;
                }
            }
            if complete == Observed::Value(true) {
                complete = Observed::Unknown(Unknown::undecidable("subnet-of-the-database-not-told"));
            }
            Observed::Value(Internet { openings: Vec::new(), possible, complete, summary: Vec::new(), barrier: None })
        }
    }
}

/// The subnets in which a database may lie.
fn subnets<'n>(region: &Region<'_>, network: &'n Network, place: &'n Place) -> Vec<&'n str> {
    if !place.subnets.is_empty() {
        let in_zone = |zone: &Option<String>| {
            place.zones.is_empty() || zone.as_ref().is_none_or(|zone| place.zones.contains(zone))
        };
        let fits = place.subnets.iter().filter(|(_, zone)| in_zone(zone));
        return fits.map(|(subnet, _)| subnet.as_str()).collect();
    }
    let groups = region.groups.seen.value().into_iter().flatten();
    let vpc = groups.filter(|group| place.groups.contains(&group.group_id)).map(|group| &group.vpc_id).next();
    let of_vpc = network.subnets.iter().filter(|(_, subnet)| Some(&subnet.vpc) == vpc);
    of_vpc.map(|(id, _)| id.as_str()).collect()
}

fn interface(subnet: &str, place: &Place, port: u16) -> Interface {
    // A database listens on one port and takes nothing else, as a load balancer does on those of its listeners.
    let listener = Listener { protocol: Protocol::TCP, port, redirects: Some(false) };
    Interface {
        subnet: subnet.to_owned(),
        groups: place.groups.clone(),
        addresses: Vec::new(),
        public_v4: Truth::Yes,
        // A dual-stack database answers by IPv6 as well where its subnets have such addresses.
        public_v6: if place.dual_stack { Truth::Maybe } else { Truth::No },
        role: Role::LoadBalancer(Some(vec![listener])),
    }
}
