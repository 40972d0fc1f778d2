//! SNS topics: who hears what is published, and whether a service may publish, each topic asked once.
//!
//! Calls per topic: `ListSubscriptionsByTopic`, `GetTopicAttributes`; for a topic under a customer's key `DescribeKey` and
//! `GetKeyPolicy`.

use super::data_key::DataKeys;
use crate::alarm::Says;
use crate::aws::wire::sns::{GetTopicAttributes, ListSubscriptionsByTopic, Subscription};
use crate::aws::{Account, Answer, Once};
use crate::fact::{Observed, Unknown};
use crate::policy::{Context, Policy, ServiceCall, Truth};
use aws_sdk_kms::types::KeyManagerType;
use jiff::Timestamp;
use serde_json::json;
use std::sync::Arc;

/// Topics by ARN.
pub(super) struct Topics<'a> {
    account: &'a Account,
    keys: &'a DataKeys<'a>,
    by_arn: Once<String, Topic>,
}

/// A topic.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    arn: String,
    subscribed: Says,
    /// The topic's policy.
    policy: Observed<String>,
    /// The key; absent where the topic is not encrypted.
    key: Observed<Key>,
    pub(super) answered: Vec<(&'static str, Timestamp)>,
}

/// The key of a topic.
#[derive(Clone, Debug)]
enum Key {
    /// `alias/aws/sns`.
    OfAws,
    /// A customer's: its ARN and policy.
    OfCustomer(String, String),
}

/// Who publishes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Publisher<'a> {
    /// An alarm, by its ARN.
    Alarm(&'a str),
    /// An EventBridge rule, by its ARN.
    Rule(&'a str),
}

impl<'a> Topics<'a> {
    pub(super) fn new(account: &'a Account, keys: &'a DataKeys<'a>) -> Self {
        Self { account, keys, by_arn: Once::default() }
    }

    /// The topic of this ARN; `None` for an ARN of anything else.
    pub(super) async fn topic(&self, arn: &str) -> Option<Arc<Topic>> {
        let mut parts = arn.split(':');
        let (service, region) = (parts.nth(2)?, parts.next()?);
        (service == "sns").then_some(())?;
        Some(self.by_arn.get(arn.to_owned(), self.ask(arn, region)).await)
    }

    async fn ask(&self, arn: &str, region: &str) -> Topic {
        let members = || json!({ "TopicArn": arn });
        let (subscriptions, attributes) = tokio::join!(
            self.account.list::<ListSubscriptionsByTopic>(region, members()),
            self.account.get::<GetTopicAttributes>(region, members()),
        );
        let mut answered = [subscriptions.answered, attributes.answered].concat();
        let (policy, key) = match &attributes.seen {
            Observed::Value(attributes) => {
                let key = self.key(region, attributes.attributes.get("KmsMasterKeyId")).await;
                answered.extend(key.answered);
                (Observed::of(attributes.attributes.get("Policy").map(str::to_owned)), key.seen)
            }
            Observed::Absent => (Observed::Absent, Observed::Absent),
            Observed::Unknown(why) => (Observed::Unknown(why.clone()), Observed::Unknown(why.clone())),
        };
        Topic { arn: arn.to_owned(), subscribed: subscribed(&subscriptions.seen), policy, key, answered }
    }

    /// The key of a topic.
    async fn key(&self, region: &str, id: Option<&str>) -> Answer<Key> {
        let Some(id) = id else { return Answer::known(Observed::Absent) };
        let described = self.keys.describe(region, id).await;
        let mut answered = described.answered;
        let seen = match described.seen {
            Observed::Value(metadata) if metadata.key_manager() == Some(&KeyManagerType::Aws) => {
                Observed::Value(Key::OfAws)
            }
            Observed::Value(metadata) => {
                let policy = self.keys.policy(region, metadata.key_id()).await;
                answered.extend(policy.answered);
                let arn = metadata.arn().unwrap_or(id).to_owned();
                policy.seen.map(|policy| Key::OfCustomer(arn, policy))
            }
            Observed::Absent => Observed::Absent,
            Observed::Unknown(why) => Observed::Unknown(why),
        };
        Answer { seen, answered }
    }
}

/// Whether somebody has confirmed that they want to hear. An address of a person, or an endpoint of another service that
/// calls one; who reads a queue and what a function does is not seen.
fn subscribed(subscriptions: &Observed<Vec<Subscription>>) -> Says {
    const PERSONS: &[&str] = &["email", "email-json", "sms", "application", "http", "https"];
    match subscriptions {
        Observed::Unknown(why) => Says::CannotTell(why.clone()),
        // The topic is gone.
        Observed::Absent => Says::No,
        // NOTE: instead of an ARN stands PendingConfirmation, or Deleted ("Subscription", Amazon SNS API Reference).
        Observed::Value(all) => {
            Says::any(all.iter().filter(|one| one.subscription_arn.starts_with("arn:")).map(|one| {
                if PERSONS.contains(&one.protocol.as_str()) {
                    Says::Yes
                } else {
                    Says::cannot_tell("subscriber-is-no-person")
                }
            }))
        }
    }
}

impl Topic {
    /// Whether what is published reaches somebody.
    pub(super) fn reaches(&self, publisher: Publisher<'_>, account: &str) -> Says {
        let topic = self.policy.clone().map(|policy| lets(&policy, publisher, account, "sns:Publish", &self.arn));
        let topic = match topic {
            Observed::Value(says) => says,
            Observed::Absent => Says::No,
            Observed::Unknown(why) => Says::CannotTell(why),
        };
        let key = match &self.key {
            // NOTE: the key alias/aws/sns lets neither alarms nor rules encrypt, and its policy cannot be changed ("How do I
            // configure a CloudWatch alarm with an encrypted SNS topic?", AWS re:Post; "Amazon SNS permissions", EventBridge
            // User Guide).
            Observed::Value(Key::OfAws) => Says::No,
            Observed::Value(Key::OfCustomer(key, policy)) => Says::all(
                ["kms:GenerateDataKey", "kms:Decrypt"].map(|action| lets(policy, publisher, account, action, key)),
            ),
            Observed::Absent => Says::Yes,
            Observed::Unknown(why) => Says::CannotTell(why.clone()),
        };
        self.subscribed.clone().and(topic).and(key)
    }
}

/// Whether a policy lets the publisher do something.
fn lets(policy: &str, publisher: Publisher<'_>, account: &str, action: &str, resource: &str) -> Says {
    let context = Context::default();
    let (service, context) = match publisher {
        // NOTE: the policy that SNS gives a new topic lets everybody publish whose AWS:SourceOwner is the topic's account, and
        // alarms of that account get through ("Example cases for Amazon SNS access control").
        Publisher::Alarm(arn) => (
            "cloudwatch.amazonaws.com",
            context.with("aws:SourceArn", arn).with("aws:SourceAccount", account).with("AWS:SourceOwner", account),
        ),
        Publisher::Rule(arn) => ("events.amazonaws.com", context.with("aws:SourceArn", arn)),
    };
    let Ok(policy) = Policy::parse(policy) else { return Says::cannot_tell("unreadable-policy") };
    match (ServiceCall { service, action, resource, context }).is_let_through_by(&policy) {
        Truth::True => Says::Yes,
        Truth::False => Says::No,
        Truth::Unknown(_) => Says::CannotTell(Unknown::undecidable("publishing-leaves-open")),
    }
}
