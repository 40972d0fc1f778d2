//! Amazon SNS: who is told.

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

operations! { SNS, id "sns", iam "sns";
    /// Who has subscribed to a topic.
    ListSubscriptionsByTopic: Region -> Subscriptions, absent "NotFound", pages "NextToken",
        |reply| (reply.subscriptions.member, reply.next_token) => Subscription;
    /// Settings of a topic.
    GetTopicAttributes: Region -> TopicAttributes, absent "NotFound";
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
    /// Attributes by name.
    pub attributes: Entries,
}

/// A map in the XML of the Query protocol.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Entries {
    /// The entries.
    #[serde(default)]
    pub entry: Vec<Entry>,
}

/// An attribute.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Entry {
    /// Name.
    pub key: String,
    /// Value; empty where it is set to nothing.
    #[serde(default)]
    pub value: String,
}

impl TopicAttributes {
    /// The attribute of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let entry = self.attributes.entry.iter().find(|entry| entry.key == name)?;
        Some(entry.value.as_str()).filter(|value| !value.is_empty())
    }
}
