//! HTTP and WebSocket APIs and their stages.

use super::label;
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::apigatewayv2::{Api as ListedApi, GetApis, GetStages, Stage as ListedStage};
use crate::collect::survey::Site;
use crate::collect::{Found, in_turn};
use crate::fact::apigateway::{Api, Stage};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;

const API: ResourceKind = ResourceKind::Apigatewayv2Api;
const STAGE: ResourceKind = ResourceKind::Apigatewayv2Stage;

/// APIs and their stages.
pub(super) async fn apis(site: &Site<'_>) -> Found {
    let mut found = Found::default();
    if !site.wants(API) && !site.wants(STAGE) {
        return found;
    }
    let listed = site.list::<GetApis>(json!({})).await;
    let items = listed.seen.value().cloned().unwrap_or_default();
    if site.wants(API) {
        found.note(API, &site.region, &listed.seen);
        found.resources.extend(items.iter().map(|item| api(site, item, &listed)));
    }
    if site.wants(STAGE) {
        let asked = items.iter().map(|item| site.list::<GetStages>(json!({ "apiId": item.api_id })));
        let stages = in_turn(asked).await;
        match &listed.seen {
            Observed::Value(_) => found.note_parts(STAGE, &site.region, stages.iter().map(|answer| &answer.seen)),
            seen => found.note(STAGE, &site.region, seen),
        }
        for (item, answer) in items.iter().zip(&stages) {
            let own = answer.seen.value().into_iter().flatten();
            found.resources.extend(own.map(|own| stage(site, item, own, &listed, answer)));
        }
    }
    found
}

fn api(site: &Site<'_>, item: &ListedApi, listed: &Answer<Vec<ListedApi>>) -> Resource {
    let arn = format!("arn:{}:apigateway:{}::/apis/{}", site.account.partition, site.region, item.api_id);
    let sheet = site.sheet(API, &label(Some(&item.name), &item.api_id), &arn, listed);
    let endpoint = Observed::required(item.api_endpoint.as_deref(), GetApis::OPERATION.action);
    let facts = Api {
        protocol_type: item.protocol_type.clone(),
        serves_http: endpoint.map(|url| !url.starts_with("https://") && !url.starts_with("wss://")),
        default_endpoint_disabled: item.disable_execute_api_endpoint,
        // NOTE: "Security policy for HTTP APIs", "Security policy for WebSocket APIs" (API Gateway Developer Guide): TLS_1_2
        // for all endpoints.
        min_tls: match item.protocol_type.as_str() {
            "HTTP" | "WEBSOCKET" => Observed::Value("1.2".to_owned()),
            _ => Observed::Unknown(Unknown::undecidable("unknown-api-protocol")),
        },
        tags: Observed::Value(item.tags.clone()),
    };
    sheet.finish(&site.account.id, &facts)
}

fn stage(
    site: &Site<'_>,
    api: &ListedApi,
    item: &ListedStage,
    apis: &Answer<Vec<ListedApi>>,
    listed: &Answer<Vec<ListedStage>>,
) -> Resource {
    let path = format!("/apis/{}/stages/{}", api.api_id, item.stage_name);
    let arn = format!("arn:{}:apigateway:{}::{path}", site.account.partition, site.region);
    let name = format!("{}/{}", label(Some(&api.name), &api.api_id), item.stage_name);
    let mut sheet = site.sheet(STAGE, &name, &arn, listed);
    sheet.answered(&apis.answered);
    let destination = item.access_log_settings.as_ref().and_then(|settings| settings.destination_arn.clone());
    let facts = Stage {
        access_log_destination: Observed::of(destination.filter(|arn| !arn.is_empty())),
        tags: Observed::Value(item.tags.clone()),
    };
    sheet.finish(&site.account.id, &facts)
}
