//! ECS services, and whether alarms tell of their shortages.
//!
//! Calls per region: `ListClusters`; per cluster `ListServices` and, in lots of 10, `DescribeServices`; and the alarms.

use super::Found;
use super::alarms::Shortages;
use super::in_turn;
use super::survey::{Site, Survey};
use crate::alarm::{Need, Target};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::ecs::{DescribeServices, EcsService, ListClusters, ListServices};
use crate::fact::ecs::Service;
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::EcsService;

/// Collects ECS services.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each(KIND, services(site), async |item, listed| service(survey, site, item, listed).await).await
        })
        .await
}

/// All services of all clusters: if those of one cluster are not seen, the list is not.
async fn services(site: &Site<'_>) -> Answer<Vec<EcsService>> {
    let clusters = site.list::<ListClusters>(json!({})).await;
    let mut answered = clusters.answered;
    let arns = match clusters.seen {
        Observed::Value(arns) => arns,
        seen => return Answer { seen: seen.map(|_| Vec::new()), answered },
    };
    let of_clusters = in_turn(arns.iter().map(|cluster| of_cluster(site, cluster))).await;
    let mut all = Vec::new();
    for services in of_clusters {
        answered.extend(services.answered);
        match services.seen {
            Observed::Value(services) => all.extend(services),
            Observed::Absent => {}
            Observed::Unknown(why) => return Answer { seen: Observed::Unknown(why), answered },
        }
    }
    Answer { seen: Observed::Value(all), answered }
}

async fn of_cluster(site: &Site<'_>, cluster: &str) -> Answer<Vec<EcsService>> {
    let listed = site.list::<ListServices>(json!({ "cluster": cluster })).await;
    let mut answered = listed.answered;
    let arns = match listed.seen {
        Observed::Value(arns) => arns,
        seen => return Answer { seen: seen.map(|_| Vec::new()), answered },
    };
    let mut all = Vec::new();
    // NOTE: at most 10 services at once (DescribeServices, Amazon ECS API Reference).
    for lot in arns.chunks(10) {
        let members = json!({ "cluster": cluster, "services": lot, "include": ["TAGS"] });
        let described = site.get::<DescribeServices>(members).await;
        answered.extend(described.answered);
        match described.seen {
            Observed::Value(reply)
                if lot.iter().all(|arn| reply.services.iter().any(|one| one.service_arn == *arn)) =>
            {
                all.extend(reply.services);
            }
            Observed::Unknown(why) => return Answer { seen: Observed::Unknown(why), answered },
            _ => return Answer { seen: Observed::required(None, DescribeServices::OPERATION.action), answered },
        }
    }
    Answer { seen: Observed::Value(all), answered }
}

async fn service(
    survey: &Survey<'_>,
    site: &Site<'_>,
    service: &EcsService,
    listed: &Answer<Vec<EcsService>>,
) -> Resource {
    let mut sheet = site.sheet(KIND, &service.service_name, &service.service_arn, listed);
    let cluster = service.cluster_arn.rsplit('/').next().unwrap_or_default().to_owned();
    let needs = Shortages {
        cpu: Need::one(Target::service_cpu(&cluster, &service.service_name)),
        memory: Need::one(Target::service_memory(&cluster, &service.service_name)),
        storage: None,
    };
    let facts = Service {
        capacity: survey.alarms.capacity(KIND, &mut sheet, &site.region, &needs).await,
        cluster,
        desired_count: service.desired_count,
        tags: Observed::Value(service.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()),
    };
    sheet.finish(&site.account.id, &facts)
}
