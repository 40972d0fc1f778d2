//! Resource Groups Tagging API: resources by their tags, whatever service they belong to.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Resource Groups Tagging API.
pub static TAGGING: Service = Service {
    id: "resourcegroupstaggingapi",
    sdk_id: "Resource Groups Tagging API",
    signing: "tagging",
    protocol: Protocol::Json { target: "ResourceGroupsTaggingAPI_20170126", version: "1.1" },
    endpoint: Endpoint::Regional("tagging"),
};

operations! { Json TAGGING, id "resourcegroupstaggingapi", iam "tag";
    /// Resources of the region that have tags or once had some; others are not in the list.
    GetResources: Region -> Resources, pages "PaginationToken" by "ResourcesPerPage" = 100,
        |reply| (reply.resource_tag_mapping_list, reply.pagination_token) => Resource;
}

/// `GetResourcesOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Resources {
    /// The resources.
    pub resource_tag_mapping_list: Vec<Resource>,
    /// Token of the next page; empty on the last one.
    pub pagination_token: Option<String>,
}

/// A resource with its tags.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Resource {
    /// ARN.
    #[serde(rename = "ResourceARN")]
    pub resource_arn: String,
    /// Tags; empty where all of them were taken away.
    pub tags: Vec<Tag>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Name.
    pub key: String,
    /// Value.
    pub value: String,
}
