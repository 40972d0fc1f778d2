//! GuardDuty in every region asked, whether there is a detector or not.
//!
//! Calls per region: `ListDetectors`, `GetDetector`; for open findings `ListFindings` and, in lots of 50, `GetFindings`; for
//! Runtime Monitoring `ListCoverage` and the running instances.

use super::Found;
use super::sheet::{Sheet, days_ago};
use super::survey::{Site, Survey, not_collected};
use crate::aws::Answer;
use crate::aws::wire::ec2_servers::{DescribeInstances, Instance};
use crate::aws::wire::guardduty::{
    ClusterDetails, CoverageResource, Detector as Described, Feature, GetDetector, GetFindings, ListCoverage,
    ListDetectors, ListFindings,
};
use crate::aws::wire::{Ask, Time};
use crate::fact::guardduty::{Detector, Findings, Region, Runtime};
use crate::fact::{Coverage, Observed, ResourceKind, Unknown};
use jiff::Timestamp;
use serde_json::json;

const KIND: ResourceKind = ResourceKind::GuardDutyRegion;

/// Collects GuardDuty's regions.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(survey, site).await).await
}

async fn in_region(survey: &Survey<'_>, site: &Site<'_>) -> Found {
    let mut sheet = Sheet::new(KIND, &site.region, &site.region, &site.arn("guardduty", "detector"));
    let ids = sheet.seen(site.list_for::<ListDetectors>(KIND, json!({})).await);
    // NOTE: there is at most one detector per account and region (CreateDetector, GuardDuty API Reference).
    let id = ids.and_then(|ids| Observed::of(ids.into_iter().next()));
    let (detector, high_findings) = match &id {
        Observed::Value(id) => {
            let described = site.get_for::<GetDetector>(KIND, json!({ "DetectorId": id })).await;
            let findings = high_findings(site, id).await;
            (sheet.seen(described).map(|detector| (id.clone(), detector)), sheet.seen(findings))
        }
        Observed::Absent => (Observed::Absent, Observed::Absent),
        Observed::Unknown(why) => (Observed::Unknown(why.clone()), Observed::Unknown(why.clone())),
    };
    let needs_servers = site.needs(KIND, DescribeInstances::OPERATION);
    let servers = if needs_servers { survey.servers.running(&site.region).await } else { not_collected() };
    let servers = sheet.seen(servers);
    let facts = Region {
        high_findings,
        runtime: runtime(site, &mut sheet, &detector, &servers).await,
        detector: detector.map(|(_, detector)| facts_of(&detector)),
        servers: servers.map(|servers| i64::try_from(servers.len()).unwrap_or(i64::MAX)),
    };
    let mut found = Found::default();
    found.coverage.push(Coverage { kind: KIND, region: site.region.clone(), listed: Ok(1) });
    found.resources.push(sheet.finish(&site.account.id, &facts));
    found
}

/// Sources that every detector reads ("GuardDuty foundational data sources").
const SOURCES: &[&str] = &["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"];

fn feature<'d>(detector: &'d Described, name: &str) -> Option<&'d Feature> {
    detector.features.iter().find(|feature| feature.name == name)
}

fn facts_of(detector: &Described) -> Detector {
    let on = |name: &str| feature(detector, name).map_or(Observed::Absent, |feature| is_on(&feature.status));
    let off: Vec<_> = SOURCES.iter().filter(|name| on(name) == Observed::Value(false)).collect();
    let all_known = SOURCES.iter().all(|name| on(name).value().is_some());
    Detector {
        enabled: is_on(&detector.status),
        missing_sources: if all_known || !off.is_empty() {
            Observed::Value(off.into_iter().map(|name| (*name).to_owned()).collect())
        } else {
            Observed::Unknown(Unknown::undecidable("status-not-known"))
        },
        malware_protection: on("EBS_MALWARE_PROTECTION").or_absent(|| false),
    }
}

/// A status that is neither is neither good nor bad.
fn is_on(status: &str) -> Observed<bool> {
    match status {
        "ENABLED" => Observed::Value(true),
        "DISABLED" => Observed::Value(false),
        _ => Observed::Unknown(Unknown::undecidable("status-not-known")),
    }
}

/// Findings of this account with a severity of 7 or more (high and critical) that are not archived.
async fn high_findings(site: &Site<'_>, detector: &str) -> Answer<Findings> {
    let criteria = json!({ "criterion": {
        "severity": { "greaterThanOrEqual": 7 },
        "service.archived": { "equals": ["false"] },
        "accountId": { "equals": [site.account.id] },
    } });
    let members = json!({ "DetectorId": detector, "findingCriteria": criteria });
    let listed = site.list_for::<ListFindings>(KIND, members).await;
    let mut answered = listed.answered;
    let oldest = match &listed.seen {
        Observed::Value(ids) => oldest(site, detector, ids, &mut answered).await,
        Observed::Absent => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
    };
    let open = listed.seen.value().map_or(0, |ids| i64::try_from(ids.len()).unwrap_or(i64::MAX));
    let findings =
        |time: Option<Time>| Findings { open, oldest_age_days: time.map(|time| days_ago(site.account.now, time.0)) };
    Answer { seen: oldest.map(findings), answered }
}

