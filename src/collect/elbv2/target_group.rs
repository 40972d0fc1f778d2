//! Target groups: in which protocol the systems behind load balancers are reached.

use super::{Fronts, TARGET_GROUP, Tags};
use crate::aws::wire::Ask;
use crate::aws::wire::elbv2::{Action, DescribeListeners, DescribeTags, DescribeTargetGroups, TargetGroup as Listed};
use crate::collect::Found;
use crate::collect::survey::Site;
use crate::fact::elbv2::TargetGroup;
use crate::fact::{Observed, Unknown};

/// Collects target groups.
pub(super) async fn collect(site: &Site<'_>, fronts: &Fronts) -> Found {
    if !site.wants(TARGET_GROUP) {
        return Found::default();
    }
    let listed = fronts.groups.clone();
    let arns: Vec<String> =
        listed.seen.value().into_iter().flatten().map(|group| group.target_group_arn.clone()).collect();
    let tags = Tags::of(site, site.needs(TARGET_GROUP, DescribeTags::OPERATION), &arns).await;
    site.each(TARGET_GROUP, async { listed }, async |item, listed| {
        let mut sheet = site.sheet(TARGET_GROUP, &item.target_group_name, &item.target_group_arn, listed);
        if site.needs(TARGET_GROUP, DescribeListeners::OPERATION) {
            sheet.answered(&fronts.listed.answered);
            fronts.fronts.iter().for_each(|front| sheet.answered(&front.listeners.answered));
        }
        let facts = TargetGroup {
            target_type: item.target_type.clone(),
            protocol: item.protocol.clone(),
            load_balancers: Observed::required(
                item.load_balancer_arns.clone().map(|arns| arns.member),
                DescribeTargetGroups::OPERATION.action,
            ),
            behind_tls: behind_tls(site, item, fronts),
            tags: sheet.seen(tags.get(&item.target_group_arn)),
        };
        sheet.finish(&site.account.id, &facts)
    })
    .await
}

/// Whether a `TLS` listener sends to the group. Those of Network Load Balancers have no rules beside their default action.
fn behind_tls(site: &Site<'_>, item: &Listed, fronts: &Fronts) -> Observed<bool> {
    if item.protocol.as_deref() != Some("TCP") {
        return Observed::Absent;
    }
    if !site.needs(TARGET_GROUP, DescribeListeners::OPERATION) {
        return Observed::Unknown(Unknown::undecidable("not-collected"));
    }
    // One TLS listener that was seen settles it, whatever was not.
    let seen = fronts.fronts.iter().filter_map(|front| front.listeners.seen.value()).flatten();
    let mut tls = seen.filter(|listener| listener.protocol.as_deref() == Some("TLS"));
    if tls.any(|listener| listener.default_actions.member.iter().any(|action| sends_to(action, &item.target_group_arn)))
    {
        return Observed::Value(true);
    }
    Observed::from(fronts.listeners().map(|_| false))
}

fn sends_to(action: &Action, group: &str) -> bool {
    let shared = action.forward_config.as_ref().and_then(|config| config.target_groups.as_ref());
    let mut groups =
        shared.into_iter().flat_map(|groups| &groups.member).map(|tuple| tuple.target_group_arn.as_deref());
    action.target_group_arn.as_deref() == Some(group) || groups.any(|arn| arn == Some(group))
}
