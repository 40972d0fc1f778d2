//! The answers of one region, each asked once and only if some rule needs it.

use super::KINDS;
use super::listeners::{self, Balancers};
use super::model;
use crate::aws::Answer;
use crate::aws::operations::Operation;
use crate::aws::wire::ec2_network::{
    DescribeNetworkInterfaces, DescribeSecurityGroups, NetworkInterface, SecurityGroup,
};
use crate::aws::wire::ec2_routing::{
    DescribeInternetGateways, DescribeManagedPrefixLists, DescribeNetworkAcls, DescribeRouteTables, DescribeSubnets,
    DescribeVpcBlockPublicAccessExclusions, Exclusion, GetManagedPrefixListEntries, InternetGateway, NetworkAcl,
    PrefixList, PrefixListEntry, RouteTable, Subnet,
};
use crate::aws::wire::ec2_servers::Instance;
use crate::aws::wire::ec2_vpc::{
    DescribeFlowLogs, DescribeTransitGatewayAttachments, DescribeVpcPeeringConnections, DescribeVpcs, FlowLog,
    PeeringConnection, SearchTransitGatewayRoutes, TransitGatewayAttachment, TransitGatewayRoute, Vpc,
};
use crate::aws::wire::ec2_vpn::{ClientVpnEndpoint, DescribeClientVpnEndpoints, DescribeVpnConnections, VpnConnection};
use crate::aws::wire::tagging::Resource;
use crate::aws::wire::{Ask, List};
use crate::collect::in_turn;
use crate::collect::shared_list::SharedList;
use crate::collect::survey::{Site, not_collected};
use crate::fact::ResourceKind;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that was asked in one region. What nobody needs is unknown with the reason `not-collected`.
pub(super) struct Region<'a> {
    pub(super) site: Site<'a>,
    pub(super) groups: Answer<Vec<SecurityGroup>>,
    pub(super) interfaces: Answer<Vec<NetworkInterface>>,
    pub(super) subnets: Answer<Vec<Subnet>>,
    pub(super) route_tables: Answer<Vec<RouteTable>>,
    pub(super) acls: Answer<Vec<NetworkAcl>>,
    pub(super) gateways: Answer<Vec<InternetGateway>>,
    /// What VPC Block Public Access leaves out; asked only where it blocks something.
    pub(super) exclusions: Answer<Vec<Exclusion>>,
    /// The prefix lists; asked only where some rule or route names one.
    pub(super) prefix_lists: Answer<Vec<PrefixList>>,
    /// The ranges of those that matter.
    pub(super) entries: BTreeMap<String, Answer<Vec<PrefixListEntry>>>,
    pub(super) balancers: Balancers,
    pub(super) instances: Answer<Vec<Instance>>,
    pub(super) vpcs: Answer<Vec<Vpc>>,
    pub(super) flow_logs: Answer<Vec<FlowLog>>,
    pub(super) peerings: Answer<Vec<PeeringConnection>>,
    pub(super) attachments: Answer<Vec<TransitGatewayAttachment>>,
    /// Routes of transit gateways of this account, by route table.
    pub(super) transit_routes: BTreeMap<String, Answer<Vec<TransitGatewayRoute>>>,
    pub(super) client_vpn: Answer<Vec<ClientVpnEndpoint>>,
    pub(super) vpn_connections: Answer<Vec<VpnConnection>>,
    pub(super) tagged: Answer<Vec<Resource>>,
}

/// What is asked in one region, and for which kinds.
pub(super) struct Asker<'s, 'a> {
    pub(super) site: &'s Site<'a>,
    /// Whether databases count: only where one has a public address.
    pub(super) databases: bool,
}

impl Asker<'_, '_> {
    /// Whether facts of a kind that is looked for here come from this operation.
    pub(super) fn needs(&self, operation: &Operation) -> bool {
        let counts = |kind: ResourceKind| {
            self.databases || !matches!(kind, ResourceKind::RdsInstance | ResourceKind::RdsCluster)
        };
        let mut kinds = KINDS.into_iter().filter(|kind| counts(*kind));
        kinds.any(|kind| self.site.needs(kind, operation) && self.site.plan.covers(kind, &self.site.region))
    }

    async fn list<L: List>(&self, members: Value) -> Answer<Vec<L::Item>> {
        self.list_if::<L>(true, members).await
    }

    async fn list_if<L: List>(&self, also: bool, members: Value) -> Answer<Vec<L::Item>> {
        if also && self.needs(L::OPERATION) { self.site.list::<L>(members).await } else { not_collected() }
    }
}

/// What others may ask for too.
async fn shared<L: List<Item: Clone>>(asker: &Asker<'_, '_>, lists: &SharedList<'_, L>) -> Answer<Vec<L::Item>> {
    if asker.needs(L::OPERATION) { (*lists.all(&asker.site.region).await).clone() } else { not_collected() }
}

