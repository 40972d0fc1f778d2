//! An answer as it came over the wire.
//!
//! In: an HTTP response. Out: what is read of it, or the error code that the service gave.

use crate::aws::operations::{Operation, Wire};
use crate::aws::wire::{Ask, List, Protocol};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use serde::de::DeserializeOwned;
use std::any::Any;
use std::fmt;

/// What was read of an answer, whatever its type: the SDK's runtime need not know it.
#[derive(Debug)]
pub(super) struct Body(Box<dyn Any + Send + Sync>);

impl Body {
    /// The reply; `None` if it is of another type.
    pub(super) fn take<T: 'static>(self) -> Option<T> {
        self.0.downcast().ok().map(|reply| *reply)
    }
}

/// Reads the body of an answer of one type.
pub(super) type BodyReader = fn(&Operation, &Wire, &str) -> Result<Body, BoxError>;

/// The [`BodyReader`] of an operation.
pub(super) fn body<A: Ask>(operation: &Operation, wire: &Wire, body: &str) -> Result<Body, BoxError> {
    Ok(Body(Box::new(A::Format::read::<A::Reply>(operation, wire, body)?)))
}

/// Reads a response.
pub(super) fn response(
    operation: &Operation,
    wire: &Wire,
    response: &HttpResponse,
    reader: BodyReader,
) -> Result<Body, OrchestratorError<ApiError>> {
    let body = response.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
    if !response.status().is_success() {
        return Err(OrchestratorError::operation(ApiError::read(response, &body)));
    }
    reader(operation, wire, &body).map_err(OrchestratorError::other)
}

/// How answers are written.
pub trait Format {
    /// Reads the body of an answer.
    fn read<T: DeserializeOwned>(operation: &Operation, wire: &Wire, body: &str) -> Result<T, BoxError>;
}

/// The JSON protocols.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl Format for Json {
    fn read<T: DeserializeOwned>(_: &Operation, _: &Wire, body: &str) -> Result<T, BoxError> {
        Ok(serde_json::from_str(body)?)
    }
}

/// Query, EC2 and REST-XML.
#[derive(Clone, Copy, Debug)]
pub struct Xml;

impl Format for Xml {
    fn read<T: DeserializeOwned>(operation: &Operation, wire: &Wire, body: &str) -> Result<T, BoxError> {
        let body = match wire.service.protocol {
            Protocol::Query { .. } => result_of(operation.name(), body).ok_or("no result")?,
            _ => body,
        };
        Ok(quick_xml::de::from_str(body)?)
    }
}

/// What is read of a body, for the tests that hold the types of answers against AWS's models.
#[derive(Debug)]
pub struct Read {
    /// All of it, as `Debug` writes it over several lines.
    pub shown: String,
    /// How many items a page holds, and the token of the next; of lists only.
    pub page: Option<(usize, Option<String>)>,
}

/// Reads the body of an answer as the light caller does.
pub fn read<A: Ask>(body: &str) -> Result<Read, String> {
    Ok(Read { shown: format!("{:#?}", reply::<A>(body)?), page: None })
}

/// Reads the body of a page as the light caller does.
pub fn read_page<L: List>(body: &str) -> Result<Read, String> {
    let (items, token) = L::page(reply::<L>(body)?);
    Ok(Read { page: Some((items.len(), token)), ..read::<L>(body)? })
}

fn reply<A: Ask>(body: &str) -> Result<A::Reply, String> {
    let wire = A::OPERATION.wire.as_ref().ok_or("not an operation of the light caller")?;
    A::Format::read(A::OPERATION, wire, body).map_err(|error| error.to_string())
}

/// The part of a Query answer that is the operation's: `<XResponse><XResult>…</XResult><ResponseMetadata>…`.
fn result_of<'a>(operation: &str, body: &'a str) -> Option<&'a str> {
    let opened = format!("<{operation}Result");
    let closed = format!("</{operation}Result>");
    let start = body.find(&opened)?;
    let from = body.get(start..)?;
    match from.rfind(&closed) {
        Some(end) => from.get(..end + closed.len()),
        None => from.find("/>").and_then(|end| from.get(..end + 2)),
    }
}

/// An error that a service answered.
#[derive(Debug)]
pub struct ApiError(ErrorMetadata);

impl ApiError {
    /// Reads the error code where the protocols put it: the header `x-amzn-errortype`, JSON's `__type` or `code`, or the
    /// first `Code` element of XML. The words that come with it are read of JSON only, where one service needs them.
    pub(in crate::aws) fn read(response: &HttpResponse, body: &str) -> Self {
        let json: Option<serde_json::Value> = serde_json::from_str(body).ok();
        let in_json = json.as_ref().and_then(|json| json.get("__type").or_else(|| json.get("code"))?.as_str());
        let in_xml = body.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(code, _)| code);
        let code = response.headers().get("x-amzn-errortype").or(in_json).or(in_xml);
        // Both forms carry more than the code: `com.amazonaws.account#AccessDeniedException:http://…`
        let code = code.and_then(|code| code.split(':').next()).and_then(|code| code.rsplit('#').next());
        let message = json.as_ref().and_then(|json| json.get("message").or_else(|| json.get("Message"))?.as_str());
        let mut metadata = ErrorMetadata::builder();
        if let Some(code) = code {
            metadata = metadata.code(code);
        }
        if let Some(message) = message {
            metadata = metadata.message(message);
        }
        Self(metadata.build())
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code().unwrap_or("error without code"))
    }
}

impl std::error::Error for ApiError {}

impl ProvideErrorMetadata for ApiError {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::result_of;

    #[test]
    fn the_result_is_found_with_attributes_empty_and_cut_short() {
        let body = r#"<AResponse xmlns="x"><AResult a="1"><B>c</B></AResult><ResponseMetadata/></AResponse>"#;
        assert_eq!(result_of("A", body), Some(r#"<AResult a="1"><B>c</B></AResult>"#));
        assert_eq!(result_of("A", "<AResponse><AResult/><M/></AResponse>"), Some("<AResult/>"));
        assert_eq!(result_of("A", "<AResponse/>"), None);
        assert_eq!(result_of("A", "<AResponse><AResult><B>c</B>"), None);
    }
}
