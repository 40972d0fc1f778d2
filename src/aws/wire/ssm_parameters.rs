//! AWS Systems Manager Parameter Store. Of the values of parameters only AWS's own public ones are asked for: in which
//! regions it offers a service.

use super::ssm::SSM;
use super::{Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

operations! { Json SSM, id "ssm", iam "ssm";
    /// What is known of the region's parameters beside their values.
    DescribeParameters: Region -> Parameters, pages "NextToken" by "MaxResults" = 50,
        |reply| (reply.parameters, reply.next_token) => Parameter;
    /// The parameters below a path. Asked below `/aws/service/global-infrastructure` only.
    GetParametersByPath: Region -> Values, pages "NextToken" by "MaxResults" = 10,
        |reply| (reply.parameters, reply.next_token) => PublicParameter;
}

/// `GetParametersByPathResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Values {
    /// The parameters.
    pub parameters: Vec<PublicParameter>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `Parameter`, of which AWS publishes the value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PublicParameter {
    /// What it says: a region code.
    pub value: String,
}

/// `DescribeParametersResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Parameters {
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `ParameterMetadata`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Parameter {
    /// Name.
    pub name: String,
    /// ARN.
    #[serde(rename = "ARN")]
    pub arn: Option<String>,
    /// `String`, `StringList` or `SecureString`.
    pub r#type: String,
    /// Key of a `SecureString`, as configured.
    pub key_id: Option<String>,
    /// When its value was last changed.
    pub last_modified_date: Option<Time>,
}
