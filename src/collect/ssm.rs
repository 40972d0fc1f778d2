//! Servers: running EC2 instances, and servers elsewhere that Systems Manager manages.
//!
//! Calls per region: the running instances, `DescribeInstanceInformation` for servers outside EC2,
//! `DescribeInstancePatchStates` in lots of 50, and the alarms.

use super::Found;
use super::sheet::days_ago;
use super::survey::{Site, Survey};
use crate::alarm::{Need, Target};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::ec2_servers::Instance;
use crate::aws::wire::ssm::{DescribeInstanceInformation, DescribeInstancePatchStates, Instance as Node, PatchState};
use crate::fact::ssm::{HybridNode, Patches, Server};
use crate::fact::{Observed, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeMap;

const SERVER: ResourceKind = ResourceKind::SsmServer;
const NODE: ResourceKind = ResourceKind::SsmHybridNode;

/// Collects servers.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[SERVER, NODE], async |site| {
            let (mut servers, nodes) = tokio::join!(servers(survey, site), nodes(site));
            servers.add(nodes);
            servers
        })
        .await
}

async fn servers(survey: &Survey<'_>, site: &Site<'_>) -> Found {
    let mut found = Found::default();
    if !site.wants(SERVER) {
        return found;
    }
    let listed = survey.servers.running(&site.region).await;
    found.note(SERVER, &site.region, &listed.seen);
    let servers: &[Instance] = listed.seen.value().map_or(&[], Vec::as_slice);
    let ids: Vec<&str> = servers.iter().map(|server| server.instance_id.as_str()).collect();
    let states = patch_states(site, SERVER, &ids).await;
    for server in servers {
        let id = &server.instance_id;
        let mut sheet = site.sheet(SERVER, id, &site.arn("ec2", &format!("instance/{id}")), &listed);
        let need = Need::one(Target::instance_status(id));
        let facts = Server {
            autoscaling_group: server.tag("aws:autoscaling:groupName").map(str::to_owned),
            operated_by: server.operator.as_ref().and_then(|operator| operator.principal.clone()),
            patches: states.of(&mut sheet, site, id),
            availability: survey.alarms.availability(SERVER, &mut sheet, &site.region, &need).await,
            tags: Observed::Value(server.tag_set.item.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()),
        };
        found.resources.push(sheet.finish(&site.account.id, &facts));
    }
    found
}

async fn nodes(site: &Site<'_>) -> Found {
    let mut found = Found::default();
    if !site.wants(NODE) {
        return found;
    }
    let outside = json!({ "Filters": [{ "Key": "ResourceType", "Values": ["ManagedInstance"] }] });
    let listed = site.list::<DescribeInstanceInformation>(outside).await;
    let listed = listed
        .map(|nodes| nodes.into_iter().filter(|node| node.resource_type == "ManagedInstance").collect::<Vec<Node>>());
    found.note(NODE, &site.region, &listed.seen);
    let nodes: &[Node] = listed.seen.value().map_or(&[], Vec::as_slice);
    let ids: Vec<&str> = nodes.iter().map(|node| node.instance_id.as_str()).collect();
    let states = patch_states(site, NODE, &ids).await;
    for node in nodes {
        let id = &node.instance_id;
        let mut sheet = site.sheet(NODE, id, &site.arn("ssm", &format!("managed-instance/{id}")), &listed);
        let platform = [&node.platform_name, &node.platform_version];
        let platform: Vec<&str> = platform.into_iter().filter_map(Option::as_deref).collect();
        let facts = HybridNode {
            online: match node.ping_status.as_str() {
                "Online" => Observed::Value(true),
                _ => Observed::Unknown(Unknown::undecidable("node-not-connected")),
            },
            platform: (!platform.is_empty()).then(|| platform.join(" ")),
            patches: states.of(&mut sheet, site, id),
        };
        found.resources.push(sheet.finish(&site.account.id, &facts));
    }
    found
}

/// Patch states by server, and the answers they come from.
struct States(BTreeMap<String, Answer<Option<PatchState>>>);

/// The last patch operation of each of these servers.
async fn patch_states(site: &Site<'_>, kind: ResourceKind, ids: &[&str]) -> States {
    let mut states = BTreeMap::new();
    for lot in ids.chunks(50) {
        let answer = site.list_for::<DescribeInstancePatchStates>(kind, json!({ "InstanceIds": lot })).await;
        for id in lot {
            let own = |states: Vec<PatchState>| states.into_iter().find(|state| state.instance_id == *id);
            states.insert((*id).to_owned(), answer.clone().map(own));
        }
    }
    States(states)
}

impl States {
    fn of(&self, sheet: &mut super::sheet::Sheet, site: &Site<'_>, id: &str) -> Observed<Patches> {
        let Some(state) = self.0.get(id) else {
            return Observed::required(None, DescribeInstancePatchStates::OPERATION.action);
        };
        sheet.seen(state.clone()).and_then(Observed::of).map(|state| patches(site, &state))
    }
}

fn patches(site: &Site<'_>, state: &PatchState) -> Patches {
    let counts = [state.missing_count, state.failed_count, state.installed_pending_reboot_count];
    let nothing_open = counts.iter().all(|count| *count == Some(0));
    // Older agents count without severities: only where nothing is open at all is the severity of what is open known.
    let severe = |count: Option<i64>| match count {
        Some(count) => Observed::Value(count),
        None if nothing_open => Observed::Value(0),
        None => Observed::Unknown(Unknown::undecidable("patch-state-without-severity")),
    };
    Patches {
        operation: state.operation.clone(),
        age_days: days_ago(site.account.now, state.operation_end_time.0),
        critical: severe(state.critical_non_compliant_count),
        security: severe(state.security_non_compliant_count),
        missing: Observed::required(state.missing_count, DescribeInstancePatchStates::OPERATION.action),
        failed: Observed::required(state.failed_count, DescribeInstancePatchStates::OPERATION.action),
    }
}
