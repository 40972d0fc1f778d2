//! Logs that AWS services hand over to CloudWatch Logs, which delivers them elsewhere.
//!
//! In: a region. Out: per resource the destinations that its logs of a type reach. Calls: `DescribeDeliverySources`, and
//! `DescribeDeliveries` where there are any.

use super::survey::Site;
use crate::aws::Answer;
use crate::aws::wire::log_delivery::{Delivery, DescribeDeliveries, DescribeDeliverySources, Source};
use crate::fact::Observed;
use serde_json::json;

/// What a region delivers.
#[derive(Clone, Debug)]
pub(super) struct Delivered {
    sources: Answer<Vec<Source>>,
    deliveries: Answer<Vec<Delivery>>,
}

impl Delivered {
    /// Asks for sources and deliveries of a region.
    pub(super) async fn in_region(site: &Site<'_>) -> Self {
        let sources = site.list::<DescribeDeliverySources>(json!({})).await;
        let none = sources.seen.value().is_some_and(Vec::is_empty);
        let deliveries = if none {
            Answer::known(Observed::Value(Vec::new()))
        } else {
            site.list::<DescribeDeliveries>(json!({})).await
        };
        Self { sources, deliveries }
    }

    /// The destinations that a resource's logs of this type reach.
    pub(super) fn of(&self, arn: &str, log_type: &str) -> Answer<Vec<String>> {
        let seen = self.sources.seen.as_ref().and_then(|sources| {
            let own = |source: &&Source| {
                source.log_type == log_type
                    && source.resource_arns.iter().any(|own| own == arn)
                    && source.status.as_deref() != Some("INACTIVE")
            };
            let names: Vec<String> = sources.iter().filter(own).map(|source| source.name.clone()).collect();
            if names.is_empty() {
                return Observed::Value(Vec::new());
            }
            self.deliveries.seen.as_ref().map(|deliveries| {
                let reached = deliveries.iter().filter(|delivery| names.contains(&delivery.delivery_source_name));
                reached.map(|delivery| delivery.delivery_destination_arn.clone()).collect()
            })
        });
        let answered = self.sources.answered.iter().chain(&self.deliveries.answered).copied().collect();
        Answer { seen, answered }
    }
}
