//! The EC2 instances, listed once per region.
//!
//! Calls: `DescribeInstances`.

use crate::aws::wire::ec2_servers::{DescribeInstances, Instance};
use crate::aws::{Account, Answer, Once};
use serde_json::json;
use std::sync::Arc;

/// Instances by region.
pub(super) struct Servers<'a> {
    account: &'a Account,
    by_region: Once<String, Answer<Vec<Instance>>>,
}

impl<'a> Servers<'a> {
    pub(super) fn new(account: &'a Account) -> Self {
        Self { account, by_region: Once::default() }
    }

    /// The instances of a region in any state. Those that AWS's services run may be hidden from a list that does not ask for
    /// them (`IncludeManagedResources`, DescribeInstances, EC2 API reference).
    pub(super) async fn all(&self, region: &str) -> Arc<Answer<Vec<Instance>>> {
        let ask = self.account.list::<DescribeInstances>(region, json!({ "IncludeManagedResources": true }));
        self.by_region.get(region.to_owned(), ask).await
    }

    /// The instances that run in a region.
    pub(super) async fn running(&self, region: &str) -> Answer<Vec<Instance>> {
        let runs = |instance: &Instance| instance.instance_state.name == "running";
        (*self.all(region).await).clone().map(|instances| instances.into_iter().filter(runs).collect())
    }
}
