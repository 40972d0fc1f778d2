//! API Gateway, version 2: HTTP and WebSocket APIs. Every read is allowed by `apigateway:GET`.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Amazon API Gateway, version 2.
pub static APIGATEWAYV2: Service = Service {
    id: "apigatewayv2",
    sdk_id: "ApiGatewayV2",
    signing: "apigateway",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("apigateway"),
};

operations! { Json APIGATEWAYV2, id "apigatewayv2", iam "apigateway";
    /// HTTP and WebSocket APIs of the region.
    GetApis: Region "GET" "/v2/apis" -> Apis, action "apigateway:GET", pages "nextToken",
        |reply| (reply.items, reply.next_token) => Api;
    /// Stages of an API.
    GetStages: Region "GET" "/v2/apis/{apiId}/stages" -> Stages, action "apigateway:GET",
        pages "nextToken", |reply| (reply.items, reply.next_token) => Stage;
}

/// `Apis`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Apis {
    /// The APIs.
    pub items: Vec<Api>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// An API.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Api {
    /// Id.
    pub api_id: String,
    /// Name.
    pub name: String,
    /// `HTTP` or `WEBSOCKET`.
    pub protocol_type: String,
    /// Its URL.
    pub api_endpoint: Option<String>,
    /// Whether it answers under its domain names only. NOTE: false is the default (`Api`, API Gateway v2 API reference).
    #[serde(default)]
    pub disable_execute_api_endpoint: bool,
    /// Tags. NOTE: left out where there are none (`Api`, API Gateway v2 API reference).
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

/// `Stages`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stages {
    /// The stages.
    pub items: Vec<Stage>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A stage.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    /// Name.
    pub stage_name: String,
    /// Access logs.
    pub access_log_settings: Option<AccessLogSettings>,
    /// Tags. NOTE: left out where there are none (`Stage`, API Gateway v2 API reference).
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

/// Access logs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessLogSettings {
    /// Log group.
    pub destination_arn: Option<String>,
}
