//! The EC2 instances that run, listed once per region.
//!
//! Calls: `DescribeInstances` for running ones.

use super::once::Once;
use crate::aws::wire::ec2_servers::{DescribeInstances, Instance};
use crate::aws::{Account, Answer};
use serde_json::json;
use std::sync::Arc;

/// Running instances by region.
pub(super) struct Servers<'a> {
    account: &'a Account,
    by_region: Once<String, Answer<Vec<Instance>>>,
}

impl<'a> Servers<'a> {
    pub(super) fn new(account: &'a Account) -> Self {
        Self { account, by_region: Once::default() }
    }

    /// The instances that run in a region.
    pub(super) async fn running(&self, region: &str) -> Arc<Answer<Vec<Instance>>> {
        let ask = async {
            let running = json!({ "Filter": [{ "Name": "instance-state-name", "Value": ["running"] }] });
            let listed = self.account.list::<DescribeInstances>(region, running).await;
            let runs = |instance: &Instance| instance.instance_state.name == "running";
            listed.map(|instances| instances.into_iter().filter(runs).collect())
        };
        self.by_region.get(region.to_owned(), ask).await
    }
}
