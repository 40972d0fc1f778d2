//! Errors as each service writes them.
//!
//! In: a call and what it is refused for. Out: an answer with AWS's code and status in the shape of the call's protocol. Codes:
//! "Common errors" of each API reference, "Error responses" of S3 and EC2; the same as in `tests/acceptance/moto/faults.py`, which
//! knows the models of all services.

use super::answer::{Answer, CBOR, REQUEST_ID, REST_XML, XML, json_kind};
use super::call::{Call, Shape};

/// What a call is refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Denied,
    Throttled,
    /// 500.
    Internal,
    /// 503.
    Unavailable,
    /// The session has ended.
    Expired,
    /// The request's time is too far from the server's.
    Skewed,
}

impl Refusal {
    /// Status and code of a call's service.
    fn code(self, call: &Call) -> (u16, &'static str) {
        use Refusal::{Denied, Expired, Internal, Skewed, Throttled, Unavailable};
        match (self, call.shape) {
            (Denied, Shape::Ec2) => (403, "UnauthorizedOperation"),
            (Denied, Shape::Json(_) | Shape::Cbor) => (400, "AccessDeniedException"),
            (Denied, Shape::RestJson) => (403, "AccessDeniedException"),
            (Denied, _) => (403, "AccessDenied"),
            (Throttled, Shape::Ec2) => (503, "RequestLimitExceeded"),
            (Throttled, Shape::S3) => (503, "SlowDown"),
            (Throttled, Shape::Query | Shape::RestXml) => (400, "Throttling"),
            (Throttled, Shape::RestJson) => (429, throttled(call.service)),
            (Throttled, Shape::Json(_) | Shape::Cbor) => (400, throttled(call.service)),
            (Internal, Shape::Ec2 | Shape::S3) => (500, "InternalError"),
            (Internal, _) => (500, "InternalFailure"),
            (Unavailable, Shape::Ec2) => (503, "Unavailable"),
            (Unavailable, Shape::Json(_) | Shape::RestJson | Shape::Cbor) => (503, "ServiceUnavailableException"),
            (Unavailable, _) => (503, "ServiceUnavailable"),
            // EC2 has one word for both.
            (Expired | Skewed, Shape::Ec2) => (400, "RequestExpired"),
            (Expired, Shape::S3) => (400, "ExpiredToken"),
            (Expired, Shape::Json(_) | Shape::Cbor) => (400, "ExpiredTokenException"),
            (Expired, Shape::RestJson) => (403, "ExpiredTokenException"),
            (Expired, _) => (403, "ExpiredToken"),
            (Skewed, Shape::S3) => (403, "RequestTimeTooSkewed"),
            (Skewed, Shape::Json(_) | Shape::Cbor) => (400, "InvalidSignatureException"),
            (Skewed, Shape::RestJson) => (403, "InvalidSignatureException"),
            (Skewed, _) => (403, "SignatureDoesNotMatch"),
        }
    }

    fn message(self, call: &Call) -> String {
        match self {
            Self::Denied => format!(
                "User: arn:aws:iam::{}:user/scanner is not authorized to perform: {} because no identity-based policy allows it",
                call.account, call.operation
            ),
            Self::Throttled => "Rate exceeded".to_owned(),
            Self::Internal => "We encountered an internal error. Please try again.".to_owned(),
            Self::Unavailable => "Service is unable to handle request.".to_owned(),
            Self::Expired => "The security token included in the request is expired".to_owned(),
            Self::Skewed => "The difference between the request time and the current time is too large.".to_owned(),
        }
    }

    /// The answer.
    pub(crate) fn answer(self, call: &Call) -> Answer {
        let (status, code) = self.code(call);
        refuse(call, status, code, &self.message(call))
    }
}

/// What the services call a throttled call whose models name one.
fn throttled(service: &str) -> &'static str {
    match service {
        "apigateway" | "apigatewayv2" | "efs" | "guardduty" | "lambda" | "organizations" | "sesv2" | "cognito-idp" => {
            "TooManyRequestsException"
        }
        _ => "ThrottlingException",
    }
}

/// An error of any code.
pub(crate) fn refuse(call: &Call, status: u16, code: &str, message: &str) -> Answer {
    let error = format!("<Code>{code}</Code><Message>{message}</Message>");
    let who = if status < 500 { "Sender" } else { "Receiver" };
    match call.shape {
        Shape::S3 => {
            let body = if call.request.method == "HEAD" {
                String::new()
            } else {
                format!("<?xml version=\"1.0\"?><Error>{error}<RequestId>{REQUEST_ID}</RequestId></Error>")
            };
            Answer::of(status, REST_XML, body)
        }
        Shape::Ec2 => Answer::of(
            status,
            XML,
            format!("<Response><Errors><Error>{error}</Error></Errors><RequestID>{REQUEST_ID}</RequestID></Response>"),
        ),
        Shape::Query | Shape::RestXml => Answer::of(
            status,
            XML,
            format!(
                "<ErrorResponse><Error><Type>{who}</Type>{error}</Error><RequestId>{REQUEST_ID}</RequestId></ErrorResponse>"
            ),
        ),
        Shape::Json(_) => {
            let body = serde_json::json!({ "__type": code, "message": message });
            Answer::of(status, json_kind(call.shape), body.to_string())
        }
        Shape::RestJson => {
            let body = serde_json::json!({ "message": message });
            Answer::of(status, json_kind(call.shape), body.to_string()).with("x-amzn-ErrorType", code)
        }
        Shape::Cbor => Answer::of(status, CBOR, cbor_error(code)).with("smithy-protocol", "rpc-v2-cbor"),
    }
}

/// `{"__type": code}`: a map of one, two texts of less than 256 bytes (RFC 8949).
fn cbor_error(code: &str) -> Vec<u8> {
    let mut body = vec![0xa1, 0x66];
    body.extend(b"__type");
    body.extend([0x78, u8::try_from(code.len()).unwrap_or(u8::MAX)]);
    body.extend(code.as_bytes());
    body
}
