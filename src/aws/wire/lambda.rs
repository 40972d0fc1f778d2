//! AWS Lambda: functions and their URLs.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Lambda.
pub static LAMBDA: Service = Service {
    id: "lambda",
    sdk_id: "Lambda",
    signing: "lambda",
    protocol: Protocol::RestJson,
    endpoint: Endpoint::Regional("lambda"),
};

operations! { Json LAMBDA, id "lambda", iam "lambda";
    /// Functions of the region.
    ListFunctions: Region "GET" "/2015-03-31/functions" -> Functions, pages "Marker" by "MaxItems" = 50,
        |reply| (reply.functions, reply.next_marker) => Function;
    /// URLs of a function: of itself and of its aliases.
    ListFunctionUrlConfigs: Region "GET" "/2021-10-31/functions/{FunctionName}/urls" -> FunctionUrls,
        absent "ResourceNotFoundException", pages "Marker" by "MaxItems" = 50,
        |reply| (reply.function_url_configs, reply.next_marker) => FunctionUrl;
    /// The policy of a function itself; its versions and aliases have their own.
    GetPolicy: Region "GET" "/2015-03-31/functions/{FunctionName}/policy" -> FunctionPolicy,
        absent "ResourceNotFoundException";
}

/// `GetPolicyResponse`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FunctionPolicy {
    /// The policy as JSON text.
    pub policy: String,
}

/// `ListFunctionsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Functions {
    /// The functions.
    pub functions: Vec<Function>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A function.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Function {
    /// Name.
    pub function_name: String,
    /// ARN.
    pub function_arn: String,
    /// Runtime, of functions that are no container images.
    pub runtime: Option<String>,
}

/// `ListFunctionUrlConfigsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FunctionUrls {
    /// The URLs.
    pub function_url_configs: Vec<FunctionUrl>,
    /// Token of the next page.
    pub next_marker: Option<String>,
}

/// A function URL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FunctionUrl {
    /// ARN of the function or alias.
    pub function_arn: String,
    /// `NONE` or `AWS_IAM`.
    pub auth_type: String,
}
