//! API Gateway, version 1: REST APIs and domain names. Every read is allowed by `apigateway:GET`.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Amazon API Gateway.
pub static APIGATEWAY: Service = Service {
    id: "apigateway",
    sdk_id: "API Gateway",
    signing: "apigateway",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("apigateway"),
};

operations! { Json APIGATEWAY, id "apigateway", iam "apigateway";
    /// REST APIs of the region.
    GetRestApis: Region "GET" "/restapis" -> RestApis, action "apigateway:GET", pages "position" by "limit" = 500,
        |reply| (reply.item, reply.position) => RestApi;
    /// Stages of a REST API.
    GetStages: Region "GET" "/restapis/{restapi_id}/stages" -> Stages, action "apigateway:GET";
    /// Domain names of the region.
    GetDomainNames: Region "GET" "/domainnames" -> DomainNames, action "apigateway:GET", pages "position" by "limit" = 500,
        |reply| (reply.item, reply.position) => DomainName;
}

/// Cannot be read. NOTE: API Gateway's own format (HAL) wraps lists in `_embedded`; an answer in it must not pass for an
/// empty list ("Making HTTP requests to API Gateway", API Gateway API reference).
#[derive(Debug, Deserialize)]
pub enum Hal {}

/// `RestApis`.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct RestApis {
    /// The APIs. NOTE: may be left out where there are none; AWS shows no empty answer (`GetRestApis`, API Gateway API
    /// reference).
    #[serde(default)]
    pub item: Vec<RestApi>,
    /// Token of the next page.
    pub position: Option<String>,
    /// Never there.
    #[serde(default, rename = "_embedded")]
    #[schemars(skip)]
    pub hal: Option<Hal>,
}

/// A REST API.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RestApi {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Where it answers.
    pub endpoint_configuration: Option<EndpointConfiguration>,
    /// Whether it answers under its domain names only. NOTE: false is the default (`RestApi`, API Gateway API reference).
    #[serde(default)]
    pub disable_execute_api_endpoint: bool,
    /// Name of the security policy.
    pub security_policy: Option<String>,
    /// Tags. NOTE: left out where there are none (`RestApi`, API Gateway API reference).
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

/// Where an API answers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct EndpointConfiguration {
    /// `EDGE`, `REGIONAL`, `PRIVATE`.
    pub types: Option<Vec<String>>,
}

/// `Stages`.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Stages {
    /// The stages. NOTE: may be left out where there are none; AWS shows no empty answer (`GetStages`, API Gateway API
    /// reference).
    #[serde(default)]
    pub item: Vec<Stage>,
    /// Never there.
    #[serde(default, rename = "_embedded")]
    #[schemars(skip)]
    pub hal: Option<Hal>,
}

/// A stage.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    /// Name.
    pub stage_name: String,
    /// Access logs.
    pub access_log_settings: Option<AccessLogSettings>,
    /// Web ACL in front of it.
    pub web_acl_arn: Option<String>,
    /// Tags. NOTE: left out where there are none (`Stage`, API Gateway API reference).
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

/// Access logs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessLogSettings {
    /// Log group or Firehose stream.
    pub destination_arn: Option<String>,
}

/// `DomainNames`.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct DomainNames {
    /// The names. NOTE: may be left out where there are none; AWS shows no empty answer (`GetDomainNames`, API Gateway API
    /// reference).
    #[serde(default)]
    pub item: Vec<DomainName>,
    /// Token of the next page.
    pub position: Option<String>,
    /// Never there.
    #[serde(default, rename = "_embedded")]
    #[schemars(skip)]
    pub hal: Option<Hal>,
}

/// A domain name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DomainName {
    /// The name.
    pub domain_name: String,
    /// ARN; older names have none in the answer.
    pub domain_name_arn: Option<String>,
    /// Certificate of an edge-optimised name, in ACM of the main region.
    pub certificate_arn: Option<String>,
    /// Certificate of a regional name, in ACM of its region.
    pub regional_certificate_arn: Option<String>,
    /// Where it answers.
    pub endpoint_configuration: Option<EndpointConfiguration>,
    /// Name of the security policy.
    pub security_policy: Option<String>,
    /// Tags. NOTE: left out where there are none (`DomainName`, API Gateway API reference).
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}
