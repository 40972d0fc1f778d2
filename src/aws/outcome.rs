//! What an answer means: the one place that reads AWS's error codes.
//!
//! In: the result of an SDK call. Out: a value, a certain absence, or unknown with the reason. A failed call is not an error
//! of the program but something seen.

use super::api::ApiError;
use super::guarded::ClearText;
use super::operations::Operation;
use super::tape::{CutShort, TooLarge};
use crate::fact::{Observed, Unknown};
use aws_smithy_runtime_api::client::result::{DispatchFailure, SdkError};
use aws_smithy_runtime_api::http::Response;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// Codes by which AWS says that the identity may not make the call. Sources: "Common errors" of the service API references
/// and the error tables of S3, EC2 and IAM.
pub const DENIED: &[&str] = &[
    "AccessDenied",
    "AccessDeniedException",
    "AllAccessDisabled",
    "AuthorizationError",
    "NotAuthorized",
    "NotAuthorizedException",
    "UnauthorizedAccess",
    "UnauthorizedException",
    "UnauthorizedOperation",
];

/// Codes by which AWS says that there were too many calls (the SDK's own list, and those of single services).
pub const THROTTLED: &[&str] = &[
    "BandwidthLimitExceeded",
    "DependencyThrottle",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequests",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Codes by which a region says that the account has not enabled it.
pub const REGION_DISABLED: &[&str] = &[
    "AuthFailure",
    "InvalidClientTokenId",
    "InvalidToken",
    "OptInRequired",
    "RegionDisabledException",
    "UnrecognizedClientException",
];

/// Codes by which AWS says that the login is over.
pub const EXPIRED: &[&str] = &["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"];

/// Answers that carry the code of a denial but say in words that the service is switched off: the action, and the words.
/// NOTE: the Macie API Reference names no other code; AWS Support calls it known ("AWS event GetMacieSession results in
/// AccessDenied error", <https://github.com/DataBiosphere/azul/issues/5779>). A real denial says "is not authorized to perform".
const SWITCHED_OFF: &[(&str, &str)] = &[("macie2:GetMacieSession", "Macie is not enabled")];

/// Reads the result of a call. `region` is where it was asked.
pub fn observe<T, E>(operation: &Operation, region: &str, result: Result<T, SdkError<E, Response>>) -> Observed<T>
where
    E: ProvideErrorMetadata,
{
    match result {
        Ok(value) => Observed::Value(value),
        Err(error) => read_error(operation, region, &error),
    }
}

fn read_error<T, E: ProvideErrorMetadata>(
    operation: &Operation,
    region: &str,
    error: &SdkError<E, Response>,
) -> Observed<T> {
    let status = error.raw_response().map(|response| response.status().as_u16());
    match error {
        SdkError::ServiceError(service) => match service.err().code() {
            Some(code) if operation.absent.contains(&code) => Observed::Absent,
            Some(code) if DENIED.contains(&code) && is_switched_off(operation, service.err().message()) => {
                Observed::Absent
            }
            code => Observed::Unknown(why(operation, region, code, status)),
        },
        SdkError::TimeoutError(_) => Observed::Unknown(failed(operation, "timeout")),
        SdkError::DispatchFailure(failure) if failure.is_timeout() => Observed::Unknown(failed(operation, "timeout")),
        // The connector itself refuses only what a recording does not hold.
        SdkError::DispatchFailure(failure) if failure.is_user() => {
            Observed::Unknown(failed(operation, "not-in-recording"))
        }
        SdkError::DispatchFailure(failure) if has_cause::<ClearText>(failure) => {
            Observed::Unknown(failed(operation, "clear-text"))
        }
        SdkError::DispatchFailure(failure) if has_cause::<CutShort>(failure) => {
            Observed::Unknown(failed(operation, "unreadable-answer"))
        }
        SdkError::DispatchFailure(failure) if has_cause::<TooLarge>(failure) => {
            Observed::Unknown(failed(operation, "too-large"))
        }
        SdkError::DispatchFailure(failure) if failure.is_io() => Observed::Unknown(failed(operation, "unreachable")),
        SdkError::ResponseError(_) if status.is_some_and(|status| status >= 400) => {
            Observed::Unknown(why(operation, region, None, status))
        }
        SdkError::ResponseError(_) => Observed::Unknown(failed(operation, "unreadable-answer")),
        _ => Observed::Unknown(failed(operation, "not-sent")),
    }
}

fn is_switched_off(operation: &Operation, message: Option<&str>) -> bool {
    let said = message.unwrap_or_default();
    SWITCHED_OFF.iter().any(|(action, words)| *action == operation.action && said.starts_with(words))
}

/// Whether a connector of ours failed for this cause.
fn has_cause<C: std::error::Error + 'static>(failure: &DispatchFailure) -> bool {
    let connector = failure.as_connector_error();
    connector.and_then(std::error::Error::source).is_some_and(<dyn std::error::Error>::is::<C>)
}

/// Whether an answer is a throttle: by its code, or where it has none by its status.
pub(super) fn is_throttle(response: &Response) -> bool {
    if response.status().is_success() {
        return false;
    }
    let body = response.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
    match ApiError::read(response, &body).code() {
        Some(code) => THROTTLED.contains(&code),
        None => matches!(response.status().as_u16(), 429 | 503),
    }
}

/// The reason behind an error code, or behind a bare HTTP status where a body was missing (HEAD) or unreadable.
fn why(operation: &Operation, region: &str, code: Option<&str>, status: Option<u16>) -> Unknown {
    let action = operation.action.to_owned();
    match (code, status) {
        (Some(code), _) if DENIED.contains(&code) => Unknown::AccessDenied { action },
        (Some(code), _) if THROTTLED.contains(&code) => Unknown::Throttled { action },
        (Some(code), _) if EXPIRED.contains(&code) => failed(operation, "login-expired"),
        (Some(code), _) if REGION_DISABLED.contains(&code) => Unknown::RegionDisabled { region: region.to_owned() },
        (Some(code), _) => failed(operation, code),
        (None, Some(403)) => Unknown::AccessDenied { action },
        (None, Some(429 | 503)) => Unknown::Throttled { action },
        (None, Some(301 | 307)) => failed(operation, "PermanentRedirect"),
        // Without a status, or with one that claims success, the answer itself could not be read.
        (None, None | Some(200..=299)) => failed(operation, "unreadable-answer"),
        (None, Some(status)) => failed(operation, &format!("http-{status}")),
    }
}

/// An unknown for a call that failed with this code.
pub fn failed(operation: &Operation, code: &str) -> Unknown {
    Unknown::Failed { action: operation.action.to_owned(), code: code.to_owned() }
}

#[cfg(test)]
mod tests;
