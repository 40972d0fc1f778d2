//! Amazon SQS.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Amazon Simple Queue Service.
pub static SQS: Service = Service {
    id: "sqs",
    sdk_id: "SQS",
    signing: "sqs",
    protocol: Protocol::Json { target: "AmazonSQS", version: "1.0" },
    endpoint: Endpoint::Regional("sqs"),
};

operations! { Json SQS, id "sqs", iam "sqs";
    /// URLs of the region's queues.
    ListQueues: Region -> Queues, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.queue_urls, reply.next_token) => String;
    /// Attributes of a queue.
    GetQueueAttributes: Region -> QueueAttributes;
}

/// `ListQueuesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Queues {
    /// The URLs.
    // NOTE: without queues SQS answers `{}` ("ListQueues", Amazon SQS API reference, shows the list only where there are some).
    #[serde(default)]
    pub queue_urls: Vec<String>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `GetQueueAttributesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct QueueAttributes {
    /// The attributes that were asked for and are set.
    pub attributes: BTreeMap<String, String>,
}
