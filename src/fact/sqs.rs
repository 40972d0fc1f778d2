//! What can be known about SQS queues.

use super::Observed;
use super::outside::Access;
use super::storage::Storage;
use schemars::JsonSchema;
use serde::Serialize;

/// An SQS queue.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "sqs:ListQueues"))]
pub struct Queue {
    /// Encryption at rest (`KmsMasterKeyId`, `SqsManagedSseEnabled`). With the latter SQS encrypts under a key of its own.
    #[schemars(extend("x-operation" = "sqs:GetQueueAttributes"))]
    pub storage: Observed<Storage>,
    /// Whom its policy lets in from outside the account.
    #[schemars(extend("x-operation" = "sqs:GetQueueAttributes"))]
    pub outside: Observed<Access>,
}
