//! Amazon DynamoDB: names of tables.

use super::{Endpoint, Protocol, Service, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// Amazon DynamoDB.
pub static DYNAMODB: Service = Service {
    id: "dynamodb",
    sdk_id: "DynamoDB",
    signing: "dynamodb",
    protocol: Protocol::Json { target: "DynamoDB_20120810", version: "1.0" },
    endpoint: Endpoint::Regional("dynamodb"),
};

operations! { DYNAMODB, id "dynamodb", iam "dynamodb";
    /// Names of the region's tables.
    ListTables: Region -> Tables, pages "ExclusiveStartTableName" by "Limit" = 100,
        |reply| (reply.table_names, reply.last_evaluated_table_name) => String;
}

/// `ListTablesOutput`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Tables {
    /// The names.
    pub table_names: Vec<String>,
    /// The last name of this page, unless it is the last page.
    pub last_evaluated_table_name: Option<String>,
}
