//! An answer as it came over the wire.
//!
//! In: an HTTP response. Out: what is read of it, or the error code that the service gave.

use crate::aws::operations::{Operation, Wire};
use crate::aws::reading::Format;
use crate::aws::wire::Ask;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
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
