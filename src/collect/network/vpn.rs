//! The VPNs of the account, all regions together.

use super::{Networks, VPN};
use crate::aws::wire::ec2_vpn::ClientVpnEndpoint;
use crate::collect::labels::Labelling;
use crate::collect::sheet::Sheet;
use crate::collect::survey::Survey;
use crate::collect::{Found, global};
use crate::fact::ec2_vpc::{ClientVpn, SiteToSite, Vpn};
use crate::fact::{GLOBAL, Observed, Unknown};

/// The account's VPNs, as one resource.
pub(super) fn found(survey: &Survey<'_>, networks: &Networks<'_>) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(VPN) {
        return found;
    }
    let account = &survey.account.id;
    let mut sheet = Sheet::new(VPN, GLOBAL, account, &format!("arn:{}:iam::{account}:root", survey.account.partition));
    for (region, _) in networks.of(survey, VPN) {
        sheet.answered(&region.client_vpn.answered);
        sheet.answered(&region.vpn_connections.answered);
        sheet.answered(&region.instances.answered);
    }
    let facts = Vpn {
        client_vpn: Observed::Value(client_vpn(survey, networks)),
        site_to_site: Observed::Value(site_to_site(survey, networks)),
        instances: Observed::Value(instances(survey, networks)),
    };
    found.coverage.push(global(VPN, Ok(1)));
    found.resources.push(sheet.finish(account, &facts));
    found
}

/// True, or why something may be missing.
fn all_seen<'s, T: 's>(
    survey: &Survey<'_>,
    networks: &Networks<'_>,
    lists: impl Iterator<Item = &'s Observed<T>>,
) -> Observed<bool> {
    let mut unseen = lists.filter_map(|list| match list {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    let why: Option<Unknown> = unseen.next().or_else(|| networks.unasked(survey, VPN).into_iter().next());
    why.map_or(Observed::Value(true), Observed::Unknown)
}

fn count<T>(items: impl Iterator<Item = T>) -> i64 {
    i64::try_from(items.count()).unwrap_or(i64::MAX)
}

fn client_vpn(survey: &Survey<'_>, networks: &Networks<'_>) -> ClientVpn {
    let lists = || networks.of(survey, VPN).map(|(region, _)| &region.client_vpn.seen);
    let gone = |endpoint: &&ClientVpnEndpoint| ["deleting", "deleted"].contains(&endpoint.status.code.as_str());
    let endpoints = || lists().filter_map(Observed::value).flatten().filter(move |endpoint| !gone(endpoint));
    let available = || endpoints().filter(|endpoint| endpoint.status.code == "available");
    let personal = |endpoint: &&ClientVpnEndpoint| {
        let kinds = ["directory-service-authentication", "federated-authentication"];
        endpoint.authentication_options.item.iter().any(|option| kinds.contains(&option.r#type.as_str()))
    };
    let logged =
        |endpoint: &&ClientVpnEndpoint| endpoint.connection_log_options.as_ref().is_some_and(|options| options.enabled);
    ClientVpn {
        endpoints: count(endpoints()),
        available: count(available()),
        personal: count(available().filter(personal)),
        logged: count(available().filter(logged)),
        all_seen: all_seen(survey, networks, lists()),
    }
}

fn site_to_site(survey: &Survey<'_>, networks: &Networks<'_>) -> SiteToSite {
    let lists = || networks.of(survey, VPN).map(|(region, _)| &region.vpn_connections.seen);
    let connections = || {
        let all = lists().filter_map(Observed::value).flatten();
        all.filter(|connection| !["deleting", "deleted"].contains(&connection.state.as_str()))
    };
    let up = connections().filter(|connection| {
        connection.state == "available" && connection.vgw_telemetry.item.iter().any(|tunnel| tunnel.status == "UP")
    });
    SiteToSite { connections: count(connections()), up: count(up), all_seen: all_seen(survey, networks, lists()) }
}

/// The tags of running instances.
fn instances(survey: &Survey<'_>, networks: &Networks<'_>) -> crate::fact::ec2_vpc::Labels {
    let mut labelling = Labelling::default();
    for (region, _) in networks.of(survey, VPN) {
        labelling.seen_all(&region.instances.seen);
        let instances = region.instances.seen.value().into_iter().flatten();
        let running = instances.filter(|instance| instance.instance_state.name == "running");
        running.for_each(|instance| labelling.add(instance.tag_set.by_name(), false));
    }
    networks.unasked(survey, VPN).into_iter().for_each(|why| labelling.unseen(why));
    labelling.labels()
}
