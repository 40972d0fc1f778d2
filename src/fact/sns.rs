//! What can be known about SNS topics.

use super::Observed;
use super::outside::Access;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;

/// An SNS topic.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "sns:ListTopics"))]
pub struct Topic {
    /// Encryption at rest of message bodies (`KmsMasterKeyId`). Without a key SNS does not say how it stores them, so whether
    /// they are encrypted at all is not known.
    #[schemars(extend("x-operation" = "sns:GetTopicAttributes"))]
    pub storage: Observed<Storage>,
    /// Whom its policy lets in from outside the account.
    #[schemars(extend("x-operation" = "sns:GetTopicAttributes"))]
    pub outside: Observed<Access>,
}
