//! Amazon EC2: instances.

use super::ec2::EC2;
use super::ec2_network::Tag;
use super::{Items, operations};
use schemars::JsonSchema;
use serde::Deserialize;

operations! { Xml EC2, id "ec2", iam "ec2";
    /// Instances.
    DescribeInstances: Region -> Reservations, pages "NextToken" by "MaxResults" = 1000,
        |reply| (reply.instances(), reply.next_token) => Instance;
}

/// `DescribeInstancesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reservations {
    /// Instances as they were started together.
    pub reservation_set: Items<Reservation>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

impl Reservations {
    fn instances(&self) -> Vec<Instance> {
        self.reservation_set.item.iter().flat_map(|reservation| reservation.instances_set.item.clone()).collect()
    }
}

/// Instances that were started together.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reservation {
    /// The instances.
    pub instances_set: Items<Instance>,
}

/// An instance.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Instance {
    /// Id.
    pub instance_id: String,
    /// Whether it runs.
    pub instance_state: InstanceState,
    /// Its VPC; none once it is terminated.
    pub vpc_id: Option<String>,
    /// The AWS service that runs it.
    pub operator: Option<Operator>,
    /// Tags.
    #[serde(default)]
    pub tag_set: Items<Tag>,
}

impl Instance {
    /// Whether it is still there: running, starting, stopping or stopped.
    pub fn exists(&self) -> bool {
        !["shutting-down", "terminated"].contains(&self.instance_state.name.as_str())
    }

    /// The tag of this name.
    pub fn tag(&self, name: &str) -> Option<&str> {
        self.tag_set.item.iter().find(|tag| tag.key == name).map(|tag| tag.value.as_str())
    }
}

/// State of an instance.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceState {
    /// `running`, `stopped`, …
    pub name: String,
}

/// Who runs an instance.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Operator {
    /// The AWS service.
    pub principal: Option<String>,
}
