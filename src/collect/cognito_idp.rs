//! Cognito user pools.
//!
//! Calls per region: `ListUserPools`; per pool `DescribeUserPool` for what rules read.

use super::Found;
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::cognito_idp::{DescribeUserPool, ListUserPools, ListedPool, Pool};
use crate::fact::cognito_idp::{PasswordPolicy, UserPool};
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::CognitoUserPool;
const ACTION: &str = "cognito-idp:DescribeUserPool";

/// See [`UserPool::locks_after_attempts`].
const LOCKS_AFTER_ATTEMPTS: i64 = 5;

/// Collects user pools.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each_of::<ListUserPools>(KIND, json!({}), async |item, listed| pool(site, item, listed).await).await
        })
        .await
}

async fn pool(site: &Site<'_>, item: &ListedPool, listed: &Answer<Vec<ListedPool>>) -> Resource {
    let arn = site.arn("cognito-idp", &format!("userpool/{}", item.id));
    let mut sheet = site.sheet(KIND, item.name.as_deref().unwrap_or(&item.id), &arn, listed);
    let described = sheet.seen(site.get_for::<DescribeUserPool>(KIND, json!({ "UserPoolId": item.id })).await);
    let described = described.map(|reply| reply.user_pool);
    let facts = UserPool {
        password_policy: described.clone().and_then(|pool| Observed::required(password_policy(&pool), ACTION)),
        mfa: described.clone().and_then(|pool| Observed::required(pool.mfa_configuration, ACTION)),
        threat_protection: described.map(|pool| {
            pool.user_pool_add_ons.map_or_else(|| "OFF".to_owned(), |add_ons| add_ons.advanced_security_mode)
        }),
        locks_after_attempts: LOCKS_AFTER_ATTEMPTS,
        copy_regions: Observed::Value(
            item.replica_regions.iter().filter(|region| **region != site.region).cloned().collect(),
        ),
    };
    sheet.finish(&site.account.id, &facts)
}

fn password_policy(pool: &Pool) -> Option<PasswordPolicy> {
    let policy = pool.policies.as_ref()?.password_policy.as_ref()?;
    Some(PasswordPolicy {
        min_length: policy.minimum_length,
        uppercase: policy.require_uppercase,
        lowercase: policy.require_lowercase,
        digit: policy.require_numbers,
        symbol: policy.require_symbols,
    })
}
