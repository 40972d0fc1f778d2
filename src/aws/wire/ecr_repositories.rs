//! Amazon ECR: repositories of container images.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Elastic Container Registry.
pub static ECR: Service = Service {
    id: "ecr",
    sdk_id: "ECR",
    signing: "ecr",
    protocol: Protocol::Json { target: "AmazonEC2ContainerRegistry_V20150921", version: "1.1" },
    endpoint: Endpoint::Regional("api.ecr"),
};

operations! { ECR, id "ecr", iam "ecr";
    /// Repositories.
    DescribeRepositories: Region -> Repositories, pages "nextToken" by "maxResults" = 1000,
        |reply| (reply.repositories, reply.next_token) => Repository;
}

/// `DescribeRepositoriesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Repositories {
    /// The repositories.
    pub repositories: Vec<Repository>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A repository.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Repository {
    /// ARN.
    pub repository_arn: String,
}
