//! AWS Lambda: functions.

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

operations! { LAMBDA, id "lambda", iam "lambda";
    /// Functions of the region.
    ListFunctions: Region "GET" "/2015-03-31/functions" -> Functions, pages "Marker" by "MaxItems" = 50,
        |reply| (reply.functions, reply.next_marker) => Function;
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
    /// ARN.
    pub function_arn: String,
}
