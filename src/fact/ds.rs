//! What can be known about directories.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// A directory in AWS Directory Service.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "ds:DescribeDirectories"))]
pub struct Directory {
    /// `Type`: `SimpleAD`, `ADConnector`, `MicrosoftAD` or `SharedMicrosoftAD`.
    pub directory_type: String,
    /// `Stage`: `Active`, `Impaired`, `Inoperable`, …
    pub stage: Observed<String>,
}
