//! API Gateway: REST APIs (version 1), HTTP and WebSocket APIs (version 2), stages and domain names.
//!
//! Calls per region: `GetRestApis`, `GetDomainNames`, version 2's `GetApis`; `GetStages` per API; certificates of domain
//! names where rules read them.

mod rest;
mod second;

use super::Found;
use super::survey::Survey;
use crate::fact::ResourceKind;

/// Collects APIs.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let kinds = [
        ResourceKind::ApigatewayRestApi,
        ResourceKind::ApigatewayStage,
        ResourceKind::ApigatewayDomainName,
        ResourceKind::Apigatewayv2Api,
        ResourceKind::Apigatewayv2Stage,
    ];
    survey
        .in_regions(&kinds, async |site| {
            let (mut found, domains, second) =
                tokio::join!(rest::apis(site), rest::domain_names(site, site.certificates), second::apis(site));
            found.add(domains);
            found.add(second);
            found
        })
        .await
}

/// What an API is called: names need not be unique, so the id stands beside them.
fn label(name: Option<&str>, id: &str) -> String {
    match name.filter(|name| !name.is_empty()) {
        Some(name) => format!("{name} ({id})"),
        None => id.to_owned(),
    }
}
