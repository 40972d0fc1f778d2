//! The EC2 instances, listed once per region.
//!
//! Calls: `DescribeInstances`.

use super::shared_list::SharedList;
use crate::aws::wire::ec2_servers::{DescribeInstances, Instance};
use crate::aws::{Account, Answer};
use serde_json::json;

/// Instances by region, in any state.
pub(super) type Servers<'a> = SharedList<'a, DescribeInstances>;

/// Those that AWS's services run may be hidden from a list that does not ask for them (`IncludeManagedResources`,
/// DescribeInstances, EC2 API reference).
pub(super) fn servers(account: &Account) -> Servers<'_> {
    Servers::new(account, json!({ "IncludeManagedResources": true }))
}

impl Servers<'_> {
    /// The instances that run in a region.
    pub(super) async fn running(&self, region: &str) -> Answer<Vec<Instance>> {
        let runs = |instance: &Instance| instance.instance_state.name == "running";
        (*self.all(region).await).clone().map(|instances| instances.into_iter().filter(runs).collect())
    }
}
