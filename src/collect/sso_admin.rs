//! Instances of IAM Identity Center.
//!
//! Calls per region: `ListInstances`.

use super::Found;
use super::survey::Survey;
use crate::aws::wire::sso_admin::ListInstances;
use crate::fact::sso_admin::Instance;
use crate::fact::{Observed, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::SsoInstance;
const ACTION: &str = "sso:ListInstances";

/// Collects instances.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each_of::<ListInstances>(KIND, json!({}), async |item, listed| {
                let arn = &item.instance_arn;
                let id = arn.rsplit('/').next().unwrap_or(arn);
                let own = item.owner_account_id.as_ref().map(|owner| *owner == site.account.id);
                let facts = Instance {
                    status: Observed::required(item.status.clone(), ACTION),
                    own: Observed::required(own, ACTION),
                };
                site.sheet(KIND, item.name.as_deref().unwrap_or(id), arn, listed).finish(&site.account.id, &facts)
            })
            .await
        })
        .await
}
