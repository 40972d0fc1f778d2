//! Amazon ECR.

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

operations! { Json ECR, id "ecr", iam "ecr";
    /// The repositories of the region's registry.
    DescribeRepositories: Region -> Repositories, pages "nextToken" by "maxResults" = 1000,
        |reply| (reply.repositories, reply.next_token) => Repository;
    /// Settings of the region's registry.
    DescribeRegistry: Region -> Registry;
    /// The policy of a repository.
    GetRepositoryPolicy: Region -> RepositoryPolicy, absent "RepositoryPolicyNotFoundException";
}

/// `GetRepositoryPolicyResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryPolicy {
    /// The policy as JSON text.
    pub policy_text: String,
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
    /// Name.
    pub repository_name: String,
    /// Encryption at rest.
    pub encryption_configuration: Option<Encryption>,
}

/// Encryption of a repository.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Encryption {
    /// `AES256`, `KMS` or `KMS_DSSE`.
    pub encryption_type: String,
    /// Key as configured.
    pub kms_key: Option<String>,
}

/// `DescribeRegistryResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Registry {
    /// Its replication.
    pub replication_configuration: Replication,
}

/// Where images are copied.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Replication {
    /// Rules.
    pub rules: Vec<ReplicationRule>,
}

/// A rule of replication.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReplicationRule {
    /// Where it copies to.
    pub destinations: Vec<Destination>,
}

/// A destination of replication.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Destination {
    /// Region code.
    pub region: String,
    /// Account id.
    pub registry_id: String,
}
