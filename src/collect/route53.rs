//! Route 53 health checks, and whether alarms tell what they find.
//!
//! Calls: `ListHealthChecks` once; the alarms of the partition's main region, where the metrics of health checks are.

use super::survey::Survey;
use super::{Found, global};
use crate::alarm::{Need, Target};
use crate::aws::wire::route53::{HealthCheck as Described, ListHealthChecks};
use crate::fact::route53::HealthCheck;
use crate::fact::{Observed, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::Route53HealthCheck;

/// Collects health checks.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let site = survey.global();
    let mut found = Found::default();
    if !site.wants(KIND) {
        return found;
    }
    let listed = site.list::<ListHealthChecks>(json!({})).await;
    let checks: &[Described] = listed.seen.value().map_or(&[], Vec::as_slice);
    found.coverage.push(global(
        KIND,
        match &listed.seen {
            Observed::Unknown(why) => Err(why.clone()),
            _ => Ok(checks.len() as u64),
        },
    ));
    let region = survey.account.global_region();
    for check in checks {
        let arn = format!("arn:{}:route53:::healthcheck/{}", survey.account.partition, check.id);
        let mut sheet = site.sheet(KIND, &check.id, &arn, &listed);
        let config = &check.health_check_config;
        let need = above(check, checks).fold(Need::one(Target::health_check(&check.id)), |need, parent| {
            need.or_all(vec![Target::health_check(&parent.id)])
        });
        let facts = HealthCheck {
            check_type: config.check_type.clone(),
            target: config.fully_qualified_domain_name.clone().or_else(|| config.ip_address.clone()),
            disabled: config.disabled.unwrap_or(false),
            availability: survey.alarms.availability(KIND, &mut sheet, region, &need).await,
        };
        found.resources.push(sheet.finish(&survey.account.id, &facts));
    }
    found
}

/// Calculated health checks that fail as soon as this one does: all of those below them must be healthy.
fn above<'c>(check: &'c Described, checks: &'c [Described]) -> impl Iterator<Item = &'c Described> {
    checks.iter().filter(|parent| {
        let config = &parent.health_check_config;
        let children = config.child_health_checks.as_ref().map_or(&[][..], |children| &children.child_health_check);
        let all = config.health_threshold.is_some_and(|least| usize::try_from(least) == Ok(children.len()));
        let upright = config.inverted != Some(true) && config.disabled != Some(true);
        all && upright && children.contains(&check.id)
    })
}
