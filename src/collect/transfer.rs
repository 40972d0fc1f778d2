//! Servers of the Transfer Family.
//!
//! Calls: `ListServers` per region, `DescribeServer` per server.

use super::Found;
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::transfer::{DescribeServer, ListServers, ListedServer};
use crate::fact::transfer::Server;
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::TransferServer;

/// Collects servers.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            let list = site.list::<ListServers>(json!({}));
            site.each(KIND, list, async |item, listed| server(site, item, listed).await).await
        })
        .await
}

async fn server(site: &Site<'_>, item: &ListedServer, listed: &Answer<Vec<ListedServer>>) -> Resource {
    let id = item.server_id.as_deref().or_else(|| item.arn.rsplit('/').next()).unwrap_or(&item.arn);
    let mut sheet = site.sheet(KIND, id, &item.arn, listed);
    let described = sheet.seen(site.get_for::<DescribeServer>(KIND, json!({ "ServerId": id })).await);
    let described = described.map(|reply| reply.server);
    let action = DescribeServer::OPERATION.action;
    let facts = Server {
        state: item.state.clone(),
        endpoint_type: item.endpoint_type.clone(),
        protocols: described
            .clone()
            .and_then(|server| Observed::required(server.protocols.filter(|protocols| !protocols.is_empty()), action)),
        security_policy: described.clone().and_then(|server| Observed::of(server.security_policy_name)),
        tags: described.map(|server| server.tags.into_iter().map(|tag| (tag.key, tag.value)).collect()),
    };
    sheet.finish(&site.account.id, &facts)
}
