//! A request as it goes over the wire.
//!
//! In: an operation of the table and its members as JSON, named as on the wire. Out: method, path, headers and body.

use crate::aws::operations::{Operation, Wire};
use crate::aws::wire::Protocol;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

/// RFC 3986: everything but unreserved characters is escaped, as the signature expects it.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Writes a request. `account` stands in the header by which S3 Control is asked.
pub(super) fn request(
    operation: &Operation,
    wire: &Wire,
    members: &Map<String, Value>,
    account: &str,
) -> Result<HttpRequest, BoxError> {
    let mut members = members.clone();
    let (method, template) = wire.http;
    let mut path = fill(template, &mut members);
    let reads = ["GET", "HEAD"].contains(&method);
    let mut target = None;
    let (content_type, body) = match wire.service.protocol {
        Protocol::Query { version } | Protocol::Ec2 { version } => {
            let member = matches!(wire.service.protocol, Protocol::Query { .. });
            ("application/x-www-form-urlencoded", form(operation.name(), version, &members, member))
        }
        Protocol::Json { target: prefix, version } => {
            target = Some(format!("{prefix}.{}", operation.name()));
            let kind = if version == "1.0" { "application/x-amz-json-1.0" } else { "application/x-amz-json-1.1" };
            (kind, Value::Object(members).to_string())
        }
        Protocol::RestJson | Protocol::RestXml if reads => {
            path.push_str(&query(&members, if path.contains('?') { '&' } else { '?' }));
            ("", String::new())
        }
        Protocol::RestJson | Protocol::RestXml => ("application/json", Value::Object(members).to_string()),
    };
    let mut written = HttpRequest::new(SdkBody::from(body.clone()));
    written.set_method(method)?;
    written.set_uri(path)?;
    let headers = written.headers_mut();
    if let Some(target) = target {
        headers.insert("x-amz-target", target);
    }
    if wire.service.id == "s3control" {
        headers.insert("x-amz-account-id", account.to_owned());
    }
    // NOTE: without it API Gateway answers in HAL, which wraps lists in `_embedded` ("Making HTTP requests to API Gateway",
    // API Gateway API reference).
    if wire.service.id == "apigateway" {
        headers.insert("accept", "application/json");
    }
    if !body.is_empty() {
        headers.insert("content-type", content_type);
        headers.insert("content-length", body.len().to_string());
    }
    Ok(written)
}

/// The path with its members filled in; those are taken out, the rest goes elsewhere.
fn fill(template: &str, members: &mut Map<String, Value>) -> String {
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        path.push_str(before);
        path.push_str(&escape(&members.remove(name).map(|value| scalar(&value)).unwrap_or_default()));
        rest = behind;
    }
    path.push_str(rest);
    path
}

fn query(members: &Map<String, Value>, first: char) -> String {
    let mut pairs = Vec::new();
    for (name, value) in members {
        match value {
            Value::Array(items) => pairs.extend(items.iter().map(|item| (name.clone(), scalar(item)))),
            value => pairs.push((name.clone(), scalar(value))),
        }
    }
    let query = join(&pairs);
    if query.is_empty() { query } else { format!("{first}{query}") }
}

fn form(operation: &str, version: &str, members: &Map<String, Value>, member: bool) -> String {
    let mut pairs = vec![("Action".to_owned(), operation.to_owned()), ("Version".to_owned(), version.to_owned())];
    for (name, value) in members {
        flatten(name, value, member, &mut pairs);
    }
    join(&pairs)
}

/// Lists and structures as the Query protocol writes them: `Filter.1.Name`, with `member` between in all but EC2's dialect.
fn flatten(name: &str, value: &Value, member: bool, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let between = if member { ".member" } else { "" };
                flatten(&format!("{name}{between}.{}", index + 1), item, member, pairs);
            }
        }
        Value::Object(inner) => {
            for (key, value) in inner {
                flatten(&format!("{name}.{key}"), value, member, pairs);
            }
        }
        value => pairs.push((name.to_owned(), scalar(value))),
    }
}

fn join(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.join("&")
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn members(value: &Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn lists_are_numbered_and_only_the_plain_query_protocol_says_member() {
        let asked = members(&json!({ "Filter": [{ "Name": "encrypted", "Value": ["false"] }], "DryRun": false }));
        let ec2 = form("DescribeVolumes", "2016-11-15", &asked, false);
        assert_eq!(
            ec2,
            "Action=DescribeVolumes&Version=2016-11-15&DryRun=false&Filter.1.Name=encrypted&Filter.1.Value.1=false"
        );
        let query = form("DescribeRules", "2015-12-01", &members(&json!({ "RuleArns": ["a:b", "c"] })), true);
        assert_eq!(query, "Action=DescribeRules&Version=2015-12-01&RuleArns.member.1=a%3Ab&RuleArns.member.2=c");
    }

    #[test]
    fn members_of_the_path_are_escaped_and_not_repeated_elsewhere() {
        let mut asked = members(&json!({ "Name": "a/b c", "maxResults": 5 }));
        let path = fill("/vaults/{Name}/points/", &mut asked);
        assert_eq!((path.as_str(), query(&asked, '?').as_str()), ("/vaults/a%2Fb%20c/points/", "?maxResults=5"));
    }

    #[test]
    fn api_gateway_is_asked_for_plain_json() {
        let operation = <crate::aws::wire::apigateway::GetRestApis as crate::aws::wire::Ask>::OPERATION;
        let wire = operation.wire.as_ref().expect("asked by the light caller");
        let written = request(operation, wire, &members(&json!({ "limit": 500 })), "111122223333").expect("a request");
        assert_eq!(written.headers().get("accept"), Some("application/json"));
        assert_eq!(written.uri(), "/restapis?limit=500");
    }
}
