//! SQS queues.
//!
//! Calls per region: `ListQueues`; per queue `GetQueueAttributes` for what rules read.

use super::Found;
use super::outside::access;
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::sqs::{GetQueueAttributes, ListQueues, QueueAttributes};
use crate::fact::sqs::Queue;
use crate::fact::storage::Storage;
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::SqsQueue;

/// Collects queues.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each_of::<ListQueues>(KIND, json!({}), async |url, listed| queue(site, url, listed).await).await
        })
        .await
}

async fn queue(site: &Site<'_>, url: &str, listed: &Answer<Vec<String>>) -> Resource {
    let name = url.rsplit('/').next().unwrap_or(url);
    let mut sheet = site.sheet(KIND, name, &site.arn("sqs", name), listed);
    let names = ["KmsMasterKeyId", "SqsManagedSseEnabled", "Policy"];
    let asked = json!({ "QueueUrl": url, "AttributeNames": names });
    let attributes = sheet.seen(site.get_for::<GetQueueAttributes>(KIND, asked).await);
    let policy = attributes.as_ref().map(|reply| reply.attributes.get("Policy").cloned());
    let outside = policy.and_then(|text| access(text.as_deref(), &sheet.arn, &site.account.id));
    let storage = match attributes {
        Observed::Value(attributes) => Observed::Value(storage(site, &mut sheet, &attributes).await),
        Observed::Absent => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why),
    };
    sheet.finish(&site.account.id, &Queue { storage, outside })
}

/// A queue has one of three states: a KMS key, a key of SQS, none ("`SetQueueAttributes`", Amazon SQS API reference).
async fn storage(site: &Site<'_>, sheet: &mut super::sheet::Sheet, attributes: &QueueAttributes) -> Storage {
    let get = |name: &str| attributes.attributes.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let key = get("KmsMasterKeyId");
    // NOTE: AWS sends SqsManagedSseEnabled always; without it and without a key the answer is half an answer.
    let managed = get("SqsManagedSseEnabled").and_then(|text| text.parse::<bool>().ok());
    let encrypted = if key.is_some() { Some(true) } else { managed };
    Storage {
        encrypted: Observed::required(encrypted, "sqs:GetQueueAttributes"),
        kms: Observed::Value(key.is_some()),
        key: sheet.seen(site.keys.of_store(KIND, &site.region, key).await),
    }
}