/// Asks everything that is needed.
pub(super) async fn look(site: Site<'_>, databases: bool) -> Region<'_> {
    let asker = Asker { site: &site, databases };
    let (groups, interfaces, subnets, route_tables, acls, gateways) = tokio::join!(
        asker.list::<DescribeSecurityGroups>(json!({})),
        // Those of resources that AWS's services manage may be hidden otherwise (DescribeNetworkInterfaces, EC2 API reference).
        asker.list::<DescribeNetworkInterfaces>(json!({ "IncludeManagedResources": true })),
        asker.list::<DescribeSubnets>(json!({})),
        asker.list::<DescribeRouteTables>(json!({})),
        asker.list::<DescribeNetworkAcls>(json!({})),
        asker.list::<DescribeInternetGateways>(json!({})),
    );
    let (instances, vpcs, flow_logs, peerings, attachments, tagged) = tokio::join!(
        shared(&asker, asker.site.servers),
        asker.list::<DescribeVpcs>(json!({})),
        asker.list::<DescribeFlowLogs>(json!({})),
        asker.list::<DescribeVpcPeeringConnections>(json!({})),
        asker.list::<DescribeTransitGatewayAttachments>(json!({})),
        shared(&asker, asker.site.tagged),
    );
    let (client_vpn, vpn_connections) =
        tokio::join!(asker.list::<DescribeClientVpnEndpoints>(json!({})), vpn_connections(&asker));
    let blocks = subnets.seen.value().into_iter().flatten().any(model::blocks_public_access);
    let named = named_lists(groups.seen.value(), route_tables.seen.value());
    let (exclusions, prefix_lists, balancers, transit_routes) = tokio::join!(
        asker.list_if::<DescribeVpcBlockPublicAccessExclusions>(blocks, json!({})),
        asker.list_if::<DescribeManagedPrefixLists>(!named.is_empty(), json!({})),
        listeners::look(&asker, interfaces.seen.value().map_or(&[][..], Vec::as_slice)),
        transit_routes(&asker, attachments.seen.value().map_or(&[][..], Vec::as_slice)),
    );
    let lists = prefix_lists.seen.value().map_or(&[][..], Vec::as_slice);
    let wanted = model::lists_that_matter(groups.seen.value(), route_tables.seen.value(), lists);
    let entries = wanted.into_iter().map(async |id| {
        let entries = asker.list::<GetManagedPrefixListEntries>(json!({ "PrefixListId": id })).await;
        (id, entries)
    });
    let entries = in_turn(entries).await.into_iter().collect();
    Region {
        site,
        groups,
        interfaces,
        subnets,
        route_tables,
        acls,
        gateways,
        exclusions,
        prefix_lists,
        entries,
        balancers,
        instances,
        vpcs,
        flow_logs,
        peerings,
        attachments,
        transit_routes,
        client_vpn,
        vpn_connections,
        tagged,
    }
}

async fn vpn_connections(asker: &Asker<'_, '_>) -> Answer<Vec<VpnConnection>> {
    if !asker.needs(DescribeVpnConnections::OPERATION) {
        return not_collected();
    }
    asker.site.get::<DescribeVpnConnections>(json!({})).await.map(|reply| reply.vpn_connection_set.item)
}

/// Every prefix list that a rule or route names.
fn named_lists(groups: Option<&Vec<SecurityGroup>>, tables: Option<&Vec<RouteTable>>) -> BTreeSet<String> {
    let rules = groups.into_iter().flatten().flat_map(|group| &group.ip_permissions.item);
    let by_rules = rules.flat_map(|rule| &rule.prefix_list_ids.item).map(|list| list.prefix_list_id.clone());
    let routes = tables.into_iter().flatten().flat_map(|table| &table.route_set.item);
    by_rules.chain(routes.filter_map(|route| route.destination_prefix_list_id.clone())).collect()
}

/// The routes by which transit gateways of this account route what comes from its attachments.
async fn transit_routes(
    asker: &Asker<'_, '_>,
    attachments: &[TransitGatewayAttachment],
) -> BTreeMap<String, Answer<Vec<TransitGatewayRoute>>> {
    let own = attachments.iter().filter(|attachment| {
        attachment.transit_gateway_owner_id == asker.site.account.id && attachment.resource_type == "vpc"
    });
    let tables: BTreeSet<String> =
        own.filter_map(|attachment| attachment.association.as_ref()?.transit_gateway_route_table_id.clone()).collect();
    let asked = tables.into_iter().map(async |table| {
        let members = json!({
            "TransitGatewayRouteTableId": table,
            "Filter": [{ "Name": "state", "Value": ["active", "blackhole"] }],
        });
        let routes = asker.list::<SearchTransitGatewayRoutes>(members).await;
        (table, routes)
    });
    in_turn(asked).await.into_iter().collect()
}
