//! What the organisation forbids the account: its service control policies, level by level, as far as they speak of regions.
//!
//! Calls: `DescribeOrganization` once; in a member account `ListParents` up to the root, two `ListPoliciesForTarget` for each
//! level, and `DescribePolicy` once for each policy.

use super::sheet::Sheet;
use super::survey::{Site, Survey};
use super::{Found, global};
use crate::aws::wire::Ask;
use crate::aws::wire::organizations::{
    DescribeOrganization, DescribePolicy, ListParents, ListPoliciesForTarget, Organization,
};
use crate::fact::organizations::{Guardrails as Facts, Organization as Membership, Region, Regions};
use crate::fact::{GLOBAL, Observed, ResourceKind, Unknown};
use crate::policy::{Decision, Guardrails, Home, Policy, region_by_region};
use serde_json::json;
use std::collections::BTreeMap;

const KIND: ResourceKind = ResourceKind::OrganizationsGuardrails;

/// An account, at most five organisational units ("Quotas for AWS Organizations", nesting) and the root.
const MOST_LEVELS: usize = 7;

/// Collects what binds the account.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let site = survey.global();
    let mut found = Found::default();
    if !site.wants(KIND) {
        return found;
    }
    let account = &survey.account.id;
    let mut sheet = Sheet::new(KIND, GLOBAL, account, &format!("arn:{}:iam::{account}:root", survey.account.partition));
    let described = site.get_for::<DescribeOrganization>(KIND, json!({})).await.map(|reply| reply.organization);
    let organization = sheet.seen(described);
    let regions = match &organization {
        Observed::Value(organization) => regions(&site, &mut sheet, organization).await,
        Observed::Absent => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
    };
    let is_management_account =
        |organization: Organization| Membership { is_management_account: organization.master_account_id == *account };
    let facts = Facts { organization: organization.map(is_management_account), regions };
    found.coverage.push(global(KIND, Ok(1)));
    found.resources.push(sheet.finish(account, &facts));
    found
}

async fn regions(site: &Site<'_>, sheet: &mut Sheet, organization: &Organization) -> Observed<Regions> {
    // NOTE: "Service control policies" (Organizations user guide): SCPs do not affect users or roles in the management account.
    if organization.master_account_id == site.account.id {
        return Observed::Absent;
    }
    if !site.needs(KIND, ListPoliciesForTarget::OPERATION) {
        return Observed::Unknown(Unknown::undecidable("not-collected"));
    }
    // NOTE: the same page: SCPs are not available if only the consolidated billing features are enabled.
    let all_features = organization.feature_set == "ALL";
    let (service_control, resource_control) = if all_features {
        let targets = match path(site, sheet).await {
            Ok(targets) => targets,
            Err(why) => return Observed::Unknown(why),
        };
        let mut texts = BTreeMap::new();
        let service_control = match levels(site, sheet, &targets, "SERVICE_CONTROL_POLICY", &mut texts).await {
            Ok(levels) => levels,
            Err(why) => return Observed::Unknown(why),
        };
        (service_control, levels(site, sheet, &targets, "RESOURCE_CONTROL_POLICY", &mut texts).await)
    } else {
        (Vec::new(), Ok(Vec::new()))
    };
    let home = Home { partition: site.account.partition.clone(), account: site.account.id.clone() };
    Observed::Value(judged(service_control, resource_control, &home))
}

/// What policies say of regions. Resource control policies that were not seen might refuse what seems open.
fn judged(
    service_control: Vec<Vec<Policy>>,
    resource_control: Result<Vec<Vec<Policy>>, Unknown>,
    home: &Home,
) -> Regions {
    // NOTE: "DetachPolicy" (API reference): with SCPs enabled, every root, OU and account has at least one. "Disabling a policy
    // type": then all are detached.
    let enabled = service_control.iter().any(|level| !level.is_empty());
    let unseen = resource_control.as_ref().err().cloned();
    let guardrails = Guardrails {
        service_control: if enabled { service_control } else { Vec::new() },
        resource_control: resource_control.unwrap_or_default().into_iter().flatten().collect(),
    };
    let each: Vec<Region> = region_by_region(&guardrails, home)
        .into_iter()
        .map(|(region, decision)| {
            let refused = match (decision, &unseen) {
                (Decision::Yes, _) => Observed::Value(true),
                (Decision::No(_), None) => Observed::Value(false),
                (Decision::No(_), Some(why)) => Observed::Unknown(why.clone()),
                (Decision::CannotTell(reason), _) => Observed::Unknown(Unknown::undecidable(reason.code())),
            };
            Region { region, refused }
        })
        .collect();
    let open = each.iter().filter(|one| one.refused == Observed::Value(false)).map(|one| one.region.clone()).collect();
    Regions { each, open }
}

/// The account and everything above it, the root first.
async fn path(site: &Site<'_>, sheet: &mut Sheet) -> Result<Vec<String>, Unknown> {
    let mut targets = vec![site.account.id.clone()];
    while targets.len() < MOST_LEVELS {
        let child = targets.last().cloned().unwrap_or_default();
        let parents = seen(sheet.seen(site.list::<ListParents>(json!({ "ChildId": child })).await))?;
        let [parent] = parents.as_slice() else { break };
        targets.push(parent.id.clone());
        if parent.r#type == "ROOT" {
            targets.reverse();
            return Ok(targets);
        }
    }
    Err(Unknown::undecidable("organization-without-root"))
}

/// The policies of a type at each of these, every text read once.
async fn levels(
    site: &Site<'_>,
    sheet: &mut Sheet,
    targets: &[String],
    r#type: &str,
    texts: &mut BTreeMap<String, Policy>,
) -> Result<Vec<Vec<Policy>>, Unknown> {
    let mut levels = Vec::new();
    for target in targets {
        let asked = json!({ "TargetId": target, "Filter": r#type });
        let attached = seen(sheet.seen(site.list::<ListPoliciesForTarget>(asked).await))?;
        let mut level = Vec::new();
        for summary in attached {
            let policy = if let Some(known) = texts.get(&summary.id) {
                known.clone()
            } else {
                let reply = site.get::<DescribePolicy>(json!({ "PolicyId": summary.id })).await;
                let content = seen(sheet.seen(reply))?.policy.content;
                Policy::parse(&content).map_err(|_| Unknown::undecidable("unreadable-policy"))?
            };
            texts.insert(summary.id, policy.clone());
            level.push(policy);
        }
        levels.push(level);
    }
    Ok(levels)
}

/// None of these operations has an error that means "there is none".
fn seen<T>(answer: Observed<T>) -> Result<T, Unknown> {
    match answer {
        Observed::Value(value) => Ok(value),
        Observed::Absent => Err(Unknown::undecidable("organization-without-root")),
        Observed::Unknown(why) => Err(why),
    }
}
