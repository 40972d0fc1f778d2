//! AWS Directory Service.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Directory Service.
pub static DS: Service = Service {
    id: "ds",
    sdk_id: "Directory Service",
    signing: "ds",
    protocol: Protocol::Json { target: "DirectoryService_20150416", version: "1.1" },
    endpoint: Endpoint::Regional("ds"),
};

operations! { Json DS, id "ds", iam "ds";
    /// The region's directories.
    DescribeDirectories: Region -> Directories, pages "NextToken",
        |reply| (reply.directory_descriptions, reply.next_token) => Directory;
}

/// `DescribeDirectoriesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Directories {
    /// The directories.
    pub directory_descriptions: Vec<Directory>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `DirectoryDescription`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Directory {
    /// Id.
    pub directory_id: String,
    /// Domain name.
    pub name: Option<String>,
    /// `SimpleAD`, `ADConnector`, `MicrosoftAD` or `SharedMicrosoftAD`.
    pub r#type: String,
    /// `Active`, `Impaired`, `Inoperable`, …
    pub stage: Option<String>,
}
