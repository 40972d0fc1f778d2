//! Amazon EventBridge: rules and what they set off.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon EventBridge.
pub static EVENTS: Service = Service {
    id: "events",
    sdk_id: "EventBridge",
    signing: "events",
    protocol: Protocol::Json { target: "AWSEvents", version: "1.1" },
    endpoint: Endpoint::Regional("events"),
};

operations! { Json EVENTS, id "events", iam "events";
    /// Rules of the default bus, where AWS services send their events.
    ListRules: Region -> Rules, pages "NextToken" by "Limit" = 100, |reply| (reply.rules, reply.next_token) => Rule;
    /// What a rule sets off.
    ListTargetsByRule: Region -> Targets, pages "NextToken" by "Limit" = 100,
        |reply| (reply.targets, reply.next_token) => Target;
}

/// `ListRulesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Rules {
    /// The rules.
    pub rules: Vec<Rule>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Rule {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// `ENABLED`, `DISABLED` or `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`.
    pub state: String,
    /// Which events it is for; none for a rule by the clock.
    pub event_pattern: Option<String>,
}

/// `ListTargetsByRuleResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Targets {
    /// The targets.
    pub targets: Vec<Target>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A target.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Target {
    /// ARN.
    pub arn: String,
}
