//! What can be known about Lambda functions and their URLs.

use super::Observed;
use super::outside::Access;
use schemars::JsonSchema;
use serde::Serialize;

/// A Lambda function: its code, and what stands in its settings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "lambda:ListFunctions"))]
pub struct Function {
    /// `Runtime`; null for container images.
    pub runtime: Option<String>,
    /// Whom its policy lets in from outside the account; policies of single versions and aliases are others.
    #[schemars(extend("x-operation" = "lambda:GetPolicy"))]
    pub outside: Observed<Access>,
}

/// A function URL.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "lambda:ListFunctions lambda:ListFunctionUrlConfigs"))]
pub struct FunctionUrl {
    /// `AuthType`: `NONE` (anyone may call it) or `AWS_IAM`.
    pub auth_type: String,
    /// Whether it answers in clear text. AWS does not say: the Developer Guide calls it an "HTTP(S) endpoint".
    pub serves_http: Observed<bool>,
}
