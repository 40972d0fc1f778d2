//! What can be known about API Gateway: REST APIs, HTTP and WebSocket APIs, their stages and domain names.

use super::Observed;
use super::acm::EndpointCertificate;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A REST API.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "apigateway:GetRestApis"))]
pub struct RestApi {
    /// `endpointConfiguration.types`: `EDGE`, `REGIONAL` or `PRIVATE`.
    pub endpoint_types: Observed<Vec<String>>,
    /// Whether it answers in clear text: never, for all endpoint types that are known.
    pub serves_http: Observed<bool>,
    /// `disableExecuteApiEndpoint`: only its domain names are answered.
    pub default_endpoint_disabled: bool,
    /// `securityPolicy`; AWS's default for the endpoint type where the answer has none.
    pub security_policy: Observed<String>,
    /// The lowest TLS version of that policy: `1.0` to `1.3`.
    pub min_tls: Observed<String>,
    /// Tags (`tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A stage of a REST API.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "apigateway:GetRestApis apigateway:GetStages"))]
pub struct RestStage {
    /// `accessLogSettings.destinationArn`; absent without access logs.
    pub access_log_destination: Observed<String>,
    /// `webAclArn`.
    pub web_acl: Option<String>,
    /// Tags (`tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A domain name of its own.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "apigateway:GetDomainNames"))]
pub struct DomainName {
    /// `endpointConfiguration.types`: `EDGE`, `REGIONAL` or `PRIVATE`.
    pub endpoint_types: Observed<Vec<String>>,
    /// `securityPolicy`.
    pub security_policy: Option<String>,
    /// The lowest TLS version of that policy: `1.0` to `1.3`.
    pub min_tls: Observed<String>,
    /// Its certificate in ACM: of this region, or of the partition's main region for the endpoint type `EDGE`.
    #[schemars(extend("x-operation" = "acm:ListCertificates"))]
    pub certificate: Observed<EndpointCertificate>,
    /// Tags (`tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// An HTTP or WebSocket API.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "apigatewayv2:GetApis"))]
pub struct Api {
    /// `ProtocolType`: `HTTP` or `WEBSOCKET`.
    pub protocol_type: String,
    /// Whether it answers in clear text, by the scheme of `ApiEndpoint`: not for `https` and `wss`.
    pub serves_http: Observed<bool>,
    /// `DisableExecuteApiEndpoint`: only its domain names are answered.
    pub default_endpoint_disabled: bool,
    /// The lowest TLS version: API Gateway holds all endpoints of these APIs to `1.2`.
    pub min_tls: Observed<String>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}

/// A stage of an HTTP or WebSocket API.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "apigatewayv2:GetApis apigatewayv2:GetStages"))]
pub struct Stage {
    /// `AccessLogSettings.DestinationArn`; absent without access logs.
    pub access_log_destination: Observed<String>,
    /// Tags (`Tags`).
    pub tags: Observed<BTreeMap<String, String>>,
}
