//! An answer.
//!
//! In: what a world says. Out: status, headers and body, ready for the socket.

use super::call::{Call, Shape};
use super::delivery::Delivery;

/// An HTTP answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// `Content-Type`; none where empty.
    pub(crate) kind: &'static str,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Where the world itself has something amiss with it: a recording of a broken connection.
    pub(crate) delivery: Option<Delivery>,
}

pub(crate) const XML: &str = "text/xml";
pub(crate) const REST_XML: &str = "application/xml";
pub(crate) const JSON: &str = "application/json";
pub(crate) const CBOR: &str = "application/cbor";

/// The id of every request.
pub(crate) const REQUEST_ID: &str = "00000000-0000-4000-8000-000000000000";

impl Answer {
    /// Whether it says "too many calls", as some recorded answers do.
    pub(crate) fn is_throttle(&self) -> bool {
        const WORDS: [&str; 5] = ["Throttl", "SlowDown", "RequestLimitExceeded", "TooManyRequests", "LimitExceeded"];
        let headers = self.headers.iter().map(|(_, value)| value.clone());
        let text = headers.fold(String::from_utf8_lossy(&self.body).into_owned(), |text, value| text + &value);
        self.status >= 400 && WORDS.iter().any(|word| text.contains(word))
    }

    /// An answer with a body.
    pub(crate) fn of(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind, headers: Vec::new(), body: body.into(), delivery: None }
    }

    /// JSON, in the version of the call's protocol.
    pub(crate) fn json(call: &Call, body: impl Into<Vec<u8>>) -> Self {
        Self::of(200, json_kind(call.shape), body)
    }

    /// The result of an operation of the Query protocols, in the elements that go around it.
    pub(crate) fn query(call: &Call, result: &str) -> Self {
        let name = call.name();
        let body = match call.shape {
            Shape::Ec2 => format!(
                "<{name}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>{REQUEST_ID}</requestId>\
                 {result}</{name}Response>"
            ),
            _ => format!(
                "<{name}Response xmlns=\"https://{}.amazonaws.com/doc/\"><{name}Result>{result}</{name}Result>\
                 <ResponseMetadata><RequestId>{REQUEST_ID}</RequestId></ResponseMetadata></{name}Response>",
                call.service
            ),
        };
        Self::of(200, XML, body)
    }

    /// XML of S3 and the other REST-XML services.
    pub(crate) fn xml(body: impl Into<Vec<u8>>) -> Self {
        Self::of(200, REST_XML, body)
    }

    /// With one more header.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

/// `Content-Type` of the JSON protocols.
pub(crate) fn json_kind(shape: Shape) -> &'static str {
    match shape {
        Shape::Json("1.0") => "application/x-amz-json-1.0",
        Shape::Json(_) => "application/x-amz-json-1.1",
        _ => JSON,
    }
}
