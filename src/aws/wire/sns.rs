//! Amazon SNS: topics and who has subscribed to them.

use super::{Endpoint, Members, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Simple Notification Service.
pub static SNS: Service = Service {
    id: "sns",
    sdk_id: "SNS",
    signing: "sns",
    protocol: Protocol::Query { version: "2010-03-31" },
    endpoint: Endpoint::Regional("sns"),
};

operations! { Xml SNS, id "sns", iam "sns";
    /// The region's topics, 100 a page.
    ListTopics: Region -> Topics, pages "NextToken", |reply| (reply.topics.member, reply.next_token) => Topic;
    /// Attributes of a topic.
    GetTopicAttributes: Region -> TopicAttributes, absent "NotFound";
    /// Who has subscribed to a topic.
    ListSubscriptionsByTopic: Region -> Subscriptions, absent "NotFound", pages "NextToken",
        |reply| (reply.subscriptions.member, reply.next_token) => Subscription;
}

/// `ListTopicsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Topics {
    /// The topics.
    pub topics: Members<Topic>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A topic of the list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Topic {
    /// Its ARN.
    pub topic_arn: String,
}

/// `ListSubscriptionsByTopicResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Subscriptions {
    /// The subscriptions.
    pub subscriptions: Members<Subscription>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A subscription. Its endpoint, an address of a person, is not read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Subscription {
    /// ARN, or `PendingConfirmation` or `Deleted`.
    pub subscription_arn: String,
    /// `email`, `sms`, `https`, `lambda`, `sqs`, …
    pub protocol: String,
}

/// `GetTopicAttributesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TopicAttributes {
    /// The attributes.
    pub attributes: Entries,
}

/// A map in the XML of the Query protocol.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Entries {
    /// Its entries.
    pub entry: Vec<Entry>,
}

/// An entry of a map.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Entry {
    /// Name.
    pub key: String,
    /// Value.
    pub value: String,
}

impl Entries {
    /// The value of a name; an empty one counts as none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.entry.iter().find(|entry| entry.key == name);
        found.map(|entry| entry.value.as_str()).filter(|value| !value.is_empty())
    }
}
