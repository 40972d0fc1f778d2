//! Amazon ECS: clusters and services.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon Elastic Container Service.
pub static ECS: Service = Service {
    id: "ecs",
    sdk_id: "ECS",
    signing: "ecs",
    protocol: Protocol::Json { target: "AmazonEC2ContainerServiceV20141113", version: "1.1" },
    endpoint: Endpoint::Regional("ecs"),
};

operations! { Json ECS, id "ecs", iam "ecs";
    /// ARNs of clusters.
    ListClusters: Region -> ClusterArns, pages "nextToken" by "maxResults" = 100,
        |reply| (reply.cluster_arns, reply.next_token) => String;
    /// ARNs of a cluster's services.
    ListServices: Region -> ServiceArns, pages "nextToken" by "maxResults" = 100,
        |reply| (reply.service_arns, reply.next_token) => String;
    /// Services of a cluster, 10 at most.
    DescribeServices: Region -> Services;
}

/// `ListClustersResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClusterArns {
    /// ARNs.
    pub cluster_arns: Vec<String>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `ListServicesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServiceArns {
    /// ARNs.
    pub service_arns: Vec<String>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `DescribeServicesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Services {
    /// The services.
    pub services: Vec<EcsService>,
}

/// A service.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EcsService {
    /// ARN.
    pub service_arn: String,
    /// Name.
    pub service_name: String,
    /// ARN of the cluster.
    pub cluster_arn: String,
    /// Tasks that should run.
    pub desired_count: i64,
    /// Tags, where they were asked for.
    #[serde(default)]
    pub tags: Vec<Tag>,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// Name.
    pub key: String,
    /// Value.
    #[serde(default)]
    pub value: String,
}
