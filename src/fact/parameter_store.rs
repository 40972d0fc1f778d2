//! What can be known about the parameters of Systems Manager, beside what they hold.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// A parameter in Parameter Store.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ssm:DescribeParameters"))]
pub struct Parameter {
    /// `Type`: `String`, `StringList` or `SecureString` (encrypted under a KMS key).
    pub parameter_type: String,
    /// Days since `LastModifiedDate`.
    pub last_modified_age_days: Observed<i64>,
}
