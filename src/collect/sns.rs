//! SNS topics.
//!
//! Calls per region: `ListTopics`; per topic `GetTopicAttributes` for what rules read.

use super::Found;
use super::outside::access;
use super::sheet::Sheet;
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::sns::{GetTopicAttributes, ListTopics, Topic as Listed};
use crate::fact::sns::Topic;
use crate::fact::storage::Storage;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::SnsTopic;

/// Collects topics.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each_of::<ListTopics>(KIND, json!({}), async |item, listed| topic(site, item, listed).await).await
        })
        .await
}

async fn topic(site: &Site<'_>, item: &Listed, listed: &Answer<Vec<Listed>>) -> Resource {
    let arn = &item.topic_arn;
    let mut sheet = site.sheet(KIND, arn.rsplit(':').next().unwrap_or(arn), arn, listed);
    let attributes = sheet.seen(site.get_for::<GetTopicAttributes>(KIND, json!({ "TopicArn": arn })).await);
    let policy = attributes.as_ref().map(|reply| reply.attributes.get("Policy").map(ToOwned::to_owned));
    let outside = policy.and_then(|text| access(text.as_deref(), arn, &site.account.id));
    let storage = match attributes {
        Observed::Value(reply) => {
            let key = reply.attributes.get("KmsMasterKeyId");
            Observed::Value(storage(site, &mut sheet, key).await)
        }
        Observed::Absent => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why),
    };
    sheet.finish(&site.account.id, &Topic { storage, outside })
}

async fn storage(site: &Site<'_>, sheet: &mut Sheet, key: Option<&str>) -> Storage {
    let encrypted = match key {
        Some(_) => Observed::Value(true),
        None => Observed::Unknown(Unknown::undecidable("sns-without-key")),
    };
    let key_seen = sheet.seen(site.keys.of_store(KIND, &site.region, key).await);
    Storage { encrypted, kms: Observed::Value(key.is_some()), key: key_seen }
}
