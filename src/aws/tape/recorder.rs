//! Keeping answers.
//!
//! In: requests and responses. Out: the recording's text, sorted, so that the same account gives the same file.

use super::complete::{self, TooLarge};
use super::{Entry, Header, Recorded};
use crate::aws::secrets::{self, without, without_element};
use crate::aws::wire::Ask;
use crate::aws::wire::cloudtrail_events::{LookupEvents, stripped};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Response headers that the SDK reads; no others are kept.
const HEADERS: &[&str] =
    &["content-type", "location", "x-amz-bucket-region", "x-amzn-errortype", "x-amzn-error-message", "retry-after"];

/// Elements of error answers in which AWS repeats parts of the request's credentials.
const SECRET_ELEMENTS: &[&str] = &[
    "AWSAccessKeyId",
    "StringToSign",
    "StringToSignBytes",
    "SignatureProvided",
    "CanonicalRequest",
    "CanonicalRequestBytes",
    "Token-0",
];

/// Keeps answers in the order in which they come.
#[derive(Clone, Debug)]
pub(in crate::aws) struct Recorder {
    header: Arc<Mutex<Header>>,
    kept: Arc<Mutex<Kept>>,
}

/// Operation, region, request, and the HTTP status of the answer; none of a broken connection.
type Asked = (String, String, String, Option<u16>);

/// Answers, and when the first one of its status came to each request.
#[derive(Debug, Default)]
struct Kept {
    entries: Vec<Entry>,
    first: HashMap<Asked, Timestamp>,
}

impl Kept {
    /// Adds an answer. A further one to the same request, with the same status, counts as seen with the first: a replay cannot
    /// tell which of two collectors asked first, and bodies differ in their request ids alone. Returns the time.
    fn add(&mut self, mut entry: Entry) -> Timestamp {
        let key = (entry.operation.clone(), entry.region.clone(), entry.request.clone(), status(&entry));
        entry.time = *self.first.entry(key).or_insert(entry.time);
        let time = entry.time;
        self.entries.push(entry);
        time
    }
}

/// The HTTP status of an answer; none of a broken connection.
fn status(entry: &Entry) -> Option<u16> {
    match entry.answer {
        Recorded::Http { status, .. } => Some(status),
        Recorded::Broken(_) => None,
    }
}

/// What a request asks: method, URI, and the body of a POST. Two requests with the same text get the same answers in turn.
pub(super) fn what(request: &HttpRequest) -> String {
    let target = request.headers().get("x-amz-target").unwrap_or_default();
    let body = request.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
    format!("{} {} {target} {body}", request.method(), request.uri()).trim_end().to_owned()
}

impl Recorder {
    pub(in crate::aws) fn new(header: Header) -> Self {
        Self { header: Arc::new(Mutex::new(header)), kept: Arc::default() }
    }

    /// The scan's one point in time is another than thought.
    pub(super) fn set_now(&self, now: Timestamp) {
        self.header.lock().unwrap_or_else(PoisonError::into_inner).now = now;
    }

    /// Keeps an answer and hands it on, cleaned, with the time at which it counts as seen.
    pub(super) async fn keep(
        &self,
        operation: &str,
        region: &str,
        request: String,
        time: Timestamp,
        answer: Result<HttpResponse, ConnectorError>,
    ) -> (Result<HttpResponse, ConnectorError>, Timestamp) {
        let (recorded, answer) = match answer {
            Err(error) => (broken(&error), Err(error)),
            Ok(response) => whole(operation, response).await,
        };
        let entry =
            Entry { operation: operation.to_owned(), region: region.to_owned(), request, time, answer: recorded };
        let seen = self.kept.lock().unwrap_or_else(PoisonError::into_inner).add(entry);
        (answer, seen)
    }

    /// The recording: answers sorted by operation, region and request; those to the same request in the order they came.
    pub(super) fn text(&self) -> String {
        let mut entries = self.kept.lock().unwrap_or_else(PoisonError::into_inner).entries.clone();
        entries.sort_by(|a, b| (&a.operation, &a.region, &a.request).cmp(&(&b.operation, &b.region, &b.request)));
        let header = serde_json::to_string(&*self.header.lock().unwrap_or_else(PoisonError::into_inner));
        let lines = std::iter::once(header).chain(entries.iter().map(serde_json::to_string));
        lines.filter_map(Result::ok).fold(String::new(), |text, line| text + &line + "\n")
    }
}

