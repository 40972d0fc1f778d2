//! Parameters of Systems Manager, without what they hold.
//!
//! Calls per region: `DescribeParameters`.

use super::Found;
use super::sheet::age_days;
use super::survey::Survey;
use crate::aws::wire::ssm_parameters::DescribeParameters;
use crate::fact::parameter_store::Parameter;
use crate::fact::{Observed, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::SsmParameter;

/// Collects parameters.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each_of::<DescribeParameters>(KIND, json!({}), async |item, listed| {
                let built = || site.arn("ssm", &format!("parameter/{}", item.name.trim_start_matches('/')));
                let arn = item.arn.clone().unwrap_or_else(built);
                let facts = Parameter {
                    parameter_type: item.r#type.clone(),
                    last_modified_age_days: Observed::required(
                        item.last_modified_date.map(|time| age_days(site.account, time)),
                        "ssm:DescribeParameters",
                    ),
                };
                site.sheet(KIND, &item.name, &arn, listed).finish(&site.account.id, &facts)
            })
            .await
        })
        .await
}
