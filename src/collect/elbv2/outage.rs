//! Whether alarms tell that a load balancer, or what stands behind it, does not answer.

use super::{Fronts, LOAD_BALANCER};
use crate::alarm::{Need, Target};
use crate::aws::wire::Ask;
use crate::aws::wire::elbv2::{DescribeTargetGroups, LoadBalancer, TargetGroup};
use crate::collect::sheet::Sheet;
use crate::collect::survey::Site;
use crate::fact::cloudwatch::Availability;
use crate::fact::{Observed, Unknown};

pub(super) async fn availability(
    site: &Site<'_>,
    fronts: &Fronts,
    item: &LoadBalancer,
    sheet: &mut Sheet,
) -> Availability {
    let unknown =
        |why: Unknown| Availability { watched: Observed::Unknown(why.clone()), notified: Observed::Unknown(why) };
    if !site.needs(LOAD_BALANCER, DescribeTargetGroups::OPERATION) {
        return unknown(Unknown::undecidable("not-collected"));
    }
    match sheet.saw(&fronts.groups) {
        Observed::Unknown(why) => unknown(why),
        groups => {
            let need = need(item, groups.value().map_or(&[], |groups| groups.as_slice()));
            site.alarms.availability(LOAD_BALANCER, sheet, &site.region, &need).await
        }
    }
}

/// Its own errors, or the health of every one of its target groups.
fn need(item: &LoadBalancer, groups: &[TargetGroup]) -> Need {
    let arn = &item.load_balancer_arn;
    // NOTE: "CloudWatch metrics for your Application Load Balancer": the dimensions are the last parts of the ARNs,
    // app/name/id and targetgroup/name/id.
    let name = arn.split_once(":loadbalancer/").map_or("", |(_, name)| name);
    let own = groups.iter().filter(|group| group.load_balancer_arns.iter().any(|arns| arns.member.contains(arn)));
    let hosts = own.map(|group| {
        let group = group.target_group_arn.rsplit(':').next().unwrap_or_default();
        Target::hosts(&item.r#type, name, group)
    });
    let need = if item.r#type == "application" { Need::one(Target::balancer_errors(name)) } else { Need::default() };
    need.or_all(hosts.collect::<Option<Vec<_>>>().unwrap_or_default())
}
