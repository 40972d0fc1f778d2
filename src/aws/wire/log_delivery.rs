//! CloudWatch Logs: which resources hand over which logs, and where they are delivered to.

use super::logs::LOGS;
use super::operations;
use schemars::JsonSchema;
use serde::Deserialize;

operations! { Json LOGS, id "logs", iam "logs";
    /// Resources that hand over logs.
    DescribeDeliverySources: Region -> Sources, pages "nextToken" by "limit" = 50,
        |reply| (reply.delivery_sources, reply.next_token) => Source;
    /// Ways from such a resource to a destination.
    DescribeDeliveries: Region -> Deliveries, pages "nextToken" by "limit" = 50,
        |reply| (reply.deliveries, reply.next_token) => Delivery;
}

/// `DescribeDeliverySourcesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sources {
    /// The sources.
    pub delivery_sources: Vec<Source>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A resource that hands over one type of log.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Name.
    pub name: String,
    /// ARN of the resource, alone in a list.
    pub resource_arns: Vec<String>,
    /// Type of log, such as `ACCESS_LOGS`.
    pub log_type: String,
    /// `ACTIVE` or `INACTIVE`; some types of log have none.
    pub status: Option<String>,
}

/// `DescribeDeliveriesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deliveries {
    /// The deliveries.
    pub deliveries: Vec<Delivery>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A way from a source to a destination.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// Name of the source.
    pub delivery_source_name: String,
    /// ARN of the destination.
    pub delivery_destination_arn: String,
}