fn broken(error: &ConnectorError) -> Recorded {
    let word = if error.is_timeout() {
        "timeout"
    } else if error.is_io() {
        "io"
    } else if error.as_other() == Some(ErrorKind::TransientError) {
        "transient"
    } else if std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<TooLarge>) {
        "too-large"
    } else {
        "other"
    };
    Recorded::Broken(word.to_owned())
}

/// Reads the whole body, keeps a clean copy, and makes the response anew around it.
async fn whole(operation: &str, response: HttpResponse) -> (Recorded, Result<HttpResponse, ConnectorError>) {
    let mut response = response;
    let bytes = match complete::read(response.take_body()).await {
        Ok(bytes) => clean(operation, bytes),
        Err(error) => return (broken(&error), Err(error)),
    };
    let kept = HEADERS.iter().filter_map(|name| Some(((*name).to_owned(), response.headers().get(name)?.to_owned())));
    let headers: BTreeMap<String, String> = kept.collect();
    let status = response.status().as_u16();
    let (body, body_base64) = match std::str::from_utf8(&bytes) {
        Ok(text) => (Some(text.to_owned()), None),
        Err(_) => (None, Some(STANDARD.encode(&bytes))),
    };
    // The body's length may have changed, and so may no header that depends on it reach the SDK.
    response.headers_mut().remove("content-length");
    *response.body_mut() = SdkBody::from(bytes);
    (Recorded::Http { status, headers, body, body_base64 }, Ok(response))
}

/// Takes credentials out of an answer: elements in which AWS repeats them, and anything of the form of an access key id; and the
/// members that may hold secrets. Of events it leaves what is read: they repeat whole requests, with the passwords in them.
fn clean(operation: &str, bytes: Vec<u8>) -> Vec<u8> {
    let members = secrets::members(operation);
    let mut text = if operation == LookupEvents::OPERATION.id {
        stripped(&String::from_utf8_lossy(&bytes))
    } else {
        match String::from_utf8(bytes) {
            Ok(text) => without(text, members),
            Err(error) if members.is_empty() => return error.into_bytes(),
            Err(error) => without(String::from_utf8_lossy(error.as_bytes()).into_owned(), members),
        }
    };
    for element in SECRET_ELEMENTS {
        text = without_element(&text, element, "");
    }
    without_key_ids(&text).into_bytes()
}

/// Access key ids are `AKIA` or `ASIA` and 16 further capitals and digits ("IAM identifiers", IAM User Guide).
fn without_key_ids(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("AKIA").into_iter().chain(rest.find("ASIA")).min() {
        let (before, from) = rest.split_at(at);
        let length = from.bytes().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
        let free_standing = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        out.push_str(before);
        out.push_str(if length >= 20 && free_standing { "AKIAREMOVED" } else { &from[..length] });
        rest = &from[length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_taken_out_of_answers() {
        let body = b"<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>AKIAIOSFODNN7EXAMPLE</AWSAccessKeyId>\
            <StringToSign>GET\n\n</StringToSign></Error> ASIAIOSFODNN7EXAMPL2, AKIA-bucket"
            .to_vec();
        let cleaned = String::from_utf8(clean("s3:GetBucketPolicy", body)).unwrap();
        assert_eq!(
            cleaned,
            "<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId></AWSAccessKeyId>\
            <StringToSign></StringToSign></Error> AKIAREMOVED, AKIA-bucket"
        );
    }

    #[test]
    fn of_an_event_no_more_is_kept_than_is_read() {
        let body = br#"{"Events":[{"EventId":"e","CloudTrailEvent":"{\"userAgent\":\"cli\",\"requestParameters\":\"hunter2\"}"}]}"#;
        let environment = br#"{"Functions":[{"Environment":{"Variables":{"DB":"hunter2"}}}]}"#.to_vec();
        assert_eq!(clean("lambda:ListFunctions", environment), br#"{"Functions":[{}]}"#);
        let kept = |operation: &str| String::from_utf8(clean(operation, body.to_vec())).unwrap();
        let stripped = r#"{"Events":[{"CloudTrailEvent":"{\"userAgent\":\"cli\"}","EventId":"e"}]}"#;
        let as_value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(as_value(&kept("cloudtrail:LookupEvents")), as_value(stripped));
        assert!(kept("cloudtrail:DescribeTrails").contains("hunter2"), "other answers stay as they came");
    }
}