/// When the oldest of these findings was found.
async fn oldest(
    site: &Site<'_>,
    detector: &str,
    ids: &[String],
    answered: &mut Vec<(&'static str, Timestamp)>,
) -> Observed<Option<Time>> {
    let members = |lot: &[String]| json!({ "DetectorId": detector, "findingIds": lot });
    let found = site.look_up::<GetFindings, _>(KIND, ids, members, |reply| reply.findings, |finding| &finding.id).await;
    answered.extend(found.answered);
    found.seen.map(|findings| findings.iter().map(|finding| finding.created_at).min())
}

/// What Runtime Monitoring reaches; absent without a detector or where it is off.
async fn runtime(
    site: &Site<'_>,
    sheet: &mut Sheet,
    detector: &Observed<(String, Described)>,
    servers: &Observed<Vec<Instance>>,
) -> Observed<Runtime> {
    let (id, detector) = match detector {
        Observed::Value((id, detector)) => (id, detector),
        Observed::Absent => return Observed::Absent,
        Observed::Unknown(why) => return Observed::Unknown(why.clone()),
    };
    // EKS_RUNTIME_MONITORING is the older form for clusters alone.
    let on = ["RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"].map(|name| match feature(detector, name) {
        Some(feature) => is_on(&feature.status),
        None => Observed::Value(false),
    });
    match (is_on(&detector.status), on) {
        (Observed::Value(false), _) | (_, [Observed::Value(false), Observed::Value(false)]) => return Observed::Absent,
        (Observed::Value(true), [Observed::Value(true), _] | [_, Observed::Value(true)]) => {}
        _ => return Observed::Unknown(Unknown::undecidable("status-not-known")),
    }
    let own = json!({ "criterionKey": "ACCOUNT_ID", "filterCondition": { "equals": [site.account.id] } });
    let members = json!({ "DetectorId": id, "filterCriteria": { "filterCriterion": [own] } });
    let covered = sheet.seen(site.list_for::<ListCoverage>(KIND, members).await);
    match (covered, servers) {
        (Observed::Value(covered), Observed::Value(servers)) => {
            let own: Vec<_> = covered.into_iter().filter(|resource| resource.account_id == site.account.id).collect();
            Observed::Value(reach(&own, servers))
        }
        (Observed::Unknown(why), _) => Observed::Unknown(why),
        (_, Observed::Unknown(why)) => Observed::Unknown(why.clone()),
        _ => Observed::Absent,
    }
}

fn reach(covered: &[CoverageResource], servers: &[Instance]) -> Runtime {
    let (mut uncovered, mut failing) = (Vec::new(), Vec::new());
    for server in servers {
        let own = covered.iter().find(|resource| {
            resource
                .resource_details
                .ec2_instance_details
                .as_ref()
                .is_some_and(|own| own.instance_id == server.instance_id)
        });
        if own.is_some_and(|own| own.coverage_status == "HEALTHY") || cluster_is_covered(covered, server) {
            continue;
        }
        uncovered.push(server.instance_id.clone());
        if own.is_some_and(|own| own.coverage_status == "UNHEALTHY" && is_meant_to_be_watched(own)) {
            failing.push(server.instance_id.clone());
        }
    }
    let (all, open) = (servers.len(), uncovered.len());
    let coverage_pct = ((all - open) * 100).checked_div(all).unwrap_or(100);
    Runtime { coverage_pct: i64::try_from(coverage_pct).unwrap_or_default(), uncovered, failing }
}

/// A node of an EKS cluster all of whose nodes are watched.
fn cluster_is_covered(covered: &[CoverageResource], server: &Instance) -> bool {
    let clusters = covered.iter().filter(|resource| resource.coverage_status == "HEALTHY");
    let clusters = clusters.filter_map(|resource| resource.resource_details.eks_cluster_details.as_ref());
    let whole = |cluster: &&ClusterDetails| {
        cluster.covered_nodes.zip(cluster.compatible_nodes).is_some_and(|(covered, all)| all > 0 && covered >= all)
    };
    let is_node_of = |cluster: &ClusterDetails| {
        server.tag("eks:cluster-name") == Some(&cluster.cluster_name)
            || server.tag(&format!("kubernetes.io/cluster/{}", cluster.cluster_name)) == Some("owned")
    };
    clusters.filter(whole).any(is_node_of)
}

fn is_meant_to_be_watched(resource: &CoverageResource) -> bool {
    resource.resource_details.ec2_instance_details.as_ref().is_some_and(|instance| {
        let agent = instance.agent_details.as_ref().and_then(|agent| agent.version.as_deref());
        agent.is_some_and(|version| !version.is_empty()) || instance.management_type.as_deref() == Some("AUTO_MANAGED")
    })
}
