//! Whether AWS offers a service in a region at all.
//!
//! In: a service and a region in which nobody could be reached. Out: whether AWS's own list of the service's regions leaves
//! that region out, asked once per service. There the endpoint's name does not exist, and an empty list is the truth. Without
//! such a list, or with the region in it, the unreachable endpoint stays what it is: nothing was seen.
//!
//! Source: "Calling public parameters for AWS services, Regions, endpoints, …", AWS Systems Manager User Guide.

use super::call::{Account, Answer};
use super::once::Once;
use super::wire::Service;
use super::wire::ssm_parameters::GetParametersByPath;
use crate::fact::{Observed, Unknown};
use serde_json::json;

/// AWS's lists of the regions of services, by the services' ids.
pub(super) type Offered = Once<&'static str, Answer<Vec<String>>>;

impl Account {
    /// Replaces an endpoint that was not reached by an empty list, where AWS says that it does not offer the service there.
    pub(super) async fn empty_where_not_offered<T>(
        &self,
        service: &'static Service,
        region: &str,
        answer: Answer<Vec<T>>,
    ) -> Answer<Vec<T>> {
        if !matches!(&answer.seen, Observed::Unknown(why) if is_silence(why)) {
            return answer;
        }
        let offered = self.regions_of(service).await;
        match &offered.seen {
            Observed::Value(regions) if !regions.is_empty() && !regions.iter().any(|one| one == region) => {
                Answer { seen: Observed::Value(Vec::new()), answered: offered.answered }
            }
            _ => answer,
        }
    }

    async fn regions_of(&self, service: &'static Service) -> Answer<Vec<String>> {
        let ask = async {
            let path = format!("/aws/service/global-infrastructure/services/{}/regions", name(service));
            let listed = self.pages::<GetParametersByPath>(&self.home_region(), json!({ "Path": path })).await;
            listed.map(|parameters| parameters.into_iter().map(|parameter| parameter.value).collect())
        };
        self.offered.cloned(service.id, ask).await
    }
}

/// Whether nobody answered, as it is where the endpoint's name does not exist. A proxy or a firewall may end or hold such a
/// connection, instead of saying that there is no such name; so silence alone says nothing of the service.
pub(crate) fn is_silence(why: &Unknown) -> bool {
    matches!(why, Unknown::Failed { code, .. } if ["unreachable", "not-sent", "timeout"].contains(&code.as_str()))
}

/// The service's name in AWS's list, where it is not that of its model.
fn name(service: &Service) -> &'static str {
    match service.id {
        "opensearch" => "es",
        "elbv2" => "elb",
        id => id,
    }
}
