//! The answer of a service that has nothing.
//!
//! In: a call. Out: the smallest answer that is valid, which for a list is an empty one. What an answer must hold comes from the
//! types that tomscan reads it with; an operation that tomscan does not know (other scanners ask) gets an empty answer in its
//! protocol's shape.

use super::answer::{Answer, CBOR};
use super::call::{Call, Shape};
use super::page::Lists;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::LazyLock;
use tomscan::aws::wire;

/// What is known of an operation's answer.
struct Known {
    smallest: Value,
    /// The request's and the answer's member for the token of a list.
    token: Option<(&'static str, String)>,
}

static KNOWN: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| {
    let replies = wire::tables().flat_map(|table| table.operations.iter().zip((table.replies)()));
    let known = replies.map(|(operation, schema)| {
        let schema = schema.to_value();
        let pages = operation.wire.as_ref().and_then(|wire| wire.pages.as_ref());
        let token = pages.and_then(|pages| Some((pages.token, token(&schema, pages.token)?)));
        (operation.id, Known { smallest: smallest(&schema, &schema), token })
    });
    known.collect()
});

/// The member of an answer that holds the next token.
fn token(schema: &Value, asked: &str) -> Option<String> {
    let next = ["nexttoken", "nextmarker", "marker", "position", "paginationtoken"];
    let named = schema["properties"].as_object()?.keys().find(|name| {
        let lower = name.to_lowercase();
        next.contains(&lower.as_str()) || asked.strip_prefix("ExclusiveStart").is_some_and(|end| name.ends_with(end))
    });
    named.cloned()
}

/// The smallest value of a schema.
fn smallest(schema: &Value, root: &Value) -> Value {
    if let Some(pointer) = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
        return root.pointer(pointer).map_or(Value::Null, |schema| smallest(schema, root));
    }
    if let Some(schema) = schema["anyOf"].get(0) {
        return smallest(schema, root);
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind {
        Some("object") => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let member = |name: &str| (name.to_owned(), smallest(&schema["properties"][name], root));
            Value::Object(required.map(member).collect::<Map<_, _>>())
        }
        Some("array") => json!([]),
        Some("integer" | "number") => json!(0),
        Some("boolean") => json!(false),
        _ if schema["format"] == "date-time" => json!("2026-01-01T00:00:00Z"),
        _ => json!(""),
    }
}

/// The answer.
pub(crate) fn answer(call: &Call) -> Answer {
    let known = KNOWN.get(call.operation);
    let mut value = known.map_or_else(|| json!({}), |known| known.smallest.clone());
    if let (Some((asked, answered)), false) = (known.and_then(|known| known.token.as_ref()), call.lists == Lists::True)
    {
        value[answered] = json!(call.page(0, "", 1, asked).next);
    }
    match call.shape {
        Shape::Json(_) | Shape::RestJson => Answer::json(call, value.to_string()),
        Shape::Query | Shape::Ec2 => Answer::query(call, &elements(&value)),
        Shape::RestXml | Shape::S3 => {
            Answer::xml(format!("<{name}Result>{}</{name}Result>", elements(&value), name = call.name()))
        }
        Shape::Cbor => Answer::of(200, CBOR, [0xa0]).with("smithy-protocol", "rpc-v2-cbor"),
    }
}

/// A value as XML.
fn elements(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let one = |(name, value): (&String, &Value)| match value {
                Value::Array(_) => String::new(),
                value => format!("<{name}>{}</{name}>", elements(value)),
            };
            members.iter().map(one).collect()
        }
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Null => String::new(),
        other => other.to_string(),
    }
}
