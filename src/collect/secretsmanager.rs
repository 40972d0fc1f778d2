//! Secrets, without what they hold.
//!
//! Calls per region: `ListSecrets`; per secret `GetResourcePolicy` where a rule reads it.

use super::Found;
use super::outside::access;
use super::sheet::age_days;
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::secretsmanager::{GetResourcePolicy, ListSecrets, Secret as Listed};
use crate::fact::secretsmanager::Secret;
use crate::fact::storage::Storage;
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::SecretsManagerSecret;
const ACTION: &str = "secretsmanager:ListSecrets";

/// The key of secrets for which none is configured ("Secret encryption and decryption", Secrets Manager User Guide).
const DEFAULT_KEY: &str = "alias/aws/secretsmanager";

/// Collects secrets.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each_of::<ListSecrets>(KIND, json!({}), async |item, listed| secret(site, item, listed).await).await
        })
        .await
}

async fn secret(site: &Site<'_>, item: &Listed, listed: &Answer<Vec<Listed>>) -> Resource {
    let mut sheet = site.sheet(KIND, &item.name, &item.arn, listed);
    let key = item.kms_key_id.as_deref().unwrap_or(DEFAULT_KEY);
    let key = sheet.seen(site.keys.of_store(KIND, &site.region, Some(key)).await);
    let policy = sheet.seen(site.get_for::<GetResourcePolicy>(KIND, json!({ "SecretId": item.arn })).await);
    let facts = Secret {
        storage: Storage { encrypted: Observed::Value(true), kms: Observed::Value(true), key },
        rotation_enabled: item.rotation_enabled.unwrap_or(false),
        last_rotated_age_days: Observed::of(item.last_rotated_date.map(|time| age_days(site.account, time))),
        age_days: Observed::required(item.created_date.map(|time| age_days(site.account, time)), ACTION),
        owning_service: item.owning_service.clone(),
        replica_of_region: Observed::of(item.primary_region.clone().filter(|region| *region != site.region)),
        tags: Observed::Value(item.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()),
        outside: policy.and_then(|reply| access(reply.resource_policy.as_deref(), &item.arn, &site.account.id)),
    };
    sheet.finish(&site.account.id, &facts)
}
